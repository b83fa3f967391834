import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { importPersonnel } from '../../src/personnel/index.ts';
import { createApp } from '../../src/server/app.ts';
import { readConfig } from '../../src/server/config.ts';
import { loadDemoInstitution } from '../../src/server/demo/load.ts';
import { createLog } from '../../src/server/log.ts';
import { openScope, SERVER_ACTOR } from '../../src/server/scope.ts';
import { openServices, type Services } from '../../src/server/services.ts';
import { peopleCsv } from './people-csv.ts';
import { milliseconds, percentiles, printTable } from './report.ts';

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100_000);
const SEARCHES = 400;

/** Cold start, search at 100,000 people, memory. */
export async function benchServer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ozluk-bench-'));
  try {
    await benchStart(join(folder, 'start'));
    await benchSearch(join(folder, 'search'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchStart(folder: string): Promise<void> {
  const rows: string[][] = [];
  const starts: readonly [string, string, Record<string, string>][] = [
    ['empty', `${folder}-empty`, { OZLUK_DEMO: 'off' }],
    ['first start, with the demo institution', folder, {}],
    ['second start', folder, {}],
  ];
  for (const [title, data, env] of starts) {
    const { readyMs, megabytes } = await startOnce(data, env);
    rows.push([title, milliseconds(readyMs), `${megabytes} MB`]);
  }
  printTable('Cold start to ready (npm start)', ['', 'ready', 'RSS'], rows);
}

async function startOnce(folder: string, env: Record<string, string>): Promise<{ readyMs: number; megabytes: number }> {
  const port = 4_700 + Math.floor(Math.random() * 200);
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['src/server/start.mjs', 'serve'], {
    env: { ...process.env, OZLUK_DATA: folder, OZLUK_SOFFICE: 'off', PORT: String(port), LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Read to the end, or what it prints next would fail.
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('hazır') && resolve());
  });
  const readyMs = performance.now() - startedAt;
  const megabytes = await residentMegabytes(child.pid ?? 0);
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  return { readyMs, megabytes };
}

async function residentMegabytes(pid: number): Promise<number> {
  const ps = spawn('ps', ['-o', 'rss=', '-p', String(pid)]);
  let text = '';
  for await (const chunk of ps.stdout) text += chunk;
  return Math.round(Number(text) / 1024);
}

async function benchSearch(folder: string): Promise<void> {
  const config = readConfig({ OZLUK_DATA: folder, LOG_LEVEL: 'error' });
  const services = await openServices(config, createLog('error'));
  await loadDemoInstitution(services);
  const importedAt = performance.now();
  await importPersonnel(openScope(services, SERVER_ACTOR).command(), Readable.from(peopleCsv(PEOPLE)), (r) => {
    process.stderr.write(`\r${r.rowsRead} rows imported`);
  });
  process.stderr.write('\n');
  const importSeconds = (performance.now() - importedAt) / 1000;
  const rows = [];
  for (const [title, filters] of Object.entries(queries()))
    rows.push([title, ...(await searchTimes(services, filters))]);
  printTable(`Personnel search over the API, ${PEOPLE.toLocaleString('en')} people`, ['', 'p50', 'p99'], rows);
  printTable(
    'Import of the same people',
    ['rows/s', 'RSS'],
    [
      [
        Math.round(PEOPLE / importSeconds).toLocaleString('en'),
        `${Math.round(process.memoryUsage.rss() / 1_048_576)} MB`,
      ],
    ],
  );
  await services.close();
}

function queries(): Record<string, ((i: number) => object)[]> {
  return {
    'sicil no': [(i) => ({ sicilNo: `URT-${(i * 7919) % PEOPLE}` })],
    'whole name': [
      (i) => ({ name: `${['mehmet', 'ayşe', 'işil', 'ÖMER'][i % 4]} ${['yılmaz', 'kaya', 'ışık', 'ÜNAL'][i % 4]}` }),
    ],
    'first letters of a name': [(i) => ({ name: ['meh', 'ayş', 'ILG', 'şim', 'ün'][i % 5] })],
    'name in a unit': [(i) => ({ name: ['mehmet', 'ayşe'][i % 2], unitCode: 'TSK-MAL' })],
    'unit and title': [() => ({ unitCode: 'KST-MUHASEBE', unvan: 'Memur' })],
  };
}

async function searchTimes(services: Services, [filter]: ((i: number) => object)[]): Promise<string[]> {
  const app = createApp(services);
  const token =
    (await services.authenticator.issue?.({ accountId: 'bench', name: 'bench', sicilNo: null, roles: ['okuyucu'] })) ??
    '';
  const query =
    'query ($filter: PersonnelFilter) { personnel(filter: $filter, first: 20) { nodes { sicilNo fullName unvan unit { name } } } }';
  const times: number[] = [];
  for (let i = 0; i < SEARCHES; i += 1) {
    const startedAt = performance.now();
    const response = await app.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables: { filter: filter?.(i) } }),
      }),
    );
    const body = (await response.json()) as { data?: { personnel?: { nodes: unknown[] } } };
    if (!body.data?.personnel) throw new Error(`search failed: ${JSON.stringify(body).slice(0, 200)}`);
    times.push(performance.now() - startedAt);
  }
  const { p50, p99 } = percentiles(times.slice(20));
  return [milliseconds(p50), milliseconds(p99)];
}
