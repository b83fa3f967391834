import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LARGEST_ATTACHMENT, pdfaPart } from '../../src/documents/index.ts';
import { type FeedEntry, inspectPackage, readPackage, runExportOrders } from '../../src/ebys/index.ts';
import { publishSettings } from '../../src/server/ebys.ts';
import { openScope, SERVER_ACTOR } from '../../src/server/scope.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';
import { openEbys, type TestEbys } from '../helpers/ebys.ts';
import { fakeOffice } from '../helpers/fake-office.ts';
import { type CaseView, type Office, openOffice } from '../helpers/office.ts';

const program = fakeOffice();
let app: TestApp;
let office: Office;
let ebys: TestEbys;
beforeAll(async () => {
  app = await openTestApp({ env: { OZLUK_SOFFICE: program.program } });
  office = openOffice(app);
  ebys = await openEbys(app);
});
afterAll(async () => {
  await app.close();
  program.remove();
});

const OUTCOMES = { 'talep-degerlendir': 'muvafakatle-kurum-ici-nakil' };
const DATA = { atanacakBirim: 'KST-MUHASEBE', atanacakKadro: 'K-0102' };
const ONAY = 'naklen-onay-muvafakat';
const SIGN_STEP = 'onay-muvafakat-imza';

/** The export job, `laterMs` after now. */
function runJob(laterMs = 0): Promise<number> {
  const { services } = app;
  const context = () => {
    const { graph } = openScope(services, SERVER_ACTOR, new Date(Date.now() + laterMs));
    return { ...graph, actor: SERVER_ACTOR };
  };
  return runExportOrders(context, publishSettings(services));
}

let made = 0;

/** A naklen atama whose onay waits for the Vali. Each has words of its own: equal letters share their PDF. */
async function waitingOnay(): Promise<CaseView> {
  const { caseNumber } = await office.open('naklen-atama', 'ORNEK-021');
  made += 1;
  const data = { ...DATA, muvafakatKurumu: `${made}. Bölge Malmüdürlüğü` };
  return office.walkTo(caseNumber, SIGN_STEP, { data, outcomes: OUTCOMES });
}

async function exported(caseNumber: string): Promise<FeedEntry> {
  const entry = await ebys.letterOf(caseNumber, ONAY);
  if (!entry) throw new Error('the onay is not in the feed');
  return entry;
}

interface Onay {
  readonly id: string;
  readonly downloadPath: string;
  readonly pdfPath: string | null;
}
async function onayOf(caseNumber: string): Promise<Onay> {
  const query = `query ($n: String!) { documents(caseNumber: $n, kind: "${ONAY}", first: 5) {
    nodes { id downloadPath pdfPath } } }`;
  const token = await office.tokenOf('yonetici');
  const { data } = await app.graphql<{ documents: { nodes: Onay[] } }>(token, query, { n: caseNumber });
  const [newest] = data.documents.nodes;
  if (!newest) throw new Error('no onay');
  return newest;
}

async function download(
  path: string,
  token: string | null,
): Promise<{ status: number; bytes: Buffer; headers: Headers }> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await app.fetch(path, { headers });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
}

describe('a letter where a PDF converter is present', () => {
  test('goes out with the PDF/A that the export job made, and the DOCX beside it; a sound package', async () => {
    const { caseNumber } = await waitingOnay();
    expect(await ebys.letterOf(caseNumber, ONAY)).toBeUndefined();
    expect(await runJob()).toBe(1);
    expect(await runJob()).toBe(0);
    const entry = await exported(caseNumber);
    expect(entry).toMatchObject({ missing: [], notes: [], ustveri: { mimeTuru: 'application/pdf' } });
    expect(entry.files.map((file) => [file.role, file.fileName.split('.').at(-1)])).toEqual([
      ['USTYAZI', 'pdf'],
      ['DOCX', 'docx'],
    ]);
    const { bytes } = await ebys.call('GET', entry.package?.href ?? '');
    expect(inspectPackage(bytes).filter((one) => one.severity !== 'UYARI')).toEqual([]);
    const read = readPackage(bytes);
    expect(pdfaPart(read.ustYazi.bytes)).toBe('1');
    // The PDF is not made again: what was published is what everybody gets.
    const { pdfPath } = await onayOf(caseNumber);
    const preview = await download(pdfPath ?? '', await office.tokenOf('yonetici'));
    expect(preview.bytes.equals(read.ustYazi.bytes)).toBe(true);
    expect(preview.headers.get('content-type')).toBe('application/pdf');
    expect(preview.headers.get('content-disposition')).toMatch(/\.pdf"; filename\*=UTF-8''.*\.pdf$/);
  });

  test('goes out as DOCX when the conversion fails twice, and the entry says why', async () => {
    const { caseNumber } = await waitingOnay();
    program.set('fail');
    expect(await runJob()).toBe(0);
    expect(await ebys.letterOf(caseNumber, ONAY)).toBeUndefined();
    expect(await runJob(30_000)).toBe(1);
    program.set('good');
    const entry = await exported(caseNumber);
    expect(entry.files.map(({ role }) => role)).toEqual(['USTYAZI']);
    expect(entry.package).not.toBeNull();
    expect(entry.notes).toHaveLength(1);
    expect(entry.notes[0]).toMatch(/PDF\/A’ya çevrilemedi: .*source file could not be loaded.* DOCX önerisi/);
    const query = 'query ($n: String!) { ebysLetters(caseNumber: $n) { notes } }';
    const token = await office.tokenOf('yonetici');
    const { data } = await app.graphql<{ ebysLetters: { notes: string[] }[] }>(token, query, { n: caseNumber });
    expect(data.ebysLetters).toEqual([{ notes: entry.notes }]);
  });

  test('that is sent back before it was converted never goes out', async () => {
    const row = await waitingOnay();
    const { caseNumber, version } = row;
    const input = { caseNumber, expectedVersion: version, step: SIGN_STEP, reason: 'Kadro yanlış' };
    const mutation = `mutation ($input: ReturnStepInput!) { returnStep(input: $input) {
      __typename ... on Error { message } } }`;
    const vali = await office.tokenOf(row.currentStep?.awaits[0]?.key ?? '');
    const { data } = await app.graphql(vali, mutation, { input });
    expect(data).toMatchObject({ returnStep: { __typename: 'ReturnStepPayload' } });
    expect(await runJob()).toBe(0);
    expect(await ebys.letterOf(caseNumber, ONAY)).toBeUndefined();
  });

  test('shows its PDF only to those who may see it, and says when the converter fails', async () => {
    const { caseNumber } = await waitingOnay();
    const { pdfPath } = await onayOf(caseNumber);
    const path = pdfPath ?? '';
    expect((await download(path, null)).status).toBe(401);
    expect((await download(path, await app.token(['ebys']))).status).toBe(404);
    program.set('plain');
    const failed = await download(path, await office.tokenOf('yonetici'));
    program.set('good');
    expect(failed.status).toBe(503);
    expect(failed.bytes.toString()).toContain('PDF/A-1 değil');
    expect((await download(path, await office.tokenOf('yonetici'))).status).toBe(200);
  });
});

interface Changed {
  readonly __typename: string;
  readonly message?: string;
  readonly document?: { readonly id: string; readonly version: number };
}
interface Ek {
  readonly no: number;
  readonly text: string;
  readonly file: { readonly id: string; readonly fileName: string; readonly downloadPath: string } | null;
}

async function change(token: string, name: 'attachFile' | 'detachFile', input: object): Promise<Changed> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const text = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
    ... on ${type}Payload { document { id version } } ... on Error { message } } }`;
  const { data, errors } = await app.graphql<Record<string, Changed>>(token, text, { input });
  if (!data?.[name]) throw new Error(JSON.stringify(errors));
  return data[name];
}

async function upload(token: string, body: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await app.fetch('/uploads', { method: 'PUT', headers, body });
  return ((await response.json()) as { uploadId: string }).uploadId;
}

/** The newest onay of a case with its ekler. */
async function ekler(caseNumber: string): Promise<{ id: string; ekler: Ek[] }> {
  const query = `query ($n: String!) { documents(caseNumber: $n, kind: "${ONAY}", first: 1) {
    nodes { id ekler { no text file { id fileName downloadPath } } } } }`;
  const { data } = await app.graphql<{ documents: { nodes: { id: string; ekler: Ek[] }[] } }>(
    await office.tokenOf('yonetici'),
    query,
    { n: caseNumber },
  );
  const [newest] = data.documents.nodes;
  if (!newest) throw new Error('no onay');
  return newest;
}

const PDF = '%PDF-1.4 dilekçe %%EOF';

describe('files of ekler', () => {
  test('go into the package of a letter in the EBYS: a new version takes the place of the one without them', async () => {
    const clerk = await office.tokenOf('servis-gorevlisi', 'atama');
    const { caseNumber } = await waitingOnay();
    await runJob();
    const first = await exported(caseNumber);
    const added = await change(clerk, 'attachFile', {
      documentId: (await ekler(caseNumber)).id,
      ekNo: 1,
      uploadId: await upload(clerk, PDF),
      fileName: 'Ayşe’nin dilekçesi.pdf',
    });
    expect(added.document?.version).toBe(2);
    const other = await ekler((await waitingOnay()).caseNumber);
    const second = { documentId: added.document?.id, ekNo: 2, isSigned: false, sourceDocumentId: other.id };
    expect((await change(clerk, 'attachFile', second)).document?.version).toBe(3);
    await runJob();

    const entry = await exported(caseNumber);
    expect(entry.documentVersion).toBe(3);
    expect((await ebys.feed()).filter(({ withdraws }) => withdraws === first.itemId)).toHaveLength(1);
    const { bytes } = await ebys.call('GET', entry.package?.href ?? '');
    expect(inspectPackage(bytes).filter((one) => one.severity !== 'UYARI')).toEqual([]);
    const read = readPackage(bytes);
    expect(read.ustveri.ekler).toMatchObject([
      { kind: 'DED', siraNo: 1, ad: 'Dilekçe (1 Adet)', dosyaAdi: 'Aysenin-dilekcesi.pdf', imzali: true },
      { kind: 'DED', siraNo: 2, ad: 'Muvafakat Yazısı (1 Adet)', imzali: false },
    ]);
    expect(read.ekFiles.get(read.ustveri.ekler[0]?.id ?? '')?.bytes.toString()).toBe(PDF);
    const file = entry.files.find(({ role }) => role === 'EK');
    expect((await ebys.call('GET', file?.href ?? '')).bytes.toString()).toBe(PDF);
  });

  test('are read as their letter, can be taken away until it is signed, and stay with the signed one', async () => {
    const clerk = await office.tokenOf('servis-gorevlisi', 'atama');
    const { caseNumber } = await waitingOnay();
    const put = async (body: string) =>
      change(clerk, 'attachFile', {
        documentId: (await ekler(caseNumber)).id,
        ekNo: 1,
        uploadId: await upload(clerk, body),
        fileName: 'dilekçe.pdf',
      });
    await put(PDF);
    const [{ file } = { file: null }] = (await ekler(caseNumber)).ekler;
    const path = file?.downloadPath ?? '';
    expect((await download(path, clerk)).bytes.toString()).toBe(PDF);
    expect((await download(path, null)).status).toBe(401);
    expect((await download(path, await app.token(['ebys']))).status).toBe(404);

    const { id: documentId } = await ekler(caseNumber);
    expect(await change(clerk, 'detachFile', { documentId, attachmentId: file?.id })).toMatchObject({
      __typename: 'DetachFilePayload',
    });
    expect((await download(path, clerk)).status).toBe(404);
    expect((await ekler(caseNumber)).ekler.map((ek) => ek.file)).toEqual([null, null]);

    await put('%PDF-1.4 ikinci %%EOF');
    const draft = await ekler(caseNumber);
    await office.forward(caseNumber);
    const signed = await ekler(caseNumber);
    expect(signed.ekler[0]?.file?.fileName).toBe('dilekçe.pdf');
    for (const { id } of [draft, signed])
      expect(await change(clerk, 'detachFile', { documentId: id, attachmentId: signed.ekler[0]?.file?.id })).toEqual({
        __typename: 'CaseStateError',
        message: 'Yazı imzalanmış; ekleri artık değiştirilemez. Gerekirse yazıyı iade ettirin.',
      });
  });

  test('are refused with a reason when they do not fit', async () => {
    const clerk = await office.tokenOf('servis-gorevlisi', 'atama');
    const { caseNumber } = await waitingOnay();
    const { id: documentId } = await ekler(caseNumber);
    const attempt = async (fileName: string, body: string, rest: object = {}) => {
      const uploadId = await upload(clerk, body);
      const { __typename, message } = await change(clerk, 'attachFile', {
        documentId,
        ekNo: 1,
        uploadId,
        fileName,
        ...rest,
      });
      return `${__typename}: ${message}`;
    };
    expect(await attempt('virus.exe', 'MZ')).toMatch(/ValidationError: ".exe" dosyası ek olamaz; .*pdf, docx/);
    expect(await attempt('yazi.pdf', 'MZ')).toMatch(/ValidationError: Dosyanın içeriği ".pdf" türünde değil/);
    expect(await attempt('not.txt', 'a\u0000b')).toMatch(/ValidationError: Dosyanın içeriği ".txt" türünde değil/);
    expect(await attempt('../yazi.pdf', PDF)).toMatch(/ValidationError: Dosya adında/);
    expect(await attempt('yazi.pdf', '')).toMatch(/ValidationError: Dosya boş/);
    expect(await attempt('yazi.pdf', PDF, { ekNo: 3 })).toMatch(/ValidationError: .*3\. ek yok; listede 2 ek var/);
    expect(await attempt('yazi.pdf', PDF, { uploadId: crypto.randomUUID() })).toMatch(/ValidationError: Bu kimlikte/);
    expect(await attempt('yazi.pdf', PDF, { sourceDocumentId: documentId })).toMatch(/ValidationError: .*birlikte/);
    const itself = { documentId, ekNo: 1, sourceDocumentId: documentId };
    expect((await change(clerk, 'attachFile', itself)).message).toContain('kendisinin eki olamaz');
    const reader = await app.token(['okuyucu']);
    expect(await change(reader, 'attachFile', itself)).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await attempt('yazi.pdf', PDF)).toBe('AttachFilePayload: undefined');
    expect(await attempt('yazi.pdf', PDF)).toMatch(/ConflictError: Yazının daha yeni bir taslağı var/);
    const newest = { documentId: (await ekler(caseNumber)).id };
    expect(await attempt('yazi.pdf', PDF, newest)).toMatch(/ConflictError: 1\. ekin dosyası var/);
  });

  test('of many megabytes come back as they were sent; one beyond the limit is refused', async () => {
    const clerk = await office.tokenOf('servis-gorevlisi', 'atama');
    const { caseNumber } = await waitingOnay();
    const { id: documentId } = await ekler(caseNumber);
    const numbers = Array.from({ length: 1_200_000 }, (_, index) => index).join(';');
    const large = { documentId, ekNo: 1, fileName: 'liste.csv' };
    const tooLarge = { ...large, uploadId: await upload(clerk, 'a'.repeat(LARGEST_ATTACHMENT + 1)) };
    expect((await change(clerk, 'attachFile', tooLarge)).message).toBe('Ek en çok 25 MB olabilir; dosyayı küçültün.');
    await change(clerk, 'attachFile', { ...large, uploadId: await upload(clerk, numbers) });
    const [first] = (await ekler(caseNumber)).ekler;
    const { bytes } = await download(first?.file?.downloadPath ?? '', clerk);
    expect(bytes.length).toBeGreaterThan(8_000_000);
    expect(bytes.toString() === numbers).toBe(true);
  });

  test('already signed by somebody in the EBYS are not changed any more', async () => {
    const clerk = await office.tokenOf('servis-gorevlisi', 'atama');
    const { caseNumber } = await waitingOnay();
    await runJob();
    const { itemId } = await exported(caseNumber);
    await ebys.answer(itemId, 'signed', { by: 'Defterdar', at: '2026-11-20T10:00:00+03:00', last: false });
    const { id: documentId } = await ekler(caseNumber);
    const input = { documentId, ekNo: 1, uploadId: await upload(clerk, PDF), fileName: 'a.pdf' };
    expect(await change(clerk, 'attachFile', input)).toMatchObject({ __typename: 'CaseStateError' });
  });
});
