import { z } from 'zod';
import {
  concluded,
  createTracer,
  displayMoney,
  type Exact,
  type Outcome,
  roundKurus,
  type Tracer,
  ZERO,
} from '../engine/index.ts';
import { createFigures, type Figures } from '../figures.ts';
import { amountField, countField, dayField } from '../input.ts';
import type { CalculationContext } from '../registry.ts';

/** Column of the abroad table, I to VII. */
export const sutunField = countField.pipe(z.int().min(1, 'Sütun 1–7 arasındadır.').max(7, 'Sütun 1–7 arasındadır.'));

export const yurtdisiKonaklamaInput = z.strictObject({
  on: dayField.describe('Görevin ilk günü.'),
  gundelik: amountField.describe('Artırımsız gündelik, cetvelin para biriminde.'),
  uplift: amountField.optional().describe('Artırım katı; verilmezse günün değeri.'),
  bedPrice: amountField.describe('Faturadaki günlük yatak ücreti, aynı para biriminde.'),
  column: sutunField.describe('Cetvel sütunu, 1–7.'),
  nights: countField.describe('Gece sayısı.'),
});
export type YurtdisiKonaklamaInput = z.output<typeof yurtdisiKonaklamaInput>;

export interface YurtdisiKonaklamaValue {
  /** Extra a night, for display to two digits; same currency as the gündelik. */
  readonly nightly: Exact;
  readonly paidNights: number;
  readonly total: Exact;
}

/** Extra for documented lodging abroad in the first days, in the table's currency. 6245 s.K. m.34; Yurtdışı Gündeliklerine Dair Karar m.2. */
export function calculateYurtdisiKonaklama(
  input: YurtdisiKonaklamaInput,
  { book }: CalculationContext,
): Outcome<YurtdisiKonaklamaValue> {
  const tracer = createTracer();
  return concluded(findYurtdisiKonaklama(input, createFigures(book, input.on, tracer), tracer), tracer);
}

/** 70 % of what exceeds 40 % of the uplifted gündelik, at most 100 % (columns I–III) or 70 % (IV–VII) of it. */
export function findYurtdisiKonaklama(
  input: Omit<YurtdisiKonaklamaInput, 'on'>,
  figures: Figures,
  tracer: Tracer,
): YurtdisiKonaklamaValue {
  const uplifted = input.gundelik.mul(input.uplift ?? figures.exact('yurtdisi-artirim-kat'));
  const excess = input.bedPrice.minus(uplifted.mul(figures.exact('yurtdisi-konaklama-esik')));
  const share = excess.lte(0) ? ZERO : excess.mul(figures.exact('yurtdisi-konaklama-pay'));
  const limitName = input.column <= 3 ? 'yurtdisi-konaklama-tavan-i-iii' : 'yurtdisi-konaklama-tavan-iv-vii';
  const limit = uplifted.mul(figures.exact(limitName));
  const nightly = share.lt(limit) ? share : limit;
  const paidNights = Math.min(input.nights, figures.count('yurtdisi-konaklama-gun'));
  const total = roundKurus(nightly.mul(paidNights));
  tracer.step({
    label: 'Yurt dışı konaklama ilavesi',
    article: '6245 s.K. m.34; Yurtdışı Gündeliklerine Dair Karar m.2',
    arithmetic: () =>
      `artırımlı gündelik ${displayMoney(uplifted)}; en az(${displayMoney(share)}; ${displayMoney(limit)}) × ${paidNights} gece`,
    result: () => displayMoney(total),
    parameters: figures.used(),
  });
  return { nightly: roundKurus(nightly), paidNights, total };
}
