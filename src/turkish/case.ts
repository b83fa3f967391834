/** Upper case, lower case and title case by Turkish rules (i/İ, ı/I), always in NFC. */

const CONJUNCTIONS = new Set(['ve', 'ile', 'veya', 'ya', 'de', 'da', 'ki', 'mi', 'mı', 'mu', 'mü']);
const ROMAN = /^(?=[IVXLC])(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/u;

/** NFC form without a stray combining dot (U+0307 after `i`), which a locale-less lower-casing of `İ` leaves behind. */
export function normalizeText(text: string): string {
  return text.replace(/i\u0307/gu, 'i').normalize('NFC');
}

/** Text in Turkish capitals: `istanbul ılgaz` gives `İSTANBUL ILGAZ`. */
export function toUpper(text: string): string {
  return normalizeText(text).toLocaleUpperCase('tr-TR');
}

/** Text in Turkish small letters: `IŞIK İĞDE` gives `ışık iğde`. */
export function toLower(text: string): string {
  return normalizeText(text)
    .toLocaleLowerCase('tr-TR')
    .replace(/\u0307/gu, '');
}

/** First letter in Turkish capitals, the rest as it is. */
export function capitalize(text: string): string {
  const [first = '', ...rest] = [...normalizeText(text)];
  return toUpper(first) + rest.join('');
}

/**
 * Initial capitals as wanted for Konu and the third line of the letterhead (Yönetmelik m.10, m.13).
 * Conjunctions stay small except at the start. In a text that is not wholly in capitals, words in capitals are
 * abbreviations or surnames and stay as they are; roman numerals and dotted abbreviations (`T.C.`) always stay.
 */
export function toTitleCase(text: string): string {
  const source = normalizeText(text);
  const allCapitals = source === toUpper(source);
  let first = true;
  return source.replace(/[\p{L}\p{M}\d.’']+/gu, (word) => {
    const result = titleWord(word, { first, allCapitals });
    first = false;
    return result;
  });
}

function titleWord(word: string, place: { first: boolean; allCapitals: boolean }): string {
  const lower = toLower(word);
  if (!place.first && CONJUNCTIONS.has(lower)) return lower;
  if (/^(\p{Lu}\.)+$/u.test(word) || ROMAN.test(word)) return word;
  const letters = word.replace(/[^\p{L}]/gu, '');
  const isCapitals = letters.length > 1 && letters === toUpper(letters);
  if (isCapitals && !place.allCapitals) return word;
  const [head = '', ...tail] = word.split(/(?=[’'])/u);
  // What follows an apostrophe is a suffix and stays small: `Kanun’un`, `SGK’ye`.
  return capitalize(place.allCapitals ? toLower(head) : head) + tail.join('');
}

/** `Ad SOYAD`: given names with initial capitals, all surnames in capitals (Yönetmelik m.17/2). */
export function formatPersonName(ad: string, soyad: string): string {
  const given = normalizeText(ad).trim();
  const isPlain = given === toUpper(given) || given === toLower(given);
  const shown = isPlain ? toLower(given).replace(/\p{L}[\p{L}\p{M}]*/gu, capitalize) : given;
  return `${shown} ${toUpper(soyad.trim())}`.trim();
}
