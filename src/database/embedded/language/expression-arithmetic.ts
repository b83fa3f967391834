import { Decimal128, Long } from 'bson';
import { divideDecimals, remainder, roundDecimal, toDecimal128 } from './decimal.ts';
import { EngineError } from './error.ts';
import { binary, integerArgument, nullish, type Operator, ranged, unary, variadic } from './expression-kit.ts';
import { makeDate } from './make-date.ts';
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

const isDate = (value: unknown): value is Date => value instanceof Date;

const addAll = (values: readonly unknown[]): unknown => {
  let sum: unknown = 0;
  let date: Date | undefined;
  for (const value of values) {
    if (nullish(value)) return null;
    if (isDate(value)) {
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
    if (!isNumeric(value)) throw new EngineError(14, `$multiply only supports numeric types, not ${typeName(value)}`);
    product = multiply(product, value);
  }
  return product;
};

const minus = (a: unknown, b: unknown): unknown => {
  if (nullish(a) || nullish(b)) return null;
  if (isDate(a) && isDate(b)) return Long.fromNumber(a.getTime() - b.getTime());
  if (isDate(a) && isNumeric(b)) return makeDate(a.getTime() - Math.round(numberOf(b)));
  if (isNumeric(a) && isNumeric(b)) return subtract(a, b);
  throw new EngineError(14, `can't $subtract ${typeName(b)} from ${typeName(a)}`);
};

const divide = (a: unknown, b: unknown): unknown => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b)) {
    throw new EngineError(14, `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  }
  if (numberOf(b) === 0) throw new EngineError(2, "can't $divide by zero");
  if (widerType(typeOf(a), typeOf(b)) === T.decimal) return toDecimal128(divideDecimals(decimalOf(a), decimalOf(b)));
  return makeDouble(numberOf(a) / numberOf(b));
};

const modulo = (a: unknown, b: unknown): unknown => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b)) {
    throw new EngineError(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  }
  if (numberOf(b) === 0) throw new EngineError(16610, "can't $mod by zero");
  const type = widerType(typeOf(a), typeOf(b));
  if (type === T.decimal) return toDecimal128(remainder(decimalOf(a), decimalOf(b)));
  if (type === T.double) return makeDouble(numberOf(a) % numberOf(b));
  return makeInteger(bigintOf(a) % bigintOf(b), type === T.long);
};

/** One-argument function of a number; null and missing give null. */
const numeric = (apply: (value: unknown) => unknown): Operator =>
  unary((value, name) => {
    if (nullish(value)) return null;
    if (!isNumeric(value)) throw new EngineError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    return apply(value);
  });

/** Function of doubles; a decimal argument gives a decimal with a double's precision. */
const floating = (
  apply: (value: number) => number,
  domain?: { ok: (value: number) => boolean; code: number; text: string },
): Operator =>
  numeric((value) => {
    const number = numberOf(value);
    if (domain && !domain.ok(number)) throw new EngineError(domain.code, domain.text);
    return likeInput(value, apply(number));
  });

const likeInput = (input: unknown, result: number): unknown =>
  input instanceof Decimal128 ? Decimal128.fromStringWithRounding(String(result)) : makeDouble(result);

const absolute = (value: unknown): unknown => {
  const type = typeOf(value);
  if (type === T.double) return makeDouble(Math.abs(numberOf(value)));
  if (type === T.long && bigintOf(value) === -(1n << 63n))
    throw new EngineError(28680, "can't take $abs of long long min");
  return numberOf(value) < 0 ? multiply(value, -1) : value;
};

const whole = (mode: 'floor' | 'ceil', apply: (value: number) => number): Operator =>
  numeric((value) => {
    const type = typeOf(value);
    if (type === T.decimal) return toDecimal128(roundDecimal(decimalOf(value), 0, mode));
    return type === T.double ? makeDouble(apply(numberOf(value))) : value;
  });

const shifted = (value: number, places: number, apply: (value: number) => number): number => {
  const moved = Number(`${value}e${places}`);
  return Number.isFinite(moved) ? Number(`${apply(moved)}e${-places}`) : value;
};

const halfEven = (value: number): number => {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
};

const rounding = (mode: 'even' | 'zero'): Operator =>
  ranged(1, 2, ([value, digits = 0], name) => {
    if (nullish(value) || nullish(digits)) return null;
    if (!isNumeric(value)) throw new EngineError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    const places = integerArgument(digits, `precision argument to ${name}`, 51082);
    if (places < -20 || places > 100)
      throw new EngineError(51083, `cannot apply ${name} with precision value ${places} value must be in [-20, 100]`);
    const type = typeOf(value);
    const decimal = roundDecimal(decimalOf(value), places, mode);
    if (type === T.decimal) return toDecimal128(decimal);
    if (type !== T.double)
      return decimal.kind === 'finite' && places < 0 ? wholeAgain(decimal, type === T.long) : value;
    const number = numberOf(value);
    if (!Number.isFinite(number)) return value;
    return makeDouble(
      /e/.test(String(number)) ? number : shifted(number, places, mode === 'even' ? halfEven : Math.trunc),
    );
  });

const wholeAgain = (value: { coefficient: bigint; exponent: number }, long: boolean): unknown =>
  makeInteger(value.coefficient * 10n ** BigInt(Math.max(0, value.exponent)), long);

const power = (a: unknown, b: unknown, name: string): unknown => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b))
    throw new EngineError(28762, `${name}'s base and exponent must be numeric, not ${typeName(a)} and ${typeName(b)}`);
  const base = numberOf(a);
  const exponent = numberOf(b);
  if (base === 0 && exponent < 0) throw new EngineError(28764, '$pow cannot take a base of 0 and a negative exponent');
  const type = widerType(typeOf(a), typeOf(b));
  if (type === T.decimal) return likeInput(new Decimal128(Buffer.alloc(16)), base ** exponent);
  if (type === T.double || exponent < 0) return makeDouble(base ** exponent);
  const exact = Math.abs(base) < 2 || exponent < 64 ? bigintOf(a) ** bigintOf(b) : 1n << 64n;
  return makeInteger(exact, type === T.long) ?? makeDouble(base ** exponent);
};

const logarithm = (a: unknown, b: unknown): unknown => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a)) throw new EngineError(28756, `$log's argument must be numeric, not ${typeName(a)}`);
  if (!isNumeric(b)) throw new EngineError(28757, `$log's base must be numeric, not ${typeName(b)}`);
  if (!(numberOf(a) > 0))
    throw new EngineError(28758, `$log's argument must be a positive number, but is ${numberOf(a)}`);
  if (!(numberOf(b) > 0) || numberOf(b) === 1)
    throw new EngineError(28759, `$log's base must be a positive number not equal to 1, but is ${numberOf(b)}`);
  return makeDouble(Math.log(numberOf(a)) / Math.log(numberOf(b)));
};

const bitwise = (start: bigint, apply: (a: bigint, b: bigint) => bigint): Operator =>
  variadic((values, name) => {
    let type: number = T.int;
    let bits = start;
    for (const value of values) {
      if (nullish(value)) return null;
      const own = typeOf(value);
      if (own !== T.int && own !== T.long) throw new EngineError(14, `${name} only supports int and long operands.`);
      type = widerType(type, own);
      bits = apply(bits, bigintOf(value));
    }
    return makeInteger(bits, type === T.long);
  });

const positive = (code: number, text: string) => ({ ok: (value: number) => !(value <= 0), code, text });
const unit = (text: string) => ({ ok: (value: number) => !(Math.abs(value) > 1), code: 50989, text });

/** Arithmetic operators. */
export const arithmetic: Readonly<Record<string, Operator>> = {
  $add: variadic(addAll),
  $subtract: binary(minus),
  $multiply: variadic(multiplyAll),
  $divide: binary(divide),
  $mod: binary(modulo),
  $abs: numeric(absolute),
  $ceil: whole('ceil', Math.ceil),
  $floor: whole('floor', Math.floor),
  $round: rounding('even'),
  $trunc: rounding('zero'),
  $pow: binary(power),
  $log: binary(logarithm),
  $sqrt: floating(Math.sqrt, {
    ok: (value) => !(value < 0),
    code: 28714,
    text: "$sqrt's argument must be greater than or equal to 0",
  }),
  $exp: floating(Math.exp),
  $ln: floating(Math.log, positive(28766, "$ln's argument must be a positive number")),
  $log10: floating(Math.log10, positive(28761, "$log10's argument must be a positive number")),
  $sin: floating(Math.sin),
  $cos: floating(Math.cos),
  $tan: floating(Math.tan),
  $asin: floating(Math.asin, unit('cannot apply $asin outside [-1, 1]')),
  $acos: floating(Math.acos, unit('cannot apply $acos outside [-1, 1]')),
  $atan: floating(Math.atan),
  $atan2: binary((a, b) => (nullish(a) || nullish(b) ? null : makeDouble(Math.atan2(numberOf(a), numberOf(b))))),
  $sinh: floating(Math.sinh),
  $cosh: floating(Math.cosh),
  $tanh: floating(Math.tanh),
  $degreesToRadians: floating((value) => (value * Math.PI) / 180),
  $radiansToDegrees: floating((value) => (value * 180) / Math.PI),
  $bitAnd: bitwise(-1n, (a, b) => a & b),
  $bitOr: bitwise(0n, (a, b) => a | b),
  $bitXor: bitwise(0n, (a, b) => a ^ b),
  $bitNot: unary((value, name) => {
    if (nullish(value)) return null;
    const type = typeOf(value);
    if (type !== T.int && type !== T.long)
      throw new EngineError(14, `${name} only supports int and long, not: ${typeName(value)}.`);
    return makeInteger(~bigintOf(value), type === T.long);
  }),
};
