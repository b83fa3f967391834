import { describe } from './describe.ts';
import { EngineError, ensure } from './error.ts';
import { compileFilter } from './filter.ts';
import { bucket, group, type Stage, sort, sortByCount } from './group.ts';
import { compileLookup } from './lookup.ts';
import { createBudget } from './memory.ts';
import { toInteger } from './number.ts';
import { DOC_STAGES, objectSpec } from './stage-docs.ts';
import type { Doc, PipelineContext, PipelineSplit } from './types.ts';
import { unwind } from './unwind.ts';
import { createDoc, docOf, isDoc, typeName } from './value.ts';

/** Stages that mongod knows and this engine does not build: refused as such. */
const NOT_SUPPORTED: ReadonlySet<string> = new Set(
  (
    '$bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $currentOp $densify $documents $fill $geoNear ' +
    '$graphLookup $indexStats $listLocalSessions $listSampledQueries $listSearchIndexes $listSessions $merge $out ' +
    '$planCacheStats $redact $sample $search $searchMeta $setWindowFields $shardedDataDistribution $vectorSearch'
  ).split(' '),
);

const nameOf = (stage: unknown): string => {
  ensure(isDoc(stage), 14, "Each element of the 'pipeline' array must be an object");
  const [name, ...more] = Object.keys(stage);
  const isOne = name !== undefined && more.length === 0;
  ensure(isOne, 40323, 'A pipeline stage specification object must contain exactly one field.');
  return name;
};

const match = (spec: unknown, context: PipelineContext): Stage => {
  const filter = compileFilter(objectSpec(spec, 15959, 'the match filter must be an expression in an object'), context);
  return function* matched(docs) {
    for (const doc of docs) {
      context.tick();
      if (filter(doc)) yield doc;
    }
  };
};

const limitOf = (spec: unknown): number => {
  const limit = toInteger(spec);
  ensure(limit !== undefined, 5107201, `invalid argument to $limit stage: expected an integer: ${typeName(spec)}`);
  ensure(limit > 0, 15958, 'the limit must be positive');
  return limit;
};

const skipOf = (spec: unknown): number => {
  const skip = toInteger(spec);
  const isSize = skip !== undefined && skip >= 0;
  ensure(isSize, 5107200, `invalid argument to $skip stage: expected a non-negative number: ${describe(spec)}`);
  return skip;
};

const limit = (spec: unknown): Stage => {
  const most = limitOf(spec);
  return function* limited(docs) {
    let left = most;
    for (const doc of docs) {
      yield doc;
      left -= 1;
      if (left === 0) return;
    }
  };
};

const skip = (spec: unknown, context: PipelineContext): Stage => {
  const size = skipOf(spec);
  return function* rest(docs) {
    let left = size;
    for (const doc of docs) {
      context.tick();
      if (left > 0) left -= 1;
      else yield doc;
    }
  };
};

const count = (spec: unknown, context: PipelineContext): Stage => {
  ensure(typeof spec === 'string' && spec !== '', 40156, 'the count field must be a non-empty string');
  ensure(!spec.startsWith('$'), 40158, 'the count field cannot be a $-prefixed path');
  ensure(!spec.includes('.'), 40160, "the count field cannot contain '.'");
  return function* counted(docs) {
    let total = 0;
    for (const _doc of docs) {
      context.tick();
      total += 1;
    }
    if (total > 0) yield docOf({ [spec]: total });
  };
};

const facet = (spec: unknown, context: PipelineContext): Stage => {
  const fields = objectSpec(spec, 40169, 'the $facet specification must be a non-empty object');
  ensure(Object.keys(fields).length > 0, 40169, 'the $facet specification must be a non-empty object');
  const parts = Object.keys(fields).map((name): [string, readonly Doc[]] => {
    const stages = fields[name];
    ensure(!/^\$|\./.test(name), 40412, `'${name}' is not a valid field name for $facet`);
    ensure(Array.isArray(stages), 40170, `arguments to $facet must be arrays, ${name} is type ${typeName(stages)}`);
    const isNested = stages.some((stage) => nameOf(stage) === '$facet');
    ensure(!isNested, 40600, '$facet is not allowed to be used within a $facet stage');
    runPipeline([], stages, context);
    return [name, stages];
  });
  return function* faceted(docs) {
    const keep = createBudget(context.memoryLimitBytes, '$facet');
    const all: Doc[] = [];
    for (const doc of docs) {
      context.tick();
      keep(doc);
      all.push(doc);
    }
    const made = createDoc();
    for (const [name, stages] of parts) made[name] = [...runPipeline(all, stages, context)];
    yield made;
  };
};

const unionWith = (spec: unknown, context: PipelineContext): Stage => {
  const fields = typeof spec === 'string' ? docOf({ coll: spec }) : spec;
  ensure(isDoc(fields), 9, `the $unionWith specification must be an object or string, but found ${typeName(spec)}`);
  const { coll, pipeline = [], ...others } = fields;
  for (const name of Object.keys(others)) ensure(false, 40415, `BSON field '$unionWith.${name}' is an unknown field.`);
  ensure(coll !== undefined, 9, '$unionWith stage needs a collection');
  ensure(typeof coll === 'string', 14, "BSON field '$unionWith.coll' is the wrong type, expected type 'string'");
  ensure(Array.isArray(pipeline), 14, "BSON field '$unionWith.pipeline' is the wrong type, expected type 'array'");
  runPipeline([], pipeline, context);
  return function* united(docs) {
    yield* docs;
    const { filter, rest } = splitMatch(pipeline);
    yield* runPipeline(context.find(coll, filter, { collation: context.collation, let: context.let }), rest, context);
  };
};

/** Compilers of the stages that see more than one document; `most` is the size of a $limit that follows. */
const STAGES: Readonly<Record<string, (spec: unknown, context: PipelineContext, most?: number) => Stage>> = {
  $match: match,
  $group: group,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $unwind: unwind,
  $count: count,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $facet: facet,
  $unionWith: unionWith,
  $lookup: (spec, context) => compileLookup(spec, context, runPipeline),
};

const compileStage = (stages: readonly Doc[], at: number, context: PipelineContext): Stage => {
  const stage = stages[at] as Doc;
  const name = nameOf(stage);
  const next = stages[at + 1]?.$limit;
  const compile = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compile) return compile(stage[name], context, next === undefined ? undefined : limitOf(next));
  const transform = DOC_STAGES.get(name)?.(stage[name], context);
  ensure(!NOT_SUPPORTED.has(name), 40324, `The embedded engine does not support the pipeline stage ${name}`);
  ensure(transform, 40324, `Unrecognized pipeline stage name: '${name}'`);
  return function* transformed(docs) {
    for (const doc of docs) {
      context.tick();
      yield transform(doc);
    }
  };
};

/**
 * Runs the stages lazily over the input; null stands for no collection, which every stage here needs. Errors in the
 * stages are thrown at once, those of documents while iterating. 73, 40323, 40324 and the codes of the stages.
 */
export const runPipeline = (
  input: Iterable<Doc> | null,
  stages: readonly Doc[],
  context: PipelineContext,
): Iterable<Doc> => {
  const compiled = stages.map((_stage, at) => compileStage(stages, at, context));
  if (input === null)
    throw new EngineError(73, '{aggregate: 1} is not valid for this pipeline; a collection is required.');
  return compiled.reduce<Iterable<Doc>>((flow, stage) => stage(flow), input);
};

/** The leading $match stages as one filter. */
const splitMatch = (stages: readonly Doc[]): { filter: Doc; rest: readonly Doc[] } => {
  const filters: Doc[] = [];
  for (const stage of stages) {
    const filter = nameOf(stage) === '$match' ? stage.$match : undefined;
    if (!isDoc(filter)) break;
    filters.push(filter);
  }
  const [only] = filters;
  const filter = filters.length > 1 ? docOf({ $and: filters }) : (only ?? createDoc());
  return { filter, rest: stages.slice(filters.length) };
};

/** Takes the leading $match, $sort, $skip and $limit (in that order) out of a pipeline, for a find. */
export const splitPipeline = (stages: readonly Doc[]): PipelineSplit => {
  const { filter, rest } = splitMatch(stages);
  let at = 0;
  /** Specification of the next stage when it has this name and `accepts` says so. */
  const take = (name: string, accepts: (spec: unknown) => boolean = () => true): unknown => {
    const stage = rest[at];
    if (stage === undefined || nameOf(stage) !== name || !accepts(stage[name])) return undefined;
    at += 1;
    return stage[name];
  };
  const sortSpec = take('$sort', (spec) => isDoc(spec) && Object.keys(spec).length > 0) as Doc | undefined;
  const skipSpec = take('$skip');
  const limitSpec = take('$limit');
  return {
    filter,
    ...(sortSpec && { sort: sortSpec }),
    ...(skipSpec !== undefined && { skip: skipOf(skipSpec) }),
    ...(limitSpec !== undefined && { limit: limitOf(limitSpec) }),
    rest: rest.slice(at),
  };
};
