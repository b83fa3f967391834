import { BSONSymbol, type Code, Decimal128, Long, type ObjectId, type Timestamp } from 'bson';
import { byte, escaped, ordered, raw, start, take, unsigned } from './bytes.ts';
import { bracketOf } from './compare.ts';
import {
  compareDecimals,
  type Dec,
  digitsOf,
  type Finite,
  fromBigInt,
  fromDecimal128,
  fromDoubleExactly,
  toDouble,
} from './decimal.ts';
import { bigintOf, compareNumbers, isNumeric, numberOf } from './number.ts';
import type { Collator, Doc } from './types.ts';
import { binaryParts, fieldsOf, regexParts } from './value.ts';

/** Options of `keyOf`: strings are folded with `collation` (then equality only); `descending` inverts the bytes. */
export interface KeyOptions {
  readonly collation?: Collator | undefined;
  readonly descending?: boolean | undefined;
}

/** End of texts, arrays and documents in a key. */
const END = 0;
const NULL_BYTE = 5;
const EMPTY_ARRAY_BYTE = 3;

const invert = (bytes: Buffer): Buffer => {
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = ~(bytes[i] as number);
  return bytes;
};

const floats = new DataView(new ArrayBuffer(8));

/** The next smaller double. */
const before = (value: number): number => {
  if (value === Infinity) return Number.MAX_VALUE;
  if (value === 0) return -Number.MIN_VALUE;
  floats.setFloat64(0, value);
  floats.setBigInt64(0, floats.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return floats.getFloat64(0);
};

/** 36 digits behind an exponent, inverted for negative numbers: orders the decimals that share a double. */
const decimalTail = ({ coefficient, exponent }: Finite): void => {
  const digits = digitsOf(coefficient);
  const tail = Buffer.alloc(20);
  tail.writeUInt16BE(digits.length + exponent + 0x4000, 0);
  const filled = digits.padEnd(36, '0');
  for (let i = 0; i < 18; i += 1) tail[i + 2] = Number(filled.slice(2 * i, 2 * i + 2));
  raw(coefficient < 0n ? invert(tail) : tail);
};

/** The largest double that is not above the number, then 0 when it is the number itself, else 1 and the decimal. */
const exactNumber = (value: Dec): void => {
  const near = toDouble(value);
  const side = compareDecimals(value, fromDoubleExactly(near));
  ordered(side < 0 ? before(near) : near);
  byte(side === 0 ? 0 : 1);
  if (side !== 0) decimalTail(value as Finite);
};

/** Key of a number of any type: equal for equal numbers, in exact numeric order. */
const number = (value: unknown): void => {
  const near = value instanceof Decimal128 ? Number.NaN : numberOf(value);
  const isLong = value instanceof Long || typeof value === 'bigint';
  if (value instanceof Decimal128) exactNumber(fromDecimal128(value));
  else if (isLong && !Number.isSafeInteger(near)) exactNumber(fromBigInt(bigintOf(value)));
  else {
    ordered(near);
    byte(0);
  }
};

const fields = (value: Doc, collation: Collator | undefined): void => {
  const doc = fieldsOf(value);
  for (const key of Object.keys(doc)) {
    const field = doc[key];
    if (field === undefined) continue;
    byte(bracketOf(field));
    escaped(key);
    write(field, collation);
  }
  byte(END);
};

const binary = (value: unknown): void => {
  const { bytes, subtype } = binaryParts(value);
  unsigned(bytes.length);
  byte(subtype);
  raw(bytes);
};

const regex = (value: unknown): void => {
  const { pattern, options } = regexParts(value);
  escaped(pattern);
  escaped(options);
};

const array = (values: readonly unknown[], collation: Collator | undefined): void => {
  for (const value of values) write(value ?? null, collation);
  byte(END);
};

const code = (value: Code, collation: Collator | undefined): void => {
  escaped(value.code);
  fields((value.scope ?? {}) as Doc, collation);
};

const timestamp = (value: Timestamp): void => {
  unsigned(value.t);
  unsigned(value.i);
};

const text = (value: string | BSONSymbol, collation: Collator | undefined): void => {
  const plain = typeof value === 'string' ? value : value.value;
  escaped(collation ? collation.fold(plain) : plain);
};

/** Writers by type bracket; null, minKey and maxKey are told by their bracket alone. */
const WRITERS: Readonly<Record<number, (value: never, collation: Collator | undefined) => void>> = {
  10: number,
  15: text,
  20: fields,
  25: (values: readonly unknown[], collation) => array(values, collation),
  30: binary,
  35: (value: ObjectId) => raw(value.id),
  40: (value: boolean) => byte(value ? 1 : 0),
  45: (value: Date) => ordered(value.getTime()),
  47: timestamp,
  50: regex,
  60: code,
  65: code,
};

const write = (value: unknown, collation: Collator | undefined): void => {
  const bracket = value === undefined ? NULL_BYTE : bracketOf(value);
  byte(bracket);
  WRITERS[bracket]?.(value as never, collation);
};

/**
 * Byte key: `Buffer.compare(keyOf(a), keyOf(b))` has the sign of `compare(a, b)`, with missing taken as null.
 * Self-delimiting, so keys may be concatenated.
 */
export const keyOf = (value: unknown, options: KeyOptions = {}): Buffer => {
  start();
  write(value, options.collation);
  const key = take();
  return options.descending === true ? invert(key) : key;
};

/** Text that is equal for equal values, for hash tables. */
export const hashOf = (value: unknown, collation?: Collator): string => {
  if (typeof value === 'number') return `n${value + 0}`;
  if (typeof value === 'string' || value instanceof BSONSymbol)
    return `s${collation ? collation.fold(String(value)) : String(value)}`;
  const near = isNumeric(value) ? numberOf(value) : undefined;
  if (near !== undefined && compareNumbers(near, value) === 0) return `n${near + 0}`;
  return `k${keyOf(value, { collation }).toString('latin1')}`;
};

/** First byte string after every key that starts with `key`. */
const after = (key: Buffer): Buffer => {
  let end = key.length;
  while (end > 0 && key[end - 1] === 0xff) end -= 1;
  if (end === 0) return Buffer.from([...key, 0xff]);
  const next = Buffer.from(key.subarray(0, end));
  next[end - 1] = (next[end - 1] as number) + 1;
  return next;
};

const span = (start: Buffer, descending: boolean): { low: Buffer; high: Buffer } => {
  const low = descending ? invert(start) : start;
  return { low, high: after(low) };
};

/** Bytes for index bounds. */
export const keyBytes = {
  /** Key of an empty array in an index: below null, as mongod's undefined. */
  emptyArray: (descending = false): Buffer => Buffer.from([descending ? 0xff - EMPTY_ARRAY_BYTE : EMPTY_ARRAY_BYTE]),
  /** Range [low, high) of all keys of the same type bracket as `value` (all numbers, all strings …). */
  bracket: (value: unknown, descending = false): { low: Buffer; high: Buffer } =>
    span(Buffer.from([value === undefined ? NULL_BYTE : bracketOf(value)]), descending),
  /** Range [low, high) of the keys of all strings that start with `prefix` (no collation). */
  prefix: (prefix: string, descending = false): { low: Buffer; high: Buffer } => {
    const key = keyOf(prefix);
    return span(key.subarray(0, key.length - 1), descending);
  },
  /** First byte string after every key that starts with `key`: the exclusive end of "all keys with this prefix". */
  after,
};
