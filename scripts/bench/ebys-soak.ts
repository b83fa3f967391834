import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What the soak found at its end. `isExact`: every letter registered exactly once, none lost, the audit complete. */
export interface SoakResult {
  readonly letters: number;
  readonly kills: { readonly server: number; readonly clients: number };
  readonly seconds: number;
  readonly published: number;
  readonly registered: number;
  readonly signed: number;
  readonly sent: number;
  readonly differentSayis: number;
  readonly storedPackages: number;
  readonly auditRegistered: number;
  readonly auditSent: number;
  readonly isExact: boolean;
}

interface State {
  readonly published: number;
  readonly registered: number;
  readonly signed: number;
  readonly sent: number;
  readonly sayis: number;
  readonly audit: Readonly<Record<string, number>>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The sample client and two rivals pull `letters` letters from a server on loopback, while `kills` times server or a
 * client is killed with SIGKILL and started again. Ends when everything is answered or after `maxSeconds`.
 */
export async function soakEbys(options: {
  letters: number;
  kills: number;
  maxSeconds: number;
  seed?: number;
}): Promise<SoakResult> {
  const folder = await mkdtemp(join(tmpdir(), 'ozluk-soak-'));
  const port = await freePort();
  const next = numbers(options.seed ?? 1);
  const started = Date.now();
  const killed = { server: 0, clients: 0 };
  const store = join(folder, 'ebys');
  const server = keepAlive(() =>
    run('scripts/bench/ebys-soak-server.ts', [join(folder, 'data'), String(port), String(options.letters)]),
  );
  const clients = ['isci', 'rakip-1', 'rakip-2'].map((worker) =>
    keepAlive(() =>
      run('scripts/ebys-sample-client.ts', [
        '--url',
        `http://127.0.0.1:${port}`,
        '--store',
        store,
        '--worker',
        worker,
        '--patience',
        '600',
        '--lease',
        '5',
      ]),
    ),
  );
  let state: State | null = null;
  try {
    let leftToKill = options.kills;
    while (Date.now() - started < options.maxSeconds * 1000) {
      await sleep(200 + next(1800));
      state = (await stateOf(port)) ?? state;
      const share = (state?.sent ?? 0) / options.letters;
      // Kills are spread over the work, so that each part of it is hit.
      if (leftToKill > 0 && share * options.kills >= options.kills - leftToKill - 0.5) {
        const victim = next(2) === 0 ? server : clients[next(clients.length)];
        victim?.kill();
        if (victim === server) killed.server += 1;
        else killed.clients += 1;
        leftToKill -= 1;
      } else if (leftToKill === 0 && state && state.sent >= options.letters) break;
    }
    state = (await finalState(port)) ?? state;
  } finally {
    for (const one of [...clients, server]) one.stop();
  }
  const storedPackages = (await readdir(join(store, 'letters'))).filter((name) => name.endsWith('.eyp')).length;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return resultOf({ options, killed, state, storedPackages, seconds: Math.round((Date.now() - started) / 1000) });
}

function resultOf(found: {
  options: { letters: number };
  killed: SoakResult['kills'];
  state: State | null;
  storedPackages: number;
  seconds: number;
}): SoakResult {
  const { state } = found;
  const { letters } = found.options;
  const counts = {
    published: state?.published ?? 0,
    registered: state?.registered ?? 0,
    signed: state?.signed ?? 0,
    sent: state?.sent ?? 0,
    differentSayis: state?.sayis ?? 0,
    storedPackages: found.storedPackages,
    auditRegistered: state?.audit['ebys.registered'] ?? 0,
    auditSent: state?.audit['ebys.sent'] ?? 0,
  };
  const isExact = Object.values(counts).every((count) => count === letters);
  return { letters, kills: found.killed, seconds: found.seconds, ...counts, isExact };
}

interface Kept {
  kill(): void;
  stop(): void;
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
    stop() {
      stopped = true;
      child.kill('SIGKILL');
    },
  };
}

function run(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', join(ROOT, script), ...args], { cwd: ROOT, stdio: 'ignore' });
}

async function stateOf(port: number): Promise<State | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/soak/state`, { signal: AbortSignal.timeout(20_000) });
    return response.ok ? ((await response.json()) as State) : null;
  } catch {
    // The server is down just now, which is what this is about.
    return null;
  }
}

/** The state of a server that answers: it may have been killed by the last kill. */
async function finalState(port: number): Promise<State | null> {
  for (let attempt = 0; attempt < 30; attempt++) {
    const state = await stateOf(port);
    if (state) return state;
    await sleep(500);
  }
  return null;
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
