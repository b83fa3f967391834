/** The keys that a document has in an index: arrays expanded, long keys cut, and the values for error messages. */
import { createHash } from 'node:crypto';
import { type Doc, EngineError, isDoc, keyBytes, keyOf } from '../language/index.ts';
import type { Index } from './catalog.ts';
import { indexPrefix } from './keys.ts';

const MAX_KEY_BYTES = 1_400;
const EMPTY_ARRAY: unknown = Symbol('empty array');

/** A document's entries in one index, still without the rid. */
export interface IndexEntries {
  readonly keys: readonly Buffer[];
  readonly arrays: readonly string[];
  readonly longKeys: boolean;
}

const NONE: IndexEntries = { keys: [], arrays: [], longKeys: false };

/** Entries of `doc`; none when a sparse or partial index leaves it out. Throws 171 for two arrays side by side. */
export function indexEntries(index: Index, doc: Doc): IndexEntries {
  if (index.covers && !index.covers(doc)) return NONE;
  const arrays: string[] = [];
  const rows = keyRows(index, doc, arrays);
  if (index.sparse && rows.every((row) => row.every((value) => value === undefined))) return NONE;
  const prefix = indexPrefix(index.id);
  let longKeys = false;
  const keys = rows.map((row) => {
    const key = Buffer.concat([prefix, ...row.map((value, at) => fieldKey(index, at, value))]);
    if (key.length <= MAX_KEY_BYTES) return key;
    longKeys = true;
    return cutKey(key);
  });
  if (keys.length < 2) return { keys, arrays, longKeys };
  const distinct = new Map(keys.map((key) => [key.toString('latin1'), key]));
  return { keys: [...distinct.values()], arrays, longKeys };
}

/** Shortens a key beyond LMDB's limit: its beginning and a hash of the whole. */
export function cutKey(key: Buffer): Buffer {
  if (key.length <= MAX_KEY_BYTES) return key;
  return Buffer.concat([key.subarray(0, MAX_KEY_BYTES), createHash('sha256').update(key).digest()]);
}

/** Bytes of one field's value in this index; a missing value is kept as null. */
export function fieldKey(index: Index, at: number, value: unknown): Buffer {
  const descending = index.fields[at]?.descending ?? false;
  if (value === EMPTY_ARRAY) return keyBytes.emptyArray(descending);
  return keyOf(value === undefined ? null : value, { collation: index.collator, descending });
}

/** The values of the entry that has this key, for the message of a duplicate-key error. */
export function valuesOfKey(index: Index, doc: Doc, key: Buffer): unknown[] {
  const prefix = indexPrefix(index.id);
  const rows = keyRows(index, doc, []);
  const row = rows.find((values) =>
    cutKey(Buffer.concat([prefix, ...values.map((value, at) => fieldKey(index, at, value))])).equals(key),
  );
  return (row ?? rows[0] ?? []).map((value) => (value === EMPTY_ARRAY ? [] : (value ?? null)));
}

function keyRows(index: Index, doc: Doc, arrays: string[]): unknown[][] {
  const simple = index.fields.map((field) => plainValue(doc, field.parts));
  if (!simple.includes(NEEDS_EXPANSION)) return [simple];
  const rows: unknown[][] = [];
  const start = index.fields.map((field): Open => ({ done: false, value: doc, rest: field.parts, path: '' }));
  expand(start, { rows, arrays });
  return rows;
}

const NEEDS_EXPANSION: unknown = Symbol('array on the way');

function plainValue(doc: Doc, parts: readonly string[]): unknown {
  let value: unknown = doc;
  for (const part of parts) {
    if (Array.isArray(value)) return NEEDS_EXPANSION;
    if (!isDoc(value)) return undefined;
    value = value[part];
  }
  return Array.isArray(value) ? NEEDS_EXPANSION : value;
}

/** A field whose value isn't reached yet: `rest` of its path lies below `value`, which was reached by `path`. */
interface Open {
  readonly done: false;
  readonly value: unknown;
  readonly rest: readonly string[];
  readonly path: string;
}

type Walk = Open | { readonly done: true; readonly value: unknown };

/** Walks every field down to its next array, takes the elements one by one, and goes on below each of them. */
function expand(fields: readonly Walk[], out: { rows: unknown[][]; arrays: string[] }): void {
  const walked = fields.map(walkToArray);
  const first = walked.find((field) => !field.done);
  if (!first || first.done) {
    out.rows.push(walked.map((field) => field.value));
    return;
  }
  const array = first.value as readonly unknown[];
  for (const field of walked) {
    if (field.done) continue;
    if (field.value !== array)
      throw new EngineError(171, `cannot index parallel arrays [${last(field.path)}] [${last(first.path)}]`);
    if (!out.arrays.includes(field.path)) out.arrays.push(field.path);
  }
  const elements = array.length === 0 ? [EMPTY_ARRAY] : array;
  for (const element of elements) {
    expand(
      walked.map((field) => (field.done ? field : below(field, element))),
      out,
    );
  }
}

function below(field: Open, element: unknown): Walk {
  const [next, ...rest] = field.rest;
  if (next === undefined) return { done: true, value: element };
  if (/^\d+$/.test(next))
    return { done: false, value: (field.value as unknown[])[Number(next)], rest, path: `${field.path}.${next}` };
  return isDoc(element) ? { ...field, value: element } : { done: true, value: undefined };
}

function walkToArray(field: Walk): Walk {
  if (field.done) return field;
  let { value, path } = field;
  let used = 0;
  for (; used < field.rest.length && !Array.isArray(value); used++) {
    const part = field.rest[used] as string;
    value = isDoc(value) ? value[part] : undefined;
    path = path === '' ? part : `${path}.${part}`;
  }
  if (!Array.isArray(value)) return { done: true, value };
  return { done: false, value, rest: field.rest.slice(used), path };
}

function last(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
