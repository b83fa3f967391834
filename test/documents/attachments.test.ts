import { describe, expect, test } from 'vitest';
import { type Attachment, ekTexts, matchAttachments } from '../../src/documents/index.ts';

const file = (id: string, ekNo: number, ekAdi: string) => ({ id, ekNo, ekAdi }) as Attachment;
const matched = (texts: string[], files: Attachment[]) =>
  [...matchAttachments(texts, files)].map(([place, { id }]) => `${place}${id}`).toSorted();

describe('files find their ek in a newer draft', () => {
  test.each<[string, string[], Attachment[], string[]]>([
    ['at their place', ['Rapor', 'Liste'], [file('a', 1, 'Rapor'), file('b', 2, 'Liste')], ['1a', '2b']],
    [
      'by name, when the order changed',
      ['Liste', 'Rapor'],
      [file('a', 1, 'Rapor'), file('b', 2, 'Liste')],
      ['1b', '2a'],
    ],
    ['by place among equal names', ['Evrak', 'Evrak'], [file('b', 2, 'Evrak'), file('a', 1, 'Evrak')], ['1a', '2b']],
    [
      'the free one of equal names',
      ['Yeni', 'Evrak', 'Evrak'],
      [file('a', 1, 'Evrak'), file('b', 2, 'Evrak')],
      ['2b', '3a'],
    ],
    ['not at all, when the ek is gone', ['Liste'], [file('a', 1, 'Rapor')], []],
    ['not twice', ['Rapor'], [file('a', 1, 'Rapor'), file('b', 2, 'Rapor')], ['1a']],
  ])('%s', (_, texts, files, expected) => {
    expect(matched(texts, files)).toEqual(expected);
  });

  test('the list of ekler is read without its numbers', () => {
    expect(ekTexts({ ek: { single: { text: 'Rapor (2 Sayfa)' }, many: null } })).toEqual(['Rapor (2 Sayfa)']);
    const items = [{ text: '1- Rapor' }, { text: '12- 3 numaralı liste' }];
    expect(ekTexts({ ek: { single: null, many: { items } } })).toEqual(['Rapor', '3 numaralı liste']);
  });
});
