import { EngineError } from './error.ts';
import type { Doc, PipelineContext, PipelineSplit } from './types.ts';

/** Runs the stages lazily over the input (null: the pipeline must bring its own documents). Errors in stages are thrown before the first document. */
export const runPipeline = (
  _input: Iterable<Doc> | null,
  _stages: readonly Doc[],
  _context: PipelineContext,
): Iterable<Doc> => {
  throw new EngineError(238, 'not built yet');
};
/** Takes the leading $match/$sort/$skip/$limit out of a pipeline, for a find. */
export const splitPipeline = (_stages: readonly Doc[]): PipelineSplit => {
  throw new EngineError(238, 'not built yet');
};
