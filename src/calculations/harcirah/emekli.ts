import { z } from 'zod';
import {
  concluded,
  createTracer,
  displayMoney,
  displayNumber,
  type Exact,
  type Outcome,
  roundKurus,
} from '../engine/index.ts';
import { createFigures } from '../figures.ts';
import { amountField, dayField } from '../input.ts';
import { readingField } from '../options.ts';
import type { CalculationContext } from '../registry.ts';
import { documentsOf } from './belgeler.ts';
import { damgaYuvarlama, deductDamga, type NetAmount } from './damga.ts';

/** Retirement compensation; index, coefficient and rate come from the book of the day unless given. */
export const emekliInput = z.strictObject({
  on: dayField.describe('Emeklilik günü.'),
  gosterge: amountField.optional().describe('Gösterge; verilmezse günün değeri.'),
  katsayi: amountField.optional().describe('Memur aylık katsayısı; verilmezse günün değeri.'),
  damgaRate: amountField.optional().describe('Damga vergisi oranı; verilmezse günün değeri.'),
  options: z
    .strictObject({ damgaYuvarlama: readingField(damgaYuvarlama) })
    .prefault({})
    .describe('Yorum seçenekleri.'),
});
export type EmekliInput = z.output<typeof emekliInput>;

export interface EmekliValue extends NetAmount {
  readonly gross: Exact;
  /** What belongs to the payment file. */
  readonly documents: readonly string[];
}

/** Compensation paid on retirement, TRY: index × memur aylık katsayısı, less stamp duty only. 375 s. KHK m.1/D. */
export function calculateEmekliTazminati(input: EmekliInput, { book }: CalculationContext): Outcome<EmekliValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.on, tracer);
  const gosterge = input.gosterge ?? figures.exact('emekli-tazminat-gosterge');
  const katsayi = input.katsayi ?? figures.exact('memur-aylik-katsayisi');
  const gross = roundKurus(gosterge.mul(katsayi));
  tracer.step({
    label: 'Emeklilik tazminatı',
    article: '375 s. KHK m.1/D',
    arithmetic: () => `${displayNumber(gosterge)} × ${displayNumber(katsayi)}`,
    result: () => `${displayMoney(gross)} TL`,
    parameters: figures.used(),
  });
  const net = deductDamga(gross, { rate: input.damgaRate, rounding: input.options.damgaYuvarlama, figures }, tracer);
  return concluded({ gross, damga: net.damga, net: net.net, documents: documentsOf('emekli_tazminati') }, tracer);
}
