import { EngineError } from './error.ts';
import type { CompiledUpdate, Doc, UpdateOptions } from './types.ts';

/** Compiles a replacement, modifier or pipeline update. Refuses bad updates with mongod's codes. */
export const compileUpdate = (_update: Doc | readonly Doc[], _options: UpdateOptions = {}): CompiledUpdate => {
  throw new EngineError(238, 'not built yet');
};
/** The document an upsert starts from: equalities of the filter; for a replacement only `_id`. Then `apply(base, true)`; the caller adds a missing `_id` in front. */
export const upsertBase = (_filter: Doc, _kind: CompiledUpdate['kind'] = 'modifiers'): Doc => {
  throw new EngineError(238, 'not built yet');
};
