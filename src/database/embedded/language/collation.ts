import { EngineError } from './error.ts';
import type { Collator, Doc } from './types.ts';

/** Collator for a wire collation document; undefined for none or locale "simple". Unknown fields and values are refused (2, 9, 40415). */
export const makeCollator = (_spec: Doc | undefined): Collator | undefined => {
  throw new EngineError(238, 'not built yet');
};
