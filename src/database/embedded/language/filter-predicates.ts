import { EngineError } from './error.ts';
import type { Doc, FilterPredicates } from './types.ts';

/** What an index can use of a filter. `$expr: {$eq: ['$field', constant or $$variable]}` counts as an equality. */
export const filterPredicates = (_filter: Doc, _variables?: Doc): FilterPredicates => {
  throw new EngineError(238, 'not built yet');
};
