import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { calculateGundenAz, gundenAzInput } from '../../../src/calculations/harcirah/index.ts';
import { parseInput } from '../../../src/errors/index.ts';
import { context, settled } from './fixtures.ts';

const run = (facts: object) =>
  settled(calculateGundenAz(parseInput(gundenAzInput, { on: '2016-06-01', nightSpent: false, ...facts }), context));
const share = (departsAt: string, returnsAt: string, facts: object = {}) => {
  const value = run({ departsAt, returnsAt, ...facts });
  return `${value.numerator}/${value.denominator}`;
};

describe('duty under one day (m.39)', () => {
  test.each([
    ['12:59', '18:59', '1/3'],
    ['13:00', '18:59', '1/3'],
    ['13:01', '19:00', '1/3'],
    ['13:01', '18:59', '0/1'],
    ['13:00', '19:00', '2/3'],
    ['20:00', '12:59', '0/1'],
    ['20:00', '13:00', '1/3'],
    ['18:00', '14:00', '2/3'],
    ['00:00', '23:59', '2/3'],
  ])('%s–%s: %s', (departsAt, returnsAt, expected) => {
    expect(share(departsAt, returnsAt)).toBe(expected);
  });

  test('the other reading of the border: a meal at the very minute does not count', () => {
    expect(share('13:00', '19:00', { options: { ogunSiniri: 'HARIC' } })).toBe('0/1');
    expect(share('12:59', '19:01', { options: { ogunSiniri: 'HARIC' } })).toBe('2/3');
  });

  test('the night gives the whole gündelik, with one meal or none', () => {
    expect(share('20:00', '07:00', { nightSpent: true })).toBe('1/1');
    expect(share('18:00', '07:00', { nightSpent: true })).toBe('1/1');
  });

  test('nothing inside the memuriyet mahalli, not even for the night', () => {
    expect(
      run({
        departsAt: '10:00',
        returnsAt: '20:00',
        nightSpent: true,
        insideMemuriyetMahalli: true,
        gundelik: '30',
      }).amount?.toFixed(2),
    ).toBe('0.00');
  });

  test.each([
    ['10:00', '14:00', '11.39'],
    ['10:00', '20:00', '22.79'],
  ])('%s–%s of 34.18: %s, half up', (departsAt, returnsAt, amount) => {
    expect(run({ departsAt, returnsAt, gundelik: '34.18' }).amount?.toFixed(2)).toBe(amount);
  });

  test.each(['24:00', '9:00', '12.30'])('the time %s is refused', (departsAt) => {
    expect(() => share(departsAt, '20:00')).toThrow(/SS:DD/);
  });

  const clock = fc
    .nat(1439)
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
  property.prop([clock, clock])('a later return on the same day never earns less', (a, b) => {
    const [departsAt, returnsAt] = a <= b ? [a, b] : [b, a];
    const [short, long] = [run({ departsAt, returnsAt }), run({ departsAt, returnsAt: '23:59' })];
    expect(long.meals.length).toBeGreaterThanOrEqual(short.meals.length);
  });
});
