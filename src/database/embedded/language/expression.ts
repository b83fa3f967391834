import { EngineError } from './error.ts';
import type { Doc, LanguageContext, Variables } from './types.ts';

/** Compiles an aggregation expression; the result takes `{ ROOT: doc, …variables }` and gives undefined for "missing". */
export const compileExpression = (
  _spec: unknown,
  _context: LanguageContext = {},
): ((variables: Variables) => unknown) => {
  throw new EngineError(238, 'not built yet');
};
/** Values of a command's `let` (constant expressions), for `LanguageContext.let`. */
export const evaluateLet = (_spec: Doc, _context: LanguageContext = {}): Doc => {
  throw new EngineError(238, 'not built yet');
};
