import { z } from 'zod';
import { dayField } from '../input.ts';
import { type CalculationEntry, defineCalculation } from '../registry.ts';
import { calculateTerfi } from './calculate.ts';
import { terfiFactsSchema } from './facts.ts';
import { readingsSchema } from './readings.ts';

/** What-if input: the record, the last day that counts, and the readings where practice differs. */
export const terfiInput = z.strictObject({
  asOf: dayField.describe('Hesabın yapıldığı son gün.'),
  facts: terfiFactsSchema.describe('Kişinin özlük kaydı; verilmeyen listeler eksik bilgi olarak istenir.'),
  options: readingsSchema.prefault({}).describe('Uygulamanın farklılaştığı yerlerde yorumlar.'),
});
export type TerfiInput = z.output<typeof terfiInput>;

/** The calculation for one input. Throws ValidationError for contradicting records. */
export function calculateTerfiInput({ facts, asOf, options }: TerfiInput): ReturnType<typeof calculateTerfi> {
  return calculateTerfi(facts, { asOf, readings: options });
}

/** The calculations of this topic by name. */
export const terfiCalculations: readonly CalculationEntry[] = [
  defineCalculation({
    kind: 'terfi',
    title: 'Terfi ve intibak',
    article: '657 s.K. m.36, 37, 64, 83, 84, 108, 125, 159',
    input: terfiInput,
    calculate: calculateTerfiInput,
  }),
];
