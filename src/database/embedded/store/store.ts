/** The store: catalog, row counters and the plain (non-transaction) way of reading. Writing is in writer.ts. */
import { type Doc, EngineError } from '../language/index.ts';
import { LockTable } from '../session/locks.ts';
import { type Collection, decodeCollection, idIndexSpec, makeCollection, makeIndex } from './catalog.ts';
import type { Database, Snapshot } from './database.ts';
import { CATALOG_END, CATALOG_START, documentRange, type Rid, ridAtEnd } from './keys.ts';

/** What a command may read: the newest state, or a transaction's snapshot with its own changes above it. */
export interface View {
  readonly store: Store;
  readonly snapshot: Snapshot;
  collection(namespace: string): Collection | undefined;
  collections(): Iterable<Collection>;
  /** The changes of a running transaction in a collection: new bytes, or null for deleted. */
  overlay(collection: Collection): ReadonlyMap<Rid, Buffer | null> | undefined;
}

/** One document change: `before`/`after` null when it is inserted/removed; `rid` undefined for a new row. */
export interface Change {
  readonly rid: Rid | undefined;
  readonly before: Doc | null;
  readonly after: { readonly doc: Doc; readonly raw: Buffer } | null;
}

/** A view that may also be changed: a plain write command, or a transaction. */
export interface Writer extends View {
  put(collection: Collection, change: Change): void;
  /** Throws or waits as `put` would because of locks, without writing. */
  checkLocks(collection: Collection, change: Change): void;
  saveCollection(collection: Collection): void;
  dropCollection(collection: Collection): void;
  /** Saves `collection` under its new name and forgets the old one; drops what had the new name. */
  renameCollection(old: Collection, collection: Collection): void;
  /** True when this writer may add indexes to the collection; a transaction only where it has made the collection. */
  canChangeIndexes(collection: Collection): boolean;
  /** True when it is a multi-document transaction. */
  readonly isTransaction: boolean;
}

interface Counter {
  nextRid: Rid;
  count: number;
}

export class Store implements View {
  readonly store = this;
  readonly snapshot = undefined;
  readonly database: Database;
  readonly locks = new LockTable();
  catalog = new Map<string, Collection>();
  private counters = new Map<number, Counter>();
  private lastCollectionId = 0;
  private lastIndexId = 0;

  constructor(database: Database) {
    this.database = database;
    this.reload();
  }

  /** Reads the catalog again; needed after a write transaction that failed as a whole. */
  reload(): void {
    this.catalog = new Map();
    this.counters = new Map();
    for (const { key, value } of this.database.entries({ start: CATALOG_START, end: CATALOG_END })) {
      const collection = decodeCollection(key.toString('utf8', 1), value);
      this.catalog.set(collection.namespace, collection);
      this.lastCollectionId = Math.max(this.lastCollectionId, collection.id);
      for (const index of collection.indexes) this.lastIndexId = Math.max(this.lastIndexId, index.id);
    }
  }

  collection(namespace: string): Collection | undefined {
    return this.catalog.get(namespace);
  }

  collections(): Iterable<Collection> {
    return this.catalog.values();
  }

  overlay(): undefined {
    return undefined;
  }

  newIndexId(): number {
    return ++this.lastIndexId;
  }

  /** A collection with its `_id_` index, not saved yet. */
  newCollection(namespace: string, options: Doc): Collection {
    checkNamespace(namespace);
    const index = makeIndex(this.newIndexId(), idIndexSpec(options.collation as Doc | undefined));
    return makeCollection({ id: ++this.lastCollectionId, namespace, options, indexes: [index] });
  }

  newRid(collection: Collection): Rid {
    return this.counter(collection).nextRid++;
  }

  /** Number of committed documents; known without counting after the first time. */
  count(collection: Collection): number {
    return this.counter(collection).count;
  }

  addToCount(collection: Collection, change: number): void {
    this.counter(collection).count += change;
  }

  forget(collection: Collection): void {
    this.counters.delete(collection.id);
  }

  private counter(collection: Collection): Counter {
    let counter = this.counters.get(collection.id);
    if (!counter) {
      const range = documentRange(collection.id);
      const last = this.database.lastKey(range);
      counter = { nextRid: last ? ridAtEnd(last) + 1 : 1, count: last ? this.database.count(range) : 0 };
      this.counters.set(collection.id, counter);
    }
    return counter;
  }
}

/** Refuses names that MongoDB refuses (73). */
export function checkNamespace(namespace: string): void {
  const dot = namespace.indexOf('.');
  const isDatabase = dot > 0 && !/[/\\. "$\0]/.test(namespace.slice(0, dot));
  const isName = /^[^.$\0]([^$\0]*[^.$\0])?$/s.test(namespace.slice(dot + 1));
  if (!isDatabase || !isName) throw new EngineError(73, `Invalid namespace specified '${namespace}'`);
  if (Buffer.byteLength(namespace) > 255)
    throw new EngineError(73, `Fully qualified namespace is too long: ${namespace}`);
}
