import { EngineError } from './error.ts';
import type { Collator } from './types.ts';

/** Options of `keyOf`: strings are folded with `collation` (then equality only); `descending` inverts the bytes. */
export interface KeyOptions {
  readonly collation?: Collator | undefined;
  readonly descending?: boolean | undefined;
}
/** Byte key: `Buffer.compare(keyOf(a), keyOf(b))` has the sign of `compare(a, b)`. Self-delimiting, so keys may be concatenated. */
export const keyOf = (_value: unknown, _options: KeyOptions = {}): Buffer => {
  throw new EngineError(238, 'not built yet');
};
/** Bytes for index bounds. */
export const keyBytes = {
  /** Key of an empty array in an index: below null, as mongod's undefined. */
  emptyArray: (_descending = false): Buffer => {
    throw new EngineError(238, 'not built yet');
  },
  /** Range [low, high) of all keys of the same type bracket as `value` (all numbers, all strings …). */
  bracket: (_value: unknown, _descending = false): { low: Buffer; high: Buffer } => {
    throw new EngineError(238, 'not built yet');
  },
  /** Range [low, high) of the keys of all strings that start with `prefix` (no collation). */
  prefix: (_prefix: string, _descending = false): { low: Buffer; high: Buffer } => {
    throw new EngineError(238, 'not built yet');
  },
  /** First byte string after every key that starts with `key`: the exclusive end of "all keys with this prefix". */
  after: (_key: Buffer): Buffer => {
    throw new EngineError(238, 'not built yet');
  },
};
