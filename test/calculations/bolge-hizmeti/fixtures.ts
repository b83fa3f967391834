import { builtInRegionTables, type RegionDeps } from '../../../src/calculations/bolge-hizmeti/index.ts';
import type { Outcome } from '../../../src/calculations/index.ts';

export const deps: RegionDeps = { tables: builtInRegionTables };

/** The value, or an error that shows why there is none. */
export function resultOf<V>(outcome: Outcome<V>): V {
  if (outcome.kind === 'value') return outcome.value;
  throw new Error(JSON.stringify(outcome));
}
