/** Compares indexes with documents: what `validate` and the crash test ask for. */
import { decode, keyBytes } from '../language/index.ts';
import type { Collection, Index } from './catalog.ts';
import type { Database } from './database.ts';
import { indexEntries } from './entries.ts';
import { documentKey, documentRange, indexPrefix, readRid, ridAtEnd } from './keys.ts';

/** Sentences about entries that lack or are left over; none when all is well. */
export function findMismatches(database: Database, collection: Collection, tick: () => void): string[] {
  return collection.indexes.flatMap((index) => indexMismatches(database, { collection, index }, tick));
}

function indexMismatches(
  database: Database,
  where: { collection: Collection; index: Index },
  tick: () => void,
): string[] {
  const { collection, index } = where;
  const problems: string[] = [];
  const start = indexPrefix(index.id);
  const stored = new Map<string, number>();
  for (const { key, value } of database.entries({ start, end: keyBytes.after(start) })) {
    tick();
    const rid = index.unique ? readRid(value) : ridAtEnd(key);
    const bare = index.unique ? key : key.subarray(0, key.length - 6);
    stored.set(`${bare.toString('latin1')}/${rid}`, rid);
    if (!database.get(documentKey(collection.id, rid)))
      problems.push(`${index.name}: entry of row ${rid} without a document`);
  }
  for (const { key, value } of database.entries(documentRange(collection.id))) {
    tick();
    const rid = ridAtEnd(key);
    for (const entry of indexEntries(index, decode(value)).keys) {
      if (!stored.delete(`${entry.toString('latin1')}/${rid}`))
        problems.push(`${index.name}: row ${rid} lacks an entry`);
    }
  }
  for (const rid of stored.values()) problems.push(`${index.name}: row ${rid} has an entry too many`);
  return problems;
}
