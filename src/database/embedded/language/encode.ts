import type { BSONSymbol, Code, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import { EngineError } from './error.ts';
import type { Doc } from './types.ts';
import { binaryParts, fieldsOf, regexParts, T, typeOf } from './value.ts';

const MAX_DEPTH = 200;
const KEEP_BYTES = 1 << 20;

let out = Buffer.allocUnsafe(1 << 16);
let at = 0;
let depth = 0;

const room = (size: number): void => {
  if (at + size <= out.length) return;
  const bigger = Buffer.allocUnsafe(Math.max(out.length * 2, at + size));
  out.copy(bigger, 0, 0, at);
  out = bigger;
};

const int = (value: number): void => {
  room(4);
  out[at] = value;
  out[at + 1] = value >> 8;
  out[at + 2] = value >> 16;
  out[at + 3] = value >> 24;
  at += 4;
};

const bytes = (source: Uint8Array): void => {
  room(source.length);
  out.set(source, at);
  at += source.length;
};

/** UTF-8 of the text without an end mark; room for it must not have been made before. */
const text = (value: string): void => {
  const size = value.length;
  room(size * 3 + 1);
  if (size < 24) {
    let i = 0;
    for (; i < size; i += 1) {
      const code = value.charCodeAt(i);
      if (code > 127) break;
      out[at + i] = code;
    }
    if (i === size) {
      at += size;
      return;
    }
  }
  at += out.write(value, at, 'utf8');
};

const byte = (value: number): void => {
  room(1);
  out[at] = value;
  at += 1;
};

const cstring = (value: string): void => {
  if (value.includes('\0')) throw new EngineError(2, 'Field names and regular expressions cannot contain null bytes');
  text(value);
  byte(0);
};

const string = (value: string): void => {
  const start = at;
  int(0);
  text(value);
  byte(0);
  out.writeInt32LE(at - start - 4, start);
};

const double = (value: number): void => {
  room(8);
  at = out.writeDoubleLE(value, at);
};

const long = (low: number, high: number): void => {
  int(low);
  int(high);
};

const date = (value: Date): void => {
  const time = value.getTime();
  if (Number.isNaN(time)) throw new EngineError(2, 'Not a valid date');
  const high = Math.floor(time / 0x1_0000_0000);
  long((time - high * 0x1_0000_0000) | 0, high);
};

const binary = (value: unknown): void => {
  const parts = binaryParts(value);
  const old = parts.subtype === 2 ? 4 : 0;
  int(parts.bytes.length + old);
  byte(parts.subtype);
  if (old > 0) int(parts.bytes.length);
  bytes(parts.bytes);
};

const codeWithScope = (value: Code): void => {
  const start = at;
  int(0);
  string(value.code);
  document((value.scope ?? {}) as Doc);
  out.writeInt32LE(at - start, start);
};

const rareValue = (type: number, value: unknown): void => {
  switch (type) {
    case T.regex: {
      const { pattern, options } = regexParts(value);
      cstring(pattern);
      cstring(options);
      break;
    }
    case T.javascript:
      string((value as Code).code);
      break;
    case T.symbol:
      string((value as BSONSymbol).value);
      break;
    case T.javascriptWithScope:
      codeWithScope(value as Code);
      break;
    case T.timestamp:
      long((value as Timestamp).i | 0, (value as Timestamp).t | 0);
      break;
    case T.decimal:
      bytes((value as Decimal128).bytes);
      break;
    default:
  }
};

const writeValue = (type: number, value: unknown): void => {
  switch (type) {
    case T.double:
      double(typeof value === 'number' ? value : (value as Double).value);
      break;
    case T.string:
      string(value as string);
      break;
    case T.object:
      document(fieldsOf(value as Doc));
      break;
    case T.array:
      array(value as unknown[]);
      break;
    case T.binData:
      binary(value);
      break;
    case T.objectId:
      bytes((value as ObjectId).id);
      break;
    case T.bool:
      byte(value === true ? 1 : 0);
      break;
    case T.date:
      date(value as Date);
      break;
    case T.int:
      int(typeof value === 'number' ? value : (value as Int32).value);
      break;
    case T.long:
      if (typeof value === 'bigint') long(Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)));
      else long((value as Long).low, (value as Long).high);
      break;
    default:
      rareValue(type, value);
  }
};

const open = (): number => {
  depth += 1;
  if (depth > MAX_DEPTH) throw new EngineError(15, `BSON depth exceeds ${MAX_DEPTH}`);
  const start = at;
  int(0);
  return start;
};

const close = (start: number): void => {
  byte(0);
  out.writeInt32LE(at - start, start);
  depth -= 1;
};

const document = (doc: Doc): void => {
  const start = open();
  for (const key of Object.keys(doc)) {
    const value = doc[key];
    if (value === undefined) continue;
    const type = typeOf(value);
    byte(type);
    cstring(key);
    writeValue(type, value);
  }
  close(start);
};

const array = (values: readonly unknown[]): void => {
  const start = open();
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? null;
    const type = typeOf(value);
    byte(type);
    cstring(String(i));
    writeValue(type, value);
  }
  close(start);
};

/** BSON bytes of a document, in a buffer of its own. Fields whose value is undefined are left out. */
export const encode = (doc: Doc): Buffer => {
  at = 0;
  depth = 0;
  document(doc);
  const result = Buffer.allocUnsafe(at);
  out.copy(result, 0, 0, at);
  if (out.length > KEEP_BYTES) out = Buffer.allocUnsafe(1 << 16);
  return result;
};
