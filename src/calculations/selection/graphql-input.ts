import { Decimal } from 'decimal.js';
import type { Outcome } from '../engine/index.ts';

/**
 * A GraphQL input as the schemas of the calculations want it: null fields left out, decimals as exact text, the lists of
 * `{ name, count }` pairs untouched.
 */
export function plainInput(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return value.toFixed();
  if (Array.isArray(value)) return value.map(plainInput);
  if (value === null || typeof value !== 'object') return value;
  const given = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(given.map(([key, field]) => [key, plainInput(field)]));
}

/** The same outcome with its value in another shape. */
export function mapOutcome<V, W>(outcome: Outcome<V>, shape: (value: V) => W): Outcome<W> {
  return outcome.kind === 'value' ? { ...outcome, value: shape(outcome.value) } : outcome;
}

/** Pairs of a GraphQL list as a record: GraphQL has no maps. Equal names add up. */
export function recordOf(pairs: readonly { readonly name: string; readonly count: number }[]): Record<string, number> {
  const record: Record<string, number> = {};
  for (const { name, count } of pairs) record[name] = (record[name] ?? 0) + count;
  return record;
}
