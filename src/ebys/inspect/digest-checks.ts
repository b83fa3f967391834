import { createHash, timingSafeEqual } from 'node:crypto';
import { DIGEST_BY_URI, GUID, REFERENCE_EXTERNAL, REFERENCE_INTERNAL } from '../codes.ts';
import type { XmlElement } from '../container/xml-reader.ts';
import { partKey, printable } from '../container/zip-safety.ts';
import { type OpenedPackage, partOf, targetsOf, xmlOf } from './opened.ts';
import type { RawUstveri } from './raw-types.ts';
import { child, childrenOf, textOf } from './raw-ustveri.ts';

/** What a digest check must know besides the parts. */
export interface DigestContext {
  readonly opened: OpenedPackage;
  readonly version: 1 | 2;
  readonly ustveri: RawUstveri | null;
}

interface DigestFile {
  readonly component: string;
  readonly label: string;
  readonly idRule: string;
  readonly listRule?: string;
  /** Components whose parts it must list (2.x). */
  readonly covers: readonly string[];
  readonly covers1: readonly string[];
}

const BASE = ['ustveri', 'ustyazi', 'ek'];
const FILES: readonly DigestFile[] = [
  { component: 'parafozeti', label: 'ParafÖzeti', idRule: 'K.34', covers: BASE, covers1: BASE },
  {
    component: 'paketozeti',
    label: 'PaketÖzeti',
    idRule: 'K.34',
    listRule: 'K.33',
    covers: [...BASE, 'parafozeti', 'parafimzacades'],
    covers1: [...BASE, 'belgehedef'],
  },
  {
    component: 'nihaiozet',
    label: 'NihaiÖzet',
    idRule: 'K.44',
    listRule: 'K.43',
    covers: [...BASE, 'parafozeti', 'parafimzacades', 'paketozeti', 'imzacades', 'nihaiustveri', 'core'],
    covers1: [...BASE, 'belgehedef', 'belgeimza', 'paketozeti', 'imzacades', 'core'],
  },
];

/** Recomputes every digest of every digest file and compares the list of references with what it must cover. */
export function checkDigests(context: DigestContext): void {
  for (const file of FILES) {
    const target = targetsOf(context.opened, file.component)[0]?.target;
    const root = target === undefined ? null : xmlOf(context.opened, target);
    if (root !== null && target !== undefined) checkFile(context, file, { root, key: target });
  }
}

function checkFile(context: DigestContext, file: DigestFile, source: { root: XmlElement; key: string }): void {
  const { findings } = context.opened;
  const part = printable(context.opened.parts.get(source.key)?.name ?? source.key);
  const id = source.root.attributes.Id ?? '';
  if (
    context.version === 2 &&
    (!GUID.test(id) || (context.ustveri && id.toUpperCase() !== context.ustveri.belgeId.toUpperCase()))
  )
    findings.kritik('OZET_ID', `${file.label} kimliği üstverideki BelgeId değil.`, { part, rule: file.idRule });
  const listed = new Set<string>();
  for (const reference of childrenOf(source.root, 'Reference')) {
    const uri = reference.attributes.URI ?? '';
    const key = partKey(uri);
    if (listed.has(key))
      findings.kritik('OZET_YINE', `${file.label} "${printable(uri)}" parçasını birden çok kez sayıyor.`, { part });
    // What is declared to lie outside covers nothing inside.
    if (reference.attributes.Type !== REFERENCE_EXTERNAL) listed.add(key);
    checkReference(context, reference, { label: file.label, key, part, component: file.component });
  }
  checkCover(context, file, { listed, part });
}

interface ReferencePlace {
  readonly label: string;
  readonly key: string;
  readonly part: string;
  readonly component: string;
}

function checkReference(context: DigestContext, reference: XmlElement, place: ReferencePlace): void {
  const { findings, parts } = context.opened;
  const type = reference.attributes.Type ?? REFERENCE_INTERNAL;
  const name = printable((reference.attributes.URI ?? '').replace(/^\//, ''));
  const items = context.version === 2 ? childrenOf(reference, 'DigestItem') : [reference];
  if (type === REFERENCE_EXTERNAL) {
    if (place.component !== 'paketozeti')
      findings.onemli('OZET_HARICI', `${place.label} harici başvuru taşıyamaz.`, { part: place.part, rule: 'K.45' });
    if (!/^https?:\/\//i.test(name))
      findings.kritik('OZET_HARICI', `"${name}" harici sayılmış, ama bir internet adresi değil; özeti denetlenemez.`, {
        part: place.part,
        rule: 'K.45',
      });
    else findings.uyari('OZET_HARICI', `"${name}" paketin dışında; özeti denetlenmedi.`, { part: place.part });
    return;
  }
  if (type !== REFERENCE_INTERNAL)
    findings.onemli('OZET_TUR', `"${name}" başvurusunun türü bilinmiyor.`, { part: place.part });
  if (isNeverDigested(context.opened, place.key))
    findings.onemli('OZET_KAPSAM', `${place.label} özetlenmemesi gereken "${name}" parçasını sayıyor.`, {
      part: place.part,
    });
  if (context.version === 2) checkAlgorithms(items, { findings, name, part: place.part });
  const target = parts.get(place.key);
  if (!target) checkAbsent(context, name, place);
  else if (target.bytes)
    for (const item of items)
      compare(item, target.bytes, { findings, name, label: place.label, version: context.version });
}

function isNeverDigested(opened: OpenedPackage, key: string): boolean {
  return (
    key.endsWith('.rels') ||
    key === '[content_types].xml' ||
    key.startsWith('muhur') ||
    key.startsWith('imzasizekler/') ||
    key === targetsOf(opened, 'nihaiozet')[0]?.target
  );
}

interface ItemPlace {
  readonly findings: OpenedPackage['findings'];
  readonly name: string;
  readonly part: string;
}

/** Exactly two digests by different algorithms, one of them SHA-512. */
function checkAlgorithms(items: readonly XmlElement[], at: ItemPlace): void {
  const names = items.map(
    (item) => DIGEST_BY_URI[(child(item, 'DigestMethod')?.attributes.Algorithm ?? '').toLowerCase()],
  );
  const allowed = names.every((one) => one === 'sha256' || one === 'sha384' || one === 'sha512');
  if (names.length !== 2 || new Set(names).size !== 2 || !names.includes('sha512') || !allowed)
    at.findings.kritik('OZET_ALGORITMA', `"${at.name}" için biri SHA-512 olan iki ayrı özet gerekir.`, {
      part: at.part,
    });
}

function compare(
  item: XmlElement,
  bytes: Buffer,
  at: { findings: ItemPlace['findings']; name: string; label: string; version: 1 | 2 },
): void {
  const place = { part: at.name };
  const uri = child(item, 'DigestMethod')?.attributes.Algorithm ?? '';
  const algorithm = DIGEST_BY_URI[uri.toLowerCase()];
  if (algorithm === undefined) {
    at.findings.kritik('OZET_ALGORITMA', `"${at.name}" için bilinmeyen özet yöntemi: ${printable(uri)}.`, place);
    return;
  }
  if (algorithm === 'sha1' || algorithm === 'ripemd160')
    at.findings.uyari('OZET_ZAYIF', `"${at.name}" özeti bugün güvenilmeyen ${algorithm} ile alınmış.`, place);
  const written = textOf(item, 'DigestValue')?.replace(/\s/g, '') ?? '';
  const expected = createHash(algorithm).update(bytes).digest();
  const given = Buffer.from(written, 'base64');
  const equal =
    given.length === expected.length && timingSafeEqual(given, expected) && given.toString('base64') === written;
  if (!equal)
    at.findings.kritik(
      'OZET_FARKLI',
      `"${at.name}" parçasının ${algorithm.toUpperCase().replace('SHA', 'SHA-')} özeti ${at.label} içindekiyle tutmuyor: parça ya da ${at.label} sonradan değişmiş.`,
      place,
    );
}

/** Ekler left out for an addressee and paraf parts may be gone; anything else that is listed must be there. */
function checkAbsent(context: DigestContext, name: string, place: ReferencePlace): void {
  const { findings } = context.opened;
  const left = new Set(context.ustveri?.dagitimlar.flatMap((one) => one.konulmamisEkIds.map((id) => id.toUpperCase())));
  const removedEk = context.ustveri?.ekler.some(
    (ek) => left.has(ek.id.toUpperCase()) && partKey(`Ekler/${ek.dosyaAdi ?? ''}`) === place.key,
  );
  if (removedEk || place.key.startsWith('paraf'))
    findings.uyari('OZET_PARCA_YOK', `${place.label} içindeki "${name}" pakette yok (konulmamış ek ya da paraf).`, {
      part: place.part,
    });
  else findings.kritik('OZET_PARCA_YOK', `${place.label} içindeki "${name}" parçası pakette yok.`, { part: name });
}

function checkCover(context: DigestContext, file: DigestFile, at: { listed: ReadonlySet<string>; part: string }): void {
  const rule = file.listRule === undefined ? {} : { rule: file.listRule };
  const covers = context.version === 2 ? file.covers : file.covers1;
  for (const component of covers)
    for (const relation of targetsOf(context.opened, component)) {
      if (at.listed.has(relation.target) || !context.opened.parts.has(relation.target)) continue;
      const name = printable(context.opened.parts.get(relation.target)?.name ?? relation.target);
      context.opened.findings.kritik('OZET_EKSIK', `${file.label} "${name}" parçasının özetini taşımıyor.`, {
        part: at.part,
        ...rule,
      });
    }
  if (
    file.component !== 'parafozeti' &&
    context.version === 2 &&
    partOf(context.opened, 'parafozeti') === undefined &&
    at.listed.has('parafozeti/parafozeti.xml')
  )
    context.opened.findings.uyari('PARAF_YOK', `${file.label} parafları sayıyor, paket paraf taşımıyor.`, {
      part: at.part,
    });
}
