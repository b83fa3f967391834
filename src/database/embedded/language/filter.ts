import { EngineError } from './error.ts';
import type { Doc, LanguageContext, Predicate } from './types.ts';

/** Compiles a query filter. Refuses unknown or unsupported operators when compiling. */
export const compileFilter = (_filter: Doc, _context: LanguageContext = {}): Predicate => {
  throw new EngineError(238, 'not built yet');
};
/** Index of the array element through which `doc` matched, for the positional operator; undefined when none did or no match. */
export const matchedIndex = (_predicate: Predicate, _doc: Doc): number | undefined => {
  throw new EngineError(238, 'not built yet');
};
