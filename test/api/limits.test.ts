import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../helpers/app.ts';

let app: TestApp;
let token: string;
beforeAll(async () => {
  app = await openTestApp({ demo: false });
  token = await app.token(['okuyucu']);
});
afterAll(() => app.close());

const post = (body: string, headers: Record<string, string> = {}) =>
  app.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body,
  });
const codeOf = async (response: Response) =>
  ((await response.json()) as { errors: { message: string; extensions: { code: string } }[] }).errors[0];

describe('requests that are refused', () => {
  test('a body over 1 MiB', async () => {
    const response = await post(JSON.stringify({ query: `{ __typename } #${'x'.repeat(1_100_000)}` }));
    expect(response.status).toBe(413);
    expect(await codeOf(response)).toMatchObject({ extensions: { code: 'REQUEST_TOO_LARGE' } });
  });

  test('a body that is no JSON, or no object', async () => {
    for (const body of ['{"query": ', '[1]', '"x"']) {
      const response = await post(body);
      expect(response.status, body).toBe(400);
      expect(await codeOf(response)).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
    }
  });

  test('a body that is not announced as JSON', async () => {
    const response = await post('{ __typename }', { 'content-type': 'application/graphql' });
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
  });

  test('a query that is nested too deep', async () => {
    const nested = (depth: number): string => (depth === 0 ? 'code' : `parent { ${nested(depth - 1)} }`);
    const error = await codeOf(await post(JSON.stringify({ query: `{ units { ${nested(14)} } }` })));
    expect(error?.extensions.code).toBe('QUERY_TOO_COMPLEX');
    expect(error?.message).toMatch(/^Sorgu sınırları aşıyor/);
  });

  test('a query that costs too much, by the page size given as a variable', async () => {
    const query = `query ($n: Int) { personnel(first: $n) { nodes { ${Array.from({ length: 12 }, (_, i) => `f${i}: fullName s${i}: sicilNo`).join(' ')} unit { code name parent { code name } } } } }`;
    const many = Array.from(
      { length: 3 },
      (_, i) =>
        `p${i}: personnel(first: $n) { nodes { sicilNo fullName tckn unvan sinif unit { code name detsis parent { code name } } education { level institution } service { kind from to } postings { workplace from } } }`,
    ).join('\n');
    for (const text of [query, `query ($n: Int) { ${many} }`]) {
      const error = await codeOf(await post(JSON.stringify({ query: text, variables: { n: 100 } })));
      expect(['QUERY_TOO_COMPLEX'], text.slice(0, 60)).toContain(error?.extensions.code);
    }
  });

  test('too many aliases', async () => {
    const query = `{ ${Array.from({ length: 20 }, (_, i) => `u${i}: units { code }`).join(' ')} }`;
    expect((await codeOf(await post(JSON.stringify({ query }))))?.extensions.code).toBe('QUERY_TOO_COMPLEX');
  });

  test('a field that does not exist, with a hint', async () => {
    const error = await codeOf(await post(JSON.stringify({ query: '{ units { isim } }' })));
    expect(error?.message).toMatch(/^Sorgu geçersiz: /);
  });

  test('a simple cross-site GET', async () => {
    const response = await app.fetch('/graphql?query={__typename}');
    expect(response.status).toBe(403);
  });

  test('an address that is not there', async () => {
    expect((await app.fetch('/yok')).status).toBe(404);
  });
});

describe('an operation that comes again', () => {
  const ask = async (variables: object, headers: Record<string, string> = {}) => {
    const query =
      'query Find($sicilNo: String!) { personnelBySicilNo(sicilNo: $sicilNo) { fullName } } query Who { __typename }';
    const response = await post(JSON.stringify({ query, variables, operationName: 'Find' }), headers);
    return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
  };

  test.each([
    ['an answer', { sicilNo: 'X' }, {}],
    ['without sign-in', { sicilNo: 'X' }, { authorization: '' }],
    ['a missing variable', {}, {}],
    ['a wrong variable', { sicilNo: 3 }, {}],
    ['another media type', { sicilNo: 'X' }, { accept: 'application/graphql-response+json' }],
  ])('is answered as the first time: %s', async (_title, variables, headers) => {
    const given = 'authorization' in headers ? { authorization: `Bearer ${await app.token([])}` } : headers;
    const first = await ask(variables, given);
    await ask({ sicilNo: 'X' });
    expect(await ask(variables, given)).toEqual(first);
  });

  test('keeps its cost limit, which depends on variables', async () => {
    const people =
      'personnel(first: $n) { nodes { sicilNo fullName unvan sinif unit { code name detsis parent { code name } } } }';
    const query = `query ($n: Int) { ${Array.from({ length: 6 }, (_, i) => `p${i}: ${people}`).join(' ')} }`;
    const ofSize = async (n: number) => (await post(JSON.stringify({ query, variables: { n } }))).json();
    expect(await ofSize(1)).not.toHaveProperty('errors');
    const { errors } = (await ofSize(100)) as { errors: { extensions: { code: string } }[] };
    expect([...new Set(errors.map((error) => error.extensions.code))]).toEqual(['QUERY_TOO_COMPLEX']);
  });
});

test('health tells the engine', async () => {
  const ready = await app.fetch('/health/ready');
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ status: 'hazır' });
  expect((await app.fetch('/health/live')).status).toBe(200);
});

test('an unexpected failure is masked and has a request number', async () => {
  const { connection } = app.services.db;
  const original = connection.models.units?.find;
  if (!connection.models.units) throw new Error('no units model');
  connection.models.units.find = (() => {
    throw new Error('secret detail');
  }) as never;
  try {
    const { data, errors } = await app.graphql<{ units: null }>(token, '{ units { code } }');
    expect(data.units).toBeNull();
    expect(errors?.[0]?.message).not.toContain('secret');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) });
  } finally {
    if (original) connection.models.units.find = original;
  }
});

test('the page for browsers brings everything along: a closed network reaches no other place', async () => {
  const page = await app.fetch('/graphql', { headers: { accept: 'text/html' } });
  expect(page.headers.get('content-type')).toContain('text/html');
  const html = await page.text();
  expect(html).toContain('Özlük');
  expect(html.match(/<(?:script|link|img)[^>]*(?:src|href)="?https?:/g)).toBeNull();
});
