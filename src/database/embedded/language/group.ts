import { ACCUMULATORS, type Accumulator } from './accumulators.ts';
import { ensure } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import type { Evaluate } from './expression-kit.ts';
import { keyText } from './key.ts';
import { createBudget } from './memory.ts';
import { compareNumbers, isNumeric, numberOf } from './number.ts';
import type { Collator, Doc, LanguageContext, PipelineContext } from './types.ts';
import { createDoc, isDoc, typeName } from './value.ts';

/** One output field of $group. */
interface Field {
  readonly name: string;
  readonly evaluate: Evaluate;
  create(): Accumulator;
  /** True when the accumulator keeps its values, so that they count against the memory limit. */
  readonly keeps: boolean;
}

const KEEPS: ReadonlySet<string> = new Set(['$push', '$addToSet', '$mergeObjects']);

/** Text that is equal for equal group keys. */
export const hashOf = (value: unknown, collation?: Collator): string => {
  if (typeof value === 'string') return `s${collation ? collation.fold(value) : value}`;
  if (typeof value === 'number') return `n${value + 0}`;
  if (isNumeric(value)) {
    const near = numberOf(value);
    if (compareNumbers(near, value) === 0) return `n${near + 0}`;
  }
  return `k${keyText(value, collation)}`;
};

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
  if (isCount) {
    ensure(isDoc(operand) && Object.keys(operand).length === 0, 40234, '$count takes no arguments, i.e. $count:{}');
    return { name, evaluate: () => 1, create: () => create(undefined), keeps: false };
  }
  ensure(!Array.isArray(operand), 40237, `The ${operator} accumulator is a unary operator`);
  return {
    name,
    evaluate: compileClosure(operand, context),
    create: () => create(context.collation),
    keeps: KEEPS.has(operator),
  };
};

/** Compiles $group. Groups come in the order in which they were first met. */
export const compileGroup = (spec: unknown, context: PipelineContext): ((docs: Iterable<Doc>) => Iterable<Doc>) => {
  ensure(isDoc(spec), 15947, `a group's fields must be specified in an object, not ${typeName(spec)}`);
  ensure('_id' in spec, 15955, 'a group specification must include an _id');
  const idOf = compileClosure(spec._id, context);
  const names = Object.keys(spec).filter((name) => name !== '_id');
  const fields = names.map((name) => fieldOfSpec(name, spec[name], context));
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
