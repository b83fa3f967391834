import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeExports, type FeedEntry, inspectPackage } from '../../src/ebys/index.ts';
import { importExternalOffices } from '../../src/institution/index.ts';
import { publishSettings } from '../../src/server/ebys.ts';
import { openScope, SERVER_ACTOR } from '../../src/server/scope.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';
import { openEbys, type TestEbys } from '../helpers/ebys.ts';
import { type Office, openOffice } from '../helpers/office.ts';

let app: TestApp;
let office: Office;
let ebys: TestEbys;
beforeAll(async () => {
  app = await openTestApp();
  office = openOffice(app);
  ebys = await openEbys(app);
});
afterAll(() => app.close());

const server = () => openScope(app.services, SERVER_ACTOR);
const importCsv = (...lines: string[]) =>
  importExternalOffices(server().command(), Readable.from([`${lines.join('\n')}\n`]));
const complete = () => completeExports({ ...server().graph, actor: SERVER_ACTOR }, publishSettings(app.services));

const HEADER = 'kod;ad;tur;detsis;kep;ustKod;digerAdlar;baslangic;bitis';
const ROWS = [
  'HMB-PERSONEL;Personel Genel Müdürlüğü;bakanlik;24304099;;HMB;;;',
  'HMB;Hazine ve Maliye Bakanlığı;bakanlik;24304011;hmb@hs01.kep.tr;;Maliye Bakanlığı;;',
  'IZMIR-DEF;İzmir Defterdarlığı;il-mudurlugu;24304022;;;;;',
  'ESKI-DEF;Çankırı Defterdarlığı;il-mudurlugu;24304033;;;;2000-01-01;2020-12-31',
  'CANKIRI-DEF;Çankırı Defterdarlığı;il-mudurlugu;24304033;;;;2021-01-01;',
];

describe('the directory of outside offices', () => {
  test('is imported in any order of rows; again changes nothing; what is wrong is refused by line and column', async () => {
    expect(await importCsv(HEADER, ...ROWS)).toMatchObject({ rowsRead: 5, inserted: 5, refusals: [] });
    expect(await importCsv(HEADER, ...ROWS)).toMatchObject({ inserted: 0, updated: 0, unchanged: 5 });
    const changed = await importCsv(
      HEADER,
      'IZMIR-DEF;İzmir Defterdarlığı;il-mudurlugu;24304022;izmir@hs02.kep.tr;;;;',
      'A1;Örnek Kurumu;diger;123;;;;;',
      'A2;Örnek Kurumu;ucmuyor;;;;;;',
      'A3;Örnek Kurumu;diger;;;YOK;;;',
      'A4;Örnek Kurumu;diger;24304022;;;;;',
      'A5;Örnek Kurumu;diger;;;A6;;;',
      'A6;Örnek Kurumu;diger;;;A5;;;',
      'IZMIR-DEF;İkinci Satır;diger;;;;;;',
    );
    expect(changed).toMatchObject({ rowsRead: 8, inserted: 0, updated: 1 });
    expect(changed.refusals.map(({ row, field }) => [row, field])).toEqual([
      [3, 'detsis'],
      [4, 'tur'],
      [5, 'ustKod'],
      [6, 'detsis'],
      [7, 'ustKod'],
      [8, 'ustKod'],
      [9, 'kod'],
    ]);
  });

  const LIST = `query ($filter: ExternalOfficeFilter, $first: Int, $after: String) {
    externalOffices(filter: $filter, first: $first, after: $after) {
      nodes { code name detsis kep parentCode } pageInfo { hasNextPage endCursor } } }`;
  interface List {
    readonly externalOffices: {
      readonly nodes: readonly { readonly code: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  }
  const list = async (filter: object, page: object = {}) => {
    const { data } = await app.graphql<List>(await office.tokenOf('servis-gorevlisi', 'atama'), LIST, {
      filter,
      ...page,
    });
    return { ...data.externalOffices, codes: data.externalOffices.nodes.map(({ code }) => code) };
  };

  test('is searched without regard to Turkish letters, and by page, kind and day', async () => {
    expect((await list({ search: 'defterdarligi' })).codes).toEqual(['CANKIRI-DEF', 'ESKI-DEF', 'IZMIR-DEF']);
    expect((await list({ search: 'MALİYE BAK' })).codes).toEqual(['HMB']);
    expect((await list({ search: '243040' })).codes).toHaveLength(5);
    expect((await list({ search: 'cankiri', validOn: '2026-01-01' })).codes).toEqual(['CANKIRI-DEF']);
    expect((await list({ kind: 'BAKANLIK' })).codes).toEqual(['HMB', 'HMB-PERSONEL']);
    const first = await list({}, { first: 2 });
    expect(first).toMatchObject({ codes: ['CANKIRI-DEF', 'ESKI-DEF'], pageInfo: { hasNextPage: true } });
    const second = await list({}, { first: 5, after: first.pageInfo.endCursor });
    expect(second).toMatchObject({ codes: ['HMB', 'HMB-PERSONEL', 'IZMIR-DEF'], pageInfo: { hasNextPage: false } });
  });

  test('is changed by administrators alone', async () => {
    const input = { code: 'YENI', name: 'Yeni Kurum', kind: 'DIGER' };
    expect(await save(input, 'servis-gorevlisi')).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await save(input)).toMatchObject({ office: { code: 'YENI', detsis: null } });
    expect(await save({ ...input, detsis: '01234567' })).toMatchObject({ __typename: 'ValidationError' });
    expect(await save({ ...input, parentCode: 'YENI' })).toMatchObject({ __typename: 'ValidationError' });
  });
});

async function save(input: object, role = 'yonetici') {
  const mutation = `mutation ($input: SaveExternalOfficeInput!) { saveExternalOffice(input: $input) {
    __typename ... on SaveExternalOfficePayload { office { code detsis } } ... on Error { message } } }`;
  const token = await office.tokenOf(role, 'atama');
  return (await app.graphql<{ saveExternalOffice: unknown }>(token, mutation, { input })).data.saveExternalOffice;
}

const KIND = 'naklen-kuruma-gonderme';
const SIGN_STEP = 'kuruma-gonderme-imza';

/** A naklen atama from another institution, at the signature of the letter to it. */
async function letterTo(ayrildigiKurum: string): Promise<{ caseNumber: string; entry: FeedEntry }> {
  const { caseNumber } = await office.open('naklen-atama', 'ORNEK-021');
  await office.walkTo(caseNumber, SIGN_STEP, { data: { ayrildigiKurum, bakanlikSonucu: 'olumlu' } });
  const entry = await ebys.letterOf(caseNumber, KIND);
  if (!entry) throw new Error('the letter is not in the feed');
  return { caseNumber, entry };
}
const muhatapOf = ({ ustveri }: FeedEntry) =>
  (ustveri as { dagitimlar: readonly { muhatap: object }[] }).dagitimlar.map(({ muhatap }) => muhatap);

describe('a letter to another institution', () => {
  test('gets a package by the folded name of its muhatap, with DETSİS number and KEP address', async () => {
    const { entry } = await letterTo('İZMİR DEFTERDARLIĞI');
    expect(entry).toMatchObject({ missing: [], status: 'READY' });
    expect(muhatapOf(entry)).toEqual([
      {
        kind: 'KURUM',
        detsisNo: '24304022',
        ad: 'İZMİR DEFTERDARLIĞI',
        iletisim: { kepAdresi: 'izmir@hs02.kep.tr' },
      },
    ]);
    const { bytes } = await ebys.call('GET', entry.package?.href ?? '');
    expect(inspectPackage(bytes).filter((one) => one.severity !== 'UYARI')).toEqual([]);
  });

  test('names the entry that the form chose by its code, also where the name alone would be ambiguous', async () => {
    await save({ code: 'ADLIYE-1', name: 'Cumhuriyet Başsavcılığı', kind: 'YARGI', detsis: '24304044' });
    await save({ code: 'ADLIYE-2', name: 'Cumhuriyet Başsavcılığı', kind: 'YARGI', detsis: '24304055' });
    const chosen = await letterTo('ADLIYE-2');
    expect(muhatapOf(chosen.entry)).toMatchObject([{ detsisNo: '24304055', ad: 'Cumhuriyet Başsavcılığı' }]);
    const { entry } = await letterTo('Cumhuriyet Başsavcılığı');
    expect(entry.package).toBeNull();
    expect(entry.missing.map(({ label }) => label)).toEqual([expect.stringContaining('ADLIYE-1, ADLIYE-2')]);
  });

  test('without a number is completed once it is entered: the same item with its package, told by an entry of its own', async () => {
    await save({ code: 'SINOP-DEF', name: 'Sinop Defterdarlığı', kind: 'IL_MUDURLUGU' });
    const open = await letterTo('SINOP-DEF');
    const registered = await letterTo('Sinop Defterdarlığı');
    expect(open.entry).toMatchObject({
      package: null,
      missing: [{ label: '"Sinop Defterdarlığı" için DETSİS numarası' }],
    });
    await ebys.answer(registered.entry.itemId, 'registered', { sayi: 'E-24300037-903.02.01-99', tarih: '2026-11-20' });
    expect(await complete()).toBe(0);

    await save({ code: 'SINOP-DEF', name: 'Sinop Defterdarlığı', kind: 'IL_MUDURLUGU', detsis: '24304066' });
    expect(await complete()).toBe(1);
    expect(await complete()).toBe(0);
    const all = (await ebys.feed()).filter((one) => one.documentId === open.entry.documentId);
    expect(all).toMatchObject([
      { kind: 'LETTER', itemId: open.entry.itemId, documentVersion: 1, missing: [], status: 'READY' },
      { kind: 'COMPLETION', completes: open.entry.itemId, documentVersion: 1, withdraws: null },
    ]);
    const [letter, completion] = all;
    expect(completion?.package).toEqual(letter?.package);
    const { bytes } = await ebys.call('GET', letter?.package?.href ?? '');
    expect(inspectPackage(bytes).filter((one) => one.severity !== 'UYARI')).toEqual([]);
    expect(muhatapOf(letter ?? open.entry)).toMatchObject([{ detsisNo: '24304066' }]);
    // It waits for a worker once, as the letter that it is.
    const lease = await ebys.call('POST', '/ebys/leases', { body: { worker: 'isci-1', limit: 100 } });
    const leased = (lease.body as { entries: FeedEntry[] }).entries.filter(
      (e) => e.documentId === open.entry.documentId,
    );
    expect(leased.map(({ itemId, package: file }) => [itemId, file?.sha256])).toEqual([
      [open.entry.itemId, letter?.package?.sha256],
    ]);
    // What the EBYS registered without a package stays as the EBYS has it.
    const { body } = await ebys.call('GET', `/ebys/documents/${registered.entry.itemId}`);
    expect(body).toMatchObject({ package: null, status: 'REGISTERED' });
  });
});
