import { Decimal128, Long, ObjectId, Timestamp } from 'bson';
import { parseDate } from './date-format.ts';
import { fromBigInt, parseDecimal, roundDecimal, toDecimal128, toDouble } from './decimal.ts';
import { EngineError } from './error.ts';
import { timeOf } from './expression-dates.ts';
import { named, nullish, type Operator, unary } from './expression-kit.ts';
import { makeDate } from './make-date.ts';
import { bigintOf, decimalOf, isNumeric, makeDouble, makeInteger, numberOf, toInteger } from './number.ts';
import { T, TYPE_ALIASES, typeName, typeOf } from './value.ts';

const ON_ERROR = 'in $convert with no onError value';
const failed = (message: string): EngineError => new EngineError(241, message);
const unsupported = (value: unknown, target: string): EngineError =>
  failed(`Unsupported conversion from ${typeName(value)} to ${target} ${ON_ERROR}`);
const unparsed = (text: string, why: string): EngineError =>
  failed(`Failed to parse number '${text}' ${ON_ERROR}: ${why}`);

const toInteger64 = (value: unknown, target: 'int' | 'long'): bigint => {
  const type = typeOf(value);
  if (type === T.int || type === T.long) return bigintOf(value);
  const number = numberOf(value);
  if (!Number.isFinite(number))
    throw failed(`Attempt to convert ${Number.isNaN(number) ? 'NaN' : 'infinity'} value to integer type ${ON_ERROR}`);
  if (type === T.double) return BigInt(Math.trunc(number));
  const whole = roundDecimal(decimalOf(value), 0, 'zero');
  if (whole.kind !== 'finite') throw unsupported(value, target);
  return whole.coefficient * 10n ** BigInt(Math.max(0, whole.exponent));
};

const integerOf = (value: unknown, target: 'int' | 'long'): unknown => {
  let result: bigint;
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) throw unparsed(value, 'Did not consume whole string.');
    result = BigInt(value.replace('+', ''));
  } else if (typeof value === 'boolean') result = value ? 1n : 0n;
  else if (value instanceof Date && target === 'long') result = BigInt(value.getTime());
  else if (isNumeric(value)) result = toInteger64(value, target);
  else throw unsupported(value, target);
  const made = makeInteger(result, target === 'long');
  if (made === undefined || (target === 'int' && typeof made !== 'number')) {
    throw failed(`Conversion would overflow target type ${ON_ERROR}: ${result}`);
  }
  return made;
};

const doubleOf = (value: unknown): unknown => {
  if (typeof value === 'string') {
    const parsed = /^\s|\s$/.test(value) ? undefined : parseDecimal(value);
    if (parsed === undefined) throw unparsed(value, 'Did not consume whole string.');
    return makeDouble(toDouble(parsed));
  }
  if (typeof value === 'boolean') return makeDouble(value ? 1 : 0);
  if (value instanceof Date) return makeDouble(value.getTime());
  if (!isNumeric(value)) throw unsupported(value, 'double');
  const number = numberOf(value);
  if (value instanceof Decimal128 && !Number.isFinite(number) && decimalOf(value).kind === 'finite') {
    throw failed(`Conversion would overflow target type ${ON_ERROR}: ${value}`);
  }
  return makeDouble(number);
};

const decimalFrom = (value: unknown): Decimal128 => {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'string') {
    const parsed = parseDecimal(value);
    if (parsed === undefined) throw unparsed(value, 'Failed to parse string to decimal');
    return toDecimal128(parsed);
  }
  if (typeof value === 'boolean') return toDecimal128(fromBigInt(value ? 1n : 0n));
  if (value instanceof Date) return toDecimal128(fromBigInt(BigInt(value.getTime())));
  if (!isNumeric(value)) throw unsupported(value, 'decimal');
  return toDecimal128(decimalOf(value));
};

/** A value as text, as $toString writes it. */
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (!isNumeric(value)) throw unsupported(value, 'string');
  const number = typeOf(value) === T.double ? numberOf(value) : undefined;
  if (number === undefined) return String(value);
  return Number.isFinite(number)
    ? String(number)
    : Number.isNaN(number)
      ? 'NaN'
      : number > 0
        ? 'Infinity'
        : '-Infinity';
};

const dateOf = (value: unknown): Date => {
  if (typeof value === 'string') return makeDate(parseDate(value, undefined));
  const type = typeOf(value);
  if (type === T.long || type === T.double || type === T.decimal) return makeDate(Number(toInteger64(value, 'long')));
  if (type !== T.date && type !== T.objectId && type !== T.timestamp) throw unsupported(value, 'date');
  return makeDate(timeOf(value));
};

const objectIdOf = (value: unknown): ObjectId => {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw unsupported(value, 'objectId');
  if (!/^[0-9a-fA-F]{24}$/.test(value))
    throw failed(
      `Failed to parse objectId '${value}' ${ON_ERROR}: Invalid string length for parsing to OID, expected 24 but found ${value.length}`,
    );
  return new ObjectId(value);
};

const booleanOf = (value: unknown): boolean => (isNumeric(value) ? numberOf(value) !== 0 : value !== false);

const identity =
  (type: number) =>
  (value: unknown): unknown => {
    if (typeOf(value) === type) return value;
    throw unsupported(value, [...TYPE_ALIASES].find(([, number]) => number === type)?.[0] ?? String(type));
  };

const CONVERSIONS: ReadonlyMap<number, (value: unknown) => unknown> = new Map<number, (value: unknown) => unknown>([
  [T.double, doubleOf],
  [T.string, textOf],
  [T.objectId, objectIdOf],
  [T.bool, booleanOf],
  [T.date, dateOf],
  [T.int, (value) => integerOf(value, 'int')],
  [T.long, (value) => integerOf(value, 'long')],
  [T.decimal, decimalFrom],
  [T.binData, identity(T.binData)],
]);

const to = (type: number): Operator => {
  const convert = CONVERSIONS.get(type) as (value: unknown) => unknown;
  return unary((value) => (nullish(value) ? null : convert(value)));
};

const targetOf = (value: unknown): ((value: unknown) => unknown) => {
  const type = typeof value === 'string' ? TYPE_ALIASES.get(value) : toInteger(value);
  if (type === undefined) {
    if (typeof value === 'string') throw new EngineError(2, `Unknown type name: ${value}`);
    throw new EngineError(9, "$convert's 'to' argument must be a string or number");
  }
  return CONVERSIONS.get(type) ?? identity(type);
};

const convert: Operator = (operand, compiler, name) => {
  const { get, has } = named(operand, compiler, { name, required: ['input', 'to'], optional: ['onError', 'onNull'] });
  return (frame) => {
    const value = get('input')(frame);
    const target = get('to')(frame);
    if (nullish(value)) return has('onNull') ? get('onNull')(frame) : null;
    if (nullish(target)) return null;
    const convertTo = targetOf(target);
    try {
      return convertTo(value);
    } catch (error) {
      if (has('onError') && error instanceof EngineError && error.code === 241) return get('onError')(frame);
      throw error;
    }
  };
};

/** Type conversion operators. */
export const conversions: Readonly<Record<string, Operator>> = {
  $convert: convert,
  $toBool: to(T.bool),
  $toDate: to(T.date),
  $toDecimal: to(T.decimal),
  $toDouble: to(T.double),
  $toInt: to(T.int),
  $toLong: to(T.long),
  $toObjectId: to(T.objectId),
  $toString: to(T.string),
  $type: unary((value) => typeName(value)),
  $tsIncrement: unary((value) => (value instanceof Timestamp ? Long.fromNumber(value.i) : null)),
  $tsSecond: unary((value) => (nullish(value) ? null : Long.fromNumber(Math.floor(timeOf(value) / 1000)))),
};
