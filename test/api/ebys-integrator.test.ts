import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWebhookGenuine, reconcileFeed, sendDueWebhooks } from '../../src/ebys/index.ts';
import { createApp } from '../../src/server/app.ts';
import { publishSettings } from '../../src/server/ebys.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { openScope, SERVER_ACTOR } from '../../src/server/scope.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';
import { openEbys, type TestEbys } from '../helpers/ebys.ts';
import { type CaseView, type Office, openOffice } from '../helpers/office.ts';

let app: TestApp;
let office: Office;
let ebys: TestEbys;
let server: Listening;
beforeAll(async () => {
  app = await openTestApp();
  office = openOffice(app);
  ebys = await openEbys(app);
  server = await listen(createApp(app.services), { port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server.stop();
  await app.close();
});

const GIVEN = { outcomes: { 'talep-degerlendir': 'muvafakatle-kurum-ici-nakil' } };
async function waitingOnay(): Promise<CaseView> {
  const { caseNumber } = await office.open('naklen-atama', 'ORNEK-021');
  return office.walkTo(caseNumber, 'onay-muvafakat-imza', GIVEN);
}

/** A receiver on loopback that answers with the status it is told to. */
async function openReceiver() {
  const got: { body: string; signature: string }[] = [];
  const answer = { status: 500 };
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({
        body: Buffer.concat(chunks).toString(),
        signature: String(request.headers['x-ozluk-signature'] ?? ''),
      });
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return { got, answer, url: `http://127.0.0.1:${port}/kanca`, close: () => void http.close() };
}

describe('a webhook', () => {
  test('is signed, tried again, given up, and can be replayed', async () => {
    const receiver = await openReceiver();
    const token = await office.tokenOf('yonetici');
    const registered = await ebys.call('POST', '/ebys/webhooks', { token, body: { url: receiver.url } });
    expect(registered.status).toBe(201);
    const { id, secret } = registered.body as { id: string; secret: string };
    await waitingOnay();
    let now = new Date();
    const { db, cipher } = app.services;
    const retry = { firstSeconds: 10, longestSeconds: 60, attempts: 3 };
    const send = () => sendDueWebhooks({ db, cipher, now: () => now, post: fetch, retry });
    const later = (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    };
    const dead = async () =>
      ((await ebys.call('GET', '/ebys/webhooks/dead-letters', { token })).body as { deadLetters: object[] })
        .deadLetters;

    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    later(11);
    expect(await send()).toBe(1);
    expect(await dead()).toEqual([]);
    later(21);
    expect(await send()).toBe(1);
    expect(await dead()).toMatchObject([{ event: 'letter.ready', attempts: 3, lastError: 'HTTP 500' }]);

    receiver.answer.status = 204;
    const replay = await ebys.call('POST', '/ebys/webhooks/dead-letters/replay', { token });
    expect(replay.body).toEqual({ replayed: 1 });
    later(61);
    expect(await send()).toBe(1);
    expect(await dead()).toEqual([]);
    expect(new Set(receiver.got.map((one) => one.body)).size).toBe(1);
    const { body, signature } = receiver.got.at(-1) ?? { body: '', signature: '' };
    expect(isWebhookGenuine(signature, { secret, body, now })).toBe(true);
    expect(isWebhookGenuine(signature, { secret, body: `${body} `, now })).toBe(false);
    expect(JSON.parse(body)).toMatchObject({ type: 'letter.ready' });
    expect((await ebys.call('DELETE', `/ebys/webhooks/${id}`)).status).toBe(403);
    expect((await ebys.call('DELETE', `/ebys/webhooks/${id}`, { token })).status).toBe(200);
    receiver.close();
  });
});

describe('the sample client', () => {
  test('pulls, stores and answers everything of a running server; the cases move', { timeout: 60_000 }, async () => {
    const waiting = await waitingOnay();
    const store = mkdtempSync(join(tmpdir(), 'ozluk-ebys-'));
    const args = ['scripts/ebys-sample-client.ts', '--url', server.url.replace('localhost', '127.0.0.1')];
    const child = spawn(process.execPath, ['--import', 'tsx', ...args, '--store', store, '--once'], {
      env: { ...process.env, ...(await clientOf()) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(await endOf(child)).toEqual({ code: 0, errors: '' });
    const live = (await ebys.feed()).filter((one) => one.kind === 'LETTER' && one.status !== 'WITHDRAWN');
    expect(live.map((one) => one.status)).toEqual(live.map(() => 'SENT'));
    const stored = readdirSync(join(store, 'letters')).filter((name) => !name.endsWith('.json'));
    expect(stored.toSorted()).toEqual(live.map((one) => `${one.itemId}.taslak.eyp`).toSorted());
    const moved = await office.view(waiting.caseNumber);
    expect(moved.currentStep?.step.key).toBe('ayrilis-baslayis-isteme-hazirla');
    rmSync(store, { recursive: true });
  });
});

/** Id and secret of a new client, as the sample client takes them. */
async function clientOf(): Promise<Record<string, string>> {
  const mutation = `mutation { createEbysClient(input: { name: "Örnek EBYS" }) {
    ... on CreateEbysClientPayload { client { clientId } secret } } }`;
  const { data } = await app.graphql<{ createEbysClient: { client: { clientId: string }; secret: string } }>(
    await office.tokenOf('yonetici'),
    mutation,
  );
  const { client, secret } = data.createEbysClient;
  return { OZLUK_CLIENT_ID: client.clientId, OZLUK_CLIENT_SECRET: secret };
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (!/ExperimentalWarning|--trace-warnings/.test(chunk.toString())) errors += chunk.toString();
  });
  child.stdout?.resume();
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, errors };
}

describe('reconciling', () => {
  test('leaves a feed that the acts themselves kept as it is', async () => {
    const row = await waitingOnay();
    const letter = await ebys.letterOf(row.caseNumber, 'naklen-onay-muvafakat');
    const at = new Date().toISOString();
    const id = letter?.itemId ?? '';
    await ebys.answer(id, 'registered', { sayi: 'E-24300037-903.02.01-77', tarih: at.slice(0, 10) });
    await ebys.answer(id, 'signed', { by: 'Orhan BAŞARAN', at, last: true });
    const other = await waitingOnay();
    await office.forward(other.caseNumber);
    const before = await ebys.feed();
    const context = { ...openScope(app.services, SERVER_ACTOR).graph, actor: SERVER_ACTOR };
    expect(await reconcileFeed(context, new Date(0), publishSettings(app.services))).toBe(0);
    expect((await ebys.feed()).length).toBe(before.length);
  });
});

interface Operation {
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('the OpenAPI description', () => {
  test('is what the running server answers, route by route', async () => {
    const token = await app.token(['ebys']);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const described = await (await fetch(`${server.url}/ebys/openapi.json`, { headers })).json();
    const all = (described as { paths: Record<string, Record<string, Operation>> }).paths;
    expect(Object.keys(all['/oauth/token']?.post?.responses ?? {})).toEqual(['200', '400', '401', '429']);
    const paths = Object.entries(all).filter(([path]) => path !== '/oauth/token');
    expect(paths.length).toBeGreaterThan(15);
    for (const [path, methods] of paths)
      for (const [method, { responses }] of Object.entries(methods)) {
        const url = server.url + path.replace('{id}', '00000000-0000-4000-8000-000000000000').replace('{index}', '0');
        const ask = async (init: RequestInit) => {
          const response = await fetch(url, { ...init, method: method.toUpperCase() });
          return { status: String(response.status), text: await response.text() };
        };
        // Signed in, without a token, and with a role that has no business here.
        const reader = { authorization: `Bearer ${await app.token(['okuyucu'])}` };
        const answers = [await ask({ headers }), await ask({}), await ask({ headers: reader })];
        expect(answers.slice(1).map((one) => one.status)).toEqual(['401', '403']);
        for (const { status, text } of answers) {
          expect(Object.keys(responses), `${method} ${path}`).toContain(status);
          expect(text).not.toContain('adresinde bir şey yok');
        }
      }
  });
});
