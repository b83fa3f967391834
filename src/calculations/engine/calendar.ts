import dayjs from 'dayjs';
import { ValidationError } from '../../errors/index.ts';

/** A plain calendar day, `YYYY-MM-DD`; no zone, no hour. Made only by `isoDate`. */
export type IsoDate = string & { readonly __isoDate: never };

export interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isIsoDate(text: string): text is IsoDate {
  const match = SHAPE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Checks the calendar too: 31 February is refused. Throws ValidationError naming `path`. */
export function isoDate(text: string, path = 'date'): IsoDate {
  if (isIsoDate(text)) return text;
  throw ValidationError.of(
    path,
    `"${text}" geçerli bir tarih değil; YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.`,
  );
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function partsOf(date: IsoDate): DayParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Builds a day; a day past the month's end becomes its last day (TBK 6098 m.92). */
export function dateOf({ year, month, day }: DayParts): IsoDate {
  const clamped = Math.min(day, daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(clamped).padStart(2, '0')}` as IsoDate;
}

/** Negative, zero or positive: ISO days order as text. */
export function compareDates(a: IsoDate, b: IsoDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Calendar days, may be negative. */
export function addDays(date: IsoDate, days: number): IsoDate {
  const { year, month, day } = partsOf(date);
  return fromUtc(Date.UTC(year, month - 1, day + days));
}

/** Calendar months; 31 January + 1 month is the last day of February. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  return dateOf({ year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1, day });
}

export function addYears(date: IsoDate, years: number): IsoDate {
  return addMonths(date, years * 12);
}

/** Calendar days from `from` to `to`: 0 for the same day. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((toUtc(to) - toUtc(from)) / 86_400_000);
}

/** 1 Monday … 7 Sunday. */
export function weekday(date: IsoDate): number {
  const sundayFirst = new Date(toUtc(date)).getUTCDay();
  return sundayFirst === 0 ? 7 : sundayFirst;
}

/** `GG.AA.YYYY`, as the guides and letters print it. */
export function displayDate(date: IsoDate): string {
  return dayjs(date).format('DD.MM.YYYY');
}

function toUtc(date: IsoDate): number {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day);
}

function fromUtc(milliseconds: number): IsoDate {
  return new Date(milliseconds).toISOString().slice(0, 10) as IsoDate;
}
