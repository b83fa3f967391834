import { EngineError } from './error.ts';

/** Most that a JavaScript date holds, in milliseconds to each side of 1970. */
const FARTHEST = 8.64e15;

/** A date of a computed moment. One that JavaScript can't hold is refused: it would turn into an invalid date. */
export const makeDate = (milliseconds: number): Date => {
  if (Number.isFinite(milliseconds) && Math.abs(milliseconds) <= FARTHEST) return new Date(milliseconds);
  throw new EngineError(241, `date overflow: ${milliseconds} ms is out of the supported range`);
};
