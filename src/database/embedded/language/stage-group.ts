import { bracketOf, compare } from './compare.ts';
import { EngineError } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import { compileGroup } from './group.ts';
import { sizeOf } from './memory.ts';
import { parseSort, sortAll } from './sort.ts';
import { objectSpec, type Stage } from './stage-kit.ts';
import type { Doc, PipelineContext } from './types.ts';
import { docOf, isDoc, typeName } from './value.ts';

/** Compiles $sort; with a limit only so many are kept. */
export const sort = (spec: unknown, context: PipelineContext, limit: number | undefined): Stage => {
  const keys = parseSort(objectSpec(spec, 15973, 'the $sort key specification must be an object'));
  if (keys.length === 0) throw new EngineError(15976, '$sort stage must have at least one sort key');
  const { collation: collator, memoryLimitBytes } = context;
  return function* sorted(docs) {
    const ticking = function* (): Iterable<Doc> {
      for (const doc of docs) {
        context.tick();
        yield doc;
      }
    };
    yield* sortAll(ticking(), { keys, collator, limit, measure: sizeOf, memoryLimitBytes });
  };
};

/** Compiles $sortByCount. */
export const sortByCount = (spec: unknown, context: PipelineContext): Stage => {
  const expression =
    typeof spec === 'string' ? spec.startsWith('$') : isDoc(spec) && Object.keys(spec)[0]?.startsWith('$');
  if (!expression)
    throw new EngineError(
      40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  const group = compileGroup(docOf({ _id: spec, count: docOf({ $sum: 1 }) }), context);
  const byCount = sort(docOf({ count: -1 }), context, undefined);
  return (docs) => byCount(group(docs));
};

/** Expression that names the bucket of a value, by its lower boundary. */
const bucketExpression = (spec: Doc): unknown => {
  const boundaries = spec.boundaries as unknown[];
  const branches = boundaries.slice(0, -1).map((low, i) => {
    const within = (operator: string, bound: unknown): Doc =>
      docOf({ [operator]: [spec.groupBy, docOf({ $literal: bound })] });
    const test = docOf({ $and: [within('$gte', low), within('$lt', boundaries[i + 1])] });
    return docOf(
      Object.fromEntries([
        ['case', test],
        ['then', docOf({ $literal: low })],
      ]),
    );
  });
  const otherwise = 'default' in spec ? { default: docOf({ $literal: spec.default }) } : {};
  return docOf({ $switch: docOf({ branches, ...otherwise }) });
};

/** Boundaries of a bucket, which may be constant expressions. */
const constants = (specs: readonly unknown[], context: PipelineContext): unknown[] =>
  specs.map((spec) => compileClosure(spec, context)(createFrame(context)));

const checkBoundaries = (boundaries: readonly unknown[], spec: Doc): void => {
  for (const [i, low] of boundaries.slice(0, -1).entries()) {
    const high = boundaries[i + 1];
    if (bracketOf(low) !== bracketOf(high)) {
      throw new EngineError(
        40193,
        `All values in the the 'boundaries' option to $bucket must have the same type. Found conflicting types ${typeName(low)} and ${typeName(high)}.`,
      );
    }
    if (compare(low, high) >= 0) {
      throw new EngineError(
        40194,
        `The 'boundaries' option to $bucket must be sorted, but elements ${i} and ${i + 1} are not in ascending order.`,
      );
    }
  }
  if (!('default' in spec) || bracketOf(spec.default) !== bracketOf(boundaries[0])) return;
  if (compare(spec.default, boundaries[0]) >= 0 && compare(spec.default, boundaries.at(-1)) < 0) {
    throw new EngineError(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
  }
};

/** Compiles $bucket: a $group by the lower boundaries, sorted. */
export const bucket = (spec: unknown, context: PipelineContext): Stage => {
  const fields = objectSpec(spec, 40201, 'Argument to $bucket stage must be an object');
  for (const name of Object.keys(fields)) {
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(name))
      throw new EngineError(40197, `Unrecognized option to $bucket: ${name}.`);
  }
  const { groupBy, boundaries } = fields;
  if (groupBy === undefined || boundaries === undefined)
    throw new EngineError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  if (!Array.isArray(boundaries))
    throw new EngineError(
      40200,
      `The $bucket 'boundaries' field must be an array, but found type: ${typeName(boundaries)}.`,
    );
  if (boundaries.length < 2)
    throw new EngineError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  const bounds = constants(boundaries, context);
  checkBoundaries(bounds, fields);
  const output = fields.output ?? docOf({ count: docOf({ $sum: 1 }) });
  const group = compileGroup(
    docOf({
      _id: bucketExpression(docOf({ ...fields, boundaries: bounds })),
      ...objectSpec(output, 40196, "The $bucket 'output' field must be an object"),
    }),
    context,
  );
  const byId = sort(docOf({ _id: 1 }), context, undefined);
  return (docs) => byId(group(docs));
};
