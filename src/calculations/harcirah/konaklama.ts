import { z } from 'zod';
import {
  concluded,
  createTracer,
  type Exact,
  exact,
  moneyText,
  type Outcome,
  roundKurus,
  type Tracer,
  truncateKurus,
} from '../engine/index.ts';
import { createFigures, type Figures } from '../figures.ts';
import { amountField, countField, dayField, flagField, ordinalField, ratioField } from '../input.ts';
import { chooseReading, readingField } from '../options.ts';
import type { CalculationContext } from '../registry.ts';
import { belgeKarsilastirma, gunlukTavan } from './konaklama-options.ts';

export const konaklamaOptions = z
  .strictObject({ belgeKarsilastirma: readingField(belgeKarsilastirma), gunlukTavan: readingField(gunlukTavan) })
  .prefault({})
  .describe('Yorum seçenekleri.');

export const konaklamaInput = z.strictObject({
  on: dayField.describe('Görevin ilk günü; o günün kuralı uygulanır.'),
  gundelik: amountField.describe('Gündelik (TL).'),
  nights: countField.describe('Gece sayısı.'),
  nightlyPrice: amountField.describe('Belgedeki gecelik bedel (TL).'),
  firstNight: ordinalField.default(1).describe('İlk gecenin görev içindeki sırası.'),
  rates: z
    .tuple([ratioField, ratioField, ratioField])
    .optional()
    .describe('Üç dönemin tavan katları ("3/2"); verilmezse günün değerleri.'),
  isInspector: flagField.default(false).describe('m.33/b denetim elemanı mı.'),
  options: konaklamaOptions,
});
export type KonaklamaInput = z.output<typeof konaklamaInput>;

export interface KonaklamaBand {
  readonly nights: number;
  /** Multiple of the full gündelik. */
  readonly multiplier: Exact;
  /** TRY a night, exact. */
  readonly cap: Exact;
}

export interface KonaklamaValue {
  /** TRY, to kuruş, as all of these. */
  readonly billTotal: Exact;
  readonly capTotal: Exact;
  /** Cap of the nights in the first band, and of all later nights together. */
  readonly firstBandCap: Exact;
  readonly laterBandsCap: Exact;
  readonly payableByNight: Exact;
  readonly payableByTotal: Exact;
  readonly payable: Exact;
  readonly bands: readonly KonaklamaBand[];
}

/** Documented lodging at home, TRY, by the rule in force on the day. 6245 s.K. m.33/b, 33/d; H cetveli note. */
export function calculateKonaklama(input: KonaklamaInput, { book }: CalculationContext): Outcome<KonaklamaValue> {
  const tracer = createTracer();
  return concluded(findKonaklama(input, createFigures(book, input.on, tracer), tracer), tracer);
}

/** The rule in force: until the annulment the old one, then the three bands. */
export function findKonaklama(input: Omit<KonaklamaInput, 'on'>, figures: Figures, tracer: Tracer): KonaklamaValue {
  const isOld = input.rates === undefined && figures.optional('konaklama-eski-gece') !== null;
  const bands = isOld ? bandsUntilAnnulment(input, figures) : bandsInForce(input, figures);
  const limit = chooseReading(gunlukTavan, input.options.gunlukTavan, tracer);
  return settle(
    input,
    bands.map((b) => (limit === 'KIRP' ? { ...b, cap: truncateKurus(b.cap) } : b)),
    { tracer, figures, comparison: isOld ? 'GECE' : input.options.belgeKarsilastirma },
  );
}

/** 33/d before 15/12/2015: the first ten nights of a stay, each up to one gündelik. */
function bandsUntilAnnulment(input: Omit<KonaklamaInput, 'on'>, figures: Figures): KonaklamaBand[] {
  const limit = figures.count('konaklama-eski-gece');
  const multiplier = figures.exact('konaklama-eski-oran');
  const paid = Math.min(input.nights, limit);
  return [
    { nights: paid, multiplier, cap: input.gundelik.mul(multiplier) },
    { nights: input.nights - paid, multiplier: exact(0), cap: exact(0) },
  ];
}

/** 33/d since 1/4/2016: ten, eighty and ninety days; the third band on two thirds of the gündelik, then nothing. */
function bandsInForce(input: Omit<KonaklamaInput, 'on'>, figures: Figures): KonaklamaBand[] {
  const rules = bandRules(input, figures);
  const start = input.firstNight - 1;
  const end = start + input.nights;
  let from = 0;
  return rules.map(({ days, multiplier }) => {
    const to = from + days;
    const nights = Math.max(0, Math.min(end, to) - Math.max(start, from));
    from = to;
    return { nights, multiplier, cap: input.gundelik.mul(multiplier) };
  });
}

/** Lengths and multiples of the bands; after the last one nothing is paid. */
export function bandRules(
  { rates, isInspector }: { rates?: readonly [Exact, Exact, Exact] | undefined; isInspector: boolean },
  figures: Figures,
): readonly { days: number; multiplier: Exact }[] {
  const days = ['konaklama-ilk-gun', 'konaklama-ikinci-gun', 'konaklama-ucuncu-gun'].map((n) => figures.count(n));
  const [first = 0, second = 0, third = 0] = days;
  const end = { days: Number.POSITIVE_INFINITY, multiplier: exact(0) };
  if (isInspector) return [{ days: first + second + third, multiplier: figures.exact('konaklama-denetim-oran') }, end];
  const [r1, r2, r3] = rates ?? [
    figures.exact('konaklama-ilk-oran'),
    figures.exact('konaklama-ikinci-oran'),
    figures.exact('konaklama-ucuncu-oran'),
  ];
  const entitled = r3.mul(figures.exact('sure-indirim-pay')).div(figures.exact('sure-indirim-payda'));
  return [
    { days: first, multiplier: r1 },
    { days: second, multiplier: r2 },
    { days: third, multiplier: entitled },
    end,
  ];
}

function settle(
  input: Omit<KonaklamaInput, 'on'>,
  bands: readonly KonaklamaBand[],
  { tracer, figures, comparison }: { tracer: Tracer; figures: Figures; comparison: 'TOPLAM' | 'GECE' },
): KonaklamaValue {
  const price = input.nightlyPrice;
  const sum = (list: readonly KonaklamaBand[], each: (b: KonaklamaBand) => Exact) =>
    list.reduce((total, b) => (b.nights === 0 ? total : total.plus(each(b).mul(b.nights))), exact(0));
  const bill = price.mul(input.nights);
  const caps = sum(bands, (b) => b.cap);
  const byNight = sum(bands, (b) => (b.cap.lt(price) ? b.cap : price));
  const byTotal = bill.lt(caps) ? bill : caps;
  chooseReading(belgeKarsilastirma, comparison, tracer);
  const payable = roundKurus(comparison === 'GECE' ? byNight : byTotal);
  tracer.step({
    label: 'Konaklama gideri',
    article: '6245 s.K. m.33/d; H cetveli dipnotu',
    arithmetic: `belge ${moneyText(bill)}; tavan ${bands
      .filter((b) => b.nights > 0)
      .map((b) => `${b.nights} × ${moneyText(b.cap)}`)
      .join(' + ')} = ${moneyText(caps)}`,
    result: `${moneyText(payable)} TL ödenir`,
    parameters: figures.used(),
  });
  return {
    billTotal: roundKurus(bill),
    capTotal: roundKurus(caps),
    firstBandCap: roundKurus(sum(bands.slice(0, 1), (b) => b.cap)),
    laterBandsCap: roundKurus(sum(bands.slice(1), (b) => b.cap)),
    payableByNight: roundKurus(byNight),
    payableByTotal: roundKurus(byTotal),
    payable,
    bands: bands.filter((b) => b.nights > 0),
  };
}
