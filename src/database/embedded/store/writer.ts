/** Writes of one LMDB write transaction: documents with their index entries, and the catalog. */
import { type Doc, EngineError } from '../language/index.ts';
import type { LockOwner } from '../session/locks.ts';
import { type Collection, encodeCollection } from './catalog.ts';
import { duplicateKey } from './duplicate.ts';
import { type IndexChanges, type IndexEntry, indexChanges, noteShapes } from './entries.ts';
import { catalogKey, documentKey, documentRange, indexRange, type Rid, readRid, ridBytes } from './keys.ts';
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
    return this.store.collection(namespace);
  }

  collections(): Iterable<Collection> {
    return this.store.collections();
  }

  overlay(): undefined {
    return undefined;
  }

  put(collection: Collection, change: Change): void {
    if (change.after) checkSize(change.after.raw);
    const changes = indexChanges(collection, change.before, change.after?.doc ?? null);
    this.awaitLocks(collection, change.rid, changes);
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
    for (const entry of changes.added)
      this.store.database.put(entryKey(entry, rid), entry.index.unique ? ridBytes(rid) : EMPTY);
    if (changes.shapes.length === 0) return;
    noteShapes(changes);
    if (collection) this.putCatalog(collection);
  }

  putRow(collection: Collection, rid: Rid, change: Change): void {
    const key = documentKey(collection.id, rid);
    if (change.after) this.store.database.put(key, change.after.raw);
    else this.store.database.remove(key);
    this.store.addToCount(collection, (change.after ? 1 : 0) - (change.before ? 1 : 0));
  }

  saveCollection(collection: Collection): void {
    this.awaitCatalogLocks(collection);
    this.putCatalog(collection);
    this.store.catalog.set(collection.namespace, collection);
  }

  dropCollection(collection: Collection): void {
    this.forgetName(collection);
    this.store.database.removeRange(documentRange(collection.id));
    for (const index of collection.indexes) this.dropIndexEntries(index.id);
    this.store.forget(collection);
  }

  renameCollection(old: Collection, collection: Collection): void {
    const target = this.collection(collection.namespace);
    this.awaitCatalogLocks(old);
    if (target) this.dropCollection(target);
    this.saveCollection(collection);
    this.forgetName(old);
  }

  canChangeIndexes(): boolean {
    return true;
  }

  dropIndexEntries(indexId: number): void {
    this.store.database.removeRange(indexRange(indexId));
  }

  /** Throws 11000 when another row holds one of the keys. */
  checkUniqueKeys(collection: Collection, changes: IndexChanges, change: Change): void {
    for (const { index, key } of changes.added) {
      const owner = index.unique ? this.store.database.get(key) : undefined;
      if (owner && readRid(owner) !== change.rid)
        throw duplicateKey(collection, index, { doc: change.after?.doc as Doc, key });
    }
  }

  private putCatalog(collection: Collection): void {
    this.store.database.put(catalogKey(collection.namespace), encodeCollection(collection));
  }

  private forgetName(collection: Collection): void {
    this.awaitCatalogLocks(collection);
    this.store.database.remove(catalogKey(collection.namespace));
    this.store.catalog.delete(collection.namespace);
  }

  private awaitCatalogLocks(collection: Collection): void {
    this.store.locks.await(catalogKey(collection.namespace), this.self);
    this.store.locks.awaitUsers(collection.id, this.self);
  }

  private awaitLocks(collection: Collection, rid: Rid | undefined, changes: IndexChanges): void {
    const { locks } = this.store;
    if (locks.isEmpty) return;
    if (rid !== undefined) locks.await(documentKey(collection.id, rid), this.self);
    for (const { index, key } of [...changes.removed, ...changes.added]) if (index.unique) locks.await(key, this.self);
  }
}

/** Refuses documents over 16 MiB (10334). */
export function checkSize({ length }: Buffer): void {
  if (length <= MAX_DOCUMENT_BYTES) return;
  const size = `${length} (0x${length.toString(16)})`;
  throw new EngineError(10334, `BSONObj size: ${size} is invalid. Size must be between 0 and 16793600(16MB)`);
}

function entryKey(entry: IndexEntry, rid: Rid): Buffer {
  return entry.index.unique ? entry.key : Buffer.concat([entry.key, ridBytes(rid)]);
}
