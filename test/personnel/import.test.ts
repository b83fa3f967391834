import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { peopleCsv } from '../../scripts/bench/people-csv.ts';
import { completeTckn, importPersonnel, PERSONNEL_COLUMNS } from '../../src/personnel/index.ts';
import { openScope, SERVER_ACTOR } from '../../src/server/scope.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const run = (csv: Iterable<string>, progress?: Parameters<typeof importPersonnel>[2]) =>
  importPersonnel(openScope(app.services, SERVER_ACTOR).command(), Readable.from(csv), progress);

describe('import', () => {
  test('writes every row, tells progress, and changes nothing when repeated', async () => {
    const seen: number[] = [];
    const first = await run(peopleCsv(1_200), (r) => seen.push(r.rowsRead));
    expect(first).toMatchObject({ rowsRead: 1_200, inserted: 1_200, updated: 0, unchanged: 0, refused: 0 });
    expect(seen).toEqual([500, 1_000, 1_200]);
    expect(await run(peopleCsv(1_200))).toMatchObject({ inserted: 0, updated: 0, unchanged: 1_200, refused: 0 });
  });

  test('updates the rows that say something else', async () => {
    const lines = [...peopleCsv(20)];
    const changed = lines.map((line, i) => (i === 3 ? line.replace('valilik', 'bakanlik') : line));
    expect(await run(changed)).toMatchObject({ inserted: 0, updated: 1, unchanged: 19 });
  });

  const header = PERSONNEL_COLUMNS.join(';');
  const row = (change: Partial<Record<(typeof PERSONNEL_COLUMNS)[number], string>>): string => {
    const cells: Record<string, string> = {
      sicilNo: 'CSV-1',
      tckn: completeTckn('400000001'),
      ad: 'Deniz',
      soyad: 'ÖRNEK',
      dogumTarihi: '05.03.1990',
      sinif: 'GİH',
      unvan: 'Memur',
      birim: 'KST',
      baslamaTarihi: '15.09.2014',
      ...change,
    };
    return PERSONNEL_COLUMNS.map((c) => cells[c] ?? '').join(';');
  };

  test('names row, column and reason of each refusal and writes the rest', async () => {
    const csv = [
      header,
      row({}),
      row({ sicilNo: 'CSV-2', tckn: '10000000140' }),
      row({ sicilNo: 'CSV-3', tckn: completeTckn('400000003'), birim: 'YOK' }),
      row({ sicilNo: 'CSV-4', tckn: completeTckn('400000004'), dogumTarihi: '31.02.1990' }),
      row({ sicilNo: 'CSV-5', tckn: completeTckn('400000005'), ad: '' }),
      row({ tckn: completeTckn('400000006') }),
      row({ sicilNo: 'CSV-7', tckn: completeTckn('100000010') }),
      row({ sicilNo: 'CSV-8', tckn: completeTckn('400000008'), derece: '16' }),
      row({ sicilNo: 'CSV-9', tckn: completeTckn('400000009') }),
    ].join('\n');
    const report = await run([csv]);
    expect(report).toMatchObject({ rowsRead: 9, inserted: 2, refused: 7 });
    expect(report.refusals.map((r) => [r.row, r.field])).toEqual([
      [3, 'tckn'],
      [4, 'birim'],
      [5, 'dogumTarihi'],
      [6, 'ad'],
      [7, 'sicilNo'],
      [9, 'derece'],
      [8, 'tckn'],
    ]);
    for (const refusal of report.refusals) {
      expect(refusal.reason.length).toBeGreaterThan(10);
      expect(refusal.reason).not.toMatch(/\d{11}/);
    }
  });

  test.each([
    ['a header without obligatory columns', 'ad;soyad\nDeniz;ÖRNEK\n', /sicilNo/],
    ['an open quote', `${header}\n"CSV-20;`, /tırnak/],
  ])('refuses %s', async (_title, csv, message) => {
    await expect(run([csv])).rejects.toThrow(message);
  });
});

test('importPersonnel over the API runs in the background and is polled', async () => {
  const clerk = await app.token(['servis-gorevlisi@atama']);
  const upload = await app.fetch('/uploads', {
    method: 'PUT',
    headers: { authorization: `Bearer ${clerk}` },
    body: [...peopleCsv(30)].join(''),
  });
  expect(upload.status).toBe(201);
  const { uploadId } = (await upload.json()) as { uploadId: string };
  const START = `mutation ($input: ImportPersonnelInput!) { importPersonnel(input: $input) {
    __typename ... on ImportPersonnelPayload { job { id state } } ... on Error { message } } }`;
  const started = await app.graphql<{ importPersonnel: { __typename: string; job: { id: string } } }>(clerk, START, {
    input: { uploadId },
  });
  expect(started.data.importPersonnel.__typename).toBe('ImportPersonnelPayload');
  const POLL = 'query ($id: ID!) { importJob(id: $id) { state rowsRead unchanged refused failure } }';
  await expect
    .poll(
      async () =>
        (await app.graphql<{ importJob: { state: string } }>(clerk, POLL, { id: started.data.importPersonnel.job.id }))
          .data.importJob,
      { timeout: 10_000 },
    )
    .toMatchObject({ state: 'FINISHED', rowsRead: 30, failure: null });
  const stranger = await app.token(['okuyucu']);
  const refused = await app.graphql<{ importPersonnel: { __typename: string } }>(stranger, START, {
    input: { csv: 'x' },
  });
  expect(refused.data.importPersonnel.__typename).toBe('ForbiddenError');
});
