/** Compares indexes with documents: what `validate` and the crash test ask for. */
import { decode } from '../language/index.ts';
import type { Collection, Index } from './catalog.ts';
import type { Database } from './database.ts';
import { indexKeys } from './entries.ts';
import { documentKey, documentRange, indexRange, RID_BYTES, type Rid, readRid, ridAtEnd } from './keys.ts';

/** Sentences about entries that lack or are left over; none when all is well. */
export function findMismatches(database: Database, collection: Collection, tick: () => void): string[] {
  return collection.indexes.flatMap((index) => {
    const stored = storedEntries(database, index, tick);
    const problems = [...stored.values()]
      .filter((rid) => !database.get(documentKey(collection.id, rid)))
      .map((rid) => `entry of row ${rid} without a document`);
    for (const { key, value } of database.entries(documentRange(collection.id))) {
      tick();
      const rid = ridAtEnd(key);
      for (const entry of indexKeys(index, decode(value)).keys)
        if (!stored.delete(nameOf(entry, rid))) problems.push(`row ${rid} lacks an entry`);
    }
    for (const rid of stored.values()) problems.push(`row ${rid} has an entry too many`);
    return problems.map((problem) => `${index.name}: ${problem}`);
  });
}

function storedEntries(database: Database, index: Index, tick: () => void): Map<string, Rid> {
  const stored = new Map<string, Rid>();
  for (const { key, value } of database.entries(indexRange(index.id))) {
    tick();
    const rid = index.unique ? readRid(value) : ridAtEnd(key);
    stored.set(nameOf(index.unique ? key : key.subarray(0, key.length - RID_BYTES), rid), rid);
  }
  return stored;
}

function nameOf(key: Buffer, rid: Rid): string {
  return `${key.toString('latin1')}/${rid}`;
}
