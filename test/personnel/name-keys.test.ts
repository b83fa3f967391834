import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { nameKeysOf, namePrefixesOf, prefixOfSearch } from '../../src/personnel/name-keys.ts';

const word = fc.string({ unit: fc.constantFrom(...'aâbcçdığjğıikoöuü-'), minLength: 1, maxLength: 6 });
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));

test.prop([words, words, fc.nat(), fc.nat()])(
  'who is found by a text has the short beginning that its search starts from',
  (givenNames, surname, which, length) => {
    const keys = nameKeysOf(givenNames, surname);
    const key = keys[which % keys.length] ?? '';
    const searched = key.slice(0, 1 + (length % key.length)).trim();
    expect(namePrefixesOf(keys)).toContain(prefixOfSearch(searched));
  },
);

test('the beginnings of a name', () => {
  expect(namePrefixesOf(nameKeysOf('Ay Nur', 'IŞIK'))).toEqual([
    'a',
    'ay',
    'ay n',
    'n',
    'nu',
    'nur',
    'nur i',
    'i',
    'is',
    'isi',
    'isik a',
  ]);
});
