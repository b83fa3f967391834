import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { lintDocx } from '../../src/documents/index.ts';
import { createApp } from '../../src/server/app.ts';
import { createClient } from '../../src/server/demo/client.ts';
import { type Story, type Walked, walkStory } from '../../src/server/demo/story.ts';
import { accountRoles, developmentToken } from '../../src/server/demo/tokens.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';

const file = join(import.meta.dirname, '../../src/server/demo/stories.yaml');
const { stories } = parse(readFileSync(file, 'utf8')) as { stories: Story[] };

let app: TestApp;
let server: Listening;
const walked = new Map<string, Walked>();

const tokenOf = async (role: string, service: string): Promise<{ token: string; name: string }> => {
  const offices = accountRoles(app.services.rules.catalog);
  const own = offices.find((o) => o.role === role && (o.service === null || o.service === service));
  const product = ['okuyucu', 'yonetici'].includes(role)
    ? { role, service: null }
    : { role: 'servis-gorevlisi', service };
  return { token: (await developmentToken(app.services, own ?? product)) ?? '', name: role };
};

beforeAll(async () => {
  app = await openTestApp();
  server = await listen(createApp(app.services), { host: '127.0.0.1', port: 0 });
  for (const story of stories) walked.set(story.process, await walkStory(createClient(server.url), story, tokenOf));
});
afterAll(async () => {
  await server.stop();
  await app.close();
});

describe('the main job, over HTTP', () => {
  test('walks its cases as far as told', () => {
    expect([...walked].map(([process, { status }]) => [process, status])).toEqual([
      ['naklen-atama', 'CLOSED'],
      ['mal-bildirimi', 'OPEN'],
      ['adaylik-kaldirma', 'CLOSED'],
    ]);
    expect(walked.get('adaylik-kaldirma')?.acts.filter((a) => a.act === 'parafladı').length).toBeGreaterThanOrEqual(9);
  });

  const letters = stories.flatMap((s) =>
    Object.entries(s.letters).map(([kind, name]) => ({ process: s.process, kind, name })),
  );
  test.each(letters)('$name is final, clean by the check list, downloadable', async ({ process, kind }) => {
    const { token } = await tokenOf('yonetici', '');
    const document = walked.get(process)?.documents.findLast((d) => d.kind === kind && d.status === 'KESIN');
    const { bytes, fileName } = await createClient(server.url).download(token, document?.downloadPath ?? '');
    expect(fileName).toMatch(/\.docx$/);
    expect(lintDocx(bytes).filter((f) => f.severity === 'error')).toEqual([]);
  });
});

describe('GET /documents', () => {
  const get = async (headers: Record<string, string>, role = 'yonetici') => {
    const path = walked.get('mal-bildirimi')?.documents.at(-1)?.downloadPath ?? '';
    const { token } = await tokenOf(role, 'atama');
    return app.fetch(new URL(path, 'http://localhost').pathname, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
  };

  test('names the file in Turkish, by RFC 6266', async () => {
    const disposition = (await get({})).headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+\.docx"; filename\*=UTF-8''/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toContain('İzahat');
  });

  test('answers conditional and range requests', async () => {
    const whole = await get({});
    const bytes = Buffer.from(await whole.arrayBuffer());
    const etag = whole.headers.get('etag') ?? '';
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    const part = await get({ range: 'bytes=10-19' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${bytes.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    const tail = await get({ range: 'bytes=-5' });
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(bytes.subarray(-5));
    expect((await get({ range: `bytes=${bytes.length}-` })).status).toBe(416);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  });

  test('is closed to strangers: without a token, and for another service than discipline', async () => {
    const path = walked.get('mal-bildirimi')?.documents.at(-1)?.downloadPath ?? '';
    expect((await app.fetch(new URL(path, 'http://localhost').pathname)).status).toBe(401);
    expect((await get({}, 'servis-gorevlisi')).status).toBe(404);
    expect((await get({}, 'okuyucu')).status).toBe(404);
  });
});

describe('the tour makes no N+1 reads', () => {
  const reads = async (query: string): Promise<number> => {
    const { token } = await tokenOf('yonetici', '');
    let count = 0;
    app.services.db.connection.set('debug', (_collection: string, method: string) => {
      if (/^(find|aggregate|count)/.test(method)) count += 1;
    });
    const { errors } = await app.graphql(token, query);
    app.services.db.connection.set('debug', false);
    expect(errors).toBeUndefined();
    return count;
  };

  test.each([
    [
      'people with their units',
      (n: number) => `{ personnel(first: ${n}) { nodes { fullName unit { name parent { name } } } } }`,
    ],
    [
      'cases with subject, documents and steps',
      (n: number) =>
        `{ cases(first: ${n}) { nodes { caseNumber status currentStep { step { title } } documents { title status } deadlines { dueOn } } } }`,
    ],
    ['documents', (n: number) => `{ documents(first: ${n}) { nodes { title sha256 } } }`],
    ['units with parents', () => '{ units { name parent { name } } }'],
  ])('%s', async (_title, query) => {
    const few = await reads(query(1));
    const many = await reads(query(20));
    expect(few).toBeGreaterThan(0);
    expect(many).toBeLessThanOrEqual(few + 1);
  });
});
