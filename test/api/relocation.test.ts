import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lintDocx, withdrawDocument } from '../../src/documents/index.ts';
import { openScope, SERVER_ACTOR } from '../../src/server/scope.ts';
import { plainText } from '../documents/docx-text.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';
import { registerManager } from '../helpers/manager.ts';

let app: TestApp;
let clerk: string;
let reader: string;
beforeAll(async () => {
  app = await openTestApp();
  clerk = await app.token(['servis-gorevlisi@atama'], 'ORNEK-006');
  reader = await app.token(['okuyucu']);
});
afterAll(() => app.close());

type Payload = Record<string, never> & { __typename: string; message: string };

async function mutate<T>(field: string, input: object, selection: string, token = clerk): Promise<Payload & T> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  const { data, errors } = await app.graphql<Record<string, Payload & T>>(
    token,
    `mutation ($input: ${type}Input!) { ${field}(input: $input) {
      __typename ... on ${type}Payload { ${selection} } ... on Error { message }
    } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data[field] as Payload & T;
}

const SEED = 'Resmî ilan: 30 Eylül 2026 çekilişi';
const ROUND = {
  name: '2026 İl İçi Yer Değiştirme',
  kind: 'IL_ICI',
  on: '2026-09-30',
  seed: SEED,
  places: [
    { name: 'Cide Malmüdürlüğü', count: 1 },
    { name: 'Tosya Malmüdürlüğü', count: 1 },
  ],
};
const HEAD = 'adayNo;sicilNo;adSoyad;kesintisizBaslama;hizmetGunu;kadroGunu;tercihler';
const ROWS = [
  '1;ORNEK-006;;17.03.2014;4500;2000;Cide Malmüdürlüğü',
  '2;ORNEK-010;;2019-02-25;2700;900;Cide Malmüdürlüğü|Tosya Malmüdürlüğü',
  '3;;Deniz KURGU;2018-01-02;2700;900;Cide Malmüdürlüğü|Tosya Malmüdürlüğü',
  '4;ORNEK-024;;15.09.2025;375;375;Tosya Malmüdürlüğü',
];
const REPORT = 'report { inserted updated unchanged refused refusals { row field reason } }';
const DRAW = 'draw { draw applicants inputSha256 resultSha256 }';

interface Drawn {
  draw: { draw: number; resultSha256: string };
}
interface Imported {
  report: {
    inserted: number;
    unchanged: number;
    refused: number;
    refusals: { row: number; field: string; reason: string }[];
  };
}

async function createRound(round: object = ROUND): Promise<string> {
  const made = await mutate<{ round: { roundNumber: string } }>(
    'createRelocationRound',
    round,
    'round { roundNumber seed seedFixedAt }',
  );
  return made.round.roundNumber;
}
const importRows = (roundNumber: string, rows: readonly string[], head = HEAD): Promise<Payload & Imported> =>
  mutate<Imported>('importRelocationApplicants', { roundNumber, csv: [head, ...rows].join('\n') }, REPORT);
const draw = (roundNumber: string): Promise<Payload & Drawn> =>
  mutate<Drawn>('drawRelocationRound', { roundNumber }, DRAW);

interface Result {
  relocationDraw: {
    rows: { position: number; candidateNo: string; place: string | null; decidedBy: string | null }[];
    notEligible: string[];
    lotCount: number;
  };
}
async function resultOf(roundNumber: string): Promise<Result['relocationDraw']> {
  const { data } = await app.graphql<Result>(
    clerk,
    'query ($n: String!) { relocationDraw(roundNumber: $n) { rows { position candidateNo place decidedBy } notEligible lotCount } }',
    { n: roundNumber },
  );
  return data.relocationDraw;
}

describe('a recorded relocation round', () => {
  test('ranks, draws with the recorded seed and places', async () => {
    const roundNumber = await createRound();
    expect((await importRows(roundNumber, ROWS)).report).toMatchObject({ inserted: 4, refused: 0 });
    await draw(roundNumber);
    const { rows, notEligible, lotCount } = await resultOf(roundNumber);
    const ticket = (id: string): string => createHash('sha256').update(`${SEED}|IL_ICI 2026-09-30|${id}`).digest('hex');
    const [first = '', second = ''] = ['2', '3'].sort((a, b) => (ticket(a) < ticket(b) ? -1 : 1));
    expect(rows).toEqual([
      { position: 1, candidateNo: '1', place: 'Cide Malmüdürlüğü', decidedBy: null },
      { position: 2, candidateNo: first, place: 'Tosya Malmüdürlüğü', decidedBy: 'HIZMET_SURESI' },
      { position: 3, candidateNo: second, place: null, decidedBy: 'KURA' },
    ]);
    expect([notEligible, lotCount]).toEqual([['4'], 1]);
  });

  test('repeats to the byte in any order of the file, and keeps every draw', async () => {
    const [one, two] = [await createRound(), await createRound()];
    await importRows(one, ROWS);
    await importRows(two, [...ROWS].reverse());
    const first = (await draw(one)).draw;
    expect((await draw(two)).draw.resultSha256).toBe(first.resultSha256);
    expect((await draw(one)).draw).toEqual(first);
    expect((await importRows(one, ROWS)).report).toMatchObject({ unchanged: 4 });
    await importRows(one, ['5;ORNEK-012;;10.08.2015;4100;1500;Tosya Malmüdürlüğü']);
    expect((await draw(one)).draw.draw).toBe(2);
    const { data } = await app.graphql<{ checkRelocationDraw: object }>(
      clerk,
      'query ($n: String!) { checkRelocationDraw(roundNumber: $n, draw: 1) { isSame recalculatedSha256 } }',
      { n: one },
    );
    expect(data.checkRelocationDraw).toEqual({ isSame: true, recalculatedSha256: first.resultSha256 });
  });

  test('the list names the seed, the method and the hash', async () => {
    const roundNumber = await createRound();
    await importRows(roundNumber, ROWS);
    const { resultSha256 } = (await draw(roundNumber)).draw;
    const { document } = await mutate<{ document: { downloadPath: string; status: string } }>(
      'writeRelocationList',
      { roundNumber },
      'document { downloadPath status }',
    );
    const response = await app.fetch(document.downloadPath, { headers: { authorization: `Bearer ${clerk}` } });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = plainText(bytes);
    for (const part of [SEED, 'SHA-256(tohum|amaç|kimlik)', resultSha256, 'Deniz KURGU', 'kura ile', 'yerleşmedi'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(lintDocx(bytes, {})).toEqual([]);
  });
});

interface ListPage {
  relocationList: {
    nodes: { candidateNo: string; fullName: string; place: string | null; ticket: string | null }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  } | null;
}
const LIST = `query ($n: String!, $first: Int, $after: String, $isPlaced: Boolean, $place: String) {
  relocationList(roundNumber: $n, first: $first, after: $after, isPlaced: $isPlaced, place: $place) {
    nodes { candidateNo fullName place ticket } pageInfo { hasNextPage endCursor }
  }
}`;
async function listOf(variables: object, token = reader): Promise<ListPage['relocationList']> {
  const { data, errors } = await app.graphql<ListPage>(token, LIST, variables as never);
  expect(errors).toBeUndefined();
  return data.relocationList;
}

describe('the list over the API', () => {
  test('readers see it once it is announced, and no more when the document is withdrawn', async () => {
    const n = await createRound();
    await importRows(n, ROWS);
    await draw(n);
    expect(await listOf({ n })).toBeNull();
    expect((await listOf({ n }, clerk))?.nodes).toHaveLength(3);
    const { document } = await mutate<{ document: { downloadPath: string } }>(
      'writeRelocationList',
      { roundNumber: n },
      'document { downloadPath }',
    );
    const announced = await listOf({ n });
    expect(announced?.nodes.map((r) => r.fullName)).toContain('Deniz KURGU');
    // A later draw is a draft: readers stay with the announced one.
    await importRows(n, ['5;ORNEK-012;;10.08.2015;9000;1500;Tosya Malmüdürlüğü']);
    await draw(n);
    expect((await listOf({ n }))?.nodes).toEqual(announced?.nodes);
    expect((await listOf({ n }, clerk))?.nodes[0]?.candidateNo).toBe('5');
    const { graph } = openScope(app.services, SERVER_ACTOR);
    const id = document.downloadPath.split('/').at(-1) ?? '';
    await withdrawDocument({ ...graph, actor: SERVER_ACTOR }, { id, reason: 'Başvuru düzeltildi.' });
    expect(await listOf({ n })).toBeNull();
  });

  test('pages, filters, and shows the tickets that anybody can recompute', async () => {
    const n = await createRound();
    await importRows(n, ROWS);
    await draw(n);
    const first = await listOf({ n, first: 1 }, clerk);
    expect(first).toMatchObject({ nodes: [{ candidateNo: '1', ticket: null }], pageInfo: { hasNextPage: true } });
    const second = await listOf({ n, first: 2, after: first?.pageInfo.endCursor }, clerk);
    const ticket = (id: string): string => createHash('sha256').update(`${SEED}|IL_ICI 2026-09-30|${id}`).digest('hex');
    expect(second?.nodes.map((r) => r.ticket)).toEqual(['2', '3'].map(ticket).sort());
    expect((await listOf({ n, isPlaced: false }, clerk))?.nodes).toEqual([second?.nodes[1]]);
    expect((await listOf({ n, place: 'Cide Malmüdürlüğü' }, clerk))?.nodes).toEqual(first?.nodes);
  });

  test('rounds by kind, newest first; applicants only for their officers', async () => {
    const n = await createRound();
    await importRows(n, ROWS);
    const text = `query ($kind: RelocationRoundKind) { relocationRounds(kind: $kind, first: 2) {
      nodes { roundNumber applicantCount draws { draw } }
    } }`;
    interface Rounds {
      relocationRounds: { nodes: { roundNumber: string; applicantCount: number }[] };
    }
    const inside = await app.graphql<Rounds>(reader, text, { kind: 'IL_ICI' });
    expect(inside.data.relocationRounds.nodes[0]).toEqual({ roundNumber: n, applicantCount: 4, draws: [] });
    const outside = await app.graphql<Rounds>(reader, text, { kind: 'ILLER_ARASI' });
    expect(outside.data.relocationRounds.nodes).toEqual([]);
    const applicants = `{ relocationApplicants(roundNumber: "${n}", first: 2) { nodes { candidateNo since preferences } } }`;
    const { data } = await app.graphql<{ relocationApplicants: { nodes: object[] } }>(clerk, applicants);
    expect(data.relocationApplicants.nodes[1]).toEqual({
      candidateNo: '2',
      since: '2019-02-25',
      preferences: ['Cide Malmüdürlüğü', 'Tosya Malmüdürlüğü'],
    });
    const { errors } = await app.graphql(reader, applicants);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('lengths left open are counted from the record (m.32)', async () => {
    const n = await createRound();
    expect((await importRows(n, ['1;ORNEK-006;;;;;Cide Malmüdürlüğü'])).report).toMatchObject({ inserted: 1 });
    const { data } = await app.graphql(
      clerk,
      `{ relocationApplicants(roundNumber: "${n}") { nodes { since serviceDays kadroDays } } }`,
    );
    expect(data).toMatchObject({
      relocationApplicants: { nodes: [{ since: '2014-03-17', serviceDays: 4513, kadroDays: 4513 }] },
    });
  });
});

const MANAGERS = {
  name: '2026 Bölge Hizmeti',
  kind: 'BOLGE_HIZMETI',
  on: '2026-05-31',
  seed: SEED,
  places: [
    { name: 'Cide İlçe MEM', count: 1, il: 'Kastamonu', ilce: 'Cide' },
    { name: 'Saray İlçe MEM', count: 1, il: 'Van', ilce: 'Saray' },
  ],
};
const MANAGER_HEAD =
  'adayNo;sicilNo;adSoyad;il;ilce;tamamlananBolgeler;gorevYapilanBolgeler;bolgeGunu;puan;belgeler;yoneticilikGunu;bakanlikGunu;tercihler';
const MANAGER_ROWS = [
  '1;;Deniz KURGU;Adana;;2|3;-;1900;90,5;;2000;3000;Saray İlçe MEM',
  '2;;Umut KURGU;Adana;;2|3|4;-;1900;90.5;;2500;3000;Saray İlçe MEM',
  '3;;Can KURGU;Adana;;2|3|4;-;1900;40;;2500;3000;',
];
const importManagers = async (roundNumber: string, rows: readonly string[]): Promise<Imported['report']> =>
  (await importRows(roundNumber, rows, MANAGER_HEAD)).report;

describe('a recorded round of managers', () => {
  test('ranks by score and service, draws for the rest, lists and repeats (m.29)', async () => {
    const n = await createRound(MANAGERS);
    expect(await importManagers(n, MANAGER_ROWS)).toMatchObject({ inserted: 3, refusals: [] });
    expect(await importManagers(n, MANAGER_ROWS)).toMatchObject({ unchanged: 3 });
    const { resultSha256 } = (await draw(n)).draw;
    const { data } = await app.graphql(
      clerk,
      `query ($n: String!) {
        relocationDraw(roundNumber: $n) {
          rows { candidateNo status place region decidedBy } notEligible lotCount warnings { code } }
        checkRelocationDraw(roundNumber: $n) { isSame recalculatedSha256 }
        relocationRound(roundNumber: $n) { kind places { name il ilce } }
      }`,
      { n },
    );
    expect(data).toEqual({
      relocationDraw: {
        // Both wish Saray; only the region of Cide is open to the lot of the first, none to that of the third.
        rows: [
          { candidateNo: '2', status: 'TERCIHINE', place: 'Saray İlçe MEM', region: 5, decidedBy: null },
          { candidateNo: '1', status: 'KURAYLA', place: 'Cide İlçe MEM', region: 4, decidedBy: 'YONETICILIK' },
          { candidateNo: '3', status: 'YERLESEMEDI', place: null, region: null, decidedBy: 'PUAN' },
        ],
        notEligible: [],
        lotCount: 1,
        warnings: [],
      },
      checkRelocationDraw: { isSame: true, recalculatedSha256: resultSha256 },
      relocationRound: {
        kind: 'BOLGE_HIZMETI',
        places: MANAGERS.places.map(({ name, il, ilce }) => ({ name, il, ilce })),
      },
    });
    const { document } = await mutate<{ document: { downloadPath: string } }>(
      'writeRelocationList',
      { roundNumber: n },
      'document { downloadPath }',
    );
    const response = await app.fetch(document.downloadPath, { headers: { authorization: `Bearer ${clerk}` } });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = plainText(bytes);
    for (const part of [SEED, resultSha256, 'yöneticilik süresiyle, kura ile', '90,5', 'MEB Yön. m.29', 'yerleşmedi'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(lintDocx(bytes, {})).toEqual([]);
    const ticket = createHash('sha256').update(`${SEED}|BOLGE_HIZMETI 2026-05-31|1`).digest('hex');
    expect((await listOf({ n, place: 'Cide İlçe MEM' }))?.nodes).toEqual([
      { candidateNo: '1', fullName: 'Deniz KURGU', place: 'Cide İlçe MEM', ticket },
    ]);
  });

  test('half of the term is asked for a voluntary move; equals who wish one place are named (m.31)', async () => {
    const n = await createRound({ ...MANAGERS, kind: 'ISTEGE_BAGLI_YONETICI', on: '2026-06-30' });
    const equal = (no: number): string => `${no};;Can KURGU;Adana;;-;-;1080;40;;2500;3000;Saray İlçe MEM`;
    const rows = [equal(1), equal(2), '3;;Can KURGU;Adana;;-;-;1079;40;;2500;3000;Saray İlçe MEM'];
    expect(await importManagers(n, rows)).toMatchObject({ inserted: 3 });
    await draw(n);
    const { data } = await app.graphql(
      clerk,
      'query ($n: String!) { relocationDraw(roundNumber: $n) { rows { candidateNo } notEligible lotCount warnings { code } } }',
      { n },
    );
    expect(data).toMatchObject({
      relocationDraw: { notEligible: ['3'], lotCount: 0, warnings: [{ code: 'ESIT' }, { code: 'ESIT_YERLESTIRME' }] },
    });
  });

  test('what a row leaves open is counted from the record', async () => {
    await registerManager(app, 'Cizre İlçe Millî Eğitim Müdürlüğü');
    const n = await createRound(MANAGERS);
    const refused = await importManagers(n, ['4;YONETICI-1;;;;;;;;;;;', '5;ORNEK-006;;;;;;;;-;;;']);
    expect(refused.refusals.map((r) => r.reason)).toEqual([
      expect.stringContaining('Başarı belgeleri ve ödüller'),
      expect.stringContaining('bölge hizmetine tabi bir unvan değil'),
    ]);
    const row = '4;YONETICI-1;;;;;;;;basari_tesekkur:2;;;Saray İlçe MEM';
    expect(await importManagers(n, [row])).toMatchObject({ inserted: 1, refusals: [] });
    const { data } = await app.graphql(
      clerk,
      `{ relocationApplicants(roundNumber: "${n}") { nodes { since fullName manager {
        il ilce completed served regionDays score managerDays ministryDays } } } }`,
    );
    const facts = { regionDays: 1710, score: '117.78', managerDays: 3855, ministryDays: 6375 };
    const manager = { il: 'ADANA', ilce: 'Feke', completed: [4], served: [1, 3], ...facts };
    expect(data).toEqual({ relocationApplicants: { nodes: [{ since: null, fullName: 'Deniz KURGU', manager }] } });
  });

  test.each([
    ['9;;Can KURGU;;;-;-;1;1;;1;1;', 'il'],
    ['9;;Can KURGU;Adana;Mars;-;-;1;1;;1;1;', 'ilce'],
    ['9;;Can KURGU;Adana;;;-;1;1;;1;1;', 'tamamlananBolgeler'],
    ['9;;Can KURGU;Adana;;-;6;1;1;;1;1;', 'gorevYapilanBolgeler'],
    ['9;;Can KURGU;Adana;;-;-;bir;1;;1;1;', 'bolgeGunu'],
    ['9;;Can KURGU;Adana;;-;-;1;;;1;1;', 'puan'],
    ['9;;Can KURGU;Adana;;-;-;1;çok;;1;1;', 'puan'],
    ['9;YONETICI-1;;;;;;;;iki;;;', 'belgeler'],
    ['9;;Can KURGU;Adana;;-;-;1;1;;1;1;Saray İlçe MEM', 'tercihler'],
  ])('%s is refused at %s', async (row, field) => {
    const report = await importManagers(await createRound(MANAGERS), [row, MANAGER_ROWS[0] ?? '']);
    expect(report).toMatchObject({ inserted: 1, refused: 1, refusals: [{ row: 2, field }] });
  });

  test('posts of managers need their province, places of staff none', async () => {
    const nowhere = { ...MANAGERS, places: [{ name: 'Cide', count: 1 }] };
    const mars = { ...MANAGERS, places: [{ name: 'Cide', count: 1, il: 'Mars' }] };
    for (const round of [nowhere, mars, { ...ROUND, places: MANAGERS.places }])
      expect((await mutate('createRelocationRound', round, 'round { name }')).__typename).toBe('ValidationError');
  });
});

describe('bad input and rights', () => {
  test.each([
    ['9;ORNEK-999;;17.03.2014;1;1;', 'sicilNo'],
    ['9;;;17.03.2014;1;1;', 'adSoyad'],
    ['9;;Deniz KURGU;31.02.2014;1;1;', 'kesintisizBaslama'],
    ['9;;Deniz KURGU;17.03.2014;bir;1;', 'hizmetGunu'],
    ['9;;Deniz KURGU;17.03.2014;1;;', 'kadroGunu'],
    ['9;;Deniz KURGU;17.03.2014;1;1;Mars', 'tercihler'],
    [';;Deniz KURGU;17.03.2014;1;1;', 'adayNo'],
  ])('%s is refused at %s', async (row, field) => {
    const { report } = await importRows(await createRound(), [row, ROWS[0] ?? '']);
    expect(report).toMatchObject({ inserted: 1, refused: 1, refusals: [{ row: 2, field }] });
  });

  test('a short seed, a place twice, a draw without applicants', async () => {
    for (const changes of [{ seed: 'kısa' }, { places: [...ROUND.places, ...ROUND.places] }])
      expect((await mutate('createRelocationRound', { ...ROUND, ...changes }, 'round { name }')).__typename).toBe(
        'ValidationError',
      );
    const roundNumber = await createRound();
    expect((await draw(roundNumber)).message).toContain('başvuru yok');
    expect((await mutate('writeRelocationList', { roundNumber }, 'document { id }')).__typename).toBe('NotFoundError');
    expect((await draw('Y-1999-0001')).__typename).toBe('NotFoundError');
  });

  test('other services and readers act on none', async () => {
    const roundNumber = await createRound();
    for (const token of [reader, await app.token(['servis-gorevlisi@mali'])]) {
      expect((await mutate('createRelocationRound', ROUND, 'round { name }', token)).__typename).toBe('ForbiddenError');
      expect((await mutate('drawRelocationRound', { roundNumber }, DRAW, token)).__typename).toBe('ForbiddenError');
      const { errors } = await app.graphql(token, `{ relocationDraw(roundNumber: "${roundNumber}") { lotCount } }`);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const { data } = await app.graphql<{ relocationRound: { seed: string } }>(
      reader,
      `{ relocationRound(roundNumber: "${roundNumber}") { seed } }`,
    );
    expect(data.relocationRound.seed).toBe(SEED);
  });
});
