import { builtInPromotionTables, type PromotionDeps } from '../../../src/calculations/gorevde-yukselme/index.ts';
import { loadParameters, type Outcome } from '../../../src/calculations/index.ts';

export const deps: PromotionDeps = { book: loadParameters().book, tables: builtInPromotionTables };

/** The value, or an error that shows why there is none. */
export function resultOf<V>(outcome: Outcome<V>): V {
  if (outcome.kind === 'value') return outcome.value;
  throw new Error(JSON.stringify(outcome));
}

export const years = (n: number) => n * 360;
