/** The LMDB file as the engine needs it: typed gets, puts and chunked ranges. The only file that names lmdb. */
import { open, type RootDatabase, type Transaction } from 'lmdb';

/** A consistent read snapshot; undefined means "the newest committed state" (or the running write transaction). */
export type Snapshot = Transaction | undefined;

export interface Range {
  readonly start: Buffer;
  readonly end: Buffer;
  readonly reverse?: boolean;
}

export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

const CHUNK_FIRST = 32;
const CHUNK_MAX = 1024;

export class Database {
  private readonly lmdb: RootDatabase<Buffer, Buffer>;
  private isWriting = false;
  private current: Snapshot;

  constructor(path: string, noSync: boolean) {
    this.lmdb = open<Buffer, Buffer>({
      path,
      noSubdir: true,
      noSync,
      overlappingSync: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      maxReaders: 1024,
    });
  }

  get(key: Buffer, snapshot?: Snapshot): Buffer | undefined {
    const transaction = snapshot ?? this.newest();
    return transaction ? this.lmdb.get(key, { transaction }) : this.lmdb.get(key);
  }

  put(key: Buffer, value: Buffer): void {
    this.lmdb.putSync(key, value);
  }

  remove(key: Buffer): void {
    this.lmdb.removeSync(key);
  }

  removeRange(range: Range): void {
    for (const key of this.keys(range)) this.lmdb.removeSync(key);
  }

  /**
   * Keys of a range, ascending or descending. Read in chunks that each open and close their own cursor, so a caller
   * may stop, write, or wait for the next event-loop turn between two keys.
   */
  *keys(range: Range, snapshot?: Snapshot): Generator<Buffer> {
    let from: Range | undefined = range;
    for (let size = CHUNK_FIRST; from; size = Math.min(size * 4, CHUNK_MAX)) {
      const chunk: Buffer[] = [...this.lmdb.getKeys(rangeOptions(from, size, snapshot ?? this.newest()))];
      yield* chunk;
      from = chunk.length < size ? undefined : nextRange(from, chunk[size - 1] as Buffer);
    }
  }

  /** Like `keys`, with the values. */
  *entries(range: Range, snapshot?: Snapshot): Generator<Entry> {
    let from: Range | undefined = range;
    for (let size = CHUNK_FIRST; from; size = Math.min(size * 4, CHUNK_MAX)) {
      const chunk: Entry[] = [...this.lmdb.getRange(rangeOptions(from, size, snapshot ?? this.newest()))];
      yield* chunk;
      from = chunk.length < size ? undefined : nextRange(from, (chunk[size - 1] as Entry).key);
    }
  }

  count(range: Range, snapshot?: Snapshot): number {
    return this.lmdb.getKeysCount({
      start: range.start,
      end: range.end,
      ...(snapshot ? { transaction: snapshot } : {}),
    });
  }

  lastKey(range: Range, snapshot?: Snapshot): Buffer | undefined {
    for (const key of this.lmdb.getKeys(rangeOptions({ ...range, reverse: true }, 1, snapshot ?? this.newest())))
      return key;
    return undefined;
  }

  /** Runs `work` in one write transaction; it is on disk when this returns. Throws what `work` throws, nothing written. */
  write<T>(work: () => T): T {
    this.forget();
    this.isWriting = true;
    try {
      return this.lmdb.transactionSync(work);
    } finally {
      this.isWriting = false;
      this.lmdb.resetReadTxn();
    }
  }

  /**
   * The snapshot of plain reads: one for all reads between two commits, as renewing it at every event-loop turn costs
   * more than a read. None inside a write transaction, which reads its own state.
   */
  private newest(): Snapshot {
    if (this.isWriting) return undefined;
    this.current ??= this.snapshot();
    return this.current;
  }

  private forget(): void {
    this.current?.done();
    this.current = undefined;
  }

  /** The newest committed state, kept until `release`. */
  snapshot(): Transaction {
    this.lmdb.resetReadTxn();
    return this.lmdb.useReadTransaction();
  }

  release(snapshot: Transaction): void {
    snapshot.done();
  }

  async close(): Promise<void> {
    this.forget();
    await this.lmdb.close();
  }
}

/** LMDB excludes the end of a range also when it runs backwards: there the end is the last key before `start`. */
function rangeOptions(range: Range, limit: number, snapshot: Snapshot): Record<string, unknown> {
  const ends = range.reverse
    ? { start: before(range.end), end: before(range.start), reverse: true }
    : { start: range.start, end: range.end };
  return { ...ends, limit, ...(snapshot ? { transaction: snapshot } : {}) };
}

/** A key just below `key`: no stored key lies between, as stored keys are never this long run of 0xff. */
function before(key: Buffer): Buffer {
  const last = key[key.length - 1];
  if (last === undefined) return key;
  if (last === 0) return key.subarray(0, key.length - 1);
  return Buffer.concat([key.subarray(0, key.length - 1), Buffer.from([last - 1]), Buffer.alloc(64, 255)]);
}

function nextRange(range: Range, last: Buffer): Range {
  return range.reverse ? { ...range, end: last } : { ...range, start: Buffer.concat([last, Buffer.from([0])]) };
}
