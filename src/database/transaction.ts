import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientSession } from 'mongoose';
import type { Database } from './connect.ts';

/**
 * Runs `work` in one transaction and gives its result. Write conflicts are retried, so `work` may run more than once and
 * must have no effect outside the session. An error aborts everything that was written.
 */
export async function inTransaction<T>(db: Database, work: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = await db.connection.startSession();
  const turn: { leave?: () => void; attempts: number } = { attempts: 0 };
  try {
    return await session.withTransaction(
      async () => {
        turn.attempts += 1;
        // Who has met a conflict waits for the others who have: trying again at once they would only meet each other.
        if (turn.attempts === 2) turn.leave = await enterQueue(db);
        return work(session);
      },
      { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
    );
  } finally {
    turn.leave?.();
    await session.endSession();
  }
}

/** The last of those who wait, by database. */
const queues = new WeakMap<Database, Promise<void>>();
/** Nobody waits longer for the turn: the one ahead may itself be waiting for this one's work. */
const LONGEST_WAIT_MS = 1000;

/** Waits until the one ahead has ended; what it gives lets the next one go on. */
async function enterQueue(db: Database): Promise<() => void> {
  const before = queues.get(db);
  let leave = (): void => {};
  const turn = new Promise<void>((resolve) => {
    leave = resolve;
  });
  queues.set(db, turn);
  const patience = new AbortController();
  await Promise.race([before, sleep(LONGEST_WAIT_MS, undefined, { ref: false, signal: patience.signal })]).finally(() =>
    patience.abort(),
  );
  return leave;
}
