import { EngineError } from './error.ts';

const DAY = 86_400_000;
const QUARTER_HOUR = 900_000;
const CACHED = 10_000;

/** A time zone: minutes of offset change over the year, so it is asked for a moment. */
export interface Zone {
  readonly name: string;
  /** Milliseconds to add to UTC at the moment. */
  offsetAt(time: number): number;
}

/** The parts of a moment on the wall clock of a zone. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const fixed = (name: string, offset: number): Zone => ({ name, offsetAt: () => offset });
/** Coordinated universal time. */
export const UTC: Zone = fixed('UTC', 0);

const named = (name: string): Zone => {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: name, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric' },
      ...{ day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch {
    throw new EngineError(40485, `unrecognized time zone identifier: "${name}"`);
  }
  const known = new Map<number, number>();
  const compute = (time: number): number => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
    const [month, day, hour, minute, second] = ['month', 'day', 'hour', 'minute', 'second'].map((part) =>
      Number(parts[part]),
    );
    const local = utcTime({ year, month, day, hour, minute, second, millisecond: 0 } as DateParts);
    return local - Math.floor(time / 1000) * 1000;
  };
  const remembered = (time: number): number => {
    let offset = known.get(time);
    if (offset === undefined) {
      if (known.size >= CACHED) known.clear();
      offset = compute(time);
      known.set(time, offset);
    }
    return offset;
  };
  return {
    name,
    offsetAt: (time) => {
      // Offsets change at most once a day, and on a quarter of an hour.
      const day = Math.floor(time / DAY) * DAY;
      const offset = remembered(day);
      return offset === remembered(day + DAY) ? offset : remembered(Math.floor(time / QUARTER_HOUR) * QUARTER_HOUR);
    },
  };
};

const zones = new Map<string, Zone>([
  ['UTC', UTC],
  ['GMT', UTC],
  ['Z', UTC],
]);

/** Zone by Olson name ("Europe/Istanbul") or offset ("+03:00", "+0300", "+03"). Throws 40485. */
export const zoneOf = (name: string): Zone => {
  const known = zones.get(name);
  if (known) return known;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(name);
  const sign = match?.[1] === '-' ? -60_000 : 60_000;
  const zone = match ? fixed(name, sign * (Number(match[2]) * 60 + Number(match[3] ?? 0))) : named(name);
  if (zones.size < CACHED) zones.set(name, zone);
  return zone;
};

/** UTC time of wall-clock parts taken as UTC; parts may overflow (month 13, day 0). */
export const utcTime = (parts: DateParts): number => {
  const date = new Date(0);
  date.setUTCFullYear(parts.year, parts.month - 1, parts.day);
  date.setUTCHours(parts.hour, parts.minute, parts.second, parts.millisecond);
  return date.getTime();
};

/** Time of wall-clock parts in a zone. */
export const timeIn = (parts: DateParts, zone: Zone): number => {
  const local = utcTime(parts);
  const guess = local - zone.offsetAt(local);
  return local - zone.offsetAt(guess);
};

/** Wall-clock parts of a time in a zone. */
export const partsIn = (time: number, zone: Zone): DateParts => {
  const date = new Date(time + zone.offsetAt(time));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
};

/** Days since 1970-01-01 of the calendar day. */
export const dayNumber = (parts: DateParts): number =>
  Math.floor(utcTime({ ...parts, hour: 0, minute: 0, second: 0, millisecond: 0 }) / DAY);

/** Day of the week, 0 for Sunday. */
export const weekday = (parts: DateParts): number => (((dayNumber(parts) + 4) % 7) + 7) % 7;

/** Day of the year, from 1. */
export const yearDay = (parts: DateParts): number => dayNumber(parts) - dayNumber({ ...parts, month: 1, day: 1 }) + 1;

/** ISO 8601 week and its year. */
export const isoWeek = (parts: DateParts): { year: number; week: number } => {
  const thursday = new Date((dayNumber(parts) - ((weekday(parts) + 6) % 7) + 3) * DAY);
  const year = thursday.getUTCFullYear();
  const start = utcTime({ ...parts, year, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 });
  return { year, week: Math.floor((thursday.getTime() - start) / (7 * DAY)) + 1 };
};

/** Week of the year that starts on Sunday; days before the first Sunday are in week 0. */
export const sundayWeek = (parts: DateParts): number => Math.floor((yearDay(parts) + 6 - weekday(parts)) / 7);

/** Time of the Monday-based ISO week date. */
export const fromIsoWeek = (year: number, week: number, day: number): { month: number; day: number; year: number } => {
  const parts: DateParts = { year, month: 1, day: 4, hour: 0, minute: 0, second: 0, millisecond: 0 };
  const monday = dayNumber(parts) - ((weekday(parts) + 6) % 7);
  const date = new Date((monday + (week - 1) * 7 + day - 1) * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

/** ISO text as mongod writes dates: 2026-01-31T10:00:00.000Z. */
export const isoString = (date: Date): string => date.toISOString();
