import { compare } from './compare.ts';
import { ensure } from './error.ts';
import { DOLLAR_FIELD } from './expression-kit.ts';
import { toInteger } from './number.ts';
import { arrayValuesAt, valueOn } from './path.ts';
import type { Collator, Doc } from './types.ts';
import { isDoc, typeName } from './value.ts';

/** One key of a sort: the path, also in parts, and 1 or -1. */
export interface SortKey {
  readonly path: string;
  readonly parts: readonly string[];
  readonly direction: 1 | -1;
}

const directionOf = (value: unknown): 1 | -1 => {
  ensure(!isDoc(value) || value.$meta === undefined, 115, 'Sorting by $meta is not supported');
  const direction = toInteger(value);
  ensure(direction !== undefined, 15974, `Illegal key in $sort specification: ${typeName(value)}; must be 1 or -1`);
  ensure(Math.abs(direction) === 1, 15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return direction as 1 | -1;
};

/** Keys of a sort document. Throws 15974, 15975. */
export const parseSort = (sort: Doc): SortKey[] => {
  const paths = Object.keys(sort);
  ensure(paths.length <= 32, 13103, 'too many compound keys');
  return paths.map((path) => {
    const parts = path.split('.');
    ensure(!parts.includes(''), 15998, 'FieldPath field names may not be empty strings.');
    ensure(!path.startsWith('$'), 16410, DOLLAR_FIELD);
    return { path, parts, direction: directionOf(sort[path]) };
  });
};

/** Keys of a document, or the direction in which whole values sort. */
export const parseSortSpec = (spec: unknown, code: number): SortKey[] | 1 | -1 => {
  if (isDoc(spec)) return parseSort(spec);
  const direction = toInteger(spec);
  ensure(direction === 1 || direction === -1, code, 'The sort specification must be an object, 1 or -1');
  return direction;
};

const sortValue = (doc: Doc, key: SortKey, collator: Collator | undefined): unknown => {
  const simple = valueOn(doc, key.parts);
  if (simple !== undefined && !Array.isArray(simple)) return simple;
  const { values } = arrayValuesAt(doc, key.path);
  // An empty array sorts below null, as undefined does; a missing field sorts as null.
  const candidates = values.map((value) => (Array.isArray(value) && value.length === 0 ? undefined : (value ?? null)));
  if (candidates.length === 1) return candidates[0];
  const order = (a: unknown, b: unknown): unknown => (compare(b, a, collator) * key.direction < 0 ? b : a);
  return candidates.reduce(order);
};

const sortValues = (doc: Doc, keys: readonly SortKey[], collator: Collator | undefined): unknown[] =>
  keys.map((key) => sortValue(doc, key, collator));

/** Order of two lists of sort values. */
const compareSortValues = (keys: readonly SortKey[], collator: Collator | undefined) => {
  return (a: readonly unknown[], b: readonly unknown[]): number => {
    for (let i = 0; i < keys.length; i += 1) {
      const result = compare(a[i], b[i], collator);
      if (result !== 0) return result * (keys[i] as SortKey).direction;
    }
    return 0;
  };
};

/** Comparator of array elements for $push and $sortArray. */
export const compareBySpec = (spec: readonly SortKey[] | 1 | -1, collator: Collator | undefined) => {
  if (typeof spec === 'number') return (a: unknown, b: unknown): number => compare(a, b, collator) * spec;
  const order = compareSortValues(spec, collator);
  const values = (value: unknown): unknown[] =>
    isDoc(value) ? sortValues(value, spec, collator) : spec.map(() => null);
  return (a: unknown, b: unknown): number => order(values(a), values(b));
};

const MEASURED = 256;
const EVERY = 16;

/** A document with the values it is sorted by: taken once, not in every comparison. */
interface Entry {
  readonly doc: Doc;
  readonly values: readonly unknown[];
}

/** How to sort; `measure` gives the bytes of a document, more than `memoryLimitBytes` in all is refused with 292. */
export interface SorterOptions {
  readonly keys: readonly SortKey[];
  readonly collator: Collator | undefined;
  readonly limit?: number | undefined;
  readonly measure?: (doc: Doc) => number;
  readonly memoryLimitBytes?: number;
}

/** Sorts all documents; with a limit it never holds many more than that. */
export const sortAll = (docs: Iterable<Doc>, options: SorterOptions): Doc[] => {
  const { keys, collator, measure, limit = Number.POSITIVE_INFINITY, memoryLimitBytes = 0 } = options;
  const byValues = compareSortValues(keys, collator);
  const order = (a: Entry, b: Entry): number => byValues(a.values, b.values);
  const room = limit * 2 + 1000;
  let entries: Entry[] = [];
  let bytes = 0;
  let seen = 0;
  for (const doc of docs) {
    entries.push({ doc, values: sortValues(doc, keys, collator) });
    // Measuring costs more than sorting: after the first documents every 16th stands for all.
    if (measure && seen < MEASURED) bytes += measure(doc);
    else if (measure && seen % EVERY === 0) bytes += measure(doc) * EVERY;
    seen += 1;
    if (entries.length >= room) {
      entries = entries.sort(order).slice(0, limit);
      bytes = (bytes * entries.length) / room;
    }
    if (measure && bytes > memoryLimitBytes) refuseSize(memoryLimitBytes);
  }
  const sorted = entries.sort(order).map((entry) => entry.doc);
  return sorted.length > limit ? sorted.slice(0, limit) : sorted;
};

const refuseSize = (limit: number): void =>
  ensure(false, 292, `Sort exceeded memory limit of ${limit} bytes, but did not opt in to external sorting.`);

/** Sorted copy (stable); with `limit` only the first so many. Arrays sort by their least or (descending) greatest. */
export const sortDocuments = (docs: Iterable<Doc>, sort: Doc, collator?: Collator, limit?: number): Doc[] =>
  sortAll(docs, { keys: parseSort(sort), collator, limit: limit === 0 ? undefined : limit });
