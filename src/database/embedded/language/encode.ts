import {
  type BSONSymbol,
  type Code,
  type Decimal128,
  type Double,
  type Int32,
  Long,
  type ObjectId,
  type Timestamp,
} from 'bson';
import { byte, closeSize, double, int, openSize, raw, start, take, text } from './bytes.ts';
import { EngineError } from './error.ts';
import type { Doc } from './types.ts';
import { binaryParts, fieldsOf, regexParts, T, typeOf } from './value.ts';

const MAX_DEPTH = 200;
let depth = 0;

const cstring = (value: string): void => {
  if (value.includes('\0')) throw new EngineError(2, 'Field names and regular expressions cannot contain null bytes');
  text(value);
  byte(0);
};

const string = (value: string): void => {
  const opened = openSize();
  text(value);
  byte(0);
  closeSize(opened, 4);
};

const long = ({ low, high }: { readonly low: number; readonly high: number }): void => {
  int(low);
  int(high);
};

const date = (value: Date): void => {
  const time = value.getTime();
  if (Number.isNaN(time)) throw new EngineError(2, 'Not a valid date');
  const high = Math.floor(time / 0x1_0000_0000);
  long({ low: (time - high * 0x1_0000_0000) | 0, high });
};

const binary = (value: unknown): void => {
  const { bytes, subtype } = binaryParts(value);
  const old = subtype === 2 ? 4 : 0;
  int(bytes.length + old);
  byte(subtype);
  if (old > 0) int(bytes.length);
  raw(bytes);
};

const regex = (value: unknown): void => {
  const { pattern, options } = regexParts(value);
  cstring(pattern);
  cstring(options);
};

const codeWithScope = (value: Code): void => {
  const opened = openSize();
  string(value.code);
  document((value.scope ?? {}) as Doc);
  closeSize(opened);
};

/** Writers by type; null, minKey and maxKey have nothing to write. */
const WRITERS: Readonly<Record<number, (value: never) => void>> = {
  [T.double]: (value: number | Double) => double(typeof value === 'number' ? value : value.value),
  [T.string]: string,
  [T.object]: (value: Doc) => document(fieldsOf(value)),
  [T.array]: (values: readonly unknown[]) => array(values),
  [T.binData]: binary,
  [T.objectId]: (value: ObjectId) => raw(value.id),
  [T.bool]: (value: boolean) => byte(value ? 1 : 0),
  [T.date]: date,
  [T.int]: (value: number | Int32) => int(typeof value === 'number' ? value : value.value),
  [T.long]: (value: Long | bigint) => (typeof value === 'bigint' ? long(Long.fromBigInt(value)) : long(value)),
  [T.decimal]: (value: Decimal128) => raw(value.bytes),
  [T.timestamp]: (value: Timestamp) => long({ low: value.i | 0, high: value.t | 0 }),
  [T.regex]: regex,
  [T.symbol]: (value: BSONSymbol) => string(value.value),
  [T.javascript]: (value: Code) => string(value.code),
  [T.javascriptWithScope]: codeWithScope,
};

const element = (key: string, value: unknown): void => {
  const type = typeOf(value);
  byte(type);
  cstring(key);
  WRITERS[type]?.(value as never);
};

const open = (): number => {
  depth += 1;
  if (depth > MAX_DEPTH) throw new EngineError(15, `BSON depth exceeds ${MAX_DEPTH}`);
  return openSize();
};

const close = (opened: number): void => {
  byte(0);
  closeSize(opened);
  depth -= 1;
};

const document = (doc: Doc): void => {
  const opened = open();
  for (const key of Object.keys(doc)) {
    const value = doc[key];
    if (value !== undefined) element(key, value);
  }
  close(opened);
};

const array = (values: readonly unknown[]): void => {
  const opened = open();
  for (let i = 0; i < values.length; i += 1) element(String(i), values[i] ?? null);
  close(opened);
};

/** BSON bytes of a document, in a buffer of its own. Fields whose value is undefined are left out. */
export const encode = (doc: Doc): Buffer => {
  start();
  depth = 0;
  document(doc);
  return take();
};
