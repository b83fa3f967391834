/** What the write commands share: running statements, checking and changing documents. */
import { ObjectId } from 'bson';
import {
  type CompiledUpdate,
  compileUpdate,
  createDoc,
  type Doc,
  EngineError,
  encode,
  equal,
  isDoc,
  upsertBase,
} from '../language/index.ts';
import { decoded, type FindQuery, type Found } from '../planner/find.ts';
import { LockWait } from '../session/locks.ts';
import type { Collection } from '../store/catalog.ts';
import type { Change, Writer } from '../store/store.ts';
import { type Call, flagOption, type Work } from './call.ts';
import { TRANSIENT_CODES } from './labels.ts';

/** The collection, created on first use. */
export function ensureCollection(writer: Writer, namespace: string): Collection {
  const existing = writer.collection(namespace);
  if (existing) return existing;
  const collection = writer.store.newCollection(namespace, {});
  writer.saveCollection(collection);
  return collection;
}

/**
 * Runs a command's statements in order and adds their errors to its reply as `writeErrors`. Remembers how far it came,
 * so that a run that was stopped by a lock goes on with the same statement. `reply` is asked at the end.
 */
export function statementWork(
  call: Call,
  how: { count: number; run: (writer: Writer, at: number) => void; reply: () => Doc },
): Work {
  const ordered = call.body.ordered === undefined || flagOption(call, 'ordered');
  const errors: Doc[] = [];
  let at = 0;
  const attempt = (writer: Writer): boolean => {
    try {
      how.run(writer, at);
      return true;
    } catch (error) {
      if (error instanceof LockWait || !(error instanceof EngineError)) throw error;
      if (error.code === 50 || (writer.isTransaction && TRANSIENT_CODES.includes(error.code))) throw error;
      errors.push({ index: at, code: error.code, ...error.extra, errmsg: error.message });
      return !ordered && !writer.isTransaction;
    }
  };
  return (writer) => {
    while (at < how.count && attempt(writer)) at++;
    return { ...how.reply(), ...(errors.length > 0 ? { writeErrors: errors } : {}) };
  };
}

/** Checks what every stored document must obey: a legal `_id`, and the collection's validator unless bypassed. */
export function checkDocument(call: Call, collection: Collection, doc: Doc): void {
  const id = doc._id;
  const isPattern = id !== null && typeof id === 'object' && '_bsontype' in id && id._bsontype === 'BSONRegExp';
  if (Array.isArray(id) || isPattern)
    throw new EngineError(53, `The '_id' value cannot be of type ${isPattern ? 'regex' : 'array'}`);
  const bad = isDoc(id) ? Object.keys(id).find((name) => name.startsWith('$')) : undefined;
  if (bad !== undefined)
    throw new EngineError(52, `_id fields may not contain '$'-prefixed fields: ${bad} is not valid for storage.`);
  const { validator, options } = collection;
  if (!validator || options.validationAction === 'warn' || options.validationLevel === 'off') return;
  if (validator(doc) || flagOption(call, 'bypassDocumentValidation')) return;
  const errInfo = { failingDocumentId: id, details: { operatorName: 'validator' } };
  throw new EngineError(121, 'Document failed validation', { errInfo });
}

function withId(doc: Doc): Doc {
  if (Object.keys(doc)[0] === '_id') return doc;
  return Object.assign(createDoc(), { _id: doc._id === undefined ? new ObjectId() : doc._id }, doc);
}

/** Where a change goes. */
export interface Target {
  readonly writer: Writer;
  readonly collection: Collection;
}

/** Compiles an update against its query. */
export function compileFor(query: FindQuery, update: unknown, arrayFilters: unknown): CompiledUpdate {
  if (!isDoc(update) && !Array.isArray(update))
    throw new EngineError(9, 'Update argument must be either an object or an array');
  return compileUpdate(update as Doc, {
    filter: query.filter,
    arrayFilters: Array.isArray(arrayFilters) ? (arrayFilters as Doc[]) : undefined,
    collation: query.collator,
    let: query.let,
    now: query.now,
  });
}

/** Inserts the document of an upsert that found nothing; gives it. */
export function insertUpsert(
  call: Call,
  target: Target,
  { query, compiled }: { query: FindQuery; compiled: CompiledUpdate },
): Doc {
  const doc = withId(compiled.apply(upsertBase(query.filter, compiled.kind), true));
  checkDocument(call, target.collection, doc);
  target.writer.put(target.collection, { rid: undefined, before: null, after: { doc, raw: encode(doc) } });
  return doc;
}

/** Applies an update to one row; gives the new document, or undefined when nothing changed. */
export function applyUpdate(
  call: Call,
  target: Target,
  how: { row: Found; compiled: CompiledUpdate },
): Doc | undefined {
  const change = updateChange(call, target, how);
  if (change) target.writer.put(target.collection, change);
  return change?.after?.doc;
}

/** The change that an update makes to a row; undefined when it makes none. */
export function updateChange(
  call: Call,
  target: Target,
  { row, compiled }: { row: Found; compiled: CompiledUpdate },
): Change | undefined {
  const before = decoded(row);
  const after = compiled.apply(before, false);
  if (after === before) return undefined;
  if (after._id !== undefined && !equal(after._id, before._id))
    throw new EngineError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  const doc = withId(after._id === undefined ? { _id: before._id, ...after } : after);
  const raw = encode(doc);
  if (raw.equals(row.raw)) return undefined;
  checkDocument(call, target.collection, doc);
  return { rid: row.rid, before, after: { doc, raw } };
}
