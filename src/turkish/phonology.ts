import { toLower } from './case.ts';

/** What a suffix has to know about the end of the word it follows. */
export interface WordEnding {
  /** Last vowel, or the front one that an exception calls for. */
  readonly vowel: string;
  readonly endsInVowel: boolean;
  /** Ends in one of f s t k ç ş h p, after which d and c harden. */
  readonly endsHard: boolean;
}

const VOWEL = /[aıoueiöüâîû]/u;
const PLAIN: Readonly<Record<string, string>> = { â: 'a', î: 'i', û: 'u' };
const FRONT_TWIN: Readonly<Record<string, string>> = { a: 'e', ı: 'i', o: 'ö', u: 'ü' };

/** Words with a back last vowel that nevertheless take front suffixes (soft final consonant, TDK). */
const FRONT_EXCEPTIONS = new Set(
  `kemal cemal hilal nihal bilal celal iclal ikbal meral zuhal resul
   hal ihtimal ihmal iptal intikal istiklal istihsal misal emsal hayal normal helal
   usul kabul meşgul mesul mahsul makbul rol gol kontrol protokol petrol alkol sembol futbol
   saat dikkat kanaat ziraat cemaat itaat menfaat refakat muvafakat liyakat sadakat seyahat istirahat hakikat
   tabiat harf kalp harp sıhhat sürat şefkat`
    .split(/\s+/u)
    .filter(Boolean),
);

/** Four-way harmony: a ı → ı, e i → i, o u → u, ö ü → ü. */
const FOUR_WAY: Readonly<Record<string, string>> = {
  a: 'ı',
  ı: 'ı',
  e: 'i',
  i: 'i',
  o: 'u',
  u: 'u',
  ö: 'ü',
  ü: 'ü',
};

/** Ending of a word as it is read, circumflex and front exceptions considered. A text without vowels reads as ending in `e`. */
export function endingOf(word: string): WordEnding {
  const lower = toLower(word).replace(/[^\p{L}]+$/gu, '');
  const lastWord = lower.split(/[^\p{L}]+/u).at(-1) ?? '';
  const isFrontException = FRONT_EXCEPTIONS.has(lastWord.replaceAll('â', 'a'));
  const vowels = [...lower].filter((letter) => VOWEL.test(letter));
  const raw = vowels.at(-1) ?? 'e';
  const plain = PLAIN[raw] ?? raw;
  const last = [...lower].at(-1) ?? '';
  return {
    vowel: isFrontException ? (FRONT_TWIN[plain] ?? plain) : plain,
    endsInVowel: VOWEL.test(last) || vowels.length === 0,
    endsHard: vowels.length > 0 && /[fstkçşhp]/u.test(last),
  };
}

/** ı, i, u or ü by the last vowel. */
export function highVowel(vowel: string): string {
  return FOUR_WAY[vowel] ?? 'i';
}

/** a or e by the last vowel. */
export function lowVowel(vowel: string): string {
  return /[aıou]/u.test(vowel) ? 'a' : 'e';
}

/** Number of vowels, that is of syllables. */
export function syllables(word: string): number {
  return [...toLower(word)].filter((letter) => VOWEL.test(letter)).length;
}
