import { Long } from 'bson';
import { ACCUMULATORS } from './accumulators.ts';
import {
  divideDecimals,
  parseDecimal,
  remainder,
  roundDecimal,
  toDecimal128,
  toDouble,
  wholeToBigInt,
} from './decimal.ts';
import { EngineError } from './error.ts';
import { makeDate } from './expression-dates.ts';
import {
  binary,
  integerArgument,
  listOf,
  nullish,
  type Operator,
  type Operators,
  ranged,
  unary,
  variadic,
} from './expression-kit.ts';
import {
  add,
  bigintOf,
  decimalOf,
  isNumeric,
  makeDouble,
  makeInteger,
  multiply,
  numberOf,
  subtract,
  widerType,
} from './number.ts';
import { T, typeName, typeOf } from './value.ts';

const notNumeric = (code: number, name: string, ...values: unknown[]): EngineError =>
  new EngineError(code, `${name} only supports numeric types, not ${values.map(typeName).join(' and ')}`);

const addAll = (values: readonly unknown[]): unknown => {
  let sum: unknown = 0;
  let date: Date | undefined;
  for (const value of values) {
    if (nullish(value)) return null;
    if (value instanceof Date) {
      if (date) throw new EngineError(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumeric(value)) sum = add(sum, value);
    else throw new EngineError(14, `$add only supports numeric or date types, not ${typeName(value)}`);
  }
  return date ? makeDate(date.getTime() + Math.round(numberOf(sum))) : sum;
};

const multiplyAll = (values: readonly unknown[]): unknown => {
  let product: unknown = 1;
  for (const value of values) {
    if (nullish(value)) return null;
    if (!isNumeric(value)) throw notNumeric(14, '$multiply', value);
    product = multiply(product, value);
  }
  return product;
};

const minus = (a: unknown, b: unknown): unknown => {
  if (nullish(a) || nullish(b)) return null;
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && isNumeric(b)) return makeDate(a.getTime() - Math.round(numberOf(b)));
  if (isNumeric(a) && isNumeric(b)) return subtract(a, b);
  throw new EngineError(14, `can't $subtract ${typeName(b)} from ${typeName(a)}`);
};

const divide = (a: unknown, b: unknown): unknown => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b)) throw notNumeric(14, '$divide', a, b);
  if (numberOf(b) === 0) throw new EngineError(2, "can't $divide by zero");
  if (widerType(typeOf(a), typeOf(b)) === T.decimal) return toDecimal128(divideDecimals(decimalOf(a), decimalOf(b)));
  return makeDouble(numberOf(a) / numberOf(b));
};

const modulo = (a: unknown, b: unknown): unknown => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b)) throw notNumeric(16611, '$mod', a, b);
  if (numberOf(b) === 0) throw new EngineError(16610, "can't $mod by zero");
  const type = widerType(typeOf(a), typeOf(b));
  if (type === T.decimal) return toDecimal128(remainder(decimalOf(a), decimalOf(b)));
  if (type === T.double) return makeDouble(numberOf(a) % numberOf(b));
  return makeInteger(bigintOf(a) % bigintOf(b), type === T.long);
};

const absolute = (value: unknown, name: string): unknown => {
  if (nullish(value)) return null;
  if (!isNumeric(value)) throw notNumeric(28765, name, value);
  const type = typeOf(value);
  if (type === T.double) return makeDouble(Math.abs(numberOf(value)));
  if (type === T.long && bigintOf(value) === -(1n << 63n))
    throw new EngineError(28680, "can't take $abs of long long min");
  return numberOf(value) < 0 ? multiply(value, -1) : value;
};

/** The value rounded at 10^-places, as its own type; doubles by their shortest decimal text. */
const rounded = (value: unknown, places: number, mode: 'even' | 'zero' | 'floor' | 'ceil'): unknown => {
  const type = typeOf(value);
  if (type !== T.double) {
    const result = roundDecimal(decimalOf(value), places, mode);
    if (type === T.decimal) return toDecimal128(result);
    if (places >= 0 || typeof result === 'number') return value;
    const whole = makeInteger(wholeToBigInt(result), type === T.long);
    if (whole === undefined) throw new EngineError(51080, `rounding ${String(value)} overflows 64 bits`);
    return whole;
  }
  const number = numberOf(value);
  const result = toDouble(roundDecimal(parseDecimal(String(number)) ?? Number.NaN, places, mode));
  // Zero keeps the sign.
  return makeDouble(result === 0 ? number * 0 : result);
};

const whole = (mode: 'floor' | 'ceil'): Operator =>
  unary((value, name) => {
    if (nullish(value)) return null;
    if (!isNumeric(value)) throw notNumeric(28765, name, value);
    return rounded(value, 0, mode);
  });

const rounding = (mode: 'even' | 'zero'): Operator =>
  ranged(1, 2, ([value, digits = 0], name) => {
    if (nullish(value) || nullish(digits)) return null;
    if (!isNumeric(value)) throw notNumeric(51081, name, value);
    const places = integerArgument(digits, `precision argument to ${name}`, 51082);
    if (places < -20 || places > 100)
      throw new EngineError(51083, `cannot apply ${name} with precision value ${places} value must be in [-20, 100]`);
    return rounded(value, places, mode);
  });

/** Accumulator as an expression: over the elements of its one array argument, or over its arguments. */
const accumulated: Operator = (operand, compiler, name) => {
  const create = ACCUMULATORS.get(name) as NonNullable<ReturnType<typeof ACCUMULATORS.get>>;
  const parts = listOf(operand).map((spec) => compiler.compile(spec));
  return (frame) => {
    const values = parts.map((part) => part(frame));
    const accumulator = create(compiler.context.collation);
    for (const value of values.length === 1 ? listOf(values[0]) : values) accumulator.add(value);
    return accumulator.result();
  };
};

/** Arithmetic operators. */
export const arithmetic: Operators = {
  $add: variadic(addAll),
  $subtract: binary(minus),
  $multiply: variadic(multiplyAll),
  $divide: binary(divide),
  $mod: binary(modulo),
  $abs: unary(absolute),
  $ceil: whole('ceil'),
  $floor: whole('floor'),
  $round: rounding('even'),
  $trunc: rounding('zero'),
  $sum: accumulated,
  $avg: accumulated,
  $min: accumulated,
  $max: accumulated,
};
