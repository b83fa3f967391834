import { Decimal128 } from 'bson';

/** A decimal128 number as coefficient × 10^exponent, or one of the three special values. */
export type Dec =
  | {
      readonly kind: 'finite';
      readonly coefficient: bigint;
      readonly exponent: number;
      readonly negativeZero?: boolean;
    }
  | { readonly kind: 'nan' }
  | { readonly kind: 'infinity'; readonly negative: boolean };

const MAX_DIGITS = 34;
const MAX_COEFFICIENT = 10n ** 34n;
const MIN_EXPONENT = -6176;
const MAX_EXPONENT = 6111;
const NAN: Dec = { kind: 'nan' };

/** 10^n for n ≥ 0. */
export const power10 = (n: number): bigint => 10n ** BigInt(n);
const abs = (value: bigint): bigint => (value < 0n ? -value : value);
const digits = (value: bigint): number => (value === 0n ? 0 : abs(value).toString().length);
const finite = (coefficient: bigint, exponent: number): Dec => ({ kind: 'finite', coefficient, exponent });
const infinity = (negative: boolean): Dec => ({ kind: 'infinity', negative });

/** Parts of a Decimal128 value. */
export const fromDecimal128 = (value: Decimal128): Dec => {
  const bytes = Buffer.from(value.bytes.buffer, value.bytes.byteOffset, 16);
  const high = bytes.readBigUInt64LE(8);
  const negative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 0x1fn);
  if (combination === 0x1f) return NAN;
  if (combination === 0x1e) return infinity(negative);
  if (combination >= 0x18) return finite(0n, Number((high >> 47n) & 0x3fffn) + MIN_EXPONENT);
  const raw = ((high & 0x1ffffffffffffn) << 64n) | bytes.readBigUInt64LE(0);
  const coefficient = raw < MAX_COEFFICIENT ? raw : 0n;
  const exponent = Number((high >> 49n) & 0x3fffn) + MIN_EXPONENT;
  if (negative && coefficient === 0n) return { kind: 'finite', coefficient, exponent, negativeZero: true };
  return finite(negative ? -coefficient : coefficient, exponent);
};

/** Coefficient divided by 10^places, rounded half to even. */
const shiftRight = (coefficient: bigint, places: number): bigint => {
  if (places > digits(coefficient) + 1) return 0n;
  const unit = power10(places);
  const quotient = coefficient / unit;
  const rest = abs(coefficient % unit) * 2n;
  const up = rest > unit || (rest === unit && quotient % 2n !== 0n);
  if (!up) return quotient;
  return coefficient < 0n ? quotient - 1n : quotient + 1n;
};

const normalize = (value: Dec): Dec => {
  if (value.kind !== 'finite') return value;
  let { coefficient, exponent } = value;
  const over = Math.max(digits(coefficient) - MAX_DIGITS, MIN_EXPONENT - exponent);
  if (over > 0) {
    coefficient = shiftRight(coefficient, over);
    exponent += over;
    if (digits(coefficient) > MAX_DIGITS) return normalize(finite(coefficient, exponent));
  }
  if (coefficient === 0n) {
    const clamped = Math.min(Math.max(exponent, MIN_EXPONENT), MAX_EXPONENT);
    return { ...value, coefficient, exponent: clamped };
  }
  if (exponent > MAX_EXPONENT) {
    const pad = exponent - MAX_EXPONENT;
    if (digits(coefficient) + pad > MAX_DIGITS) return infinity(coefficient < 0n);
    return finite(coefficient * power10(pad), MAX_EXPONENT);
  }
  return finite(coefficient, exponent);
};

/** The Decimal128 of a number, rounded half to even to 34 digits. */
export const toDecimal128 = (value: Dec): Decimal128 => {
  const rounded = normalize(value);
  const bytes = Buffer.alloc(16);
  if (rounded.kind === 'nan') bytes.writeBigUInt64LE(0x1fn << 58n, 8);
  else if (rounded.kind === 'infinity') bytes.writeBigUInt64LE((0x1en << 58n) | (rounded.negative ? 1n << 63n : 0n), 8);
  else {
    const size = abs(rounded.coefficient);
    const negative = rounded.coefficient < 0n || rounded.negativeZero === true;
    const exponent = BigInt(rounded.exponent - MIN_EXPONENT);
    bytes.writeBigUInt64LE(size & 0xffffffffffffffffn, 0);
    bytes.writeBigUInt64LE((negative ? 1n << 63n : 0n) | (exponent << 49n) | (size >> 64n), 8);
  }
  return new Decimal128(bytes);
};

/** A decimal literal such as "-1.50E+3", "NaN" or "Infinity"; undefined when the text is none. */
export const parseDecimal = (text: string): Dec | undefined => {
  if (/^[+-]?nan$/i.test(text)) return NAN;
  if (/^[+-]?inf(inity)?$/i.test(text)) return infinity(text.startsWith('-'));
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', part = '', power = '0'] = match;
  if (whole + part === '') return undefined;
  const coefficient = BigInt(whole + part);
  const exponent = Number(power) - part.length;
  if (sign === '-' && coefficient === 0n) return { kind: 'finite', coefficient, exponent, negativeZero: true };
  return finite(sign === '-' ? -coefficient : coefficient, exponent);
};

/** An integer as a decimal. */
export const fromBigInt = (value: bigint): Dec => finite(value, 0);

/** A double rounded to 15 digits, as mongod does when it mixes doubles with decimals. */
export const fromDouble = (value: number): Dec => {
  if (Number.isNaN(value)) return NAN;
  if (!Number.isFinite(value)) return infinity(value < 0);
  if (value === 0) return finite(0n, 0);
  return parseDecimal(value.toPrecision(15)) ?? NAN;
};

const floats = new DataView(new ArrayBuffer(8));

/** A double as exactly the same decimal (with as many digits as that takes). */
export const fromDoubleExactly = (value: number): Dec => {
  if (!Number.isFinite(value)) return fromDouble(value);
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
export const toDouble = (value: Dec): number => {
  if (value.kind === 'nan') return Number.NaN;
  if (value.kind === 'infinity') return value.negative ? -Infinity : Infinity;
  return Number(`${value.coefficient}e${value.exponent}`);
};

const align = (a: Dec & { kind: 'finite' }, b: Dec & { kind: 'finite' }): [bigint, bigint, number] => {
  const exponent = Math.min(a.exponent, b.exponent);
  return [a.coefficient * power10(a.exponent - exponent), b.coefficient * power10(b.exponent - exponent), exponent];
};

const rank = (value: Dec): number => {
  if (value.kind === 'nan') return -9;
  if (value.kind === 'infinity') return value.negative ? -2 : 2;
  return value.coefficient === 0n ? 0 : value.coefficient < 0n ? -1 : 1;
};

/** Order of two decimals; NaN is least and equals itself. */
export const compareDecimals = (a: Dec, b: Dec): number => {
  const difference = rank(a) - rank(b);
  if (difference !== 0 || a.kind !== 'finite' || b.kind !== 'finite' || a.coefficient === 0n)
    return Math.sign(difference);
  const sizeA = digits(a.coefficient) + a.exponent;
  const sizeB = digits(b.coefficient) + b.exponent;
  if (sizeA !== sizeB) return Math.sign(sizeA - sizeB) * rank(a);
  const [left, right] = align(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
};

/** a + b, exact until `toDecimal128` rounds. */
export const addDecimals = (a: Dec, b: Dec): Dec => {
  if (a.kind === 'finite' && b.kind === 'finite') {
    const [left, right, exponent] = align(a, b);
    return finite(left + right, exponent);
  }
  if (a.kind === 'nan' || b.kind === 'nan') return NAN;
  if (a.kind === 'finite') return b;
  if (b.kind === 'finite' || (b.kind === 'infinity' && a.kind === 'infinity' && b.negative === a.negative)) return a;
  return NAN;
};

/** −a. */
export const negate = (a: Dec): Dec => {
  if (a.kind === 'nan') return a;
  return a.kind === 'infinity' ? infinity(!a.negative) : finite(-a.coefficient, a.exponent);
};

/** a × b. */
export const multiplyDecimals = (a: Dec, b: Dec): Dec => {
  if (a.kind === 'finite' && b.kind === 'finite') return finite(a.coefficient * b.coefficient, a.exponent + b.exponent);
  const sign = Math.sign(rank(a)) * Math.sign(rank(b));
  return a.kind === 'nan' || b.kind === 'nan' || sign === 0 ? NAN : infinity(sign < 0);
};

/** a ÷ b to 34 digits; the caller has refused b = 0. */
export const divideDecimals = (a: Dec, b: Dec): Dec => {
  if (a.kind === 'nan' || b.kind === 'nan' || (a.kind === 'infinity' && b.kind === 'infinity')) return NAN;
  if (a.kind === 'infinity') return infinity(a.negative !== rank(b) < 0);
  if (b.kind === 'infinity') return finite(0n, 0);
  const ideal = a.exponent - b.exponent;
  const extra = Math.max(0, MAX_DIGITS + 2 + digits(b.coefficient) - digits(a.coefficient));
  const scaled = a.coefficient * power10(extra);
  let coefficient = scaled / b.coefficient;
  let exponent = ideal - extra;
  // A digit that is not zero behind the last one keeps the final rounding right.
  if (scaled % b.coefficient !== 0n)
    return finite(coefficient * 10n + (scaled < 0n !== b.coefficient < 0n ? -1n : 1n), exponent - 1);
  while (exponent < ideal && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return finite(coefficient, exponent);
};

/** Remainder of a ÷ b with the sign of a. */
export const remainder = (a: Dec, b: Dec): Dec => {
  if (a.kind !== 'finite' || b.kind === 'nan') return NAN;
  if (b.kind === 'infinity') return a;
  const [left, right, exponent] = align(a, b);
  return finite(left % right, exponent);
};

/** Rounded at 10^-places: half to even, towards zero, down or up. */
export const roundDecimal = (value: Dec, places: number, mode: 'even' | 'zero' | 'floor' | 'ceil'): Dec => {
  if (value.kind !== 'finite' || -value.exponent <= places) return value;
  const cut = -value.exponent - places;
  if (mode === 'even') return finite(shiftRight(value.coefficient, cut), -places);
  const unit = power10(cut);
  const rest = value.coefficient % unit;
  let quotient = value.coefficient / unit;
  if (mode === 'floor' && rest < 0n) quotient -= 1n;
  if (mode === 'ceil' && rest > 0n) quotient += 1n;
  return finite(quotient, -places);
};
