import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  calculateKonaklama,
  calculateKonaklamaTavani,
  calculateYurtdisiKonaklama,
  konaklamaInput,
  konaklamaTavaniInput,
  yurtdisiKonaklamaInput,
} from '../../../src/calculations/harcirah/index.ts';
import { moneyText } from '../../../src/calculations/index.ts';
import { ParameterNotInForceError, parseInput } from '../../../src/errors/index.ts';
import { context, settled, warningsOf } from './fixtures.ts';

const lodging = (facts: object) =>
  calculateKonaklama(parseInput(konaklamaInput, { on: '2016-06-01', gundelik: '34.18', ...facts }), context);
const ceiling = (facts: object) =>
  settled(
    calculateKonaklamaTavani(
      parseInput(konaklamaTavaniInput, { on: '2016-06-01', gundelik: '35.24', ...facts }),
      context,
    ),
  );

describe('lodging at home (m.33/d)', () => {
  test.each([
    { on: '2016-04-01', day: 1, cap: '52.86' },
    { on: '2016-04-01', day: 11, cap: '17.62' },
    { on: '2016-04-01', day: 91, cap: '9.40' },
    { on: '2022-04-14', day: 1, cap: '52.86' },
    { on: '2022-04-15', day: 1, cap: '98.67' },
    { on: '2022-04-15', day: 90, cap: '33.48' },
    { on: '2022-12-31', day: 180, cap: '17.62' },
    { on: '2023-01-01', day: 1, cap: '52.86' },
    { on: '2024-01-01', day: 10, cap: '56.38' },
  ])('$on, day $day: at most $cap', ({ on, day, cap }) => {
    expect(moneyText(ceiling({ on, dayOrdinal: day }).cap)).toBe(cap);
  });

  test('the daily cap truncated before use, as a public example of 2016 does (9.3973 → 9.39)', () => {
    expect(moneyText(ceiling({ dayOrdinal: 91, options: { gunlukTavan: 'KIRP' } }).cap)).toBe('9.39');
  });

  test('the inspectors of m.33/b have one cap throughout', () => {
    expect(moneyText(ceiling({ dayOrdinal: 91, isInspector: true }).cap)).toBe('52.86');
  });

  test('bands over a stay: 10 × 51.27, 80 × 17.09, 90 × 9.1146…, then nothing', () => {
    const value = settled(lodging({ nights: 200, nightlyPrice: '1000' }));
    expect(value.bands.map((b) => b.nights)).toEqual([10, 80, 90, 20]);
    expect(moneyText(value.payable)).toBe('2700.22');
    expect(moneyText(value.billTotal)).toBe('200000.00');
  });

  test('per night: a cheap hotel does not fill up the caps of dear nights', () => {
    const value = settled(lodging({ nights: 12, nightlyPrice: '50' }));
    expect([value.payableByTotal, value.payableByNight].map(moneyText)).toEqual(['546.88', '534.18']);
  });

  test('before the annulment: ten nights up to one gündelik; in between no rule', () => {
    expect(moneyText(settled(lodging({ on: '2015-12-14', nights: 14, nightlyPrice: '30' })).payable)).toBe('300.00');
    expect(() => lodging({ on: '2015-12-15', nights: 1, nightlyPrice: '30' })).toThrow(ParameterNotInForceError);
    expect(() => lodging({ on: '2016-03-31', nights: 1, nightlyPrice: '30' })).toThrow(ParameterNotInForceError);
  });

  test.each([
    [10, 0],
    [11, 1],
    [91, 2],
  ])('the second and third band of 2023 rest on no source: %i nights, %i warnings', (nights, warnings) => {
    const found = warningsOf(lodging({ on: '2023-06-01', nights, nightlyPrice: '30' }));
    expect(found).toEqual(Array.from({ length: warnings }, () => 'UNVERIFIED_FIGURE'));
  });

  property.prop([fc.integer({ min: 1, max: 10_000 }), fc.nat(250), fc.integer({ min: 1, max: 200 })])(
    'never above the document or the caps, per night never above the total, one night more never less',
    (kurus, nights, firstNight) => {
      const facts = { nightlyPrice: (kurus / 100).toFixed(2), firstNight };
      const [value, more] = [
        settled(lodging({ ...facts, nights })),
        settled(lodging({ ...facts, nights: nights + 1 })),
      ];
      expect(value.payable.lte(value.billTotal)).toBe(true);
      expect(value.payable.lte(value.capTotal)).toBe(true);
      expect(value.payableByNight.lte(value.payableByTotal)).toBe(true);
      expect(more.payable.gte(value.payable)).toBe(true);
    },
  );
});

describe('lodging abroad', () => {
  const abroad = (facts: object) =>
    settled(
      calculateYurtdisiKonaklama(
        parseInput(yurtdisiKonaklamaInput, {
          on: '2016-06-01',
          gundelik: '100',
          bedPrice: '200',
          column: 5,
          nights: 12,
          ...facts,
        }),
        context,
      ),
    );

  test.each([
    { facts: { bedPrice: '60' }, nightly: '0.00', total: '0.00' },
    { facts: { bedPrice: '500' }, nightly: '105.00', total: '1050.00' },
    { facts: { bedPrice: '500', column: 3 }, nightly: '150.00', total: '1500.00' },
    { facts: { bedPrice: '61', nights: 3 }, nightly: '0.70', total: '2.10' },
    { facts: { uplift: '1', bedPrice: '140' }, nightly: '70.00', total: '700.00' },
  ])('$facts → $nightly a night', ({ facts, nightly, total }) => {
    const value = abroad(facts);
    expect([value.nightly, value.total].map(moneyText)).toEqual([nightly, total]);
  });

  test('there are seven columns', () => {
    expect(() => abroad({ column: 8 })).toThrow(/Sütun/);
  });
});
