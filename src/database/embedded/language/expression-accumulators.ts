import { ACCUMULATORS } from './accumulators.ts';
import type { Operator } from './expression-kit.ts';

/** Accumulator as an expression: over the elements of its one array argument, or over its arguments. */
const overArguments =
  (name: string): Operator =>
  (operand, compiler) => {
    const create = ACCUMULATORS.get(name) as NonNullable<ReturnType<typeof ACCUMULATORS.get>>;
    const parts = (Array.isArray(operand) ? operand : [operand]).map((spec) => compiler.compile(spec));
    return (frame) => {
      const values = parts.map((part) => part(frame));
      const [only] = values;
      const accumulator = create(compiler.context.collation);
      for (const value of values.length === 1 && Array.isArray(only) ? only : values) accumulator.add(value);
      return accumulator.result();
    };
  };

/** $sum, $avg, $min, $max, $stdDevPop and $stdDevSamp outside $group. */
export const accumulatorExpressions: Readonly<Record<string, Operator>> = Object.fromEntries(
  ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp'].map((name) => [name, overArguments(name)]),
);
