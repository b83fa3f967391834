import type { ClientSession } from 'mongoose';
import type { Database } from './connect.ts';

/**
 * Runs `work` in one transaction and gives its result. Write conflicts are retried by the driver, so `work` may run more
 * than once and must have no effect outside the session. An error aborts everything that was written.
 */
export async function inTransaction<T>(db: Database, work: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = await db.connection.startSession();
  try {
    return await session.withTransaction(() => work(session), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
    });
  } finally {
    await session.endSession();
  }
}
