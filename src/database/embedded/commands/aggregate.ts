/** aggregate, count, distinct. The leading $match, $sort, $skip and $limit of a pipeline are done by a find. */
import {
  arrayValuesAt,
  type Doc,
  EngineError,
  encode,
  isDoc,
  keyOf,
  type PipelineContext,
  runPipeline,
  splitPipeline,
} from '../language/index.ts';
import { decoded, type FindQuery, type Found, findRows } from '../planner/find.ts';
import { FIRST_BATCH } from '../session/cursors.ts';
import {
  type Answer,
  arrayOption,
  type Call,
  type Command,
  collatorFor,
  docOption,
  hintOption,
  letOption,
  namespaceOf,
  textOption,
} from './call.ts';
import { cursorBase, findQuery, limitsOf } from './find.ts';

/** The stages of a call's pipeline. */
export function pipelineOf(call: Call): Doc[] {
  const stages = arrayOption(call, 'pipeline');
  if (!stages) throw new EngineError(40414, "BSON field 'aggregate.pipeline' is missing but a required field");
  return stages.map((stage) => {
    if (!isDoc(stage)) throw new EngineError(14, "Each element of the 'pipeline' array must be an object");
    return stage;
  });
}

/** The find that a pipeline begins with, and the stages that remain. */
export function aggregateFind(call: Call): { query: FindQuery; rest: readonly Doc[] } {
  const split = splitPipeline(pipelineOf(call));
  const collection = isWholeDatabase(call) ? undefined : call.view.collection(namespaceOf(call));
  const query: FindQuery = {
    filter: split.filter,
    sort: split.sort,
    skip: split.skip,
    limit: split.limit,
    hint: hintOption(call.body.hint),
    collator: collatorFor(call.body.collation, collection?.collator),
    let: letOption(call),
    now: call.now,
  };
  return { query, rest: split.rest };
}

function isWholeDatabase(call: Call): boolean {
  return Number(call.body.aggregate) === 1;
}

function runAggregate(call: Call): Answer {
  const whole = isWholeDatabase(call);
  const namespace = whole ? `${call.database}.$cmd.aggregate` : namespaceOf(call);
  const cursorOptions = docOption(call, 'cursor');
  if (!cursorOptions && call.body.cursor === undefined) {
    throw new EngineError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  }
  const batchSize = cursorOptions?.batchSize;
  const documents = whole
    ? encoded(runPipeline(null, pipelineOf(call), pipelineContext(call, letOption(call))))
    : aggregateDocuments(call);
  const fresh = { ...cursorBase(call, namespace), documents, left: Number.POSITIVE_INFINITY };
  return {
    fields: {},
    cursor: call.engine.cursors.start(fresh, batchSize === undefined ? FIRST_BATCH : Number(batchSize), false),
  };
}

function aggregateDocuments(call: Call): Iterator<Buffer, undefined> {
  const { query, rest } = aggregateFind(call);
  const counted = countOnly(rest);
  if (counted) return encoded(countDocuments(call, query, counted));
  const rows = rowsFor(call, namespaceOf(call), query);
  if (rest.length === 0) return rawOf(rows);
  return encoded(runPipeline(decodedDocs(rows), rest, pipelineContext(call, query.let)));
}

function rowsFor(call: Call, namespace: string, query: FindQuery): Iterable<Found> {
  const collection = call.view.collection(namespace);
  return collection ? findRows({ view: call.view, collection }, query, limitsOf(call)) : [];
}

function* decodedDocs(rows: Iterable<Found>): Generator<Doc> {
  for (const row of rows) yield decoded(row);
}

function* rawOf(rows: Iterable<Found>): Generator<Buffer, undefined> {
  for (const row of rows) yield row.raw;
}

function* encoded(docs: Iterable<Doc>): Generator<Buffer, undefined> {
  for (const doc of docs) yield encode(doc);
}

/** A pipeline's world: other collections of the same database, read through the same view. */
export function pipelineContext(call: Call, values: Doc | undefined): PipelineContext {
  return {
    collation: aggregateCollator(call),
    let: values,
    now: call.now,
    memoryLimitBytes: call.engine.memoryLimitBytes,
    tick: () => call.watch.tick(),
    find: (name, filter, options) =>
      decodedDocs(
        rowsFor(call, `${call.database}.${name}`, { ...options, collator: options.collation, filter, now: call.now }),
      ),
  };
}

function aggregateCollator(call: Call): FindQuery['collator'] {
  const collection = isWholeDatabase(call) ? undefined : call.view.collection(namespaceOf(call));
  return collatorFor(call.body.collation, collection?.collator);
}

/** The `$group` of the driver's countDocuments: a constant `_id` and one sum of 1. */
function countOnly(rest: readonly Doc[]): { id: unknown; name: string } | undefined {
  const group = rest.length === 1 ? rest[0]?.$group : undefined;
  if (!isDoc(group)) return undefined;
  const [[idName, id] = [], [name, sum] = [], ...more] = Object.entries(group);
  if (idName !== '_id' || id !== 1 || name === undefined || more.length > 0) return undefined;
  return isDoc(sum) && Object.keys(sum).length === 1 && sum.$sum === 1 ? { id, name } : undefined;
}

function countDocuments(call: Call, query: FindQuery, shape: { id: unknown; name: string }): Doc[] {
  const n = countRows(call, query);
  return n === 0 ? [] : [{ _id: shape.id, [shape.name]: n }];
}

/** Number of documents that match; without a filter it is known without looking. */
function countRows(call: Call, query: FindQuery): number {
  const collection = call.view.collection(namespaceOf(call));
  if (!collection) return 0;
  if (Object.keys(query.filter).length === 0 && !query.hint && !call.transaction) {
    const rest = Math.max(0, call.engine.store.count(collection) - (query.skip ?? 0));
    return query.limit ? Math.min(rest, query.limit) : rest;
  }
  let n = 0;
  for (const _row of findRows({ view: call.view, collection }, { ...query, sort: undefined }, limitsOf(call))) n++;
  return n;
}

function runCount(call: Call): Answer {
  const limit = Number(call.body.limit ?? 0);
  const query = findQuery({ ...call, body: { ...call.body, limit: Math.abs(limit) } }, 'query');
  return { fields: { n: countRows(call, query) } };
}

function runDistinct(call: Call): Answer {
  const key = textOption(call, 'key');
  if (key === undefined || key === '') throw new EngineError(9, 'distinct needs a key');
  const query = findQuery(call, 'query');
  const values = new Map<string, unknown>();
  for (const row of rowsFor(call, namespaceOf(call), query)) {
    for (const value of arrayValuesAt(decoded(row), key).values) {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
      const id = keyOf(value, { collation: query.collator }).toString('latin1');
      if (!values.has(id)) values.set(id, value);
    }
  }
  return { fields: { values: [...values.values()] } };
}

export const AGGREGATE_COMMANDS: Readonly<Record<string, Command>> = {
  aggregate: {
    kind: 'read',
    inTransaction: true,
    options: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'hint', 'collation', 'let', 'bypassDocumentValidation'],
    run: runAggregate,
  },
  count: {
    kind: 'read',
    inTransaction: false,
    options: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
    run: runCount,
  },
  distinct: { kind: 'read', inTransaction: true, options: ['key', 'query', 'collation', 'hint'], run: runDistinct },
};
