import { z } from 'zod';
import type { Tracer } from './engine/index.ts';
import { apiChoices } from './input.ts';

/** A point where practice differs: the readings that may be chosen, and the one that is used unless told otherwise. */
export interface Reading<T extends string> {
  /** Key in the input's `options`. */
  readonly name: string;
  /** Turkish name of the question. */
  readonly label: string;
  readonly article: string;
  readonly default: T;
  /** Each reading with its meaning in Turkish. */
  readonly choices: Readonly<Record<T, string>>;
}

/** The input field of a reading: one of its choices, its default when absent. */
export function readingField<T extends string>(reading: Reading<T>) {
  const words = Object.keys(reading.choices) as T[];
  const name = reading.name.charAt(0).toUpperCase() + reading.name.slice(1);
  return z
    .enum(words as [T, ...T[]])
    .register(apiChoices, { name, choices: reading.choices })
    .default(reading.default as never)
    .describe(`${reading.label} (${reading.article})`);
}

/** Prints the reading that was chosen into the trace and gives it back. */
export function chooseReading<T extends string>(reading: Reading<T>, value: T, tracer: Tracer): T {
  tracer.step({
    label: reading.label,
    article: reading.article,
    result: reading.choices[value],
    option: { name: reading.name, value, isDefault: value === reading.default, article: reading.article },
  });
  return value;
}
