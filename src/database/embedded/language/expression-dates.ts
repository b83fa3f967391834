import { ObjectId, Timestamp } from 'bson';
import { EngineError, ensure } from './error.ts';
import {
  checkFields,
  fielded,
  listOf,
  nullish,
  type Operator,
  type Operators,
  stringArgument,
} from './expression-kit.ts';
import { isDoc, typeName } from './value.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Most that a JavaScript date holds, in milliseconds to each side of 1970. */
const FARTHEST = 8.64e15;

/** A date of a computed moment. One that JavaScript can't hold is refused: it would turn into an invalid date. */
export const makeDate = (milliseconds: number): Date => {
  if (Number.isFinite(milliseconds) && Math.abs(milliseconds) <= FARTHEST) return new Date(milliseconds);
  throw new EngineError(241, `date overflow: ${milliseconds} ms is out of the supported range`);
};

/** Milliseconds of a date, ObjectId or timestamp; 16006 for others. */
export const timeOf = (value: unknown): number => {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  if (value instanceof Timestamp) return value.t * 1000;
  throw new EngineError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
};

/** A time zone: milliseconds to add to UTC at a moment. */
type Zone = (time: number) => number;
const UTC: Zone = () => 0;

/** Milliseconds of "+03:00", "+0300" or "+03" (JavaScript adds seconds for days long ago). */
const offsetOf = (text: string): number | undefined => {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = /^([+-])(\d\d):?(\d\d)?:?(\d\d)?$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const size = (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds) * 1000;
  return sign === '-' ? -size : size;
};

const namedZone = (name: string): Zone => {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    return (time) => offsetOf(format.format(time).replace(/^.*GMT/, '')) ?? 0;
  } catch {
    throw new EngineError(40485, `unrecognized time zone identifier: "${name}"`);
  }
};

const zones = new Map([...['UTC', 'GMT', 'Z'].map((name): [string, Zone] => [name, UTC])]);
const MAX_ZONES = 1000;

/** Zone by Olson name ("Europe/Istanbul") or offset ("+03:00"); undefined for null. Throws 40485. */
const zoneOf = (timezone: unknown): Zone | undefined => {
  if (nullish(timezone)) return undefined;
  const name = stringArgument(timezone, 'timezone must evaluate to a string', 40517);
  const known = zones.get(name);
  if (known) return known;
  const offset = offsetOf(name);
  const zone = offset === undefined ? namedZone(name) : () => offset;
  if (zones.size < MAX_ZONES) zones.set(name, zone);
  return zone;
};

/** The date whose UTC parts are those of the moment on the wall clock of a zone. */
const wallClock = (value: unknown, zone: Zone): Date => {
  const time = timeOf(value);
  return makeDate(time + zone(time));
};

/** One part of a date: takes the date itself or `{date, timezone}`. */
const part = (take: (date: Date) => number): Operator => {
  const read = fielded(['date'], ['timezone'], (fields) => {
    const zone = 'timezone' in fields ? zoneOf(fields.timezone) : UTC;
    return nullish(fields.date) || !zone ? null : take(wallClock(fields.date, zone));
  });
  return (operand, compiler, name) => {
    if (isDoc(operand) && ('date' in operand || 'timezone' in operand)) return read(operand, compiler, name);
    const list = listOf(operand);
    ensure(list.length === 1, 40536, `${name} accepts exactly one argument if given an array`);
    return read({ date: list[0] }, compiler, name);
  };
};

const pad = (value: number, size: number): string => String(value).padStart(size, '0');
const dayOfYear = (date: Date): number => Math.floor((date.getTime() - new Date(date).setUTCMonth(0, 1)) / DAY) + 1;

/** "+0300" for an offset in minutes. */
const offsetText = (minutes: number): string => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${pad(size % 60, 2)}`;
};

/** Letters of a format: from where to where in the ISO text, or what else to write. */
const SPECIFIERS: Readonly<Record<string, readonly [number, number] | ((date: Date, offset: number) => string)>> = {
  Y: [0, 4],
  m: [5, 7],
  d: [8, 10],
  H: [11, 13],
  M: [14, 16],
  S: [17, 19],
  L: [20, 23],
  j: (date) => pad(dayOfYear(date), 3),
  z: (_date, offset) => offsetText(Math.round(offset / MINUTE)),
  Z: (_date, offset) => String(Math.round(offset / MINUTE)),
  '%': () => '%',
};

const formatDate = (value: unknown, format: string, zone: Zone): string => {
  const date = wallClock(value, zone);
  const iso = date.toISOString();
  if (iso.length !== 24) throw new EngineError(18537, `$dateToString is only defined on year 0-9999, got ${iso}`);
  const offset = date.getTime() - timeOf(value);
  return format.replace(/%([\s\S]?)/g, (_whole, letter: string) => {
    if (letter === '') throw new EngineError(18535, "Unmatched '%' at end of format string");
    const specifier = Object.hasOwn(SPECIFIERS, letter) ? SPECIFIERS[letter] : undefined;
    if (!specifier) throw new EngineError(18536, `Invalid format character '%${letter}' in format string`);
    return typeof specifier === 'function' ? specifier(date, offset) : iso.slice(...specifier);
  });
};

const dateToString: Operator = (operand, compiler, name) => {
  const { onNull, ...specs } = checkFields(operand, name, ['date'], ['format', 'timezone', 'onNull']);
  const otherwise = compiler.compile(onNull ?? null);
  const write = fielded(['date'], ['format', 'timezone'], (fields) => {
    if (nullish(fields.date)) return undefined;
    const zone = 'timezone' in fields ? zoneOf(fields.timezone) : UTC;
    const format = 'format' in fields ? fields.format : `%Y-%m-%dT%H:%M:%S.%L${zone === UTC ? 'Z' : ''}`;
    if (!zone || nullish(format)) return null;
    return formatDate(fields.date, stringArgument(format, '$dateToString requires a string as format', 18533), zone);
  })(specs, compiler, name);
  return (frame) => {
    const text = write(frame);
    return text === undefined ? otherwise(frame) : text;
  };
};

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.(\d{1,3})\d*)?)? ?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** Date of an ISO 8601 text, UTC without an offset. Throws 241. */
export const parseDate = (text: string): Date => {
  const [, day, clock = '00:00', second = ':00', fraction = '', suffix = 'Z'] = ISO.exec(text.trim()) ?? [];
  const iso = `${day}T${clock}${second}.${fraction.padEnd(3, '0')}Z`;
  const time = Date.parse(iso);
  // JavaScript takes 30 February for 2 March.
  if (Number.isNaN(time) || new Date(time).toISOString() !== iso)
    throw new EngineError(241, `Error parsing date string '${text}'; it is not an ISO 8601 date`);
  return new Date(time - (offsetOf(suffix) ?? 0));
};

/** Date operators. */
export const dates: Operators = {
  $year: part((date) => date.getUTCFullYear()),
  $month: part((date) => date.getUTCMonth() + 1),
  $dayOfMonth: part((date) => date.getUTCDate()),
  $hour: part((date) => date.getUTCHours()),
  $minute: part((date) => date.getUTCMinutes()),
  $second: part((date) => date.getUTCSeconds()),
  $millisecond: part((date) => date.getUTCMilliseconds()),
  $dayOfWeek: part((date) => date.getUTCDay() + 1),
  $dayOfYear: part(dayOfYear),
  $dateToString: dateToString,
};
