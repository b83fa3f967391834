import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson';
import { EngineError } from './error.ts';
import type { BsonType, Doc } from './types.ts';

/** Type numbers of the BSON specification; `missing` is ours for undefined, and minKey is -1 as `$type` has it. */
export const T = {
  missing: 0,
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const;

const TYPES: ReadonlyMap<number, BsonType> = new Map(
  Object.entries(T).map(([name, number]) => [number, Object.freeze({ name, number })]),
);

/** `$type` alias to number, without "number" (which stands for four types) and "missing". */
export const TYPE_ALIASES: ReadonlyMap<string, number> = new Map([
  ...Object.entries(T).filter(([name]) => name !== 'missing'),
  ['undefined', 6],
  ['dbPointer', 12],
]);

/** A class whose instances inherit nothing: V8 keeps them fast, unlike those of Object.create(null). */
class Bare {}
Reflect.deleteProperty(Bare.prototype, 'constructor');
Object.setPrototypeOf(Bare.prototype, null);
const BARE: object = Bare.prototype;

/** An empty document that inherits nothing. Use it for every document the engine builds. */
export const createDoc = (): Doc => new Bare() as Doc;

const CODE = 1000;
const CLASSES: ReadonlyMap<object, number> = new Map<object, number>([
  [BARE, T.object],
  [Object.prototype, T.object],
  [DBRef.prototype, T.object],
  [Array.prototype, T.array],
  [ObjectId.prototype, T.objectId],
  [Date.prototype, T.date],
  [Double.prototype, T.double],
  [Int32.prototype, T.int],
  [Long.prototype, T.long],
  [Decimal128.prototype, T.decimal],
  [Binary.prototype, T.binData],
  [UUID.prototype, T.binData],
  [Buffer.prototype, T.binData],
  [Uint8Array.prototype, T.binData],
  [Timestamp.prototype, T.timestamp],
  [BSONRegExp.prototype, T.regex],
  [RegExp.prototype, T.regex],
  [MinKey.prototype, T.minKey],
  [MaxKey.prototype, T.maxKey],
  [BSONSymbol.prototype, T.symbol],
  [Code.prototype, CODE],
]);

const typeOfObject = (value: object): number => {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === BARE || prototype === null) return T.object;
  const type = CLASSES.get(prototype);
  if (type === undefined) throw new EngineError(2, `Not a BSON value: ${Object.prototype.toString.call(value)}`);
  if (type !== CODE) return type;
  return (value as Code).scope === null || (value as Code).scope === undefined ? T.javascript : T.javascriptWithScope;
};

/** Type number (see `T`) of a value. */
export const typeOf = (value: unknown): number => {
  switch (typeof value) {
    case 'string':
      return T.string;
    case 'number':
      return (value | 0) === value && (value !== 0 || 1 / value > 0) ? T.int : T.double;
    case 'boolean':
      return T.bool;
    case 'undefined':
      return T.missing;
    case 'bigint':
      return T.long;
    case 'object':
      return value === null ? T.null : typeOfObject(value);
    default:
      throw new EngineError(2, `Not a BSON value: ${typeof value}`);
  }
};

/** BSON type of a value; undefined has the name "missing" and number 0. */
export const bsonType = (value: unknown): BsonType => TYPES.get(typeOf(value)) as BsonType;

/** Alias of a value's type, for messages. */
export const typeName = (value: unknown): string => bsonType(value).name;

/** True for embedded documents: not arrays, not BSON value classes, not dates. */
export const isDoc = (value: unknown): value is Doc => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === BARE || prototype === Object.prototype || prototype === null || prototype === DBRef.prototype;
};

/** Fields of an embedded document in order; a DBRef object counts as its document. */
export const fieldsOf = (value: Doc): Doc => {
  if (!(value instanceof DBRef)) return value;
  const doc = createDoc();
  doc.$ref = value.collection;
  doc.$id = value.oid;
  if (value.db !== undefined && value.db !== '') doc.$db = value.db;
  return Object.assign(doc, value.fields);
};

/** A document of the engine with these fields. */
export const docOf = (fields: Readonly<Record<string, unknown>>): Doc => Object.assign(createDoc(), fields);

/** Own value of a field; undefined when missing, also for names that plain objects inherit. */
export const fieldOf = (doc: Doc, name: string): unknown => {
  const value = doc[name];
  return value === undefined || Object.hasOwn(doc, name) ? value : undefined;
};

/** Pattern and options of a regex value. */
export const regexParts = (value: unknown): { pattern: string; options: string } => {
  if (value instanceof BSONRegExp) return { pattern: value.pattern, options: value.options };
  const regex = value as RegExp;
  return { pattern: regex.source, options: [...regex.flags].filter((flag) => 'ims'.includes(flag)).join('') };
};

/** Bytes and subtype of a binary value. */
export const binaryParts = (value: unknown): { bytes: Uint8Array; subtype: number } => {
  if (value instanceof Binary) return { bytes: value.buffer.subarray(0, value.position), subtype: value.sub_type };
  return { bytes: value as Uint8Array, subtype: 0 };
};
