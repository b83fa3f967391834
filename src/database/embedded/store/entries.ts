/** The keys that a document has in an index: arrays expanded, long keys cut; and what a change of a document does to them. */
import { createHash } from 'node:crypto';
import { type Doc, EngineError, isDoc, keyBytes, keyOf } from '../language/index.ts';
import type { Collection, Index } from './catalog.ts';
import { indexPrefix } from './keys.ts';

const MAX_KEY_BYTES = 1_400;
const EMPTY_ARRAY: unknown = Symbol('empty array');

/** A document's keys in one index, still without the rid; `arrays`: the paths where it holds arrays. */
interface IndexKeys {
  readonly keys: readonly Buffer[];
  readonly arrays: readonly string[];
  readonly longKeys: boolean;
}

const NONE: IndexKeys = { keys: [], arrays: [], longKeys: false };

export interface IndexEntry {
  readonly index: Index;
  readonly key: Buffer;
}

export interface IndexChanges {
  readonly removed: readonly IndexEntry[];
  readonly added: readonly IndexEntry[];
  /** Indexes that hold arrays or cut keys for the first time; `noteShapes` records it when the change is applied. */
  readonly shapes: readonly { index: Index; keys: IndexKeys }[];
}

/** Entries that go and come when `before` becomes `after` (null: no document). Throws 171 for two arrays side by side. */
export function indexChanges(collection: Collection, before: Doc | null, after: Doc | null): IndexChanges {
  const removed: IndexEntry[] = [];
  const added: IndexEntry[] = [];
  const shapes: { index: Index; keys: IndexKeys }[] = [];
  for (const index of collection.indexes) {
    const old = before ? indexKeys(index, before).keys : [];
    const keys = after ? indexKeys(index, after) : NONE;
    for (const key of old) if (!keys.keys.some((other) => other.equals(key))) removed.push({ index, key });
    for (const key of keys.keys) if (!old.some((other) => other.equals(key))) added.push({ index, key });
    if ((keys.longKeys && !index.longKeys) || keys.arrays.some((path) => !index.arrays.has(path)))
      shapes.push({ index, keys });
  }
  return { removed, added, shapes };
}

/** Records that an index is multikey or has cut keys. */
export function noteShapes({ shapes }: IndexChanges): void {
  for (const { index, keys } of shapes) {
    for (const path of keys.arrays) index.arrays.add(path);
    if (keys.longKeys) index.longKeys = true;
  }
}

/** Keys of `doc`; none when a sparse or partial index leaves it out. */
export function indexKeys(index: Index, doc: Doc): IndexKeys {
  if (index.covers && !index.covers(doc)) return NONE;
  const arrays: string[] = [];
  const rows = keyRows(index, doc, arrays);
  if (index.sparse && rows.every((row) => row.every((value) => value === undefined))) return NONE;
  const whole = rows.map((row) => wholeKey(index, row));
  const keys = whole.map(cutKey);
  const longKeys = whole.some((key) => key.length > MAX_KEY_BYTES);
  if (keys.length < 2) return { keys, arrays, longKeys };
  return { keys: [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()], arrays, longKeys };
}

function wholeKey(index: Index, values: readonly unknown[]): Buffer {
  return Buffer.concat([indexPrefix(index.id), ...values.map((value, at) => fieldKey(index, at, value))]);
}

/** Shortens a key beyond LMDB's limit: its beginning and a hash of the whole. */
function cutKey(key: Buffer): Buffer {
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
  const rows = keyRows(index, doc, []);
  const row = rows.find((values) => cutKey(wholeKey(index, values)).equals(key));
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
    if (field.value !== array) throw parallelArrays(field.path, first.path);
    if (!out.arrays.includes(field.path)) out.arrays.push(field.path);
  }
  for (const element of array.length === 0 ? [EMPTY_ARRAY] : array) {
    const next = walked.map((field) => (field.done ? field : below(field, element)));
    expand(next, out);
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

function parallelArrays(...paths: string[]): EngineError {
  const names = paths.map((path) => `[${path.slice(path.lastIndexOf('.') + 1)}]`);
  return new EngineError(171, `cannot index parallel arrays ${names.join(' ')}`);
}
