/** Locks that open transactions hold on rows, unique keys and collections. Plain writes hold none: they run at once or wait. */

/** Who holds locks; `ended` resolves when it has released them. */
export interface LockOwner {
  readonly ended: Promise<void>;
}

/** Thrown to a plain write that met a lock: nothing has been written; run it again when `owner` has ended. */
export class LockWait extends Error {
  readonly owner: LockOwner;

  constructor(owner: LockOwner) {
    super('waits for a transaction');
    this.owner = owner;
  }
}

export class LockTable {
  private readonly held = new Map<string, LockOwner>();
  private readonly users = new Map<number, Set<LockOwner>>();

  get isEmpty(): boolean {
    return this.held.size === 0;
  }

  holder(key: Buffer): LockOwner | undefined {
    return this.held.size === 0 ? undefined : this.held.get(key.toString('latin1'));
  }

  /** Throws LockWait when somebody but `self` holds `key`. */
  await(key: Buffer, self: LockOwner | undefined): void {
    const owner = this.holder(key);
    if (owner && owner !== self) throw new LockWait(owner);
  }

  /** Notes that a transaction changes documents of a collection: its options and indexes must stay until the end. */
  use(collectionId: number, owner: LockOwner): void {
    const users = this.users.get(collectionId) ?? new Set();
    this.users.set(collectionId, users.add(owner));
  }

  /** Throws LockWait when a transaction other than `self` changes documents of the collection. */
  awaitUsers(collectionId: number, self: LockOwner | undefined): void {
    for (const owner of this.users.get(collectionId) ?? []) if (owner !== self) throw new LockWait(owner);
  }

  /** Takes the lock; false when somebody else holds it. */
  take(key: Buffer, owner: LockOwner): boolean {
    const name = key.toString('latin1');
    const holder = this.held.get(name);
    if (holder) return holder === owner;
    this.held.set(name, owner);
    return true;
  }

  release(owner: LockOwner): void {
    for (const [name, holder] of this.held) if (holder === owner) this.held.delete(name);
    for (const [id, owners] of this.users) if (owners.delete(owner) && owners.size === 0) this.users.delete(id);
  }
}
