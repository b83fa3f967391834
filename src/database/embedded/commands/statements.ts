/** What insert, update, delete and findAndModify share: their statements, results and write errors. */
import { ObjectId } from 'bson';
import { createDoc, type Doc, EngineError, isDoc } from '../language/index.ts';
import { LockWait } from '../session/locks.ts';
import type { Collection } from '../store/catalog.ts';
import type { Writer } from '../store/store.ts';
import { type Call, flagOption } from './call.ts';

/** The collection, created on first use. */
export function ensureCollection(writer: Writer, namespace: string): Collection {
  const existing = writer.collection(namespace);
  if (existing) return existing;
  const collection = writer.store.newCollection(namespace, {});
  writer.saveCollection(collection);
  return collection;
}

/** Codes of a transaction that may succeed when run again as a whole. */
export const TRANSIENT_CODES: readonly number[] = [24, 112, 246, 251, 267];

/**
 * Runs statements in order and collects their errors as the reply's `writeErrors`. Remembers how far it came, so that
 * a run that was stopped by a lock goes on with the same statement.
 */
export function statementRunner(
  call: Call,
  count: number,
  run: (writer: Writer, at: number) => void,
): (writer: Writer) => Doc[] {
  const ordered = call.body.ordered === undefined || flagOption(call, 'ordered');
  const errors: Doc[] = [];
  let at = 0;
  return (writer) => {
    for (; at < count; at++) {
      try {
        run(writer, at);
      } catch (error) {
        if (error instanceof LockWait || !(error instanceof EngineError)) throw error;
        if (error.code === 50 || (writer.isTransaction && TRANSIENT_CODES.includes(error.code))) throw error;
        errors.push({ index: at, code: error.code, ...error.extra, errmsg: error.message });
        if (ordered || writer.isTransaction) break;
      }
    }
    return errors;
  };
}

/** Checks what every stored document must obey: a legal `_id`, and the collection's validator unless bypassed. */
export function checkDocument(call: Call, collection: Collection, doc: Doc): void {
  const id = doc._id;
  if (Array.isArray(id)) throw new EngineError(53, "The '_id' value cannot be of type array");
  if (id !== null && typeof id === 'object' && (id as { _bsontype?: unknown })._bsontype === 'BSONRegExp') {
    throw new EngineError(53, "The '_id' value cannot be of type regex");
  }
  if (isDoc(id)) {
    const bad = Object.keys(id).find((name) => name.startsWith('$'));
    if (bad !== undefined)
      throw new EngineError(52, `_id fields may not contain '$'-prefixed fields: ${bad} is not valid for storage.`);
  }
  if (!collection.validator || flagOption(call, 'bypassDocumentValidation')) return;
  if (collection.options.validationAction === 'warn' || collection.options.validationLevel === 'off') return;
  if (!collection.validator(doc)) {
    throw new EngineError(121, 'Document failed validation', {
      errInfo: { failingDocumentId: id, details: { operatorName: 'validator' } },
    });
  }
}

/** The document with an `_id` in front; a new ObjectId when it has none. */
export function withId(doc: Doc): Doc {
  const names = Object.keys(doc);
  if (names[0] === '_id') return doc;
  return Object.assign(createDoc(), { _id: doc._id === undefined ? new ObjectId() : doc._id }, doc);
}
