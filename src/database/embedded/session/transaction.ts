/**
 * A multi-document transaction: a read snapshot, and above it the transaction's own changes, which nobody else sees
 * until commit writes them in one LMDB transaction. Rows, unique keys and collection names it changes are locked; a
 * lock that another holds, or a value that changed since the snapshot, is a write conflict (112).
 */
import { type Doc, decode, EngineError } from '../language/index.ts';
import type { Collection } from '../store/catalog.ts';
import type { Snapshot } from '../store/database.ts';
import { duplicateKey } from '../store/duplicate.ts';
import { indexChanges } from '../store/entries.ts';
import { catalogKey, documentKey, type Rid, readRid } from '../store/keys.ts';
import type { Change, Store, Writer } from '../store/store.ts';
import { checkSize, PlainWriter } from '../store/writer.ts';
import type { LockOwner } from './locks.ts';

export const TRANSACTION_LIFETIME_MS = 60_000;

/** What a transaction has changed in one collection: new bytes of each row, null for a removed one. */
interface Changed {
  readonly collection: Collection;
  readonly rows: Map<Rid, Buffer | null>;
}

export class Transaction implements Writer, LockOwner {
  readonly store: Store;
  readonly snapshot: NonNullable<Snapshot>;
  readonly isTransaction = true;
  readonly startedAt: number;
  readonly ended: Promise<void>;
  state: 'open' | 'committing' | 'committed' | 'aborted' = 'open';
  private resolveEnded: () => void = () => undefined;
  private readonly catalog: Map<string, Collection>;
  private readonly created = new Map<string, Collection>();
  private readonly changed = new Map<number, Changed>();
  private readonly uniqueOwners = new Map<string, Rid | null>();

  constructor(store: Store, startedAt: number) {
    this.store = store;
    this.startedAt = startedAt;
    this.snapshot = store.database.snapshot();
    this.catalog = new Map(store.catalog);
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  get hasChanges(): boolean {
    return this.changed.size > 0 || this.created.size > 0;
  }

  collection(namespace: string): Collection | undefined {
    const mine = this.catalog.get(namespace);
    if (mine === undefined || this.created.has(namespace)) return mine;
    const now = this.store.catalog.get(namespace);
    if (now !== mine)
      throw new EngineError(
        246,
        `Unable to read from a snapshot due to pending collection catalog changes; ${namespace} changed. Please retry the transaction.`,
      );
    return mine;
  }

  collections(): Iterable<Collection> {
    return this.catalog.values();
  }

  overlay(collection: Collection): ReadonlyMap<Rid, Buffer | null> | undefined {
    return this.changed.get(collection.id)?.rows;
  }

  put(collection: Collection, change: Change): void {
    if (change.after) checkSize(change.after.raw);
    const changes = indexChanges(collection, change.before, change.after?.doc ?? null);
    if (change.rid !== undefined) this.lock(documentKey(collection.id, change.rid));
    for (const entry of [...changes.removed, ...changes.added]) if (entry.index.unique) this.lock(entry.key);
    for (const entry of changes.added) {
      const owner = entry.index.unique ? this.ownerOf(entry.key) : null;
      if (owner !== null && owner !== change.rid) {
        throw duplicateKey(collection, entry.index, { doc: change.after?.doc as Doc, key: entry.key });
      }
    }
    const rid = change.rid ?? this.store.newRid(collection);
    for (const entry of changes.removed)
      if (entry.index.unique) this.uniqueOwners.set(entry.key.toString('latin1'), null);
    for (const entry of changes.added) if (entry.index.unique) this.uniqueOwners.set(entry.key.toString('latin1'), rid);
    const { rows } = this.changed.get(collection.id) ?? this.startChanging(collection);
    rows.set(rid, change.after?.raw ?? null);
  }

  /** A transaction never waits: `put` itself finds conflicts. */
  checkLocks(): void {}

  saveCollection(collection: Collection): void {
    if (!this.catalog.has(collection.namespace) && this.store.catalog.has(collection.namespace)) throw conflict();
    const key = catalogKey(collection.namespace);
    if (!this.store.locks.take(key, this)) throw conflict();
    this.catalog.set(collection.namespace, collection);
    this.created.set(collection.namespace, collection);
  }

  dropCollection(collection: Collection): void {
    throw new EngineError(263, `Cannot run 'drop' on ${collection.namespace} in a multi-document transaction.`);
  }

  renameCollection(old: Collection): void {
    throw new EngineError(263, `Cannot rename ${old.namespace} in a multi-document transaction.`);
  }

  canChangeIndexes(collection: Collection): boolean {
    return this.created.has(collection.namespace) && !this.changed.has(collection.id);
  }

  /** Writes everything; call inside the store's write transaction. The caller then calls `end`. */
  write(): void {
    const writer = new PlainWriter(this.store, this);
    for (const collection of this.created.values()) writer.saveCollection(collection);
    const planned = [...this.changed.values()].flatMap(({ collection, rows }) =>
      [...rows].map(([rid, raw]) => ({ collection, rid, ...difference(this.store, collection, [rid, raw]) })),
    );
    for (const { rid, changes } of planned) writer.removeEntries(changes, rid);
    for (const { collection, rid, changes, change } of planned) {
      writer.addEntries(collection, changes, rid);
      writer.putRow(collection, rid, change);
    }
  }

  /** Gives locks and snapshot free. */
  end(state: 'committed' | 'aborted'): void {
    if (this.state === 'committed' || this.state === 'aborted') return;
    this.state = state;
    this.store.locks.release(this);
    this.store.database.release(this.snapshot);
    this.resolveEnded();
  }

  private ownerOf(key: Buffer): Rid | null {
    const own = this.uniqueOwners.get(key.toString('latin1'));
    if (own !== undefined) return own;
    const stored = this.store.database.get(key, this.snapshot);
    return stored ? readRid(stored) : null;
  }

  private lock(key: Buffer): void {
    const held = this.store.locks.holder(key);
    if (held === this) return;
    if (held || !this.store.locks.take(key, this)) throw conflict();
    const then = this.store.database.get(key, this.snapshot);
    const now = this.store.database.get(key);
    if (then === undefined ? now !== undefined : now === undefined || !then.equals(now)) throw conflict();
  }

  private startChanging(collection: Collection): Changed {
    const changed: Changed = { collection, rows: new Map() };
    this.changed.set(collection.id, changed);
    this.store.locks.use(collection.id, this);
    return changed;
  }
}

/** What a row's new bytes change against the stored state. */
function difference(store: Store, collection: Collection, [rid, raw]: readonly [Rid, Buffer | null]) {
  const stored = store.database.get(documentKey(collection.id, rid));
  const before = stored ? decode(stored) : null;
  const after = raw ? { doc: decode(raw), raw } : null;
  const change: Change = { rid, before, after };
  return { change, changes: indexChanges(collection, before, after?.doc ?? null) };
}

function conflict(): EngineError {
  return new EngineError(
    112,
    'Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
  );
}
