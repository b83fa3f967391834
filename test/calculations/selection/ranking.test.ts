import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact } from '../../../src/calculations/index.ts';
import {
  compareIds,
  foldName,
  highestFirst,
  placeByPreference,
  rank,
} from '../../../src/calculations/selection/index.ts';

describe('rank', () => {
  const by = [highestFirst<{ id: string; mark: string }>('PUAN', (r) => exact(r.mark))];

  it('tells figures apart that share a double', () => {
    const rows = [
      { id: 'a', mark: '70.33333333333333333333' },
      { id: 'b', mark: '70.33333333333333333334' },
    ];
    expect(rank(rows, by).map((r) => [r.item.id, r.equal])).toEqual([
      ['b', false],
      ['a', false],
    ]);
  });

  it('agrees with counting who is better, in any input order', () => {
    const marks = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 300 }).map(String),
        mark: fc
          .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('', '.5', '.50', '.333333333333333333333'))
          .map((t) => t.join('')),
      }),
      { selector: (r) => r.id, maxLength: 25 },
    );
    fc.assert(
      fc.property(marks, (rows) => {
        const ranked = rank(rows, by);
        for (const { item, position, equal } of ranked) {
          const better = rows.filter((r) => exact(r.mark).gt(item.mark)).length;
          const same = rows.filter((r) => exact(r.mark).eq(item.mark)).length;
          expect([position, equal]).toEqual([better + 1, same > 1]);
        }
        expect(rank([...rows].reverse(), by)).toEqual(ranked);
      }),
    );
  });
});

describe('names', () => {
  it.each([
    ['Şube Müdürü', 'subemuduru'],
    ['IĞDIR', 'igdir'],
    ['İZMİR', 'izmir'],
    ['izmir', 'izmir'],
    ['Kâğıthane', 'kagithane'],
    ['19 Mayıs', '19mayis'],
  ])('%s folds to %s', (text, folded) => {
    expect(foldName(text)).toBe(folded);
    expect(foldName(text.normalize('NFD'))).toBe(folded);
  });

  it('orders ids as people read them, and only identical texts are equal', () => {
    expect(['10', '9', 'b', 'a', '01', '1'].sort(compareIds)).toEqual(['01', '1', '9', '10', 'a', 'b']);
    expect(compareIds('01', '1')).not.toBe(0);
  });
});

it('a place with no post is never given', () => {
  const { placedAt } = placeByPreference([{ id: 'a', preferences: ['X', 'Q'] }], new Map([['X', 0]]));
  expect(placedAt.get('a')).toBeNull();
});
