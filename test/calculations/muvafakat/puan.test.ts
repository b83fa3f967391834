import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  calculateGerekce,
  calculateHizmetPuani,
  calculateMuvafakatPuan,
  gerekceInput,
  hizmetPuaniInput,
  muvafakatPuanInput,
} from '../../../src/calculations/muvafakat/index.ts';
import { parseInput } from '../../../src/errors/index.ts';
import { context, on, optionsOf, settled } from './fixtures.ts';

const service = (facts: object) => calculateHizmetPuani(parseInput(hizmetPuaniInput, { on, ...facts }), context);
const points = (universityYears: number, outsideYears: number | null, disHizmetYok?: string) =>
  settled(service({ universityYears, outsideYears, ...(disHizmetYok !== undefined && { options: { disHizmetYok } }) }))
    .total;

describe('service points (8/2-b, 8/2-c)', () => {
  test.each([
    [0, 0, 2],
    [7, 7, 2],
    [8, 7, 4],
    [15, 8, 5],
    [16, 3, 7],
    [23, 23, 9],
    [24, 24, 14],
    [31, 31, 20],
    [45, 60, 20],
    [7.9, 8.5, 3],
    [7.99, 7.99, 2],
    [15.99, 0, 4],
    [23.99, 15.99, 8],
    [30.99, 30.99, 14],
    [30, 31, 15],
    [31, 8, 17],
    [0, 31, 6],
  ])('%s years inside, %s outside: %s', (inside, outside, total) => {
    expect(points(inside, outside)).toBe(total);
  });

  test.each([
    [0, 2, 2, 1],
    [7, 2, 2, 1],
    [8, 5, 4, 3],
    [16, 9, 7, 6],
    [30.99, 14, 11, 10],
    [24, 14, 11, 10],
    [31, 20, 16, 15],
  ])('%s years inside, no service outside: A %s, B %s, C %s', (inside, a, b, c) => {
    expect([points(inside, null), points(inside, null, 'A')]).toEqual([a, a]);
    expect([points(inside, null, 'B'), points(inside, null, 'C')]).toEqual([b, c]);
  });

  test('no outside service is not the same as eight months of it, and the trace says so', () => {
    expect([points(31, null), points(31, 0)]).toEqual([20, 16]);
    const outcome = service({ universityYears: 31, outsideYears: null });
    expect(optionsOf(outcome)).toEqual([
      expect.objectContaining({ name: 'disHizmetYok', value: 'A', isDefault: true }),
    ]);
    expect(outcome.trace.some((s) => s.arithmetic?.includes('bir yıldan az dış hizmeti'))).toBe(true);
  });

  property.prop([fc.nat(60), fc.option(fc.nat(60)), fc.constantFrom('A', 'B', 'C')])(
    'one year more never costs points; at most 20',
    (inside, outside, reading) => {
      const total = points(inside, outside, reading);
      expect(points(inside + 1, outside, reading)).toBeGreaterThanOrEqual(total);
      if (outside !== null) expect(points(inside, outside + 1, reading)).toBeGreaterThanOrEqual(total);
      expect(total).toBeGreaterThanOrEqual(1);
      expect(total).toBeLessThanOrEqual(20);
    },
  );
});

describe('reasons and proofs (5/2)', () => {
  const reasons = (...list: object[]) =>
    settled(calculateGerekce(parseInput(gerekceInput, { on, reasons: list }), context));

  test.each([
    [{ kind: 'SAGLIK', who: 'ES', hasBoardReport: true }, 20],
    [{ kind: 'SAGLIK', who: 'DIGER', hasBoardReport: true }, 0],
    [{ kind: 'SAGLIK', hasBoardReport: true }, 0],
    [{ kind: 'SAGLIK', who: 'VASI_OLUNAN', hasBoardReport: true, refereeConfirms: true }, 20],
    [{ kind: 'SAGLIK', who: 'KENDISI' }, 0],
    [{ kind: 'AILE_BIRLIGI', spouse: 'OZEL', cannotBePosted: true, isUnderRotation: true }, 0],
    [{ kind: 'AILE_BIRLIGI', spouse: 'OZEL', premiumDays: 360 }, 0],
    [{ kind: 'OGRENIM', current: 'LISE', gained: 'ONLISANS' }, 0],
    [{ kind: 'OGRENIM', current: 'ONLISANS', gained: 'ONLISANS' }, 0],
    [{ kind: 'OGRENIM', current: 'LISANS', gained: 'DOKTORA' }, 20],
    [{ kind: 'OGRENIM', gained: 'DOKTORA' }, 0],
    [{ kind: 'ENGELLILIK', disabled: 'KENDISI', percent: 39.99 }, 0],
    [{ kind: 'ENGELLILIK', disabled: 'ES', percent: 60 }, 20],
    [{ kind: 'ENGELLILIK', percent: 90 }, 0],
    [{ kind: 'CAN_GUVENLIGI', isProven: true }, 0],
    [{ kind: 'SAGLIK', who: 'KENDISI', hasBoardReport: true, refereeConfirms: false }, 0],
    [{ kind: 'AILE_BIRLIGI', spouse: 'KAMU', cannotBePosted: true }, 20],
    [{ kind: 'AILE_BIRLIGI', spouse: 'KAMU', isUnderRotation: true }, 20],
    [{ kind: 'AILE_BIRLIGI', spouse: 'KAMU' }, 0],
    [{ kind: 'AILE_BIRLIGI', spouse: 'OZEL', premiumDays: 360, stillWorks: true }, 20],
    [{ kind: 'AILE_BIRLIGI', spouse: 'OZEL', premiumDays: 359, stillWorks: true }, 0],
    [{ kind: 'AILE_BIRLIGI', spouse: 'OZEL', premiumDays: 700, stillWorks: false }, 0],
    [{ kind: 'OGRENIM', current: 'ONLISANS', gained: 'ALAN_ICI_ORGUN_LISANS' }, 20],
    [{ kind: 'OGRENIM', current: 'ONLISANS', gained: 'TEZLI_YUKSEK_LISANS' }, 0],
    [{ kind: 'OGRENIM', current: 'LISANS', gained: 'ALAN_ICI_ORGUN_LISANS' }, 0],
    [{ kind: 'OGRENIM', current: 'LISANS', gained: 'BUTUNLESIK_DOKTORA' }, 20],
    [{ kind: 'OGRENIM', current: 'LISANS', gained: 'TEZLI_YUKSEK_LISANS', isStateUniversity: false }, 0],
    [{ kind: 'OGRENIM', current: 'LISANS', gained: 'TEZSIZ_YUKSEK_LISANS' }, 0],
    [{ kind: 'UST_GOREV', target: 'KARIYER_A' }, 20],
    [{ kind: 'UST_GOREV', target: 'DIGER' }, 0],
    [{ kind: 'ENGELLILIK', disabled: 'KENDISI', percent: 40 }, 20],
    [{ kind: 'ENGELLILIK', disabled: 'ES', percent: 59.9 }, 0],
    [{ kind: 'ENGELLILIK', disabled: 'BIRINCI_DERECE_KAN_HISMI', percent: 60 }, 20],
    [{ kind: 'ENGELLILIK', disabled: 'BIRINCI_DERECE_KAN_HISMI', percent: 80, isDependant: false }, 0],
    [{ kind: 'CAN_GUVENLIGI', document: 'ADLI' }, 0],
    [{ kind: 'AFET', isProven: true }, 0],
  ])('%o: %s points', (reason, expected) => {
    expect(reasons(reason).points).toBe(expected);
  });

  test('proved life safety: no scoring, no calendar, commission and rector; unproved it is an ordinary request', () => {
    expect(reasons({ kind: 'CAN_GUVENLIGI', document: 'MULKI_IDARE' })).toMatchObject({
      isLifeSafety: true,
      isCalendarBound: false,
      decision: 'Komisyon teklifi + Rektör onayı',
    });
    expect(reasons({ kind: 'CAN_GUVENLIGI' })).toMatchObject({
      isLifeSafety: false,
      isCalendarBound: true,
      decision: null,
    });
  });

  test('a reason counts once; five proved reasons and full service give the greatest score, 120', () => {
    const proved = ['SAGLIK', 'AILE_BIRLIGI', 'OGRENIM', 'UST_GOREV', 'ENGELLILIK', 'SAGLIK', 'CAN_GUVENLIGI'].map(
      (kind) => ({ kind, isProven: true }),
    );
    const facts = { on, universityYears: 31, outsideYears: null, reasons: proved };
    const value = settled(calculateMuvafakatPuan(parseInput(muvafakatPuanInput, facts), context));
    expect([value.reasons.points, value.service.total, value.total]).toEqual([100, 20, 120]);
  });

  test('a rate above 100 and an unknown reason are refused', () => {
    expect(() => reasons({ kind: 'ENGELLILIK', disabled: 'KENDISI', percent: 101 })).toThrow(/0–100/);
    expect(() => reasons({ kind: 'KEYFI' })).toThrow();
  });
});
