/**
 * Door of the embedded MongoDB engine: an unmodified MongoDB driver or mongoose connects to the URI that it gives.
 * For trying out, demos, tests and small single-node installations; see docs/embedded-engine.md.
 */
import { once } from 'node:events';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../errors/index.ts';
import { bundleWorker } from './bundle.ts';
import type { FolderProblem } from './folder.ts';
import type { WorkerMessage } from './worker.ts';

/** Options of the embedded engine. */
export interface EmbeddedEngineOptions {
  /** Data folder; made when it isn't there. One process at a time may use it. */
  readonly folder: string;
  /** Port on 127.0.0.1; a free one when left out. */
  readonly port?: number;
  /** Don't wait for the disk: safe when the process is killed, not when the power fails. For tests. */
  readonly noSync?: boolean;
  /** Memory that one sort or group may use; 256 MiB when left out. */
  readonly memoryLimitBytes?: number;
  /** Allows configureFailPoint, for conformance tests. */
  readonly testCommands?: boolean;
  /** How often documents of TTL indexes are removed; 60,000 when left out, as in MongoDB. */
  readonly expireEveryMs?: number;
}

/** A running engine. `stop` writes what is pending and gives the folder free. */
export interface EmbeddedEngine {
  readonly uri: string;
  /** Milliseconds: opening the folder and the socket, and all with the thread's start. */
  readonly startedInMs: { readonly engine: number; readonly total: number };
  stop(): Promise<void>;
}

/** Another process (`pid`) works with the folder. */
export class FolderInUseError extends DomainError {
  readonly code = 'DATABASE_FOLDER_IN_USE';
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(
      `Veri klasörü başka bir süreç (süreç numarası ${pid}) tarafından kullanılıyor: ${folder}. O süreci kapatın ya da başka bir veri klasörü seçin.`,
    );
    this.pid = pid;
  }
}

/** The folder's data can't be read; nothing was changed. */
export class FolderDamagedError extends DomainError {
  readonly code = 'DATABASE_FOLDER_DAMAGED';

  constructor(folder: string, detail: string) {
    super(
      `Veri klasörü hasarlı, okunamıyor: ${folder} (${detail}). Klasöre dokunulmadı. Klasörü saklayın ve son yedeği başka bir klasöre geri yükleyin.`,
    );
  }
}

/** The folder was written by a newer version; nothing was changed. */
export class FolderNewerError extends DomainError {
  readonly code = 'DATABASE_FOLDER_NEWER';

  constructor(folder: string, format: number, supported: number) {
    super(
      `Veri klasörü daha yeni bir Özlük sürümüyle yazılmış: ${folder} (biçim ${format}, bu sürümün bildiği en yeni biçim ${supported}). Klasöre dokunulmadı. Özlük'ü güncelleyin.`,
    );
  }
}

/**
 * Starts the engine in a worker thread, so that scans don't block the caller. The URI serves sessions and
 * transactions. Throws FolderInUseError, FolderDamagedError, FolderNewerError.
 */
export async function startEmbeddedEngine(options: EmbeddedEngineOptions): Promise<EmbeddedEngine> {
  const startedAt = performance.now();
  const folder = resolve(options.folder);
  const worker = new Worker(await bundleWorker(), { eval: true, execArgv: [], workerData: { ...options, folder } });
  const first = await nextMessage(worker);
  if (first.kind === 'refused') throw folderError(folder, first.problem);
  if (first.kind !== 'started')
    throw new Error(`the embedded engine did not start: ${first.kind === 'failed' ? first.message : first.kind}`);
  let stopping: Promise<void> | undefined;
  return {
    uri: first.uri,
    startedInMs: { engine: first.startedInMs, total: performance.now() - startedAt },
    stop: () => {
      stopping ??= stopWorker(worker);
      return stopping;
    },
  };
}

async function stopWorker(worker: Worker): Promise<void> {
  const stopped = nextMessage(worker);
  worker.postMessage('stop');
  await stopped;
  await worker.terminate();
}

/** The thread's next word; rejects when it fails or ends without one. */
async function nextMessage(worker: Worker): Promise<WorkerMessage> {
  const settled = new AbortController();
  const event = async (name: string): Promise<unknown> => (await once(worker, name, { signal: settled.signal }))[0];
  const ended = event('exit').then((code): never => {
    throw new Error(`the embedded engine's thread ended with code ${code}`);
  });
  try {
    return (await Promise.race([event('message'), ended])) as WorkerMessage;
  } finally {
    settled.abort();
  }
}

function folderError(folder: string, problem: FolderProblem): DomainError {
  switch (problem.kind) {
    case 'in-use':
      return new FolderInUseError(folder, problem.pid);
    case 'damaged':
      return new FolderDamagedError(folder, problem.detail);
    case 'newer':
      return new FolderNewerError(folder, problem.format, problem.supported);
  }
}
