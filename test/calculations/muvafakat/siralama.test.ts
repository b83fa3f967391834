import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { calculateSiralama, siralamaInput } from '../../../src/calculations/muvafakat/index.ts';
import { parseInput } from '../../../src/errors/index.ts';
import { context, on, settled } from './fixtures.ts';

const person = { score: 30, isUnitPositive: true, netServiceDays: 4000, bornOn: '1980-01-01' };
const rank = (applicants: readonly object[], quota: number) =>
  calculateSiralama(parseInput(siralamaInput, { on, applicants, quota }), context);

describe('ranking (8/2-ç)', () => {
  test('score, unit opinion, service, age decide in this order; the trace of each says which', () => {
    const value = settled(
      rank(
        [
          { ...person, id: 'young', bornOn: '1990-01-01' },
          { ...person, id: 'refused', isUnitPositive: false, netServiceDays: 9000 },
          { ...person, id: 'top', score: 31, isUnitPositive: false },
          { ...person, id: 'old' },
          { ...person, id: 'long', netServiceDays: 4001, bornOn: '1999-01-01' },
        ],
        3,
      ),
    );
    expect(value.ranking.map((r) => [r.rank, r.id, r.aheadBy])).toEqual([
      [1, 'top', 'PUAN'],
      [2, 'long', 'FIILI_HIZMET'],
      [3, 'old', 'YAS'],
      [4, 'young', 'BIRIM_GORUSU'],
      [5, 'refused', null],
    ]);
    expect(value.granted).toEqual(['top', 'long', 'old']);
  });

  test('without a further criterion applicants are shown as equal and share the rank', () => {
    const value = settled(
      rank(
        [
          { ...person, id: 'b' },
          { ...person, id: 'a' },
          { ...person, id: 'c', score: 10 },
        ],
        2,
      ),
    );
    expect(value.ranking.map((r) => [r.rank, r.id, r.isTied, r.aheadBy])).toEqual([
      [1, 'a', true, 'ESIT'],
      [1, 'b', true, 'PUAN'],
      [3, 'c', false, null],
    ]);
    expect(value.granted).toEqual(['a', 'b']);
    expect(value.undecided).toEqual([]);
  });

  test('a tie over the last place is left to the commission', () => {
    const outcome = rank(
      [
        { ...person, id: 'x', score: 50 },
        { ...person, id: 'b' },
        { ...person, id: 'a' },
      ],
      2,
    );
    expect(settled(outcome)).toMatchObject({ granted: ['x'], undecided: ['a', 'b'] });
    expect(outcome.kind === 'value' && outcome.warnings.map((w) => w.code)).toEqual(['TIE_AT_QUOTA']);
  });

  test('the same applicant twice is refused', () => {
    expect(() =>
      rank(
        [
          { ...person, id: 'a' },
          { ...person, id: 'a' },
        ],
        1,
      ),
    ).toThrow(/iki kez/);
  });

  const applicants = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 4 }).filter((s) => s.trim() === s && s !== ''),
      score: fc.integer({ min: 0, max: 3 }),
      isUnitPositive: fc.boolean(),
      netServiceDays: fc.integer({ min: 0, max: 3 }),
      bornOn: fc.constantFrom('1980-01-01', '1981-01-01'),
    }),
    { selector: (a) => a.id, maxLength: 25 },
  );

  property.prop([applicants, fc.nat(10), fc.func(fc.nat())])(
    'the order of the input does not matter',
    (list, quota, key) => {
      const shuffled = list.toSorted((a, b) => key(a.id) - key(b.id));
      expect(settled(rank(shuffled, quota))).toEqual(settled(rank(list, quota)));
    },
  );

  property.prop([applicants, fc.nat(10)])(
    'consent never exceeds the quota, and a greater quota takes nobody out',
    (list, quota) => {
      const [some, more] = [settled(rank(list, quota)), settled(rank(list, quota + 1))];
      expect(some.granted.length).toBeLessThanOrEqual(quota);
      for (const id of some.granted) expect(more.granted).toContain(id);
      expect(some.granted.length + some.undecided.length).toBeGreaterThanOrEqual(Math.min(quota, list.length));
    },
  );
});
