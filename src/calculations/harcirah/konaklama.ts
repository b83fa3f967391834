import { z } from 'zod';
import {
  concluded,
  createTracer,
  displayMoney,
  type Exact,
  type Outcome,
  roundKurus,
  type Tracer,
  truncateKurus,
  ZERO,
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
  const stay = { ...input, runs: [{ firstNight: input.firstNight, nights: input.nights }] };
  return concluded(findKonaklama(stay, createFigures(book, input.on, tracer), tracer), tracer);
}

/** Nights that follow one another in the counting of m.42. */
export interface NightRun {
  /** Place of the first of them in the duty, from 1. */
  readonly firstNight: number;
  readonly nights: number;
}
/** A stay; its nights are counted in runs where a new year of m.42 begins within it. */
export type Stay = Omit<KonaklamaInput, 'on' | 'nights' | 'firstNight'> & { readonly runs: readonly NightRun[] };

/** The rule in force: until the annulment the old one, then the three bands. */
export function findKonaklama(stay: Stay, figures: Figures, tracer: Tracer): KonaklamaValue {
  const isOld = stay.rates === undefined && figures.optional('konaklama-eski-gece') !== null;
  const bands = isOld ? bandsUntilAnnulment(stay, figures) : bandsInForce(stay, figures);
  const limit = chooseReading(gunlukTavan, stay.options.gunlukTavan, tracer);
  return settle(stay, limit === 'KIRP' ? bands.map((b) => ({ ...b, cap: truncateKurus(b.cap) })) : bands, {
    tracer,
    figures,
    comparison: isOld ? 'GECE' : stay.options.belgeKarsilastirma,
  });
}

const UNPAID = { multiplier: ZERO, cap: ZERO } as const;
const nightsOf = ({ runs }: Stay) => runs.reduce((sum, run) => sum + run.nights, 0);

/** 33/d before 15/12/2015: the first ten nights of a stay, each up to one gündelik. */
function bandsUntilAnnulment(stay: Stay, figures: Figures): KonaklamaBand[] {
  const limit = figures.count('konaklama-eski-gece');
  const multiplier = figures.exact('konaklama-eski-oran');
  const nights = nightsOf(stay);
  const paid = Math.min(nights, limit);
  return [
    { nights: paid, multiplier, cap: stay.gundelik.mul(multiplier) },
    { nights: nights - paid, ...UNPAID },
  ];
}

/** 33/d since 1/4/2016: ten, eighty and ninety days; the third band on two thirds of the gündelik, then nothing. */
function bandsInForce(stay: Stay, figures: Figures): KonaklamaBand[] {
  let from = 0;
  return bandRules(stay, figures).map(({ days, multiplierOf }) => {
    const nights = nightsWithin(stay.runs, from, from + days);
    from += days;
    if (nights === 0) return { nights, ...UNPAID };
    const multiplier = multiplierOf();
    return { nights, multiplier, cap: stay.gundelik.mul(multiplier) };
  });
}

function nightsWithin(runs: readonly NightRun[], from: number, to: number): number {
  let within = 0;
  for (const { firstNight, nights } of runs)
    within += Math.max(0, Math.min(firstNight - 1 + nights, to) - Math.max(firstNight - 1, from));
  return within;
}

interface BandRule {
  readonly days: number;
  /** Read only for a band that has nights: a figure that decides nothing calls for no warning. */
  readonly multiplierOf: () => Exact;
}
const NOTHING_LEFT: BandRule = { days: Number.POSITIVE_INFINITY, multiplierOf: () => ZERO };

/** Lengths and multiples of the bands; after the last one nothing is paid. */
export function bandRules(
  { rates, isInspector }: { rates?: readonly [Exact, Exact, Exact] | undefined; isInspector: boolean },
  figures: Figures,
): readonly BandRule[] {
  const first = figures.count('konaklama-ilk-gun');
  const second = figures.count('konaklama-ikinci-gun');
  const third = figures.count('konaklama-ucuncu-gun');
  if (isInspector)
    return [
      { days: first + second + third, multiplierOf: () => figures.exact('konaklama-denetim-oran') },
      NOTHING_LEFT,
    ];
  return [
    { days: first, multiplierOf: () => rates?.[0] ?? figures.exact('konaklama-ilk-oran') },
    { days: second, multiplierOf: () => rates?.[1] ?? figures.exact('konaklama-ikinci-oran') },
    {
      days: third,
      multiplierOf: () =>
        (rates?.[2] ?? figures.exact('konaklama-ucuncu-oran'))
          .mul(figures.exact('sure-indirim-pay'))
          .div(figures.exact('sure-indirim-payda')),
    },
    NOTHING_LEFT,
  ];
}

function settle(
  stay: Stay,
  all: readonly KonaklamaBand[],
  { tracer, figures, comparison }: { tracer: Tracer; figures: Figures; comparison: 'TOPLAM' | 'GECE' },
): KonaklamaValue {
  const price = stay.nightlyPrice;
  const bands = all.filter((b) => b.nights > 0);
  const sum = (amountOf: (band: KonaklamaBand) => Exact) =>
    bands.reduce((total, b) => total.plus(amountOf(b).mul(b.nights)), ZERO);
  const bill = price.mul(nightsOf(stay));
  const caps = sum((b) => b.cap);
  const byNight = sum((b) => (b.cap.lt(price) ? b.cap : price));
  const byTotal = bill.lt(caps) ? bill : caps;
  const firstBandCap = all[0] ? all[0].cap.mul(all[0].nights) : ZERO;
  chooseReading(belgeKarsilastirma, comparison, tracer);
  const payable = roundKurus(comparison === 'GECE' ? byNight : byTotal);
  tracer.step({
    label: 'Konaklama gideri',
    article: '6245 s.K. m.33/d; H cetveli dipnotu',
    arithmetic: () => {
      const terms = bands.map((b) => `${b.nights} × ${displayMoney(b.cap)}`).join(' + ');
      return `belge ${displayMoney(bill)}; tavan ${terms || '0'} = ${displayMoney(caps)}`;
    },
    result: () => `${displayMoney(payable)} TL ödenir`,
    parameters: figures.used(),
  });
  return {
    billTotal: roundKurus(bill),
    capTotal: roundKurus(caps),
    firstBandCap: roundKurus(firstBandCap),
    laterBandsCap: roundKurus(caps.minus(firstBandCap)),
    payableByNight: roundKurus(byNight),
    payableByTotal: roundKurus(byTotal),
    payable,
    bands,
  };
}
