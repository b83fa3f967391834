import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terfi } from '../../src/calculations/index.ts';
import {
  type Case,
  calculateStep,
  cancelCase,
  completeStep,
  findCaseEvents,
  findWorklist,
  openCase,
  stepOf,
} from '../../src/cases/index.ts';
import { type Ranking, rankRequests } from '../../src/cases/muvafakat-ranking.ts';
import { READING_FIELDS } from '../../src/cases/reading-fields.ts';
import { auditLines } from '../../src/database/index.ts';
import { documentBytes, documentsOfCases } from '../../src/documents/index.ts';
import { ValidationError } from '../../src/errors/index.ts';
import {
  careerSchema,
  completeTckn,
  educationSchema,
  findPersonBySicilNo,
  registerPersonnel,
} from '../../src/personnel/index.ts';
import { plainText } from '../documents/docx-text.ts';
import { processNamed } from './helpers.ts';
import { walkCase, walkOn } from './walker.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  for (const [index, person] of PEOPLE.entries()) await register(person, index);
});
afterAll(() => world.close());

interface TestPerson {
  readonly sicilNo: string;
  readonly startedOn: string;
  readonly asilOn: string | null;
  readonly position: readonly [number, number] | null;
  readonly level?: 'ONLISANS' | 'LISANS';
  readonly career?: Record<string, unknown>;
  readonly later?: Record<string, unknown>;
}

const PEOPLE: readonly TestPerson[] = [
  { sicilNo: 'ADAY', startedOn: '2025-09-15', asilOn: null, position: null, level: 'LISANS' },
  { sicilNo: 'ADAY-2', startedOn: '2025-09-15', asilOn: null, position: null, level: 'LISANS' },
  { sicilNo: 'ADAY-3', startedOn: '2025-09-15', asilOn: null, position: null, level: 'LISANS' },
  { sicilNo: 'DERECE', startedOn: '2016-01-04', asilOn: '2017-01-04', position: [6, 3] },
  { sicilNo: 'KADEME', startedOn: '2016-01-04', asilOn: '2017-01-04', position: [5, 1] },
  { sicilNo: 'M64', startedOn: '2018-11-01', asilOn: '2019-11-01', position: [8, 3] },
  { sicilNo: 'EKSIK', startedOn: '2016-01-04', asilOn: '2017-01-04', position: [5, 1], career: { discipline: null } },
  { sicilNo: 'CELISKI', startedOn: '2016-01-04', asilOn: '2015-01-04', position: [5, 1] },
  {
    sicilNo: 'CEZA',
    startedOn: '2016-01-04',
    asilOn: '2017-01-04',
    position: [5, 1],
    career: {
      discipline: [{ kind: 'KADEME_DURDURMA', decidedOn: '2025-12-22', notifiedOn: '2026-01-12', years: 1 }],
    },
  },
  {
    sicilNo: 'DIPLOMA',
    startedOn: '2016-01-04',
    asilOn: '2017-01-04',
    position: [5, 1],
    later: { level: 'LISANS', title: 'İşletme', graduatedOn: '2020-06-30', presentedOn: '2026-10-05' },
  },
  {
    sicilNo: '4B',
    startedOn: '2016-01-04',
    asilOn: '2017-01-04',
    position: [5, 1],
    career: {
      extraService: [
        {
          kind: 'SOZLESMELI_4B',
          from: '2014-01-01',
          to: '2016-01-01',
          under632: false,
        },
      ],
    },
  },
];

async function register({ sicilNo, startedOn, asilOn, position, level, career, later }: TestPerson, index: number) {
  const { extraService = [], ...changes } = (career ?? {}) as { extraService?: unknown[] };
  const officer = asilOn
    ? [
        { kind: 'ADAY', from: startedOn, to: asilOn },
        { kind: 'ASIL', from: asilOn },
      ]
    : [{ kind: 'ADAY', from: startedOn }];
  const first = { level: level ?? 'ONLISANS', institution: 'Örnek Üniversitesi', title: 'Kamu Yönetimi' };
  await registerPersonnel(world.as('yonetici'), {
    sicilNo,
    tckn: completeTckn(`1000001${String(index + 10)}`),
    givenNames: 'Deniz',
    surname: `ÖRNEK${'ABCDEFGHIJKL'.charAt(index)}`,
    bornOn: '1990-04-12',
    sinif: 'GİH',
    unvan: 'Memur',
    unitCode: 'KST-EML',
    kadroNo: null,
    appointedBy: 'valilik',
    status: asilOn ? 'asil' : 'aday',
    startedOn,
    derece: position?.[0] ?? null,
    kademe: position?.[1] ?? null,
    education: [
      educationSchema.parse({ ...first, graduatedOn: '2012-06-15' }),
      ...(later ? [educationSchema.parse({ institution: 'Örnek Üniversitesi', ...later })] : []),
    ],
    career: careerSchema.parse({
      service: [...officer, ...extraService],
      postings: [
        {
          from: startedOn,
          workplace: 'Milli Emlak Müdürlüğü',
          sinif: 'GIH',
          unvan: 'Memur',
          kadro: '5',
          priorityRegion: false,
          centralObligatory: false,
        },
      ],
      military: [],
      unpaidLeaves: [],
      discipline: [],
      sicil: [],
      ...changes,
    }),
    family: null,
  });
}

const clerk = (service = 'atama') => world.as(`servis-gorevlisi@${service}`);
const open = async (process: string, sicilNo: string) => {
  const { service } = processNamed(process);
  return (await openCase(clerk(service), { process, sicilNo })).case;
};
const calculationOf = async (row: Case, data: Record<string, unknown> = {}) => {
  const step = stepOf(processNamed(row.process), row.step ?? '');
  const found = await calculateStep(clerk(row.service), row, { step, data });
  if (!found) throw new Error(`${step.id} calculates nothing`);
  return found.view;
};
const documentsOf = async ({ caseNumber }: Case) =>
  (await documentsOfCases(clerk().db, [caseNumber])).get(caseNumber) ?? [];
const letterOf = async (row: Case, kind: string) => {
  const document = (await documentsOf(row)).findLast((d) => d.kind === kind);
  const bytes = document ? await documentBytes(clerk().db, document.id) : null;
  return { document, text: bytes ? plainText(bytes) : '' };
};
const personOf = (sicilNo: string) => findPersonBySicilNo(clerk().db, sicilNo);

describe('adaylığın kaldırılması', () => {
  const walk = { process: 'adaylik-kaldirma', outcomes: ['merkez-birimi', 'olumlu-gorus'] };
  const days = {
    'tebligat-yemin-teslim': { tebligTarihi: '2026-11-18', yeminTarihi: '2026-11-18' },
    'derece-kademe-tespit': { asaletTarihi: '2026-11-15' },
  };

  it('counts the candidate service and fills the form', async () => {
    const view = await calculationOf(await open('adaylik-kaldirma', 'ADAY'));
    expect(view).toMatchObject({
      status: 'value',
      proposed: { adaylikBaslangicTarihi: '2025-09-15' },
      prefilled: { hizmetSuresiGun: 425 },
    });
    expect(view.summary).toContain('15.09.2026');
  });

  it('is walked to the record: letter, table and registry carry the numbers', async () => {
    const row = await walkCase(world, { ...walk, sicilNo: 'ADAY', data: days }, null);
    expect(row).toMatchObject({ status: 'closed', state: { ending: 'teblig-tarihi-perop' } });
    const letter = await letterOf(row, 'adaylik-asalet-tasdik');
    expect(letter.document).toMatchObject({ status: 'kesin' });
    // 14 months as a candidate are one step; the rest counts for the next one.
    expect(letter.text).toContain('9’uncu derecenin 1’inci kademesi');
    expect(letter.text).toContain('9’uncu derecenin 2’nci kademesi olarak tespit edilmiştir');
    expect(letter.text).toContain('15.11.2026 tarihinden geçerli olmak üzere');
    expect(letter.text).toContain('Müteakip terfi tarihi 15.09.2027');
    const table = await letterOf(row, 'hizmet-ve-terfi-cetveli');
    expect(table.document).toMatchObject({ status: 'kesin', service: 'atama', version: 1 });
    expect(table.text).toContain('15.11.2026');
    expect(table.text).toContain('9/2');
    const person = await personOf('ADAY');
    expect(person).toMatchObject({ status: 'asil', derece: 9, kademe: 2, version: 2 });
    expect(person?.career.service).toEqual([
      { kind: 'ADAY', from: '2025-09-15', to: '2026-11-15' },
      { kind: 'ASIL', from: '2026-11-15', to: null },
    ]);
    const [line] = await auditLines(clerk().db)
      .find({ recordType: 'Personnel', recordId: 'ADAY', action: 'updatePersonnel' })
      .lean();
    expect(line?.details).toMatchObject({ cause: row.caseNumber });
  });

  it('keeps the calculation with its trace in the history', async () => {
    const row = await walkCase(world, { ...walk, sicilNo: 'ADAY-2', data: days }, 'asalet-tasdik-hazirla');
    const events = await findCaseEvents(clerk(), row, { after: 0, limit: 100 });
    const event = events.find((e) => e.step === 'derece-kademe-tespit');
    expect(event?.calculation).toMatchObject({
      kind: 'asalet',
      status: 'value',
      terfi: { kha: { derece: 9, kademe: 2 } },
    });
    expect(event?.calculation?.trace.length).toBeGreaterThan(3);
    expect(event?.data).toMatchObject({
      yukselecegiDerece: 9,
      yukselecegiKademe: 2,
      muteakipTerfiTarihi: '2027-09-15',
    });
    expect(event?.effects).toContain('attachCalculation:hizmet-ve-terfi-cetveli');
    expect(events.find((e) => e.step === 'gorus-teslim')?.calculation).toBeNull();
  });

  it('tells that somebody is no candidate', async () => {
    const view = await calculationOf(await open('adaylik-kaldirma', 'KADEME'));
    expect(view).toMatchObject({ status: 'notEligible', article: '657 s.K. m.54', proposed: {} });
  });
});

describe('terfi', () => {
  it('finds the degree promotion that the registry does not show yet and carries it through', async () => {
    const data = {
      'derece-onayi-hazirla': { terfiKadrosu: 'K-3' },
      'derece-gonderme-hazirla': { onayTarihi: '2026-11-20', onaySayisi: 'E-1' },
    };
    const opened = await open('terfi', 'DERECE');
    const view = await calculationOf(opened);
    expect(view).toMatchObject({
      proposedOutcome: 'derece-terfisi',
      proposed: {
        terfiTarihi: '2026-01-04',
        eskiDerece: 6,
        eskiKademe: 3,
        yukselecegiDerece: 5,
        yukselecegiKademe: 1,
        muteakipTerfiTarihi: '2027-01-04',
      },
    });
    const row = await walkOn(world, opened, { walk: { outcomes: ['derece-terfisi'], data }, until: null });
    const letter = await letterOf(row, 'terfi-derece-onayi');
    expect(letter.text).toContain('6’ncı derecenin 3’üncü kademesinde');
    expect(letter.text).toContain('04.01.2026 tarihinden geçerli olmak üzere 5’inci derecenin 1’inci kademesine');
    expect(letter.text).toContain('Müteakip terfi tarihi 04.01.2027');
    expect(letter.text).toContain('657 s.K.');
    expect((await letterOf(row, 'hizmet-ve-terfi-cetveli')).text).toContain('5/1');
    expect(await personOf('DERECE')).toMatchObject({ derece: 5, kademe: 1, kadroNo: 'K-3' });
  });

  it('waits with the record until the promotion holds', async () => {
    const row = await walkCase(
      world,
      { process: 'terfi', sicilNo: 'KADEME', outcomes: ['kademe-terfisi'] },
      'kademe-perop',
    );
    expect(row.state.data).toMatchObject({ terfiTarihi: '2027-01-04', yukselecegiDerece: 5, yukselecegiKademe: 2 });
    const target = { caseNumber: row.caseNumber, expectedVersion: row.version, step: 'kademe-perop' };
    const data = { kayitTarihi: '2026-11-20' };
    await expect(completeStep(clerk(), { ...target, data })).rejects.toThrow('04.01.2027 gününden önce');
    const later = world.as('servis-gorevlisi@atama', { today: '2027-01-04' });
    const done = await completeStep(later, { ...target, data });
    expect(done.case.status).toBe('closed');
    expect(await personOf('KADEME')).toMatchObject({ derece: 5, kademe: 2 });
  });

  it('takes another value only with a reason, and records it', async () => {
    const row = await open('terfi', 'EKSIK');
    const calculated = await open('terfi', '4B');
    const target = (c: Case) => ({ caseNumber: c.caseNumber, expectedVersion: c.version, step: 'terfi-incele' });
    const other = { terfiTarihi: '2026-05-05' };
    const refused = await completeStep(clerk(), { ...target(calculated), data: other }).catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ issues: [{ path: 'data.hesapFarkiGerekcesi' }] });
    const data = { ...other, hesapFarkiGerekcesi: 'Mahkeme kararı' };
    const done = await completeStep(clerk(), { ...target(calculated), data });
    const [, event] = await findCaseEvents(clerk(), done.case, { after: 0, limit: 9 });
    expect(event).toMatchObject({ data, calculation: { status: 'value' } });
    // Nothing of the calculation is taken over beside a value that departs from it.
    expect(done.case.state.data).not.toHaveProperty('muteakipTerfiTarihi');
    const next = { ...target(done.case), step: 'liste-incele', outcome: 'kademe-terfisi' };
    const listed = await completeStep(clerk(), { ...next, data: {} });
    expect(listed.case.state.data).toMatchObject({ terfiTarihi: '2026-05-05', yukselecegiDerece: 4 });
    // Without a result there is nothing to depart from.
    await expect(completeStep(clerk(), { ...target(row), data: other })).resolves.toMatchObject({ documentIds: [] });
  });

  it('lists what the record lacks and names what contradicts', async () => {
    const view = await calculationOf(await open('terfi', 'EKSIK'));
    expect(view).toMatchObject({ status: 'missing', proposed: {}, missing: [{ path: 'discipline' }] });
    expect(view.summary).toMatch(/^Kayıtta eksik: Disiplin cezaları/);
    const refused = await calculationOf(await open('terfi', 'CELISKI'));
    expect(refused).toMatchObject({ status: 'refused', proposed: {}, terfi: null });
    expect(refused.summary).toContain('ters sırada');
  });

  it('reads the law as the case chooses, and the trace says which reading it was', async () => {
    const row = await open('terfi', 'CEZA');
    const byNotice = await calculationOf(row);
    const byDecision = await calculationOf(row, { terfiYorumuStopStart: 'verilis' });
    expect([byNotice, byDecision].map((v) => v.terfi?.rows.find((r) => r.date === '2026-01-04')?.label)).toEqual([
      'Terfi',
      'Terfi durdurma',
    ]);
    const optionOf = (v: typeof byNotice) => v.trace.find((s) => s.option?.name === 'stopStart')?.option;
    expect(optionOf(byNotice)).toMatchObject({ value: 'TEBLIG', isDefault: true, article: '657 s.K. m.125/D, 132' });
    expect(optionOf(byDecision)).toMatchObject({ value: 'VERILIS', isDefault: false });
    const refused = await calculationOf(row, { terfiYorumuStopStart: 'belki' });
    expect(refused).toMatchObject({ status: 'refused' });
    expect(refused.summary).toContain('TEBLIG, VERILIS');
    // What a step recorded holds for the steps after it.
    const target = { caseNumber: row.caseNumber, expectedVersion: row.version, step: 'terfi-incele' };
    const data = { terfiTarihi: '2027-01-04', terfiYorumuStopStart: 'verilis' };
    const done = await completeStep(clerk(), { ...target, data });
    expect(optionOf(await calculationOf(done.case))).toMatchObject({ value: 'VERILIS' });
  });

  it('offers every reading as a field with its choices and its default', () => {
    const { fields } = clerk().catalog.vocabulary;
    for (const { field, reading } of READING_FIELDS) {
      const { label, choices, default: chosen, article } = terfi.terfiReadings[reading];
      const words = Object.entries(choices).map(([key, text]) => ({
        key: key.toLowerCase().replaceAll('_', '-'),
        label: text,
      }));
      const text = new Map(Object.entries<string>(choices)).get(chosen);
      expect(fields.get(field)).toMatchObject({ label, options: words, help: `${article}; boş bırakılırsa: ${text}` });
    }
  });

  it('gives the 64/4 step with its list, or the day on which it falls due', async () => {
    const at = { until: 'm64-degerlendir' as const, outcomes: ['64-4-uygulamasi'] };
    const due = await walkCase(world, { process: 'terfi', sicilNo: 'M64', outcomes: at.outcomes }, at.until);
    const view = await calculationOf(due);
    const row = view.terfi?.rows.at(-1);
    expect(row?.label).toContain('64. madde');
    expect(view).toMatchObject({
      status: 'value',
      proposedOutcome: 'derece-terfisi-gerektiriyor',
      proposed: { terfiTarihi: '2026-11-01', terfiListesi: [{ sicilNo: 'M64', eski: '8/3', yeni: '7/2' }] },
    });
    const early = await walkCase(world, { process: 'terfi', sicilNo: '4B', outcomes: at.outcomes }, at.until);
    const none = await calculationOf(early);
    expect(none).toMatchObject({ status: 'notEligible', article: '657 s.K. m.64/4' });
    expect(none.summary).toMatch(/\d\d\.\d\d\.20\d\d gününde dolar/);
  });

  it('counts the service of 68/B', async () => {
    const row = await walkCase(
      world,
      { process: 'terfi', sicilNo: '4B', outcomes: ['68-b-talebi'] },
      'm68b-degerlendir',
    );
    const view = await calculationOf(row);
    expect(view.status).toBe('value');
    expect(view.proposed.hizmetSuresi).toMatch(/^1\d yıl/);
    // Ön lisans: two years more than 8, 8, 10 and 10.
    expect(view.lines.map((l) => l.result)).toEqual([
      '12 yıl 10 ay 16 gün',
      '10 yıl aranır; dolmuş.',
      '10 yıl aranır; dolmuş.',
      '12 yıl aranır; dolmuş.',
      '12 yıl aranır; dolmuş.',
    ]);
    expect(view.proposedOutcome).toBeNull();
    expect(await calculationOf(row, { kadroDerecesi: 2 })).toMatchObject({ proposedOutcome: 'uygun' });
    const high = await calculationOf(row, { kadroDerecesi: 1, ekGosterge: 5300 });
    expect(high.proposedOutcome).toBe('uygun-gorulmedi');
    expect(high.summary).toContain('12 yıl 10 ay 16 gün; 14 yıl dolmamış.');
    expect(high.trace.flatMap((t) => t.article)).toContain('657 s.K. m.68/B');
  });
});

describe('other calculations of the service', () => {
  it('give the intibak of a new diploma', async () => {
    const opened = await open('ogrenim-degisikligi', 'DIPLOMA');
    const view = await calculationOf(opened);
    expect(view).toMatchObject({ status: 'value', proposed: { terfiTarihi: '2026-10-14' } });
    const row = await walkOn(world, opened, { walk: {}, until: null });
    const { yukselecegiDerece, yukselecegiKademe } = view.proposed;
    expect(await personOf('DIPLOMA')).toMatchObject({ derece: yukselecegiDerece, kademe: yukselecegiKademe });
    expect((await letterOf(row, 'ogrenim-intibak-onayi')).text).toContain('14.10.2026 tarihinden geçerli');
    const none = await calculationOf(await open('ogrenim-degisikligi', 'DERECE'));
    expect(none).toMatchObject({ status: 'missing', missing: [{ path: 'education' }] });
  });

  it('set the position with outside service beside the one without', async () => {
    const data = { 'onay-hazirla': { gecerlilikTarihi: '2026-11-16' } };
    const walk = { process: 'hizmet-degerlendirme', sicilNo: '4B', data };
    const at = await walkCase(world, walk, 'bilgi-incele');
    const view = await calculationOf(at);
    expect(view).toMatchObject({ status: 'value', proposed: { hizmetSuresiGun: 720, hizmetSuresi: '2 yıl' } });
    const { eskiDerece = 0, eskiKademe = 0, yukselecegiDerece = 0, yukselecegiKademe = 0 } = view.proposed;
    expect(Number(yukselecegiDerece) * 10 - Number(yukselecegiKademe)).toBeLessThan(
      Number(eskiDerece) * 10 - Number(eskiKademe),
    );
    const row = await walkOn(world, at, { walk, until: null });
    expect((await letterOf(row, 'hizmet-deg-onay')).text).toContain('2 yıl hizmetinin');
    expect(await personOf('4B')).toMatchObject({ derece: yukselecegiDerece, kademe: yukselecegiKademe });
  });

  it('move the person of a naklen atama to the new post', async () => {
    const data = {
      'birim-belirle-muvafakat': { atanacakBirim: 'KST-MUH', atanacakKadro: 'K-1' },
      'tarih-gelir': { ayrilisTarihi: '2026-11-16', baslamaTarihi: '2026-11-17' },
    };
    const outcomes = ['muvafakatle-kurum-ici-nakil'];
    await walkCase(world, { process: 'naklen-atama', sicilNo: 'M64', outcomes, data }, null);
    const person = await personOf('M64');
    expect(person).toMatchObject({ unitCode: 'KST-MUH', kadroNo: 'K-1', unvan: 'Şef', derece: 8, kademe: 3 });
    expect(person?.career.postings?.at(-1)).toEqual({
      from: '2026-11-17',
      to: null,
      workplace: 'Muhasebe Müdürlüğü',
      unvan: 'Şef',
      sinif: 'GIH',
      kadro: '3',
      priorityRegion: null,
      centralObligatory: null,
    });
  });
});

describe('yolluk', () => {
  const duty = {
    yollukTuru: 'gecici',
    yolculukTarihi: '2026-10-05',
    yollukGorevYeri: 'Ankara',
    gorevGunSayisi: 3,
    gidisYolGunu: 1,
    donusYolGunu: 1,
    gidisYolGideri: '900.00',
    donusYolGideri: '900.00',
    ekGosterge: 0,
  };

  it('lists what is still to be entered', async () => {
    const row = await walkCase(world, { process: 'yolluk', sicilNo: 'S-1' }, 'bildirim-incele');
    const view = await calculationOf(row);
    expect(view).toMatchObject({ status: 'missing', missing: [{ path: 'yollukTuru' }, { path: 'yolculukTarihi' }] });
  });

  it('shows the statement line by line beside the claim, and attaches it', async () => {
    const data = { 'kbs-giris': { ...duty, tutar: '9999.00' } };
    const row = await walkCase(world, { process: 'yolluk', sicilNo: 'S-1', data }, 'bildirim-incele');
    const view = await calculationOf(row);
    expect(view).toMatchObject({ status: 'value', proposedOutcome: 'uygun-degil' });
    expect(view.warnings.map((w) => w.code)).toContain('CLAIM_DIFFERS');
    expect(view.summary).toContain('9.999,00');
    expect(view.lines.map((l) => l.label)).toEqual(
      expect.arrayContaining(['Yolluk tutarı toplamı', 'Damga vergisi', 'Net tutar']),
    );
    expect(view.lines.every((l) => l.article !== '')).toBe(true);
    const done = await walkOn(world, row, { walk: { outcomes: ['uygun'] }, until: 'odeme-emri-hazirla' });
    expect(done.state.data.tutar).toBe(view.proposed.tutar);
    const form = await letterOf(done, 'gecici-gorev-yolluk-bildirimi');
    expect(form.document).toMatchObject({ status: 'kesin', service: 'mali' });
    expect(form.text).toContain('Ankara');
    const total = view.lines.find((l) => l.label === 'Net tutar')?.result ?? '-';
    expect(form.text).toContain(total.replace(/ ?TL$/, ''));
  });

  it('says how the claim stands to what the law gives, and what the advance leaves', async () => {
    const data = { 'kbs-giris': { ...duty, avansTutari: '5000.00', tutar: '6050.00' } };
    const row = await walkCase(world, { process: 'yolluk', sicilNo: 'S-1', data }, 'bildirim-incele');
    const view = await calculationOf(row);
    // 900 + 900 + 5 × 850; damga 6050 × 0.00759 = 45.91.
    expect(view).toMatchObject({ proposedOutcome: 'uygun', summary: 'Hesaplanan yolluk 6.050,00 TL.' });
    expect(view.lines.slice(-4).map((l) => [l.label, l.detail, l.result])).toEqual([
      ['Damga vergisi', '', '45,91 TL'],
      ['Net tutar', '', '6.004,09 TL'],
      ['Avanstan sonra ödenecek', 'alınan avans 5.000,00 TL', '1.004,09 TL'],
      ['Bildirimde istenen', 'fark yok', '6.050,00 TL'],
    ]);
    const more = await walkCase(
      world,
      { process: 'yolluk', sicilNo: 'S-1', data: { 'kbs-giris': { ...duty, tutar: '6200.50' } } },
      'bildirim-incele',
    );
    const found = await calculationOf(more);
    expect(found.lines.at(-1)?.detail).toBe('fark: 150,50 TL fazla istenmiş');
    expect(found.warnings.find((w) => w.code === 'CLAIM_DIFFERS')?.message).toContain('150,50 TL fazla');
  });

  it('counts the days of the person’s other cases for the same place and work', async () => {
    const audit = { ...duty, yollukGorevYeri: 'Sivas', yollukGorevKonusu: 'Denetim', tutar: '1.00' };
    const at = (day: string, days: number) =>
      walkCase(
        world,
        {
          process: 'yolluk',
          sicilNo: 'S-1',
          data: { 'kbs-giris': { ...audit, yolculukTarihi: day, gorevGunSayisi: days } },
        },
        'bildirim-incele',
      );
    const first = await at('2026-01-05', 88);
    const second = await calculationOf(await at('2026-10-05', 5));
    const days = second.lines.filter((l) => l.label.startsWith('Gündelik')).map((l) => [l.label, l.detail]);
    expect(days).toEqual([
      ['Gündelik (görev yeri)', '2 gün × 850,00 TL'],
      ['Gündelik (görev yeri, 2/3)', '3 gün × 566,666667 TL'],
    ]);
    const overlapping = await calculationOf(await at('2026-10-08', 2));
    expect(overlapping.warnings.map((w) => w.code)).toContain('DUTIES_OVERLAP');
    expect((await calculationOf(first)).lines.some((l) => l.detail.startsWith('88 gün'))).toBe(true);
  });

  it('does not count duties of refused and cancelled cases', async () => {
    const audit = { ...duty, yollukGorevYeri: 'Tokat', yollukGorevKonusu: 'Denetim', tutar: '1.00' };
    const at = (day: string, days: number) => {
      const data = { 'kbs-giris': { ...audit, yolculukTarihi: day, gorevGunSayisi: days } };
      return walkCase(world, { process: 'yolluk', sicilNo: 'S-2', data }, 'bildirim-incele');
    };
    const refused = await at('2026-01-05', 40);
    const cancelled = await at('2026-03-02', 50);
    await at('2026-05-04', 20);
    const last = await at('2026-10-05', 75);
    const daysOf = async () =>
      (await calculationOf(last)).lines
        .filter((l) => l.label.startsWith('Gündelik'))
        .map((l) => `${l.label}: ${l.detail.split(' ×')[0]}`);
    // 40 + 50 + 20 days are used up; of 75 more 70 stay within 180, all beyond the first 90.
    expect(await daysOf()).toEqual(['Gündelik (görev yeri, 2/3): 70 gün']);
    await walkOn(world, refused, { walk: { outcomes: ['uygun-degil'] }, until: null });
    expect(await daysOf()).toEqual(['Gündelik (görev yeri): 20 gün', 'Gündelik (görev yeri, 2/3): 55 gün']);
    const { caseNumber, version: expectedVersion } = cancelled;
    await cancelCase(world.as('servis-sorumlusu@mali'), { caseNumber, expectedVersion, reason: 'Görev iptal edildi' });
    expect(await daysOf()).toEqual(['Gündelik (görev yeri): 70 gün', 'Gündelik (görev yeri, 2/3): 5 gün']);
  });

  describe('a duty of another sort', () => {
    let row: Case;
    beforeAll(async () => {
      row = await walkCase(world, { process: 'yolluk', sicilNo: 'S-1' }, 'bildirim-incele');
    });
    const short = { yollukTuru: 'gecici', yolculukTarihi: '2026-10-05', ekGosterge: 0 };
    const abroad = {
      yollukTuru: 'yurtdisi',
      yolculukTarihi: '2026-10-05',
      yollukGorevYeri: 'Viyana',
      yollukGorevKonusu: 'Toplantı',
      gorevGunSayisi: 3,
      gidisYolGunu: 1,
      donusYolGunu: 1,
      ulkeGundelikTutari: '100.00',
      dovizCinsi: 'EUR',
      dovizKuru: '48.5',
      gidisYolGideri: '20.00',
      donusYolGideri: '25.00',
    };

    it.each([
      // 850 a day; a third for noon or evening, all with the night. 6245 s.K. m.39
      ['over noon', { hareketSaati: '09:00', donusSaati: '16:00' }, '1/3', '283,33 TL'],
      ['over noon and evening', { hareketSaati: '09:00', donusSaati: '21:30' }, '2/3', '566,67 TL'],
      ['with the night', { hareketSaati: '20:00', donusSaati: '06:00', geceGecirildi: true }, '1/1', '850,00 TL'],
    ])('of less than a day, %s', async (_what, hours, share, result) => {
      const view = await calculationOf(row, { ...short, ...hours });
      expect(view.lines[0]).toMatchObject({
        label: `Gündelik (görev yeri, ${share})`,
        result,
        article: '6245 s.K. m.39',
      });
    });

    it('asks for the other hour, and refuses hours on a duty of days', async () => {
      const half = await calculationOf(row, { ...short, hareketSaati: '09:00' });
      expect(half).toMatchObject({ status: 'missing', missing: [{ path: 'returnsAt' }] });
      const both = await calculationOf(row, {
        ...short,
        gorevGunSayisi: 2,
        hareketSaati: '09:00',
        donusSaati: '17:00',
      });
      expect(both.status).toBe('refused');
      expect(both.summary).toContain('bir günden az görevde');
    });

    it('in KKTC takes the figure of the KKTC decision, by record or as entered', async () => {
      const kktc = { ...short, gorevKktc: true, gorevGunSayisi: 3 };
      expect(await calculationOf(row, kktc)).toMatchObject({ status: 'refused' });
      const entered = await calculationOf(row, { ...kktc, girilenGundelik: '1500.00' });
      expect(entered).toMatchObject({ status: 'value', proposed: { tutar: '4500.00' } });
      const recorded = await calculationOf(row, { ...kktc, yolculukTarihi: '2020-10-05' });
      expect(recorded.status).toBe('value');
      expect(recorded.trace.some((s) => JSON.stringify(s).includes('KKTC'))).toBe(true);
    });

    it('abroad is paid in lira at the rate entered, with the uplift, the advance and the declaration', async () => {
      const view = await calculationOf(row, { ...abroad, avansTutari: '40000.00' });
      // 5 days in the first ten: 5 × 150; with the fares 795 EUR × 48.5 = 38557.50; damga × 0.00759 = 292.65.
      expect(view.lines.map((l) => [l.label, l.detail, l.result])).toEqual([
        ['Artırımlı gündelik', '5 gün × 150,00 EUR', '750,00 EUR'],
        ['Yol gideri', '1 kez × 45,00 EUR', '45,00 EUR'],
        ['Yolluk tutarı toplamı', '', '38.557,50 TL'],
        ['Damga vergisi', '', '292,65 TL'],
        ['Net tutar', '', '38.264,85 TL'],
        ['Avanstan geri alınacak', 'alınan avans 40.000,00 TL', '1.735,15 TL'],
        ['Bildirimde istenen', expect.anything(), expect.anything()],
      ]);
      expect(view.proposed).toEqual({ tutar: '38557.50' });
    });

    it.each([
      ['the figure of the country', { ulkeGundelikTutari: undefined }, 'ulkeGundelikTutari'],
      ['the rate', { dovizKuru: undefined }, 'dovizKuru'],
      ['the days', { gorevGunSayisi: undefined }, 'gorevGunSayisi'],
      ['the column, for lodging', { konaklamaGecesi: 2, konaklamaBedeli: '90.00' }, 'column'],
    ])('abroad asks for %s', async (_what, change, path) => {
      const view = await calculationOf(row, { ...abroad, ...change });
      expect(view).toMatchObject({ status: 'missing', missing: [{ path }] });
    });

    it('abroad counts the earlier days of the same place and work, and attaches its own statement', async () => {
      const first = { ...abroad, yolculukTarihi: '2026-01-05', gorevGunSayisi: 177, tutar: '1.00' };
      await walkCase(world, { process: 'yolluk', sicilNo: 'S-2', data: { 'kbs-giris': first } }, 'bildirim-incele');
      const data = { 'kbs-giris': { ...abroad, tutar: '1.00' } };
      const next = await walkCase(world, { process: 'yolluk', sicilNo: 'S-2', data }, 'bildirim-incele');
      const view = await calculationOf(next);
      // 179 of 180 full days are used up.
      expect(view.lines.slice(0, 2).map((l) => [l.label, l.detail.split(' ×')[0]])).toEqual([
        ['Artırımlı gündelik', '1 gün'],
        ['Artırımlı gündelik (2/3)', '4 gün'],
      ]);
      const done = await walkOn(world, next, { walk: { outcomes: ['uygun'] }, until: 'odeme-emri-hazirla' });
      const form = await letterOf(done, 'yurtdisi-gecici-gorev-yolluk-bildirimi');
      expect(form.document).toMatchObject({ status: 'kesin', service: 'mali' });
      expect(form.text).toContain('Viyana, Toplantı');
      expect(form.text).toContain('1 EUR = 48,5 TL');
    });
  });

  it('computes a transfer by distance and family', async () => {
    const row = await walkCase(world, { process: 'yolluk', sicilNo: 'S-1' }, 'bildirim-incele');
    const transfer = { yollukTuru: 'surekli', yolculukTarihi: '2026-10-05', mesafeKm: 250, ekGosterge: 0 };
    const missing = await calculationOf(row, transfer);
    expect(missing).toMatchObject({ status: 'missing', missing: [{ path: 'familyMembers' }] });
    const view = await calculationOf(row, { ...transfer, aileFertSayisi: 2, gidisYolGideri: '500.00' });
    expect(view.lines.some((l) => l.detail.startsWith('250 km'))).toBe(true);
  });
});

describe('muvafakat', () => {
  const at = (sicilNo: string, data: Record<string, unknown>) =>
    walkCase(world, { process: 'muvafakat-verme', sicilNo, data: { 'bilgi-hazirla': data } }, 'talep-incele');

  it('shows eligibility, score and rank among the open requests, and attaches the form', async () => {
    const first = await at('KADEME', {});
    await at('4B', {});
    await at('EKSIK', {});
    const view = await calculationOf(first, { muvafakatKurumu: 'Sinop Defterdarlığı' });
    expect(view.status).toBe('value');
    expect(view.summary).toMatch(/puan \d+; sıra \d \/ 3/);
    expect(view.lines.map((l) => l.label)).toEqual(
      expect.arrayContaining(['Hizmet şartı', 'Kurumdaki hizmet', 'Sıra']),
    );
    const reasoned = await calculationOf(first, { muvafakatGerekcesi: 'saglik', gerekceKanitlandi: true });
    expect(Number(/puan (\d+)/.exec(reasoned.summary)?.[1])).toBeGreaterThan(
      Number(/puan (\d+)/.exec(view.summary)?.[1]),
    );
    expect(reasoned.summary).toContain('sıra 1 / 3');
    const decided = await completeStep(world.as('yetkili-merci'), {
      caseNumber: first.caseNumber,
      expectedVersion: first.version,
      step: 'talep-incele',
      outcome: 'uygun',
      data: { muvafakatKurumu: 'Sinop Defterdarlığı', birimGorusuUygun: true },
    });
    const form = (await letterOf(decided.case, 'memur-nakil-talep-formu')).text;
    expect(form).toContain('Sinop Defterdarlığı');
    expect(form).toContain('☒ Talep uygun görülmüştür.');
    expect(form).toContain('☒\u00a0Mazeretsiz');
  });

  it('ranks the period: score, unit, service, quota, and those who are not ranked with the reason', async () => {
    const by = (ranking: Ranking) => ranking.requests.filter((r) => RANKED.includes(r.row.subject.sicilNo ?? ''));
    const RANKED = ['CEZA', 'DIPLOMA', 'ADAY-3', 'CELISKI', 'DERECE'];
    await at('CEZA', { muvafakatGerekcesi: 'saglik', gerekceKanitlandi: true, birimGorusuUygun: false });
    await at('DIPLOMA', {
      muvafakatGerekcesi: 'saglik',
      gerekceKanitlandi: true,
      muvafakatDigerGerekceleri: 'aile-birligi\nengellilik',
    });
    await at('CELISKI', { muvafakatDigerGerekceleri: 'keyfi' });
    await at('DERECE', { muvafakatGerekcesi: 'can-guvenligi', gerekceKanitlandi: true });
    const refused = await at('ADAY-3', {});
    const period = world.as('servis-gorevlisi@atama').today.slice(0, 7);
    const context = clerk();
    const open = await rankRequests(context, { period });
    expect(open).toMatchObject({ quota: null, grantedEarlier: 0 });
    const shown = by(open).map((r) => [
      r.row.subject.sicilNo,
      r.standing,
      r.score?.reasons.points ?? null,
      r.place?.rank ?? null,
    ]);
    expect(shown).toEqual(
      [
        ['DIPLOMA', 'RANKED', 60, 1],
        ['CEZA', 'RANKED', 20, 2],
        ['CELISKI', 'INCOMPLETE', null, null],
        ['DERECE', 'LIFE_SAFETY', 0, null],
        ['ADAY-3', 'NOT_ELIGIBLE', null, null],
      ].map(([sicilNo, standing, points, rank]) => [
        sicilNo,
        standing,
        sicilNo === 'ADAY-3' ? shown.at(-1)?.[2] : points,
        rank,
      ]),
    );
    expect(by(open).find((r) => r.row.caseNumber === refused.caseNumber)?.reason).toContain('Azamî adaylık');
    expect(by(open).find((r) => r.row.subject.sicilNo === 'CELISKI')?.reason).toContain('"keyfi" bir gerekçe değil');
    // Two permissions leave one consent (70 %, rounded down).
    const limited = await rankRequests(context, { period, permissions: 2 });
    expect(limited.quota).toBe(1);
    expect(
      by(limited)
        .map((r) => r.standing)
        .slice(0, 2),
    ).toEqual(['GRANTED', 'OUTSIDE_QUOTA']);
    await expect(rankRequests(context, { period, permissions: 2, commissionQuota: 2 })).rejects.toThrow('tavanı (1)');
    await expect(rankRequests(context, { period: '2026-13' })).rejects.toThrow('YYYY-AA');
    expect((await rankRequests(context, { period: '2020-04' })).requests).toEqual([]);
    // Decided requests keep their place and show the decision.
    expect(open.requests.find((r) => r.row.subject.sicilNo === 'KADEME')?.decision).toBe('uygun');
  });
});

describe('the worklist', () => {
  it('can be narrowed to what falls due in so many days', async () => {
    const data = { talepKonusu: 'Bilgi', basvuruTarihi: '2026-11-18', basvuruSahibi: 'Ali Örnek' };
    const { case: row } = await openCase(clerk('sosyal'), { process: 'bilgi-edinme', data });
    expect(row.dueKey).toBe('2026-12-09');
    const page = { orderBy: 'DUE', after: null, before: null, limit: 100, inverted: false } as const;
    const numbers = async (near: number) =>
      (await findWorklist(clerk('sosyal'), { near }, page)).map((c) => c.caseNumber);
    expect(await numbers(19)).toContain(row.caseNumber);
    expect(await numbers(18)).not.toContain(row.caseNumber);
    await expect(numbers(-1)).rejects.toThrow(ValidationError);
  });
});
