import { pdfaPart } from '../../documents/index.ts';
import { MIME_DOCX } from '../codes.ts';
import { printable } from '../container/zip-safety.ts';
import type { FindingList } from '../finding.ts';
import { headingValue, type LetterText, readLetterText, squeeze } from './letter-text.ts';
import { type OpenedPackage, partOf } from './opened.ts';
import type { RawTaraf, RawUstveri } from './raw-types.ts';
import type { PackageStage } from './signature-checks.ts';

const RULE = 'm.28/3';
const upper = (text: string) => squeeze(text).toLocaleUpperCase('tr');

/**
 * The üst yazı against Üstveri: what is printed and what the metadata says may not differ (Yönetmelik m.28/3). A DOCX
 * is read back; of a PDF only the PDF/A mark is looked for, and the findings say that its text was not read.
 */
export function checkLetter(opened: OpenedPackage, ustveri: RawUstveri, stage: PackageStage): void {
  const part = partOf(opened, 'ustyazi');
  if (!part?.bytes) return;
  const name = printable(part.name);
  if (part.bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    checkPdf(part.bytes, name, opened.findings);
    return;
  }
  if (stage === 'TASLAK' && ustveri.mimeTuru === MIME_DOCX)
    opened.findings.uyari('USTYAZI_ONERI', 'Üst yazı DOCX önerisidir; imzadan önce EBYS PDF/A üretmelidir.', {
      part: name,
      rule: 'K.6',
    });
  else opened.findings.kritik('USTYAZI_PDF_DEGIL', 'Üst yazı PDF/A değil.', { part: name, rule: 'K.6' });
  const letter = readLetterText(part.bytes, opened.limits);
  if (letter === null) opened.findings.kritik('USTYAZI_BOZUK', 'DOCX üst yazının metni okunamadı.', { part: name });
  else compareLetter(letter, ustveri, { findings: opened.findings, name });
}

function checkPdf(bytes: Buffer, name: string, findings: FindingList): void {
  const pdfa = pdfaPart(bytes);
  if (pdfa === null)
    findings.onemli('USTYAZI_PDFA', 'Üst yazı PDF, ama PDF/A işareti taşımıyor.', { part: name, rule: 'K.6' });
  else if (pdfa !== '1')
    findings.onemli('USTYAZI_PDFA', `Üst yazı PDF/A-${pdfa}; PDF/A-1 (ISO 19005-1) olmalı.`, {
      part: name,
      rule: 'K.6',
    });
  if (!bytes.subarray(-1024).includes('%%EOF'))
    findings.onemli('USTYAZI_PDF_KESIK', 'Üst yazı PDF’inin sonu eksik.', { part: name });
  findings.uyari(
    'USTYAZI_OKUNMADI',
    'PDF üst yazının metni okunmadı; konu, sayı, tarih ve muhatabı üstveriyle gözle karşılaştırın.',
    { part: name, rule: RULE },
  );
}

interface Reporting {
  readonly findings: FindingList;
  readonly name: string;
}

function compareLetter(letter: LetterText, ustveri: RawUstveri, to: Reporting): void {
  const place = { part: to.name, rule: RULE };
  const konu = headingValue(letter, 'Konu');
  if (konu === null) to.findings.onemli('METIN_KONU', 'Üst yazıda "Konu" satırı bulunamadı.', place);
  else if (squeeze(konu) !== squeeze(ustveri.konu))
    to.findings.kritik(
      'METIN_KONU',
      `Üst yazının konusu "${squeeze(konu).slice(0, 100)}", üstveride "${squeeze(ustveri.konu).slice(0, 100)}".`,
      place,
    );
  const sayi = headingValue(letter, 'Sayı');
  if (sayi !== null && ustveri.sdp && !sayi.includes(`-${ustveri.sdp.kod}`))
    to.findings.onemli('METIN_SDP', `Üst yazının sayısında dosya planı kodu ${ustveri.sdp.kod} yok.`, place);
  const text = upper([...letter.lines, ...letter.margins].join('\n'));
  compareAddressees(text, ustveri, to);
  compareLists(text, ustveri, to);
  compareMarks(text, ustveri, to);
}

function compareAddressees(text: string, ustveri: RawUstveri, to: Reporting): void {
  const place = { part: to.name, rule: RULE };
  const several = ustveri.dagitimlar.length > 1;
  const isDistributed = text.includes('DAĞITIM YERLERİNE');
  if (several && !isDistributed)
    to.findings.kritik('METIN_DAGITIM', 'Birden çok muhatap var, üst yazıda "DAĞITIM YERLERİNE" yok.', place);
  // One line of a Dağıtım may stand for many (`Bağlı Birimlere`).
  if (!several && isDistributed)
    to.findings.uyari('METIN_DAGITIM', 'Üst yazı dağıtımlı, üstveride tek muhatap var; dağıtımı karşılaştırın.', place);
  // An onay is addressed to a makam of the idare, which has no DETSİS name of its own.
  if (!several && /\bMAKAMINA\b/.test(text)) return;
  if (several && text.includes('DAĞITIM LİSTESİ')) return;
  for (const dagitim of ustveri.dagitimlar) {
    const stem = dagitim.muhatap && nameStem(dagitim.muhatap);
    if (stem && !text.includes(stem))
      to.findings.kritik(
        'METIN_MUHATAP',
        `Üstverideki muhatap "${dagitim.muhatap?.ad ?? ''}" üst yazıda geçmiyor.`,
        place,
      );
  }
}

/** The name without its last letter: the dative changes it (MÜDÜRLÜK, MÜDÜRLÜĞE), and nothing before it. */
function nameStem(taraf: RawTaraf): string | null {
  if (taraf.kind === 'GERCEK_KISI')
    return taraf.soyad ? upper(`${taraf.ad ?? ''} ${taraf.ikinciAd ?? ''} ${taraf.soyad}`) : null;
  return taraf.ad ? upper(taraf.ad).slice(0, -1) : null;
}

function compareLists(text: string, ustveri: RawUstveri, to: Reporting): void {
  const place = { part: to.name, rule: RULE };
  if (!text.includes('EK LİSTESİ'))
    for (const ek of ustveri.ekler)
      if (ek.ad && !text.includes(upper(ek.ad)))
        to.findings.onemli('METIN_EK', `"${ek.ad}" eki üst yazıda sayılmamış.`, place);
  for (const ilgi of ustveri.ilgiler)
    if (ilgi.belgeNo && !text.includes(upper(ilgi.belgeNo)))
      to.findings.onemli('METIN_ILGI', `İlgi (${ilgi.etiket}) sayısı "${ilgi.belgeNo}" üst yazıda geçmiyor.`, place);
}

const MARKS: Readonly<Record<string, string>> = { HZO: 'HİZMETE ÖZEL', CGZ: 'ÇOK GİZLİ', GZL: 'GİZLİ' };

function compareMarks(text: string, ustveri: RawUstveri, to: Reporting): void {
  const place = { part: to.name, rule: RULE };
  const mark = MARKS[ustveri.gizlilik];
  if (mark !== undefined && !text.includes(mark))
    to.findings.onemli('METIN_GIZLILIK', `Gizlilik derecesi "${mark}" üst yazıda yazmıyor.`, place);
  if (ustveri.gizlilik === 'YOK' && text.includes('HİZMETE ÖZEL'))
    to.findings.onemli('METIN_GIZLILIK', 'Üst yazıda "HİZMETE ÖZEL" yazıyor, üstveride gizlilik derecesi yok.', place);
  const urgent = new Set(ustveri.dagitimlar.map((one) => one.ivedilik));
  if (urgent.has('ACL') && !text.includes('ACELE'))
    to.findings.onemli('METIN_IVEDILIK', 'Üstveride ACELE, üst yazıda bu ibare yok.', place);
  if (urgent.has('GNL') && !text.includes('GÜNLÜ'))
    to.findings.onemli('METIN_IVEDILIK', 'Üstveride GÜNLÜ, üst yazıda bu ibare yok.', place);
}
