import { ensure } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import type { Stage } from './group.ts';
import { hashOf } from './key.ts';
import { createBudget } from './memory.ts';
import { arrayValuesAt } from './path.ts';
import type { Doc, PipelineContext } from './types.ts';
import { withValue } from './unwind.ts';
import { docOf, isDoc, T, typeName, typeOf } from './value.ts';

/** How sub-pipelines run: `runPipeline`, given by the caller. */
export type Run = (input: Iterable<Doc>, stages: readonly Doc[], context: PipelineContext) => Iterable<Doc>;

const BATCH = 500;

/** A checked $lookup. */
interface Lookup {
  readonly from: string;
  readonly as: readonly string[];
  readonly keys: { readonly local: string; readonly foreign: string } | undefined;
  readonly variables: Doc;
  readonly pipeline: readonly Doc[] | undefined;
}

const parse = (spec: unknown): Lookup => {
  ensure(isDoc(spec), 9, `the $lookup stage specification must be an object, but found ${typeName(spec)}`);
  const { from, as, localField: local, foreignField: foreign, let: variables, pipeline, ...others } = spec;
  for (const name of Object.keys(others)) ensure(false, 9, `unknown argument to $lookup: ${name}`);
  const isText = (value: unknown) => value === undefined || typeof value === 'string';
  ensure(typeof as === 'string', 9, "must specify 'as' field for a $lookup, as a string");
  ensure(typeof from === 'string', 9, "must specify 'from' field for a $lookup, as a string");
  ensure(isText(local) && isText(foreign), 9, "$lookup arguments 'localField' and 'foreignField' must be strings");
  const isPair = (local === undefined) === (foreign === undefined);
  ensure(isPair, 9, "$lookup requires both or neither of 'localField' and 'foreignField' to be specified");
  const keys = local === undefined || foreign === undefined ? undefined : { local, foreign };
  ensure(keys ?? pipeline, 9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField'");
  ensure(pipeline === undefined || Array.isArray(pipeline), 14, "'pipeline' option must be specified as an array");
  const isDocument = variables === undefined || isDoc(variables);
  ensure(isDocument, 9, `$lookup argument 'let' must be an object, found ${typeName(variables)}`);
  ensure(variables === undefined || pipeline, 9, "$lookup with 'let' requires 'pipeline'");
  return { from, as: as.split('.'), keys, variables: variables ?? docOf({}), pipeline };
};

/** Local values that a document joins on; a missing field joins as null, an array by its elements. */
const localValues = (doc: Doc, path: string): unknown[] => {
  const { values } = arrayValuesAt(doc, path);
  return values.filter((value) => !(Array.isArray(value) && value.length === 0)).map((value) => value ?? null);
};

const foreignFilter = (path: string, values: readonly unknown[]): Doc => {
  const isRegex = (value: unknown): boolean => typeOf(value) === T.regex;
  const regexes = values.filter(isRegex).map((value) => docOf({ [path]: docOf({ $eq: value }) }));
  const members = docOf({ [path]: docOf({ $in: values.filter((value) => !isRegex(value)) }) });
  return regexes.length === 0 ? members : docOf({ $or: [members, ...regexes] });
};

/** Joins a batch of documents by hash: one find for all their values. */
const joinByKeys = (docs: readonly Doc[], { from, keys }: Lookup, context: PipelineContext): Doc[][] | undefined => {
  if (!keys) return undefined;
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

/** Context of the sub-pipeline for a document: with the values of `let`. */
const innerContext = ({ variables }: Lookup, context: PipelineContext): ((doc: Doc) => PipelineContext) => {
  const names = Object.keys(variables);
  const values = names.map((name) => compileClosure(variables[name], context));
  const frame = createFrame(context);
  return (doc) => {
    frame[0] = doc;
    const own = Object.fromEntries(names.map((name, i) => [name, values[i]?.(frame)]));
    return { ...context, let: docOf({ ...context.let, ...own }) };
  };
};

/** Compiles $lookup in its three forms: by fields, by pipeline, and both. */
export const compileLookup = (spec: unknown, context: PipelineContext, run: Run): Stage => {
  const lookup = parse(spec);
  const { from, pipeline } = lookup;
  const contextFor = innerContext(lookup, context);
  const isCorrelated = Object.keys(lookup.variables).length > 0;
  // Errors of the sub-pipeline are told even when no document comes.
  if (pipeline) run([], pipeline, contextFor(docOf({})));

  const runFor = (doc: Doc, joined: Iterable<Doc> | undefined): Doc[] => {
    const inner = contextFor(doc);
    // A leading $match goes into the find, where an index may serve it (and runs again).
    const filter = pipeline?.[0]?.$match;
    const { collation, let: values } = inner;
    const docs = joined ?? inner.find(from, isDoc(filter) ? filter : docOf({}), { collation, let: values });
    return [...run(docs, pipeline ?? [], inner)];
  };
  return function* looked(docs) {
    let shared: Doc[] | undefined;
    for (const batch of batches(docs)) {
      const joined = joinByKeys(batch, lookup, context);
      for (const [i, doc] of batch.entries()) {
        context.tick();
        let found = joined?.[i] ?? [];
        if (joined === undefined && !isCorrelated) found = shared ??= runFor(doc, undefined);
        else if (pipeline) found = runFor(doc, joined?.[i]);
        yield withValue(doc, lookup.as, found);
      }
    }
  };
};
