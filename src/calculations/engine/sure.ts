/**
 * The 30/360 arithmetic of personnel law: a year has 12 months, a month 30 days. Dates are subtracted column by column
 * (gün, ay, yıl), as the Ministry of Health guide on terfi and hizmet birleştirme prints it (§8/e-5).
 */
import { ValidationError } from '../../errors/index.ts';
import { daysInMonth, displayDate, type IsoDate } from './calendar.ts';
import { exact } from './money.ts';

/** A length of service: whole numbers, in normal form `ay` 0–11 and `gun` 0–29. */
export interface Sure {
  readonly yil: number;
  readonly ay: number;
  readonly gun: number;
}

/**
 * A day as its three columns in one number, 20060616. Unlike IsoDate it may hold a day that the month lacks (20110229,
 * 20130631): the yearly date keeps its unclamped day as anchor. Orders and compares as a number.
 */
export type ColumnDay = number;

const DAYS_IN_YEAR = 360;
const DAYS_IN_MONTH = 30;

export const NO_SURE: Sure = { yil: 0, ay: 0, gun: 0 };

export function columnsOf(date: IsoDate): ColumnDay {
  return digits(date, 0, 4) * 10_000 + digits(date, 5, 7) * 100 + digits(date, 8, 10);
}

/** Digit by digit: slicing and Number() cost five times as much, and a whole institution has millions of days. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}

/** The calendar day of an anchor: a day past the month's end becomes its last day (TBK 6098 m.92). */
export function clampColumns(day: ColumnDay): ColumnDay {
  const dayOfMonth = day % 100;
  if (dayOfMonth <= 28) return day;
  const last = daysInMonth(Math.floor(day / 10_000), Math.floor(day / 100) % 100);
  return dayOfMonth > last ? day - dayOfMonth + last : day;
}

/** The ISO day of an anchor, clamped to the month's end. Throws ValidationError before year 1. */
export function isoOfColumns(day: ColumnDay): IsoDate {
  if (day < 10_101) throw ValidationError.of('date', 'Tarih milattan önceye düşüyor; süreyi ve tarihi denetleyin.');
  const text = String(clampColumns(day)).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` as IsoDate;
}

/** `later − earlier` by columns, days first; the borrowed month has 30 days. Negative where reversed: see `interval`. */
export function intervalColumns(later: ColumnDay, earlier: ColumnDay): Sure {
  let gun = (later % 100) - (earlier % 100);
  let ay = (Math.floor(later / 100) % 100) - (Math.floor(earlier / 100) % 100);
  let yil = Math.floor(later / 10_000) - Math.floor(earlier / 10_000);
  if (gun < 0) {
    gun += DAYS_IN_MONTH;
    ay -= 1;
  }
  if (ay < 0) {
    ay += 12;
    yil -= 1;
  }
  return { yil, ay, gun };
}

/** `date − sure` as an anchor: day 0 becomes day 30 of the month before. */
export function backColumns(date: ColumnDay, sure: Sure): ColumnDay {
  let gun = (date % 100) - sure.gun;
  let months = Math.floor(date / 10_000) * 12 + (Math.floor(date / 100) % 100) - 1 - sure.yil * 12 - sure.ay;
  while (gun <= 0) {
    gun += DAYS_IN_MONTH;
    months -= 1;
  }
  return columnsFromMonths(months, gun);
}

/** `date + sure` as an anchor. */
export function forwardColumns(date: ColumnDay, sure: Sure): ColumnDay {
  let gun = (date % 100) + sure.gun;
  let months = Math.floor(date / 10_000) * 12 + (Math.floor(date / 100) % 100) - 1 + sure.yil * 12 + sure.ay;
  while (sure.gun > 0 && gun > DAYS_IN_MONTH) {
    gun -= DAYS_IN_MONTH;
    months += 1;
  }
  return columnsFromMonths(months, gun);
}

function columnsFromMonths(months: number, gun: number): ColumnDay {
  return Math.floor(months / 12) * 10_000 + ((months % 12) + 1) * 100 + gun;
}

/** Length between two days; the first day is not counted twice. Throws ValidationError where `later` is the earlier one. */
export function interval(later: IsoDate, earlier: IsoDate): Sure {
  if (later < earlier) {
    throw ValidationError.of(
      'date',
      `${displayDate(later)}, ${displayDate(earlier)} tarihinden önce; bitiş tarihi başlangıçtan önce olamaz.`,
    );
  }
  return intervalColumns(columnsOf(later), columnsOf(earlier));
}

/** The day that lies `sure` before `date`. Throws ValidationError for a negative length. */
export function subtractSureFromDate(date: IsoDate, sure: Sure): IsoDate {
  return isoOfColumns(backColumns(columnsOf(date), checkedSure(sure)));
}

/** The day that lies `sure` after `date`. Throws ValidationError for a negative length. */
export function addSureToDate(date: IsoDate, sure: Sure): IsoDate {
  return isoOfColumns(forwardColumns(columnsOf(date), checkedSure(sure)));
}

/** Days of 30/360: 1 yıl 1 ay 18 gün = 408. */
export function sureDays(sure: Sure): number {
  return sure.yil * DAYS_IN_YEAR + sure.ay * DAYS_IN_MONTH + sure.gun;
}

/** The normal form of a number of 30/360 days. Throws ValidationError for a negative or broken number. */
export function sureOfDays(days: number): Sure {
  if (!Number.isInteger(days) || days < 0) {
    throw ValidationError.of('days', `Gün sayısı sıfır veya daha büyük bir tam sayı olmalıdır; verilen: ${days}.`);
  }
  const rest = days % DAYS_IN_YEAR;
  return { yil: (days - rest) / DAYS_IN_YEAR, ay: Math.floor(rest / DAYS_IN_MONTH), gun: rest % DAYS_IN_MONTH };
}

export function addSure(...lengths: readonly Sure[]): Sure {
  let days = 0;
  for (const length of lengths) days += sureDays(checkedSure(length));
  return sureOfDays(days);
}

/** `from` less all of `lengths`. Throws ValidationError where the rest is negative. */
export function subtractSure(from: Sure, ...lengths: readonly Sure[]): Sure {
  const rest = sureDays(checkedSure(from)) - sureDays(addSure(...lengths));
  if (rest >= 0) return sureOfDays(rest);
  throw ValidationError.of('sure', `${displaySure(from)} süreden daha uzun bir süre çıkarılamaz.`);
}

export function isNoSure(sure: Sure): boolean {
  return sure.yil === 0 && sure.ay === 0 && sure.gun === 0;
}

/** `fraction` ("0.75") of `days`, a part of a day counted as a day, at most `cap` days if given. 657 s.K. m.36/C. */
export function countedDays(days: number, fraction: string, cap?: number): number {
  sureOfDays(days);
  const counted = exact(days).times(fraction).ceil().toNumber();
  return cap === undefined ? counted : Math.min(counted, cap);
}

/** "1 yıl 1 ay 18 gün"; zero columns are left out, a zero length is "0 gün". */
export function displaySure({ yil, ay, gun }: Sure): string {
  const columns = [yil && `${yil} yıl`, ay && `${ay} ay`, gun && `${gun} gün`].filter(Boolean);
  return columns.length > 0 ? columns.join(' ') : '0 gün';
}

function checkedSure(sure: Sure): Sure {
  const columns = [sure.yil, sure.ay, sure.gun];
  if (columns.every((n) => Number.isInteger(n) && n >= 0)) return sure;
  throw ValidationError.of('sure', 'Yıl, ay ve gün sıfır veya daha büyük tam sayılar olmalıdır.');
}
