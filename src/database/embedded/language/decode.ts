import { EngineError } from './error.ts';
import type { Doc } from './types.ts';

/** Lossless BSON decoding of the document that starts at `offset`. Throws 22 for malformed bytes. */
export const decode = (_buffer: Buffer, _offset = 0): Doc => {
  throw new EngineError(238, 'not built yet');
};
