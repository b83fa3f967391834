import { hasHeadOf } from '../../documents/index.ts';
import { DETSIS, GUID, ILGI_LETTERS, MIME_DOCX, MIME_PDF, SAYI, SDP } from '../codes.ts';
import type { XmlElement } from '../container/xml-reader.ts';
import { partKey } from '../container/zip-safety.ts';
import type { FindingList } from '../finding.ts';
import { type OpenedPackage, partOf, targetsOf } from './opened.ts';
import type { RawEk, RawTaraf, RawUstveri } from './raw-types.ts';
import { child, childrenOf, readPerson, textOf } from './raw-ustveri.ts';

const PART = 'Ustveri/Ustveri.xml';
const CODES = {
  1: { gizlilik: ['TSD', 'HZO', 'OZL', 'GZL', 'CGZ', 'KSO'], ivedilik: ['NRM', 'IVD', 'CIV', 'GNL'] },
  2: { gizlilik: ['YOK', 'HZO', 'GZL', 'CGZ'], ivedilik: ['NRM', 'ACL', 'GNL'] },
} as const;

/** Values, ids and cross references inside Üstveri, and Üstveri against the parts of the package. */
export function checkUstveri(ustveri: RawUstveri, version: 1 | 2, opened: OpenedPackage): void {
  const { findings } = opened;
  checkValues(ustveri, version, findings);
  checkIds(ustveri, findings);
  checkEkler(ustveri, opened);
  checkIlgiler(ustveri, findings);
  checkDagitim(ustveri, version, findings);
  checkUstYazi(ustveri, opened);
}

function checkValues(ustveri: RawUstveri, version: 1 | 2, findings: FindingList): void {
  if (!GUID.test(ustveri.belgeId))
    findings.kritik('BELGE_ID', 'Üstveride BelgeId yok ya da GUID değil.', { part: PART, rule: 'K.80' });
  else if (ustveri.belgeId !== ustveri.belgeId.toUpperCase())
    findings.uyari('BELGE_ID_HARF', 'BelgeId büyük harfle yazılmalı.', { part: PART, rule: 'K.80' });
  if (ustveri.konu === '') findings.kritik('KONU', 'Üstveride konu boş.', { part: PART });
  if (version === 2 && ustveri.gizlilik === 'OZL')
    findings.onemli('GIZLILIK', 'ÖZEL gizlilik derecesi 2022’de kaldırıldı.', { part: PART, rule: 'RG 31821' });
  else if (!CODES[version].gizlilik.some((code) => code === ustveri.gizlilik))
    findings.kritik('GIZLILIK', `"${ustveri.gizlilik}" bir gizlilik derecesi değil.`, { part: PART });
  if (version === 2 && ustveri.dogrulamaAdresi !== '' && !/^https?:\/\/\S+$/i.test(ustveri.dogrulamaAdresi))
    findings.onemli('DOGRULAMA', 'Doğrulama adresi bir internet adresi değil.', { part: PART });
  for (const sdp of [...(ustveri.sdp ? [ustveri.sdp] : []), ...ustveri.digerSdpler])
    if (!SDP.test(sdp.kod)) findings.onemli('SDP', `"${sdp.kod}" bir dosya planı kodu değil.`, { part: PART });
  if (version === 1 && !ustveri.belgeNo) findings.kritik('SAYI', '1.x üstverisinde belge sayısı yok.', { part: PART });
  for (const taraf of [ustveri.olusturan, ...ustveri.ilgililer, ...ustveri.dagitimlar.map((one) => one.muhatap)])
    checkTaraf(taraf, findings);
}

function checkTaraf(taraf: RawTaraf | undefined, findings: FindingList): void {
  if (taraf?.kind === 'KURUM') {
    for (const no of [taraf.detsisNo, taraf.birimDetsisNo])
      if (no !== undefined && !DETSIS.test(no))
        findings.onemli('DETSIS', `"${no}" bir DETSİS numarası değil.`, { part: PART });
  }
  if (taraf?.kind === 'TUZEL_KISI' && !taraf.schemeId)
    findings.onemli('TUZEL_KIMLIK', 'Tüzel kişi kimliğinin türü (schemeID) yazılmamış.', { part: PART });
  if (taraf?.tckn !== undefined && !/^[1-9][0-9]{10}$/.test(taraf.tckn))
    findings.onemli('TCKN', 'Üstverideki bir T.C. kimlik numarası 11 rakamdan oluşmuyor.', { part: PART });
}

function checkIds(ustveri: RawUstveri, findings: FindingList): void {
  const ids = [...ustveri.ekler.map((ek) => ek.id), ...ustveri.ilgiler.map((ilgi) => ilgi.id)];
  const seen = new Set([ustveri.belgeId.toUpperCase()]);
  for (const id of ids) {
    if (!GUID.test(id))
      findings.onemli('KIMLIK', `"${id.slice(0, 60)}" geçerli bir kimlik (GUID) değil.`, { part: PART, rule: 'K.61' });
    else if (seen.has(id.toUpperCase()))
      findings.kritik('KIMLIK_YINE', `${id} kimliği birden çok kez kullanılmış.`, { part: PART, rule: 'K.61' });
    seen.add(id.toUpperCase());
  }
}

function checkEkler(ustveri: RawUstveri, opened: OpenedPackage): void {
  const { findings } = opened;
  const left = leftOut(ustveri);
  const numbers = new Set<number>();
  const expected = new Set<string>();
  for (const ek of ustveri.ekler) {
    if (!Number.isInteger(ek.siraNo) || ek.siraNo < 1)
      findings.onemli('SIRA_NO', `Ek "${label(ek)}" sıra numarası 1 ya da büyük değil.`, { part: PART });
    else if (numbers.has(ek.siraNo))
      findings.onemli('SIRA_NO', `${ek.siraNo} sıra numarası birden çok ekte.`, { part: PART });
    numbers.add(ek.siraNo);
    if (ek.kind === 'DED') expected.add(checkFileEk(ek, opened, left.has(ek.id.toUpperCase())));
    else checkOtherEk(ek, findings);
  }
  for (const component of ['ek', 'imzasizek'])
    for (const relation of targetsOf(opened, component))
      if (opened.parts.has(relation.target) && !expected.has(relation.target))
        findings.kritik('EK_FAZLA', `"${relation.name}" eki üstveride yok.`, { part: relation.name, rule: 'K.24' });
}

function label(ek: RawEk): string {
  return (ek.ad ?? ek.dosyaAdi ?? ek.id).slice(0, 80);
}

/** Ids of ekler that are left out for at least one addressee. */
function leftOut(ustveri: RawUstveri): Set<string> {
  return new Set(ustveri.dagitimlar.flatMap((one) => one.konulmamisEkIds.map((id) => id.toUpperCase())));
}

/** An electronic ek must be a part, in the folder that its ImzaliMi says; gives the key of that part. */
function checkFileEk(ek: RawEk, opened: OpenedPackage, mayBeAbsent: boolean): string {
  const { findings } = opened;
  const [component, folder] = ek.imzali === false ? ['imzasizek', 'ImzasizEkler'] : ['ek', 'Ekler'];
  if (!ek.dosyaAdi || !ek.mimeTuru)
    findings.kritik('EK_DOSYA', `Ek "${label(ek)}" için dosya adı ya da türü yazılmamış.`, { part: PART });
  const name = `${folder}/${ek.dosyaAdi ?? ''}`;
  const key = partKey(name);
  if (!opened.parts.has(key)) {
    if (mayBeAbsent)
      findings.uyari('EK_KONULMAMIS', `Ek "${label(ek)}" pakette yok; konulmamış ekler arasında.`, { part: name });
    else
      findings.kritik('EK_YOK', `Üstverideki "${label(ek)}" ekinin dosyası (${name}) pakette yok.`, {
        part: name,
        rule: 'K.23',
      });
    return key;
  }
  if (!hasHeadOf(name, opened.parts.get(key)?.bytes ?? Buffer.alloc(0)))
    findings.onemli('EK_ICERIK', `"${name}" ekinin içeriği uzantısının türünde değil.`, { part: name });
  const relation = targetsOf(opened, component).find((one) => one.target === key);
  const prefix = component === 'ek' ? 'IdEk_' : 'IdImzasizEk_';
  if (relation === undefined) findings.kritik('EK_ILISKI', `"${name}" ekinin ilişkisi yok.`, { part: name });
  else if (relation.id.toUpperCase() !== `${prefix}${ek.id}`.toUpperCase())
    findings.uyari('EK_ILISKI_KIMLIK', `"${name}" ekinin ilişki kimliği ek kimliğiyle kurulmamış.`, { part: name });
  return key;
}

function checkOtherEk(ek: RawEk, findings: FindingList): void {
  if (ek.kind !== 'HRF' && ek.kind !== 'FZK') {
    findings.kritik('EK_TUR', `"${ek.kind}" bir ek türü değil (DED, HRF, FZK).`, { part: PART });
    return;
  }
  if (ek.imzali === true)
    findings.onemli('EK_IMZALI', `Ek "${label(ek)}" dosya değil, imzalı sayılamaz.`, { part: PART });
  if (ek.dosyaAdi) findings.uyari('EK_DOSYA', `Ek "${label(ek)}" dosya değil, ama dosya adı yazılmış.`, { part: PART });
  if (ek.kind === 'HRF' && ek.ozet && !isDigest(ek.ozet))
    findings.onemli('EK_OZET', `Harici ek "${label(ek)}" için yazılan özet, bildirilen yöntemin özeti değil.`, {
      part: PART,
    });
  if (ek.kind === 'HRF' && !ek.referans)
    findings.onemli('EK_REFERANS', `Harici ek "${label(ek)}" için adres yok.`, { part: PART });
}

const DIGEST_BYTES: Readonly<Record<string, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

function isDigest({ algoritma, deger }: NonNullable<RawEk['ozet']>): boolean {
  return Buffer.from(deger, 'base64').length === DIGEST_BYTES[algoritma];
}

function checkIlgiler(ustveri: RawUstveri, findings: FindingList): void {
  const ekIds = new Set(ustveri.ekler.map((ek) => ek.id.toUpperCase()));
  for (const [index, ilgi] of ustveri.ilgiler.entries()) {
    if (ilgi.ekId !== undefined && !ekIds.has(ilgi.ekId.toUpperCase()))
      findings.kritik('ILGI_EK', `İlgi (${ilgi.etiket}) olmayan bir eki gösteriyor.`, { part: PART, rule: 'K.25' });
    if (ilgi.etiket !== ILGI_LETTERS[index])
      findings.onemli(
        'ILGI_ETIKET',
        `${index + 1}. ilginin etiketi "${ilgi.etiket.slice(0, 10)}"; "${ILGI_LETTERS[index] ?? '?'}" olmalı.`,
        { part: PART, rule: 'm.15' },
      );
  }
}

function checkDagitim(ustveri: RawUstveri, version: 1 | 2, findings: FindingList): void {
  const ekIds = new Set(ustveri.ekler.map((ek) => ek.id.toUpperCase()));
  for (const dagitim of ustveri.dagitimlar) {
    if (dagitim.muhatap === undefined) findings.kritik('MUHATAP', 'Dağıtımda muhatap yok.', { part: PART });
    if (!CODES[version].ivedilik.some((code) => code === dagitim.ivedilik))
      findings.kritik('IVEDILIK', `"${dagitim.ivedilik}" bir ivedilik kodu değil.`, { part: PART });
    if (dagitim.tur !== 'GRG' && dagitim.tur !== 'BLG')
      findings.kritik('DAGITIM_TURU', `"${dagitim.tur}" bir dağıtım türü değil.`, { part: PART });
    if (dagitim.ivedilik === 'GNL' && !dagitim.miat)
      findings.onemli('MIAT', 'Günlü dağıtımda süre yok.', { part: PART, rule: 'm.26' });
    if (dagitim.ivedilik !== 'GNL' && dagitim.miat)
      findings.uyari('MIAT', 'Günlü olmayan dağıtımda süre var.', { part: PART, rule: 'm.26' });
    for (const id of dagitim.konulmamisEkIds)
      if (!ekIds.has(id.toUpperCase()))
        findings.kritik('KONULMAMIS_EK', 'Konulmamış ek listesinde üstveride olmayan bir ek var.', { part: PART });
  }
}

function checkUstYazi(ustveri: RawUstveri, opened: OpenedPackage): void {
  const { findings } = opened;
  const part = partOf(opened, 'ustyazi');
  if (!part) return;
  const name = part.name.slice(part.name.lastIndexOf('/') + 1);
  if (ustveri.dosyaAdi !== '' && partKey(ustveri.dosyaAdi) !== partKey(name))
    findings.kritik('USTYAZI_AD', `Üstverideki dosya adı (${ustveri.dosyaAdi}) üst yazının adından (${name}) farklı.`, {
      part: part.name,
    });
  if (/\s|%20/.test(name))
    findings.onemli('USTYAZI_AD', 'Üst yazının adında boşluk var.', { part: part.name, rule: 'K.5' });
  const head = part.bytes?.subarray(0, 4).toString('latin1') ?? '';
  const mime = head === '%PDF' ? MIME_PDF : head.startsWith('PK') ? MIME_DOCX : '';
  if (part.bytes && mime === '')
    findings.kritik('USTYAZI_TUR', 'Üst yazı ne PDF ne DOCX.', { part: part.name, rule: 'K.6' });
  else if (ustveri.mimeTuru !== '' && mime !== '' && ustveri.mimeTuru !== mime)
    findings.onemli(
      'USTYAZI_TUR',
      `Üstveride "${ustveri.mimeTuru}" yazıyor, üst yazı ${mime === MIME_PDF ? 'PDF' : 'DOCX'}.`,
      { part: part.name },
    );
}

/** NihaiÜstveri: sayı in the form of the regulation, a date, at least one named signer. */
export function checkNihaiUstveri(root: XmlElement, findings: FindingList): void {
  const place = { part: 'NihaiUstveri/NihaiUstveri.xml' };
  const belgeNo = textOf(root, 'BelgeNo') ?? '';
  if (!SAYI.test(belgeNo))
    findings.onemli('SAYI', `"${belgeNo.slice(0, 60)}" bir belge sayısı değil (E-DETSİS-SDP-kayıt).`, {
      ...place,
      rule: 'm.11',
    });
  if (Number.isNaN(Date.parse(textOf(root, 'Tarih') ?? '')))
    findings.kritik('TARIH', 'Nihai üstveride belge tarihi okunamıyor.', place);
  for (const imza of childrenOf(child(root, 'BelgeImzalar'), 'Imza')) {
    const person = child(imza, 'Imzalayan');
    const taraf = person && readPerson(person);
    if (!taraf?.ad || !taraf.soyad)
      findings.onemli('IMZALAYAN', 'Nihai üstveride imzalayanın adı ya da soyadı yok.', place);
  }
}
