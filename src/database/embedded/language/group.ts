import { ACCUMULATORS, type Accumulator } from './accumulators.ts';
import { bracketOf, compare } from './compare.ts';
import { EngineError, ensure } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import type { Evaluate } from './expression-kit.ts';
import { hashOf } from './key.ts';
import { createBudget, sizeOf } from './memory.ts';
import { parseSort, sortAll } from './sort.ts';
import { objectSpec } from './stage-docs.ts';
import type { Doc, LanguageContext, PipelineContext } from './types.ts';
import { createDoc, docOf, isDoc, typeName } from './value.ts';

/** A running stage: documents in, documents out. */
export type Stage = (docs: Iterable<Doc>) => Iterable<Doc>;

/** One output field of $group. */
interface Field {
  readonly name: string;
  readonly evaluate: Evaluate;
  create(): Accumulator;
  /** True when the accumulator keeps its values, so that they count against the memory limit. */
  readonly keeps: boolean;
}

const KEEPS: ReadonlySet<string> = new Set(['$push', '$addToSet', '$mergeObjects']);

const fieldOfSpec = (name: string, spec: unknown, context: LanguageContext): Field => {
  ensure(!name.includes('.'), 40235, `The field name '${name}' cannot contain '.'`);
  ensure(!name.startsWith('$'), 40236, `The field name '${name}' cannot be an operator name`);
  ensure(isDoc(spec), 40234, `The field '${name}' must be an accumulator object`);
  const [operator = '', ...more] = Object.keys(spec);
  ensure(more.length === 0, 40238, `The field '${name}' must specify one accumulator`);
  const isCount = operator === '$count';
  const create = ACCUMULATORS.get(isCount ? '$sum' : operator);
  ensure(create, 15952, `unknown group operator '${operator}'`);
  const operand = spec[operator];
  if (isCount) ensure(isDoc(operand) && Object.keys(operand).length === 0, 40234, '$count takes no arguments: {}');
  ensure(!Array.isArray(operand), 40237, `The ${operator} accumulator is a unary operator`);
  return {
    name,
    evaluate: isCount ? () => 1 : compileClosure(operand, context),
    create: () => create(context.collation),
    keeps: KEEPS.has(operator),
  };
};

/** Groups by what `idOf` gives. Groups come in the order in which they were first met. */
const groupBy = (idOf: Evaluate, output: Doc, context: PipelineContext): Stage => {
  const fields = Object.keys(output).map((name) => fieldOfSpec(name, output[name], context));
  const frame = createFrame(context);
  return function* group(docs) {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    const keep = createBudget(context.memoryLimitBytes, '$group');
    for (const doc of docs) {
      context.tick();
      frame[0] = doc;
      const id = idOf(frame) ?? null;
      const hash = hashOf(id, context.collation);
      let entry = groups.get(hash);
      if (!entry) {
        entry = { id, accumulators: fields.map((field) => field.create()) };
        groups.set(hash, entry);
        keep(id);
      }
      for (let i = 0; i < fields.length; i += 1) {
        const field = fields[i] as Field;
        const value = field.evaluate(frame);
        if (field.keeps) keep(value);
        (entry.accumulators[i] as Accumulator).add(value);
      }
    }
    for (const { id, accumulators } of groups.values()) {
      const made = createDoc();
      made._id = id;
      for (const [i, field] of fields.entries()) made[field.name] = (accumulators[i] as Accumulator).result();
      yield made;
    }
  };
};

/** Compiles $group. */
export const group = (spec: unknown, context: PipelineContext): Stage => {
  const { _id, ...output } = objectSpec(spec, 15947, "a group's fields must be specified in an object");
  ensure('_id' in (spec as Doc), 15955, 'a group specification must include an _id');
  return groupBy(compileClosure(_id, context), output, context);
};

/** Compiles $sort; with a limit only so many are kept. */
export const sort = (spec: unknown, context: PipelineContext, limit?: number): Stage => {
  const keys = parseSort(objectSpec(spec, 15973, 'the $sort key specification must be an object'));
  ensure(keys.length > 0, 15976, '$sort stage must have at least one sort key');
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
  const path = isDoc(spec) ? Object.keys(spec)[0] : spec;
  const isExpression = typeof path === 'string' && path.startsWith('$');
  ensure(isExpression, 40148, 'the sortByCount field must be a $-prefixed path or an expression inside an object');
  const counted = groupBy(compileClosure(spec, context), docOf({ count: docOf({ $sum: 1 }) }), context);
  const byCount = sort(docOf({ count: -1 }), context);
  return (docs) => byCount(counted(docs));
};

const checkBoundaries = (boundaries: readonly unknown[], spec: Doc): void => {
  for (const [i, low] of boundaries.slice(0, -1).entries()) {
    const high = boundaries[i + 1];
    const found = `Found ${typeName(low)} and ${typeName(high)}.`;
    ensure(bracketOf(low) === bracketOf(high), 40193, `The 'boundaries' of $bucket must have the same type. ${found}`);
    ensure(
      compare(low, high) < 0,
      40194,
      `The 'boundaries' of $bucket must ascend, but elements ${i} and ${i + 1} don't`,
    );
  }
  if (!('default' in spec) || bracketOf(spec.default) !== bracketOf(boundaries[0])) return;
  const isOutside = compare(spec.default, boundaries[0]) < 0 || compare(spec.default, boundaries.at(-1)) >= 0;
  ensure(isOutside, 40199, "The $bucket 'default' field must be outside of the boundaries.");
};

const BUCKET_FIELDS = ['groupBy', 'boundaries', 'default', 'output'];

/** Compiles $bucket: a group by the lower boundaries, sorted. */
export const bucket = (spec: unknown, context: PipelineContext): Stage => {
  const fields = objectSpec(spec, 40201, 'Argument to $bucket stage must be an object');
  for (const name of Object.keys(fields))
    ensure(BUCKET_FIELDS.includes(name), 40197, `Unrecognized option to $bucket: ${name}.`);
  const { groupBy: by, boundaries: specs, output = docOf({ count: docOf({ $sum: 1 }) }) } = fields;
  const isComplete = by !== undefined && specs !== undefined;
  ensure(isComplete, 40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  ensure(Array.isArray(specs), 40200, `The $bucket 'boundaries' must be an array, but found: ${typeName(specs)}.`);
  ensure(specs.length >= 2, 40192, `The $bucket 'boundaries' must be at least 2, but are ${specs.length}.`);
  const boundaries: unknown[] = specs.map((bound) => compileClosure(bound, context)(createFrame(context)));
  checkBoundaries(boundaries, fields);
  const evaluate = compileClosure(by, context);
  const lowerBoundary: Evaluate = (frame) => {
    const value = evaluate(frame);
    const next = boundaries.findIndex((bound) => compare(value, bound, context.collation) < 0);
    if (next > 0) return boundaries[next - 1];
    if ('default' in fields) return fields.default;
    throw new EngineError(
      40066,
      `$bucket found no boundaries for a value of type ${typeName(value)} and has no default.`,
    );
  };
  const outputs = objectSpec(output, 40196, "The $bucket 'output' field must be an object");
  const grouped = groupBy(lowerBoundary, outputs, context);
  const byId = sort(docOf({ _id: 1 }), context);
  return (docs) => byId(grouped(docs));
};
