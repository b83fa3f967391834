import type { Database, QueryFilter } from '../database/index.ts';
import { personnel, type StoredPerson } from './model.ts';
import { namePrefixesOf } from './name-keys.ts';

const BATCH = 500;

/**
 * Since 2026-11-22: gives people who were stored without `namePrefixes` theirs, so that searches find them. Costs one look at
 * an index where there are none; safe to repeat and beside writes, which set the keys themselves. Gives how many there were.
 */
export async function addNamePrefixes(db: Database): Promise<number> {
  const model = personnel(db);
  const lacking: QueryFilter<StoredPerson> = { namePrefixes: null };
  for (let added = 0; ; ) {
    const rows = await model.find(lacking, { nameKeys: 1, version: 1 }).limit(BATCH).lean<LackingPerson>();
    if (rows.length === 0) return added;
    await model.bulkWrite(
      rows.map(({ _id, nameKeys, version }) => ({
        updateOne: { filter: { _id, version }, update: { $set: { namePrefixes: namePrefixesOf(nameKeys) } } },
      })),
    );
    added += rows.length;
  }
}

type LackingPerson = readonly (Pick<StoredPerson, 'nameKeys' | 'version'> & { readonly _id: unknown })[];
