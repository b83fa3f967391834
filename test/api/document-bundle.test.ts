import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditLines } from '../../src/database/index.ts';
import { createApp } from '../../src/server/app.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { zipParts } from '../ebys/zip-parts.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';
import { type Office, openOffice } from '../helpers/office.ts';

interface Made {
  readonly id: string;
  readonly caseNumber: string;
  readonly kind: string;
  readonly downloadPath: string;
  readonly fileName: string;
  readonly sha256: string;
}

let app: TestApp;
let office: Office;
let server: Listening;
let letters: Made[];
let discipline: Made;
let admin: string;
beforeAll(async () => {
  app = await openTestApp();
  office = openOffice(app);
  server = await listen(createApp(app.services), { host: '127.0.0.1', port: 0 });
  admin = await office.tokenOf('yonetici');
  const { caseNumber } = await office.open('atama-2828-3713-4046', 'ORNEK-021');
  letters = [await draft('atama-2828-3713-4046', caseNumber), await draft('atama-2828-3713-4046', caseNumber)];
  const other = await office.open('disiplin-isleri', 'ORNEK-005');
  discipline = await draft('disiplin-isleri', other.caseNumber);
});
afterAll(async () => {
  await server.stop();
  await app.close();
});

/** The first letter of a process, as a draft. */
async function draft(process: string, caseNumber: string): Promise<Made> {
  const found = app.services.rules.catalog.processes.find(({ id }) => id === process);
  const kind = found?.steps.find((step) => step.document)?.document?.key;
  const { data } = await app.graphql<{ generateDocument: { document?: Made; message?: string } }>(
    await office.tokenOf('servis-gorevlisi', found?.service),
    `mutation ($input: GenerateDocumentInput!) { generateDocument(input: $input) { ... on Error { message }
      ... on GenerateDocumentPayload { document { id caseNumber kind downloadPath fileName sha256 } } } }`,
    { input: { caseNumber, kind, allowGaps: true } },
  );
  if (!data.generateDocument.document) throw new Error(data.generateDocument.message ?? 'no document');
  return data.generateDocument.document;
}

const ask = (query: string, token: string | null, signal?: AbortSignal): Promise<Response> =>
  fetch(`${server.url}/documents.zip${query}`, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    ...(signal ? { signal } : {}),
  });

async function filesOf(query: string, token: string): Promise<Map<string, Buffer>> {
  const response = await ask(query, token);
  if (response.status !== 200) throw new Error(await response.text());
  return zipParts(Buffer.from(await response.arrayBuffer()));
}

async function refusalOf(query: string, token: string | null): Promise<{ status: number; message: string }> {
  const response = await ask(query, token);
  const { errors } = (await response.json()) as { errors: { message: string }[] };
  return { status: response.status, message: errors[0]?.message ?? '' };
}

const plainId = ({ downloadPath }: Made): string => downloadPath.split('/').at(-1) ?? '';
const hashOf = (bytes: Uint8Array | undefined): string =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');

describe('many documents in one ZIP', () => {
  test('hold what single downloads give, under Turkish names, with a table of contents at the end', async () => {
    const [first, second] = letters;
    if (!first || !second) throw new Error('no letters');
    const response = await ask(`?case=${first.caseNumber}`, admin);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="belgeler-${first.caseNumber}.zip"`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const files = zipParts(bytes);
    const names = [
      `${first.caseNumber}/${first.fileName}`,
      `${first.caseNumber}/${second.fileName.replace('.docx', ' (2).docx')}`,
    ];
    expect([...files.keys()]).toEqual([...names, 'icindekiler.csv']);
    expect(first.fileName).toMatch(/[ığşİÜöç]/u);
    for (const [i, letter] of letters.entries()) {
      const single = await app.fetch(letter.downloadPath, { headers: { authorization: `Bearer ${admin}` } });
      expect(files.get(names[i] ?? '')?.equals(Buffer.from(await single.arrayBuffer()))).toBe(true);
    }
    const lines = letters.map(
      ({ caseNumber, kind, sha256 }, i) => `${caseNumber};${kind};${i + 1};TASLAK;;${names[i]};${sha256}`,
    );
    expect(files.get('icindekiler.csv')?.toString().split('\r\n')).toEqual([
      '\uFEFFcaseNumber;kind;version;status;sayi;fileName;sha256',
      ...lines,
      '',
    ]);
    const again = await ask(`?case=${first.caseNumber}`, admin);
    expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('are found by each filter', async () => {
    const [letter] = letters;
    const { data } = await app.graphql<{ documents: { nodes: { createdAt: string }[] } }>(
      admin,
      '{ documents(first: 1) { nodes { createdAt } } }',
    );
    const day = new Date(data.documents.nodes[0]?.createdAt ?? '').toLocaleDateString('sv', {
      timeZone: 'Europe/Istanbul',
    });
    const counts = await Promise.all(
      [`kind=${letter?.kind}`, 'service=disiplin', 'status=TASLAK', `from=${day}&to=${day}&service=atama`].map(
        async (query) => (await filesOf(`?${query}`, admin)).size - 1,
      ),
    );
    expect(counts).toEqual([2, 1, 3, 2]);
    expect((await refusalOf(`?from=${day}&to=${day}&service=atama&status=IPTAL`, admin)).status).toBe(404);
    expect((await refusalOf('?to=2020-01-01', admin)).status).toBe(404);
  });

  test('are named by the ids of GraphQL or of their paths, each once', async () => {
    const [first, second] = letters;
    if (!first || !second) throw new Error('no letters');
    const files = await filesOf(`?ids=${encodeURIComponent(first.id)},${plainId(second)},${plainId(first)}`, admin);
    expect([...files.values()].slice(0, -1).map(hashOf)).toEqual([first.sha256, second.sha256]);
  });

  test('are those that the account may see; who names another one is told that it is not there', async () => {
    const clerk = await office.tokenOf('servis-gorevlisi', 'atama');
    const files = await filesOf('?status=TASLAK', clerk);
    expect([...files.values()].slice(0, -1).map(hashOf)).toEqual(letters.map(({ sha256 }) => sha256));
    expect(files.get('icindekiler.csv')?.toString()).not.toContain(discipline.caseNumber);
    const own = await filesOf('?service=disiplin', await office.tokenOf('servis-gorevlisi', 'disiplin'));
    expect([...own.values()].map(hashOf)[0]).toBe(discipline.sha256);
    for (const query of [`?ids=${plainId(discipline)}`, `?case=${discipline.caseNumber}`, '?service=disiplin'])
      expect(await refusalOf(query, clerk), query).toMatchObject({ status: 404, message: /görme yetkiniz/ });
    const mixed = await refusalOf(`?ids=${[...letters, discipline].map(plainId)}`, clerk);
    expect(mixed.message).toMatch(/^İstenen 3 belgeden 1 tanesi yok/);
    expect((await refusalOf('?status=TASLAK', await app.token(['ebys']))).status).toBe(404);
    expect((await refusalOf('?status=TASLAK', null)).status).toBe(401);
  });

  test('leave a line in the audit that names nobody', async () => {
    const line = await auditLines(app.services.db)
      .findOne({ action: 'downloadDocuments', 'details.caseNumber': letters[0]?.caseNumber })
      .lean();
    expect(line).toMatchObject({ recordType: 'DocumentBundle', details: { documents: 2 } });
    expect(JSON.stringify(line)).not.toMatch(/docx|ORNEK/);
  });
});

test.each([
  ['', /^En az bir süzgeç verin: ids, case,/],
  ['?tur=x', /^Bilinmeyen süzgeç: tur\. Şunlar verilebilir: ids, case/],
  ['?status=kesin', /TASLAK, KESIN, IPTAL/],
  ['?from=2026-02-30', /takvimde bulunan bir gün/],
  ['?from=2026-02-02&to=2026-02-01', /İlk günden önce olamaz/],
  ['?kind=', /Boş bırakılamaz/],
  ['?kind=a&kind=b', /^Bir kez verilebilir/],
  ['?ids=abc', /virgülle ayırıp/],
  [`?ids=${'a'.repeat(24)}&kind=x`, /^ids: Öteki süzgeçlerle birlikte verilemez/],
  [`?ids=${Array.from({ length: 301 }, (_, i) => String(i).padStart(24, '0'))}`, /^ids: En çok 300 belge/],
])('a wrong filter is refused with a sentence: %s', async (query, message) => {
  expect(await refusalOf(query, admin)).toMatchObject({ status: 422, message });
});

describe('a long ZIP', () => {
  const COUNT = 400;
  /** Copies of a letter with larger files, more than what fits into the buffers between server and client. */
  beforeAll(async () => {
    const { models } = app.services.db.connection;
    const source = await models.documents?.findById(plainId(discipline)).lean();
    const { _id: _old, ...row } = source as Record<string, unknown>;
    const size = 100_000;
    const rows = Array.from({ length: COUNT }, () => ({ ...row, caseNumber: null, kind: 'uzun', size }));
    const stored = (await models.documents?.insertMany(rows)) ?? [];
    const files = stored.map(({ _id }) => ({ documentId: String(_id), bytes: Buffer.alloc(size, 7) }));
    await models.documentFiles?.insertMany(files);
  });

  test('has a name for each of many equal ones', async () => {
    const names = [...(await filesOf('?kind=uzun', admin)).keys()];
    expect(names).toHaveLength(COUNT + 1);
    expect(names[COUNT - 1]).toMatch(/^İşe bağlı olmayanlar\/.* \(400\)\.docx$/);
  });

  test('is made no further when the client leaves', async () => {
    const child = vi.spyOn(app.services.log, 'child');
    const { documentFiles } = app.services.db.connection.models;
    if (!documentFiles) throw new Error('no model');
    const reads = vi.spyOn(documentFiles, 'find');
    const leaving = new AbortController();
    const response = await ask('?kind=uzun', admin, leaving.signal);
    await response.body?.getReader().read();
    leaving.abort();
    const log = child.mock.results[0]?.value as { info: () => void };
    const info = vi.spyOn(log, 'info');
    await vi.waitFor(() =>
      expect(info).toHaveBeenCalledWith(expect.objectContaining({ end: 'left early' }), 'document bundle'),
    );
    expect(reads.mock.calls.length).toBeLessThan(20);
    vi.restoreAllMocks();
  });

  test('that cannot be finished breaks off instead of looking whole', async () => {
    const { models } = app.services.db.connection;
    const last = await models.documents?.findOne({ kind: 'uzun' }, null, { sort: { createdAt: -1, _id: -1 } }).lean();
    await models.documentFiles?.deleteOne({ documentId: String((last as { _id?: unknown })?._id) });
    const response = await ask('?kind=uzun', admin);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });
});
