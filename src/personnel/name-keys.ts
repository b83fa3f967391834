import { foldForSearch, searchKeysOf, toLower } from '../turkish/index.ts';

/** Every rotation of the folded name, longest first, so that a prefix search finds any part of it. */
export function nameKeysOf(givenNames: string, surname: string): string[] {
  const surnameFirst = foldForSearch(`${surname} ${givenNames}`);
  return [...new Set([...searchKeysOf(`${givenNames} ${surname}`), surnameFirst])];
}

const SHORT_LETTERS = 3;
const INTO_NEXT_WORD = /^\S+ \S/;

/**
 * Beginnings of those rotations for which a list is long: the first one to three letters, and the first word with one letter
 * of the next. An index of them with the order behind gives a page without looking at what comes after it.
 */
export function namePrefixesOf(nameKeys: readonly string[]): string[] {
  const prefixes = nameKeys.flatMap((key) => {
    const short = Array.from({ length: SHORT_LETTERS }, (_, i) => key.slice(0, i + 1).trimEnd());
    return [...short, INTO_NEXT_WORD.exec(key)?.[0] ?? ''];
  });
  return [...new Set(prefixes)].filter((prefix) => prefix !== '');
}

/** The longest of these beginnings that everybody has whom the folded search text finds. */
export function prefixOfSearch(key: string): string {
  return INTO_NEXT_WORD.exec(key)?.[0] ?? key.slice(0, SHORT_LETTERS);
}

// A letter that the Turkish alphabet puts after its look-alike sorts behind every word that goes on with the look-alike.
const AFTER: Readonly<Record<string, string>> = {
  ç: 'c~',
  ğ: 'g~',
  ı: 'h~',
  ö: 'o~',
  ş: 's~',
  ü: 'u~',
  â: 'a',
  î: 'i',
  û: 'u',
};

/** Key whose binary order is the Turkish alphabetical order of surname, then given names. */
export function sortKeyOf(givenNames: string, surname: string): string {
  const key = (text: string): string => [...toLower(text)].map((c) => AFTER[c] ?? c).join('');
  return `${key(surname)}\u0001${key(givenNames)}`;
}

/** What a person is found and ordered by, beside the name. */
export interface NameKeys {
  /** Every rotation of the folded name ("ayse nur isik", "nur isik", "isik"), so that any part finds it by prefix. */
  readonly nameKeys: readonly string[];
  /** Short beginnings of these (namePrefixesOf). */
  readonly namePrefixes: readonly string[];
  /** Binary order of this key is the order of the Turkish alphabet. */
  readonly sortKey: string;
}

/** All keys of a name. */
export function keysOfName(givenNames: string, surname: string): NameKeys {
  const nameKeys = nameKeysOf(givenNames, surname);
  return { nameKeys, namePrefixes: namePrefixesOf(nameKeys), sortKey: sortKeyOf(givenNames, surname) };
}
