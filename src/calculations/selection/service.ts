import { ValidationError } from '../../errors/index.ts';
import { type IsoDate, partsOf, type Sure, sureDays, sureOfDays } from '../engine/index.ts';

/** Whether the last day of a service counts as a full day. The regulation is silent; the default is that it doesn't. */
export type DayCount = 'GUN_HARIC' | 'GUN_DAHIL';

/** A stretch of service; `until` null = still running. */
export interface ServicePeriod {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

/**
 * Length of service from `from` to `until` in 30/360: end − start, the 31st counts as the 30th, no day added unless
 * `GUN_DAHIL`. Throws ValidationError for a reversed interval.
 */
export function serviceBetween(from: IsoDate, until: IsoDate, count: DayCount = 'GUN_HARIC'): Sure {
  if (until < from) {
    throw ValidationError.of('until', `Bitiş (${until}) başlangıçtan (${from}) önce; tarihleri düzeltin.`);
  }
  return sureOfDays(Math.max(0, ordinal(until) - ordinal(from)) + (count === 'GUN_DAHIL' ? 1 : 0));
}

/** Days of 30/360 that fall inside the periods up to `on`; what overlaps counts once. */
export function servedDays(periods: readonly ServicePeriod[], on: IsoDate, count: DayCount = 'GUN_HARIC'): number {
  let days = 0;
  let covered: IsoDate | null = null;
  for (const period of [...periods].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const end: IsoDate = period.until === null || period.until > on ? on : period.until;
    if (period.until !== null && period.until < period.from) serviceBetween(period.from, period.until);
    const start: IsoDate = covered !== null && covered > period.from ? covered : period.from;
    if (start > end || period.from > on) continue;
    days += sureDays(serviceBetween(start, end, count));
    covered = end;
  }
  return days;
}

/** Whole months of a length of service; the days are dropped. */
export function wholeMonths(days: number): number {
  return Math.floor(days / 30);
}

function ordinal(date: IsoDate): number {
  const { year, month, day } = partsOf(date);
  return year * 360 + (month - 1) * 30 + Math.min(day, 30);
}
