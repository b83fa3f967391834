/** Open cursors: iterators of stored or encoded documents that getMore goes on with. */
import { EngineError } from '../language/index.ts';
import { MAX_DOCUMENT_BYTES } from '../store/writer.ts';
import type { CursorReply } from '../wire/reply.ts';

const IDLE_LIMIT_MS = 10 * 60_000;
export const FIRST_BATCH = 101;

/** A cursor with what it belongs to. */
export interface Cursor {
  readonly id: bigint;
  readonly namespace: string;
  readonly documents: Iterator<Buffer>;
  readonly sessionId: string | undefined;
  readonly transaction: { readonly state: string } | undefined;
  /** Documents it may still give; infinite without a limit. */
  left: number;
  lastUsedAt: number;
  /** A document that was read but did not fit into the batch before. */
  held: Buffer | undefined;
  /** Swaps in the time limit of the command that now reads. */
  onRead(deadline: number): void;
}

export type NewCursor = Omit<Cursor, 'id' | 'lastUsedAt' | 'held'>;

export class CursorTable {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) * 1000n;

  get size(): number {
    return this.open.size;
  }

  /** The first batch; the cursor stays open unless it is known to be at its end. */
  start(fresh: NewCursor, batchSize: number, single: boolean): CursorReply {
    const cursor: Cursor = { ...fresh, id: ++this.lastId, lastUsedAt: Date.now(), held: undefined };
    const { batch, atEnd } = readBatch(cursor, batchSize);
    const done = atEnd || single;
    if (!done) this.open.set(cursor.id, cursor);
    return { batchName: 'firstBatch', batch, cursorId: done ? 0n : cursor.id, namespace: cursor.namespace };
  }

  next(cursor: Cursor, batchSize: number): CursorReply {
    cursor.lastUsedAt = Date.now();
    try {
      const { batch, atEnd } = readBatch(cursor, batchSize);
      if (atEnd) this.open.delete(cursor.id);
      return { batchName: 'nextBatch', batch, cursorId: atEnd ? 0n : cursor.id, namespace: cursor.namespace };
    } catch (error) {
      this.open.delete(cursor.id);
      throw error;
    }
  }

  /** Throws 43 when there is no such cursor. */
  get(id: bigint): Cursor {
    const cursor = this.open.get(id);
    if (!cursor) throw new EngineError(43, `cursor id ${id} not found`);
    return cursor;
  }

  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  killWhere(test: (cursor: Cursor) => boolean): void {
    for (const cursor of this.open.values()) if (test(cursor)) this.open.delete(cursor.id);
  }

  sweep(now: number): void {
    this.killWhere((cursor) =>
      cursor.transaction ? cursor.transaction.state !== 'open' : now - cursor.lastUsedAt > IDLE_LIMIT_MS,
    );
  }
}

/** Like mongod it does not look ahead: a batch that is exactly full leaves the cursor open. */
function readBatch(cursor: Cursor, batchSize: number): { batch: Buffer[]; atEnd: boolean } {
  const batch: Buffer[] = [];
  let bytes = 0;
  while (batch.length < batchSize && cursor.left > 0) {
    const next = cursor.held ?? cursor.documents.next().value;
    cursor.held = undefined;
    if (next === undefined) return { batch, atEnd: true };
    if (next.length > MAX_DOCUMENT_BYTES)
      throw new EngineError(
        10334,
        `BSONObj size: ${next.length} is invalid. Size must be between 0 and 16793600(16MB)`,
      );
    if (batch.length > 0 && bytes + next.length > MAX_DOCUMENT_BYTES) {
      cursor.held = next;
      return { batch, atEnd: false };
    }
    bytes += next.length;
    cursor.left--;
    batch.push(next);
  }
  return { batch, atEnd: cursor.left <= 0 };
}
