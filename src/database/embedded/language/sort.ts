import { compare } from './compare.ts';
import { EngineError } from './error.ts';
import { toInteger } from './number.ts';
import { arrayValuesAt, valueAt } from './path.ts';
import type { Collator, Doc } from './types.ts';
import { fieldOf, isDoc, typeName } from './value.ts';

/** One key of a sort: the path and 1 or -1. */
export interface SortKey {
  readonly path: string;
  readonly direction: 1 | -1;
}

const directionOf = (value: unknown): 1 | -1 => {
  if (isDoc(value) && value.$meta !== undefined) throw new EngineError(115, 'Sorting by $meta is not supported');
  const direction = toInteger(value);
  if (direction === undefined) {
    throw new EngineError(15974, `Illegal key in $sort specification: ${typeName(value)}; must be 1 or -1`);
  }
  if (direction !== 1 && direction !== -1) {
    throw new EngineError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  }
  return direction;
};

/** Keys of a sort document. Throws 15974, 15975. */
export const parseSort = (sort: Doc): SortKey[] => {
  const keys = Object.keys(sort).map((path) => {
    if (path === '' || path.split('.').includes(''))
      throw new EngineError(15998, 'FieldPath field names may not be empty strings.');
    if (path.startsWith('$'))
      throw new EngineError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    return { path, direction: directionOf(sort[path]) };
  });
  if (keys.length > 32) throw new EngineError(13103, 'too many compound keys');
  return keys;
};

/** Keys of a document, or the direction in which whole values sort. */
export const parseSortSpec = (spec: unknown, code: number): SortKey[] | 1 | -1 => {
  if (isDoc(spec)) return parseSort(spec);
  const direction = toInteger(spec);
  if (direction !== 1 && direction !== -1)
    throw new EngineError(code, 'The sort specification must be an object, 1 or -1');
  return direction;
};

const least = (values: readonly unknown[], key: SortKey, collator: Collator | undefined): unknown => {
  let best: unknown;
  let found = false;
  for (const value of values) {
    // An empty array sorts below null, as undefined does; a missing field sorts as null.
    const candidate = Array.isArray(value) && value.length === 0 ? undefined : value;
    if (!found || compare(candidate, best, collator) * key.direction < 0) best = candidate;
    found = true;
  }
  return best;
};

const sortValue = (doc: Doc, key: SortKey, collator: Collator | undefined): unknown => {
  const simple = key.path.includes('.') ? valueAt(doc, key.path) : fieldOf(doc, key.path);
  if (simple !== undefined && !Array.isArray(simple)) return simple;
  const { values, multikey } = arrayValuesAt(doc, key.path);
  if (!multikey) return values[0] ?? null;
  const [only] = values;
  if (values.length === 1) return Array.isArray(only) && only.length === 0 ? undefined : (only ?? null);
  return least(
    values.map((value) => value ?? null),
    key,
    collator,
  );
};

/** The values a document is sorted by, one a key; taken once, not in every comparison. */
export const sortValues = (doc: Doc, keys: readonly SortKey[], collator: Collator | undefined): unknown[] =>
  keys.map((key) => sortValue(doc, key, collator));

/** Order of two lists of sort values. */
export const compareSortValues = (keys: readonly SortKey[], collator: Collator | undefined) => {
  const [first] = keys;
  if (first && keys.length === 1) {
    return (a: readonly unknown[], b: readonly unknown[]): number => compare(a[0], b[0], collator) * first.direction;
  }
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

interface Entry {
  readonly doc: Doc;
  readonly values: readonly unknown[];
}

/** How a sorter works; `measure` gives the bytes a document counts, more than `memoryLimitBytes` in all is refused with 292. */
export interface SorterOptions {
  readonly keys: readonly SortKey[];
  readonly collator: Collator | undefined;
  readonly limit?: number | undefined;
  readonly measure?: ((doc: Doc) => number) | undefined;
  readonly memoryLimitBytes?: number | undefined;
}

/** Sorts all documents; with a limit it never holds many more than that. */
export const sortAll = (docs: Iterable<Doc>, options: SorterOptions): Doc[] => {
  const { keys, collator, measure, limit = Number.POSITIVE_INFINITY } = options;
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
    if (bytes > (options.memoryLimitBytes ?? Number.POSITIVE_INFINITY)) {
      throw new EngineError(
        292,
        `Sort exceeded memory limit of ${options.memoryLimitBytes} bytes, but did not opt in to external sorting.`,
      );
    }
  }
  const sorted = entries.sort(order).map((entry) => entry.doc);
  return sorted.length > limit ? sorted.slice(0, limit) : sorted;
};

/** Sorted copy (stable); with `limit` only the first so many. Arrays sort by their least (ascending) or greatest element. */
export const sortDocuments = (docs: Iterable<Doc>, sort: Doc, collator?: Collator, limit?: number): Doc[] =>
  sortAll(docs, { keys: parseSort(sort), collator, limit: limit === 0 ? undefined : limit });
