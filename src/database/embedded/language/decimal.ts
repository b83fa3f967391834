import { Decimal128 } from 'bson';

/** A decimal128 number: coefficient × 10^exponent (1.50 is 150 × 10^-2), or NaN or ±Infinity as JavaScript's number. */
export type Dec = Finite | number;

/** A finite decimal; the exponent keeps the zeros behind the point. */
export interface Finite {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const MAX_DIGITS = 34;
const MAX_COEFFICIENT = 10n ** 34n;
const MIN_EXPONENT = -6176;
const MAX_EXPONENT = 6111;

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
const power10 = (n: number): bigint => 10n ** BigInt(n);
const finite = (coefficient: bigint, exponent: number): Finite => ({ coefficient, exponent });

/** Digits of an integer without its sign; none for zero. */
export const digitsOf = (value: bigint): string => (value === 0n ? '' : abs(value).toString());

/** Parts of a Decimal128 value. */
export const fromDecimal128 = (value: Decimal128): Dec => {
  const bytes = Buffer.from(value.bytes.buffer, value.bytes.byteOffset, 16);
  const high = bytes.readBigUInt64LE(8);
  const isNegative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 0x1fn);
  if (combination === 0x1f) return Number.NaN;
  if (combination === 0x1e) return isNegative ? -Infinity : Infinity;
  if (combination >= 0x18) return finite(0n, Number((high >> 47n) & 0x3fffn) + MIN_EXPONENT);
  const coefficient = ((high & 0x1ffffffffffffn) << 64n) | bytes.readBigUInt64LE(0);
  const exponent = Number((high >> 49n) & 0x3fffn) + MIN_EXPONENT;
  if (coefficient >= MAX_COEFFICIENT) return finite(0n, exponent);
  return finite(isNegative ? -coefficient : coefficient, exponent);
};

/** How digits behind a place are dropped: half to even, towards zero, down or up. */
type Rounding = 'even' | 'zero' | 'floor' | 'ceil';

/** Coefficient divided by 10^places. */
const shiftRight = (coefficient: bigint, places: number, mode: Rounding): bigint => {
  const unit = power10(Math.min(places, digitsOf(coefficient).length + 1));
  const quotient = coefficient / unit;
  const rest = coefficient % unit;
  if (rest === 0n) return quotient;
  const half = abs(rest) * 2n - unit;
  const isAway = {
    even: half > 0n || (half === 0n && quotient % 2n !== 0n),
    zero: false,
    floor: rest < 0n,
    ceil: rest > 0n,
  }[mode];
  if (!isAway) return quotient;
  return rest < 0n ? quotient - 1n : quotient + 1n;
};

/** Rounded at 10^-places. */
export const roundDecimal = (value: Dec, places: number, mode: Rounding): Dec => {
  if (typeof value === 'number' || -value.exponent <= places) return value;
  return finite(shiftRight(value.coefficient, -value.exponent - places, mode), -places);
};

/** The Decimal128 of a number, rounded half to even to 34 digits; too large ones are infinite. */
export const toDecimal128 = (value: Dec): Decimal128 => {
  if (typeof value === 'number') return Decimal128.fromString(String(value));
  let { coefficient, exponent } = value;
  // Rounding 99…95 up gives one digit more: once again then.
  for (let over = 1; over > 0; ) {
    over = Math.max(digitsOf(coefficient).length - MAX_DIGITS, MIN_EXPONENT - exponent, 0);
    coefficient = shiftRight(coefficient, over, 'even');
    exponent += over;
  }
  if (coefficient === 0n) exponent = Math.min(exponent, MAX_EXPONENT);
  const pad = Math.max(exponent - MAX_EXPONENT, 0);
  if (digitsOf(coefficient).length + pad > MAX_DIGITS) return toDecimal128(coefficient < 0n ? -Infinity : Infinity);
  return Decimal128.fromString(`${coefficient * power10(pad)}E${exponent - pad}`);
};

/** A decimal literal such as "-1.50E+3", "NaN" or "Infinity"; undefined when the text is none. */
export const parseDecimal = (text: string): Dec | undefined => {
  if (/^[+-]?nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  const match = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', part = '', power = '0'] = match;
  const coefficient = BigInt(whole + part);
  return finite(sign === '-' ? -coefficient : coefficient, Number(power) - part.length);
};

/** An integer as a decimal. */
export const fromBigInt = (value: bigint): Finite => finite(value, 0);

/** The integer that a decimal without a fraction is. */
export const wholeToBigInt = (value: Finite): bigint => value.coefficient * power10(Math.max(0, value.exponent));

/** A double rounded to 15 digits, as mongod does when it mixes doubles with decimals. */
export const fromDouble = (value: number): Dec => {
  if (!Number.isFinite(value)) return value;
  return value === 0 ? finite(0n, 0) : (parseDecimal(value.toPrecision(15)) ?? Number.NaN);
};

const floats = new DataView(new ArrayBuffer(8));

/** A double as exactly the same decimal (with as many digits as that takes). */
export const fromDoubleExactly = (value: number): Dec => {
  if (!Number.isFinite(value)) return value;
  if (Number.isInteger(value)) return finite(BigInt(value), 0);
  floats.setFloat64(0, Math.abs(value));
  const bits = floats.getBigUint64(0);
  const raw = Number(bits >> 52n);
  const mantissa = raw === 0 ? bits : (bits & 0xfffffffffffffn) | (1n << 52n);
  const places = 1075 - Math.max(raw, 1);
  const coefficient = mantissa * 5n ** BigInt(places);
  return finite(value < 0 ? -coefficient : coefficient, -places);
};

/** Nearest double. */
export const toDouble = (value: Dec): number =>
  typeof value === 'number' ? value : Number(`${value.coefficient}e${value.exponent}`);

/** A number of the same sign: enough where the other operand is infinite or NaN. */
const signOf = (value: Dec): number => {
  if (typeof value === 'number') return value;
  return value.coefficient === 0n ? 0 : value.coefficient < 0n ? -1 : 1;
};

const align = (a: Finite, b: Finite): [bigint, bigint, number] => {
  const exponent = Math.min(a.exponent, b.exponent);
  return [a.coefficient * power10(a.exponent - exponent), b.coefficient * power10(b.exponent - exponent), exponent];
};

/** Order of two decimals; NaN is least and equals itself. */
export const compareDecimals = (a: Dec, b: Dec): number => {
  const signs = compareDoubles(signOf(a), signOf(b));
  if (signs !== 0 || typeof a === 'number' || typeof b === 'number') return signs;
  const [left, right] = align(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Order of two doubles; NaN is least and equals itself. */
export const compareDoubles = (a: number, b: number): number => {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
};

/** Operation on finite decimals; `special` is that of JavaScript when one is infinite or NaN. */
const operation =
  (exact: (a: Finite, b: Finite) => Dec, special: (a: number, b: number) => number) =>
  (a: Dec, b: Dec): Dec => {
    if (typeof a !== 'number' && typeof b !== 'number') return exact(a, b);
    const result = special(signOf(a), signOf(b));
    return Number.isFinite(result) ? finite(BigInt(result), 0) : result;
  };

/** a + b, exact until `toDecimal128` rounds. */
export const addDecimals = operation(
  (a, b) => {
    const [left, right, exponent] = align(a, b);
    return finite(left + right, exponent);
  },
  (a, b) => a + b,
);

/** −a. */
export const negate = (a: Dec): Dec => (typeof a === 'number' ? -a : finite(-a.coefficient, a.exponent));

/** a × b, exact until `toDecimal128` rounds. */
export const multiplyDecimals = operation(
  (a, b) => finite(a.coefficient * b.coefficient, a.exponent + b.exponent),
  (a, b) => a * b,
);

/** a ÷ b to 34 digits; the caller has refused b = 0. */
export const divideDecimals = operation(
  (a, b) => {
    const ideal = a.exponent - b.exponent;
    const missing = MAX_DIGITS + 2 + digitsOf(b.coefficient).length - digitsOf(a.coefficient).length;
    const extra = Math.max(0, missing);
    const scaled = a.coefficient * power10(extra);
    let coefficient = scaled / b.coefficient;
    let exponent = ideal - extra;
    // A digit that is not zero behind the last one keeps the final rounding right.
    if (scaled % b.coefficient !== 0n)
      return finite(coefficient * 10n + (scaled < 0n !== b.coefficient < 0n ? -1n : 1n), exponent - 1);
    for (; exponent < ideal && coefficient % 10n === 0n; exponent += 1) coefficient /= 10n;
    return finite(coefficient, exponent);
  },
  (a, b) => a / b,
);

/** Remainder of a ÷ b with the sign of a. */
export const remainder = (a: Dec, b: Dec): Dec => {
  if (typeof a === 'number' || Number.isNaN(b)) return Number.NaN;
  if (typeof b === 'number') return a;
  const [left, right, exponent] = align(a, b);
  return finite(left % right, exponent);
};
