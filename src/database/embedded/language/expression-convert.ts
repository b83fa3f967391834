import { Decimal128, ObjectId } from 'bson';
import { parseDecimal, roundDecimal, toDecimal128, toDouble, wholeToBigInt } from './decimal.ts';
import { EngineError } from './error.ts';
import { makeDate, parseDate, timeOf } from './expression-dates.ts';
import { checkFields, nullish, type Operator, type Operators, unary } from './expression-kit.ts';
import { bigintOf, decimalOf, isNumeric, makeDouble, makeInteger, numberOf, toInteger } from './number.ts';
import { T, TYPE_ALIASES, typeName, typeOf } from './value.ts';

type Conversion = (value: unknown) => unknown;

const ON_ERROR = 'in $convert with no onError value';
const failed = (message: string): EngineError => new EngineError(241, message);
const unsupported = (value: unknown, target: string): EngineError =>
  failed(`Unsupported conversion from ${typeName(value)} to ${target} ${ON_ERROR}`);
const unparsed = (text: string): EngineError =>
  failed(`Failed to parse number '${text}' ${ON_ERROR}: Did not consume whole string.`);

/** Booleans and dates as the number they stand for; other values as they are. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? BigInt(value.getTime()) : value;
};

/** A number cut towards zero. */
const wholeOf = (value: unknown): bigint => {
  const type = typeOf(value);
  if (type === T.int || type === T.long) return bigintOf(value);
  const number = numberOf(value);
  if (type === T.double && Number.isFinite(number)) return BigInt(Math.trunc(number));
  const whole = type === T.double ? number : roundDecimal(decimalOf(value), 0, 'zero');
  if (typeof whole !== 'number') return wholeToBigInt(whole);
  throw failed(`Attempt to convert ${Number.isNaN(whole) ? 'NaN' : 'infinity'} value to integer type ${ON_ERROR}`);
};

const integer =
  (target: 'int' | 'long'): Conversion =>
  (given) => {
    const value = given instanceof Date && target === 'int' ? given : plain(given);
    if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) throw unparsed(value);
    if (typeof value !== 'string' && !isNumeric(value)) throw unsupported(value, target);
    const result = typeof value === 'string' ? BigInt(value.replace('+', '')) : wholeOf(value);
    const made = makeInteger(result, target === 'long');
    if (made !== undefined && (target === 'long' || typeof made === 'number')) return made;
    throw failed(`Conversion would overflow target type ${ON_ERROR}: ${result}`);
  };

const double: Conversion = (given) => {
  const value = plain(given);
  if (typeof value === 'string') {
    const parsed = parseDecimal(value);
    if (parsed === undefined) throw unparsed(value);
    return makeDouble(toDouble(parsed));
  }
  if (!isNumeric(value)) throw unsupported(value, 'double');
  const number = numberOf(value);
  const overflow = value instanceof Decimal128 && Math.abs(number) === Infinity;
  if (overflow && typeof decimalOf(value) !== 'number')
    throw failed(`Conversion would overflow target type ${ON_ERROR}: ${value}`);
  return makeDouble(number);
};

const decimal: Conversion = (given) => {
  const value = plain(given);
  if (value instanceof Decimal128) return value;
  if (typeof value !== 'string' && !isNumeric(value)) throw unsupported(value, 'decimal');
  const parsed = typeof value === 'string' ? parseDecimal(value) : decimalOf(value);
  if (parsed === undefined) throw unparsed(value as string);
  return toDecimal128(parsed);
};

const text: Conversion = (value) => {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (typeof value === 'boolean') return String(value);
  if (!isNumeric(value)) throw unsupported(value, 'string');
  return String(typeOf(value) === T.double ? numberOf(value) : value);
};

const date: Conversion = (value) => {
  if (typeof value === 'string') return parseDate(value);
  const type = typeOf(value);
  if (type === T.long || type === T.double || type === T.decimal) return makeDate(Number(wholeOf(value)));
  if (type !== T.date && type !== T.objectId && type !== T.timestamp) throw unsupported(value, 'date');
  return makeDate(timeOf(value));
};

const objectId: Conversion = (value) => {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw unsupported(value, 'objectId');
  if (/^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value);
  throw failed(`Failed to parse objectId '${value}' ${ON_ERROR}: expected 24 hexadecimal digits`);
};

const boolean: Conversion = (value) => (isNumeric(value) ? numberOf(value) !== 0 : value !== false);

/** Conversions by the number of the target type. */
const CONVERSIONS: ReadonlyMap<number, Conversion> = new Map<number, Conversion>([
  [T.double, double],
  [T.string, text],
  [T.objectId, objectId],
  [T.bool, boolean],
  [T.date, date],
  [T.int, integer('int')],
  [T.long, integer('long')],
  [T.decimal, decimal],
]);

const to = (conversion: Conversion): Operator => unary((value) => (nullish(value) ? null : conversion(value)));

const conversionTo = (target: unknown): Conversion => {
  const type = typeof target === 'string' ? TYPE_ALIASES.get(target) : toInteger(target);
  if (type === undefined && typeof target === 'string') throw new EngineError(2, `Unknown type name: ${target}`);
  if (type === undefined) throw new EngineError(9, "$convert's 'to' argument must be a string or number");
  const sameType: Conversion = (value) => {
    if (typeOf(value) === type) return value;
    throw unsupported(value, String(target));
  };
  return CONVERSIONS.get(type) ?? sameType;
};

const convert: Operator = (operand, compiler, name) => {
  const specs = checkFields(operand, name, ['input', 'to'], ['onError', 'onNull']);
  const input = compiler.compile(specs.input);
  const to = compiler.compile(specs.to);
  const onNull = compiler.compile(specs.onNull ?? null);
  const onError = specs.onError === undefined ? undefined : compiler.compile(specs.onError);
  return (frame) => {
    const value = input(frame);
    const target = to(frame);
    if (nullish(value)) return onNull(frame);
    if (nullish(target)) return null;
    const conversion = conversionTo(target);
    try {
      return conversion(value);
    } catch (error) {
      if (onError && error instanceof EngineError && error.code === 241) return onError(frame);
      throw error;
    }
  };
};

/** Type conversion operators. */
export const conversions: Operators = {
  $convert: convert,
  $toBool: to(boolean),
  $toDate: to(date),
  $toDecimal: to(decimal),
  $toDouble: to(double),
  $toInt: to(integer('int')),
  $toLong: to(integer('long')),
  $toObjectId: to(objectId),
  $toString: to(text),
  $type: unary((value) => typeName(value)),
  $isNumber: unary((value) => isNumeric(value)),
};
