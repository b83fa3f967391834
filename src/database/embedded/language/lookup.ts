import { EngineError } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import { hashOf } from './group.ts';
import { createBudget } from './memory.ts';
import { arrayValuesAt } from './path.ts';
import type { Stage } from './stage-kit.ts';
import { withValue } from './stage-unwind.ts';
import type { Doc, PipelineContext } from './types.ts';
import { docOf, isDoc, T, typeName, typeOf } from './value.ts';

/** Runs a sub-pipeline; given by the pipeline module. */
export type Run = (input: Iterable<Doc>, stages: readonly Doc[], context: PipelineContext) => Iterable<Doc>;

const BATCH = 500;
const FIELDS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

/** A checked $lookup. */
interface Lookup {
  readonly from: string;
  readonly as: readonly string[];
  readonly keys: { readonly local: string; readonly foreign: string } | undefined;
  readonly variables: Doc;
  readonly pipeline: readonly Doc[] | undefined;
}

const failed = (message: string): EngineError => new EngineError(9, message);

const parse = (spec: unknown): Lookup => {
  if (!isDoc(spec)) throw failed(`the $lookup stage specification must be an object, but found ${typeName(spec)}`);
  for (const name of Object.keys(spec))
    if (!FIELDS.includes(name)) throw failed(`unknown argument to $lookup: ${name}`);
  for (const name of ['from', 'as', 'localField', 'foreignField']) {
    if (spec[name] !== undefined && typeof spec[name] !== 'string')
      throw failed(`$lookup argument '${name}' must be a string, found ${typeName(spec[name])}`);
  }
  const { from, as, localField, foreignField, pipeline } = spec as Record<string, string | undefined>;
  if (as === undefined) throw failed("must specify 'as' field for a $lookup");
  if (from === undefined) throw failed("must specify 'from' field for a $lookup without a $documents stage");
  if ((localField === undefined) !== (foreignField === undefined))
    throw failed("$lookup requires both or neither of 'localField' and 'foreignField' to be specified");
  if (localField === undefined && pipeline === undefined)
    throw failed("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  if (pipeline !== undefined && !Array.isArray(pipeline))
    throw new EngineError(14, "'pipeline' option must be specified as an array");
  if (spec.let !== undefined && !isDoc(spec.let))
    throw failed(`$lookup argument 'let' must be an object, found ${typeName(spec.let)}`);
  if (spec.let !== undefined && pipeline === undefined) throw failed("$lookup with 'let' requires 'pipeline'");
  const keys =
    localField === undefined || foreignField === undefined ? undefined : { local: localField, foreign: foreignField };
  return {
    from,
    as: as.split('.'),
    keys,
    variables: (spec.let ?? docOf({})) as Doc,
    pipeline: pipeline as readonly Doc[] | undefined,
  };
};

/** Local values that a document joins on; a missing field joins as null, an array by its elements. */
const localValues = (doc: Doc, path: string): unknown[] => {
  const { values } = arrayValuesAt(doc, path);
  return values.filter((value) => !(Array.isArray(value) && value.length === 0)).map((value) => value ?? null);
};

const foreignFilter = (path: string, values: readonly unknown[]): Doc => {
  const plain = values.filter((value) => typeOf(value) !== T.regex);
  const regexes = values
    .filter((value) => typeOf(value) === T.regex)
    .map((value) => docOf({ [path]: docOf({ $eq: value }) }));
  const members = docOf({ [path]: docOf({ $in: plain }) });
  return regexes.length === 0 ? members : docOf({ $or: [members, ...regexes] });
};

/** Joins a batch of documents by hash: one find for all their values. */
const joinByKeys = (
  docs: readonly Doc[],
  keys: NonNullable<Lookup['keys']>,
  how: { from: string; context: PipelineContext },
): Doc[][] => {
  const { from, context } = how;
  const { collation } = context;
  const locals = docs.map((doc) => localValues(doc, keys.local));
  const distinct = new Map(locals.flat().map((value) => [hashOf(value, collation), value]));
  if (distinct.size === 0) return docs.map(() => []);
  const foreign: Doc[] = [];
  const byHash = new Map<string, number[]>();
  const keep = createBudget(context.memoryLimitBytes, '$lookup');
  for (const doc of context.find(from, foreignFilter(keys.foreign, [...distinct.values()]), { collation })) {
    context.tick();
    keep(doc);
    const { values } = arrayValuesAt(doc, keys.foreign);
    for (const hash of new Set(values.map((value) => hashOf(value ?? null, collation)))) {
      const list = byHash.get(hash);
      if (list) list.push(foreign.length);
      else byHash.set(hash, [foreign.length]);
    }
    foreign.push(doc);
  }
  return locals.map((values) => {
    const hashes = new Set(values.map((value) => hashOf(value, collation)));
    const found = [...hashes].flatMap((hash) => byHash.get(hash) ?? []);
    const order = hashes.size > 1 ? [...new Set(found)].sort((a, b) => a - b) : found;
    return order.map((index) => foreign[index] as Doc);
  });
};

function* batches(docs: Iterable<Doc>): Iterable<Doc[]> {
  let batch: Doc[] = [];
  for (const doc of docs) {
    batch.push(doc);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const variablesOf = (lookup: Lookup, context: PipelineContext): ((doc: Doc) => Doc) => {
  const names = Object.keys(lookup.variables);
  const values = names.map((name) => compileClosure(lookup.variables[name], context));
  const frame = createFrame(context);
  return (doc) => {
    frame[0] = doc;
    const own = Object.fromEntries(names.map((name, i) => [name, values[i]?.(frame)]));
    return docOf({ ...context.let, ...own });
  };
};

/** Compiles $lookup in its three forms: by fields, by pipeline, and both. */
export const compileLookup = (spec: unknown, context: PipelineContext, run: Run): Stage => {
  const lookup = parse(spec);
  const { from, keys, pipeline } = lookup;
  const variables = variablesOf(lookup, context);
  const correlated = Object.keys(lookup.variables).length > 0;
  // Errors of the sub-pipeline are told even when no document comes.
  if (pipeline) run([], pipeline, { ...context, let: variables(docOf({})) });

  const runFor = (doc: Doc, joined: Iterable<Doc> | undefined): Doc[] => {
    const inner: PipelineContext = { ...context, let: variables(doc) };
    return [...run(joined ?? innerFind(pipeline ?? [], from, inner), pipeline ?? [], inner)];
  };
  return function* looked(docs) {
    let shared: Doc[] | undefined;
    for (const batch of batches(docs)) {
      const joined = keys && joinByKeys(batch, keys, { from, context });
      for (const [i, doc] of batch.entries()) {
        context.tick();
        let found: Doc[];
        if (pipeline === undefined) found = joined?.[i] ?? [];
        else if (joined) found = runFor(doc, joined[i]);
        else if (correlated) found = runFor(doc, undefined);
        else found = shared ??= runFor(doc, undefined);
        yield withValue(doc, lookup.as, found);
      }
    }
  };
};

/** Documents for a sub-pipeline: its leading $match goes into the find, where an index may serve it (and runs again). */
const innerFind = (pipeline: readonly Doc[], from: string, context: PipelineContext): Iterable<Doc> => {
  const first = pipeline[0]?.$match;
  return context.find(from, isDoc(first) ? first : docOf({}), { collation: context.collation, let: context.let });
};
