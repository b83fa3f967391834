import { z } from 'zod';
import {
  concluded,
  createTracer,
  displayMoney,
  displayNumber,
  type Exact,
  type Outcome,
  roundKurus,
  truncateKurus,
  ZERO,
} from '../engine/index.ts';
import { createFigures } from '../figures.ts';
import { amountField, dayField, flagField, ordinalField } from '../input.ts';
import { chooseReading, readingField } from '../options.ts';
import type { CalculationContext } from '../registry.ts';
import { bandRules } from './konaklama.ts';
import { gunlukTavan } from './konaklama-options.ts';

export const konaklamaTavaniInput = z.strictObject({
  on: dayField.describe('Görevin ilk günü; o günün kuralı uygulanır.'),
  gundelik: amountField.describe('Gündelik (TL).'),
  dayOrdinal: ordinalField.describe('Günün görev içindeki sırası.'),
  isInspector: flagField.default(false).describe('m.33/b denetim elemanı mı.'),
  options: z
    .strictObject({ gunlukTavan: readingField(gunlukTavan) })
    .prefault({})
    .describe('Yorum seçenekleri.'),
});
export type KonaklamaTavaniInput = z.output<typeof konaklamaTavaniInput>;

export interface KonaklamaTavaniValue {
  /** TRY, to kuruş. */
  readonly cap: Exact;
  /** Multiple of the full gündelik, exact. */
  readonly multiplier: Exact;
}

/** The most that lodging may cost on one day of a duty at home, TRY. 6245 s.K. m.33/d; H cetveli note. */
export function calculateKonaklamaTavani(
  input: KonaklamaTavaniInput,
  { book }: CalculationContext,
): Outcome<KonaklamaTavaniValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.on, tracer);
  let end = 0;
  const rule = bandRules(input, figures).find(({ days }) => {
    end += days;
    return input.dayOrdinal <= end;
  });
  const multiplier = rule?.multiplierOf() ?? ZERO;
  const limit = input.gundelik.mul(multiplier);
  const cap =
    chooseReading(gunlukTavan, input.options.gunlukTavan, tracer) === 'KIRP' ? truncateKurus(limit) : roundKurus(limit);
  tracer.step({
    label: `${input.dayOrdinal}. günün konaklama tavanı`,
    article: '6245 s.K. m.33/d; H cetveli dipnotu',
    arithmetic: () => `${displayMoney(input.gundelik)} × ${displayNumber(multiplier.toSignificantDigits(6))}`,
    result: () => `${displayMoney(cap)} TL`,
    parameters: figures.used(),
  });
  return concluded({ cap, multiplier }, tracer);
}
