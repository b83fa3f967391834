import { pdfaPart } from '../../documents/index.ts';
import { MIME_DOCX, SAYI } from '../codes.ts';
import { printable } from '../container/zip-safety.ts';
import type { FindingList } from '../finding.ts';
import { compareLists, nameStem, type Reporting, RULE, upper } from './letter-lists.ts';
import { headingValue, type LetterText, readLetterText, squeeze } from './letter-text.ts';
import { type OpenedPackage, partOf } from './opened.ts';
import type { RawUstveri } from './raw-types.ts';
import type { PackageStage } from './signature-checks.ts';

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
  else {
    for (const hazard of letter.hazards)
      opened.findings.onemli('USTYAZI_ETKIN', `DOCX üst yazı ${hazard}; resmî yazıda bulunamaz.`, { part: name });
    compareLetter(letter, ustveri, { findings: opened.findings, name, stage });
  }
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

function compareLetter(letter: LetterText, ustveri: RawUstveri, to: Reporting & { stage: PackageStage }): void {
  const place = { part: to.name, rule: RULE };
  const konu = headingValue(letter, 'Konu');
  if (konu === null) to.findings.onemli('METIN_KONU', 'Üst yazıda "Konu" satırı bulunamadı.', place);
  else if (squeeze(konu) !== squeeze(ustveri.konu))
    to.findings.kritik(
      'METIN_KONU',
      `Üst yazının konusu "${squeeze(konu).slice(0, 100)}", üstveride "${squeeze(ustveri.konu).slice(0, 100)}".`,
      place,
    );
  compareSayi(headingValue(letter, 'Sayı'), ustveri, to);
  const text = upper([...letter.lines, ...letter.margins].join('\n'));
  compareAddressees(text, ustveri, to);
  compareLists(letter, ustveri, to);
  compareMarks(letter, ustveri, to);
}

/** File code and office in the sayı are known before it is complete; its last number is the EBYS's to give. */
function compareSayi(
  sayi: string | null,
  { sdp, olusturan }: RawUstveri,
  to: Reporting & { stage: PackageStage },
): void {
  const place = { part: to.name, rule: RULE };
  if (sayi === null) return;
  if (sdp && !sayi.includes(`-${sdp.kod}`))
    to.findings.onemli('METIN_SDP', `Üst yazının sayısında dosya planı kodu ${sdp.kod} yok.`, place);
  const office = /^[EZO]-(\d{8})-/.exec(sayi)?.[1];
  const numbers = [olusturan?.detsisNo, olusturan?.birimDetsisNo].filter((one) => one !== undefined);
  if (office !== undefined && numbers.length > 0 && !numbers.includes(office))
    to.findings.onemli('METIN_SAYI', `Üst yazının sayısındaki DETSİS ${office}, üstverideki oluşturanın değil.`, place);
  if (to.stage === 'TASLAK' && SAYI.test(sayi))
    to.findings.onemli('TASLAK_SAYI', `Taslağın üst yazısında tam bir sayı (${sayi}) var; sayıyı EBYS verir.`, place);
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

const MARKS: Readonly<Record<string, string>> = { HZO: 'HİZMETE ÖZEL', CGZ: 'ÇOK GİZLİ', GZL: 'GİZLİ' };

function compareMarks(letter: LetterText, ustveri: RawUstveri, to: Reporting): void {
  const place = { part: to.name, rule: RULE };
  const lines = [...letter.lines, ...letter.margins].map(upper);
  const text = lines.join('\n');
  const mark = MARKS[ustveri.gizlilik];
  if (mark !== undefined && !text.includes(mark))
    to.findings.onemli('METIN_GIZLILIK', `Gizlilik derecesi "${mark}" üst yazıda yazmıyor.`, place);
  if (ustveri.gizlilik === 'YOK' && text.includes('HİZMETE ÖZEL'))
    to.findings.onemli('METIN_GIZLILIK', 'Üst yazıda "HİZMETE ÖZEL" yazıyor, üstveride gizlilik derecesi yok.', place);
  const urgent = new Set(ustveri.dagitimlar.map((one) => one.ivedilik));
  const printed = lines.find((line) => /^(ACELE|GÜNLÜ|GÜNLÜDÜR)$/.test(line));
  if (printed !== undefined && !urgent.has('ACL') && !urgent.has('GNL'))
    to.findings.onemli('METIN_IVEDILIK', `Üst yazıda "${printed}" yazıyor, üstveride ivedilik yok.`, place);
  if (urgent.has('ACL') && !text.includes('ACELE'))
    to.findings.onemli('METIN_IVEDILIK', 'Üstveride ACELE, üst yazıda bu ibare yok.', place);
  if (urgent.has('GNL') && !text.includes('GÜNLÜ'))
    to.findings.onemli('METIN_IVEDILIK', 'Üstveride GÜNLÜ, üst yazıda bu ibare yok.', place);
}
