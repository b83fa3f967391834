import { describe, expect, test } from 'vitest';
import { calculateYurtdisiGecici, yurtdisiInput } from '../../../src/calculations/harcirah/index.ts';
import { moneyText } from '../../../src/calculations/index.ts';
import { parseInput } from '../../../src/errors/index.ts';
import { context, settled, warningsOf } from './fixtures.ts';

const duty = {
  startOn: '2024-05-01',
  days: 14,
  gundelik: '100',
  currency: 'EUR',
  column: 5,
  lodgingNights: 12,
  bedPrice: '200',
  fare: '300',
};
const run = (facts: object) => calculateYurtdisiGecici(parseInput(yurtdisiInput, { ...duty, ...facts }), context);
const lines = (facts: object) => settled(run(facts)).lines.map((l) => [l.code, l.quantity, moneyText(l.amount)]);

describe('temporary duty abroad', () => {
  test('ten uplifted days, the rest plain, ten nights of lodging', () => {
    expect(lines({})).toEqual([
      ['GUNDELIK_ARTIRIMLI', 10, '1500.00'],
      ['GUNDELIK_TAM', 4, '400.00'],
      ['YOL_GIDERI', 1, '300.00'],
      ['KONAKLAMA', 1, '980.00'],
    ]);
  });

  test('without the uplift on the gündelik only the lodging is lifted', () => {
    expect(lines({ options: { artirimliGundelik: 'YALNIZ_KONAKLAMA' } })[0]).toEqual(['GUNDELIK_TAM', 14, '1400.00']);
  });

  test('after 180 days at the same place two thirds', () => {
    expect(lines({ days: 20, priorDays: 175, lodgingNights: 0, fare: '0' })).toEqual([
      ['GUNDELIK_ARTIRIMLI', 5, '750.00'],
      ['GUNDELIK_ARTIRIMLI_INDIRIMLI', 5, '500.00'],
      ['GUNDELIK_INDIRIMLI', 10, '666.67'],
    ]);
  });

  test('in lira with an exchange rate: stamp duty of the lira gross', () => {
    const { payment } = settled(run({ exchangeRate: '35.1234' }));
    expect(payment && [payment.gross, payment.damga, payment.net].map(moneyText)).toEqual([
      '111692.41',
      '847.74',
      '110844.67',
    ]);
    expect(warningsOf(run({}))).toContain('NO_EXCHANGE_RATE');
  });

  test('what a foreign body pays is taken off', () => {
    expect(moneyText(settled(run({ paidByOthers: '180' })).gross)).toBe('3000.00');
  });

  test('what others pay never takes more than the gündelik', () => {
    const over = run({ paidByOthers: '99999' });
    expect(warningsOf(over)).toContain('PAID_BY_OTHERS_EXCEEDS');
    expect(settled(over).lines.map((l) => [l.code, moneyText(l.amount)])).toContainEqual([
      'BASKA_KURUM_ODEMESI',
      '-1900.00',
    ]);
  });

  test('figure, column and bed price are asked for', () => {
    const outcome = run({ gundelik: undefined, column: undefined, bedPrice: undefined });
    expect(outcome.kind === 'missing' && outcome.missing.map((m) => m.path)).toEqual([
      'gundelik',
      'bedPrice',
      'column',
    ]);
  });
});
