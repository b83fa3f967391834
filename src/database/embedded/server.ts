/** The engine on a socket: accepts connections, runs their requests one after the other, sweeps what is out of date. */
import { createServer, type Server, type Socket } from 'node:net';
import { SET_NAME } from './commands/admin.ts';
import type { Engine } from './commands/call.ts';
import { execute } from './commands/execute.ts';
import { openFolder } from './folder.ts';
import { CursorTable } from './session/cursors.ts';
import { FailPoints } from './session/fail-points.ts';
import { SessionTable } from './session/sessions.ts';
import { removeExpired } from './session/ttl.ts';
import { WriteQueue } from './session/write-queue.ts';
import { Store } from './store/store.ts';
import { messageSplitter, parseRequest } from './wire/message.ts';

export interface ServerOptions {
  readonly folder: string;
  readonly port?: number | undefined;
  readonly noSync?: boolean | undefined;
  readonly memoryLimitBytes?: number | undefined;
  /** Allows configureFailPoint, for conformance tests. */
  readonly testCommands?: boolean | undefined;
  /** How often TTL indexes are served; 60 s when left out. */
  readonly expireEveryMs?: number | undefined;
}

export interface RunningServer {
  readonly uri: string;
  stop(): Promise<void>;
}

const DEFAULT_MEMORY_LIMIT = 256 * 2 ** 20;
const SWEEP_EVERY_MS = 1_000;
const EXPIRE_EVERY_MS = 60_000;

/** Opens the folder and listens on 127.0.0.1. Throws FolderError. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const folder = openFolder(options.folder, options.noSync ?? false);
  const store = new Store(folder.database);
  const sockets = new Set<Socket>();
  let address = '';
  const engine: Engine = {
    store,
    writes: new WriteQueue(store),
    sessions: new SessionTable(store),
    cursors: new CursorTable(),
    failPoints: options.testCommands ? new FailPoints() : undefined,
    memoryLimitBytes: options.memoryLimitBytes ?? DEFAULT_MEMORY_LIMIT,
    startedAt: Date.now(),
    address: () => address,
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    serve(engine, socket);
  });
  try {
    await listen(server, options.port ?? 0);
  } catch (error) {
    await folder.close();
    throw error;
  }
  const bound = server.address();
  address = `127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : 0}`;
  const timers = startTimers(engine, options.expireEveryMs ?? EXPIRE_EVERY_MS);
  return {
    uri: `mongodb://${address}/?replicaSet=${SET_NAME}`,
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      engine.writes.close();
      engine.sessions.abortAll();
      await folder.close();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function startTimers(engine: Engine, expireEveryMs: number): NodeJS.Timeout[] {
  const sweep = setInterval(() => {
    engine.sessions.sweep(Date.now());
    engine.cursors.sweep(Date.now());
  }, SWEEP_EVERY_MS);
  const expire = setInterval(() => {
    removeExpired(engine, Date.now()).catch((error: unknown) =>
      process.stderr.write(`embedded engine: TTL: ${String(error)}\n`),
    );
  }, expireEveryMs);
  return [sweep, expire];
}

/** Requests of one connection are answered in order; one that can't be parsed ends the connection. */
function serve(engine: Engine, socket: Socket): void {
  const waiting: Buffer[] = [];
  let isBusy = false;
  const answerNext = (): void => {
    for (let message = waiting.shift(); message; message = isBusy ? undefined : waiting.shift()) {
      const request = parseRequest(message);
      const send = (reply: Buffer): void => {
        if (request.expectsReply && !socket.destroyed) socket.write(reply);
      };
      const reply = execute(engine, request);
      if (reply instanceof Promise) {
        isBusy = true;
        reply.then(send).then(goOn, () => socket.destroy());
      } else send(reply);
    }
  };
  const goOn = (): void => {
    isBusy = false;
    orDestroy(answerNext);
  };
  const orDestroy = (work: () => void): void => {
    try {
      work();
    } catch {
      socket.destroy();
    }
  };
  const split = messageSplitter((message) => {
    waiting.push(message);
    if (!isBusy) answerNext();
  });
  socket.on('data', (chunk: Buffer) => orDestroy(() => split(chunk)));
  socket.on('error', () => socket.destroy());
}
