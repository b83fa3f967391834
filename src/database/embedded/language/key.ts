import type { BSONSymbol, Code, ObjectId, Timestamp } from 'bson';
import { Decimal128, Long } from 'bson';
import { bracketOf } from './compare.ts';
import {
  compareDecimals,
  type Dec,
  fromBigInt,
  fromDecimal128,
  fromDoubleExactly,
  power10,
  toDouble,
} from './decimal.ts';
import { numberOf } from './number.ts';
import type { Collator, Doc } from './types.ts';
import { binaryParts, fieldsOf, regexParts } from './value.ts';

/** Options of `keyOf`: strings are folded with `collation` (then equality only); `descending` inverts the bytes. */
export interface KeyOptions {
  readonly collation?: Collator | undefined;
  readonly descending?: boolean | undefined;
}

const NULL_BYTE = 5;
const EMPTY_ARRAY_BYTE = 3;
const END = 0;

let out = Buffer.allocUnsafe(4096);
let at = 0;

const room = (size: number): void => {
  if (at + size <= out.length) return;
  const bigger = Buffer.allocUnsafe(Math.max(out.length * 2, at + size));
  out.copy(bigger, 0, 0, at);
  out = bigger;
};

const byte = (value: number): void => {
  room(1);
  out[at++] = value;
};

/** UTF-8 with 0 and 1 escaped (1 1 and 1 2), so that a single 0 can end it and the order stays. */
const escaped = (text: string): void => {
  const size = text.length;
  room(size * 6 + 1);
  for (let i = 0; i < size; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 127) {
      escapedBytes(Buffer.from(text.slice(i)));
      break;
    }
    if (code < 2) out[at++] = 1;
    out[at++] = code < 2 ? code + 1 : code;
  }
  byte(END);
};

const escapedBytes = (bytes: Buffer): void => {
  for (const value of bytes) {
    if (value < 2) out[at++] = 1;
    out[at++] = value < 2 ? value + 1 : value;
  }
};

const unsigned = (value: number): void => {
  room(4);
  at = out.writeUInt32BE(value >>> 0, at);
};

const raw = (bytes: Uint8Array): void => {
  room(bytes.length);
  out.set(bytes, at);
  at += bytes.length;
};

/** Order-preserving bytes of a double: sign bit flipped, negative ones inverted; NaN is all zero. */
const float = (value: number): void => {
  room(8);
  if (Number.isNaN(value)) out.fill(0, at, at + 8);
  else {
    out.writeDoubleBE(value + 0, at);
    if (value < 0) for (let i = at; i < at + 8; i += 1) out[i] = ~(out[i] as number);
    else out[at] = (out[at] as number) | 0x80;
  }
  at += 8;
};

const floats = new DataView(new ArrayBuffer(8));

/** The next smaller double. */
const before = (value: number): number => {
  if (value === 0) return -Number.MIN_VALUE;
  floats.setFloat64(0, value);
  floats.setBigInt64(0, floats.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return floats.getFloat64(0);
};

/** 36 digits behind an exponent, inverted for negative numbers: orders the decimals that share a double. */
const decimalTail = (value: Dec & { kind: 'finite' }): void => {
  const negative = value.coefficient < 0n;
  const size = negative ? -value.coefficient : value.coefficient;
  const digits = size.toString();
  const exponent = digits.length + value.exponent + 0x4000;
  const tail = Buffer.alloc(20);
  tail.writeUInt16BE(exponent, 0);
  const filled = size * power10(36 - digits.length);
  for (let i = 0, rest = filled; i < 18; i += 1, rest /= 100n) tail[19 - i] = Number(rest % 100n);
  if (negative) for (let i = 0; i < tail.length; i += 1) tail[i] = ~(tail[i] as number);
  raw(tail);
};

/** The largest double that is not above the number, then 0 when it is the number itself, else 1 and the decimal. */
const exactNumber = (value: Dec): void => {
  const near = toDouble(value);
  if (value.kind !== 'finite') {
    float(near);
    byte(0);
    return;
  }
  const side = compareDecimals(value, fromDoubleExactly(near));
  float(side < 0 ? (near === Infinity ? Number.MAX_VALUE : before(near)) : near);
  byte(side === 0 ? 0 : 1);
  if (side !== 0) decimalTail(value);
};

const number = (value: unknown): void => {
  if (value instanceof Decimal128) {
    exactNumber(fromDecimal128(value));
    return;
  }
  if (value instanceof Long || typeof value === 'bigint') {
    const near = numberOf(value);
    if (!Number.isSafeInteger(near)) {
      exactNumber(fromBigInt(value instanceof Long ? value.toBigInt() : value));
      return;
    }
  }
  float(numberOf(value));
  byte(0);
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
  const parts = binaryParts(value);
  unsigned(parts.bytes.length);
  byte(parts.subtype);
  raw(parts.bytes);
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

const rest = (bracket: number, value: unknown, collation: Collator | undefined): void => {
  switch (bracket) {
    case 30:
      binary(value);
      break;
    case 45:
      float((value as Date).getTime());
      break;
    case 47:
      unsigned((value as Timestamp).t);
      unsigned((value as Timestamp).i);
      break;
    case 50:
      regex(value);
      break;
    case 60:
    case 65:
      code(value as Code, collation);
      break;
    default:
  }
};

const write = (value: unknown, collation: Collator | undefined): void => {
  const bracket = value === undefined ? NULL_BYTE : bracketOf(value);
  byte(bracket);
  switch (bracket) {
    case 10:
      number(value);
      break;
    case 15: {
      const text = typeof value === 'string' ? value : (value as BSONSymbol).value;
      escaped(collation ? collation.fold(text) : text);
      break;
    }
    case 20:
      fields(value as Doc, collation);
      break;
    case 25:
      array(value as unknown[], collation);
      break;
    case 35:
      raw((value as ObjectId).id);
      break;
    case 40:
      byte(value === true ? 1 : 0);
      break;
    default:
      rest(bracket, value, collation);
      break;
  }
};

const invert = (bytes: Buffer): Buffer => {
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = ~(bytes[i] as number);
  return bytes;
};

/**
 * Byte key: `Buffer.compare(keyOf(a), keyOf(b))` has the sign of `compare(a, b)`, with missing taken as null.
 * Self-delimiting, so keys may be concatenated.
 */
export const keyOf = (value: unknown, options: KeyOptions = {}): Buffer => {
  at = 0;
  write(value, options.collation);
  const key = Buffer.from(out.subarray(0, at));
  return options.descending === true ? invert(key) : key;
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
