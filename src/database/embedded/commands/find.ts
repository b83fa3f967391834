/** find, getMore, killCursors: a find answers from the stored bytes unless a projection changes them. */
import { Long } from 'bson';
import { compileProjection, type Doc, EngineError, encode } from '../language/index.ts';
import { decoded, type FindLimits, type FindQuery, type Found, findRows } from '../planner/find.ts';
import { FIRST_BATCH, type NewCursor } from '../session/cursors.ts';
import type { Answer } from '../wire/reply.ts';
import {
  arrayOption,
  type Call,
  type Command,
  collatorFor,
  collectionOf,
  docOption,
  hintOption,
  letOption,
  namespaceOf,
  readCommand,
  sizeOption,
} from './call.ts';

/** The query of a find-like command. */
export function findQuery(call: Call, filterName: 'filter' | 'query'): FindQuery {
  return {
    filter: docOption(call, filterName) ?? {},
    sort: docOption(call, 'sort'),
    skip: sizeOption(call, 'skip'),
    limit: sizeOption(call, 'limit'),
    ...queryContext(call),
  };
}

/** What a query takes from the command besides filter, sort and window. */
export function queryContext(call: Call): Pick<FindQuery, 'hint' | 'collator' | 'let' | 'now'> {
  return {
    hint: hintOption(call.body.hint),
    collator: collatorFor(call.body.collation, collectionOf(call)?.collator),
    let: letOption(call),
    now: call.now,
  };
}

export function limitsOf(call: Call): FindLimits {
  return { watch: call.watch, memoryLimitBytes: call.engine.memoryLimitBytes };
}

/** The rows of a query in the command's collection, or in another of the same database. */
export function rowsOf(call: Call, query: FindQuery, namespace = namespaceOf(call)): Iterable<Found> {
  return findRows({ view: call.view, collection: call.view.collection(namespace) }, query, limitsOf(call));
}

/** Opens a cursor over stored or encoded documents; its first batch is the answer. */
export function cursorAnswer(
  call: Call,
  documents: Iterable<Buffer>,
  how: Partial<Pick<NewCursor, 'namespace' | 'left'>> & { batchSize?: unknown } = {},
): Answer {
  const { namespace = namespaceOf(call), left = Number.POSITIVE_INFINITY, batchSize = FIRST_BATCH } = how;
  const { session, transaction, watch } = call;
  const fresh = { namespace, documents, left, sessionId: session?.id, transaction, watch };
  return { cursor: call.engine.cursors.start(fresh, Number(batchSize), call.body.singleBatch === true) };
}

/** A cursor over computed documents; its batch size is in the command's `cursor` option. */
export function listAnswer(call: Call, docs: Iterable<Doc>, namespace?: string): Answer {
  const batchSize = docOption(call, 'cursor')?.batchSize;
  return cursorAnswer(call, encoded(docs), { ...(namespace ? { namespace } : {}), batchSize });
}

function* encoded(docs: Iterable<Doc>): Generator<Buffer> {
  for (const doc of docs) yield encode(doc);
}

/** The stored bytes of rows. */
export function* rawOf(rows: Iterable<Found>): Generator<Buffer> {
  for (const row of rows) yield row.raw;
}

function* projected(rows: Iterable<Found>, project: (doc: Doc) => Doc): Generator<Buffer> {
  for (const row of rows) yield encode(project(decoded(row)));
}

/** The projection in the command's option `name`; undefined when it changes nothing. */
export function projection(call: Call, name: string, query: FindQuery): ((doc: Doc) => Doc) | undefined {
  const fields = docOption(call, name);
  if (!fields || Object.keys(fields).length === 0) return undefined;
  const { collator: collation, filter, now } = query;
  return compileProjection(fields, { mode: 'find', collation, filter, let: query.let, now });
}

function runFind(call: Call): Answer {
  const query = findQuery(call, 'filter');
  const project = projection(call, 'projection', query);
  const rows = rowsOf(call, query);
  return cursorAnswer(call, project ? projected(rows, project) : rawOf(rows), {
    left: query.limit || Number.POSITIVE_INFINITY,
    batchSize: sizeOption(call, 'batchSize'),
  });
}

function cursorId(value: unknown): bigint {
  if (value instanceof Long) return value.toBigInt();
  if (typeof value === 'number') return BigInt(value);
  throw new EngineError(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
}

function runGetMore(call: Call): Answer {
  const id = cursorId(call.body.getMore);
  const cursor = call.engine.cursors.get(id);
  const namespace = namespaceOf(call, call.body.collection);
  const refuse = (code: number, why: string): never => {
    throw new EngineError(code, `Cannot run getMore on cursor ${id}: ${why}`);
  };
  if (cursor.namespace !== namespace && !namespace.includes('.$cmd.'))
    refuse(13, `it belongs to a different namespace, ${cursor.namespace}, not '${namespace}'`);
  if (cursor.sessionId !== undefined && cursor.sessionId !== call.session?.id)
    refuse(13, 'it was created in another session');
  if (cursor.transaction !== call.transaction) refuse(50738, 'it was not created in this transaction');
  if (Number(call.body.maxTimeMS ?? 0) > 0)
    throw new EngineError(2, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  cursor.watch.deadline = call.watch.deadline;
  return { cursor: call.engine.cursors.next(cursor, sizeOption(call, 'batchSize') || Number.POSITIVE_INFINITY) };
}

function runKillCursors(call: Call): Answer {
  const cursorsKilled: Long[] = [];
  const cursorsNotFound: Long[] = [];
  for (const id of (arrayOption(call, 'cursors') ?? []).map(cursorId))
    (call.engine.cursors.kill(id) ? cursorsKilled : cursorsNotFound).push(Long.fromBigInt(id));
  return { fields: { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] } };
}

export const FIND_COMMANDS: Readonly<Record<string, Command>> = {
  find: readCommand(runFind, {
    inTransaction: true,
    options: `filter projection sort skip limit batchSize singleBatch hint collation let noCursorTimeout
      allowPartialResults allowDiskUse`,
    refused: 'min max tailable awaitData oplogReplay returnKey showRecordId',
  }),
  getMore: readCommand(runGetMore, { inTransaction: true, options: 'collection batchSize' }),
  killCursors: readCommand(runKillCursors, { inTransaction: true, options: 'cursors' }),
};
