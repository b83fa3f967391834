import { expect } from 'vitest';
import { type ChosenOption, loadParameters, type Outcome } from '../../../src/calculations/index.ts';

/** The built-in book, and a day under KTÜ's rules. */
export const context = { book: loadParameters().book };
export const on = '2024-04-15';

/** The value of an outcome; the test fails with the reason when there is none. */
export function settled<V>(outcome: Outcome<V>): V {
  if (outcome.kind === 'value') return outcome.value;
  return expect.fail(JSON.stringify(outcome));
}

/** The readings that the trace prints. */
export function optionsOf(outcome: Outcome<unknown>): readonly ChosenOption[] {
  return outcome.trace.flatMap((s) => (s.option ? [s.option] : []));
}
