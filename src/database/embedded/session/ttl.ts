/** TTL indexes: removes documents whose time has come, in small steps, and old retry records. */

import type { Engine } from '../commands/call.ts';
import { decode } from '../language/index.ts';
import { indexBounds } from '../planner/bounds.ts';
import type { Collection, Index } from '../store/catalog.ts';
import { documentKey, type Rid, readRid, ridAtEnd } from '../store/keys.ts';
import { PlainWriter } from '../store/writer.ts';
import { LockWait } from './locks.ts';

const STEP = 500;

/** Removes what has expired by `now`; gives the number of documents removed. */
export async function removeExpired(engine: Engine, now: number): Promise<number> {
  let removed = 0;
  for (const { namespace, indexes } of [...engine.store.collections()]) {
    for (const { name, expireAfterSeconds } of indexes) {
      if (expireAfterSeconds === undefined) continue;
      for (let step = STEP; step === STEP; removed += step) {
        step = await engine.writes.run(() => removeStep(engine, { namespace, name }, now));
      }
    }
  }
  await engine.writes.run(() => engine.sessions.sweepRecords(now));
  return removed;
}

function removeStep(engine: Engine, where: { namespace: string; name: string }, now: number): number {
  const { store } = engine;
  const collection = store.collection(where.namespace);
  const index = collection?.indexes.find((each) => each.name === where.name);
  if (!collection || index?.expireAfterSeconds === undefined) return 0;
  const latest = new Date(now - index.expireAfterSeconds * 1000);
  const writer = new PlainWriter(store);
  let removed = 0;
  for (const rid of expiredRids(engine, { collection, index }, latest)) {
    const raw = store.database.get(documentKey(collection.id, rid));
    if (!raw) continue;
    try {
      writer.put(collection, { rid, before: decode(raw), after: null });
      removed++;
    } catch (error) {
      if (!(error instanceof LockWait)) throw error;
    }
  }
  return removed;
}

/** Rows whose (earliest) date lies at or before `latest`. */
function expiredRids(engine: Engine, where: { collection: Collection; index: Index }, latest: Date): Set<Rid> {
  const { index } = where;
  const path = index.fields[0]?.path ?? '';
  const bounds = indexBounds(
    index,
    [{ path, kind: 'range', high: { value: latest, inclusive: true }, elements: false }],
    true,
  );
  const found = new Set<Rid>();
  for (const range of bounds?.ranges ?? []) {
    for (const { key, value } of engine.store.database.entries(range)) {
      found.add(index.unique ? readRid(value) : ridAtEnd(key));
      if (found.size >= STEP) return found;
    }
  }
  return found;
}
