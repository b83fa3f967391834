import type { BSONSymbol, Code, Decimal128, ObjectId, Timestamp } from 'bson';
import { compareNumbers } from './number.ts';
import type { Collator, Doc } from './types.ts';
import { binaryParts, fieldsOf, regexParts, T, typeOf } from './value.ts';

const ORDER: ReadonlyMap<number, number> = new Map([
  [T.minKey, 1],
  [T.missing, 2],
  [T.null, 5],
  [T.int, 10],
  [T.long, 10],
  [T.double, 10],
  [T.decimal, 10],
  [T.string, 15],
  [T.symbol, 15],
  [T.object, 20],
  [T.array, 25],
  [T.binData, 30],
  [T.objectId, 35],
  [T.bool, 40],
  [T.date, 45],
  [T.timestamp, 47],
  [T.regex, 50],
  [T.javascript, 60],
  [T.javascriptWithScope, 65],
  [T.maxKey, 127],
]);

/** Place of a value's type bracket in BSON order: numbers share one, strings and symbols another. */
export const bracketOf = (value: unknown): number => {
  if (typeof value === 'string') return 15;
  if (typeof value === 'number') return 10;
  return ORDER.get(typeOf(value)) as number;
};

/** Order of two strings by their UTF-8 bytes, as mongod without collation. */
export const compareStrings = (a: string, b: string): number => {
  if (a === b) return 0;
  const size = Math.min(a.length, b.length);
  for (let i = 0; i < size; i += 1) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    // Surrogates stand for code points above all of the basic plane.
    const leftHigh = left >= 0xd800 && left < 0xe000;
    if (leftHigh !== (right >= 0xd800 && right < 0xe000)) return leftHigh ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
};

const compareDocs = (a: Doc, b: Doc, collator: Collator | undefined): number => {
  const left = fieldsOf(a);
  const right = fieldsOf(b);
  const leftKeys = Object.keys(left);
  const rightKeys = Object.keys(right);
  const size = Math.min(leftKeys.length, rightKeys.length);
  for (let i = 0; i < size; i += 1) {
    const leftKey = leftKeys[i] as string;
    const rightKey = rightKeys[i] as string;
    const result =
      bracketOf(left[leftKey]) - bracketOf(right[rightKey]) ||
      compareStrings(leftKey, rightKey) ||
      compare(left[leftKey], right[rightKey], collator);
    if (result !== 0) return result;
  }
  return leftKeys.length - rightKeys.length;
};

const compareArrays = (a: readonly unknown[], b: readonly unknown[], collator: Collator | undefined): number => {
  const size = Math.min(a.length, b.length);
  for (let i = 0; i < size; i += 1) {
    const result = compare(a[i], b[i], collator);
    if (result !== 0) return result;
  }
  return a.length - b.length;
};

const compareBinaries = (a: unknown, b: unknown): number => {
  const left = binaryParts(a);
  const right = binaryParts(b);
  return (
    left.bytes.length - right.bytes.length || left.subtype - right.subtype || Buffer.compare(left.bytes, right.bytes)
  );
};

const compareRegexes = (a: unknown, b: unknown): number => {
  const left = regexParts(a);
  const right = regexParts(b);
  return compareStrings(left.pattern, right.pattern) || compareStrings(left.options, right.options);
};

const compareCodes = (a: Code, b: Code, collator: Collator | undefined): number =>
  compareStrings(a.code, b.code) || compareDocs((a.scope ?? {}) as Doc, (b.scope ?? {}) as Doc, collator);

const textOf = (value: string | BSONSymbol): string => (typeof value === 'string' ? value : value.value);

const compareTexts = (a: string | BSONSymbol, b: string | BSONSymbol, collator: Collator | undefined): number =>
  collator ? collator.compare(textOf(a), textOf(b)) : compareStrings(textOf(a), textOf(b));

/** Order of two values of one bracket beside numbers and texts; null, minKey and maxKey have one value only. */
const IN_BRACKET: Readonly<Record<number, (a: never, b: never, collator: Collator | undefined) => number>> = {
  20: (a: Doc, b: Doc, collator) => compareDocs(a, b, collator),
  25: (a: readonly unknown[], b: readonly unknown[], collator) => compareArrays(a, b, collator),
  30: compareBinaries,
  35: (a: ObjectId, b: ObjectId) => (a.equals(b) ? 0 : Buffer.compare(a.id, b.id)),
  40: (a: boolean, b: boolean) => Number(a) - Number(b),
  45: (a: Date, b: Date) => a.getTime() - b.getTime(),
  47: (a: Timestamp, b: Timestamp) => a.t - b.t || a.i - b.i,
  50: compareRegexes,
  60: compareCodes,
  65: compareCodes,
};

/** BSON order: negative, 0 or positive. A missing value (undefined) sorts before null. */
export const compare = (a: unknown, b: unknown, collator?: Collator): number => {
  const left = bracketOf(a);
  const right = bracketOf(b);
  if (left !== right) return left - right;
  if (left === 10) return compareNumbers(a, b);
  if (left === 15) return compareTexts(a as string, b as string, collator);
  return IN_BRACKET[left]?.(a as never, b as never, collator) ?? 0;
};

/** Equality by BSON order: 1 equals Long 1, field order of documents counts. */
export const equal = (a: unknown, b: unknown, collator?: Collator): boolean =>
  (a === b && typeof a !== 'object') || compare(a, b, collator) === 0;

/** Equality to the last bit: same types, same field order, same value. Tells whether an update changed anything. */
export const identical = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if (type === T.decimal) return Buffer.compare((a as Decimal128).bytes, (b as Decimal128).bytes) === 0;
  if (type === T.array) {
    const [left, right] = [a as unknown[], b as unknown[]];
    return left.length === right.length && left.every((value, i) => identical(value, right[i]));
  }
  if (type !== T.object) return compare(a, b) === 0;
  const [left, right] = [fieldsOf(a as Doc), fieldsOf(b as Doc)];
  const names = Object.keys(left);
  const others = Object.keys(right);
  return (
    names.length === others.length && names.every((name, i) => name === others[i] && identical(left[name], right[name]))
  );
};
