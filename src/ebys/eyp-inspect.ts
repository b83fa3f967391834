import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { printable } from './container/zip-safety.ts';
import type { Finding, Severity } from './finding.ts';
import { examinePackage, type Inspection } from './inspect/examine.ts';
import { textOf } from './inspect/raw-ustveri.ts';
import type { SignaturePart } from './inspect/signature-checks.ts';
import { DEFAULT_LIMITS, type PackageLimits } from './limits.ts';

const LABELS: Readonly<Record<Severity, string>> = { KRITIK: 'kritik', ONEMLI: 'önemli', UYARI: 'uyarı' };
const ORDER: readonly Severity[] = ['KRITIK', 'ONEMLI', 'UYARI'];
const STAGES = { TASLAK: 'taslak (imzasız)', MUHUR_BEKLIYOR: 'mühür bekliyor', TAMAM: 'tamamlanmış' } as const;
const KINDS = { PAKET: 'e-Yazışma Paketi', SIFRELI: 'şifreli paket', GUNCELLEME: 'güncelleme paketi' } as const;

/** What the exit code means. */
const VERDICTS: Readonly<Record<ExitCode, string>> = {
  0: 'Kurallara aykırı bir şey bulunmadı; uyarılara bakın.',
  1: 'Önemli bulgular var: paketi üretene bildirin.',
  2: 'Paket kabul edilmez: kritik bulguları üretene bildirin.',
};
type ExitCode = 0 | 1 | 2;

/**
 * `ozluk eyp inspect FILE`: writes the findings as a table, gravest first. Gives the exit code: 2 with a kritik finding
 * or an unreadable file, 1 with an önemli one, 0 otherwise.
 */
export async function runEypInspect(
  path: string,
  write: (text: string) => void,
  limits: PackageLimits = DEFAULT_LIMITS,
): Promise<number> {
  const bytes = await readLimited(path, limits);
  if (typeof bytes === 'string') {
    write(`${bytes}\n`);
    return 2;
  }
  const inspection = examinePackage(bytes, limits);
  write(renderInspection(basename(path), bytes.length, inspection));
  return exitCodeOf(inspection.findings);
}

async function readLimited(path: string, limits: PackageLimits): Promise<Buffer | string> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > limits.maxPackageBytes)
        return `${path} ${size} bayt; en çok ${limits.maxPackageBytes} bayt okunur. Doğru dosyayı verdiğinizi denetleyin.`;
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    return `${path} okunamadı: ${cause instanceof Error ? cause.message : String(cause)}. Dosya yolunu denetleyin.`;
  }
}

function exitCodeOf(findings: readonly Finding[]): ExitCode {
  if (findings.some((finding) => finding.severity === 'KRITIK')) return 2;
  return findings.some((finding) => finding.severity === 'ONEMLI') ? 1 : 0;
}

/** The table as text: a head line, one row a finding, the signature parts, a sum. */
export function renderInspection(name: string, size: number, inspection: Inspection): string {
  const kind = inspection.kind === null ? 'açılamayan dosya' : KINDS[inspection.kind];
  const version = inspection.version === null ? '' : `, ${inspection.version}.x`;
  const stage = inspection.stage === null ? '' : `, ${STAGES[inspection.stage]}`;
  const sorted = inspection.findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const rows = sorted.map(
    (one) => [LABELS[one.severity], one.code, one.rule ?? '', one.part ?? '', one.message] as const,
  );
  const signatures = inspection.signatures.map(signatureLine);
  const sums = ORDER.map(
    (severity) => `${sorted.filter((one) => one.severity === severity).length} ${LABELS[severity]}`,
  );
  return [
    `${name}: ${size} bayt, ${kind}${version}${stage}`,
    ...summary(inspection),
    ...table(['derece', 'kod', 'kural', 'parça', 'açıklama'], rows),
    ...signatures,
    `Toplam: ${sums.join(', ')}. ${VERDICTS[exitCodeOf(inspection.findings)]}`,
    '',
  ].join('\n');
}

/** What the package says of itself, for comparing with the letter at hand. */
function summary({ ustveri, nihaiUstveri }: Inspection): string[] {
  if (!ustveri) return [];
  const files = ustveri.ekler.filter((ek) => ek.kind === 'DED').length;
  const sayi = (nihaiUstveri ? textOf(nihaiUstveri, 'BelgeNo') : ustveri.belgeNo) ?? 'yok';
  return [
    `BelgeId ${printable(ustveri.belgeId)}; sayı ${printable(sayi)}; konu "${printable(ustveri.konu)}"`,
    `${ustveri.dagitimlar.length} muhatap, ${ustveri.ekler.length} ek (${files} dosya), ${ustveri.ilgiler.length} ilgi`,
  ];
}

function signatureLine({ part, isReadable, contentMatches, signers }: SignaturePart): string {
  if (!isReadable) return `imza: ${part}: okunamadı`;
  const names = signers.map(
    ({ name, signedAt }) => `${name ?? 'adı okunamadı'}${signedAt === null ? '' : ` ${signedAt}`}`,
  );
  const content = contentMatches ? 'paketteki özet dosyasıyla aynı' : 'paketteki özet dosyasından farklı';
  return `imza: ${part}: imzalanan içerik ${content}; imzacı: ${names.join(', ') || 'yok'}; sertifika güveni denetlenmedi`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.min(60, Math.max(...all.map((row) => (row[column] ?? '').length))));
  const last = head.length - 1;
  return all.map((row) =>
    row.map((cell, column) => (column === last ? cell : cell.padEnd(widths[column] ?? 0))).join('  '),
  );
}
