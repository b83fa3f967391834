import { EngineError } from './error.ts';
import type { Doc } from './types.ts';

/** Value at a dotted path through documents only (no array traversal); undefined when missing. */
export const valueAt = (_doc: Doc, _path: string): unknown => {
  throw new EngineError(238, 'not built yet');
};
/**
 * The values an index keeps for a path: arrays on the way and at the end are expanded (an empty array at the end is
 * given as itself: use `keyBytes.emptyArray`), missing is undefined. `multikey` says that an array was met;
 * `array` names the path of the first array (for 171 CannotIndexParallelArrays).
 */
export const arrayValuesAt = (_doc: Doc, _path: string): { values: unknown[]; multikey: boolean; array?: string } => {
  throw new EngineError(238, 'not built yet');
};
