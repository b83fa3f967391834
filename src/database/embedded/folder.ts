/** Opening a data folder: one process at a time, never over something that isn't ours or can't be read. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from './store/database.ts';
import { dataFileProblem } from './store/file-check.ts';
import { VERSION_KEY } from './store/keys.ts';

const FORMAT = 1;

/** Why a folder can't be opened; the door turns it into a Turkish sentence. */
export type FolderProblem =
  | { readonly kind: 'in-use'; readonly pid: number }
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'newer'; readonly format: number; readonly supported: number };

export class FolderError extends Error {
  readonly problem: FolderProblem;

  constructor(problem: FolderProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/** An opened folder; `close` gives it free for others. */
export interface OpenFolder {
  readonly database: Database;
  close(): Promise<void>;
}

/** Opens or creates the database in `folder`. Throws FolderError; leaves a folder it refuses as it was. */
export function openFolder(folder: string, noSync: boolean): OpenFolder {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'data.mdb');
  const unlock = lockFolder(folder);
  try {
    const isNew = !existsSync(file);
    const problem = isNew ? undefined : dataFileProblem(file);
    if (problem !== undefined) throw new FolderError({ kind: 'damaged', detail: problem });
    const database = openDatabase(file, noSync);
    try {
      checkVersion(database, isNew);
    } catch (error) {
      void database.close();
      throw error;
    }
    return {
      database,
      close: async () => {
        await database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Takes `owner.pid`; a file whose process is gone (kill -9) is taken over. */
function lockFolder(folder: string): () => void {
  const path = join(folder, 'owner.pid');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(path, ownIdentity(), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const [pid = '', startedAt] = readFileSync(path, 'utf8').split(' ');
      if (isAlive(Number(pid), startedAt)) throw new FolderError({ kind: 'in-use', pid: Number(pid) });
      rmSync(path, { force: true });
    }
  }
  throw new FolderError({ kind: 'in-use', pid: 0 });
}

function ownIdentity(): string {
  return `${process.pid} ${processStart(process.pid) ?? ''}`;
}

/** A process id may have been given to another program since: the start time tells them apart where the system shows it. */
function isAlive(pid: number, startedAt: string | undefined): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = processStart(pid);
  return !startedAt || now === undefined || now === startedAt;
}

function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function openDatabase(file: string, noSync: boolean): Database {
  try {
    return new Database(file, noSync);
  } catch (error) {
    throw new FolderError({ kind: 'damaged', detail: error instanceof Error ? error.message : String(error) });
  }
}

function checkVersion(database: Database, isNew: boolean): void {
  const stored = database.get(VERSION_KEY);
  if (stored === undefined && isNew) {
    database.write(() => database.put(VERSION_KEY, Buffer.from(String(FORMAT))));
    return;
  }
  const format = Number(stored?.toString('latin1'));
  if (!Number.isInteger(format) || format < 1) throw new FolderError({ kind: 'damaged', detail: 'biçim numarası yok' });
  if (format > FORMAT) throw new FolderError({ kind: 'newer', format, supported: FORMAT });
}
