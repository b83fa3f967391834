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
import { amountField, dayField, flagField, timeField } from '../input.ts';
import { chooseReading, type Reading, readingField } from '../options.ts';
import type { CalculationContext } from '../registry.ts';

/** Whether a departure or return exactly at a meal time counts as that meal. */
export const ogunSiniri: Reading<'DAHIL' | 'HARIC'> = {
  name: 'ogunSiniri',
  label: 'Öğün saatinde hareket ya da dönüş',
  article: '6245 s.K. m.39',
  default: 'DAHIL',
  choices: {
    DAHIL: 'Tam öğün saatinde çıkış ya da dönüş öğünü geçirmiş sayılır.',
    HARIC: 'Öğün saati yolculuğun içinde kalmalıdır; sınırdaki saat sayılmaz.',
  },
};

/** Times and the night of a duty shorter than a day. */
export const gundenAzFields = {
  departsAt: timeField.describe('Hareket saati, SS:DD.'),
  returnsAt: timeField.describe('Dönüş saati, SS:DD; hareket saatinden önceyse ertesi gündür.'),
  nightSpent: flagField.describe('Gece orada ya da yolda geçirildi mi.'),
};

export const gundenAzInput = z.strictObject({
  on: dayField.describe('Görev günü.'),
  ...gundenAzFields,
  gundelik: amountField.optional().describe('Gündelik (TL); verilirse tutar da hesaplanır.'),
  insideMemuriyetMahalli: flagField.default(false).describe('Görev memuriyet mahalli içinde mi.'),
  options: z
    .strictObject({ ogunSiniri: readingField(ogunSiniri) })
    .prefault({})
    .describe('Yorum seçenekleri.'),
});
export type GundenAzInput = z.output<typeof gundenAzInput>;

export interface GundenAzValue {
  /** Share of the gündelik: 0, 1/3, 2/3 or 1. */
  readonly numerator: number;
  readonly denominator: number;
  readonly meals: readonly ('OGLE' | 'AKSAM')[];
  /** TRY; null when no gündelik was given. */
  readonly amount: Exact | null;
}

/** Share of the gündelik for a duty under one day: a third for each meal time, all with the night. 6245 s.K. m.39. */
export function calculateGundenAz(input: GundenAzInput, { book }: CalculationContext): Outcome<GundenAzValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.on, tracer);
  if (input.insideMemuriyetMahalli) {
    tracer.step({ label: 'Memuriyet mahalli içinde görev', article: '6245 s.K. m.39', result: 'gündelik verilmez' });
    return concluded({ numerator: 0, denominator: 1, meals: [], amount: input.gundelik ? ZERO : null }, tracer);
  }
  const share = shareOfDay({ ...input, reading: input.options.ogunSiniri }, figures, tracer);
  const amount = input.gundelik ? partOf(input.gundelik, share, tracer) : null;
  return concluded({ ...share, amount }, tracer);
}

type Share = Omit<GundenAzValue, 'amount'>;
interface Trip {
  readonly departsAt: number;
  readonly returnsAt: number;
  readonly nightSpent: boolean;
  readonly reading: 'DAHIL' | 'HARIC';
}

const MINUTES_OF_DAY = 24 * 60;

/** The share that a trip earns, in lowest terms. */
export function shareOfDay(trip: Trip, figures: Figures, tracer: Tracer): Share {
  const isInclusive = chooseReading(ogunSiniri, trip.reading, tracer) === 'DAHIL';
  const { departsAt } = trip;
  const returnsAt = trip.returnsAt < departsAt ? trip.returnsAt + MINUTES_OF_DAY : trip.returnsAt;
  const passes = (time: number) =>
    isInclusive ? departsAt <= time && time <= returnsAt : departsAt < time && time < returnsAt;
  const includes = (time: number) => passes(time) || passes(time + MINUTES_OF_DAY);
  const meals: ('OGLE' | 'AKSAM')[] = [];
  if (includes(figures.count('ogun-ogle'))) meals.push('OGLE');
  if (includes(figures.count('ogun-aksam'))) meals.push('AKSAM');
  const thirds = figures.count('ogun-payda');
  const isWhole = trip.nightSpent || meals.length >= thirds;
  const share: Share =
    meals.length === 0 && !isWhole
      ? { numerator: 0, denominator: 1, meals }
      : isWhole
        ? { numerator: 1, denominator: 1, meals }
        : { numerator: meals.length, denominator: thirds, meals };
  tracer.step({
    label: 'Bir günden az süreli görev',
    article: '6245 s.K. m.39',
    arithmetic: () =>
      `öğünler: ${meals.length === 0 ? 'yok' : meals.map((m) => (m === 'OGLE' ? 'öğle' : 'akşam')).join(', ')}; gece: ${trip.nightSpent ? 'geçirildi (tam gündelik, öğün aranmaz)' : 'geçirilmedi'}`,
    result: () =>
      share.denominator === 1 ? `${share.numerator} gündelik` : `${share.numerator}/${share.denominator} gündelik`,
    parameters: figures.used(),
  });
  return share;
}

/** The amount of a share, TRY, half up. */
export function partOf(gundelik: Exact, share: Share, tracer: Tracer): Exact {
  const amount = roundKurus(gundelik.mul(share.numerator).div(share.denominator));
  tracer.step({
    label: 'Kısmi gündelik tutarı',
    article: '6245 s.K. m.39',
    arithmetic: () => `${displayMoney(gundelik)} × ${share.numerator}/${share.denominator}`,
    result: () => `${displayMoney(amount)} TL`,
  });
  return amount;
}
