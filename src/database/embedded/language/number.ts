import { Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import {
  addDecimals,
  compareDecimals,
  compareDoubles,
  type Dec,
  fromBigInt,
  fromDecimal128,
  fromDouble,
  fromDoubleExactly,
  multiplyDecimals,
  negate,
  toDecimal128,
  toDouble,
} from './decimal.ts';
import { T, typeOf } from './value.ts';

const INT_MIN = -0x80000000;
const INT_MAX = 0x7fffffff;
const LONG_MIN = -(1n << 63n);
const LONG_MAX = (1n << 63n) - 1n;

/** True for int, long, double and decimal values (a Timestamp is a Long for JavaScript only). */
export const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  value instanceof Double ||
  (value instanceof Long && !(value instanceof Timestamp)) ||
  value instanceof Decimal128 ||
  value instanceof Int32;

/** How conditions read a value: null, missing, false and zero are false, everything else is true. */
export const truthy = (value: unknown): boolean =>
  value !== false && value !== null && value !== undefined && (!isNumeric(value) || numberOf(value) !== 0);

/** Nearest double of a numeric value; NaN for others. */
export const numberOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  if (value instanceof Double || value instanceof Int32) return value.value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Decimal128) return toDouble(fromDecimal128(value));
  return typeof value === 'bigint' ? Number(value) : Number.NaN;
};

/** A double value (wrapped when integral, see `Doc`). */
export const makeDouble = (value: number): number | Double => (Number.isInteger(value) ? new Double(value) : value);

/** An integer as int when it fits and `long` is not asked for, else as long; undefined beyond 64 bits. */
export const makeInteger = (value: bigint, long = false): number | Long | undefined => {
  if (!long && value >= INT_MIN && value <= INT_MAX) return Number(value);
  return value >= LONG_MIN && value <= LONG_MAX ? Long.fromBigInt(value) : undefined;
};

/** Integer value of an int or long. */
export const bigintOf = (value: unknown): bigint => {
  if (value instanceof Long) return value.toBigInt();
  return typeof value === 'bigint' ? value : BigInt(numberOf(value));
};

/** A numeric value as decimal; doubles are rounded to 15 digits. */
export const decimalOf = (value: unknown): Dec => {
  if (value instanceof Decimal128) return fromDecimal128(value);
  return typeOf(value) === T.double ? fromDouble(numberOf(value)) : fromBigInt(bigintOf(value));
};

/** The wider of two numeric types: int < long < double < decimal. */
export const widerType = (a: number, b: number): number => {
  if (a === T.decimal || b === T.decimal) return T.decimal;
  if (a === T.double || b === T.double) return T.double;
  return a === T.long || b === T.long ? T.long : T.int;
};

/** One arithmetic operation on each level of the tower. */
interface Operation {
  readonly double: (a: number, b: number) => number;
  readonly integer: (a: bigint, b: bigint) => bigint;
  readonly decimal: (a: Dec, b: Dec) => Dec;
}

/** Result of an operation; undefined when the integers leave 64 bits. */
const apply = (operation: Operation, a: unknown, b: unknown): unknown => {
  const type = widerType(typeOf(a), typeOf(b));
  if (type === T.decimal) return toDecimal128(operation.decimal(decimalOf(a), decimalOf(b)));
  if (type === T.double) return makeDouble(operation.double(numberOf(a), numberOf(b)));
  if (type === T.int) {
    const result = operation.double(numberOf(a), numberOf(b));
    if (result >= INT_MIN && result <= INT_MAX) return result + 0;
    if (Number.isSafeInteger(result)) return Long.fromNumber(result);
  }
  return makeInteger(operation.integer(bigintOf(a), bigintOf(b)), true);
};

const ADD: Operation = { double: (a, b) => a + b, integer: (a, b) => a + b, decimal: addDecimals };
const SUBTRACT: Operation = {
  double: (a, b) => a - b,
  integer: (a, b) => a - b,
  decimal: (a, b) => addDecimals(a, negate(b)),
};
const MULTIPLY: Operation = { double: (a, b) => a * b, integer: (a, b) => a * b, decimal: multiplyDecimals };

const orDouble = (operation: Operation, a: unknown, b: unknown): unknown =>
  apply(operation, a, b) ?? makeDouble(operation.double(numberOf(a), numberOf(b)));

/** a + b on mongod's numeric tower: int → long on overflow → double; decimal wins. */
export const add = (a: unknown, b: unknown): unknown => {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if ((a | 0) === a && (b | 0) === b && (sum | 0) === sum) return sum;
  }
  return orDouble(ADD, a, b);
};

/** a − b on mongod's numeric tower. */
export const subtract = (a: unknown, b: unknown): unknown => orDouble(SUBTRACT, a, b);

/** a × b on mongod's numeric tower. */
export const multiply = (a: unknown, b: unknown): unknown => orDouble(MULTIPLY, a, b);

/** As `add`, but undefined when 64 bits overflow: updates refuse that. */
export const addStrictly = (a: unknown, b: unknown): unknown => apply(ADD, a, b);

/** As `multiply`, but undefined when 64 bits overflow. */
export const multiplyStrictly = (a: unknown, b: unknown): unknown => apply(MULTIPLY, a, b);

/** The value as a safe JS integer when it is numeric and integral (command options such as limit), else undefined. */
export const toInteger = (value: unknown): number | undefined => {
  if (typeof value !== 'number' && !isNumeric(value)) return undefined;
  const number = numberOf(value);
  return Number.isSafeInteger(number) ? number + 0 : undefined;
};

const exactDecimal = (value: unknown): Dec =>
  typeOf(value) === T.double ? fromDoubleExactly(numberOf(value)) : decimalOf(value);

const exactOf = (value: unknown): number | bigint =>
  value instanceof Long || typeof value === 'bigint' ? bigintOf(value) : numberOf(value);

/** Exact order of two numeric values across types; NaN is least. */
export const compareNumbers = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareDecimals(exactDecimal(a), exactDecimal(b));
  if (!(a instanceof Long || typeof a === 'bigint' || b instanceof Long || typeof b === 'bigint'))
    return compareDoubles(numberOf(a), numberOf(b));
  const [left, right] = [exactOf(a), exactOf(b)];
  // Comparing a double with a bigint is exact, but says nothing of NaN.
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
};
