import { EngineError } from './error.ts';
import type { BsonType, Doc } from './types.ts';

/** An empty document that inherits nothing. Use it for every document the engine builds. */
export const createDoc = (): Doc => {
  throw new EngineError(238, 'not built yet');
};
/** True for embedded documents: not arrays, not BSON value classes, not dates. */
export const isDoc = (_value: unknown): _value is Doc => {
  throw new EngineError(238, 'not built yet');
};
/** BSON type of a value; undefined has the name "missing" and number 0. */
export const bsonType = (_value: unknown): BsonType => {
  throw new EngineError(238, 'not built yet');
};
