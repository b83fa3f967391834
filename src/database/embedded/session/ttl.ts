/** TTL indexes: removes documents whose time has come, in small steps, and old retry records. */
import type { Engine } from '../commands/call.ts';
import { decoded, findRows } from '../planner/find.ts';
import { Watch } from '../planner/scan.ts';
import { PlainWriter } from '../store/writer.ts';
import { LockWait } from './locks.ts';

const STEP = 500;

/** Removes what has expired by `now`; gives the number of documents removed. */
export async function removeExpired(engine: Engine, now: number): Promise<number> {
  let removed = 0;
  for (const { namespace, indexes } of [...engine.store.collections()]) {
    for (const { name, expireAfterSeconds } of indexes) {
      if (expireAfterSeconds === undefined) continue;
      for (let step = STEP; step === STEP; removed += step)
        step = await engine.writes.run(() => removeStep(engine, { namespace, name }, now));
    }
  }
  await engine.writes.run(() => engine.sessions.sweepRecords(now));
  return removed;
}

/** Removes rows whose (earliest) date has passed; those that a transaction holds wait for the next time. */
function removeStep(engine: Engine, where: { namespace: string; name: string }, now: number): number {
  const writer = new PlainWriter(engine.store);
  const collection = writer.collection(where.namespace);
  const index = collection?.indexes.find((each) => each.name === where.name);
  if (!collection || index?.expireAfterSeconds === undefined) return 0;
  const filter = { [index.fields[0]?.path ?? '']: { $lte: new Date(now - index.expireAfterSeconds * 1000) } };
  const query = { filter, hint: index.hidden ? undefined : index.name, limit: STEP };
  const limits = { watch: new Watch(Number.POSITIVE_INFINITY), memoryLimitBytes: engine.memoryLimitBytes };
  let removed = 0;
  for (const row of [...findRows({ view: writer, collection }, query, limits)]) {
    try {
      writer.put(collection, { rid: row.rid, before: decoded(row), after: null });
      removed++;
    } catch (error) {
      if (!(error instanceof LockWait)) throw error;
    }
  }
  return removed;
}
