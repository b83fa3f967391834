import { EngineError } from './error.ts';
import type { Doc } from './types.ts';

/** BSON bytes of a document, in a buffer of its own. Fields whose value is undefined are left out. */
export const encode = (_doc: Doc): Buffer => {
  throw new EngineError(238, 'not built yet');
};
