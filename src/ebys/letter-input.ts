import { createHash } from 'node:crypto';
import { type DocumentContext, ekTexts } from '../documents/index.ts';
import { type MissingValue, MissingValuesError } from '../errors/index.ts';
import type { PackageInput } from './package/input.ts';

/** A file that goes with an ek of the letter. */
export interface EkFile {
  readonly dosyaAdi: string;
  readonly mimeTuru: string;
  readonly bytes: Uint8Array;
  /** Covered by the signature (`Ekler/`) or not (`ImzasizEkler/`). */
  readonly imzali: boolean;
}

/** An office by its name: its numbers, or that none or several are on record. */
export type FoundOffice =
  | {
      readonly kind: 'FOUND';
      readonly detsisNo: string;
      readonly kepAdresi?: string;
      readonly birimDetsisNo?: string;
      /** An office of another institution, for whom the sender's own number would be wrong. */
      readonly isOutside?: boolean;
    }
  | { readonly kind: 'UNKNOWN' }
  | { readonly kind: 'AMBIGUOUS'; readonly codes: readonly string[] };

/** Path of what only the directory of offices lacks: completed as soon as it is entered there. */
export const OFFICE_NUMBER = 'muhatap.detsis';

/** A printed letter and what its package needs beyond it. */
export interface LetterSource {
  readonly belgeId: string;
  /** Moment of the package, UTC. */
  readonly created: string;
  /** The context from which the letter was printed: Üstveri takes konu, ilgi, ek, muhatap and marks from here. */
  readonly letter: DocumentContext;
  readonly ustYazi: PackageInput['ustYazi'];
  readonly sdp: { readonly kod: string; readonly ad: string } | null;
  readonly sender: { readonly detsisNo: string; readonly ad: string; readonly birimDetsisNo?: string };
  /** What is on record of an office by its name, and of the unit in it that the letter is for. */
  readonly officeOf: (name: string, unit?: string) => FoundOffice;
  /** Files of ekler by their place in the letter's list, 1 first. An ek without one is sent apart (fiziksel). */
  readonly ekFiles: ReadonlyMap<number, EkFile>;
  /** XSD duration of a GÜNLÜ letter (`P15D`). */
  readonly miat: string | null;
  readonly dogrulamaAdresi: string;
}

const GIZLILIK: Readonly<Record<string, PackageInput['gizlilik']>> = {
  'HİZMETE ÖZEL': 'HZO',
  GİZLİ: 'GZL',
  'ÇOK GİZLİ': 'CGZ',
};
const IVEDILIK: Readonly<Record<string, 'ACL' | 'GNL'>> = { ACELE: 'ACL', GÜNLÜDÜR: 'GNL' };
type Dagitim = PackageInput['dagitimlar'][number];

/** A package input with what it lacks; one that lacks something is not fit for a package yet. */
export interface ComposedInput {
  readonly input: PackageInput;
  readonly missing: readonly MissingValue[];
}

/**
 * The package input of a printed letter, so that Üstveri says what the letter says (Yönetmelik m.28/3). Pure. Throws
 * MissingValuesError naming addressees without DETSİS number and a GÜNLÜ letter without a period.
 */
export function packageInputOf(source: LetterSource): PackageInput {
  const { input, missing } = composePackageInput(source);
  if (missing.length > 0) throw new MissingValuesError(missing);
  return input;
}

/** As packageInputOf, but lists what is missing; the unknown number is then left empty. */
export function composePackageInput(source: LetterSource): ComposedInput {
  const { letter } = source;
  const missing: MissingValue[] = [];
  const dagitimlar = dagitimlarOf(source, missing);
  const input: PackageInput = {
    belgeId: source.belgeId,
    konu: letter.konu,
    gizlilik: GIZLILIK[letter.gizlilik] ?? 'YOK',
    ustYazi: source.ustYazi,
    dagitimlar,
    ekler: ekTexts(letter).map((text, index) => ekOf(source, text, index + 1)),
    ilgiler: ilgiTexts(letter).map((text, index) => ilgiOf(source, text, index)),
    olusturan: { kind: 'KURUM', ...source.sender },
    ...(source.sdp ? { sdp: source.sdp } : {}),
    dogrulamaAdresi: source.dogrulamaAdresi,
    created: source.created,
  };
  return { input, missing };
}

function dagitimlarOf(source: LetterSource, missing: MissingValue[]): Dagitim[] {
  const { letter } = source;
  const { recipients } = letter.dagitim;
  const ivedilik = IVEDILIK[letter.sureli] ?? 'NRM';
  if (ivedilik === 'GNL' && source.miat === null)
    missing.push({ path: 'miat', label: 'Günlü yazının süresi', place: 'Üstveri, dağıtım' });
  const common = { ivedilik, ...(ivedilik === 'GNL' && source.miat !== null ? { miat: source.miat } : {}) } as const;
  if (recipients.length > 0)
    return recipients.map(({ name, tur, note }) => {
      const konulmamisEkIds = leftOut(source, note);
      const left = konulmamisEkIds.length > 0 ? { konulmamisEkIds } : {};
      return { muhatap: officeOrPerson(source, { name }, missing), tur, ...common, ...left };
    });
  const { kind, name, unit } = letter.muhatap;
  if (kind === 'kisi') return [{ muhatap: personOf(name), ...common }];
  if (kind === 'birim' || kind === 'makam') return [{ muhatap: ownOffice(source, name), ...common }];
  return [{ muhatap: officeOrPerson(source, { name, unit }, missing), ...common }];
}

/** Ids of the ekler that an addressee does not get: `Ek konulmadı` = all, `Ek-1, Ek-3 konulmadı` = those (m.18/5). */
function leftOut({ belgeId, letter }: LetterSource, note: string): string[] {
  if (!/konulmadı/iu.test(note)) return [];
  const all = ekTexts(letter).map((_, index) => index + 1);
  const named = [...note.matchAll(/\d+/gu)].map(([digits]) => Number(digits));
  return all.filter((place) => named.length === 0 || named.includes(place)).map((place) => ekIdOf(belgeId, place));
}

/** A unit or makam of the sending idare under the sender's number; an office of another institution under its own. */
function ownOffice({ sender, officeOf }: LetterSource, ad: string): Dagitim['muhatap'] {
  const found = officeOf(ad);
  if (found.kind === 'FOUND' && found.isOutside) return outsideOffice(found, ad);
  const { detsisNo } = sender;
  const own = found.kind === 'FOUND' && found.detsisNo !== detsisNo ? { birimDetsisNo: found.detsisNo } : {};
  return { kind: 'KURUM', detsisNo, ad, ...own };
}

function officeOrPerson(
  { officeOf }: LetterSource,
  { name, unit }: { name: string; unit?: string },
  missing: MissingValue[],
): Dagitim['muhatap'] {
  if (name.startsWith('Sayın ')) return personOf(name.slice('Sayın '.length));
  const found = officeOf(name, unit);
  if (found.kind === 'FOUND') return outsideOffice(found, name);
  const label =
    found.kind === 'UNKNOWN'
      ? `"${name}" için DETSİS numarası`
      : `"${name}" adı rehberde birden çok kuruma uyuyor (${found.codes.join(', ')}); formda kurumu koduyla seçin`;
  missing.push({ path: OFFICE_NUMBER, label, place: 'Üstveri, dağıtım' });
  return { kind: 'KURUM', detsisNo: '', ad: name };
}

function outsideOffice(found: Extract<FoundOffice, { kind: 'FOUND' }>, ad: string): Dagitim['muhatap'] {
  const { detsisNo, kepAdresi, birimDetsisNo } = found;
  return {
    kind: 'KURUM',
    detsisNo,
    ad,
    ...(kepAdresi === undefined ? {} : { iletisim: { kepAdresi } }),
    ...(birimDetsisNo === undefined ? {} : { birimDetsisNo }),
  };
}

/** `Ayşe Nur YILMAZ`: the last word is the surname. */
function personOf(name: string): Dagitim['muhatap'] {
  const words = name.trim().split(/\s+/);
  return { kind: 'GERCEK_KISI', ad: words.slice(0, -1).join(' '), soyad: words.at(-1) ?? '' };
}

function ilgiTexts({ ilgi }: DocumentContext): string[] {
  return ilgi.single ? [ilgi.single.text] : (ilgi.many?.items ?? []).map(({ text }) => text);
}

function ekOf(source: LetterSource, ad: string, place: number): NonNullable<PackageInput['ekler']>[number] {
  const id = ekIdOf(source.belgeId, place);
  const file = source.ekFiles.get(place);
  return file ? { kind: 'DED', id, ad, ...file } : { kind: 'FZK', id, ad };
}

/** Id of the ek in a place of the letter's list, 1 first. */
export function ekIdOf(belgeId: string, place: number): string {
  return derivedId(belgeId, `ek ${place}`);
}

/** Sayı and date are read out of the printed sentence (`01.09.2026 tarihli ve E-… sayılı yazı`). */
function ilgiOf(source: LetterSource, ad: string, index: number): NonNullable<PackageInput['ilgiler']>[number] {
  const belgeNo = /\b[EZO]-\d{8}-\d{3}(?:\.\d{2}){0,3}-\d+\b/.exec(ad)?.[0];
  const day = /\b(\d{2})\.(\d{2})\.(\d{4})\b/.exec(ad);
  return {
    id: derivedId(source.belgeId, `ilgi ${index + 1}`),
    ad,
    ...(belgeNo === undefined ? {} : { belgeNo }),
    ...(day ? { tarih: `${day[3]}-${day[2]}-${day[1]}T00:00:00` } : {}),
  };
}

/** A GUID that follows from the letter's own (RFC 9562 version 8): the same letter has the same ids again. */
export function derivedId(from: string, what: string): string {
  const hex = createHash('sha256').update(`${from.toUpperCase()} ${what}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`.toUpperCase();
}
