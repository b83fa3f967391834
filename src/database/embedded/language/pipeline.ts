import { EngineError } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import { compileLookup } from './lookup.ts';
import { createBudget } from './memory.ts';
import type { Stage } from './stage-kit.ts';
import { compileSimpleStage, limitOf, skipOf } from './stages.ts';
import type { Doc, PipelineContext, PipelineSplit } from './types.ts';
import { createDoc, docOf, isDoc, typeName } from './value.ts';

/** Stages that mongod knows and this engine does not build: refused as such. */
const NOT_SUPPORTED: ReadonlySet<string> = new Set(
  (
    '$bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $currentOp $densify $fill $geoNear $graphLookup $indexStats ' +
    '$listLocalSessions $listSampledQueries $listSearchIndexes $listSessions $merge $out $planCacheStats $redact $sample ' +
    '$search $searchMeta $setWindowFields $shardedDataDistribution $vectorSearch'
  ).split(' '),
);

const NOT_IN_FACET: ReadonlySet<string> = new Set(['$facet', '$documents', '$out', '$merge']);

const nameOf = (stage: unknown): string => {
  if (!isDoc(stage)) throw new EngineError(14, "Each element of the 'pipeline' array must be an object");
  const [name, ...more] = Object.keys(stage);
  if (name === undefined || more.length > 0) {
    throw new EngineError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  return name;
};

const facet = (spec: unknown, context: PipelineContext): Stage => {
  if (!isDoc(spec) || Object.keys(spec).length === 0)
    throw new EngineError(40169, 'the $facet specification must be a non-empty object');
  const parts = Object.keys(spec).map((name): [string, readonly Doc[]] => {
    const stages = spec[name];
    if (name.includes('.') || name.startsWith('$'))
      throw new EngineError(40412, `'${name}' is not a valid field name for $facet`);
    if (!Array.isArray(stages))
      throw new EngineError(40170, `arguments to $facet must be arrays, ${name} is type ${typeName(stages)}`);
    for (const stage of stages) {
      if (NOT_IN_FACET.has(nameOf(stage)))
        throw new EngineError(40600, `${nameOf(stage)} is not allowed to be used within a $facet stage`);
    }
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
  if (!isDoc(fields))
    throw new EngineError(
      9,
      `the $unionWith stage specification must be an object or string, but found ${typeName(spec)}`,
    );
  for (const name of Object.keys(fields)) {
    if (name !== 'coll' && name !== 'pipeline')
      throw new EngineError(40415, `BSON field '$unionWith.${name}' is an unknown field.`);
  }
  const { coll, pipeline = [] } = fields;
  if (!Array.isArray(pipeline))
    throw new EngineError(14, "BSON field '$unionWith.pipeline' is the wrong type, expected type 'array'");
  const first: unknown = pipeline[0];
  const own = isDoc(first) && '$documents' in first;
  if (coll === undefined && !own)
    throw new EngineError(
      9,
      '$unionWith stage without explicit collection must have a pipeline with $documents as first stage',
    );
  if (coll !== undefined && typeof coll !== 'string')
    throw new EngineError(14, "BSON field '$unionWith.coll' is the wrong type, expected type 'string'");
  runPipeline(own ? null : [], pipeline, context);
  return function* united(docs) {
    yield* docs;
    const { filter, rest } = splitMatch(pipeline);
    const options = { collation: context.collation, let: context.let };
    const input = coll === undefined ? null : context.find(coll, filter, options);
    yield* runPipeline(input, coll === undefined ? pipeline : rest, context);
  };
};

const documents = (spec: unknown, context: PipelineContext): Doc[] => {
  const values = compileClosure(spec, context)(createFrame({ ...context }));
  if (!Array.isArray(values)) throw new EngineError(5858203, 'an array is expected');
  return values.map((value: unknown) => {
    if (!isDoc(value))
      throw new EngineError(
        40228,
        `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(value)}`,
      );
    return value;
  });
};

const compileStage = (stages: readonly Doc[], at: number, context: PipelineContext): Stage => {
  const stage = stages[at] as Doc;
  const name = nameOf(stage);
  const spec = stage[name];
  const next = stages[at + 1]?.$limit;
  const simple = compileSimpleStage(name, spec, { context, limit: next === undefined ? undefined : limitOf(next) });
  if (simple) return simple;
  switch (name) {
    case '$lookup':
      return compileLookup(spec, context, runPipeline);
    case '$facet':
      return facet(spec, context);
    case '$unionWith':
      return unionWith(spec, context);
    case '$documents':
      throw new EngineError(40602, '$documents is only valid as the first stage in a pipeline');
    default:
      if (NOT_SUPPORTED.has(name))
        throw new EngineError(40324, `The embedded engine does not support the pipeline stage ${name}`);
      throw new EngineError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
};

/**
 * Runs the stages lazily over the input (null: the pipeline must bring its own documents). Errors in the stages are
 * thrown at once, those of documents while iterating. 40323, 40324 and the codes of the stages.
 */
export const runPipeline = (
  input: Iterable<Doc> | null,
  stages: readonly Doc[],
  context: PipelineContext,
): Iterable<Doc> => {
  const [first] = stages;
  const own = first !== undefined && nameOf(first) === '$documents';
  const rest = own ? stages.slice(1) : stages;
  const compiled = rest.map((_stage, at) => compileStage(rest, at, context));
  if (own !== (input === null)) {
    const why = own
      ? 'is required for a pipeline that starts with $documents'
      : 'needs $documents as first stage of the pipeline';
    throw new EngineError(73, `{aggregate: 1} ${why}`);
  }
  const docs = own ? documents(first.$documents, context) : (input ?? []);
  return compiled.reduce<Iterable<Doc>>((flow, stage) => stage(flow), docs);
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
  const take = (name: string): unknown => {
    const stage = rest[at];
    if (stage === undefined || nameOf(stage) !== name) return undefined;
    at += 1;
    return stage[name];
  };
  const nextIs = (name: string): boolean => rest[at] !== undefined && nameOf(rest[at]) === name;
  const sort =
    nextIs('$sort') && isDoc(rest[at]?.$sort) && Object.keys(rest[at]?.$sort as Doc).length > 0
      ? (take('$sort') as Doc)
      : undefined;
  const skip = nextIs('$skip') ? skipOf(take('$skip')) : undefined;
  const limit = nextIs('$limit') ? limitOf(take('$limit')) : undefined;
  return {
    filter,
    ...(sort && { sort }),
    ...(skip !== undefined && { skip }),
    ...(limit !== undefined && { limit }),
    rest: rest.slice(at),
  };
};
