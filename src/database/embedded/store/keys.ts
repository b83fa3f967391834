/**
 * Keys of the one LMDB database, by their first byte:
 * `c` namespace -> catalog entry, `d` collection id, rid -> document, `i` index id, key[, rid] -> rid or nothing,
 * `r` session id -> retryable-write record, `v` -> format version.
 */
const CATALOG = 0x63;
const DOCUMENT = 0x64;
const INDEX = 0x69;
const RETRY = 0x72;

/** Row id: insertion order inside a collection; fits 48 bits. */
export type Rid = number;
export const RID_BYTES = 6;
const MAX_RID = 2 ** 48 - 1;

export const VERSION_KEY = Buffer.from('v');
export const CATALOG_START = Buffer.from([CATALOG]);
export const CATALOG_END = Buffer.from([CATALOG + 1]);
export const RETRY_START = Buffer.from([RETRY]);
export const RETRY_END = Buffer.from([RETRY + 1]);

export function catalogKey(namespace: string): Buffer {
  return Buffer.from(`c${namespace}`, 'utf8');
}

export function retryKey(sessionId: string): Buffer {
  return Buffer.from(`r${sessionId}`, 'latin1');
}

export function documentKey(collectionId: number, rid: Rid): Buffer {
  const key = Buffer.allocUnsafe(11);
  key[0] = DOCUMENT;
  key.writeUInt32BE(collectionId, 1);
  key.writeUIntBE(rid, 5, RID_BYTES);
  return key;
}

export function documentRange(collectionId: number): { start: Buffer; end: Buffer } {
  const start = Buffer.allocUnsafe(5);
  start[0] = DOCUMENT;
  start.writeUInt32BE(collectionId, 1);
  return { start, end: Buffer.concat([documentKey(collectionId, MAX_RID), Buffer.from([0])]) };
}

/** The rid at the end of a document key, or of a non-unique index key. */
export function ridAtEnd(key: Buffer): Rid {
  return key.readUIntBE(key.length - RID_BYTES, RID_BYTES);
}

/** All keys of an index. */
export function indexRange(indexId: number): { start: Buffer; end: Buffer } {
  return { start: indexPrefix(indexId), end: indexPrefix(indexId + 1) };
}

export function ridBytes(rid: Rid): Buffer {
  const bytes = Buffer.allocUnsafe(RID_BYTES);
  bytes.writeUIntBE(rid, 0, RID_BYTES);
  return bytes;
}

export function readRid(bytes: Buffer): Rid {
  return bytes.readUIntBE(0, RID_BYTES);
}

export function indexPrefix(indexId: number): Buffer {
  const prefix = Buffer.allocUnsafe(5);
  prefix[0] = INDEX;
  prefix.writeUInt32BE(indexId, 1);
  return prefix;
}
