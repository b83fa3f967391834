import { foldForSearch, searchKeysOf, toLower } from '../turkish/index.ts';

/** Every rotation of the folded name, longest first, so that a prefix search finds any part of it. */
export function nameKeysOf(givenNames: string, surname: string): string[] {
  const surnameFirst = foldForSearch(`${surname} ${givenNames}`);
  return [...new Set([...searchKeysOf(`${givenNames} ${surname}`), surnameFirst])];
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
