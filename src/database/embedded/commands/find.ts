/** find, getMore, killCursors: a find answers from the stored bytes unless a projection changes them. */
import { Long } from 'bson';
import { compileFilter, compileProjection, type Doc, EngineError, encode, sortDocuments } from '../language/index.ts';
import { decoded, type FindQuery, findRows } from '../planner/find.ts';
import { isBareId } from '../planner/plan.ts';
import type { ScanSource } from '../planner/scan.ts';
import { FIRST_BATCH, type NewCursor } from '../session/cursors.ts';
import {
  type Answer,
  arrayOption,
  type Call,
  type Command,
  collatorFor,
  docOption,
  flagOption,
  hintOption,
  letOption,
  namespaceOf,
  sizeOption,
} from './call.ts';
import { setDeadline } from './watch.ts';

/** The query of a find-like command. */
export function findQuery(call: Call, filterName: string): FindQuery {
  const collection = call.view.collection(namespaceOf(call));
  return {
    filter: docOption(call, filterName) ?? {},
    sort: docOption(call, 'sort'),
    hint: hintOption(call.body.hint),
    collator: collatorFor(call.body.collation, collection?.collator),
    let: letOption(call),
    skip: sizeOption(call, 'skip'),
    limit: sizeOption(call, 'limit'),
    now: call.now,
  };
}

export function limitsOf(call: Call): { watch: Call['watch']; memoryLimitBytes: number } {
  return { watch: call.watch, memoryLimitBytes: call.engine.memoryLimitBytes };
}

/** What a new cursor of this call has in common. */
export function cursorBase(call: Call, namespace: string): Omit<NewCursor, 'documents' | 'left'> {
  return {
    namespace,
    sessionId: call.session?.id,
    transaction: call.transaction,
    onRead: (deadline) => setDeadline(call.watch, deadline),
  };
}

const UNSUPPORTED = ['tailable', 'awaitData', 'oplogReplay', 'returnKey', 'showRecordId'] as const;

function runFind(call: Call): Answer {
  const namespace = namespaceOf(call);
  for (const name of UNSUPPORTED)
    if (flagOption(call, name))
      throw new EngineError(115, `find option '${name}' is not supported by the embedded engine`);
  for (const name of ['min', 'max'])
    if (docOption(call, name))
      throw new EngineError(115, `find option '${name}' is not supported by the embedded engine`);
  const query = findQuery(call, 'filter');
  const projection = docOption(call, 'projection');
  const context = { collation: query.collator, let: query.let, now: query.now };
  const project =
    projection && Object.keys(projection).length > 0
      ? compileProjection(projection, { ...context, mode: 'find', filter: query.filter })
      : undefined;
  const matches = isBareId(query.filter) ? undefined : compileFilter(query.filter, context);
  if (query.sort) sortDocuments([], query.sort, query.collator);
  const collection = call.view.collection(namespace);
  const documents = collection
    ? rawDocuments({ view: call.view, collection }, { call, query: { ...query, matches }, project })
    : emptyRows();
  const batchSize = sizeOption(call, 'batchSize') ?? FIRST_BATCH;
  const left = query.limit ? query.limit : Number.POSITIVE_INFINITY;
  const cursor = call.engine.cursors.start(
    { ...cursorBase(call, namespace), documents, left },
    batchSize,
    flagOption(call, 'singleBatch'),
  );
  return { fields: {}, cursor };
}

function* emptyRows(): Generator<Buffer, undefined> {}

function* rawDocuments(
  source: ScanSource,
  how: { call: Call; query: FindQuery; project: ((doc: Doc) => Doc) | undefined },
): Generator<Buffer, undefined> {
  const { call, query, project } = how;
  for (const row of findRows(source, query, limitsOf(call))) yield project ? encode(project(decoded(row))) : row.raw;
}

function cursorId(value: unknown): bigint {
  if (value instanceof Long) return value.toBigInt();
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(value);
  throw new EngineError(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
}

function runGetMore(call: Call): Answer {
  const id = cursorId(call.body.getMore);
  const cursor = call.engine.cursors.get(id);
  const namespace = namespaceOf(call, call.body.collection);
  if (cursor.namespace !== namespace && !namespace.includes('.$cmd.')) {
    throw new EngineError(
      13,
      `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
    );
  }
  if (cursor.sessionId !== undefined && cursor.sessionId !== call.session?.id) {
    throw new EngineError(13, `Cannot run getMore on cursor ${id}, which was created in another session`);
  }
  if (cursor.transaction !== call.transaction) {
    throw new EngineError(50738, `Cannot run getMore on cursor ${id}, which was not created in this transaction`);
  }
  if (call.body.maxTimeMS !== undefined && Number(call.body.maxTimeMS) > 0) {
    throw new EngineError(2, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  }
  const batchSize = sizeOption(call, 'batchSize');
  cursor.onRead(call.deadline);
  return { fields: {}, cursor: call.engine.cursors.next(cursor, batchSize ? batchSize : Number.POSITIVE_INFINITY) };
}

function runKillCursors(call: Call): Answer {
  const killed: Long[] = [];
  const unknown: Long[] = [];
  for (const id of arrayOption(call, 'cursors') ?? []) {
    const list = call.engine.cursors.kill(cursorId(id)) ? killed : unknown;
    list.push(Long.fromBigInt(cursorId(id)));
  }
  return { fields: { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] } };
}

/** A reply whose batch is made of computed documents. */
export function listAnswer(call: Call, namespace: string, docs: Iterable<Doc>): Answer {
  const batchSize = docOption(call, 'cursor')?.batchSize;
  function* encodedDocs(): Generator<Buffer, undefined> {
    for (const doc of docs) yield encode(doc);
  }
  const fresh = { ...cursorBase(call, namespace), documents: encodedDocs(), left: Number.POSITIVE_INFINITY };
  return {
    fields: {},
    cursor: call.engine.cursors.start(fresh, batchSize === undefined ? FIRST_BATCH : Number(batchSize), false),
  };
}

export const FIND_COMMANDS: Readonly<Record<string, Command>> = {
  find: {
    kind: 'read',
    inTransaction: true,
    options: [
      'filter',
      'projection',
      'sort',
      'skip',
      'limit',
      'batchSize',
      'singleBatch',
      'hint',
      'collation',
      'let',
      'min',
      'max',
      ...UNSUPPORTED,
      'noCursorTimeout',
      'allowPartialResults',
      'allowDiskUse',
    ],
    run: runFind,
  },
  getMore: { kind: 'read', inTransaction: true, options: ['collection', 'batchSize'], run: runGetMore },
  killCursors: { kind: 'read', inTransaction: true, options: ['cursors'], run: runKillCursors },
};
