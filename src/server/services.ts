import { join } from 'node:path';
import type { LetterDesk } from '../cases/index.ts';
import {
  createFieldCipher,
  type Database,
  type FieldCipher,
  openDatabase,
  prepareCollections,
} from '../database/index.ts';
import { createPdfConverter, type PdfConverter } from '../documents/index.ts';
import { type Authenticator, createAuthenticator } from './auth.ts';
import type { Config } from './config.ts';
import { createLetterDesk } from './ebys.ts';
import type { Logger } from './log.ts';
import { migrateData } from './migrate.ts';
import { loadRuleData, type RuleData } from './rule-data.ts';
import { createUploadStore, type UploadStore } from './uploads.ts';

/** Everything that lives as long as the process: the database, keys, stores, and the data that the rules run on. */
export interface Services {
  readonly config: Config;
  readonly log: Logger;
  readonly db: Database;
  readonly cipher: FieldCipher;
  readonly authenticator: Authenticator;
  readonly uploads: UploadStore;
  readonly rules: RuleData;
  readonly letterDesk: LetterDesk;
  /** Makes PDF/A of letters; null = LibreOffice is not here. */
  readonly pdf: PdfConverter | null;
  /** Keeps the process from stopping before a job that outlives its request has ended. */
  background(job: Promise<void>): void;
  close(): Promise<void>;
}

/** Opens the database and prepares collections and indexes. Throws typed errors with what to do. */
export async function openServices(config: Config, log: Logger, options: { noSync?: boolean } = {}): Promise<Services> {
  const { dataFolder, mongodbUri, engine, fieldKey } = config;
  // The engine starts in its own thread while the rule data are read in this one.
  const opening = openDatabase({ dataFolder, mongodbUri, engine, noSync: options.noSync });
  const rules = loadRuleData(config.customFolder);
  const db = await opening;
  for (const finding of rules.findings) log.warn(finding, 'rule data refused');
  const jobs = new Set<Promise<void>>();
  try {
    await prepareCollections(db);
    await migrateData(db, log);
  } catch (error) {
    await db.close();
    throw error;
  }
  const { officeProgram: program } = config;
  const pdf = program === null ? null : createPdfConverter({ program, folder: join(dataFolder, 'pdf') });
  return {
    config,
    log,
    db,
    cipher: createFieldCipher(fieldKey),
    authenticator: createAuthenticator(config),
    uploads: createUploadStore(dataFolder),
    rules,
    letterDesk: createLetterDesk({ config, pdf }),
    pdf,
    background(job) {
      const tracked = job
        .catch((error: unknown) =>
          log.error({ error: error instanceof Error ? error.stack : String(error) }, 'background job failed'),
        )
        .finally(() => jobs.delete(tracked));
      jobs.add(tracked);
    },
    async close() {
      await pdf?.close();
      await Promise.all(jobs);
      await db.close();
    },
  };
}
