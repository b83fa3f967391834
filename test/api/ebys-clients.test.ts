import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditLines } from '../../src/database/index.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';

let app: TestApp;
let admin: string;
beforeAll(async () => {
  app = await openTestApp();
  admin = await app.token(['yonetici']);
});
afterAll(() => app.close());

interface Made {
  readonly __typename?: string;
  readonly client: { readonly clientId: string };
  readonly secret: string;
}

async function mutate(name: string, input: object, token = admin): Promise<Made> {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const secret = name === 'revokeEbysClient' ? '' : 'secret';
  const text = `mutation ($input: ${type}Input!) { ${name}(input: $input) {
    __typename ... on ${type}Payload { client { clientId revokedAt } ${secret} } ... on Error { message } } }`;
  return (await app.graphql<Record<string, Made>>(token, text, { input })).data[name] as Made;
}
const create = async () => {
  const { client, secret } = await mutate('createEbysClient', { name: 'Kurum EBYS’si' });
  return { clientId: client.clientId, secret };
};

async function tokenFor(form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await app.fetch('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
  const body = (await response.json()) as Record<string, string>;
  return { status: response.status, headers: response.headers, body };
}
const ask = ({ clientId, secret }: { clientId: string; secret: string }) =>
  tokenFor({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
const feedStatus = async (token: string | undefined) =>
  (await app.fetch('/ebys/feed', { headers: { authorization: `Bearer ${token}` } })).status;

describe('a client of the EBYS', () => {
  test('gets a short token for its secret, by form or by HTTP Basic, that opens the feed and nothing else', async () => {
    const client = await create();
    const byForm = await ask(client);
    expect(byForm).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 600, scope: 'ebys' } });
    expect(byForm.headers.get('cache-control')).toBe('no-store');
    const basic = Buffer.from(`${client.clientId}:${client.secret}`).toString('base64');
    const byBasic = await tokenFor({ grant_type: 'client_credentials' }, { authorization: `Basic ${basic}` });
    expect(byBasic.status).toBe(200);
    const token = byForm.body.access_token ?? '';
    expect(await feedStatus(token)).toBe(200);
    const people = await app.graphql(token, '{ personnel { totalCount } }');
    expect(people.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await mutate('createEbysClient', { name: 'Başka' }, token)).toMatchObject({ __typename: 'ForbiddenError' });
    const pulls = await auditLines(app.services.db).countDocuments({ accountId: client.clientId, action: 'ebys.pull' });
    expect(pulls).toBe(1);
  });

  test('cannot make a token of its own by naming the issuer', async () => {
    const { issue } = app.services.authenticator;
    const token = await issue?.({ accountId: 'x', name: 'x', sicilNo: null, roles: ['yonetici'] });
    const [head, body = '', signature] = (token ?? '').split('.');
    const claims = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), iss: 'ozluk-ebys', aud: 'ozluk-ebys' };
    const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    expect(await feedStatus(forged)).toBe(401);
  });

  test('keeps its old secret for the overlap and no longer, and ends when it is revoked', async () => {
    const client = await create();
    const rotated = await mutate('rotateEbysClientSecret', { clientId: client.clientId, overlapHours: 1 });
    expect((await ask(client)).status).toBe(200);
    expect((await ask({ ...client, secret: rotated.secret })).status).toBe(200);
    const last = await mutate('rotateEbysClientSecret', { clientId: client.clientId, overlapHours: 0 });
    expect((await ask(client)).status).toBe(401);
    expect((await ask({ ...client, secret: rotated.secret })).status).toBe(401);
    expect((await ask({ ...client, secret: last.secret })).status).toBe(200);
    await mutate('revokeEbysClient', { clientId: client.clientId });
    expect((await ask({ ...client, secret: last.secret })).status).toBe(401);
    const again = await mutate('revokeEbysClient', { clientId: client.clientId });
    expect(again).toMatchObject({ __typename: 'NotFoundError' });
  });

  test('is refused a body larger than any form, announced or not', async () => {
    const part = new TextEncoder().encode('x'.repeat(3000));
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let i = 0; i < 3; i++) controller.enqueue(part);
        controller.close();
      },
    });
    for (const body of ['x'.repeat(9000), stream]) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const response = await app.fetch('/oauth/token', {
        method: 'POST',
        body,
        headers,
        duplex: 'half',
      } as RequestInit);
      expect(response.status).toBe(400);
    }
  });

  test('keeps no secret that can be read back', async () => {
    const { secret } = await create();
    const rows = await app.services.db.connection.collection('ebysClients').find().toArray();
    expect(JSON.stringify(rows)).not.toContain(secret);
    const { data } = await app.graphql<{ ebysClients: object[] }>(admin, '{ ebysClients { clientId name revokedAt } }');
    expect(data.ebysClients).toHaveLength(rows.length);
    const reader = await app.graphql(await app.token(['okuyucu']), '{ ebysClients { clientId } }');
    expect(reader.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('is slowed down after wrong secrets, alone; unknown clients share one count', async () => {
    const [guessed, other] = [await create(), await create()];
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await ask({ ...guessed, secret: `yanlış-${i}` })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const held = await ask(guessed);
    expect([held.status, Number(held.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await ask(other)).status).toBe(200);
    for (let i = 0; i < 5; i++) await ask({ clientId: `yok-${i}`, secret: 'x' });
    expect((await ask({ clientId: 'yok-9', secret: 'x' })).status).toBe(429);
    const refused = await auditLines(app.services.db).countDocuments({
      action: 'ebys.tokenRefused',
      recordId: guessed.clientId,
    });
    expect(refused).toBe(5);
  });

  test.each<readonly [string, Record<string, string>, Record<string, string>, string]>([
    ['without a grant type', { client_id: 'a', client_secret: 'b' }, {}, 'unsupported_grant_type'],
    ['of another grant', { grant_type: 'password', client_id: 'a', client_secret: 'b' }, {}, 'unsupported_grant_type'],
    ['without credentials', { grant_type: 'client_credentials' }, {}, 'invalid_request'],
    ['as JSON', { grant_type: 'client_credentials' }, { 'content-type': 'application/json' }, 'invalid_request'],
    [
      'with credentials twice',
      { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' },
      { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` },
      'invalid_request',
    ],
    [
      'for more than the feed',
      { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b', scope: 'yonetici' },
      {},
      'invalid_scope',
    ],
  ])('a request %s is refused', async (_title, form, headers, error) => {
    expect(await tokenFor(form, headers)).toMatchObject({ status: 400, body: { error } });
  });
});
