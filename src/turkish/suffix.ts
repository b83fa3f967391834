import { toLower, toUpper } from './case.ts';
import { endingOf, highVowel, lowVowel, syllables, type WordEnding } from './phonology.ts';
import { lastSpokenWord } from './spoken.ts';

/** The endings that letters need. `equative` is -ca (`Valiliğince`), `instrumental` -la, `pluralPossessive` -ları. */
export const SUFFIXES = [
  'genitive',
  'dative',
  'accusative',
  'locative',
  'ablative',
  'equative',
  'instrumental',
  'pluralPossessive',
] as const;
export type Suffix = (typeof SUFFIXES)[number];

/**
 * What the word is, which decides the apostrophe (TDK; Kılavuz 13.6.9): people, places, numbers, abbreviations and a
 * specific law take one; names of institutions, boards and common words do not.
 */
export type WordKind = 'person' | 'place' | 'number' | 'abbreviation' | 'law' | 'institution' | 'common';

/** How to suffix a word. `possessive` overrides the guess, `spoken` says how it is read, `override` is the whole answer. */
export interface SuffixOptions {
  readonly kind: WordKind;
  readonly possessive?: boolean;
  readonly spoken?: string;
  readonly override?: string;
}

const APOSTROPHE = '’';
const WITH_APOSTROPHE: ReadonlySet<WordKind> = new Set(['person', 'place', 'number', 'abbreviation', 'law']);
const POSSESSIVE_PLACE =
  /(oğlu|hisarı|kapısı|köyü|tepesi|dağı|burnu|sarayı|ovası|kalesi|boğazı|denizi|çeşmesi|pazarı)$/u;
const NO_SOFTENING = new Set(['hukuk', 'evrak', 'iştirak', 'ittifak', 'ahlak', 'tasdik', 'infak', 'merak', 'hak']);
const STEMS: Readonly<Record<string, string>> = {
  talep: 'taleb',
  kitap: 'kitab',
  hesap: 'hesab',
  mektup: 'mektub',
  sebep: 'sebeb',
  cevap: 'cevab',
  kayıt: 'kayd',
  izin: 'izn',
  isim: 'ism',
  resim: 'resm',
  fikir: 'fikr',
  şehir: 'şehr',
  vakıf: 'vakf',
  hak: 'hakk',
  nakil: 'nakl',
};

/** Buffers: n after a possessive in every case, else n (genitive) or y after a vowel. */
function tail(suffix: Suffix, ending: WordEnding, possessive: boolean): string {
  const high = highVowel(ending.vowel);
  const low = lowVowel(ending.vowel);
  const n = possessive ? 'n' : '';
  const buffer = possessive ? 'n' : ending.endsInVowel ? 'y' : '';
  const hard = ending.endsHard && !possessive;
  switch (suffix) {
    case 'genitive':
      return `${ending.endsInVowel ? 'n' : ''}${high}n`;
    case 'dative':
      return buffer + low;
    case 'accusative':
      return buffer + high;
    case 'locative':
      return `${n}${hard ? 't' : 'd'}${low}`;
    case 'ablative':
      return `${n}${hard ? 't' : 'd'}${low}n`;
    case 'equative':
      return `${n}${hard ? 'ç' : 'c'}${low}`;
    case 'instrumental':
      return `${ending.endsInVowel ? 'y' : ''}l${low}`;
    case 'pluralPossessive':
      return `l${low}r${low === 'a' ? 'ı' : 'i'}`;
  }
}

/** Abbreviations with vowels and without heaps of consonants are read as a word (ASELSAN), the others letter by letter. */
function spokenAbbreviation(text: string): string {
  const isWord = text.length >= 5 && syllables(text) >= 2 && !/[^aeıioöuü]{3}/u.test(toLower(text));
  if (isWord) return text;
  const last = toLower(text).at(-1) ?? '';
  return syllables(last) > 0 ? last : `${last}e`;
}

function spokenForm(word: string, options: SuffixOptions): string {
  if (options.spoken !== undefined) return options.spoken;
  const lastWord = word.trim().split(/\s+/u).at(-1) ?? word;
  const asNumber = lastSpokenWord(lastWord);
  if (asNumber !== undefined) return asNumber;
  return options.kind === 'abbreviation' ? spokenAbbreviation(lastWord) : word;
}

function isPossessive(word: string, options: SuffixOptions): boolean {
  if (options.possessive !== undefined) return options.possessive;
  const lower = toLower(word);
  if (options.kind === 'institution') return /[ıiuü]$/u.test(lower);
  if (options.kind === 'law') return lower.includes(' ') && /[ıiuü]$/u.test(lower);
  if (options.kind === 'person' || options.kind === 'place') return POSSESSIVE_PLACE.test(lower);
  return false;
}

/** Written stem before a suffix that begins with a vowel: `Rektörlük` gives `Rektörlüğ`; names with apostrophe never change. */
function softenedStem(word: string): string {
  const match = /\p{L}+$/u.exec(word);
  const last = match?.[0] ?? '';
  const lower = toLower(last);
  const known = STEMS[lower];
  if (known !== undefined) return word.slice(0, -last.length) + matchCase(known, last);
  const isSoft = /[aıoueiöü]k$/u.test(lower) && syllables(lower) > 1 && !NO_SOFTENING.has(lower);
  return isSoft ? word.slice(0, -1) + matchCase('ğ', word.at(-1) ?? '') : word;
}

function matchCase(text: string, model: string): string {
  if (model === toUpper(model)) return toUpper(text);
  return model[0] === toUpper(model[0] ?? '') ? toUpper(text[0] ?? '') + text.slice(1) : text;
}

/**
 * A word or name with its suffix: `Ayşe` (person, genitive) gives `Ayşe’nin`, `Personel Genel Müdürlüğü`
 * (institution, dative) `Personel Genel Müdürlüğüne`, `2026` (number, locative) `2026’da`.
 */
export function withSuffix(word: string, suffix: Suffix, options: SuffixOptions): string {
  if (options.override !== undefined) return options.override;
  const text = word.trim();
  const ending = endingOf(spokenForm(text, options));
  const possessive = isPossessive(text, options);
  const end = tail(suffix, ending, possessive);
  if (text.endsWith('.') && options.kind === 'abbreviation') return text + end;
  if (WITH_APOSTROPHE.has(options.kind)) return text + APOSTROPHE + end;
  const lastWord = text.split(/\s+/u).at(-1) ?? text;
  const inCapitals = lastWord.length > 1 && lastWord === toUpper(lastWord);
  const stem = /^[aıoueiöü]/u.test(end) ? softenedStem(text) : text;
  return stem + (inCapitals ? toUpper(end) : end);
}

/** The typographic apostrophe (U+2019) in place of the typewriter one between letters or digits. */
export function normalizeApostrophes(text: string): string {
  return text.replace(/(?<=[\p{L}\d.])'(?=\p{L})/gu, APOSTROPHE);
}
