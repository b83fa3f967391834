/** The duplicate-key error as drivers and mongoose know it. */
import { Binary, ObjectId } from 'bson';
import { type Doc, EngineError, isDoc } from '../language/index.ts';
import type { Collection, Index } from './catalog.ts';
import { valuesOfKey } from './entries.ts';

/** Error 11000 with keyPattern and keyValue for the entry `key` of `doc`. */
export function duplicateKey(collection: Collection, index: Index, conflict: { doc: Doc; key: Buffer }): EngineError {
  const values = valuesOfKey(index, conflict.doc, conflict.key);
  const keyValue = Object.fromEntries(index.fields.map((field, at) => [field.path, values[at] ?? null]));
  const collation = index.collator ? ` collation: ${shellText(index.collator.spec)}` : '';
  return new EngineError(
    11000,
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name}${collation} dup key: ${shellText(keyValue)}`,
    { keyPattern: index.spec.key, keyValue },
  );
}

/** A value as the server prints it in messages. */
function shellText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return `"${value}"`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Binary) return binaryText(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(shellText).join(', ')} ]`;
  if (!isDoc(value)) return String(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${shellText(field)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function binaryText(value: Binary): string {
  const hex = Buffer.from(value.value()).toString('hex');
  if (value.sub_type !== Binary.SUBTYPE_UUID) return `BinData(${value.sub_type}, ${hex.toUpperCase()})`;
  return `UUID("${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}")`;
}
