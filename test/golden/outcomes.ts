import type { Outcome } from '../../src/calculations/index.ts';

/** The day whose law the cases of promotion and region service follow. */
export const ON = '2025-09-30';

/** The value of an outcome; anything else is a refusal of the case. */
export function resultOf<V>(outcome: Outcome<V>): V {
  if (outcome.kind === 'value') return outcome.value;
  throw new Error(outcome.kind === 'notEligible' ? `${outcome.article}: ${outcome.reason}` : 'eksik bilgi');
}

/** The value, or null where the law grants none or the case lacks a fact. */
export function valueOrNull<V>(outcome: Outcome<V>): V | null {
  return outcome.kind === 'value' ? outcome.value : null;
}

/** True where the law grants it. */
export function granted(outcome: Outcome<unknown>): boolean {
  return outcome.kind === 'value';
}
