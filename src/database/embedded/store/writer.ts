/** Writes of one LMDB write transaction: documents with their index entries, and the catalog. */
import { type Doc, EngineError, keyBytes } from '../language/index.ts';
import type { LockOwner } from '../session/locks.ts';
import { type Collection, encodeCollection } from './catalog.ts';
import { type IndexChanges, type IndexEntry, indexChanges, noteShapes } from './changes.ts';
import { duplicateKey } from './duplicate.ts';
import { catalogKey, documentKey, documentRange, indexPrefix, type Rid, readRid, ridBytes } from './keys.ts';
import type { Change, Store, Writer } from './store.ts';

const EMPTY = Buffer.alloc(0);
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** The writer of plain commands. Use only inside the store's write transaction. */
export class PlainWriter implements Writer {
  readonly store: Store;
  readonly snapshot = undefined;
  readonly isTransaction = false;

  private readonly self: LockOwner | undefined;

  /** `self` is the transaction that commits: its own locks don't stop it. */
  constructor(store: Store, self?: LockOwner) {
    this.store = store;
    this.self = self;
  }

  collection(namespace: string): Collection | undefined {
    return this.store.catalog.get(namespace);
  }

  collections(): Iterable<Collection> {
    return this.store.catalog.values();
  }

  overlay(): undefined {
    return undefined;
  }

  put(collection: Collection, change: Change): void {
    checkSize(change);
    const changes = indexChanges(collection, change.before, change.after?.doc ?? null);
    if (!this.store.locks.isEmpty) this.awaitLocks(collection, change.rid, changes);
    this.checkUniqueKeys(collection, changes, change);
    const rid = change.rid ?? this.store.newRid(collection);
    this.removeEntries(changes, rid);
    this.addEntries(collection, changes, rid);
    this.putRow(collection, rid, change);
  }

  checkLocks(collection: Collection, change: Change): void {
    if (this.store.locks.isEmpty) return;
    this.awaitLocks(collection, change.rid, indexChanges(collection, change.before, change.after?.doc ?? null));
  }

  removeEntries(changes: IndexChanges, rid: Rid): void {
    for (const entry of changes.removed) this.store.database.remove(entryKey(entry, rid));
  }

  /** `collection` is left out while an index is built: the catalog entry is written afterwards. */
  addEntries(collection: Collection | undefined, changes: IndexChanges, rid: Rid): void {
    for (const entry of changes.added) {
      this.store.database.put(entryKey(entry, rid), entry.index.unique ? ridBytes(rid) : EMPTY);
    }
    if (changes.shapes.length === 0) return;
    noteShapes(changes);
    if (collection) this.store.database.put(catalogKey(collection.namespace), encodeCollection(collection));
  }

  putRow(collection: Collection, rid: Rid, change: Change): void {
    const key = documentKey(collection.id, rid);
    if (change.after) this.store.database.put(key, change.after.raw);
    else this.store.database.remove(key);
    this.store.addToCount(collection, (change.after ? 1 : 0) - (change.before ? 1 : 0));
  }

  saveCollection(collection: Collection): void {
    this.awaitCatalogLocks(collection);
    this.store.database.put(catalogKey(collection.namespace), encodeCollection(collection));
    this.store.catalog.set(collection.namespace, collection);
  }

  dropCollection(collection: Collection): void {
    this.awaitCatalogLocks(collection);
    this.store.database.remove(catalogKey(collection.namespace));
    this.store.database.removeRange(documentRange(collection.id));
    for (const index of collection.indexes) this.dropIndexEntries(index.id);
    this.store.catalog.delete(collection.namespace);
    this.store.forget(collection);
  }

  renameCollection(old: Collection, collection: Collection): void {
    this.awaitCatalogLocks(old);
    this.saveCollection(collection);
    this.store.database.remove(catalogKey(old.namespace));
    this.store.catalog.delete(old.namespace);
  }

  canChangeIndexes(): boolean {
    return true;
  }

  dropIndexEntries(indexId: number): void {
    const start = indexPrefix(indexId);
    this.store.database.removeRange({ start, end: keyBytes.after(start) });
  }

  /** Throws 11000 when another row holds one of the keys. */
  checkUniqueKeys(collection: Collection, changes: IndexChanges, change: Change): void {
    for (const { index, key } of changes.added) {
      const owner = index.unique ? this.store.database.get(key) : undefined;
      if (owner && readRid(owner) !== change.rid)
        throw duplicateKey(collection, index, { doc: change.after?.doc as Doc, key });
    }
  }

  private awaitCatalogLocks(collection: Collection): void {
    this.store.locks.await(catalogKey(collection.namespace), this.self);
    this.store.locks.awaitUsers(collection.id, this.self);
  }

  private awaitLocks(collection: Collection, rid: Rid | undefined, changes: IndexChanges): void {
    if (rid !== undefined) this.store.locks.await(documentKey(collection.id, rid), this.self);
    for (const entry of [...changes.removed, ...changes.added])
      if (entry.index.unique) this.store.locks.await(entry.key, this.self);
  }
}

/** Refuses documents over 16 MiB (10334). */
export function checkSize(change: Change): void {
  const size = change.after?.raw.length ?? 0;
  if (size <= MAX_DOCUMENT_BYTES) return;
  throw new EngineError(
    10334,
    `BSONObj size: ${size} (0x${size.toString(16)}) is invalid. Size must be between 0 and 16793600(16MB)`,
  );
}

function entryKey(entry: IndexEntry, rid: Rid): Buffer {
  return entry.index.unique ? entry.key : Buffer.concat([entry.key, ridBytes(rid)]);
}
