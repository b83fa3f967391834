import type { FindingList } from '../finding.ts';
import { type LetterText, squeeze } from './letter-text.ts';
import type { RawTaraf, RawUstveri } from './raw-types.ts';

/** Where findings about the üst yazı go. */
export interface Reporting {
  readonly findings: FindingList;
  readonly name: string;
}

export const RULE = 'm.28/3';
export const upper = (text: string) => squeeze(text).toLocaleUpperCase('tr');

/** The lists that the letter prints, entry by entry, against Üstveri: nothing printed may be missing there. */
export function compareLists(letter: LetterText, ustveri: RawUstveri, to: Reporting): void {
  const lines = letter.lines.map(squeeze);
  const text = upper([...letter.lines, ...letter.margins].join('\n'));
  compareEkler(lines, text, { ustveri, to });
  compareIlgiler(lines, text, { ustveri, to });
  compareDagitim(letter.lines, text, { ustveri, to });
}

interface Compared {
  readonly ustveri: RawUstveri;
  readonly to: Reporting;
}

function compareEkler(lines: readonly string[], text: string, { ustveri: { ekler }, to }: Compared): void {
  const place = { part: to.name, rule: RULE };
  if (text.includes('EK LİSTESİ')) return;
  for (const ek of ekler)
    if (ek.ad && !text.includes(upper(ek.ad)))
      to.findings.onemli('METIN_EK', `"${ek.ad}" eki üst yazıda sayılmamış.`, place);
  const printed = countAfter(lines, /^Ek(?:ler)?\s*:\s*(.*)$/, /^\d+\s*[-–.)]/);
  if (printed > ekler.length)
    to.findings.onemli('METIN_EK', `Üst yazıda ${printed} ek sayılmış, üstveride ${ekler.length} ek var.`, place);
}

function compareIlgiler(lines: readonly string[], text: string, { ustveri: { ilgiler }, to }: Compared): void {
  const place = { part: to.name, rule: RULE };
  for (const { etiket, belgeNo, tarih } of ilgiler) {
    if (belgeNo && !text.includes(upper(belgeNo)))
      to.findings.onemli('METIN_ILGI', `İlgi (${etiket}) sayısı "${belgeNo}" üst yazıda geçmiyor.`, place);
    const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(tarih ?? '') ?? [];
    if (year && !text.includes(`${day}.${month}.${year}`))
      to.findings.onemli('METIN_ILGI', `İlgi (${etiket}) tarihi ${day}.${month}.${year} üst yazıda geçmiyor.`, place);
  }
  const printed = countAfter(lines, /^İlgi\s*:\s*(.*)$/, /^[a-zçğıöşü]\)/);
  if (printed > ilgiler.length)
    to.findings.onemli('METIN_ILGI', `Üst yazıda ${printed} ilgi var, üstveride ${ilgiler.length}.`, place);
}

/** Entries of a list under a heading: those on the lines that follow it at once, and the one on its own line. */
function countAfter(lines: readonly string[], heading: RegExp, entry: RegExp): number {
  const at = lines.findIndex((line) => heading.test(line));
  if (at === -1) return 0;
  const own = heading.exec(lines[at] ?? '')?.[1] === '' ? 0 : 1;
  const below = lines.slice(at + 1);
  const end = below.findIndex((line) => !entry.test(line));
  return own + (end === -1 ? below.length : end);
}

function compareDagitim(lines: readonly string[], text: string, { ustveri: { dagitimlar }, to }: Compared): void {
  if (dagitimlar.length < 2 || text.includes('DAĞITIM LİSTESİ')) return;
  const at = lines.findIndex((line) => /^Dağıtım\s*:/.test(squeeze(line)));
  if (at === -1) return;
  const stems = dagitimlar.flatMap(({ muhatap }) => (muhatap && nameStem(muhatap)) ?? []);
  const cells = lines.slice(at + 1).flatMap((line) => line.split('\t'));
  for (const cell of cells.map(upper)) {
    if (cell === '' || /^(GEREĞİ|BİLGİ)\s*:/.test(cell) || stems.some((stem) => cell.includes(stem))) continue;
    const message = `Üst yazının dağıtımındaki "${squeeze(cell).slice(0, 80)}" üstverideki muhataplardan biri değil.`;
    to.findings.uyari('METIN_DAGITIM', message, { part: to.name, rule: RULE });
  }
}

/** The name without its last letter: the dative changes it (MÜDÜRLÜK, MÜDÜRLÜĞE), and nothing before it. */
export function nameStem(taraf: RawTaraf): string | null {
  if (taraf.kind === 'GERCEK_KISI')
    return taraf.soyad ? upper(`${taraf.ad ?? ''} ${taraf.ikinciAd ?? ''} ${taraf.soyad}`) : null;
  return taraf.ad ? upper(taraf.ad).slice(0, -1) : null;
}
