/** insert, update, delete, findAndModify. Rows are found first and then changed, so that a changed row isn't met again. */
import { ObjectId } from 'bson';
import { type Doc, decode, EngineError, encode, isDoc } from '../language/index.ts';
import { decoded, type FindQuery, findRows } from '../planner/find.ts';
import type { Collection } from '../store/catalog.ts';
import type { Change, Writer } from '../store/store.ts';
import { withIdFirst } from '../wire/elements.ts';
import {
  arrayOption,
  type Call,
  type Command,
  collatorFor,
  flagOption,
  hintOption,
  letOption,
  namespaceOf,
  type Work,
  writeCommand,
} from './call.ts';
import { findQuery, limitsOf, projection } from './find.ts';
import {
  applyUpdate,
  checkDocument,
  compileFor,
  ensureCollection,
  insertUpsert,
  statementWork,
  type Target,
  updateChange,
} from './statements.ts';

const MAX_BATCH = 100_000;

function checkBatch(count: number): void {
  if (count < 1 || count > MAX_BATCH)
    throw new EngineError(16, `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${count} operations.`);
}

/** Documents are stored as the bytes that came. */
function prepareInsert(call: Call): Work {
  const namespace = namespaceOf(call);
  const documents = call.documents ?? (arrayOption(call, 'documents') ?? []).map((doc) => encode(doc as Doc));
  checkBatch(documents.length);
  let n = 0;
  const run = (writer: Writer, at: number): void => {
    const collection = ensureCollection(writer, namespace);
    const raw = withIdFirst(documents[at] as Buffer, () => new ObjectId().id);
    const doc = decode(raw);
    checkDocument(call, collection, doc);
    writer.put(collection, { rid: undefined, before: null, after: { doc, raw } });
    n++;
  };
  return statementWork(call, { count: documents.length, run, reply: () => ({ n }) });
}

const FIELDS = {
  updates: ['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'collection'],
  deletes: ['q', 'limit', 'hint', 'collation'],
} as const;

/** The checked statements of an update or delete command. */
export function statementsOf(call: Call, name: 'updates' | 'deletes'): Doc[] {
  const list = arrayOption(call, name) ?? [];
  checkBatch(list.length);
  const field = `BSON field '${call.name}.${name}`;
  return list.map((statement) => {
    if (!isDoc(statement)) throw new EngineError(14, `${field}' must hold objects`);
    const known: readonly string[] = FIELDS[name];
    const unknown = Object.keys(statement).find((each) => !known.includes(each));
    if (unknown !== undefined) throw new EngineError(40415, `${field}.${unknown}' is an unknown field.`);
    if (!isDoc(statement.q)) throw new EngineError(40414, `${field}.q' is missing but a required field`);
    return statement;
  });
}

/** The query of one statement. */
export function statementQuery(call: Call, statement: Doc, collection: Collection | undefined): FindQuery {
  return {
    filter: statement.q as Doc,
    hint: hintOption(statement.hint),
    collator: collatorFor(statement.collation, collection?.collator),
    let: { ...letOption(call), ...(isDoc(statement.c) ? statement.c : {}) },
    now: call.now,
  };
}

function prepareUpdate(call: Call): Work {
  const namespace = namespaceOf(call);
  const list = statementsOf(call, 'updates');
  const upserted: Doc[] = [];
  let n = 0;
  let nModified = 0;
  const run = (writer: Writer, at: number): void => {
    const statement = list[at] as Doc;
    const existing = writer.collection(namespace);
    const query = statementQuery(call, statement, existing);
    const compiled = compileFor(query, statement.u, statement.arrayFilters);
    const multi = statement.multi === true;
    if (multi && compiled.kind === 'replacement')
      throw new EngineError(9, 'multi update is not supported for replacement-style update');
    if (!existing && statement.upsert !== true) return;
    const target: Target = { writer, collection: existing ?? ensureCollection(writer, namespace) };
    const limit = multi ? 0 : 1;
    const rows = [...findRows({ view: writer, collection: target.collection }, { ...query, limit }, limitsOf(call))];
    if (rows.length === 0 && statement.upsert === true) {
      upserted.push({ index: at, _id: insertUpsert(call, target, { query, compiled })._id });
      n++;
      return;
    }
    if (rows.length > 1 && !writer.store.locks.isEmpty) {
      const changes = rows.map((row) => updateChange(call, target, { row, compiled }));
      for (const change of changes) if (change) writer.checkLocks(target.collection, change);
    }
    for (const row of rows) {
      if (applyUpdate(call, target, { row, compiled })) nModified++;
      n++;
    }
  };
  const reply = (): Doc => ({ n, nModified, ...(upserted.length > 0 ? { upserted } : {}) });
  return statementWork(call, { count: list.length, run, reply });
}

function prepareDelete(call: Call): Work {
  const namespace = namespaceOf(call);
  const list = statementsOf(call, 'deletes');
  let n = 0;
  const run = (writer: Writer, at: number): void => {
    const statement = list[at] as Doc;
    const collection = writer.collection(namespace);
    const limit = Number(statement.limit);
    if (limit !== 0 && limit !== 1)
      throw new EngineError(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    const query = { ...statementQuery(call, statement, collection), limit };
    const rows = [...findRows({ view: writer, collection }, query, limitsOf(call))];
    if (!collection) return;
    const changes = rows.map((row): Change => ({ rid: row.rid, before: decoded(row), after: null }));
    if (rows.length > 1) for (const change of changes) writer.checkLocks(collection, change);
    for (const change of changes) {
      writer.put(collection, change);
      n++;
    }
  };
  return statementWork(call, { count: list.length, run, reply: () => ({ n }) });
}

/** One document is changed or removed and given back, as it was or (`new`) as it became. */
function prepareFindAndModify(call: Call): Work {
  const remove = flagOption(call, 'remove');
  const giveNew = flagOption(call, 'new');
  const upsert = flagOption(call, 'upsert');
  if (remove && (call.body.update !== undefined || upsert || giveNew))
    throw new EngineError(9, 'Cannot specify update, upsert or new together with remove=true');
  if (!remove && call.body.update === undefined)
    throw new EngineError(9, 'Either an update or remove=true must be specified');
  return (writer) => {
    const query = { ...findQuery({ ...call, view: writer }, 'query'), limit: 1 };
    const shape = projection(call, 'fields', query) ?? ((doc: Doc) => doc);
    const compiled = remove ? undefined : compileFor(query, call.body.update, call.body.arrayFilters);
    const existing = writer.collection(namespaceOf(call));
    const [row] = findRows({ view: writer, collection: existing }, query, limitsOf(call));
    if (row && existing) {
      const before = decoded(row);
      if (!compiled) {
        writer.put(existing, { rid: row.rid, before, after: null });
        return { lastErrorObject: { n: 1 }, value: shape(before) };
      }
      const after = applyUpdate(call, { writer, collection: existing }, { row, compiled });
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: shape(giveNew ? (after ?? before) : before) };
    }
    if (!compiled) return { lastErrorObject: { n: 0 }, value: null };
    if (!upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const target = { writer, collection: existing ?? ensureCollection(writer, namespaceOf(call)) };
    const doc = insertUpsert(call, target, { query, compiled });
    const lastErrorObject = { n: 1, updatedExisting: false, upserted: doc._id };
    return { lastErrorObject, value: giveNew ? shape(doc) : null };
  };
}

const general = (options: string) => ({ inTransaction: true, options: `ordered bypassDocumentValidation ${options}` });
const findAndModify = writeCommand(
  prepareFindAndModify,
  general('query sort remove update new upsert fields arrayFilters hint collation let'),
);

export const WRITE_COMMANDS: Readonly<Record<string, Command>> = {
  insert: writeCommand(prepareInsert, general('documents')),
  update: writeCommand(prepareUpdate, general('updates let')),
  delete: writeCommand(prepareDelete, general('deletes let')),
  findAndModify,
  findandmodify: findAndModify,
};
