import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditLines } from '../../src/database/index.ts';
import { type FeedEntry, inspectPackage, type Lease } from '../../src/ebys/index.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';
import { openEbys, type TestEbys } from '../helpers/ebys.ts';
import { type CaseView, type Office, openOffice } from '../helpers/office.ts';

let app: TestApp;
let office: Office;
let ebys: TestEbys;
beforeAll(async () => {
  app = await openTestApp();
  office = openOffice(app);
  ebys = await openEbys(app);
});
afterAll(() => app.close());

const OUTCOMES = { 'talep-degerlendir': 'muvafakatle-kurum-ici-nakil' };
const DATA = {
  talepTarihi: '2026-10-05',
  muvafakatKurumu: 'Tosya Malmüdürlüğü',
  muvafakatTarihi: '2026-10-19',
  muvafakatSayisi: 'E-24300043-903.02-1187',
  atanacakBirim: 'KST-MUHASEBE',
  atanacakKadro: 'K-0102',
};
const ONAY = 'naklen-onay-muvafakat';
const SIGN_STEP = 'onay-muvafakat-imza';
const SAYI = 'E-24300037-903.02.01-4752';
const AT = '2026-11-20T10:00:00+03:00';
const REGISTERED = { sayi: SAYI, tarih: '2026-11-20' };
const VALI = { by: 'Orhan BAŞARAN', unvan: 'Vali', at: AT, last: true };

/** A naklen atama whose onay waits for the Vali, with the entry that the feed has for it. */
async function waitingOnay(): Promise<{ row: CaseView; entry: FeedEntry }> {
  const { caseNumber } = await office.open('naklen-atama', 'ORNEK-021');
  const row = await office.walkTo(caseNumber, SIGN_STEP, { data: DATA, outcomes: OUTCOMES });
  const entry = await ebys.letterOf(caseNumber, ONAY);
  if (!entry) throw new Error('the onay is not in the feed');
  return { row, entry };
}

describe('a letter that is signed in the EBYS', () => {
  test('is in the feed in the same act, is leased, fetched, stored, registered and signed; the case moves', async () => {
    const { row, entry } = await waitingOnay();
    expect(entry).toMatchObject({ status: 'READY', missing: [], documentVersion: 1 });
    const lease = (await ebys.call('POST', '/ebys/leases', { body: { worker: 'isci-1', limit: 100 } })).body as Lease;
    expect(lease.entries.map((one) => one.itemId)).toContain(entry.itemId);
    const file = await ebys.call('GET', entry.package?.href ?? '');
    expect(inspectPackage(file.bytes).filter((one) => one.severity !== 'UYARI')).toEqual([]);
    const acked = await ebys.answer(entry.itemId, 'ack', { leaseToken: lease.leaseToken });
    expect(acked).toMatchObject({ status: 200, body: { acknowledged: true } });

    expect((await ebys.answer(entry.itemId, 'registered', REGISTERED)).status).toBe(200);
    const registered = await office.view(row.caseNumber);
    expect(registered.currentStep?.step.key).toBe(SIGN_STEP);
    expect(registered.documents.find((d) => d.kind === ONAY)).toMatchObject({ sayi: SAYI, sayiTarihi: '2026-11-20' });

    expect((await ebys.answer(entry.itemId, 'signed', VALI)).body).toMatchObject({
      status: 'SIGNED',
      withdrawn: false,
    });
    const signed = await office.view(row.caseNumber);
    expect(signed.currentStep?.step.key).toBe('ayrilis-baslayis-isteme-hazirla');
    expect(signed.trail.at(-1)).toMatchObject({
      step: { key: SIGN_STEP },
      approvals: [{ act: 'approve', name: 'Orhan BAŞARAN', capacity: 'kaydeden' }],
    });
    expect(signed.data).toMatchObject({ onaySayisi: SAYI, onayTarihi: '2026-11-20' });
    const final = signed.documents.findLast((d) => d.kind === ONAY);
    expect(final).toMatchObject({ status: 'KESIN', sayi: SAYI, sayiTarihi: '2026-11-20' });
    const exports = (await ebys.feed()).filter((one) => one.documentId === entry.documentId);
    expect(exports.map((one) => [one.kind, one.status])).toEqual([['LETTER', 'SIGNED']]);
  });

  test('gives the letters that follow its sayı and date to cite', async () => {
    const { row, entry } = await waitingOnay();
    await ebys.answer(entry.itemId, 'registered', REGISTERED);
    await ebys.answer(entry.itemId, 'signed', VALI);
    const next = await office.forward(row.caseNumber);
    const letter = await ebys.letterOf(row.caseNumber, 'naklen-ayrilis-baslayis-isteme');
    expect(next.documents.at(-1)).toMatchObject({ kind: 'naklen-ayrilis-baslayis-isteme', status: 'TASLAK' });
    expect(JSON.stringify(letter?.ustveri)).toContain(SAYI);
  });

  test('that is returned sends the case back; a new version takes the place of the old', async () => {
    const { row, entry } = await waitingOnay();
    const returned = { by: 'Orhan BAŞARAN', at: AT, reason: 'Kadro derecesi yanlış' };
    expect((await ebys.answer(entry.itemId, 'returned', returned)).status).toBe(200);
    const back = await office.view(row.caseNumber);
    expect(back.currentStep?.step.key).toBe('onay-muvafakat-hazirla');
    expect(back.documents.find((d) => d.kind === ONAY)?.status).toBe('IPTAL');
    await office.walkTo(row.caseNumber, SIGN_STEP, { data: DATA });
    const all = (await ebys.feed()).filter((one) => one.documentId === entry.documentId);
    expect(all).toMatchObject([
      { kind: 'LETTER', status: 'WITHDRAWN', documentVersion: 1 },
      { kind: 'WITHDRAWAL', withdraws: entry.itemId },
      { kind: 'LETTER', status: 'READY', documentVersion: 2 },
    ]);
    // What the EBYS still says of the old export is kept and moves nothing.
    const late = await ebys.answer(entry.itemId, 'registered', REGISTERED);
    expect(late.body).toMatchObject({ withdrawn: true });
    expect((await office.view(row.caseNumber)).currentStep?.step.key).toBe(SIGN_STEP);
    expect(await lettersOf(row.caseNumber)).toMatchObject([
      { status: 'WITHDRAWN', sayi: SAYI, returnReason: 'Kadro derecesi yanlış', needsAttention: true },
      { status: 'READY', returnReason: null, needsAttention: false },
    ]);
  });

  test('that is drafted anew unchanged keeps its export', async () => {
    const { row, entry } = await waitingOnay();
    const mutation = `mutation ($input: GenerateDocumentInput!) { generateDocument(input: $input) { __typename } }`;
    const clerk = await office.tokenOf('servis-gorevlisi', 'atama');
    const input = { caseNumber: row.caseNumber, kind: ONAY };
    const { data } = await app.graphql<Record<string, { __typename: string }>>(clerk, mutation, { input });
    expect(data.generateDocument?.__typename).toBe('GenerateDocumentPayload');
    expect((await ebys.letterOf(row.caseNumber, ONAY))?.itemId).toBe(entry.itemId);
  });

  test('can still be signed in Özlük: the final letter takes the place of the draft', async () => {
    const { row, entry } = await waitingOnay();
    await office.forward(row.caseNumber);
    const all = (await ebys.feed()).filter((one) => one.documentId === entry.documentId);
    expect(all.map((one) => [one.kind, one.status])).toEqual([
      ['LETTER', 'WITHDRAWN'],
      ['WITHDRAWAL', 'WITHDRAWN'],
      ['LETTER', 'READY'],
    ]);
  });

  test('of a cancelled case is withdrawn', async () => {
    const { row, entry } = await waitingOnay();
    const mutation = `mutation ($input: CancelCaseInput!) { cancelCase(input: $input) { __typename } }`;
    const input = { caseNumber: row.caseNumber, expectedVersion: row.version, reason: 'Talep geri alındı' };
    await app.graphql(await office.tokenOf('yonetici'), mutation, { input });
    const { body } = await ebys.call('GET', `/ebys/documents/${entry.itemId}`);
    expect(body).toMatchObject({ status: 'WITHDRAWN' });
  });
});

async function lettersOf(caseNumber: string) {
  const query = `query ($n: String!) { ebysLetters(caseNumber: $n) {
    status sayi tarih returnReason needsAttention signatures { by last } deliveries { to on } } }`;
  const { data } = await app.graphql<{ ebysLetters: never }>(await office.tokenOf('yonetici'), query, {
    n: caseNumber,
  });
  return data.ebysLetters;
}

const ANSWERS: readonly (readonly [string, object])[] = [
  ['registered', REGISTERED],
  ['signed', VALI],
  ['sent', { at: AT, channel: 'EYAZISMA' }],
  ['delivered', { on: '2026-11-20' }],
];

describe('answers', () => {
  test('in any order and repeated lead to the same case', async () => {
    const ends: unknown[] = [];
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [1, 3, 0, 2, 1, 0, 3],
      [2, 0, 0, 3, 1, 1],
    ]) {
      const { row, entry } = await waitingOnay();
      for (const index of order) {
        const [kind, body] = ANSWERS[index] ?? ['', {}];
        expect((await ebys.answer(entry.itemId, kind, body)).status).toBe(200);
      }
      const { data, currentStep, trail, documents } = await office.view(row.caseNumber);
      ends.push({ data, step: currentStep?.step.key, trail, documents });
      const events = await eventsOf(row.caseNumber);
      expect(events.filter((e) => e.kind === 'letterMove')).toHaveLength(5 - 1);
    }
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
  });

  test('that no longer fit are recorded and move nothing', async () => {
    const { row, entry } = await waitingOnay();
    await office.forward(row.caseNumber);
    const final = await ebys.letterOf(row.caseNumber, ONAY);
    const before = await office.view(row.caseNumber);
    const returned = { by: 'Evrak', at: AT, reason: 'Ek eksik' };
    expect((await ebys.answer(final?.itemId ?? '', 'returned', returned)).status).toBe(200);
    const after = await office.view(row.caseNumber);
    expect(after.currentStep?.step.key).toBe(before.currentStep?.step.key);
    const last = (await eventsOf(row.caseNumber)).at(-1);
    expect(last).toMatchObject({
      kind: 'letterMove',
      role: 'ebys',
      data: { belge: ONAY, bildirim: 'RETURN', gerekce: 'Ek eksik', islendi: false },
    });
    expect((await ebys.answer(entry.itemId, 'registered', REGISTERED)).body).toMatchObject({ withdrawn: true });
    const audit = await auditLines(app.services.db).find({ recordId: row.caseNumber, action: 'letterMove' }).lean();
    expect(audit).toHaveLength(2);
  });

  test('with the tebliğ date start its period', async () => {
    const row = await office.open('aciktan-atama', 'ORNEK-021');
    await office.walkTo(row.caseNumber, 'baslama-durumu', { data: DATA });
    const letter = await ebys.letterOf(row.caseNumber, 'aciktan-onay-gonderme');
    const open = (await office.view(row.caseNumber)).deadlines.find((d) => d.step === 'baslama-durumu');
    expect(open).toMatchObject({ anchorOn: null, dueOn: null });
    expect((await ebys.answer(letter?.itemId ?? '', 'delivered', { on: '2026-11-20' })).status).toBe(200);
    const after = await office.view(row.caseNumber);
    expect(after.data.atamaTebligTarihi).toBe('2026-11-20');
    expect(after.deadlines.find((d) => d.step === 'baslama-durumu')).toMatchObject({ anchorOn: '2026-11-20' });
  });
});

async function eventsOf(caseNumber: string) {
  const query = `query ($n: String!) { caseByNumber(caseNumber: $n) {
    events(first: 100) { nodes { kind role data } } } }`;
  const { data } = await app.graphql<{
    caseByNumber: { events: { nodes: { kind: string; role: string; data: Record<string, unknown> }[] } };
  }>(await office.tokenOf('yonetici'), query, { n: caseNumber });
  return data.caseByNumber.events.nodes;
}

describe('who may call', () => {
  test.each([
    ['ebys', 200],
    ['yonetici', 200],
    ['okuyucu', 403],
    ['servis-gorevlisi@atama', 403],
    ['defterdar', 403],
  ])('%s gets %i', async (role, status) => {
    const token = await app.token([role]);
    expect((await ebys.call('GET', '/ebys/feed', { token })).status).toBe(status);
    expect((await ebys.call('POST', '/ebys/leases', { token, body: { worker: 'x', seconds: 5 } })).status).toBe(status);
  });

  test('nobody without a token, and not the machine elsewhere', async () => {
    expect((await ebys.call('GET', '/ebys/feed', { token: null })).status).toBe(401);
    expect((await ebys.call('GET', '/ebys/feed', { token: 'x.y.z' })).status).toBe(401);
    expect((await ebys.call('GET', '/ebys/nothing')).status).toBe(404);
    const { data } = await app.graphql<{ cases: unknown }>(
      await app.token(['ebys']),
      '{ cases(first: 1) { nodes { caseNumber } } }',
    );
    expect(data.cases).toBeNull();
  });
});
