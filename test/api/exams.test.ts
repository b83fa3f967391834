import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lintDocx, withdrawDocument } from '../../src/documents/index.ts';
import { openScope, SERVER_ACTOR } from '../../src/server/scope.ts';
import { plainText } from '../documents/docx-text.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';

let app: TestApp;
let clerk: string;
let other: string;
let reader: string;
beforeAll(async () => {
  app = await openTestApp();
  clerk = await app.token(['servis-gorevlisi@kadro-egitim'], 'ORNEK-010');
  other = await app.token(['servis-gorevlisi@mali'], 'ORNEK-012');
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
      ... on ValidationError { issues { path } }
    } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data[field] as Payload & T;
}

async function query<T>(text: string, variables: object = {}, token = clerk): Promise<T> {
  const { data, errors } = await app.graphql<T>(token, text, variables as never);
  expect(errors).toBeUndefined();
  return data;
}

const EXAM = {
  name: '2026 Yılı Görevde Yükselme Sınavı',
  kind: 'GOREVDE_YUKSELME',
  applicationsEndOn: '2026-03-31',
  writtenOn: '2026-05-10',
  posts: [
    {
      unvan: 'Şef',
      places: [
        { name: 'Personel Müdürlüğü', count: 1 },
        { name: 'Tosya Malmüdürlüğü', count: 1 },
      ],
    },
  ],
  commission: [
    { ad: 'Nermin', soyad: 'ÖZGÜR', unvan: 'Komisyon Başkanı' },
    { ad: 'Selçuk', soyad: 'AĞAOĞLU', unvan: 'Üye' },
  ],
};

interface Created {
  exam: { id: string; examNumber: string; version: number };
}
async function createExam(changes: object = {}): Promise<string> {
  const { exam } = await mutate<Created>('createExam', { ...EXAM, ...changes }, 'exam { id examNumber version }');
  return exam.examNumber;
}

interface Imported {
  report: {
    rowsRead: number;
    inserted: number;
    updated: number;
    unchanged: number;
    refused: number;
    refusals: { row: number; field: string; reason: string }[];
  };
}
const REPORT = 'report { rowsRead inserted updated unchanged refused refusals { row field reason } }';
const importCsv = (examNumber: string, csv: string, token = clerk): Promise<Payload & Imported> =>
  mutate<Imported>('importExamCandidates', { examNumber, csv }, REPORT, token);

/** Five members who all give the same: 20 15 15 15 20 15 are the maxima. */
const oral = (marks: string): string => Array.from({ length: 5 }, () => marks).join('|');
const CANDIDATES = [
  'adayNo;sicilNo;adSoyad;unvan;birim;yazili;hizmetGunu;ogrenim;mezuniyetNotu;tercihler;tercihDisi',
  '101;ORNEK-006;;;;92,5;;;78;Personel Müdürlüğü|Tosya Malmüdürlüğü;evet',
  '102;ORNEK-010;;;;88;;;81;Personel Müdürlüğü;hayır',
  '103;;Deniz KURGU;Memur;Çankırı Defterdarlığı;88;2800;lisans;75;Personel Müdürlüğü|Tosya Malmüdürlüğü;hayır',
  '104;ORNEK-012;;;;59,99;;;70;;',
  '105;ORNEK-014;;;;;;;85;Tosya Malmüdürlüğü;',
].join('\n');
const ORAL = [
  'adayNo;sozlu',
  `101;${oral('18 13 13 13 18 13')}`,
  `102;${oral('20 15 15 15 20 7')}`,
  `103;${oral('19 14 14 14 19 12')}`,
].join('\n');

async function examWithMarks(): Promise<string> {
  const examNumber = await createExam();
  expect((await importCsv(examNumber, CANDIDATES)).report).toMatchObject({ inserted: 5, refused: 0 });
  expect((await importCsv(examNumber, ORAL)).report).toMatchObject({ updated: 3, refused: 0 });
  return examNumber;
}

interface Run {
  run: { run: number; resultSha256: string; inputSha256: string; candidates: number };
}
const RUN = 'run { run resultSha256 inputSha256 candidates }';
const calculate = (examNumber: string, stage = 'YERLESTIRME'): Promise<Payload & Run> =>
  mutate<Run>('calculateExamLists', { examNumber, stage }, RUN);

interface ListRow {
  position: number;
  candidateNo: string;
  fullName: string;
  written: string | null;
  score: string | null;
  status: string | null;
  place: string | null;
}
interface ListPage {
  examList: { nodes: ListRow[]; pageInfo: { hasNextPage: boolean; endCursor: string } } | null;
}
const LIST = `query ($examNumber: String!, $list: ExamList!, $first: Int, $after: String, $post: String) {
  examList(examNumber: $examNumber, list: $list, first: $first, after: $after, post: $post) {
    nodes { position candidateNo fullName written score status place }
    pageInfo { hasNextPage endCursor }
  }
}`;
const listOf = async (examNumber: string, list: string, token = clerk): Promise<ListRow[] | null> =>
  (await query<ListPage>(LIST, { examNumber, list, first: 50 }, token)).examList?.nodes ?? null;

describe('an exam as a record', () => {
  test('is numbered, found by number and by node id, and listed newest first', async () => {
    const [first, second] = [await createExam(), await createExam()];
    expect(first).toMatch(/^S-\d{4}-\d{4}$/);
    expect(second > first).toBe(true);
    const found = await query<{ examByNumber: { id: string; posts: { announced: number }[] } }>(
      'query ($n: String!) { examByNumber(examNumber: $n) { id name posts { unvan announced places { name count } } } }',
      { n: first },
    );
    expect(found.examByNumber.posts[0]?.announced).toBe(2);
    const node = await query<{ node: { examNumber: string } }>(
      'query ($id: ID!) { node(id: $id) { ... on Exam { examNumber } } }',
      { id: found.examByNumber.id },
      reader,
    );
    expect(node.node.examNumber).toBe(first);
    const page = await query<{ exams: { nodes: { examNumber: string }[] } }>(
      '{ exams(first: 2) { nodes { examNumber } } }',
    );
    expect(page.exams.nodes.map((e) => e.examNumber)).toEqual([second, first]);
  });

  test('is corrected by version', async () => {
    const examNumber = await createExam();
    const change = { examNumber, expectedVersion: 1, oralOn: '2026-06-20', announcedOn: '2026-04-11' };
    const fields = 'exam { oralOn version calendar { key on latestOn isMet article } }';
    const { exam } = await mutate<{ exam: { calendar: object[] } & Record<string, unknown> }>(
      'updateExam',
      change,
      fields,
    );
    expect(exam).toMatchObject({ oralOn: '2026-06-20', version: 2 });
    // Announced less than a month before the written exam of 10 May.
    expect(exam.calendar[0]).toEqual({
      key: 'DUYURU',
      on: '2026-04-11',
      latestOn: '2026-04-10',
      isMet: false,
      article: 'MEB Yön. m.10/1',
    });
    expect((await mutate('updateExam', change, 'exam { version }')).__typename).toBe('ConflictError');
  });

  test.each([
    [{ posts: [] }, 'posts'],
    [{ posts: [EXAM.posts[0], EXAM.posts[0]] }, 'posts.1.unvan'],
    [{ posts: [{ unvan: 'Şef', places: [{ name: 'A', count: 0 }] }] }, 'posts.0.places.0.count'],
    [{ name: '  ' }, 'name'],
    [{ commission: Array.from({ length: 6 }, () => EXAM.commission[0]) }, 'commission'],
  ])('%j is refused', async (changes, path) => {
    const refused = await mutate<{ issues: { path: string }[] }>('createExam', { ...EXAM, ...changes }, 'exam { id }');
    expect(refused.issues.map((i) => i.path)).toContain(path);
  });
});

describe('import of candidates and marks', () => {
  test('people on record bring name, unit, service and education; outsiders their own', async () => {
    const examNumber = await examWithMarks();
    const { examCandidates } = await query<{ examCandidates: { nodes: Record<string, unknown>[] } }>(
      `query ($n: String!) { examCandidates(examNumber: $n) { nodes { candidateNo sicilNo fullName unit title post serviceDays education written oral } } }`,
      { n: examNumber },
    );
    expect(examCandidates.nodes[0]).toMatchObject({
      candidateNo: '101',
      fullName: 'Ayşe Nur IŞIK',
      unit: 'Personel Müdürlüğü',
      post: 'Şef',
      // 17.03.2014–31.03.2026 in 30/360, the 31st counting as the 30th.
      serviceDays: 12 * 360 + 13,
      education: 'LISANS',
      written: '92.5',
    });
    expect(examCandidates.nodes[2]).toMatchObject({ sicilNo: null, fullName: 'Deniz KURGU', serviceDays: 2800 });
    expect(examCandidates.nodes[4]).toMatchObject({ written: null, oral: null });
  });

  test('repeating changes nothing; a changed mark updates one', async () => {
    const examNumber = await examWithMarks();
    expect((await importCsv(examNumber, CANDIDATES)).report).toMatchObject({ unchanged: 5, inserted: 0, updated: 0 });
    expect((await importCsv(examNumber, 'adayNo,yazili\n102,90')).report).toMatchObject({ rowsRead: 1, updated: 1 });
  });

  test.each([
    ['101;ORNEK-999;;80;;70;', 'sicilNo', /personel kaydı yok/],
    ['101;;;80;3000;70;', 'adSoyad', /adını ve soyadını/],
    ['101;;Deniz KURGU;101;3000;70;', 'yazili', /tam puandan/],
    ['101;;Deniz KURGU;seksen;3000;70;', 'yazili', /sayı yazın/],
    ['101;;Deniz KURGU;80;;70;', 'hizmetGunu', /kayıttan sayılamıyor/],
    ['101;;Deniz KURGU;80;3000;;', 'mezuniyetNotu', /Mezuniyet notunu/],
    ['101;;Deniz KURGU;80;3000;70;Mars', 'tercihler', /ilan edilen yerler arasında yok/],
    [';;Deniz KURGU;80;3000;70;', 'adayNo', /Aday numarasını/],
  ])('%s is refused at %s', async (row, field, reason) => {
    const examNumber = await createExam();
    const csv = `adayNo;sicilNo;adSoyad;yazili;hizmetGunu;mezuniyetNotu;tercihler;ogrenim\n${row};lisans\n201;ORNEK-006;;80;;70;;`;
    const { report } = await importCsv(examNumber, csv);
    expect(report).toMatchObject({ rowsRead: 2, inserted: 1, refused: 1 });
    expect(report.refusals[0]).toMatchObject({ row: 2, field, reason: expect.stringMatching(reason) });
  });

  test('oral marks above a topic, doubled numbers and a person twice are refused', async () => {
    const examNumber = await examWithMarks();
    const { report } = await importCsv(
      examNumber,
      `adayNo;sicilNo;sozlu;mezuniyetNotu\n101;;${oral('21 15 15 15 20 15')};70\n101;;;70\n301;ORNEK-006;;70`,
    );
    expect(report.refusals.map((r) => [r.row, r.field])).toEqual([
      [3, 'adayNo'],
      [2, 'sozlu'],
      [4, 'sicilNo'],
    ]);
  });

  test('a file that is none is refused as a whole', async () => {
    const examNumber = await createExam();
    for (const csv of ['ad;soyad\nA;B', 'adayNo;renk\n1;mavi', 'adayNo;adSoyad\n1;"açık'])
      expect((await importCsv(examNumber, csv)).__typename).toBe('ValidationError');
    expect((await importCsv('S-1999-0001', CANDIDATES)).__typename).toBe('NotFoundError');
  });
});

describe('lists', () => {
  test('call, success and placement follow the marks', async () => {
    const examNumber = await examWithMarks();
    expect((await calculate(examNumber)).run).toMatchObject({ run: 1, candidates: 5 });
    expect((await listOf(examNumber, 'CAGRI'))?.map((r) => [r.position, r.candidateNo])).toEqual([
      [1, '101'],
      [2, '102'],
      [2, '103'],
    ]);
    expect((await listOf(examNumber, 'BASARI'))?.map((r) => [r.candidateNo, r.score])).toEqual([
      ['101', '90.25'],
      ['103', '90'],
      ['102', '90'],
    ]);
    expect((await listOf(examNumber, 'YERLESTIRME'))?.map((r) => [r.candidateNo, r.status, r.place])).toEqual([
      ['101', 'YERLESTI', 'Personel Müdürlüğü'],
      ['103', 'YERLESTI', 'Tosya Malmüdürlüğü'],
      ['102', 'ATANAMAZ', null],
    ]);
  });

  test('pages give every row once', async () => {
    const examNumber = await examWithMarks();
    await calculate(examNumber);
    const numbers: string[] = [];
    let after: string | null = null;
    do {
      const { examList }: ListPage = await query<ListPage>(LIST, { examNumber, list: 'BASARI', first: 2, after });
      numbers.push(...(examList?.nodes.map((n) => n.candidateNo) ?? []));
      after = examList?.pageInfo.hasNextPage ? examList.pageInfo.endCursor : null;
    } while (after !== null);
    expect(numbers).toEqual(['101', '103', '102']);
  });

  test('the same marks in another order give the same bytes, and nothing new is stored', async () => {
    const examNumber = await examWithMarks();
    const first = (await calculate(examNumber)).run;
    expect((await calculate(examNumber)).run).toEqual(first);
    const second = await createExam();
    const [head = '', ...rows] = CANDIDATES.split('\n');
    await importCsv(second, [head, ...rows.reverse()].join('\n'));
    await importCsv(second, ORAL);
    expect((await calculate(second)).run.resultSha256).toBe(first.resultSha256);
    await importCsv(examNumber, 'adayNo,yazili\n103,91');
    expect((await calculate(examNumber)).run).toMatchObject({ run: 2 });
    const check = await query<{ checkExamRun: { isSame: boolean; run: { run: number } } }>(
      'query ($n: String!) { checkExamRun(examNumber: $n, run: 1) { isSame recalculatedSha256 run { run resultSha256 } } }',
      { n: examNumber },
    );
    expect(check.checkExamRun).toMatchObject({
      isSame: true,
      recalculatedSha256: first.resultSha256,
      run: { run: 1, resultSha256: first.resultSha256 },
    });
  });

  test('keep their reasoning with articles and parameters', async () => {
    const examNumber = await examWithMarks();
    await calculate(examNumber);
    const { examReasoning } = await query<{
      examReasoning: { trace: { article: string; parameters: { name: string; value: string }[] }[] };
    }>(
      'query ($n: String!) { examReasoning(examNumber: $n) { trace { label article result parameters { name value from source } } warnings { code } } }',
      {
        n: examNumber,
      },
    );
    expect(examReasoning.trace.map((s) => s.article)).toContain('MEB Yön. m.16/1');
    const names = examReasoning.trace.flatMap((s) => s.parameters.map((p) => p.name));
    expect(names).toContain('gorevde-yukselme-sozlu-cagri-kati');
  });

  test('an oral mark of somebody not called stops the calculation and names the candidate', async () => {
    const examNumber = await examWithMarks();
    await importCsv(examNumber, `adayNo;sozlu\n104;${oral('18 13 13 13 18 13')}`);
    const refused = await calculate(examNumber);
    expect(refused.__typename).toBe('ValidationError');
    expect(refused.message).toContain('104 sözlü sınava çağrılmadı');
  });

  test('a stage that was not reached, an exam without candidates', async () => {
    const examNumber = await createExam();
    expect((await calculate(examNumber)).message).toContain('aday yok');
    await importCsv(examNumber, CANDIDATES);
    await calculate(examNumber, 'CAGRI');
    expect(await listOf(examNumber, 'BASARI')).toBeNull();
    const refused = await mutate('writeExamLists', { examNumber, list: 'BASARI' }, 'documents { id }');
    expect(refused.message).toContain('bu aşamaya kadar');
  });

  test('several posts have lists of their own', async () => {
    const posts = [...EXAM.posts, { unvan: 'Memur', places: [{ name: 'Cide', count: 1 }] }];
    const examNumber = await createExam({ posts });
    const csv =
      'adayNo;sicilNo;kadro;yazili;mezuniyetNotu\n1;ORNEK-006;Şef;80;70\n2;ORNEK-010;Memur;90;70\n3;ORNEK-012;;90;70';
    expect((await importCsv(examNumber, csv)).report.refusals).toMatchObject([{ row: 4, field: 'kadro' }]);
    await calculate(examNumber, 'CAGRI');
    const { errors } = await app.graphql(clerk, LIST, { examNumber, list: 'CAGRI' });
    expect(errors?.[0]?.message).toContain('Sınavın kadrolarından birini yazın');
    const memur = await query<ListPage>(LIST, { examNumber, list: 'CAGRI', post: 'Memur' });
    expect(memur.examList?.nodes.map((n) => n.candidateNo)).toEqual(['2']);
    const written = await mutate<{ documents: unknown[] }>(
      'writeExamLists',
      { examNumber, list: 'CAGRI' },
      'documents { id }',
    );
    expect(written.documents).toHaveLength(2);
  });
});

interface Documents {
  documents: { kind: string; status: string; downloadPath: string }[];
}

describe('list documents', () => {
  test.each([
    [
      'CAGRI',
      'sozlu-sinav-cagri-listesi',
      ['SÖZLÜ SINAVA ÇAĞRI LİSTESİ', 'Deniz KURGU', '92,5', 'kesme puanı 88', 'üç katına kadar', 'Nermin ÖZGÜR'],
    ],
    ['BASARI', 'sinav-basari-listesi', ['90,25', 'hizmet süresiyle', '3 aday sıralandı, 0 aday']],
    ['YERLESTIRME', 'sinav-yerlestirme-listesi', ['Tosya Malmüdürlüğü', 'atanamaz', '2 aday yerleşti, 1 aday']],
  ])('%s', async (list, kind, texts) => {
    const examNumber = await examWithMarks();
    const { run } = await calculate(examNumber);
    const { documents } = await mutate<Documents>(
      'writeExamLists',
      { examNumber, list },
      'documents { kind status downloadPath }',
    );
    expect(documents).toMatchObject([{ kind, status: 'KESIN' }]);
    const response = await app.fetch(documents[0]?.downloadPath ?? '', {
      headers: { authorization: `Bearer ${reader}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = plainText(bytes);
    for (const part of [...texts, run.resultSha256, EXAM.name]) expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(lintDocx(bytes, {})).toEqual([]);
    const again = await mutate<Documents>('writeExamLists', { examNumber, list }, 'documents { sha256 }');
    expect(again.documents).toEqual([{ sha256: createHash('sha256').update(bytes).digest('hex') }]);
  });
});

describe('rights', () => {
  test('only the service that holds exams and administrators act', async () => {
    const examNumber = await examWithMarks();
    for (const token of [other, reader]) {
      expect((await mutate('createExam', EXAM, 'exam { id }', token)).__typename).toBe('ForbiddenError');
      expect((await importCsv(examNumber, CANDIDATES, token)).__typename).toBe('ForbiddenError');
      const lists = await mutate('calculateExamLists', { examNumber, stage: 'CAGRI' }, RUN, token);
      expect(lists.__typename).toBe('ForbiddenError');
      const { errors } = await app.graphql(token, `{ examCandidates(examNumber: "${examNumber}") { nodes { oral } } }`);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const administrator = await app.token(['yonetici']);
    expect((await mutate('createExam', EXAM, 'exam { id }', administrator)).__typename).toBe('CreateExamPayload');
  });

  test('readers see a list while its announcement stands, and no other', async () => {
    const examNumber = await examWithMarks();
    await calculate(examNumber);
    expect(await listOf(examNumber, 'CAGRI', reader)).toBeNull();
    const { documents } = await mutate<Documents>(
      'writeExamLists',
      { examNumber, list: 'CAGRI' },
      'documents { downloadPath }',
    );
    expect((await listOf(examNumber, 'CAGRI', reader))?.map((r) => r.candidateNo)).toEqual(['101', '102', '103']);
    expect(await listOf(examNumber, 'BASARI', reader)).toBeNull();
    await importCsv(examNumber, 'adayNo,yazili\n103,91');
    await calculate(examNumber);
    expect((await listOf(examNumber, 'CAGRI', reader))?.map((r) => r.written)).toEqual(['92.5', '88', '88']);
    const { graph } = openScope(app.services, SERVER_ACTOR);
    const id = documents[0]?.downloadPath.split('/').at(-1) ?? '';
    await withdrawDocument({ ...graph, actor: SERVER_ACTOR }, { id, reason: 'Puan düzeltildi.' });
    expect(await listOf(examNumber, 'CAGRI', reader)).toBeNull();
  });

  test('the EBYS machine and strangers see nothing', async () => {
    const machine = await app.token(['ebys']);
    for (const token of [machine, null]) {
      const { data } = await app.graphql<{ exams: null }>(token, '{ exams { nodes { examNumber } } }');
      expect(data.exams).toBeNull();
    }
  });
});

const ELIGIBILITY = `query ($n: String!, $state: ExamEligibilityState) {
  examCandidates(examNumber: $n, first: 50, eligibility: $state) {
    nodes { candidateNo eligibility { state recordState reasons decision { isEligible reason } } }
  }
}`;
interface Checked {
  examCandidates: {
    nodes: {
      candidateNo: string;
      eligibility: { state: string; recordState: string; reasons: string[]; decision: object | null } | null;
    }[];
  };
}
const eligibilityOf = async (n: string, state: string | null = null) =>
  (await query<Checked>(ELIGIBILITY, { n, state })).examCandidates.nodes;

describe('eligibility of the candidates (m.6, 11; 68/B)', () => {
  const PROGRESS = 'progress { checked total after eligible notEligible unclear }';
  interface Progress {
    progress: { checked: number; total: number; after: string | null; eligible: number };
  }
  const withDegree = { posts: [{ ...EXAM.posts[0], derece: 3 }] };
  const ROWS = [
    'adayNo;sicilNo;adSoyad;yazili;hizmetGunu;ogrenim;mezuniyetNotu',
    '101;ORNEK-006;;90;;;78',
    '102;ORNEK-024;;95;375;lisans;70',
    '103;;Deniz KURGU;88;2800;lisans;75',
  ].join('\n');

  test('goes through all in steps, and names what fails and what lacks', async () => {
    const n = await createExam(withDegree);
    expect((await importCsv(n, ROWS)).report).toMatchObject({ inserted: 3, refused: 0 });
    expect((await eligibilityOf(n)).map((c) => c.eligibility)).toEqual([null, null, null]);
    const first = await mutate<Progress>('checkExamEligibility', { examNumber: n, limit: 2 }, PROGRESS);
    expect(first.progress).toMatchObject({ checked: 2, total: 3, after: '102', eligible: 1 });
    const { after } = first.progress;
    const second = await mutate<Progress>('checkExamEligibility', { examNumber: n, after, limit: 2 }, PROGRESS);
    expect(second.progress).toMatchObject({ checked: 1, after: null });
    const found = await eligibilityOf(n);
    expect(found.map((c) => c.eligibility?.state)).toEqual(['UYGUN', 'UYGUN_DEGIL', 'EKSIK_BILGI']);
    expect(found[1]?.eligibility?.reasons.join(' ')).toContain('MEB Yön. m.11/3: Aday memur başvuramaz.');
    expect(found[2]?.eligibility?.reasons[0]).toContain('personel kaydı yok');
    expect((await eligibilityOf(n, 'UYGUN_DEGIL')).map((c) => c.candidateNo)).toEqual(['102']);
  });

  test('without the degree of the post 68/B stays open', async () => {
    const n = await createExam();
    await importCsv(n, ROWS);
    await mutate('checkExamEligibility', { examNumber: n }, PROGRESS);
    const [first] = await eligibilityOf(n);
    expect(first?.eligibility).toMatchObject({
      state: 'EKSIK_BILGI',
      reasons: [expect.stringContaining('68/B süresi denetlenmedi')],
    });
  });

  test('a certificate that no registry holds is asked for, not denied', async () => {
    const n = await createExam({ posts: [{ ...EXAM.posts[0], unvan: 'Bilgisayar İşletmeni', derece: 9 }] });
    await importCsv(n, 'adayNo;sicilNo;yazili;mezuniyetNotu\n1;ORNEK-018;80;70');
    await mutate('checkExamEligibility', { examNumber: n }, PROGRESS);
    const [only] = await eligibilityOf(n);
    expect(only?.eligibility?.state).toBe('EKSIK_BILGI');
    expect(only?.eligibility?.reasons.join(' ')).toMatch(/m\.6\/2-f-3.*bilgisayar/is);
  });

  test('the commission overrides with a reason, a new check keeps it, lists leave out who is not eligible', async () => {
    const n = await createExam(withDegree);
    await importCsv(n, ROWS);
    await mutate('checkExamEligibility', { examNumber: n }, PROGRESS);
    await calculate(n, 'CAGRI');
    expect((await listOf(n, 'CAGRI'))?.map((r) => r.candidateNo)).toEqual(['101', '103']);
    const decide = (candidateNo: string, isEligible: boolean, reason: string, token = clerk) =>
      mutate(
        'decideExamEligibility',
        { examNumber: n, candidateNo, isEligible, reason },
        'eligibility { state recordState decision { reason } }',
        token,
      );
    expect(await decide('102', true, 'Asıl memurluk onayı görüldü.')).toMatchObject({
      eligibility: { state: 'UYGUN', recordState: 'UYGUN_DEGIL' },
    });
    await decide('103', false, 'Başka kurumun personeli (m.11/3).');
    await mutate('checkExamEligibility', { examNumber: n }, PROGRESS);
    expect((await eligibilityOf(n)).map((c) => c.eligibility?.state)).toEqual(['UYGUN', 'UYGUN', 'UYGUN_DEGIL']);
    await calculate(n, 'CAGRI');
    expect((await listOf(n, 'CAGRI'))?.map((r) => r.candidateNo)).toEqual(['102', '101']);
    expect((await decide('102', true, '')).__typename).toBe('ValidationError');
    expect((await decide('999', true, 'Belge görüldü.')).__typename).toBe('NotFoundError');
    expect((await decide('102', true, 'Belge görüldü.', other)).__typename).toBe('ForbiddenError');
  });
});
