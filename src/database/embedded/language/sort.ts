import { EngineError } from './error.ts';
import type { Collator, Doc } from './types.ts';

/** Sorted copy (stable); with `limit` only the first so many. Arrays sort by their least (ascending) or greatest element. */
export const sortDocuments = (_docs: Iterable<Doc>, _sort: Doc, _collator?: Collator, _limit?: number): Doc[] => {
  throw new EngineError(238, 'not built yet');
};
