import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { plainText } from '../documents/docx-text.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';

const TODAY = '2026-11-20';
let app: TestApp;
let clerk: string;
beforeAll(async () => {
  // Legal days of the demo records are fixed, so the day of the requests is, too.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${TODAY}T09:00:00Z`) });
  app = await openTestApp();
  clerk = await app.token(['servis-gorevlisi@atama'], 'ORNEK-006');
});
afterAll(async () => {
  await app.close();
  vi.useRealTimers();
});

/** Sicil no of who holds an office in the demo institution. */
const HOLDERS: Readonly<Record<string, string>> = {
  vali: 'ORNEK-V01',
  'vali-yardimcisi': 'ORNEK-V02',
  defterdar: 'ORNEK-001',
  'defterdar-yardimcisi': 'ORNEK-002',
  'personel-muduru': 'ORNEK-003',
  'personel-mudur-yardimcisi': 'ORNEK-004',
  'servis-sorumlusu': 'ORNEK-005',
  'servis-gorevlisi': 'ORNEK-006',
};
const tokenOf = (role: string) => app.token([role.startsWith('servis-') ? `${role}@atama` : role], HOLDERS[role] ?? '');

const CALCULATION = `calculation {
  kind status summary proposed proposedOutcome missing { path label } article
  terfi { kha { text } nextKha { on position { text } } rows { date label kha { text } } findings { code } }
  trace { label article arithmetic result } lines { label detail result article } warnings { code message }
}`;
const CASE = `caseNumber version status
  documents { id kind status downloadPath }
  currentStep {
    nextAct known awaits { key } ${CALCULATION}
    step { key outcomes { key } fields { key isRequired outcomes type options { key } } }
  }`;

interface Calculation {
  kind: string;
  status: string;
  summary: string;
  proposed: Record<string, unknown>;
  proposedOutcome: string | null;
  missing: { path: string; label: string }[];
  terfi: {
    kha: { text: string };
    nextKha: { on: string } | null;
    rows: { date: string; kha: { text: string } }[];
  } | null;
  trace: { label: string; article: string; arithmetic: string | null; result: string }[];
  lines: { label: string; detail: string; result: string; article: string }[];
  warnings: { code: string; message: string }[];
}
interface CaseView {
  caseNumber: string;
  version: number;
  status: string;
  documents: { id: string; kind: string; status: string; downloadPath: string }[];
  currentStep: {
    nextAct: string;
    known: Record<string, unknown>;
    awaits: { key: string }[];
    calculation: Calculation | null;
    step: { key: string; outcomes: { key: string }[]; fields: { key: string; outcomes: string[] | null }[] };
  } | null;
}

async function send(token: string, name: string, input: Record<string, unknown>): Promise<CaseView> {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const { data, errors } = await app.graphql<Record<string, { case?: CaseView; message?: string }>>(
    token,
    `mutation ($input: ${type}Input!) {
      ${name}(input: $input) { __typename ... on ${type}Payload { case { ${CASE} } } ... on Error { message } }
    }`,
    { input },
  );
  expect(errors).toBeUndefined();
  const answer = data[name];
  if (!answer?.case) throw new Error(`${name} ${String(input.step)}: ${answer?.message}`);
  return answer.case;
}

const ACTS: Readonly<Record<string, string>> = { PARAF: 'parafStep', SIGN: 'signStep', APPROVE: 'approveStep' };

/** Walks a case to its end over the API: what is known is confirmed, the rest comes from `answers`, by field or step. */
async function walk(
  from: CaseView,
  { outcomes, answers }: { outcomes: Record<string, string>; answers: Record<string, unknown> },
): Promise<{ end: CaseView; seen: Map<string, Calculation> }> {
  const seen = new Map<string, Calculation>();
  let view = from;
  while (view.currentStep) {
    const { nextAct, awaits, step, known, calculation } = view.currentStep;
    if (calculation) seen.set(step.key, calculation);
    const token = await tokenOf(awaits[0]?.key ?? '');
    const place = { caseNumber: view.caseNumber, expectedVersion: view.version, step: step.key };
    const act = ACTS[nextAct];
    if (act) {
      view = await send(token, act, place);
      continue;
    }
    const outcome = step.outcomes.length === 0 ? null : outcomes[step.key];
    const asked = step.fields.filter((f) => f.outcomes === null || f.outcomes.includes(outcome ?? ''));
    const values = asked.map((f) => [f.key, answers[f.key] ?? known[f.key]] as const);
    const data = Object.fromEntries(values.filter(([, v]) => v !== undefined && v !== null));
    view = await send(token, 'completeStep', { ...place, outcome, data });
  }
  return { end: view, seen };
}

interface PersonView {
  version: number;
  status: string;
  derece: number | null;
  kademe: number | null;
}
async function personOf(sicilNo: string): Promise<PersonView> {
  const { data } = await app.graphql<{ personnel: { nodes: PersonView[] } }>(
    clerk,
    'query ($sicilNo: String!) { personnel(filter: { sicilNo: $sicilNo }) { nodes { version status derece kademe } } }',
    { sicilNo },
  );
  const [person] = data.personnel.nodes;
  if (!person) throw new Error(`no person ${sicilNo}`);
  return person;
}

async function correct(sicilNo: string, change: Record<string, unknown>): Promise<void> {
  const { version: expectedVersion } = await personOf(sicilNo);
  const { data, errors } = await app.graphql<{ updatePersonnel: { __typename: string } }>(
    clerk,
    'mutation ($input: UpdatePersonnelInput!) { updatePersonnel(input: $input) { __typename } }',
    { input: { sicilNo, expectedVersion, ...change } },
  );
  expect(errors).toBeUndefined();
  expect(data.updatePersonnel.__typename).toBe('UpdatePersonnelPayload');
}

async function readLetter({ documents }: CaseView, kind: string, token = clerk): Promise<string> {
  const letter = documents.findLast((d) => d.kind === kind && d.status === 'KESIN');
  if (!letter) throw new Error(`no final ${kind}: ${JSON.stringify(documents)}`);
  const path = letter.downloadPath;
  const response = await app.fetch(path, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return plainText(Buffer.from(await response.arrayBuffer()));
}

async function reread(caseNumber: string): Promise<CaseView> {
  const { data, errors } = await app.graphql<{ caseByNumber: CaseView }>(
    clerk,
    `query ($caseNumber: String!) { caseByNumber(caseNumber: $caseNumber) { ${CASE} } }`,
    { caseNumber },
  );
  expect(errors).toBeUndefined();
  return data.caseByNumber;
}

const LISANS = {
  level: 'LISANS',
  institution: 'Örnek Üniversitesi',
  field: 'Kamu Yönetimi',
  graduatedOn: '2020-06-30',
};

describe('adaylığın kaldırılması of a demo person', () => {
  let opened: CaseView;

  test('an incomplete record gives the list of missing facts and proposes nothing', async () => {
    await correct('ORNEK-024', { education: [LISANS] });
    opened = await send(clerk, 'openCase', { process: 'adaylik-kaldirma', sicilNo: 'ORNEK-024' });
    expect(opened.currentStep?.calculation).toMatchObject({
      kind: 'adaylik-hizmeti',
      status: 'MISSING',
      proposed: {},
      missing: [{ path: 'education.0.title', label: expect.stringContaining('Diploma') }],
    });
    expect(opened.currentStep?.calculation?.summary).toMatch(/^Kayıtta eksik: /);
    expect(opened.currentStep?.known).not.toHaveProperty('adaylikBaslangicTarihi');
  });

  test('the completed record fills the form, the letter carries the numbers, the registry follows', async () => {
    await correct('ORNEK-024', { education: [{ ...LISANS, title: 'Kamu Yönetimi' }] });
    const before = await personOf('ORNEK-024');
    expect(before).toMatchObject({ status: 'ADAY', derece: null });
    const { end, seen } = await walk(await reread(opened.caseNumber), {
      outcomes: { 'gorus-istem-makam': 'ilce-birimi', 'gorus-incele': 'olumlu-gorus' },
      answers: {
        gelenEvrakTarihi: '2026-11-02',
        gelenEvrakSayisi: 'E-24300045-903.02-412',
        birimYazisiTarihi: '2026-11-02',
        birimYazisiSayisi: 'E-24300045-903.02-412',
        asaletTarihi: '2026-11-15',
        onayTarihi: '2026-11-16',
        onaySayisi: 'E-24300037-903.07-4811',
        tebligTarihi: '2026-11-18',
        yeminTarihi: '2026-11-18',
        kayitTarihi: '2026-11-20',
      },
    });
    expect(end.status).toBe('CLOSED');
    expect([...seen.keys()]).toEqual(['hizmet-suresi-hesapla', 'derece-kademe-tespit']);
    expect(seen.get('hizmet-suresi-hesapla')?.proposed).toMatchObject({ adaylikBaslangicTarihi: '2025-09-15' });
    const letter = await readLetter(end, 'adaylik-asalet-tasdik');
    for (const part of [
      '9’uncu derecenin 1’inci kademesi',
      '9’uncu derecenin 2’nci kademesi olarak tespit edilmiştir',
      'Müteakip terfi tarihi 15.09.2027',
      '15.11.2026 tarihinden geçerli olmak üzere',
      '657 s.K.',
    ])
      expect(letter).toContain(part);
    const table = await readLetter(end, 'hizmet-ve-terfi-cetveli');
    expect(table).toContain('15.11.2026');
    expect(table).toContain('9/2');
    expect(await personOf('ORNEK-024')).toEqual({ version: before.version + 1, status: 'ASIL', derece: 9, kademe: 2 });
    expect(end.documents.filter((d) => d.status === 'TASLAK')).toEqual([]);
  });

  test('the history keeps the calculation with its trace; a reader sees none of it', async () => {
    const text = `query ($caseNumber: String!) { caseByNumber(caseNumber: $caseNumber) {
      ${CALCULATION}
      events(first: 50) { nodes { step data ${CALCULATION} } }
    } }`;
    interface Page {
      caseByNumber: {
        calculation: Calculation | null;
        events: { nodes: { step: string | null; data: unknown; calculation: Calculation | null }[] };
      };
    }
    const ask = async (token: string) =>
      (await app.graphql<Page>(token, text, { caseNumber: opened.caseNumber })).data.caseByNumber;
    const found = await ask(clerk);
    const stored = found.events.nodes.find((e) => e.step === 'derece-kademe-tespit')?.calculation;
    expect(stored?.terfi?.kha.text).toBe('9/2');
    expect(stored?.terfi?.nextKha?.on).toBe('2027-09-15');
    expect(stored?.trace.some((s) => s.arithmetic?.includes('15.09.2025') ?? false)).toBe(true);
    // The record has changed since; what the ended case shows is what was calculated then.
    expect(found.calculation).toEqual(stored);
    const masked = await ask(await app.token(['okuyucu']));
    expect(masked.calculation).toBeNull();
    expect(masked.events.nodes.every((e) => e.calculation === null)).toBe(true);
  });
});

describe('terfi of a demo person', () => {
  test('is proposed, approved and recorded', async () => {
    await correct('ORNEK-008', { derece: 6, kademe: 3 });
    const opened = await send(clerk, 'openCase', { process: 'terfi', sicilNo: 'ORNEK-008' });
    expect(opened.currentStep?.calculation).toMatchObject({
      status: 'VALUE',
      proposedOutcome: 'derece-terfisi',
      terfi: { kha: { text: '5/1' }, nextKha: { on: '2027-01-04' } },
    });
    expect(opened.currentStep?.known).toMatchObject({ terfiTarihi: '2026-01-04', eskiDerece: 6, eskiKademe: 3 });
    const { end } = await walk(opened, {
      outcomes: { 'liste-incele': 'derece-terfisi' },
      answers: {
        terfiKadrosu: 'K-0102',
        onayTarihi: '2026-11-20',
        onaySayisi: 'E-24300037-903.02-4812',
        kayitTarihi: '2026-11-20',
      },
    });
    const letter = await readLetter(end, 'terfi-derece-onayi');
    expect(letter).toContain('6’ncı derecenin 3’üncü kademesinde');
    expect(letter).toContain('04.01.2026 tarihinden geçerli olmak üzere 5’inci derecenin 1’inci kademesine');
    expect(letter).toContain('Müteakip terfi tarihi 04.01.2027');
    expect(await readLetter(end, 'hizmet-ve-terfi-cetveli')).toContain('5/1');
    expect(await personOf('ORNEK-008')).toMatchObject({ derece: 5, kademe: 1 });
  });

  test('a value that departs from the calculation is refused without a reason', async () => {
    const view = await send(clerk, 'openCase', { process: 'terfi', sicilNo: 'ORNEK-023' });
    const input = {
      caseNumber: view.caseNumber,
      expectedVersion: view.version,
      step: 'terfi-incele',
      data: { terfiTarihi: '2026-06-01' },
    };
    const refused = await app.graphql<{ completeStep: { issues: { path: string }[] } }>(
      clerk,
      `mutation ($input: CompleteStepInput!) {
        completeStep(input: $input) { ... on ValidationError { issues { path message } } }
      }`,
      { input },
    );
    expect(refused.data.completeStep.issues).toMatchObject([{ path: 'data.hesapFarkiGerekcesi' }]);
    const data = { ...input.data, hesapFarkiGerekcesi: 'Yargı kararı' };
    const next = await send(clerk, 'completeStep', { ...input, data });
    expect(next.currentStep?.step.key).toBe('liste-incele');
  });
});

describe('yolluk', () => {
  test('the review shows the statement line by line, what was claimed and the difference', async () => {
    const mali = await app.token(['servis-gorevlisi@mali'], 'ORNEK-012');
    const duty = {
      yollukTuru: 'gecici',
      yolculukTarihi: '2025-10-06',
      yollukGorevYeri: 'Ankara',
      yollukGorevKonusu: 'Mali mevzuat eğitimi',
      gorevGunSayisi: 12,
      gidisYolGunu: 1,
      donusYolGunu: 1,
      gidisYolGideri: '900.00',
      donusYolGideri: '900.00',
      konaklamaGecesi: 12,
      konaklamaBedeli: '1200.00',
      avansTutari: '10000.00',
      tutar: '24600.00',
    };
    let view = await send(mali, 'openCase', { process: 'yolluk', sicilNo: 'ORNEK-019' });
    const complete = async (step: string, rest: object) => {
      const place = { caseNumber: view.caseNumber, expectedVersion: view.version, step };
      view = await send(mali, 'completeStep', { ...place, ...rest });
    };
    await complete('kbs-giris', { data: { ...duty, kayitTarihi: '2025-10-22' } });
    await complete('avans-kapama', { data: { kayitTarihi: '2025-10-23' } });
    const calculation = view.currentStep?.calculation;
    // 14 × 600 + 2 × 900; lodging at most 10 × 960 + 2 × 300 of bills of 14.400.
    expect(calculation?.lines.map((l) => [l.label, l.detail, l.result])).toEqual([
      ['Gidiş: yol gideri', '1 kez × 900,00 TL', '900,00 TL'],
      ['Gidiş: yol gündeliği', '1 gün × 600,00 TL', '600,00 TL'],
      ['Gündelik (görev yeri)', '12 gün × 600,00 TL', '7.200,00 TL'],
      ['Dönüş: yol gideri', '1 kez × 900,00 TL', '900,00 TL'],
      ['Dönüş: yol gündeliği', '1 gün × 600,00 TL', '600,00 TL'],
      ['Konaklama (belgeli)', '12 gece; belge toplamı 14.400,00 TL', '10.200,00 TL'],
      ['Yolluk tutarı toplamı', '', '20.400,00 TL'],
      ['Damga vergisi', '', '154,83 TL'],
      ['Net tutar', '', '20.245,17 TL'],
      ['Avanstan sonra ödenecek', 'alınan avans 10.000,00 TL', '10.245,17 TL'],
      ['Bildirimde istenen', 'fark: 4.200,00 TL fazla istenmiş', '24.600,00 TL'],
    ]);
    expect(calculation).toMatchObject({
      status: 'VALUE',
      proposedOutcome: 'uygun-degil',
      proposed: { tutar: '20400.00' },
    });
    expect(calculation?.warnings.map((w) => w.code)).toEqual(['CLAIM_DIFFERS']);
    await complete('bildirim-incele', { outcome: 'uygun', data: { ...duty, tutar: '20400.00' } });
    const letter = await readLetter(view, 'gecici-gorev-yolluk-bildirimi', mali);
    expect(letter).toContain('belge toplamı 14.400,00 TL, tavanla sınırlı');
    expect(letter).toContain('10.245,17 TL');
    expect(letter).toContain('Birim Yetkilisi');
  });
});
