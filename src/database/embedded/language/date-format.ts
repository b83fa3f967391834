import {
  type DateParts,
  fromIsoWeek,
  isoWeek,
  partsIn,
  sundayWeek,
  timeIn,
  UTC,
  weekday,
  yearDay,
  type Zone,
  zoneOf,
} from './date-parts.ts';
import { EngineError } from './error.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const pad = (value: number, size: number): string => String(value).padStart(size, '0');

/** "+0300" for an offset in milliseconds. */
const offsetText = (offset: number): string => {
  const minutes = Math.abs(Math.round(offset / 60_000));
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`;
};

const FIELDS: Readonly<Record<string, (parts: DateParts, offset: number) => string>> = {
  Y: (parts) => pad(parts.year, 4),
  m: (parts) => pad(parts.month, 2),
  d: (parts) => pad(parts.day, 2),
  H: (parts) => pad(parts.hour, 2),
  M: (parts) => pad(parts.minute, 2),
  S: (parts) => pad(parts.second, 2),
  L: (parts) => pad(parts.millisecond, 3),
  j: (parts) => pad(yearDay(parts), 3),
  w: (parts) => String(weekday(parts) + 1),
  u: (parts) => String(weekday(parts) || 7),
  U: (parts) => pad(sundayWeek(parts), 2),
  V: (parts) => pad(isoWeek(parts).week, 2),
  G: (parts) => pad(isoWeek(parts).year, 4),
  z: (_parts, offset) => offsetText(offset),
  Z: (_parts, offset) => String(Math.round(offset / 60_000)),
  b: (parts) => (MONTHS[parts.month - 1] ?? '').slice(0, 3),
  B: (parts) => MONTHS[parts.month - 1] ?? '',
  '%': () => '%',
};

/** Text of a time by a $dateToString format. Throws 18535, 18536 for bad formats. */
export const formatDate = (time: number, format: string, zone: Zone): string => {
  const parts = partsIn(time, zone);
  const offset = zone.offsetAt(time);
  return format.replace(/%([\s\S]?)/g, (_whole, letter: string) => {
    if (letter === '') throw new EngineError(18535, "Unmatched '%' at end of format string");
    const field = Object.hasOwn(FIELDS, letter) ? FIELDS[letter] : undefined;
    if (!field) throw new EngineError(18536, `Invalid format character '%${letter}' in format string`);
    return field(parts, offset);
  });
};

const PATTERNS: Readonly<Record<string, string>> = {
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  L: '(?<L>\\d{1,3})',
  j: '(?<j>\\d{1,3})',
  G: '(?<G>\\d{4})',
  V: '(?<V>\\d{1,2})',
  u: '(?<u>[1-7])',
  z: '(?<z>Z|UTC|GMT|[+-]\\d\\d:?\\d\\d|[A-Za-z]+/[A-Za-z_/]+)',
  Z: '(?<Z>[+-]\\d+)',
  b: '(?<b>[A-Za-z]{3})',
  B: '(?<B>[A-Za-z]+)',
  '%': '%',
};

const failure = (text: string, why: string): EngineError =>
  new EngineError(241, `Error parsing date string '${text}'; ${why}`);

const patternOf = (format: string): RegExp => {
  const source = format.replace(/%([\s\S]?)|[.*+?^${}()|[\]\\/]/g, (part, letter: string | undefined) => {
    if (letter === undefined) return `\\${part}`;
    const pattern = Object.hasOwn(PATTERNS, letter) ? PATTERNS[letter] : undefined;
    if (!pattern) throw new EngineError(18536, `Invalid format character '%${letter}' in format string`);
    return pattern;
  });
  return new RegExp(`^${source}$`);
};

const monthOf = (groups: Readonly<Record<string, string | undefined>>): number => {
  if (groups.m !== undefined) return Number(groups.m);
  const name = groups.b ?? groups.B;
  return name === undefined ? 1 : MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase())) + 1;
};

const validTime = (parts: DateParts, zone: Zone, text: string): number => {
  const { month, day, hour, minute, second } = parts;
  const length = new Date(Date.UTC(parts.year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > length || hour > 23 || minute > 59 || second > 59) {
    throw failure(text, 'a part of the date is out of range');
  }
  return timeIn(parts, zone);
};

/** Time of a text by a $dateFromString format. Throws 241. */
export const parseWithFormat = (text: string, format: string, zone: Zone): number => {
  const groups = patternOf(format).exec(text)?.groups;
  if (!groups) throw failure(text, `it does not have the format ${format}`);
  const number = (name: string, other: number): number => (groups[name] === undefined ? other : Number(groups[name]));
  const clock = { hour: number('H', 0), minute: number('M', 0), second: number('S', 0), millisecond: number('L', 0) };
  const offset = groups.Z === undefined ? undefined : Number(groups.Z) * 60_000;
  const own: Zone =
    groups.z !== undefined ? zoneOf(groups.z) : offset !== undefined ? { name: '', offsetAt: () => offset } : zone;
  if (groups.G !== undefined)
    return timeIn({ ...fromIsoWeek(number('G', 1970), number('V', 1), number('u', 1)), ...clock }, own);
  if (groups.Y === undefined) throw failure(text, 'an incomplete date/time string has been found');
  if (groups.j !== undefined) return timeIn({ year: number('Y', 0), month: 1, day: number('j', 1), ...clock }, own);
  return validTime({ year: number('Y', 0), month: monthOf(groups), day: number('d', 1), ...clock }, own, text);
};

const ISO =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?|[A-Za-z]+\/[A-Za-z_/]+)?$/;

/** Time of an ISO 8601 text. Throws 241. */
export const parseDate = (text: string, zone: Zone | undefined): number => {
  const match = ISO.exec(text.trim());
  if (!match) throw failure(text, 'it is not an ISO 8601 date');
  const [, year, month, day, hour, minute, second, fraction, suffix] = match;
  if (suffix !== undefined && zone && zone !== UTC)
    throw failure(text, 'you cannot pass in a date/time string with GMT offset together with a timezone argument');
  const parts: DateParts = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Math.floor(Number(`0.${fraction ?? 0}`) * 1000 + 1e-6),
  };
  return validTime(parts, suffix === undefined ? (zone ?? UTC) : zoneOf(suffix), text);
};
