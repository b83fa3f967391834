import { endingOf, highVowel, lowVowel } from './phonology.ts';
import { numberInWords } from './spoken.ts';

/** `apostrophe`: 15’inci, `dot`: 15., `mevzuat`: 15 inci (laws), `words`: on beşinci. */
export type OrdinalStyle = 'apostrophe' | 'dot' | 'mevzuat' | 'words';

function ordinalSuffix(word: string): string {
  const ending = endingOf(word);
  const high = highVowel(ending.vowel);
  return `${ending.endsInVowel ? '' : high}nc${high}`;
}

/** Ordinal of a whole number, suffix by the last spoken word: 9 gives `9’uncu`. */
export function ordinal(value: number, style: OrdinalStyle = 'apostrophe'): string {
  const words = numberInWords(value);
  const last = words.split(' ').at(-1) ?? words;
  const suffix = ordinalSuffix(last);
  switch (style) {
    case 'apostrophe':
      return `${value}’${suffix}`;
    case 'dot':
      return `${value}.`;
    case 'mevzuat':
      return `${value} ${suffix}`;
    case 'words':
      return words.replace(/dört$/u, 'dörd') + suffix;
  }
}

/** `ikişer`, `onar`: so many each. Only ever written in words (TDK). */
export function distributive(value: number): string {
  const words = numberInWords(value);
  const ending = endingOf(words);
  return `${words.replace(/dört$/u, 'dörd')}${ending.endsInVowel ? 'ş' : ''}${lowVowel(ending.vowel)}r`;
}
