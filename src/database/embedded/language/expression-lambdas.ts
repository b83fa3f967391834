import { EngineError } from './error.ts';
import {
  arrayArgument,
  type Evaluate,
  integerArgument,
  namedSpecs,
  nullish,
  type Operator,
  stringArgument,
} from './expression-kit.ts';
import { truthy } from './number.ts';

const nameOf = (given: unknown): string =>
  given === undefined ? 'this' : stringArgument(given, "'as' must be a string", 9);

const map: Operator = (operand, compiler, name) => {
  const specs = namedSpecs(operand, name, { required: ['input', 'in'], optional: ['as'] });
  const input = compiler.compile(specs.input);
  const bound = compiler.bind([nameOf(specs.as)]);
  const body = bound.compiler.compile(specs.in);
  const slot = bound.slots[0] as number;
  return (frame) => {
    const values = input(frame);
    if (nullish(values)) return null;
    return arrayArgument(values, 'input to $map must be an array not', 16883).map((value) => {
      frame[slot] = value;
      return body(frame) ?? null;
    });
  };
};

const filter: Operator = (operand, compiler, name) => {
  const specs = namedSpecs(operand, name, { required: ['input', 'cond'], optional: ['as', 'limit'] });
  const input = compiler.compile(specs.input);
  const limit = specs.limit === undefined ? undefined : compiler.compile(specs.limit);
  const bound = compiler.bind([nameOf(specs.as)]);
  const condition = bound.compiler.compile(specs.cond);
  const slot = bound.slots[0] as number;
  return (frame) => {
    const values = input(frame);
    if (nullish(values)) return null;
    const most = filterLimit(limit?.(frame));
    const kept: unknown[] = [];
    for (const value of arrayArgument(values, 'input to $filter must be an array not', 28651)) {
      frame[slot] = value;
      if (truthy(condition(frame))) kept.push(value);
      if (kept.length >= most) break;
    }
    return kept;
  };
};

const filterLimit = (value: unknown): number => {
  if (nullish(value)) return Number.POSITIVE_INFINITY;
  const limit = integerArgument(value, '$filter: limit', 327391);
  if (limit < 1) throw new EngineError(327392, `$filter: limit must be greater than 0, found: ${limit}`);
  return limit;
};

const reduce: Operator = (operand, compiler, name) => {
  const specs = namedSpecs(operand, name, { required: ['input', 'initialValue', 'in'] });
  const input = compiler.compile(specs.input);
  const initial = compiler.compile(specs.initialValue);
  const bound = compiler.bind(['this', 'value']);
  const body: Evaluate = bound.compiler.compile(specs.in);
  const [element, accumulated] = bound.slots as [number, number];
  return (frame) => {
    const values = input(frame);
    if (nullish(values)) return null;
    let result = initial(frame);
    for (const value of arrayArgument(values, '$reduce requires that `input` be an array, found a value', 40080)) {
      frame[element] = value;
      frame[accumulated] = result;
      result = body(frame);
    }
    return result;
  };
};

/** Operators that run an expression for each element. */
export const lambdas: Readonly<Record<string, Operator>> = { $map: map, $filter: filter, $reduce: reduce };
