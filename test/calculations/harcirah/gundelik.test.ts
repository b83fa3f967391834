import { describe, expect, test } from 'vitest';
import {
  calculateEsasDerece,
  calculateGundelik,
  esasDereceInput,
  gundelikInput,
} from '../../../src/calculations/harcirah/index.ts';
import { moneyText, type Outcome } from '../../../src/calculations/index.ts';
import { ParameterNotInForceError, parseInput } from '../../../src/errors/index.ts';
import { context, settled, warningsOf } from './fixtures.ts';

const find = (facts: object) => calculateGundelik(parseInput(gundelikInput, facts), context);
const amount = (outcome: Outcome<{ gundelik: Parameters<typeof moneyText>[0] }>) =>
  moneyText(settled(outcome).gundelik);

/** Figures of the H cetveli as parameters.md lists them with their sources; each row names the year's figure. */
const rows = [
  { on: '2016-12-31', facts: { derece: 5 }, gundelik: '34.18' },
  { on: '2017-01-01', facts: { derece: 5 }, gundelik: '36.25' },
  { on: '2017-12-31', facts: { derece: 4 }, gundelik: '37.25' },
  { on: '2018-01-01', facts: { derece: 4 }, gundelik: '39.85' },
  { on: '2019-06-30', facts: { derece: 1, ekGosterge: 8000 }, gundelik: '51.60' },
  { on: '2020-01-01', facts: { derece: 1, ekGosterge: 3000 }, gundelik: '49.15' },
  { on: '2021-06-30', facts: { derece: 15 }, gundelik: '46.35' },
  { on: '2022-06-30', facts: { derece: 15 }, gundelik: '62.00' },
  { on: '2022-12-31', facts: { derece: 1, ekGosterge: 3000 }, gundelik: '93.00' },
  { on: '2023-01-01', facts: { derece: 1, ekGosterge: 3000 }, gundelik: '203.00' },
  { on: '2023-01-01', facts: { derece: 1, ekGosterge: 3600 }, gundelik: '212.00' },
  { on: '2023-01-01', facts: { derece: 1, ekGosterge: 6399 }, gundelik: '212.00' },
  { on: '2023-01-01', facts: { derece: 1, ekGosterge: 6400 }, gundelik: '220.00' },
  { on: '2024-01-01', facts: { ekGosterge: 8000 }, gundelik: '465.00' },
  { on: '2025-01-01', facts: { unvan: 'Milletvekili' }, gundelik: '686.00' },
  { on: '2025-01-01', facts: { unvan: 'türkiye büyük millet meclisi başkanı' }, gundelik: '715.00' },
  { on: '2025-12-31', facts: { derece: 9 }, gundelik: '600.00' },
  { on: '2026-01-01', facts: { derece: 9 }, gundelik: '850.00' },
  { on: '2026-01-01', facts: { derece: 1, denetim: 'TURKIYE' }, gundelik: '1157.00' },
  { on: '2018-05-01', facts: { derece: 1, place: 'KKTC' }, gundelik: '112.54' },
  { on: '2020-05-01', facts: { derece: 4, place: 'KKTC' }, gundelik: '109.10' },
];

describe('gündelik by day, degree, ek gösterge and title', () => {
  test.each(rows)('$on $facts → $gundelik', ({ on, facts, gundelik }) => {
    expect(amount(find({ on, ...facts }))).toBe(gundelik);
  });

  test('an unverified figure gives the result with a warning, a verified one without', () => {
    expect(warningsOf(find({ on: '2022-07-01', derece: 7 }))).toEqual(['UNVERIFIED_FIGURE']);
    expect(warningsOf(find({ on: '2022-06-30', derece: 7 }))).toEqual([]);
    expect(warningsOf(find({ on: '2026-02-01', derece: 7 }))).toEqual(['UNVERIFIED_FIGURE']);
  });

  test('a year whose figure is not known is an error, never the last known figure', () => {
    expect(() => find({ on: '2019-05-01', derece: 3, place: 'KKTC' })).toThrow(ParameterNotInForceError);
    expect(() => find({ on: '2015-12-31', derece: 3 })).toThrow(ParameterNotInForceError);
    expect(() => find({ on: '2026-05-01', unvan: 'Bakan' })).toThrow(ParameterNotInForceError);
  });

  test('without degree, ek gösterge, title or figure the degree is asked for', () => {
    expect(find({ on: '2024-01-01' })).toMatchObject({ kind: 'missing', missing: [{ path: 'derece' }] });
  });

  test('the trace names article, figure and source', () => {
    const outcome = find({ on: '2024-05-01', derece: 7 });
    const step = outcome.trace.find((s) => s.label === 'Gündelik');
    expect(step?.article).toContain('6245 s.K. m.33');
    expect(step?.parameters?.find((p) => p.name === 'gundelik-b-e')).toMatchObject({
      value: '400.00',
      from: '2024-01-01',
    });
  });
});

describe('degree that counts (m.7, 8)', () => {
  const degree = (facts: object) =>
    settled(calculateEsasDerece(parseInput(esasDereceInput, { on: '2016-05-01', ...facts }), context)).esasDerece;

  test.each([
    { facts: { derece: 6, kadroDerece: 4 }, esas: 4 },
    { facts: { derece: 6, kadroDerece: 5 }, esas: 6 },
    { facts: { derece: 2, kadroDerece: 4 }, esas: 2 },
    { facts: { derece: 5, terfiDerece: 2 }, esas: 2 },
    { facts: { derece: 1, statu: 'HIZMETLI' }, esas: 4 },
    { facts: { derece: 2, statu: 'KURUM_DISI' }, esas: 4 },
    { facts: { derece: 2, statu: 'KURUM_DISI', maliyeGorusu: true }, esas: 2 },
  ])('$facts → $esas', ({ facts, esas }) => {
    expect(degree(facts)).toBe(esas);
  });

  test('the ek gösterge of a hizmetli does not raise the gündelik above a 4th-degree officer', () => {
    expect(amount(find({ on: '2016-05-01', derece: 1, ekGosterge: 8000, statu: 'HIZMETLI' }))).toBe('35.24');
  });

  test.each([
    { facts: { derece: 1, statu: 'HIZMETLI', maliyeGorusu: true, ekGosterge: 8000 }, gundelik: '35.24' },
    { facts: { derece: 1, statu: 'HIZMETLI', denetim: 'TURKIYE' }, gundelik: '35.24' },
    { facts: { derece: 1, statu: 'HIZMETLI', protokol: 'A_A' }, gundelik: '35.24' },
    { facts: { derece: 9, statu: 'KURUM_DISI', unvan: 'Bakan' }, gundelik: '34.18' },
    { facts: { derece: 9, statu: 'KURUM_DISI', maliyeGorusu: true, ekGosterge: 3000 }, gundelik: '40.05' },
    { facts: { terfiDerece: 2 }, gundelik: '35.24' },
    { facts: { derece: 5, terfiDerece: 5, kadroDerece: 2 }, gundelik: '35.24' },
    { facts: { denetim: 'TURKIYE' }, gundelik: '59.70' },
    { facts: { denetim: 'IL', derece: 8 }, gundelik: '41.33' },
    { facts: { unvan: 'MİLLETVEKİLLERİ' }, gundelik: '55.00' },
    { facts: { unvan: 'TBMM Başkanı ve Başbakan' }, gundelik: '60.34' },
  ])('$facts is paid $gundelik in 2016 (m.7, 8, 33)', ({ facts, gundelik }) => {
    expect(amount(find({ on: '2016-05-01', ...facts }))).toBe(gundelik);
  });

  test.each([0, 16, 1.5])('degree %s is refused', (derece) => {
    expect(() => find({ on: '2016-05-01', derece })).toThrow(/Derece|tam sayı|int/);
  });
});
