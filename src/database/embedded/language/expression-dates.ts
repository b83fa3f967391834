import { Long, ObjectId, Timestamp } from 'bson';
import { formatDate, parseDate, parseWithFormat } from './date-format.ts';
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
import { addUnits, diffUnits, truncate, unitOf } from './date-units.ts';
import { EngineError } from './error.ts';
import {
  type Evaluate,
  type Frame,
  integerArgument,
  named,
  nullish,
  type Operator,
  stringArgument,
} from './expression-kit.ts';
import { makeDate } from './make-date.ts';
import { docOf, isDoc, typeName } from './value.ts';

/** Milliseconds of a date, ObjectId or timestamp; 16006 for others. */
export const timeOf = (value: unknown): number => {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  if (value instanceof Timestamp) return value.t * 1000;
  throw new EngineError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
};

/** The zone of an operator's `timezone` argument; null when it is null. */
const zoneAt = (timezone: Evaluate | undefined, frame: Frame): Zone | null => {
  if (!timezone) return UTC;
  const value = timezone(frame);
  return nullish(value) ? null : zoneOf(stringArgument(value, 'timezone must evaluate to a string', 40517));
};

/** One part of a date: takes the date itself or `{date, timezone}`. */
const part =
  (take: (parts: DateParts) => unknown): Operator =>
  (operand, compiler, name) => {
    const long = isDoc(operand) && ('date' in operand || 'timezone' in operand);
    const arguments_ = long
      ? named(operand, compiler, { name, required: ['date'], optional: ['timezone'] })
      : undefined;
    const [first, ...more]: unknown[] = Array.isArray(operand) ? operand : [operand];
    if (more.length > 0)
      throw new EngineError(
        40536,
        `${name} accepts exactly one argument if given an array, but was given ${more.length + 1}`,
      );
    const date = arguments_ ? arguments_.get('date') : compiler.compile(first);
    const timezone = arguments_?.has('timezone') ? arguments_.get('timezone') : undefined;
    return (frame) => {
      const value = date(frame);
      const zone = zoneAt(timezone, frame);
      return nullish(value) || zone === null ? null : take(partsIn(timeOf(value), zone));
    };
  };

const dateToString: Operator = (operand, compiler, name) => {
  const { get, has } = named(operand, compiler, {
    name,
    required: ['date'],
    optional: ['format', 'timezone', 'onNull'],
  });
  const timezone = has('timezone') ? get('timezone') : undefined;
  return (frame) => {
    const value = get('date')(frame);
    const zone = zoneAt(timezone, frame);
    const format = has('format') ? get('format')(frame) : `%Y-%m-%dT%H:%M:%S.%L${zone === UTC ? 'Z' : ''}`;
    if (nullish(value)) return has('onNull') ? get('onNull')(frame) : null;
    if (zone === null || nullish(format)) return null;
    return formatDate(
      timeOf(value),
      stringArgument(format, "$dateToString requires that 'format' be a string", 18533),
      zone,
    );
  };
};

const dateFromString: Operator = (operand, compiler, name) => {
  const shape = { name, required: ['dateString'], optional: ['format', 'timezone', 'onNull', 'onError'] };
  const { get, has } = named(operand, compiler, shape);
  const timezone = has('timezone') ? get('timezone') : undefined;
  const parse = (frame: Frame, value: unknown): Date | null => {
    const zone = zoneAt(timezone, frame);
    const format = has('format') ? get('format')(frame) : undefined;
    if (zone === null || (has('format') && nullish(format))) return null;
    const text = stringArgument(value, "$dateFromString requires that 'dateString' be a string", 241);
    if (nullish(format)) return makeDate(parseDate(text, timezone ? zone : undefined));
    return makeDate(
      parseWithFormat(text, stringArgument(format, "$dateFromString requires that 'format' be a string", 40684), zone),
    );
  };
  return (frame) => {
    const value = get('dateString')(frame);
    if (nullish(value)) return has('onNull') ? get('onNull')(frame) : null;
    try {
      return parse(frame, value);
    } catch (error) {
      if (has('onError') && error instanceof EngineError && error.code === 241) return get('onError')(frame);
      throw error;
    }
  };
};

const CALENDAR = ['year', 'month', 'day'];
const ISO_CALENDAR = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];
const CLOCK = ['hour', 'minute', 'second', 'millisecond'];

const dateFromParts: Operator = (operand, compiler, name) => {
  const optional = [...CALENDAR, ...ISO_CALENDAR, ...CLOCK, 'timezone'];
  const { get, has } = named(operand, compiler, { name, required: [], optional });
  if (!has('year') && !has('isoWeekYear'))
    throw new EngineError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  if (has('year') && ISO_CALENDAR.some(has))
    throw new EngineError(40489, '$dateFromParts does not allow mixing natural dates with ISO dates');
  const fields = [...(has('year') ? CALENDAR : ISO_CALENDAR), ...CLOCK];
  const timezone = has('timezone') ? get('timezone') : undefined;
  return (frame) => {
    const zone = zoneAt(timezone, frame);
    const values = fields.map((field) => (has(field) ? get(field)(frame) : CLOCK.includes(field) ? 0 : 1));
    if (zone === null || values.some(nullish)) return null;
    const [year, second, third, hour, minute, seconds, millisecond] = values.map((value, i) =>
      integerArgument(value, `'${fields[i]}'`, 40515),
    ) as [number, number, number, number, number, number, number];
    if (year < 1 || year > 9999)
      throw new EngineError(40523, `'${fields[0]}' must evaluate to an integer in the range 1 to 9999, found: ${year}`);
    const day = has('year') ? { year, month: second, day: third } : fromIsoWeek(year, second, third);
    return makeDate(timeIn({ ...day, hour, minute, second: seconds, millisecond }, zone));
  };
};

const dateToParts: Operator = (operand, compiler, name) => {
  const { get, has } = named(operand, compiler, { name, required: ['date'], optional: ['timezone', 'iso8601'] });
  const timezone = has('timezone') ? get('timezone') : undefined;
  return (frame) => {
    const value = get('date')(frame);
    const zone = zoneAt(timezone, frame);
    const iso = has('iso8601') ? get('iso8601')(frame) : false;
    if (nullish(value) || zone === null || nullish(iso)) return null;
    if (typeof iso !== 'boolean') throw new EngineError(40521, 'iso8601 must evaluate to a bool');
    const { year, month, day, ...clock } = partsIn(timeOf(value), zone);
    if (!iso) return docOf({ year, month, day, ...clock });
    const all = { year, month, day, ...clock };
    const { year: isoWeekYear, week } = isoWeek(all);
    return docOf({ isoWeekYear, isoWeek: week, isoDayOfWeek: weekday(all) || 7, ...clock });
  };
};

const addition =
  (sign: 1 | -1): Operator =>
  (operand, compiler, name) => {
    const { get, has } = named(operand, compiler, {
      name,
      required: ['startDate', 'unit', 'amount'],
      optional: ['timezone'],
    });
    const timezone = has('timezone') ? get('timezone') : undefined;
    return (frame) => {
      const [start, unit, amount] = ['startDate', 'unit', 'amount'].map((field) => get(field)(frame));
      const zone = zoneAt(timezone, frame);
      if (nullish(start) || nullish(unit) || nullish(amount) || zone === null) return null;
      const count = integerArgument(amount, `${name} expects integer amount of time units`, 5166405);
      const time = addUnits(timeOf(start), { unit: unitOf(unit, name), count: sign * count, zone });
      if (Math.abs(time) > 8.64e15 || Number.isNaN(time)) throw new EngineError(5166406, `${name} overflowed`);
      return makeDate(time);
    };
  };

const difference: Operator = (operand, compiler, name) => {
  const shape = { name, required: ['startDate', 'endDate', 'unit'], optional: ['timezone', 'startOfWeek'] };
  const { get, has } = named(operand, compiler, shape);
  const timezone = has('timezone') ? get('timezone') : undefined;
  return (frame) => {
    const [start, end, unit] = ['startDate', 'endDate', 'unit'].map((field) => get(field)(frame));
    const weekStart = has('startOfWeek') ? get('startOfWeek')(frame) : 'sunday';
    const zone = zoneAt(timezone, frame);
    if (nullish(start) || nullish(end) || nullish(unit) || nullish(weekStart) || zone === null) return null;
    return Long.fromNumber(
      diffUnits(timeOf(start), timeOf(end), {
        unit: unitOf(unit, name),
        zone,
        weekStart: stringArgument(weekStart, `${name} requires 'startOfWeek' to be a string`, 5439015),
      }),
    );
  };
};

const truncation: Operator = (operand, compiler, name) => {
  const shape = { name, required: ['date', 'unit'], optional: ['binSize', 'timezone', 'startOfWeek'] };
  const { get, has } = named(operand, compiler, shape);
  const timezone = has('timezone') ? get('timezone') : undefined;
  return (frame) => {
    const [date, unit] = ['date', 'unit'].map((field) => get(field)(frame));
    const size = has('binSize') ? get('binSize')(frame) : 1;
    const weekStart = has('startOfWeek') ? get('startOfWeek')(frame) : 'sunday';
    const zone = zoneAt(timezone, frame);
    if (nullish(date) || nullish(unit) || nullish(size) || nullish(weekStart) || zone === null) return null;
    const count = integerArgument(size, '$dateTrunc binSize', 5439017);
    if (count < 1)
      throw new EngineError(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${count}`);
    return makeDate(
      truncate(timeOf(date), {
        unit: unitOf(unit, name),
        count,
        zone,
        weekStart: stringArgument(weekStart, `${name} requires 'startOfWeek' to be a string`, 5439015),
      }),
    );
  };
};

/** Date operators. */
export const dates: Readonly<Record<string, Operator>> = {
  $year: part((parts) => parts.year),
  $month: part((parts) => parts.month),
  $dayOfMonth: part((parts) => parts.day),
  $hour: part((parts) => parts.hour),
  $minute: part((parts) => parts.minute),
  $second: part((parts) => parts.second),
  $millisecond: part((parts) => parts.millisecond),
  $dayOfWeek: part((parts) => weekday(parts) + 1),
  $dayOfYear: part(yearDay),
  $week: part(sundayWeek),
  $isoWeek: part((parts) => isoWeek(parts).week),
  $isoWeekYear: part((parts) => Long.fromNumber(isoWeek(parts).year)),
  $isoDayOfWeek: part((parts) => weekday(parts) || 7),
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateFromParts: dateFromParts,
  $dateToParts: dateToParts,
  $dateAdd: addition(1),
  $dateSubtract: addition(-1),
  $dateDiff: difference,
  $dateTrunc: truncation,
};
