/** update and delete: find the rows first, then change them, so that a changed row isn't met again. */
import {
  type CompiledUpdate,
  compileUpdate,
  type Doc,
  EngineError,
  encode,
  equal,
  isDoc,
  upsertBase,
} from '../language/index.ts';
import { decoded, type FindQuery, type Found, findRows } from '../planner/find.ts';
import type { Collection } from '../store/catalog.ts';
import type { Change, Writer } from '../store/store.ts';
import { arrayOption, type Call, type Command, collatorFor, hintOption, letOption, namespaceOf } from './call.ts';
import { limitsOf } from './find.ts';
import { checkBatch } from './insert.ts';
import { checkDocument, ensureCollection, statementRunner, withId } from './statements.ts';

/** Where a change goes. */
export interface Target {
  readonly writer: Writer;
  readonly collection: Collection;
}

/** One update: which documents, how, and whether to insert when there is none. */
export interface Update {
  readonly query: FindQuery;
  readonly compiled: CompiledUpdate;
  readonly upsert: boolean;
}

const UPDATE_FIELDS = ['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'collection'];
const DELETE_FIELDS = ['q', 'limit', 'hint', 'collation'];

function statements(call: Call, name: 'updates' | 'deletes', known: readonly string[]): Doc[] {
  const list = arrayOption(call, name) ?? [];
  checkBatch(list.length);
  return list.map((statement) => {
    if (!isDoc(statement)) throw new EngineError(14, `BSON field '${call.name}.${name}' must hold objects`);
    for (const field of Object.keys(statement)) {
      if (!known.includes(field))
        throw new EngineError(40415, `BSON field '${call.name}.${name}.${field}' is an unknown field.`);
    }
    if (!isDoc(statement.q))
      throw new EngineError(40414, `BSON field '${call.name}.${name}.q' is missing but a required field`);
    return statement;
  });
}

function statementQuery(call: Call, statement: Doc, collection: Collection | undefined): FindQuery {
  return {
    filter: statement.q as Doc,
    hint: hintOption(statement.hint),
    collator: collatorFor(statement.collation, collection?.collator),
    let: { ...letOption(call), ...(isDoc(statement.c) ? statement.c : {}) },
    now: call.now,
  };
}

/** Compiles an update against its query. */
export function compileFor(query: FindQuery, update: unknown, arrayFilters: unknown): CompiledUpdate {
  if (!isDoc(update) && !Array.isArray(update))
    throw new EngineError(9, 'Update argument must be either an object or an array');
  const filters = Array.isArray(arrayFilters) ? (arrayFilters as Doc[]) : undefined;
  return compileUpdate(update as Doc, {
    filter: query.filter,
    arrayFilters: filters,
    collation: query.collator,
    let: query.let,
    now: query.now,
  });
}

function prepareUpdate(call: Call): (writer: Writer) => Doc {
  const namespace = namespaceOf(call);
  const list = statements(call, 'updates', UPDATE_FIELDS);
  const upserted: Doc[] = [];
  let n = 0;
  let nModified = 0;
  const run = statementRunner(call, list.length, (writer, at) => {
    const statement = list[at] as Doc;
    const existing = writer.collection(namespace);
    const query = statementQuery(call, statement, existing);
    const compiled = compileFor(query, statement.u, statement.arrayFilters);
    const multi = statement.multi === true;
    if (multi && compiled.kind === 'replacement')
      throw new EngineError(9, 'multi update is not supported for replacement-style update');
    if (!existing && statement.upsert !== true) return;
    const target = { writer, collection: existing ?? ensureCollection(writer, namespace) };
    const rows = [
      ...findRows({ view: writer, collection: target.collection }, { ...query, limit: multi ? 0 : 1 }, limitsOf(call)),
    ];
    if (rows.length === 0 && statement.upsert === true) {
      upserted.push({ index: at, _id: insertUpsert(call, target, { query, compiled })._id });
      n++;
      return;
    }
    if (rows.length > 1 && !writer.store.locks.isEmpty)
      for (const row of rows) writer.checkLocks(target.collection, changeOf(call, target, { row, compiled }));
    for (const row of rows) {
      if (applyChange(call, target, { row, compiled })) nModified++;
      n++;
    }
  });
  return (writer) => {
    const errors = run(writer);
    return {
      n,
      nModified,
      ...(upserted.length > 0 ? { upserted } : {}),
      ...(errors.length > 0 ? { writeErrors: errors } : {}),
    };
  };
}

/** Inserts the document of an upsert that found nothing; gives it. */
export function insertUpsert(call: Call, target: Target, update: Pick<Update, 'query' | 'compiled'>): Doc {
  const base = upsertBase(update.query.filter, update.compiled.kind);
  const doc = withId(update.compiled.apply(base, true));
  checkDocument(call, target.collection, doc);
  target.writer.put(target.collection, { rid: undefined, before: null, after: { doc, raw: encode(doc) } });
  return doc;
}

/** Applies an update to one row; gives the new document, or undefined when nothing changed. */
export function applyChange(
  call: Call,
  target: Target,
  how: { row: Found; compiled: CompiledUpdate },
): Doc | undefined {
  const change = changeOf(call, target, how);
  if (!change.after || change.after.raw.equals(how.row.raw)) return undefined;
  target.writer.put(target.collection, change);
  return change.after.doc;
}

function changeOf(call: Call, target: Target, how: { row: Found; compiled: CompiledUpdate }): Change {
  const before = decoded(how.row);
  const after = how.compiled.apply(before, false);
  if (after === before) return { rid: how.row.rid, before, after: { doc: before, raw: how.row.raw } };
  if (after._id !== undefined && !equal(after._id, before._id)) {
    throw new EngineError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  const doc = withId(after._id === undefined ? { _id: before._id, ...after } : after);
  checkDocument(call, target.collection, doc);
  return { rid: how.row.rid, before, after: { doc, raw: encode(doc) } };
}

function prepareDelete(call: Call): (writer: Writer) => Doc {
  const namespace = namespaceOf(call);
  const list = statements(call, 'deletes', DELETE_FIELDS);
  let n = 0;
  const run = statementRunner(call, list.length, (writer, at) => {
    const statement = list[at] as Doc;
    const collection = writer.collection(namespace);
    const query = statementQuery(call, statement, collection);
    const limit = Number(statement.limit);
    if (limit !== 0 && limit !== 1)
      throw new EngineError(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    if (!collection) return;
    const rows = [...findRows({ view: writer, collection }, { ...query, limit }, limitsOf(call))];
    const changes = rows.map((row): Change => ({ rid: row.rid, before: decoded(row), after: null }));
    if (rows.length > 1) for (const change of changes) writer.checkLocks(collection, change);
    for (const change of changes) {
      writer.put(collection, change);
      n++;
    }
  });
  return (writer) => {
    const errors = run(writer);
    return { n, ...(errors.length > 0 ? { writeErrors: errors } : {}) };
  };
}

export const UPDATE_COMMANDS: Readonly<Record<string, Command>> = {
  update: {
    kind: 'write',
    inTransaction: true,
    options: ['updates', 'ordered', 'let', 'bypassDocumentValidation'],
    prepare: prepareUpdate,
  },
  delete: { kind: 'write', inTransaction: true, options: ['deletes', 'ordered', 'let'], prepare: prepareDelete },
};
