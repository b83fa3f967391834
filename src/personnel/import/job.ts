import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { isOfficer, requireRight } from '../../access/index.ts';
import { type CommandContext, type Database, defineCollection, Schema } from '../../database/index.ts';
import { DomainError } from '../../errors/index.ts';
import type { Refusal } from './plan.ts';
import { type ImportReport, importPersonnel } from './run.ts';

/** An import that runs in the background; polled through the API. */
export interface ImportJob extends ImportReport {
  readonly id: string;
  readonly state: 'calisiyor' | 'bitti' | 'durdu';
  /** Why it stopped before the end of the file; null otherwise. */
  readonly failure: string | null;
  readonly accountId: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

type StoredJob = Omit<ImportJob, 'id'> & { _id: string };

const count = { type: Number, required: true } as const;
const jobs = defineCollection(
  'importJobs',
  new Schema<StoredJob>({
    _id: { type: String, required: true },
    state: { type: String, required: true },
    failure: { type: String, default: null },
    accountId: { type: String, required: true },
    startedAt: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
    rowsRead: count,
    inserted: count,
    updated: count,
    unchanged: count,
    refused: count,
    refusals: { type: Schema.Types.Mixed, required: true },
  }),
);

const NOTHING: ImportReport = {
  rowsRead: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  refusals: [] as Refusal[],
};

/** Starts an import and returns at once; `done` settles when it has ended, failed or not. */
export async function startImport(
  context: CommandContext,
  csv: Readable,
): Promise<{ job: ImportJob; done: Promise<void> }> {
  requireRight(isOfficer(context.actor), 'personel aktarımını yalnız servis görevlileri ve üstleri yapabilir');
  const id = randomUUID();
  const started = {
    _id: id,
    ...NOTHING,
    state: 'calisiyor' as const,
    failure: null,
    accountId: context.actor.accountId,
    startedAt: context.now,
    finishedAt: null,
  };
  await jobs(context.db).create([started]);
  const { _id, ...job } = started;
  return { job: { ...job, id }, done: runJob(context, id, csv) };
}

async function runJob(context: CommandContext, id: string, csv: Readable): Promise<void> {
  const save = (change: Partial<StoredJob>): Promise<unknown> =>
    jobs(context.db).updateOne({ _id: id }, { $set: change });
  let saving: Promise<unknown> = Promise.resolve();
  try {
    const report = await importPersonnel(context, csv, (soFar) => {
      saving = saving.then(() => save(soFar));
    });
    await saving;
    await save({ ...report, state: 'bitti', finishedAt: new Date() });
  } catch (error) {
    await saving;
    const failure =
      error instanceof DomainError
        ? error.message
        : 'Aktarım beklenmeyen bir hatayla durdu; sistem yöneticinize bildirin.';
    await save({ state: 'durdu', failure, finishedAt: new Date() });
    if (!(error instanceof DomainError)) throw error;
  }
}

/** A job by id; null when there is none. */
export async function findImportJob(db: Database, id: string): Promise<ImportJob | null> {
  const row = await jobs(db).findById(id).lean();
  if (!row) return null;
  const { _id, ...job } = row;
  return { ...job, id: _id };
}
