import { ACCUMULATORS, type Accumulator } from './accumulators.ts';
import { compare } from './compare.ts';
import { EngineError } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import { type Evaluate, integerArgument, namedSpecs, nullish } from './expression-kit.ts';
import { keyOf } from './key.ts';
import { createBudget } from './memory.ts';
import { compareNumbers, isNumeric, numberOf } from './number.ts';
import { compareSortValues, parseSort, sortValues } from './sort.ts';
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
  return `k${keyOf(value, collation ? { collation } : {}).toString('latin1')}`;
};

const bounded = (n: unknown, name: string): number => {
  const limit = integerArgument(n, `${name}: n`, 5787902);
  if (limit < 1) throw new EngineError(5787908, `'n' must be greater than 0, found ${limit}`);
  return limit;
};

/** $firstN, $lastN, $minN, $maxN. */
const severalField = (name: string, operand: unknown, context: LanguageContext): Omit<Field, 'name'> => {
  const specs = namedSpecs(operand, name, { required: ['n', 'input'] });
  const n = bounded(compileClosure(specs.n, context)(createFrame(context)), name);
  const sign = name === '$maxN' ? -1 : 1;
  const create = (): Accumulator => {
    const values: unknown[] = [];
    return {
      add: (value) => {
        if (name === '$firstN' && values.length === n) return;
        if ((name === '$minN' || name === '$maxN') && nullish(value)) return;
        values.push(value ?? null);
        if (name === '$lastN' && values.length > n) values.shift();
      },
      result: () => {
        if (name === '$firstN' || name === '$lastN') return values;
        return values.sort((a, b) => compare(a, b, context.collation) * sign).slice(0, n);
      },
    };
  };
  return { evaluate: compileClosure(specs.input, context), create, keeps: true };
};

/** $top, $bottom and their N forms: the outputs of the documents that sort first or last. */
const topField = (name: string, operand: unknown, context: LanguageContext): Omit<Field, 'name'> => {
  const many = name.endsWith('N');
  const specs = namedSpecs(operand, name, { required: ['sortBy', 'output', ...(many ? ['n'] : [])] });
  if (!isDoc(specs.sortBy)) throw new EngineError(5788604, `${name} expects 'sortBy' to be an object`);
  const keys = parseSort(specs.sortBy);
  const order = compareSortValues(keys, context.collation);
  const output = compileClosure(specs.output, context);
  const n = many ? bounded(compileClosure(specs.n, context)(createFrame(context)), name) : 1;
  const evaluate: Evaluate = (frame) => [sortValues(frame[0] as Doc, keys, context.collation), output(frame) ?? null];
  const create = (): Accumulator => {
    const entries: [unknown[], unknown][] = [];
    return {
      add: (value) => entries.push(value as [unknown[], unknown]),
      result: () => {
        const sorted = entries.sort((a, b) => order(a[0], b[0])).map(([, result]) => result);
        const picked = name.startsWith('$top') ? sorted.slice(0, n) : sorted.slice(-n);
        return many ? picked : (picked[0] ?? null);
      },
    };
  };
  return { evaluate, create, keeps: true };
};

const countField = (operand: unknown): Omit<Field, 'name'> => {
  if (!isDoc(operand) || Object.keys(operand).length > 0)
    throw new EngineError(40234, '$count takes no arguments, i.e. $count:{}');
  return { evaluate: () => 1, create: () => (ACCUMULATORS.get('$sum') as () => Accumulator)(), keeps: false };
};

const fieldOfSpec = (name: string, spec: unknown, context: LanguageContext): Field => {
  if (name.includes('.')) throw new EngineError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw new EngineError(40236, `The field name '${name}' cannot be an operator name`);
  if (!isDoc(spec)) throw new EngineError(40234, `The field '${name}' must be an accumulator object`);
  const [operator = '', ...more] = Object.keys(spec);
  if (more.length > 0) throw new EngineError(40238, `The field '${name}' must specify one accumulator`);
  const operand = spec[operator];
  if (operator === '$count') return { name, ...countField(operand) };
  if (['$firstN', '$lastN', '$minN', '$maxN'].includes(operator))
    return { name, ...severalField(operator, operand, context) };
  if (['$top', '$topN', '$bottom', '$bottomN'].includes(operator))
    return { name, ...topField(operator, operand, context) };
  const create = ACCUMULATORS.get(operator);
  if (!create) throw new EngineError(15952, `unknown group operator '${operator}'`);
  if (Array.isArray(operand)) throw new EngineError(40237, `The ${operator} accumulator is a unary operator`);
  return {
    name,
    evaluate: compileClosure(operand, context),
    create: () => create(context.collation),
    keeps: KEEPS.has(operator),
  };
};

/** Compiles $group. Groups come in the order in which they were first met. */
export const compileGroup = (spec: unknown, context: PipelineContext): ((docs: Iterable<Doc>) => Iterable<Doc>) => {
  if (!isDoc(spec))
    throw new EngineError(15947, `a group's fields must be specified in an object, not ${typeName(spec)}`);
  if (!('_id' in spec)) throw new EngineError(15955, 'a group specification must include an _id');
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
