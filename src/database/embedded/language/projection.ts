import { EngineError } from './error.ts';
import type { Doc, ProjectionOptions } from './types.ts';

/** Compiles a find projection or a $project stage. The result never changes its argument. */
export const compileProjection = (_spec: Doc, _options: ProjectionOptions): ((doc: Doc) => Doc) => {
  throw new EngineError(238, 'not built yet');
};
