import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createAuthenticator } from '../../src/server/auth.ts';
import { readConfig } from '../../src/server/config.ts';
import { produceLetters } from './ebys-soak-clerk.ts';
import { countSoak, type SoakCounts } from './ebys-soak-count.ts';

/** What the soak found at its end. `isExact`: every letter registered exactly once, none lost, the audit complete. */
export interface SoakResult extends SoakCounts {
  readonly letters: number;
  readonly kills: { readonly server: number; readonly clients: number };
  readonly seconds: number;
  readonly storedPackages: number;
  readonly isExact: boolean;
}

export interface SoakOptions {
  readonly letters: number;
  readonly kills: number;
  readonly maxSeconds: number;
  readonly seed?: number;
  /** Hears how many letters are answered, now and then. */
  readonly progress?: (answered: number) => void;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WORKERS = ['isci', 'rakip-1', 'rakip-2'];

/**
 * The real server and the sample client with two rivals, each a process of its own. Officers make `letters` letters over
 * GraphQL while the clients pull and answer; `kills` times server or a client is killed with SIGKILL and started again.
 * Ends when everything is answered or after `maxSeconds`; counts are taken from the database when the server is down.
 */
export async function soakEbys(options: SoakOptions): Promise<SoakResult> {
  const folder = await mkdtemp(join(tmpdir(), 'ozluk-soak-'));
  const env = {
    ...process.env,
    OZLUK_DATA: join(folder, 'data'),
    OZLUK_SOFFICE: 'off',
    LOG_LEVEL: 'silent',
    PORT: String(await freePort()),
  };
  const url = `http://127.0.0.1:${env.PORT}`;
  const store = join(folder, 'ebys');
  const started = Date.now();
  const server = keepAlive(() => run(join(ROOT, 'src/server/start.mjs'), ['serve'], env));
  let clients: Kept[] = [];
  let killed = { server: 0, clients: 0 };
  try {
    const issue = tokensOf(env.OZLUK_DATA);
    const client = await bundledClient(folder);
    await answering(url);
    clients = await Promise.all(
      WORKERS.map(async (worker) => {
        const token = await issue(worker, ['ebys']);
        const args = ['--url', url, '--store', store, '--worker', worker, '--patience', '600', '--lease', '10'];
        return keepAlive(() => run(client, args, { ...env, OZLUK_TOKEN: token }));
      }),
    );
    const producing = { url, token: await issue('gorevli', ['servis-gorevlisi@atama']), letters: options.letters };
    const producer = produceLetters(producing, started + options.maxSeconds * 1000);
    killed = await killAlong(options, { server, clients, store, until: started + options.maxSeconds * 1000 });
    await producer;
  } finally {
    await Promise.all(clients.map((one) => one.stop('SIGKILL')));
    await server.stop('SIGTERM');
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  const counts = await countSoak(env);
  const storedPackages = await filesIn(join(store, 'letters'), '.eyp');
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const { letters } = options;
  const isExact = storedPackages === letters && Object.values(counts).every((count) => count === letters);
  return { letters, kills: killed, seconds, ...counts, storedPackages, isExact };
}

/** Kills server or a client at random moments, spread over the work so that each part of it is hit. */
async function killAlong(
  { letters, kills, seed = 1, progress }: SoakOptions,
  { server, clients, store, until }: { server: Kept; clients: readonly Kept[]; store: string; until: number },
): Promise<SoakResult['kills']> {
  const next = numbers(seed);
  const killed = { server: 0, clients: 0 };
  for (let left = kills; Date.now() < until; ) {
    await sleep(200 + next(1800));
    const answered = await filesIn(join(store, 'items'), '.done');
    progress?.(answered);
    if (left > 0 && (answered / letters) * kills >= kills - left - 0.5) {
      const victim = next(2) === 0 ? server : clients[next(clients.length)];
      victim?.kill();
      if (victim === server) killed.server += 1;
      else killed.clients += 1;
      left -= 1;
    } else if (left === 0 && answered >= letters) break;
  }
  return killed;
}

/** Development tokens of the server's data folder. */
function tokensOf(dataFolder: string): (accountId: string, roles: readonly string[]) => Promise<string> {
  const { issue } = createAuthenticator(readConfig({ OZLUK_DATA: dataFolder }));
  if (!issue) throw new Error('a development server issues tokens');
  return (accountId, roles) => issue({ accountId, name: accountId, sicilNo: null, roles });
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt++) {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.ok) return;
    await sleep(250);
  }
  throw new Error('the server did not start');
}

async function filesIn(folder: string, ending: string): Promise<number> {
  return existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith(ending)).length : 0;
}

interface Kept {
  kill(): void;
  /** Ends it for good and waits for that. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** A process that is started again whenever it ends, until stopped. */
function keepAlive(start: () => ChildProcess): Kept {
  let stopped = false;
  let child = start();
  const watch = () =>
    child.once('exit', () => {
      if (stopped) return;
      child = start();
      watch();
    });
  watch();
  return {
    kill: () => void child.kill('SIGKILL'),
    stop(signal) {
      stopped = true;
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill(signal);
      });
    },
  };
}

/** The sample client as plain JavaScript, so that starting it again takes no compiler. */
async function bundledClient(folder: string): Promise<string> {
  const outfile = join(folder, 'ebys-sample-client.mjs');
  const entryPoints = [join(ROOT, 'scripts/ebys-sample-client.ts')];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
  return outfile;
}

function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'ignore', env });
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** mulberry32: the same kills for the same seed, without the patterns of simpler generators. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
