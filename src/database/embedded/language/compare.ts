import { EngineError } from './error.ts';
import type { Collator } from './types.ts';

/** BSON order: negative, 0 or positive. A missing value (undefined) sorts before null. */
export const compare = (_a: unknown, _b: unknown, _collator?: Collator): number => {
  throw new EngineError(238, 'not built yet');
};
/** Equality by BSON order: 1 equals Long 1, field order of documents counts. */
export const equal = (_a: unknown, _b: unknown, _collator?: Collator): boolean => {
  throw new EngineError(238, 'not built yet');
};
