/** aggregate, count, distinct. The leading $match, $sort, $skip and $limit of a pipeline are done by a find. */
import {
  arrayValuesAt,
  type Doc,
  EngineError,
  isDoc,
  keyOf,
  type PipelineContext,
  runPipeline,
  splitPipeline,
} from '../language/index.ts';
import { countByIndex } from '../planner/count.ts';
import { decoded, type FindQuery, type Found } from '../planner/find.ts';
import type { Answer } from '../wire/reply.ts';
import { arrayOption, type Call, type Command, collectionOf, docOption, readCommand, textOption } from './call.ts';
import { cursorAnswer, findQuery, listAnswer, queryContext, rawOf, rowsOf } from './find.ts';

function pipelineOf(call: Call): Doc[] {
  const stages = arrayOption(call, 'pipeline');
  if (!stages) throw new EngineError(40414, "BSON field 'aggregate.pipeline' is missing but a required field");
  return stages.map((stage) => {
    if (!isDoc(stage)) throw new EngineError(14, "Each element of the 'pipeline' array must be an object");
    return stage;
  });
}

/** The find that a pipeline begins with, and the stages that remain. */
export function aggregateFind(call: Call): { query: FindQuery; rest: readonly Doc[] } {
  const { rest, ...split } = splitPipeline(pipelineOf(call));
  return { query: { ...split, ...queryContext(call) }, rest };
}

function runAggregate(call: Call): Answer {
  const cursor = docOption(call, 'cursor');
  if (!cursor)
    throw new EngineError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  if (Number(call.body.aggregate) === 1) return aggregateDatabase(call);
  const { query, rest } = aggregateFind(call);
  const counted = countOnly(rest);
  if (counted) return listAnswer(call, countDocuments(call, query, counted));
  const rows = rowsOf(call, query);
  if (rest.length === 0) return cursorAnswer(call, rawOf(rows), { batchSize: cursor.batchSize });
  return listAnswer(call, runPipeline(decodedDocs(rows), rest, pipelineContext(call, query)));
}

function aggregateDatabase(call: Call): Answer {
  const namespace = `${call.database}.$cmd.aggregate`;
  const query = queryContext({ ...call, name: 'aggregate', body: { ...call.body, aggregate: '$cmd.aggregate' } });
  return listAnswer(call, runPipeline(null, pipelineOf(call), pipelineContext(call, query)), namespace);
}

function* decodedDocs(rows: Iterable<Found>): Generator<Doc> {
  for (const row of rows) yield decoded(row);
}

/** A pipeline's world: other collections of the same database, read through the same view. */
function pipelineContext(call: Call, query: Pick<FindQuery, 'collator' | 'let'>): PipelineContext {
  return {
    collation: query.collator,
    let: query.let,
    now: call.now,
    memoryLimitBytes: call.engine.memoryLimitBytes,
    tick: () => call.watch.tick(),
    find: (name, filter, { collation: collator, ...options }) =>
      decodedDocs(rowsOf(call, { ...options, collator, filter, now: call.now }, `${call.database}.${name}`)),
  };
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
  const collection = collectionOf(call);
  if (collection && Object.keys(query.filter).length === 0 && !query.hint && !call.transaction) {
    const rest = Math.max(0, call.engine.store.count(collection) - (query.skip ?? 0));
    return query.limit ? Math.min(rest, query.limit) : rest;
  }
  const byIndex = countByIndex({ view: call.view, collection }, query, call.watch);
  if (byIndex !== undefined) return byIndex;
  let n = 0;
  for (const _row of rowsOf(call, { ...query, sort: undefined })) n++;
  return n;
}

function runCount(call: Call): Answer {
  const limit = Math.abs(Number(call.body.limit ?? 0));
  return { fields: { n: countRows(call, findQuery({ ...call, body: { ...call.body, limit } }, 'query')) } };
}

function runDistinct(call: Call): Answer {
  const key = textOption(call, 'key');
  if (key === undefined || key === '') throw new EngineError(9, 'distinct needs a key');
  const query = findQuery(call, 'query');
  const values = new Map<string, unknown>();
  for (const row of rowsOf(call, query)) {
    for (const value of arrayValuesAt(decoded(row), key).values) {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
      const id = keyOf(value, { collation: query.collator }).toString('latin1');
      if (!values.has(id)) values.set(id, value);
    }
  }
  return { fields: { values: [...values.values()] } };
}

export const AGGREGATE_COMMANDS: Readonly<Record<string, Command>> = {
  aggregate: readCommand(runAggregate, {
    inTransaction: true,
    options: 'pipeline cursor explain allowDiskUse hint collation let bypassDocumentValidation',
  }),
  count: readCommand(runCount, { options: 'query limit skip hint collation fields' }),
  distinct: readCommand(runDistinct, { inTransaction: true, options: 'key query collation hint' }),
};
