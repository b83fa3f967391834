/** Open cursors: iterators of stored or encoded documents that getMore goes on with. */
import { EngineError } from '../language/index.ts';
import { checkSize, MAX_DOCUMENT_BYTES } from '../store/writer.ts';
import type { CursorReply } from '../wire/reply.ts';

const IDLE_LIMIT_MS = 10 * 60_000;
export const FIRST_BATCH = 101;

/** What a cursor reads and whom it belongs to. */
export interface NewCursor {
  readonly namespace: string;
  readonly documents: Iterable<Buffer>;
  readonly sessionId: string | undefined;
  readonly transaction: { readonly state: string } | undefined;
  /** Takes over the time limit of the command that now reads. */
  readonly watch: { deadline: number };
  /** Documents it may still give; infinite without a limit. */
  readonly left: number;
}

/** Where the reading stands; `held` was read but did not fit into the batch before. */
interface Reading {
  readonly rest: Iterator<Buffer>;
  left: number;
  held: Buffer | undefined;
}

interface Cursor extends NewCursor, Reading {
  readonly id: bigint;
  left: number;
  lastUsedAt: number;
}

export class CursorTable {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) * 1000n;

  get size(): number {
    return this.open.size;
  }

  /** The first batch; the cursor stays open unless it is known to be at its end. */
  start(fresh: NewCursor, batchSize: number, single: boolean): CursorReply {
    const { namespace } = fresh;
    const reading: Reading = { rest: fresh.documents[Symbol.iterator](), left: fresh.left, held: undefined };
    const { batch, atEnd } = readBatch(reading, batchSize);
    if (atEnd || single) return { batchName: 'firstBatch', batch, cursorId: 0n, namespace };
    const cursorId = ++this.lastId;
    this.open.set(cursorId, { ...fresh, ...reading, id: cursorId, lastUsedAt: Date.now() });
    return { batchName: 'firstBatch', batch, cursorId, namespace };
  }

  /** The next batch. A cursor that fails is gone. */
  next(cursor: Cursor, batchSize: number): CursorReply {
    this.open.delete(cursor.id);
    const { batch, atEnd } = readBatch(cursor, batchSize);
    cursor.lastUsedAt = Date.now();
    if (!atEnd) this.open.set(cursor.id, cursor);
    return { batchName: 'nextBatch', batch, cursorId: atEnd ? 0n : cursor.id, namespace: cursor.namespace };
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

  killWhere(test: (cursor: NewCursor) => boolean): void {
    for (const cursor of this.open.values()) if (test(cursor)) this.open.delete(cursor.id);
  }

  sweep(now: number): void {
    for (const { id, transaction, lastUsedAt } of this.open.values()) {
      const isOver = transaction ? transaction.state !== 'open' : now - lastUsedAt > IDLE_LIMIT_MS;
      if (isOver) this.open.delete(id);
    }
  }
}

/** Like mongod it does not look ahead: a batch that is exactly full leaves the cursor open. */
function readBatch(cursor: Reading, batchSize: number): { batch: Buffer[]; atEnd: boolean } {
  const batch: Buffer[] = [];
  let bytes = 0;
  while (batch.length < batchSize && cursor.left > 0) {
    const next: Buffer | undefined = cursor.held ?? cursor.rest.next().value;
    cursor.held = undefined;
    if (next === undefined) return { batch, atEnd: true };
    checkSize(next);
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
