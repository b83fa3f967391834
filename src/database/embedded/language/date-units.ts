import { type DateParts, dayNumber, partsIn, timeIn, type Zone } from './date-parts.ts';
import { describe } from './describe.ts';
import { EngineError } from './error.ts';

/** Milliseconds of the units that have a fixed length. */
const FIXED = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 } as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const DAYS = { day: 1, week: 7 } as const;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** A unit of $dateAdd, $dateDiff and $dateTrunc. */
export type Unit = keyof typeof FIXED | keyof typeof MONTHS | keyof typeof DAYS;

/** How far and where to move or truncate. */
export interface Span {
  readonly unit: Unit;
  readonly count: number;
  readonly zone: Zone;
}

/** The unit by its name. Throws 9. */
export const unitOf = (value: unknown, name: string): Unit => {
  if (typeof value !== 'string' || !(value in FIXED || value in MONTHS || value in DAYS)) {
    throw new EngineError(9, `${name} parameter 'unit' value cannot be recognized as a time unit: ${describe(value)}`);
  }
  return value as Unit;
};

const weekStartOf = (name: string): number => {
  const lower = name.toLowerCase();
  const day = WEEKDAYS.findIndex((weekday) => weekday === lower || weekday.slice(0, 3) === lower);
  if (day < 0)
    throw new EngineError(9, `parameter 'startOfWeek' value cannot be recognized as a day of a week: ${name}`);
  return day;
};

const fixedOf = (unit: Unit): number | undefined => (unit in FIXED ? FIXED[unit as keyof typeof FIXED] : undefined);
const daysOf = (unit: Unit): number | undefined => (unit in DAYS ? DAYS[unit as keyof typeof DAYS] : undefined);
const monthsOf = (unit: Unit): number => MONTHS[unit as keyof typeof MONTHS];

const monthLength = (year: number, month: number): number =>
  new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month, 0)).getUTCDate();

/** Time moved by so many units; months keep the day of the month or take the month's last day. */
export const addUnits = (time: number, span: Span): number => {
  const fixed = fixedOf(span.unit);
  if (fixed !== undefined) return time + fixed * span.count;
  const parts = partsIn(time, span.zone);
  const days = daysOf(span.unit);
  if (days !== undefined) return timeIn({ ...parts, day: parts.day + days * span.count }, span.zone);
  const months = parts.year * 12 + parts.month - 1 + monthsOf(span.unit) * span.count;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return timeIn({ ...parts, year, month, day: Math.min(parts.day, monthLength(year, month)) }, span.zone);
};

const weekNumber = (parts: DateParts, start: number): number => Math.floor((dayNumber(parts) + 4 - start) / 7);

/** Number of unit boundaries between two times. */
export const diffUnits = (start: number, end: number, how: { unit: Unit; zone: Zone; weekStart: string }): number => {
  const { unit, zone } = how;
  const fixed = fixedOf(unit);
  if (fixed !== undefined) {
    const local = (time: number): number => Math.floor((time + zone.offsetAt(time)) / fixed);
    const shift = (zone.offsetAt(end) - zone.offsetAt(start)) / fixed;
    return local(end) - local(start) - Math.trunc(shift) + 0;
  }
  const from = partsIn(start, zone);
  const to = partsIn(end, zone);
  if (unit === 'day') return dayNumber(to) - dayNumber(from) + 0;
  if (unit === 'week')
    return weekNumber(to, weekStartOf(how.weekStart)) - weekNumber(from, weekStartOf(how.weekStart)) + 0;
  const index = (parts: DateParts): number => Math.floor((parts.year * 12 + parts.month - 1) / monthsOf(unit));
  return index(to) - index(from) + 0;
};

const MIDNIGHT = { hour: 0, minute: 0, second: 0, millisecond: 0 };
/** Bins are counted from the first moment of the year 2000 in the zone. */
const REFERENCE: DateParts = { year: 2000, month: 1, day: 1, ...MIDNIGHT };

const floorTo = (value: number, size: number): number => Math.floor(value / size) * size;

/** Start of the bin of `count` units that the time lies in. */
export const truncate = (time: number, how: Span & { weekStart: string }): number => {
  const { unit, count, zone } = how;
  const fixed = fixedOf(unit);
  if (fixed !== undefined) {
    const reference = timeIn(REFERENCE, zone);
    return reference + floorTo(time - reference, fixed * count);
  }
  const parts = partsIn(time, zone);
  const days = daysOf(unit);
  if (days !== undefined) {
    const reference = dayNumber(REFERENCE);
    // 1 January 2000 was a Saturday; weeks are counted from the first start of a week after it.
    const first = days === 7 ? reference + ((weekStartOf(how.weekStart) - 6 + 7) % 7) : reference;
    const day = first + floorTo(dayNumber(parts) - first, days * count);
    return timeIn({ year: 1970, month: 1, day: day + 1, ...MIDNIGHT }, zone);
  }
  const reference = REFERENCE.year * 12;
  const months = reference + floorTo(parts.year * 12 + parts.month - 1 - reference, monthsOf(unit) * count);
  const year = Math.floor(months / 12);
  return timeIn({ year, month: months - year * 12 + 1, day: 1, ...MIDNIGHT }, zone);
};
