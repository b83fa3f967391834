/** Entry of the engine's worker thread: starts the server, reports its address or why it can't, stops on request. */
import { parentPort, workerData } from 'node:worker_threads';
import { FolderError, type FolderProblem } from './folder.ts';
import { type ServerOptions, startServer } from './server.ts';

/** What the worker tells the thread that started it. */
export type WorkerMessage =
  | { readonly kind: 'started'; readonly uri: string; readonly startedInMs: number }
  | { readonly kind: 'refused'; readonly problem: FolderProblem }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'stopped' };

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const server = await startServer(workerData as ServerOptions);
  parentPort?.once('message', async () => {
    await server.stop();
    tell({ kind: 'stopped' });
    parentPort?.close();
  });
  tell({ kind: 'started', uri: server.uri, startedInMs: performance.now() - startedAt });
}

main().catch((error: unknown) => {
  if (error instanceof FolderError) tell({ kind: 'refused', problem: error.problem });
  else tell({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  parentPort?.close();
});
