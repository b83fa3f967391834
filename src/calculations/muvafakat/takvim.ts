import { z } from 'zod';
import {
  addMonths,
  concluded,
  createTracer,
  dateOf,
  displayDate,
  type IsoDate,
  type Outcome,
  partsOf,
} from '../engine/index.ts';
import { dayField, flagField } from '../input.ts';
import { kurumField, type MuvafakatContext, onField, openRules, type Rules } from './kurallar.ts';

export const takvimInput = z.strictObject({
  on: onField,
  kurum: kurumField,
  isLifeSafety: flagField.default(false).describe('Belgeli can güvenliği talebi mi; takvime bağlı değildir.'),
});
export type TakvimInput = z.output<typeof takvimInput>;

export interface TakvimValue {
  /** Months in which requests are taken, 1–12. */
  readonly months: readonly number[];
  readonly validityMonths: number;
  /** A request may be made on the day. */
  readonly isOpen: boolean;
  /** First day of the running or next period. */
  readonly nextPeriodOn: IsoDate;
}

/** When requests may be made. m.7/3; life safety is free of the calendar (m.5/2-a). */
export function calculateTakvim(input: TakvimInput, context: MuvafakatContext): Outcome<TakvimValue> {
  const tracer = createTracer();
  const rules = openRules(input, context, tracer);
  const months = readMonths(rules);
  const { year, month } = partsOf(input.on);
  const isInPeriod = months.includes(month);
  const isOpen = isInPeriod || input.isLifeSafety;
  const nextPeriodOn = isInPeriod ? dateOf({ year, month, day: 1 }) : periodsAfter(input.on, months, 1)[0];
  tracer.step({
    label: 'Başvuru takvimi',
    article: rules.article(input.isLifeSafety ? 'm.5/2-a, 7/3' : 'm.7/3'),
    arithmetic: `başvuru ayları ${months.join(' ve ')}`,
    result: isOpen ? 'başvuru alınır' : 'başvuru dönemi dışında',
    parameters: rules.figures.used(),
  });
  const validityMonths = rules.figures.count('gecerlilik-ay');
  return concluded({ months, validityMonths, isOpen, nextPeriodOn: nextPeriodOn ?? input.on }, tracer);
}

export const gecerlilikInput = z.strictObject({
  on: dayField.optional().describe('Kuralların okunduğu gün; verilmezse ilan günü.'),
  kurum: kurumField,
  announcedOn: dayField.describe('Listenin ilan günü.'),
  requestedOn: dayField.nullable().default(null).describe('Talep yazısının ulaştığı gün; ulaşmadıysa boş.'),
});
export type GecerlilikInput = z.output<typeof gecerlilikInput>;

export interface GecerlilikValue {
  /** Last day on which a request letter keeps the consent alive. */
  readonly lastOn: IsoDate;
  /** Null while the consent was used in time. */
  readonly loss: {
    readonly lostOn: IsoDate;
    /** YYYY-MM of the periods that must pass. */
    readonly skippedPeriods: readonly string[];
    /** YYYY-MM of the first period in which a new request is considered. */
    readonly firstPeriod: string;
  } | null;
}

/** How long a consent holds, and from when a lost one may be asked for again. m.9/1. */
export function calculateGecerlilik(input: GecerlilikInput, context: MuvafakatContext): Outcome<GecerlilikValue> {
  const tracer = createTracer();
  const rules = openRules({ kurum: input.kurum, on: input.on ?? input.announcedOn }, context, tracer);
  const lastOn = addMonths(input.announcedOn, rules.figures.count('gecerlilik-ay'));
  tracer.step({
    label: 'Muvafakatin süresi',
    article: rules.article('m.9/1'),
    arithmetic: `${displayDate(input.announcedOn)} + geçerlilik süresi`,
    result: `son gün ${displayDate(lastOn)}`,
    parameters: rules.figures.used(),
  });
  if (input.requestedOn !== null && input.requestedOn <= lastOn) return concluded({ lastOn, loss: null }, tracer);
  const skips = rules.figures.count('atlanan-donem');
  const periods = periodsAfter(lastOn, readMonths(rules), skips + 1).map((p) => p.slice(0, 7));
  const loss = { lostOn: lastOn, skippedPeriods: periods.slice(0, skips), firstPeriod: periods[skips] ?? '' };
  tracer.step({
    label: 'Hak kaybı ve yeniden başvuru',
    article: rules.article('m.9/1'),
    arithmetic: `kayıp ${displayDate(lastOn)}; kayıp günü süren dönem sayılmaz; geçmesi gereken ${loss.skippedPeriods.join(', ')}`,
    result: `ilk değerlendirilecek dönem ${loss.firstPeriod}`,
    parameters: rules.figures.used(),
  });
  return concluded({ lastOn, loss }, tracer);
}

function readMonths(rules: Rules): readonly number[] {
  const months = [rules.figures.count('basvuru-ayi-1')];
  for (;;) {
    const next = rules.figures.optional(`basvuru-ayi-${months.length + 1}`);
    if (next === null) return months.toSorted((a, b) => a - b);
    months.push(next.toNumber());
  }
}

/** First days of the next `count` periods that begin after a day. */
function periodsAfter(day: IsoDate, months: readonly number[], count: number): readonly IsoDate[] {
  const { year } = partsOf(day);
  const years = Array.from({ length: count + 2 }, (_, i) => year + i);
  const starts = years.flatMap((y) => months.map((month) => dateOf({ year: y, month, day: 1 })));
  return starts.filter((s) => s > day).slice(0, count);
}
