import { ValidationError } from '../errors/index.ts';
import { ILGI_LETTERS, relationOf } from './codes.ts';
import { writeZip, type ZipPart } from './container/zip-writer.ts';
import { type CheckedInput, type PackageInput, PackageInputSchema } from './package/input.ts';
import { paketOzetiXml, ustveriXml } from './package/metadata.ts';
import { contentTypesXml, coreRelation, coreXml, type Relationship, relationshipsXml } from './package/opc.ts';
import type { Taraf, Ustveri } from './package/ustveri.ts';

/** File name of an unsigned package, so that nobody takes it for a letter that may be sent. */
export function draftFileName(belgeId: string): string {
  return `${belgeId.toUpperCase()}.taslak.eyp`;
}

/**
 * Bytes of an unsigned e-Yazışma Paketi 2.0 (taslak): üst yazı, Üstveri, ekler, PaketÖzeti, Core, relationships and
 * content types; no signature parts, no sayı, no date of the letter. Pure: equal input gives equal bytes.
 * Throws ValidationError with every field that breaks a rule.
 */
export function buildDraftPackage(input: PackageInput): Buffer {
  const checked = checkInput(input);
  const ustveri = ustveriFrom(checked);
  const files = filesOf(checked);
  const ustveriPart = xmlPart('Ustveri/Ustveri.xml', ustveriXml(ustveri));
  const signed = [ustveriPart, files.ustYazi, ...files.imzaliEkler];
  const paketOzeti = xmlPart('PaketOzeti/PaketOzeti.xml', paketOzetiXml(ustveri.belgeId, signed, checked.ikinciOzet));
  const core = xmlPart(
    `package/services/metadata/core-properties/${ustveri.belgeId.replaceAll('-', '').toLowerCase()}.psmdcp`,
    coreXml({
      belgeId: ustveri.belgeId,
      created: checked.created,
      creator: creatorOf(ustveri.olusturan),
      konu: ustveri.konu,
      revision: checked.uretici,
    }),
  );
  const relations = relationsOf(checked, core.name);
  return writeZip([
    xmlPart('[Content_Types].xml', contentTypesXml(typesOf(checked))),
    xmlPart('_rels/.rels', relationshipsXml(relations)),
    files.ustYazi,
    ustveriPart,
    ...files.imzaliEkler,
    ...files.imzasizEkler,
    paketOzeti,
    core,
  ]);
}

/** The Üstveri that a draft of this input carries: the input's data with numbers, letters and file name filled in. */
export function ustveriOf(input: PackageInput): Ustveri {
  return ustveriFrom(checkInput(input));
}

function checkInput(input: PackageInput): CheckedInput {
  const result = PackageInputSchema.safeParse(input);
  if (result.success) return result.data;
  throw new ValidationError(
    result.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })),
  );
}

function ustveriFrom(input: CheckedInput): Ustveri {
  const { ustYazi, created, uretici, ikinciOzet, kriptoluOrtam, ekler, ilgiler, ...shared } = input;
  return {
    ...shared,
    mimeTuru: ustYazi.mimeTuru,
    dosyaAdi: ustYazi.dosyaAdi,
    ekler: ekler.map((ek, index) => {
      if (ek.kind !== 'DED') return { ...ek, siraNo: index + 1 };
      const { bytes, ...listed } = ek;
      return { ...listed, siraNo: index + 1 };
    }),
    ilgiler: ilgiler.map((ilgi, index) => ({ ...ilgi, etiket: ILGI_LETTERS[index] ?? '' })),
  };
}

function xmlPart(name: string, xml: string): ZipPart {
  return { name, bytes: Buffer.from(xml, 'utf8') };
}

function filesOf(input: CheckedInput) {
  const files = input.ekler.flatMap((ek) => (ek.kind === 'DED' ? [ek] : []));
  return {
    ustYazi: { name: `UstYazi/${input.ustYazi.dosyaAdi}`, bytes: input.ustYazi.bytes },
    imzaliEkler: files.filter((ek) => ek.imzali).map((ek) => ({ name: `Ekler/${ek.dosyaAdi}`, bytes: ek.bytes })),
    imzasizEkler: files
      .filter((ek) => !ek.imzali)
      .map((ek) => ({ name: `ImzasizEkler/${ek.dosyaAdi}`, bytes: ek.bytes })),
  };
}

function relationsOf(input: CheckedInput, coreName: string): Relationship[] {
  const ekler = input.ekler.flatMap((ek): Relationship[] => {
    if (ek.kind !== 'DED') return [];
    return ek.imzali
      ? [{ id: `IdEk_${ek.id}`, type: relationOf('ek'), target: `Ekler/${ek.dosyaAdi}` }]
      : [{ id: `IdImzasizEk_${ek.id}`, type: relationOf('imzasizEk'), target: `ImzasizEkler/${ek.dosyaAdi}` }];
  });
  return [
    { id: 'IdUstYazi', type: relationOf('ustyazi'), target: `UstYazi/${input.ustYazi.dosyaAdi}` },
    { id: 'IdUstveri', type: relationOf('ustveri'), target: 'Ustveri/Ustveri.xml' },
    ...ekler,
    { id: 'IdPaketOzeti', type: relationOf('paketozeti'), target: 'PaketOzeti/PaketOzeti.xml' },
    coreRelation(coreName),
  ];
}

function typesOf(input: CheckedInput): [string, string][] {
  const extension = (name: string) => name.slice(name.lastIndexOf('.') + 1);
  return [
    ['xml', 'application/xml'],
    ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
    ['psmdcp', 'application/vnd.openxmlformats-package.core-properties+xml'],
    [extension(input.ustYazi.dosyaAdi), input.ustYazi.mimeTuru],
    ...input.ekler.flatMap((ek): [string, string][] =>
      ek.kind === 'DED' ? [[extension(ek.dosyaAdi), ek.mimeTuru]] : [],
    ),
  ];
}

/** Core's creator: `Adi/KKK` for a kurum, name and id for the others. */
function creatorOf(taraf: Taraf): string {
  if (taraf.kind === 'KURUM') return `${taraf.ad ?? ''}/${taraf.detsisNo}`;
  if (taraf.kind === 'TUZEL_KISI') return `${taraf.ad ?? ''}/${taraf.id}`;
  return [taraf.ad, taraf.ikinciAd, taraf.soyad].filter((one) => one !== undefined).join(' ');
}
