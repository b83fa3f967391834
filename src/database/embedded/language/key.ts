import type { BSONSymbol, Code, ObjectId, Timestamp } from 'bson';
import { bracketOf } from './compare.ts';
import { byte, END, escaped, float, raw, startKey, takeKey, unsigned } from './key-bytes.ts';
import { number } from './key-number.ts';
import type { Collator, Doc } from './types.ts';
import { binaryParts, fieldsOf, regexParts } from './value.ts';

/** Options of `keyOf`: strings are folded with `collation` (then equality only); `descending` inverts the bytes. */
export interface KeyOptions {
  readonly collation?: Collator | undefined;
  readonly descending?: boolean | undefined;
}

const NULL_BYTE = 5;
const EMPTY_ARRAY_BYTE = 3;

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
  startKey();
  write(value, options.collation);
  const key = takeKey();
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
