import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdfaPart } from '../../src/documents/index.ts';
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
