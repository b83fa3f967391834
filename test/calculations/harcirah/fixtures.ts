import { expect } from 'vitest';
import { type ChosenOption, loadParameters, type Outcome } from '../../../src/calculations/index.ts';

/** The built-in book. */
export const context = { book: loadParameters().book };

/** The value of an outcome; the test fails with the reason when there is none. */
export function settled<V>(outcome: Outcome<V>): V {
  if (outcome.kind === 'value') return outcome.value;
  return expect.fail(JSON.stringify(outcome));
}

/** Codes of the warnings, in order. */
export function warningsOf(outcome: Outcome<unknown>): readonly string[] {
  return outcome.kind === 'value' ? outcome.warnings.map((w) => w.code) : [];
}

/** The readings that the trace prints. */
export function optionsOf(outcome: Outcome<unknown>): readonly ChosenOption[] {
  return outcome.trace.flatMap((s) => (s.option ? [s.option] : []));
}
