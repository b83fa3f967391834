import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { documentFiles, documents } from '../../src/documents/model.ts';
import { createApp } from '../../src/server/app.ts';
import { readConfig } from '../../src/server/config.ts';
import { listen } from '../../src/server/listen.ts';
import { createLog } from '../../src/server/log.ts';
import { openServices, type Services } from '../../src/server/services.ts';
import { milliseconds, printTable } from './report.ts';

const SIZES = (process.env.BENCH_LETTERS ?? '10000,100000').split(',').map(Number);
const LETTER_BYTES = 16_000;
const MB = 1024 * 1024;

/** Stored letters as one ZIP over HTTP (`/documents.zip`): time, first byte, memory of the server; the client is a process of its own. */
export async function benchBundle(): Promise<void> {
  const rows: string[][] = [];
  for (const count of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'ozluk-bench-'));
    const env = { OZLUK_DATA: folder, LOG_LEVEL: 'error', OZLUK_SOFFICE: 'off' };
    const services = await openServices(readConfig(env), createLog('error'), { noSync: true });
    try {
      await fill(services, count);
      rows.push([`${count.toLocaleString('en')} letters`, ...(await download(services))]);
    } finally {
      await services.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  printTable(
    'One ZIP of stored letters (/documents.zip)',
    ['', 'whole', 'first byte', 'size', 'memory before', 'peak'],
    rows,
  );
}

async function fill({ db }: Services, count: number): Promise<void> {
  const bytes = randomBytes(LETTER_BYTES);
  const at = new Date();
  const base = {
    service: 'atama',
    unitPath: ['MERKEZ'],
    signerRoles: [],
    kind: 'atama-onayi',
    title: 'Atama onayı',
    konu: 'Atama',
    version: 1,
    status: 'kesin',
    sha256: 'a'.repeat(64),
    size: LETTER_BYTES,
    template: {},
    textVersion: '',
    facts: {},
    context: {},
    missing: [],
    registration: null,
    authorId: 'bench',
    authorName: 'bench',
    createdOn: '2026-01-05',
    updatedAt: at,
  };
  for (let from = 0; from < count; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, count - from) }, (_, i) => ({
      ...base,
      createdAt: new Date(at.getTime() - count + from + i),
      caseNumber: `2026-ATAMA-${String(from + i).padStart(6, '0')}`,
      fileName: `Naklen atama onayı - Ayşe YILMAZ ${from + i}.docx`,
    }));
    const stored = await documents(db).collection.insertMany(rows);
    const files = Object.values(stored.insertedIds).map((id) => ({ documentId: String(id), bytes }));
    await documentFiles(db).collection.insertMany(files);
  }
}

/** Bytes of memory without the mapped pages of the database's file, which Linux lends and takes back. */
function ownMemory(): number {
  const found = /RssAnon:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(found?.[1] ?? 0) * 1024;
}

/** Whole time, first byte, size, memory before and at its peak. */
async function download(services: Services): Promise<string[]> {
  const server = await listen(createApp(services), { host: '127.0.0.1', port: 0 });
  const claims = { accountId: 'bench', name: 'bench', sicilNo: null, roles: ['servis-gorevlisi@atama'] };
  const token = await services.authenticator.issue?.(claims);
  const before = ownMemory();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, ownMemory());
  }, 20);
  const client = `const startedAt = performance.now(); let first, size = 0;
    const answer = await fetch('${server.url}/documents.zip?kind=atama-onayi', { headers: { authorization: 'Bearer ${token}' } });
    for await (const chunk of answer.body) { first ??= performance.now() - startedAt; size += chunk.length; }
    console.log(JSON.stringify({ first, size, whole: performance.now() - startedAt, status: answer.status }));`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', client]);
  const { stdout } = await run.finally(() => clearInterval(watch));
  await server.stop();
  const { first, size, whole, status } = JSON.parse(stdout) as Record<'first' | 'size' | 'whole' | 'status', number>;
  if (status !== 200) throw new Error(`HTTP ${status}`);
  const megabytes = (bytes: number): string => `${Math.round(bytes / MB)} MB`;
  return [milliseconds(whole), milliseconds(first), megabytes(size), megabytes(before), megabytes(peak)];
}
