import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { completeTckn } from '../../src/personnel/index.ts';
import { createAuthenticator } from '../../src/server/auth.ts';
import { readConfig } from '../../src/server/config.ts';
import { plainText } from '../documents/docx-text.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;
let running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ozluk-process-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm start` and `npm run ozluk` run. */
const PROGRAM = ['src/server/start.mjs'];
/** The same where it can keep no bundle. */
const KEEPING_NOTHING = [
  '--input-type=module',
  '--eval',
  `import { openBundle } from './src/server/bundle/open.mjs';
   import { runBundle } from './src/server/bundle/run.mjs';
   runBundle(await openBundle('/dev/null/none'));`,
  'ozluk',
];

function command(args: readonly string[], env: Record<string, string> = {}, program = PROGRAM): ChildProcess {
  const { MONGODB_URI: _uri, NODE_ENV: _env, VITEST: _vitest, ...inherited } = process.env;
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: ROOT,
    env: { ...inherited, OZLUK_DATA: folder, OZLUK_SOFFICE: 'off', PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

interface Run {
  readonly env?: Record<string, string>;
  readonly input?: string;
  readonly program?: string[];
}

async function run(args: readonly string[], { env = {}, input = '', program = PROGRAM }: Run = {}) {
  const child = command(args, env, program);
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  child.stdin?.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, out: await out, err: await err };
}

async function collect(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

async function serve(
  env: Record<string, string> = {},
): Promise<{ child: ChildProcess; url: string; printed: () => string }> {
  const child = command(['serve'], env);
  let text = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      text += String(chunk);
      const found = /hazır: (http:\/\/\S+?)\/graphql/.exec(text)?.[1];
      if (found && text.includes('Veritabanı:')) resolve(found);
    });
    child.stderr?.on('data', (chunk) => {
      text += String(chunk);
    });
    child.once('exit', () => reject(new Error(`ended before it was ready:\n${text}`)));
  });
  return { child, url, printed: () => text };
}

const exited = (child: ChildProcess): Promise<number | null> =>
  child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve(child.exitCode);

async function register(url: string, token: string, sicilNo: string, nine: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query: 'mutation ($input: RegisterPersonnelInput!) { registerPersonnel(input: $input) { __typename } }',
      variables: {
        input: {
          sicilNo,
          tckn: completeTckn(nine),
          givenNames: 'Deniz',
          surname: 'ÖRNEK',
          bornOn: '1990-01-01',
          sinif: 'GİH',
          unvan: 'Memur',
          unitCode: 'KST',
          appointedBy: 'VALILIK',
          status: 'ADAY',
          startedOn: '2026-01-05',
        },
      },
    }),
  });
  return ((await response.json()) as { data: { registerPersonnel: { __typename: string } } }).data.registerPersonnel
    .__typename;
}

async function find(url: string, token: string, sicilNo: string): Promise<boolean> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: `{ personnelBySicilNo(sicilNo: "${sicilNo}") { sicilNo } }` }),
  });
  return ((await response.json()) as { data: { personnelBySicilNo: unknown } }).data.personnelBySicilNo !== null;
}

/** As `ozluk token servis-gorevlisi@atama` makes it, without a process of its own. */
async function clerkToken(): Promise<string> {
  const { issue } = createAuthenticator(readConfig({ OZLUK_DATA: folder }));
  return (await issue?.({ accountId: 'test', name: 'test', sicilNo: null, roles: ['servis-gorevlisi@atama'] })) ?? '';
}

describe('the server as a process', { timeout: 240_000 }, () => {
  test('keeps its data over SIGTERM, kill -9, backup and restore, and refuses a second process on the folder', async () => {
    const first = await serve();
    expect(first.printed()).toContain('gömülü motor');
    const token = await clerkToken();
    expect(await register(first.url, token, 'SUREC-1', '510000001')).toBe('RegisterPersonnelPayload');
    const second = await run(['terfi', '--ay', '2026-12']);
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/^Hata: /m);
    first.child.kill('SIGTERM');
    expect(await exited(first.child)).toBe(0);
    expect(first.printed()).toContain('Kapandı.');

    const again = await serve();
    expect(again.printed()).not.toContain('Örnek kurum yüklendi');
    expect(await find(again.url, token, 'SUREC-1')).toBe(true);
    expect(await register(again.url, token, 'SUREC-2', '510000002')).toBe('RegisterPersonnelPayload');
    again.child.kill('SIGKILL');
    await exited(again.child);

    const last = await serve();
    expect(await find(last.url, token, 'SUREC-2')).toBe(true);
    last.child.kill('SIGTERM');
    expect(await exited(last.child)).toBe(0);

    const backup = join(folder, 'yedek');
    expect((await run(['backup', backup])).out).toMatch(/personnel\s+26/);
    const other = join(folder, 'baska');
    expect((await run(['restore', backup], { env: { OZLUK_DATA: other } })).out).toMatch(/personnel\s+26/);
    expect((await run(['restore', backup], { env: { OZLUK_DATA: other } })).err).toMatch(/boş değil/);
  });

  test('does not start in production without its keys, and makes no development token there', async () => {
    const started = await run(['serve'], { env: { NODE_ENV: 'production' } });
    expect(started.code).toBe(1);
    expect(started.err).toMatch(/OZLUK_JWKS_URL.*OZLUK_JWT_ISSUER.*OZLUK_FIELD_KEY/s);
    const key = join(folder, 'key');
    writeFileSync(key, Buffer.alloc(32, 7).toString('base64'));
    const env = {
      NODE_ENV: 'production',
      OZLUK_JWT_KEY_FILE: key,
      OZLUK_JWT_ISSUER: 'kurum',
      OZLUK_FIELD_KEY: 'ab'.repeat(32),
    };
    const token = await run(['token', 'yonetici'], { env });
    expect(token.code).toBe(1);
    expect(token.out).toBe('');
    const production = await serve(env);
    expect(production.printed()).not.toContain('eyJ');
    const introspection = await fetch(`${production.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __schema { types { name } } }"}',
    });
    expect(((await introspection.json()) as { errors?: unknown[] }).errors).toBeDefined();
    production.child.kill('SIGTERM');
    await exited(production.child);
  });

  test.each([
    ['as installed', PROGRAM],
    ['where no bundle can be kept', KEEPING_NOTHING],
  ])('calc streams rows, names the bad one and does the rest: %s', async (_title, program) => {
    const rows = '{"on":"2026-05-04","derece":3}\n{"on":"2026-13-04","derece":3}\n{"on":"2025-05-04","derece":7}\n';
    const { code, out } = await run(['calc', 'harcirah-gundelik'], { input: rows, program });
    expect(code).toBe(3);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { row: number; kind?: string; error?: { code: string } });
    expect(answers.map((a) => [a.row, a.kind ?? a.error?.code])).toEqual([
      [1, 'value'],
      [2, 'VALIDATION'],
      [3, 'value'],
    ]);
  });

  // Who runs the suite on a mongod has one.
  test.skipIf(process.env.OZLUK_TEST_ENGINE === 'mongod')('names what to do where no mongod is found', async () => {
    const env = { OZLUK_ENGINE: 'mongod', PATH: '', HOME: folder, MONGOMS_DOWNLOAD_DIR: folder };
    const { code, err } = await run(['serve'], { env });
    expect(code).toBe(1);
    expect(err).toMatch(/^Hata: Bu makinede mongod bulunamadı/m);
  });

  test('demo writes its letters, with the suffixes that the words take', async () => {
    const out = join(folder, 'out');
    const { code, out: printed } = await run(['demo'], { env: { OZLUK_OUT: out } });
    expect(code).toBe(0);
    expect(printed).toContain('izahat-istemi.docx');
    expect(plainText(readFileSync(join(out, 'atama-onayi.docx')))).toContain('Tosya Malmüdürlüğünün 19.10.2026');
  });

  test('check names what is wrong in a custom folder, with file and line', async () => {
    const custom = join(folder, 'ozel');
    mkdirSync(join(custom, 'parameters'), { recursive: true });
    writeFileSync(
      join(custom, 'parameters', 'ozel.yaml'),
      'yeni-tutar:\n  title: Yeni\n  unit: TRY\n  values:\n    - {from: 2026-02-31, value: "1", source: Kanun, gazette: null, checkedOn: 2026-01-01}\n',
    );
    const wrong = await run(['check']);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/ozel\.yaml:5/);
  });
});
