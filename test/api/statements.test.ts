import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lintDocx } from '../../src/documents/index.ts';
import { promotionsOfMonth } from '../../src/personnel/index.ts';
import { personnel } from '../../src/personnel/model.ts';
import { openScope, SERVER_ACTOR } from '../../src/server/scope.ts';
import { plainText } from '../documents/docx-text.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';
import { registerManager } from '../helpers/manager.ts';

let app: TestApp;
let clerk: string;
let reader: string;
let mover: string;
beforeAll(async () => {
  app = await openTestApp();
  clerk = await app.token(['servis-gorevlisi@mali'], 'ORNEK-012');
  reader = await app.token(['okuyucu']);
  mover = await app.token(['servis-gorevlisi@atama'], 'ORNEK-006');
  await addDiplomaTitle('ORNEK-006', 'İşletme');
});
afterAll(() => app.close());

/** The entry degree of a lisans asks for the title on the diploma (657 m.36 A-2…A-5); the demo people have none. */
async function addDiplomaTitle(sicilNo: string, title: string): Promise<void> {
  const diploma = {
    level: 'LISANS',
    institution: 'Örnek Üniversitesi',
    field: title,
    title,
    graduatedOn: '2012-06-29',
  };
  const { data } = await app.graphql<Record<string, { __typename: string }>>(
    clerk,
    `mutation ($input: UpdatePersonnelInput!) { updatePersonnel(input: $input) { __typename } }`,
    { input: { sicilNo, expectedVersion: 1, education: [diploma] } },
  );
  expect(data.updatePersonnel?.__typename).toBe('UpdatePersonnelPayload');
}

interface Outcome {
  readonly __typename: string;
  readonly value: Record<string, never>;
  readonly missing: readonly { path: string; label: string }[];
  readonly reason: string;
  readonly message: string;
  readonly trace: readonly { label: string; result: string }[];
}
const OUTCOME = (value: string, type: string): string => `__typename
  ... on ${type} { value { ${value} } trace { label result } }
  ... on CalculationNotEligible { reason trace { label result } }
  ... on CalculationMissingFacts { missing { path label } trace { label result } }
  ... on Error { message }`;

async function ask(query: string, variables: object = {}, token: string | null = clerk): Promise<Outcome | null> {
  const { data, errors } = await app.graphql<Record<string, Outcome | null>>(token, query, variables as never);
  expect(errors).toBeUndefined();
  return Object.values(data)[0] ?? null;
}

const GECICI = `query ($sicilNo: String!, $input: RecordGeciciGorevInput!) {
  geciciGorevOf(sicilNo: $sicilNo, input: $input) { ${OUTCOME('gross damga net payable lines { code amount } gundelik { group gundelik esasDerece }', 'RecordGeciciGorevCalculated')} }
}`;
const DUTY = {
  startOn: '2026-03-02',
  dutyDays: 3,
  travelDaysOut: 1,
  travelDaysBack: 1,
  fareOut: '850',
  fareBack: '850',
};

describe('geciciGorevOf', () => {
  test('takes degree, post and title from the record and says so', async () => {
    const outcome = await ask(GECICI, { sicilNo: 'ORNEK-019', input: DUTY });
    expect(outcome?.__typename).toBe('RecordGeciciGorevCalculated');
    expect(outcome?.value).toMatchObject({ gundelik: { group: 'B-e', esasDerece: 5 } });
    expect(outcome?.trace.slice(0, 3).map((s) => s.result)).toEqual([
      '5 (personel kaydı)',
      '5 (personel kaydı)',
      'Veri Hazırlama ve Kontrol İşletmeni (personel kaydı)',
    ]);
  });

  test('equals the what-if with the same facts', async () => {
    const outcome = await ask(GECICI, { sicilNo: 'ORNEK-019', input: DUTY });
    const whatIf = await ask(
      `query ($input: GeciciGorevInput!) { calculateGeciciGorev(input: $input) { ${OUTCOME('gross damga net payable lines { code amount } gundelik { group gundelik esasDerece }', 'GeciciGorevCalculated')} } }`,
      { input: { ...DUTY, derece: 5, kadroDerece: 5, unvan: 'Veri Hazırlama ve Kontrol İşletmeni' } },
    );
    expect(outcome?.value).toEqual(whatIf?.value);
  });

  test('a given fact overrides the record', async () => {
    const outcome = await ask(GECICI, { sicilNo: 'ORNEK-019', input: { ...DUTY, derece: 2, ekGosterge: 2200 } });
    expect(outcome?.value).toMatchObject({ gundelik: { group: 'B-d', esasDerece: 2 } });
    expect(outcome?.trace[0]?.result).toBe('2 (girilen değer)');
  });

  test('asks for the ek gösterge of a post of degree 1–4 and for the degree of a candidate', async () => {
    const manager = await ask(GECICI, { sicilNo: 'ORNEK-003', input: DUTY });
    expect(manager?.missing.map((m) => m.path)).toEqual(['ekGosterge']);
    const candidate = await ask(GECICI, { sicilNo: 'ORNEK-024', input: DUTY });
    expect(candidate?.missing.map((m) => m.path)).toEqual(['derece']);
  });

  test('gives null for an unknown person and refuses bad input as a member', async () => {
    expect(await ask(GECICI, { sicilNo: 'YOK', input: DUTY })).toBeNull();
    const refused = await ask(GECICI, { sicilNo: 'ORNEK-019', input: { ...DUTY, departsAt: '25:00' } });
    expect(refused?.__typename).toBe('ValidationError');
    expect(refused?.message).toContain('SS:DD');
  });

  test.each([null, 'reader'])('is closed to %s', async (who) => {
    const { errors } = await app.graphql(who === null ? null : reader, GECICI, { sicilNo: 'ORNEK-019', input: DUTY });
    expect(errors?.[0]?.extensions.code).toBe(who === null ? 'UNAUTHENTICATED' : 'FORBIDDEN');
  });
});

const SUREKLI = `query ($sicilNo: String!, $input: RecordSurekliGorevInput!) {
  surekliGorevOf(sicilNo: $sicilNo, input: $input) { ${OUTCOME('gross net lines { code quantity amount }', 'RecordSurekliGorevCalculated')} }
}`;

describe('surekliGorevOf', () => {
  const input = { on: '2026-07-15', fare: '900', hasMoved: true };
  test('lists family and distance as missing where neither record nor input tells them', async () => {
    const outcome = await ask(SUREKLI, { sicilNo: 'ORNEK-019', input });
    expect(outcome?.missing.map((m) => m.path)).toEqual(['familyMembers', 'km']);
  });
  test('calculates with the declared family', async () => {
    const outcome = await ask(SUREKLI, { sicilNo: 'ORNEK-019', input: { ...input, km: 240, familyMembers: 2 } });
    const value = outcome?.value as unknown as { lines: { code: string; quantity: number }[] };
    expect(value.lines).toHaveLength(7);
    expect(value.lines.find((l) => l.code === 'YOL_GIDERI_AILE')?.quantity).toBe(2);
  });
});

describe('other calculations of law 6245 on record', () => {
  const other: [string, string, string, string, object, object][] = [
    [
      'gundelikOf',
      'RecordGundelik',
      'gundelik group esasDerece',
      'ORNEK-019',
      { on: '2025-03-03' },
      { gundelik: '600.00', group: 'B-e', esasDerece: 5 },
    ],
    [
      'gundelikOf',
      'RecordGundelik',
      'gundelik group',
      'ORNEK-019',
      { on: '2020-03-03', place: 'KKTC' },
      { gundelik: '87.30', group: 'KKTC 5-15' },
    ],
    [
      'emekliTazminatiOf',
      'RecordEmekliTazminati',
      'gross damga net documents',
      'ORNEK-019',
      { on: '2026-01-15' },
      {
        gross: '18816.76',
        damga: '142.81',
        net: '18673.95',
        documents: ['Personelin dilekçesi', 'SGK aylık bağlama yazısı'],
      },
    ],
    [
      'yurtdisiGorevOf',
      'RecordYurtdisiGecici',
      'currency gross payment { gross damga net } endOn settlementDueOn',
      'ORNEK-019',
      { startOn: '2025-05-12', days: 12, gundelik: '100', currency: 'EUR', fare: '450', exchangeRate: '40' },
      {
        currency: 'EUR',
        gross: '2150',
        payment: { gross: '86000.00', damga: '652.74', net: '85347.26' },
        endOn: '2025-05-23',
        settlementDueOn: '2025-06-23',
      },
    ],
  ];
  const query = (field: string, name: string, value: string) =>
    `query ($sicilNo: String!, $input: ${name}Input!) { ${field}(sicilNo: $sicilNo, input: $input) { ${OUTCOME(value, `${name}Calculated`)} } }`;

  test.each(other)('%s of a person', async (field, name, value, sicilNo, input, expected) => {
    const outcome = await ask(query(field, name, value), { sicilNo, input });
    expect(outcome?.value).toMatchObject(expected);
    expect(outcome?.trace[0]?.result).toContain('personel kaydı');
  });

  test('what the record lacks is listed, the country table is asked for in so many words', async () => {
    const manager = await ask(query('gundelikOf', 'RecordGundelik', 'group'), {
      sicilNo: 'ORNEK-003',
      input: { on: '2025-03-03' },
    });
    expect(manager?.missing.map((m) => m.path)).toEqual(['ekGosterge']);
    const abroad = await ask(query('yurtdisiGorevOf', 'RecordYurtdisiGecici', 'currency'), {
      sicilNo: 'ORNEK-019',
      input: { startOn: '2025-05-12', days: 3 },
    });
    expect(abroad?.missing[0]?.label).toContain('programda ülke cetveli yoktur');
  });
});

const TERFI = `query ($sicilNo: String!, $asOf: Date, $readings: TerfiReadingsInput) {
  terfiOf(sicilNo: $sicilNo, asOf: $asOf, readings: $readings) { ${OUTCOME('kha { text } nextKha { on position { text } } rows { date label }', 'RecordTerfiCalculated')} }
}`;

describe('terfiOf', () => {
  test('gives the timeline of a person on record', async () => {
    const outcome = await ask(TERFI, { sicilNo: 'ORNEK-006', asOf: '2026-11-22' });
    expect(outcome?.__typename).toBe('RecordTerfiCalculated');
    const value = outcome?.value as unknown as { rows: { date: string }[]; nextKha: { on: string } };
    expect(value.rows[0]?.date).toBe('2014-03-17');
    expect(value.nextKha.on > '2026-11-22').toBe(true);
  });
  test('a day before the service is a missing fact, a bad reading is refused by the schema', async () => {
    const early = await ask(TERFI, { sicilNo: 'ORNEK-006', asOf: '2001-01-01' });
    expect(early?.__typename).toBe('CalculationMissingFacts');
    const { errors } = await app.graphql(clerk, TERFI, { sicilNo: 'ORNEK-006', readings: { vekil: 'BELKI' } });
    expect(errors?.[0]?.message).toContain('BELKI');
  });
});

/** Many people whose records don't tell enough: each gives one entry. */
async function registerMany(count: number): Promise<void> {
  const { services } = app;
  const [model] = await personnel(services.db).find({ sicilNo: 'ORNEK-006' }).lean();
  if (!model) throw new Error('the demo has no ORNEK-006');
  const { _id, tcknIndex, ...rest } = model;
  await personnel(services.db).insertMany(
    Array.from({ length: count }, (_, i) => ({
      ...rest,
      sicilNo: `COK-${String(i).padStart(4, '0')}`,
      tcknIndex: `${tcknIndex}-${i}`,
      kadroNo: null,
      career: { ...rest.career, service: null },
    })),
  );
}

const UYGUNLUK = `query ($sicilNo: String!, $input: RecordMuvafakatUygunlukInput!) {
  muvafakatUygunluguOf(sicilNo: $sicilNo, input: $input) { ${OUTCOME('netServiceDays route', 'RecordMuvafakatUygunluguCalculated')} }
}`;

describe('muvafakatUygunluguOf', () => {
  const ask1 = (sicilNo: string, input: object) => ask(UYGUNLUK, { sicilNo, input: { on: '2026-11-22', ...input } });

  test('counts the service of the record; an exam of the institution asks for three years in its kadro', async () => {
    const plain = await ask1('ORNEK-019', {});
    expect(plain).toMatchObject({ __typename: 'RecordMuvafakatUygunluguCalculated', value: { route: 'KOMISYON' } });
    expect(plain?.trace[0]?.result).toBe('Veri Hazırlama ve Kontrol İşletmeni (personel kaydı)');
    const exam = await ask1('ORNEK-019', { examPostSince: '2023-11-23' });
    expect(exam).toMatchObject({
      __typename: 'CalculationNotEligible',
      reason: expect.stringContaining('1079 gün var'),
    });
    expect((await ask1('ORNEK-019', { examPostSince: '2023-11-22' }))?.value).toMatchObject({ route: 'KOMISYON' });
    expect((await ask1('ORNEK-019', { examPostSince: '2023-11-23', reason: 'SAGLIK' }))?.value.route).toBe('KOMISYON');
    expect((await ask1('ORNEK-019', { reason: 'CAN_GUVENLIGI' }))?.value.route).toBe('CAN_GUVENLIGI');
  });

  test('sends managers to the rector, refuses candidates, and gives null for nobody', async () => {
    expect((await ask1('ORNEK-019', { isManager: true }))?.reason).toContain('Rektör takdiri');
    expect((await ask1('ORNEK-024', { reason: 'SAGLIK' }))?.reason).toContain('Azamî adaylık süresi');
    expect(await ask1('YOK', {})).toBeNull();
    expect((await ask1('ORNEK-019', { kurum: 'xyz' }))?.__typename).toBe('ValidationError');
  });
});

const SIRALAMA = `query ($period: String!, $first: Int, $after: String, $permissions: Int) {
  muvafakatSiralamasi(period: $period, first: $first, after: $after, permissions: $permissions) {
    totalCount quota grantedEarlier pageInfo { hasNextPage endCursor }
    nodes { standing rank aheadBy isUnitPositive reason decision score { total } case { caseNumber subject { person { sicilNo } } } }
  }
}`;
interface RankingPage {
  readonly muvafakatSiralamasi: {
    readonly totalCount: number;
    readonly quota: number | null;
    readonly nodes: readonly {
      standing: string;
      rank: number | null;
      case: { subject: { person: { sicilNo: string } } };
    }[];
    readonly pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

describe('muvafakatSiralamasi', () => {
  test('gives the period in order, page by page, to officers', async () => {
    const open = `mutation ($input: OpenCaseInput!) { openCase(input: $input) { __typename ... on OpenCasePayload { case { openedOn } } ... on Error { message } } }`;
    const officer = await app.token(['servis-gorevlisi@atama'], 'ORNEK-006');
    let period = '';
    for (const sicilNo of ['ORNEK-019', 'ORNEK-020', 'ORNEK-024']) {
      const { data } = await app.graphql<{ openCase: { case: { openedOn: string } } }>(officer, open, {
        input: { process: 'muvafakat-verme', sicilNo },
      });
      period = data.openCase.case.openedOn.slice(0, 7);
    }
    const page = async (variables: object) =>
      (await app.graphql<RankingPage>(officer, SIRALAMA, { period, ...variables })).data.muvafakatSiralamasi;
    const whole = await page({});
    expect(whole).toMatchObject({ totalCount: 3, quota: null });
    expect(whole.nodes.at(-1)).toMatchObject({ standing: 'NOT_ELIGIBLE', rank: null });
    const first = await page({ first: 2, permissions: 2 });
    expect(first).toMatchObject({ quota: 1, pageInfo: { hasNextPage: true } });
    const second = await page({ first: 2, permissions: 2, after: first.pageInfo.endCursor });
    const names = (p: typeof whole) => p.nodes.map((n) => n.case.subject.person.sicilNo);
    expect([...names(first), ...names(second)]).toEqual(names(whole));
    const { errors } = await app.graphql(reader, SIRALAMA, { period });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    for (const wrong of [{ period: 'ekim' }, { period, permissions: -1 }]) {
      const bad = await app.graphql(officer, SIRALAMA, wrong);
      expect(bad.errors?.[0]?.extensions.code, JSON.stringify(wrong)).toBe('VALIDATION');
    }
  });
});

interface CalendarPage {
  readonly terfiTakvimi: {
    readonly nodes: readonly {
      personnel: { sicilNo: string };
      track: string | null;
      on: string | null;
      reason: string | null;
    }[];
    readonly pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}
const TAKVIM = `query ($month: String!, $unitCode: String, $first: Int, $after: String) {
  terfiTakvimi(month: $month, unitCode: $unitCode, first: $first, after: $after) {
    nodes { personnel { sicilNo } track on reason }
    pageInfo { hasNextPage endCursor }
  }
}`;

describe('terfiTakvimi', () => {
  test('pages give everybody once', async () => {
    const whole = await app.graphql<CalendarPage>(clerk, TAKVIM, { month: '2026-12', first: 100 });
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: CalendarPage['terfiTakvimi'] = (
        await app.graphql<CalendarPage>(clerk, TAKVIM, { month: '2026-12', first: 2, after })
      ).data.terfiTakvimi;
      paged.push(...page.nodes.map((n) => `${n.personnel.sicilNo} ${n.track}`));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged.length).toBeGreaterThan(0);
    expect(paged).toEqual(whole.data.terfiTakvimi.nodes.map((n) => `${n.personnel.sicilNo} ${n.track}`));
    for (const n of whole.data.terfiTakvimi.nodes) expect(n.reason !== null || n.on?.startsWith('2026-12')).toBe(true);
  });
  test('a cursor seeks: pages of many people give everybody once, and a later page reads no earlier person', async () => {
    await registerMany(300);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: CalendarPage['terfiTakvimi'] = (
        await app.graphql<CalendarPage>(clerk, TAKVIM, { month: '2026-12', first: 50, after })
      ).data.terfiTakvimi;
      seen.push(...page.nodes.map((n) => `${n.personnel.sicilNo} ${n.track}`));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.filter((s) => s.startsWith('COK-'))).toHaveLength(300);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted());
    const from = promotionsOfMonth(openScope(app.services, SERVER_ACTOR).command(), {
      month: '2026-12',
      unitCode: null,
      fromSicilNo: 'COK-0250',
    });
    const first = await from.next();
    await from.return(undefined);
    expect(first.value?.person.sicilNo).toBe('COK-0250');
  });
  test('refuses a month, a unit and a direction that are none', async () => {
    for (const variables of [{ month: '2026-13' }, { month: '2026-12', unitCode: 'YOK' }]) {
      const { errors } = await app.graphql(clerk, TAKVIM, variables);
      expect(errors?.[0]?.extensions.code).toBe('VALIDATION');
    }
    const { errors } = await app.graphql(clerk, '{ terfiTakvimi(month: "2026-12", last: 2) { nodes { track } } }');
    expect(errors?.[0]?.message).toContain('geriye');
  });
});

const YUKSELME = `query ($sicilNo: String!, $input: RecordPromotionInput!) {
  yukselmeOf(sicilNo: $sicilNo, input: $input) { ${OUTCOME('counted68b required68bYears', 'RecordPromotionCalculated')} }
}`;

describe('yukselmeOf', () => {
  test('counts 68/B service and names the article that fails', async () => {
    const outcome = await ask(YUKSELME, { sicilNo: 'ORNEK-010', input: { on: '2026-06-30', kadro: 'Şef', derece: 3 } });
    expect(outcome?.__typename).toMatch(/RecordPromotionCalculated|CalculationNotEligible/);
    expect(outcome?.trace[1]?.result).toContain('1 öğrenim, 1 hizmet');
    const candidate = await ask(YUKSELME, {
      sicilNo: 'ORNEK-024',
      input: { on: '2026-06-30', kadro: 'Şef', derece: 3 },
    });
    expect(candidate?.reason).toContain('Aday memur');
  });
  test('refuses a title outside the regulation', async () => {
    const outcome = await ask(YUKSELME, {
      sicilNo: 'ORNEK-010',
      input: { on: '2026-06-30', kadro: 'Kaptan', derece: 3 },
    });
    expect(outcome?.__typename).toBe('ValidationError');
  });
});

const BOLGE = `query ($sicilNo: String!, $input: RecordRegionInput!) {
  bolgeHizmetiOf(sicilNo: $sicilNo, input: $input) { ${OUTCOME('region il ilce requiredYears currentDuration isCompleted isHalfServed regionPoints ek2 score managerDays ministryDays byRegion { region days isCompleted } preferable { regions lotRegions }', 'RecordRegionServiceCalculated')} }
}`;

describe('bolgeHizmetiOf', () => {
  const on = '2026-05-31';
  const places = [{ workplace: 'BÖLGE MÜDÜRLÜĞÜ', il: 'Şırnak', ilce: 'Cizre' }];
  const ofManager = (input: object) => ask(BOLGE, { sicilNo: 'YONETICI-1', input: { on, ...input } }, mover);

  test('asks for the place that no name tells, and for the awards', async () => {
    await registerManager(app);
    expect((await ofManager({}))?.missing.map((m) => m.path)).toEqual(['postings.2.workplace', 'awards']);
  });

  test('counts time and points of the regions and the score of the day (m.28, 29, Ek-2)', async () => {
    const outcome = await ofManager({ places, awards: [{ name: 'basari_tesekkur', count: 2 }] });
    expect(outcome?.value).toEqual({
      region: 4,
      il: 'ADANA',
      ilce: 'Feke',
      requiredYears: 2,
      currentDuration: '4 yıl 9 ay',
      isCompleted: true,
      isHalfServed: true,
      byRegion: [
        { region: 1, days: 1335, isCompleted: false },
        { region: 3, days: 810, isCompleted: false },
        { region: 4, days: 1710, isCompleted: true },
      ],
      // 44 months × 0.5 + 27 × 0.9 + 57 × 1.
      regionPoints: '103.3',
      // Lisans 4, one document 1, kınama −2, 84 months × 0.03, 128 × 0.07.
      ek2: '14.48',
      score: '117.78',
      managerDays: 3855,
      ministryDays: 6375,
      // One is three regions away; one and three were served in without completing them, which bars the lot only.
      preferable: { regions: [2, 3, 5], lotRegions: [2, 5] },
    });
  });

  test('a title outside m.26, an unknown district, an unknown person', async () => {
    const clerkOutcome = await ask(BOLGE, { sicilNo: 'ORNEK-006', input: { on } }, mover);
    expect(clerkOutcome?.reason).toContain('bölge hizmetine tabi bir unvan değil');
    const wrong = [{ workplace: 'Bölge Müdürlüğü', il: 'Şırnak', ilce: 'Tosya' }];
    expect((await ofManager({ places: wrong }))?.message).toContain('KASTAMONU');
    expect(await ask(BOLGE, { sicilNo: 'YOK-1', input: { on } }, mover)).toBeNull();
  });

  test('is closed to officers of other services: the score names penalties', async () => {
    const { errors } = await app.graphql(clerk, BOLGE, { sicilNo: 'YONETICI-1', input: { on } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

const YER = `query ($sicilNo: String!, $on: Date!, $kind: StaffRelocationKind!) {
  yerDegistirmeOf(sicilNo: $sicilNo, on: $on, kind: $kind) { ${OUTCOME('since serviceDays kadroDays kadroDuration', 'RecordStaffRelocationCalculated')} }
}`;

describe('yerDegistirmeOf', () => {
  test.each(['IL_ICI', 'ILLER_ARASI'])('counts the uninterrupted service (%s)', async (kind) => {
    const outcome = await ask(YER, { sicilNo: 'ORNEK-006', on: '2026-09-30', kind });
    expect(outcome?.value).toEqual({
      since: '2014-03-17',
      serviceDays: 4513,
      kadroDays: 4513,
      kadroDuration: '12 yıl 6 ay 13 gün',
    });
  });

  test('three years are not yet served; managers move by region service', async () => {
    const early = await ask(YER, { sicilNo: 'ORNEK-024', on: '2026-09-30', kind: 'IL_ICI' });
    expect(early?.reason).toContain('kesintisiz 3 yıl dolmamış');
    const manager = await ask(YER, { sicilNo: 'YONETICI-1', on: '2026-09-30', kind: 'IL_ICI' });
    expect(manager?.reason).toContain('bölge hizmetine bağlıdır');
  });
});

const MUVAFAKAT = `query ($sicilNo: String!, $input: RecordMuvafakatInput!, $other: [String!]! = []) {
  muvafakatPuaniOf(sicilNo: $sicilNo, input: $input, otherWorkplaces: $other) { ${OUTCOME('total service { university outside universityBand }', 'RecordMuvafakatPuaniCalculated')} }
}`;

describe('muvafakatPuaniOf', () => {
  test('counts completed years from the record', async () => {
    const outcome = await ask(MUVAFAKAT, { sicilNo: 'ORNEK-006', input: { on: '2026-10-01' } });
    expect(outcome?.trace[0]?.result).toMatch(/^12 yıl/);
    expect(outcome?.value).toMatchObject({ service: { universityBand: expect.stringMatching(/-|\+/) } });
  });
  test('a workplace outside moves the years to the other side', async () => {
    const outcome = await ask(MUVAFAKAT, {
      sicilNo: 'ORNEK-006',
      input: { on: '2026-10-01' },
      other: ['Kastamonu Defterdarlığı'],
    });
    expect(outcome?.trace.slice(0, 2).map((s) => s.result)).toEqual([
      expect.stringMatching(/^0 gün|^0 yıl/),
      expect.stringMatching(/^12 yıl/),
    ]);
  });
});

interface Written {
  readonly __typename: string;
  readonly message: string;
  readonly missing: readonly { path: string }[];
  readonly document: {
    readonly id: string;
    readonly kind: string;
    readonly status: string;
    readonly downloadPath: string;
  };
}

async function write(field: string, input: object, token = clerk): Promise<Written> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  const { data, errors } = await app.graphql<Record<string, Written>>(
    token,
    `mutation ($input: ${type}Input!) { ${field}(input: $input) {
      __typename
      ... on ${type}Payload { document { id kind status downloadPath } }
      ... on MissingValuesError { missing { path } }
      ... on Error { message }
    } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data[field] as Written;
}

async function bytesOf({ document }: Written): Promise<Buffer> {
  const response = await app.fetch(document.downloadPath, { headers: { authorization: `Bearer ${clerk}` } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe('documents', () => {
  const written: [string, string, object, readonly string[]][] = [
    [
      'gecici-gorev-yolluk-bildirimi',
      'writeYollukBildirimi',
      {
        sicilNo: 'ORNEK-019',
        gecici: {
          ...DUTY,
          dutyPlace: 'Ankara',
          work: 'Mali mevzuat eğitimi',
          advance: '3000',
          lodgingNights: 2,
          lodgingNightlyPrice: '1200',
        },
      },
      [
        'Hasan YILMAZ',
        'Ankara, Mali mevzuat eğitimi',
        'Gündelik (görev yeri)',
        'Konaklama (belgeli)',
        'Damga vergisi',
        '3.000,00 TL',
      ],
    ],
    [
      'surekli-gorev-yolluk-bildirimi',
      'writeYollukBildirimi',
      {
        sicilNo: 'ORNEK-019',
        surekli: { on: '2026-07-15', fare: '900', hasMoved: true, km: 240, familyMembers: 2 },
        fromPlace: 'Taşköprü',
        toPlace: 'Ankara',
      },
      ['Taşköprü – Ankara', '240 km', 'Yer değiştirme: sabit unsur (kendisi)', '2 kişi'],
    ],
    [
      'yurtdisi-gecici-gorev-yolluk-bildirimi',
      'writeYollukBildirimi',
      {
        sicilNo: 'ORNEK-019',
        yurtdisi: { startOn: '2025-05-12', days: 12, gundelik: '100', currency: 'EUR', exchangeRate: '40' },
        toPlace: 'Brüksel',
        work: 'Çalıştay',
      },
      ['Brüksel, Çalıştay', '1.500,00 EUR', '1 EUR = 40 TL', '68.000,00 TL', 'altmışyedi'],
    ],
    [
      'memur-nakil-talep-formu',
      'writeNakilTalepFormu',
      {
        sicilNo: 'ORNEK-006',
        targetInstitution: 'Ankara Defterdarlığı',
        request: { on: '2026-10-01', reasons: [{ kind: 'SAGLIK', who: 'KENDISI', hasBoardReport: true }] },
      },
      [
        'Ankara Defterdarlığı',
        '☒\u00a0Sağlık',
        '☐\u00a0Engellilik',
        '☐ Talep uygun görülmüştür.',
        'Sağlık: sağlık kurulu raporu',
        'Kurumdaki hizmet',
        '10000001518',
      ],
    ],
    [
      'hizmet-ve-terfi-cetveli',
      'writeTerfiCetveli',
      { sicilNo: 'ORNEK-006', asOf: '2026-11-22' },
      ['17.03.2014', 'Müdürü', 'm.64'],
    ],
    [
      'terfi-listesi',
      'writeTerfiListesi',
      { month: '2027-03' },
      ['MART 2027 DÖNEMİ', 'Bütün birimler', 'KHA', 'Ayşe Nur IŞIK', 'Eksik: ', 'ORNEK-010 Çağrı İNCE'],
    ],
  ];

  test.each(written)('%s is final, complete and says what was calculated', async (kind, field, input, texts) => {
    const result = await write(field, input);
    expect(result).toMatchObject({ document: { kind, status: 'KESIN' } });
    const bytes = await bytesOf(result);
    const text = plainText(bytes);
    for (const part of texts) expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(lintDocx(bytes, {})).toEqual([]);
  });

  test('facts that the record lacks are listed, nothing is stored', async () => {
    const result = await write('writeYollukBildirimi', { sicilNo: 'ORNEK-003', gecici: DUTY });
    expect(result.__typename).toBe('MissingValuesError');
    expect(result.missing.map((m) => m.path)).toEqual(['ekGosterge']);
  });

  test.each([
    [{ sicilNo: 'ORNEK-019' }, 'ValidationError'],
    [{ sicilNo: 'ORNEK-019', yurtdisi: { startOn: '2025-05-12', days: 3 } }, 'ValidationError'],
    [{ sicilNo: 'ORNEK-019', gecici: DUTY, surekli: { on: '2026-07-15' } }, 'ValidationError'],
    [{ sicilNo: 'ORNEK-019', surekli: { on: '2026-07-15', km: 10, familyMembers: 0 } }, 'ValidationError'],
    [{ sicilNo: 'YOK', gecici: DUTY }, 'NotFoundError'],
    [{ sicilNo: 'ORNEK-019', gecici: { ...DUTY, startOn: '2001-01-01' } }, 'ParameterNotInForceError'],
    [
      {
        sicilNo: 'ORNEK-019',
        surekli: { on: '2026-07-15', km: 10, familyMembers: 0, isSameMahal: true },
        fromPlace: 'a',
        toPlace: 'b',
      },
      'NotEligibleError',
    ],
  ])('%j gives %s', async (input, type) => {
    expect((await write('writeYollukBildirimi', input)).__typename).toBe(type);
  });

  test('a month without promotions and a reader get none', async () => {
    expect((await write('writeTerfiListesi', { month: '1950-01' })).__typename).toBe('ValidationError');
    for (const [, field, input] of written)
      expect((await write(field, input, reader)).__typename).toBe('ForbiddenError');
  });
});
