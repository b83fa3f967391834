import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, mayReadFile } from '../../src/access/index.ts';
import { createFieldCipher, type Database, openDatabase, prepareCollections } from '../../src/database/index.ts';
import {
  checkDocument,
  type DocumentsContext,
  documentBytes,
  documentsOfCases,
  findDocument,
  findDocumentsByIds,
  generateDocument,
  latestDocument,
  listDocuments,
  withdrawDocument,
} from '../../src/documents/index.ts';
import { documents } from '../../src/documents/model.ts';
import {
  CaseStateError,
  ConflictError,
  MissingValuesError,
  NotFoundError,
  ValidationError,
} from '../../src/errors/index.ts';
import { appointOfficeHolder, type OfficeHolder } from '../../src/institution/index.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { plainText } from './docx-text.ts';
import { library, sampleFacts } from './sample.ts';

const officer = (role: string, service: string | null = null, unit: string | null = null): Actor => ({
  accountId: `test:${role}`,
  name: role,
  sicilNo: null,
  grants: [{ role, service, unit }],
});
const atama = officer('servis-gorevlisi', 'atama');
const place = (caseNumber: string | null, service = 'atama') => ({
  caseNumber,
  service,
  unitPath: ['TASKOPRU', 'MERKEZ'],
  signerRoles: ['defterdar', 'vali'],
});
const kind = library.kind('atama-onayi');
const facts = sampleFacts(kind);

const PROXY: OfficeHolder = {
  role: 'defterdar',
  service: null,
  unitCode: null,
  sicilNo: 'V-1',
  name: 'Vedat',
  surname: 'Vekil',
  title: 'Defterdar Yardımcısı',
  manner: 'vekil',
  delegatorTitle: null,
  from: '2026-11-01',
  to: '2026-11-30',
};

let engine: TestDatabase;
let db: Database;
let context: DocumentsContext;

beforeAll(async () => {
  engine = await openTestDatabase();
  db = await openDatabase({ mongodbUri: engine.uri, dataFolder: '' });
  await prepareCollections(db);
  context = {
    db,
    cipher: createFieldCipher(Buffer.alloc(32, 1)),
    actor: atama,
    today: '2026-11-22',
    now: new Date('2026-11-22T09:00:00Z'),
    requestId: 'test',
    library,
  };
});
afterAll(async () => {
  await db.close();
  await engine.close();
});

describe('generateDocument', () => {
  it('stores the letter with hash, template version, snapshot and author', async () => {
    const row = await generateDocument(context, {
      kind: 'atama-onayi',
      facts,
      place: place('2026-ATAMA-000001'),
      isDraft: false,
    });
    const bytes = await documentBytes(db, row.id);
    expect(
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex'),
    ).toBe(row.sha256);
    expect(row).toMatchObject({
      kind: 'naklen-onay-muvafakat',
      status: 'kesin',
      version: 1,
      authorId: 'test:servis-gorevlisi',
      size: bytes?.length,
    });
    expect(row.template.sha256).toBe(library.templateOf(kind).sha256);
    expect(await findDocument(db, row.id)).toEqual(row);
    expect(plainText(bytes ?? Buffer.alloc(0))).toContain('olurlarınıza arz ederim.');
  });

  it('never stores an identity number', async () => {
    const form = library.kind('sgk-ise-giris-cikis-bildirgesi');
    const row = await generateDocument(context, {
      kind: form.key,
      facts: sampleFacts(form),
      place: place('2026-ATAMA-000002'),
      isDraft: false,
    });
    expect(JSON.stringify(await findDocument(db, row.id))).not.toContain('10000000146');
    expect(row.context.fields).toContainEqual({ label: 'T.C. Kimlik Numarası', value: '10*******46' });
    expect(plainText((await documentBytes(db, row.id)) ?? Buffer.alloc(0))).toContain('10000000146');
  });

  it('refuses a final letter with gaps and stores nothing; a draft keeps the list', async () => {
    const order = { kind: 'atama-onayi', facts: { ...facts, data: {} }, place: place('2026-ATAMA-000003') };
    await expect(generateDocument(context, { ...order, isDraft: false })).rejects.toThrow(MissingValuesError);
    expect(await latestDocument(db, { caseNumber: '2026-ATAMA-000003', kind: kind.key })).toBeNull();
    const draft = await generateDocument(context, { ...order, isDraft: true });
    expect(draft.status).toBe('taslak');
    expect(draft.missing.map((value) => value.label)).toContain('Atanacağı kadro');
  });

  it('counts versions in a case; two at once get one conflict at most and never one number', async () => {
    const order = { kind: 'atama-onayi', facts, place: place('2026-ATAMA-000004'), isDraft: true };
    const results = await Promise.allSettled([
      generateDocument(context, order),
      generateDocument(context, order),
      generateDocument(context, order),
    ]);
    const versions = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.version] : []));
    expect(new Set(versions).size).toBe(versions.length);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConflictError);
    const last = await latestDocument(db, { caseNumber: '2026-ATAMA-000004', kind: kind.key });
    expect(last?.version).toBe(versions.length);
  });

  it('names unknown kinds and wrong facts', async () => {
    const order = { facts, place: place(null), isDraft: true };
    await expect(generateDocument(context, { ...order, kind: 'yok' })).rejects.toThrow(NotFoundError);
    const wrong = { ...facts, sender: { ...facts.sender, detsis: '012' } };
    await expect(generateDocument(context, { ...order, facts: wrong, kind: 'atama-onayi' })).rejects.toThrow(
      ValidationError,
    );
  });
});

describe('reading', () => {
  it('checks the stored file against the rules and its own snapshot', async () => {
    const row = await latestDocument(db, { caseNumber: '2026-ATAMA-000001', kind: kind.key });
    expect(row && (await checkDocument(db, row))).toEqual([]);
    const changed = row && { ...row, context: { ...row.context, konu: 'Başka Konu' } };
    expect(changed && (await checkDocument(db, changed))?.map((finding) => finding.id)).toEqual(['A1']);
  });

  it('closes documents of the discipline service to others; a proxy sees what the holder sees', async () => {
    const izahat = library.kind('izahat-istemi');
    const row = await generateDocument(context, {
      kind: izahat.key,
      facts: sampleFacts(izahat),
      place: place('2026-DISIPLIN-000001', 'disiplin'),
      isDraft: false,
    });
    const seen = async (actor: Actor) => (await findDocumentsByIds({ ...context, actor }, [row.id])).length === 1;
    expect(await seen(atama)).toBe(false);
    expect(await seen(officer('servis-gorevlisi', 'disiplin'))).toBe(true);
    expect(await seen(officer('defterdar'))).toBe(true);
    expect(await seen(officer('okuyucu'))).toBe(false);
    expect(await seen(officer('ebys'))).toBe(false);
    expect(mayReadFile(officer('okuyucu', null, 'BASKA'), { ...row, service: 'atama' })).toBe(false);
    const proxy: Actor = { ...officer('okuyucu', null, 'BASKA'), sicilNo: 'V-1' };
    expect(await seen(proxy)).toBe(false);
    await appointOfficeHolder({ ...context, actor: officer('yonetici') }, PROXY);
    expect(await seen(proxy)).toBe(true);
    const page = { filter: { caseNumber: '2026-DISIPLIN-000001' }, limit: 5, inverted: false };
    expect(await listDocuments({ ...context, actor: atama }, page)).toEqual([]);
    expect(await listDocuments({ ...context, actor: officer('defterdar') }, page)).toHaveLength(1);
  });

  it('pages newest first and groups by case', async () => {
    const actor = officer('yonetici');
    const all = await listDocuments({ ...context, actor }, { filter: {}, limit: 100, inverted: false });
    const [first] = await listDocuments({ ...context, actor }, { filter: {}, limit: 1, inverted: false });
    const after: [number, string] = [first?.createdAt.getTime() ?? 0, first?.id ?? ''];
    const rest = await listDocuments({ ...context, actor }, { filter: {}, after, limit: 100, inverted: false });
    expect([first, ...rest].map((row) => row?.id)).toEqual(all.map((row) => row.id));
    const byCase = await documentsOfCases(db, ['2026-ATAMA-000001', '2026-ATAMA-999999']);
    expect(byCase.get('2026-ATAMA-000001')).toHaveLength(1);
    expect(byCase.get('2026-ATAMA-999999')).toEqual([]);
  });

  it('reads the Dağıtım of letters stored before it had recipients of its own', async () => {
    const row = await latestDocument(db, { caseNumber: '2026-ATAMA-000001', kind: kind.key });
    const lines = { geregi: [{ line: 'Valiliğe' }], bilgi: [{ line: 'Kaymakamlığa' }] };
    await documents(db).updateOne({ _id: row?.id }, { $set: { 'context.dagitim': { plain: null, columns: lines } } });
    expect((await findDocument(db, row?.id ?? ''))?.context.dagitim.recipients).toEqual([
      { name: 'Valiliğe', tur: 'GRG', note: '' },
      { name: 'Kaymakamlığa', tur: 'BLG', note: '' },
    ]);
  });

  it('gives null for ids that are none', async () => expect(await findDocument(db, 'x')).toBeNull());
});

describe('withdrawDocument', () => {
  it('keeps the row as iptal, once', async () => {
    const row = await latestDocument(db, { caseNumber: '2026-ATAMA-000001', kind: kind.key });
    const id = row?.id ?? '';
    await expect(withdrawDocument({ ...context, actor: officer('ebys') }, { id, reason: 'deneme' })).rejects.toThrow(
      NotFoundError,
    );
    expect((await withdrawDocument(context, { id, reason: 'yanlış kadro' })).status).toBe('iptal');
    await expect(withdrawDocument(context, { id, reason: 'yine' })).rejects.toThrow(CaseStateError);
    expect(await documentBytes(db, id)).not.toBeNull();
  });
});
