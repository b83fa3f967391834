import type { z } from 'zod';
import { parseInput } from '../errors/index.ts';
import type { Outcome, ParameterBook } from './engine/index.ts';

/** What every calculation may read besides its input: the dated legal figures. */
export interface CalculationContext {
  readonly book: ParameterBook;
}

/** One calculation as a list entry: what a command line, a form or a catalog needs to offer and run it. */
export interface CalculationEntry {
  /** Name in kebab-case ASCII: `harcirah-gecici`; what `ozluk calc KIND` takes. */
  readonly kind: string;
  /** Turkish title. */
  readonly title: string;
  /** Law and article: "6245 s.K. m.33". */
  readonly article: string;
  /** Shape of the input; the fields accept JSON values and the strings of CSV cells (see input.ts). */
  readonly input: z.ZodType;
  /** Checks the raw input and calculates. Throws ValidationError with every refused field. */
  calculate(raw: unknown, context: CalculationContext): Outcome<unknown>;
}

/** The typed parts of an entry; `calculate` gets what the schema gives out, defaults filled. */
export interface CalculationDefinition<S extends z.ZodType, V> {
  readonly kind: string;
  readonly title: string;
  readonly article: string;
  readonly input: S;
  readonly calculate: (input: z.output<S>, context: CalculationContext) => Outcome<V>;
}

/** Turns a typed calculation into a list entry that takes raw input; a refused field names the calculation's article. */
export function defineCalculation<S extends z.ZodType, V>(definition: CalculationDefinition<S, V>): CalculationEntry {
  return {
    ...definition,
    calculate: (raw, context) => definition.calculate(parseInput(definition.input, raw, definition.article), context),
  };
}
