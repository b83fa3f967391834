import type { Database } from '../database/index.ts';
import { addNamePrefixes } from '../personnel/index.ts';
import type { Logger } from './log.ts';

/** Changes of the stored shape, oldest first. Each looks for itself whether there is anything left to do. */
const MIGRATIONS: readonly { readonly name: string; run(db: Database): Promise<number> }[] = [
  { name: '2026-11-22 name prefixes of people', run: addNamePrefixes },
];

/** Brings the data of older versions, or of an older backup, to the present shape. Called once at start. */
export async function migrateData(db: Database, log: Logger): Promise<void> {
  for (const { name, run } of MIGRATIONS) {
    const changed = await run(db);
    if (changed > 0) log.info({ migration: name, changed }, 'data migrated');
  }
}
