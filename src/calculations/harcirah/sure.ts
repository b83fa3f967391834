import { z } from 'zod';
import {
  concluded,
  createTracer,
  displayMoney,
  type Exact,
  type Outcome,
  roundKurus,
  type Tracer,
} from '../engine/index.ts';
import { createFigures, type Figures } from '../figures.ts';
import { amountField, choiceField, countField, dayField } from '../input.ts';
import type { CalculationContext } from '../registry.ts';

export const sureInput = z.strictObject({
  on: dayField.describe('Görevin ilk günü.'),
  place: choiceField('GundelikSuresiYeri', { YURTICI: 'Yurt içi.', YURTDISI: 'Yurt dışı.' })
    .default('YURTICI')
    .describe('Görev yeri.'),
  days: countField.describe('Gündelik istenen gün sayısı.'),
  priorDays: countField.default(0).describe('Aynı yıl, yer ve işte daha önce ödenen gün sayısı.'),
  gundelik: amountField.describe('Bir günün gündeliği.'),
});
export type SureInput = z.output<typeof sureInput>;

/** Days of a duty by what is paid for them. */
export interface PaidDays {
  readonly full: number;
  readonly reduced: number;
  readonly unpaid: number;
}
export interface SureValue extends PaidDays {
  /** TRY, half up. */
  readonly amount: Exact;
}

/** Days paid in full, at two thirds and not at all, with the amount in TRY. 6245 s.K. m.42. */
export function calculateGundelikSuresi(input: SureInput, { book }: CalculationContext): Outcome<SureValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.on, tracer);
  const days = splitDays([input], input.place, { figures, tracer });
  const amount = roundKurus(input.gundelik.mul(days.full).plus(reducedTotal(input.gundelik, days.reduced, figures)));
  tracer.step({
    label: 'Gündelik tutarı',
    article: '6245 s.K. m.42',
    arithmetic: () => `${displayMoney(input.gundelik)} × (${days.full} + ${days.reduced} × 2/3)`,
    result: () => `${displayMoney(amount)} TL`,
    parameters: figures.used(),
  });
  return concluded({ ...days, amount }, tracer);
}

/** A run of days within one year of counting, with the days that the year already holds. */
export interface CountedDays {
  readonly days: number;
  readonly priorDays: number;
}
interface Reading {
  readonly figures: Figures;
  readonly tracer: Tracer;
}

/** Splits runs of days by the limits of m.42: at home 90 full and 90 reduced, abroad 180 full and the rest reduced. */
export function splitDays(
  runs: readonly CountedDays[],
  place: 'YURTICI' | 'YURTDISI',
  { figures, tracer }: Reading,
): PaidDays {
  const isHome = place === 'YURTICI';
  const fullLimit = figures.count(isHome ? 'sure-yurtici-tam-gun' : 'sure-yurtdisi-tam-gun');
  const limit = isHome ? fullLimit + figures.count('sure-yurtici-indirimli-gun') : Number.POSITIVE_INFINITY;
  let [full, reduced, unpaid] = [0, 0, 0];
  for (const { days, priorDays } of runs) {
    const end = priorDays + days;
    const within = (from: number, to: number) => Math.max(0, Math.min(end, to) - Math.max(priorDays, from));
    full += within(0, fullLimit);
    reduced += within(fullLimit, limit);
    unpaid += Math.max(0, end - Math.max(priorDays, limit));
  }
  tracer.step({
    label: 'Gündelik ödenecek günler',
    article: isHome ? '6245 s.K. m.42/a' : '6245 s.K. m.42/b',
    arithmetic: () => runs.map((r) => `aynı yıl, yer ve işte önceki ${r.priorDays} gün + ${r.days} gün`).join('; '),
    result: () => `${full} gün tam, ${reduced} gün 2/3, ${unpaid} gün ödenmez`,
    parameters: figures.used(),
  });
  return { full, reduced, unpaid };
}

/** Exact total of days at two thirds. 6245 s.K. m.42. */
export function reducedTotal(gundelik: Exact, days: number, figures: Figures): Exact {
  if (days === 0) return gundelik.mul(0);
  return gundelik.mul(days).mul(figures.exact('sure-indirim-pay')).div(figures.exact('sure-indirim-payda'));
}
