import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  calculateGundelikSuresi,
  countDutyDays,
  type EarlierDuty,
  sureInput,
} from '../../../src/calculations/harcirah/index.ts';
import { addDays, createTracer, isoDate, moneyText } from '../../../src/calculations/index.ts';
import { parseInput, ValidationError } from '../../../src/errors/index.ts';
import { context, settled } from './fixtures.ts';

const run = (facts: object) =>
  settled(calculateGundelikSuresi(parseInput(sureInput, { on: '2016-05-01', ...facts }), context));

describe('days paid (m.42)', () => {
  test.each([
    { place: 'YURTICI', days: 91, priorDays: 0, split: [90, 1, 0], amount: '3098.99' },
    { place: 'YURTICI', days: 30, priorDays: 80, split: [10, 20, 0], amount: '797.53' },
    { place: 'YURTICI', days: 30, priorDays: 170, split: [0, 10, 20], amount: '227.87' },
    { place: 'YURTICI', days: 10, priorDays: 200, split: [0, 0, 10], amount: '0.00' },
    { place: 'YURTDISI', days: 200, priorDays: 0, split: [180, 20, 0], amount: '6608.13' },
    { place: 'YURTICI', days: 0, priorDays: 0, split: [0, 0, 0], amount: '0.00' },
  ])('$place: $days days after $priorDays → $split', ({ place, days, priorDays, split, amount }) => {
    const value = run({ place, days, priorDays, gundelik: '34.18' });
    expect([value.full, value.reduced, value.unpaid]).toEqual(split);
    expect(moneyText(value.amount)).toBe(amount);
  });

  property.prop([fc.nat(400), fc.nat(400), fc.constantFrom('YURTICI', 'YURTDISI')])(
    'every day is in one class, and one day more never costs less',
    (days, priorDays, place) => {
      const [a, b] = [
        run({ place, days, priorDays, gundelik: '34.18' }),
        run({ place, days: days + 1, priorDays, gundelik: '34.18' }),
      ];
      expect(a.full + a.reduced + a.unpaid).toBe(days);
      expect(b.amount.gte(a.amount)).toBe(true);
    },
  );

  property.prop([fc.nat(200), fc.nat(200), fc.nat(200)])(
    'two duties in a row are paid as one',
    (prior, first, second) => {
      const part = (days: number, priorDays: number) => run({ days, priorDays, gundelik: '30' });
      const [one, two, both] = [part(first, prior), part(second, prior + first), part(first + second, prior)];
      expect(one.full + two.full).toBe(both.full);
      expect(one.reduced + two.reduced).toBe(both.reduced);
    },
  );
});

describe('counting across duties', () => {
  const duty = (startOn: string, endOn: string): EarlierDuty => ({
    place: 'Ankara',
    work: 'kurs',
    startOn: isoDate(startOn),
    endOn: isoDate(endOn),
  });
  const count = (
    startOn: string,
    endOn: string,
    earlier: readonly EarlierDuty[],
    reading: 'ILK_GOREV' | 'TAKVIM_YILI' = 'ILK_GOREV',
  ) => countDutyDays({ ...duty(startOn, endOn), earlier }, reading, createTracer());

  test('the year runs from the first day of the first duty; then it begins anew', () => {
    const earlier = [duty('2023-03-10', '2023-05-08')];
    expect(count('2024-03-01', '2024-03-09', earlier)).toEqual([{ days: 9, priorDays: 60 }]);
    expect(count('2024-03-10', '2024-03-12', earlier)).toEqual([{ days: 3, priorDays: 0 }]);
    expect(count('2024-03-05', '2024-03-12', earlier)).toEqual([
      { days: 5, priorDays: 60 },
      { days: 3, priorDays: 0 },
    ]);
  });

  test('the calendar-year reading begins anew on 1 January', () => {
    const earlier = [duty('2023-12-01', '2023-12-31')];
    expect(count('2024-01-05', '2024-01-10', earlier, 'TAKVIM_YILI')).toEqual([{ days: 6, priorDays: 0 }]);
    expect(count('2024-01-05', '2024-01-10', earlier)).toEqual([{ days: 6, priorDays: 31 }]);
  });

  test('days that two earlier duties share count once', () => {
    const earlier = [duty('2024-02-01', '2024-02-10'), duty('2024-02-05', '2024-02-12')];
    expect(count('2024-03-01', '2024-03-01', earlier)).toEqual([{ days: 1, priorDays: 12 }]);
  });

  test('a reversed earlier duty is refused', () => {
    expect(() => count('2024-03-01', '2024-03-01', [duty('2024-02-10', '2024-02-01')])).toThrow(ValidationError);
  });

  property.prop([fc.array(fc.record({ gap: fc.nat(200), length: fc.integer({ min: 1, max: 90 }) }), { maxLength: 6 })])(
    'the order of the earlier duties does not matter',
    (pieces) => {
      let day = isoDate('2020-01-01');
      const earlier = pieces.map(({ gap, length }) => {
        const startOn = addDays(day, gap);
        const endOn = addDays(startOn, length - 1);
        day = addDays(endOn, 1);
        return duty(startOn, endOn);
      });
      const endOn = addDays(day, 20);
      expect(count(day, endOn, earlier.toReversed())).toEqual(count(day, endOn, earlier));
    },
  );
});
