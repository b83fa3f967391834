import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  approveStep,
  assignCase,
  type Case,
  type CasePage,
  type CasesContext,
  cancelCase,
  completeStep,
  documentFieldsFor,
  findCaseByNumber,
  findCaseEvents,
  findCases,
  findWorklist,
  formOf,
  openCase,
  recordFacts,
  returnStep,
  signStep,
  stepOf,
} from '../../src/cases/index.ts';
import { auditLines } from '../../src/database/index.ts';
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from '../../src/errors/index.ts';
import { appointOfficeHolder } from '../../src/institution/index.ts';
import { findPersonBySicilNo, terfiOf } from '../../src/personnel/index.ts';
import { processNamed, rulesOf, sampleData, TODAY } from './helpers.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let clerk: CasesContext;
let chief: CasesContext;
beforeAll(async () => {
  world = await openWorld();
  clerk = world.as('servis-gorevlisi@atama');
  chief = world.as('servis-sorumlusu@atama');
});
afterAll(() => world.close());

const PAGE: CasePage = { orderBy: 'DUE', after: null, before: null, limit: 50, inverted: false };
const open = async (context: CasesContext, process = 'naklen-atama', more: object = {}): Promise<Case> =>
  (await openCase(context, { process, sicilNo: 'S-1', ...more })).case;
const at = (row: Case) => ({ caseNumber: row.caseNumber, expectedVersion: row.version });
const refuseTalep = {
  step: 'talep-degerlendir',
  outcome: 'talebin-reddi',
  data: { talepTarihi: '2026-11-02', gerekce: 'Kadro yok' },
};

describe('openCase', () => {
  it('numbers the cases of a service and year without gaps', async () => {
    const first = await open(clerk);
    await expect(openCase(clerk, { process: 'naklen-atama', sicilNo: 'YOK' })).rejects.toThrow(ValidationError);
    const second = await open(clerk);
    expect([first.caseNumber, second.caseNumber]).toEqual(['2026-ATAMA-000001', '2026-ATAMA-000002']);
    const other = await open(world.as('servis-gorevlisi@sosyal'), 'pasaport');
    expect(other.caseNumber).toBe('2026-SOSYAL-000001');
    expect(first).toMatchObject({
      process: 'naklen-atama',
      processVersion: 1,
      step: 'talep-degerlendir',
      status: 'open',
      version: 1,
      subject: { sicilNo: 'S-1', label: 'Ayşe YILMAZ', unitCode: 'KST-MUH' },
      unitPath: ['KST-MUH', 'KST'],
      awaits: ['servis-gorevlisi@atama', 'servis-sorumlusu@atama'],
    });
    expect(first.state.data).toEqual({ dogumTarihi: '1985-04-12' });
  });

  it('gives the same case for the same key, even when both arrive at once', async () => {
    const key = { idempotencyKey: 'anahtar-0001' };
    const both = await Promise.all([open(clerk, 'naklen-atama', key), open(clerk, 'naklen-atama', key)]);
    expect(both[0]?.caseNumber).toBe(both[1]?.caseNumber);
    expect((await open(clerk, 'naklen-atama', key)).caseNumber).toBe(both[0]?.caseNumber);
  });

  it('fills the form of a terfi with what the law gives on record', async () => {
    const person = await findPersonBySicilNo(clerk.db, 'S-1');
    const outcome = person ? terfiOf(person, { asOf: TODAY }) : null;
    const next = outcome?.kind === 'value' ? outcome.value.next.kha : null;
    expect(next).not.toBeNull();
    expect((await open(clerk, 'terfi')).state.data).toEqual({
      dogumTarihi: '1985-04-12',
      terfiTarihi: next?.on,
      yukselecegiDerece: next?.position.derece,
      yukselecegiKademe: next?.position.kademe,
    });
  });

  it('refuses another service, an unknown process, a missing subject or missing data', async () => {
    await expect(open(world.as('servis-gorevlisi@mali'))).rejects.toThrow(ForbiddenError);
    await expect(openCase(clerk, { process: 'yok' })).rejects.toMatchObject({ issues: [{ path: 'process' }] });
    await expect(openCase(clerk, { process: 'naklen-atama' })).rejects.toMatchObject({ issues: [{ path: 'sicilNo' }] });
    const social = world.as('servis-gorevlisi@sosyal');
    await expect(openCase(social, { process: 'bilgi-edinme', data: { talepKonusu: 'x' } })).rejects.toMatchObject({
      issues: [{ path: 'data.basvuruTarihi' }, { path: 'data.basvuruSahibi' }],
    });
    await expect(
      openCase(world.as('servis-gorevlisi@kadro-egitim'), { process: 'il-ici-tenkis-tahsis' }),
    ).rejects.toMatchObject({
      issues: [{ path: 'unitCode' }],
    });
  });
});

describe('acts on a case', () => {
  it('move it on, count its version, and stand in history and audit', async () => {
    const row = await open(clerk);
    const { case: after } = await completeStep(clerk, { ...at(row), ...refuseTalep });
    expect(after).toMatchObject({ step: 'red-yazisi-hazirla', version: 2 });
    const events = await findCaseEvents(clerk, after, { after: 0, limit: 10 });
    expect(events.map((e) => [e.seq, e.kind, e.role, e.step, e.toStep, e.outcome])).toEqual([
      [1, 'open', 'servis-gorevlisi', null, 'talep-degerlendir', null],
      [2, 'completeStep', 'servis-gorevlisi', 'talep-degerlendir', 'red-yazisi-hazirla', 'talebin-reddi'],
    ]);
    expect(events[1]?.data).toEqual({ talepTarihi: '2026-11-02', gerekce: 'Kadro yok' });
    const audit = await auditLines(clerk.db).find({ recordId: row.caseNumber }).sort({ at: 1 }).lean();
    expect(audit.map((a) => a.action)).toEqual(['openCase', 'completeStep']);
  });

  it('of two people at once: one wins, the other gets a conflict, nothing is lost', async () => {
    const row = await open(clerk);
    const results = await Promise.allSettled([
      completeStep(clerk, { ...at(row), ...refuseTalep }),
      completeStep(chief, {
        ...at(row),
        ...refuseTalep,
        outcome: 'kurumlar-arasi',
        data: { talepTarihi: '2026-11-03' },
      }),
      assignCase(chief, { ...at(row), assignee: { accountId: 'ayse', name: 'Ayşe' } }),
    ]);
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    for (const r of results) if (r.status === 'rejected') expect(r.reason).toBeInstanceOf(ConflictError);
    const after = await findCaseByNumber(clerk, row.caseNumber);
    expect(after?.version).toBe(2);
    expect(await findCaseEvents(clerk, row, { after: 0, limit: 10 })).toHaveLength(2);
  });

  it('on a stale version or an unknown number change nothing', async () => {
    const row = await open(clerk);
    await expect(completeStep(clerk, { ...at(row), expectedVersion: 9, ...refuseTalep })).rejects.toMatchObject({
      currentVersion: 1,
    });
    await expect(completeStep(clerk, { ...at(row), caseNumber: '2026-ATAMA-999999', ...refuseTalep })).rejects.toThrow(
      NotFoundError,
    );
    await expect(completeStep(clerk, { ...at(row), ...refuseTalep, data: {} })).rejects.toThrow(ValidationError);
    expect(await findCaseByNumber(clerk, row.caseNumber)).toMatchObject({ version: 1, step: 'talep-degerlendir' });
  });

  it('name units, kadros and people that are on record', async () => {
    const row = await open(clerk, 'naklen-atama');
    const first = await completeStep(clerk, {
      ...at(row),
      step: 'talep-degerlendir',
      outcome: 'muvafakatle-kurum-ici-nakil',
      data: { talepTarihi: '2026-11-02' },
    });
    const second = await completeStep(clerk, {
      ...at(first.case),
      step: 'muvafakat-gelir',
      data: { muvafakatTarihi: '2026-11-10', muvafakatSayisi: 'E-1', muvafakatKurumu: 'Örnek Kurum' },
    });
    const unitStep = { ...at(second.case), step: 'birim-belirle-muvafakat' };
    await expect(
      completeStep(clerk, { ...unitStep, data: { atanacakBirim: 'YOK', atanacakKadro: 'YOK' } }),
    ).rejects.toMatchObject({
      issues: [{ path: 'data.atanacakBirim' }, { path: 'data.atanacakKadro' }],
    });
    const done = await completeStep(clerk, { ...unitStep, data: { atanacakBirim: 'KST-MUH', atanacakKadro: 'K-1' } });
    expect(done.case.step).toBe('onay-muvafakat-hazirla');
  });

  it('cancel and assign', async () => {
    const row = await open(clerk);
    await expect(cancelCase(clerk, { ...at(row), reason: 'x' })).rejects.toThrow(ForbiddenError);
    const taken = await assignCase(clerk, { ...at(row), assignee: { accountId: clerk.actor.accountId, name: 'Ben' } });
    expect(taken.case.assigneeId).toBe(clerk.actor.accountId);
    const done = await cancelCase(chief, { ...at(taken.case), reason: 'Talep geri alındı' });
    expect(done.case).toMatchObject({ status: 'cancelled', step: null, awaits: [], version: 3 });
  });
});

describe('signatures on record', () => {
  /** A transfer whose onay waits for the Vali. */
  async function awaitingVali(): Promise<Case> {
    let row = await open(clerk);
    const complete = async (step: string, data: Record<string, unknown>, outcome: string | null = null) => {
      row = (await completeStep(clerk, { ...at(row), step, outcome, data })).case;
    };
    await complete('talep-degerlendir', { talepTarihi: '2026-11-02' }, 'muvafakatle-kurum-ici-nakil');
    await complete('muvafakat-gelir', {
      muvafakatTarihi: '2026-11-10',
      muvafakatSayisi: 'E-1',
      muvafakatKurumu: 'Örnek Kurum',
    });
    await complete('birim-belirle-muvafakat', { atanacakBirim: 'KST-MUH', atanacakKadro: 'K-1' });
    const process = processNamed('naklen-atama');
    const rules = { ...rulesOf(process), documentFields: documentFieldsFor(clerk) };
    const missing = formOf(rules, stepOf(process, 'onay-muvafakat-hazirla')).filter(
      (f) => row.state.data[f.key] === undefined,
    );
    await complete('onay-muvafakat-hazirla', sampleData(missing, null));
    expect(row).toMatchObject({ step: 'onay-muvafakat-imza', awaits: ['vali@atama'] });
    return row;
  }
  const approve = (context: CasesContext, row: Case) =>
    approveStep(context, { ...at(row), step: 'onay-muvafakat-imza' });

  it('are given only by the holder of the office on that day', async () => {
    const row = await awaitingVali();
    // A grant does not help when the institution's records name somebody else.
    await expect(approve(world.as('vali', { sicilNo: 'S-2' }), row)).rejects.toThrow(ForbiddenError);
    await expect(approve(world.as('defterdar'), row)).rejects.toThrow(ForbiddenError);
    await expect(signStep(world.as('vali'), { ...at(row), step: 'onay-muvafakat-imza' })).rejects.toMatchObject({
      allowed: ['approve'],
    });
    expect((await findWorklist(world.as('vali'), {}, PAGE)).map((c) => c.caseNumber)).toContain(row.caseNumber);
    const done = await approve(world.as('vali'), row);
    expect(done.case.state.trail.at(-1)).toMatchObject({
      step: 'onay-muvafakat-imza',
      approvals: [{ act: 'approve', role: 'vali', capacity: 'asil', sicilNo: 'V-1', on: '2026-11-20' }],
    });
    const [event] = (await findCaseEvents(clerk, row, { after: 5, limit: 5 })) ?? [];
    expect(event).toMatchObject({ kind: 'approve', role: 'vali', effects: ['finalizeDocument:naklen-onay-muvafakat'] });
  });

  it('may come from a recorded proxy without a grant, and say so', async () => {
    await appointOfficeHolder(world.as('yonetici'), {
      role: 'vali',
      service: null,
      unitCode: null,
      sicilNo: 'V-2',
      name: 'Sevil',
      surname: 'TUNÇ',
      title: 'Vali Yardımcısı',
      manner: 'vekil',
      delegatorTitle: null,
      from: '2026-12-01',
      to: '2026-12-10',
    });
    const row = await awaitingVali();
    await expect(approve(world.as('vali-yardimcisi'), row)).rejects.toThrow(ForbiddenError);
    const done = await approve(world.as('vali-yardimcisi', { today: '2026-12-03' }), row);
    expect(done.case.state.trail.at(-1)?.approvals).toMatchObject([
      { role: 'vali', capacity: 'vekil', sicilNo: 'V-2' },
    ]);
  });

  it('fall when the case is returned', async () => {
    const row = await awaitingVali();
    const back = await returnStep(world.as('vali'), {
      ...at(row),
      step: 'onay-muvafakat-imza',
      reason: 'Kadro yanlış',
    });
    expect(back.case).toMatchObject({
      step: 'onay-muvafakat-hazirla',
      awaits: ['servis-gorevlisi@atama', 'servis-sorumlusu@atama'],
    });
    const [event] = await findCaseEvents(clerk, row, { after: row.version, limit: 1 });
    expect(event).toMatchObject({
      kind: 'returnStep',
      data: { gerekce: 'Kadro yanlış' },
      effects: ['withdrawDocument:naklen-onay-muvafakat'],
    });
  });
});

describe('worklist and lists', () => {
  it('show what waits for a role, a service and a person, nearest last day first', async () => {
    const social = world.as('servis-gorevlisi@sosyal');
    const application = (basvuruTarihi: string) =>
      openCase(social, { process: 'bilgi-edinme', data: { basvuruTarihi, basvuruSahibi: 'A. B.', talepKonusu: 'x' } });
    const late = (await application('2026-10-01')).case;
    const soon = (await application('2026-11-02')).case;
    const far = (await application('2026-11-20')).case;
    const list = await findWorklist(social, { process: 'bilgi-edinme' }, PAGE);
    expect(list.map((c) => c.caseNumber)).toEqual([late, soon, far].map((c) => c.caseNumber));
    expect((await findWorklist(social, { overdue: true }, PAGE)).map((c) => c.caseNumber)).toEqual([late.caseNumber]);
    expect(await findWorklist(world.as('vali'), {}, PAGE)).toEqual([]);
    expect(await findWorklist(clerk, { process: 'bilgi-edinme' }, PAGE)).toEqual([]);
    const mine = await assignCase(social, {
      ...at(soon),
      assignee: { accountId: social.actor.accountId, name: 'Ben' },
    });
    expect((await findWorklist(social, { assigned: 'mine' }, PAGE)).map((c) => c.caseNumber)).toEqual([
      mine.case.caseNumber,
    ]);
    const facts = await recordFacts(social, { ...at(far), data: { baskaBirimden: true } });
    expect(facts.case.dueKey > far.dueKey).toBe(true);
  });

  it('page by keyset without gap or overlap, forwards and backwards', async () => {
    const all = await findCases(clerk, {}, { ...PAGE, limit: 100 });
    const seen: string[] = [];
    let after: CasePage['after'] = null;
    for (;;) {
      const page = await findCases(clerk, {}, { ...PAGE, after, limit: 3 });
      if (page.length === 0) break;
      seen.push(...page.map((c) => c.caseNumber));
      const last = page.at(-1);
      after = last ? [last.dueKey, last.caseNumber] : null;
    }
    expect(seen).toEqual(all.map((c) => c.caseNumber));
    const last = all.at(-1);
    const back = await findCases(
      clerk,
      {},
      { ...PAGE, before: last ? [last.dueKey, last.caseNumber] : null, inverted: true, limit: 2 },
    );
    expect(back.map((c) => c.caseNumber)).toEqual(
      all
        .slice(-3, -1)
        .reverse()
        .map((c) => c.caseNumber),
    );
  });

  it('filter by process, status, person and unit', async () => {
    const numbers = async (filter: Parameters<typeof findCases>[1]) => (await findCases(clerk, filter, PAGE)).length;
    expect(await numbers({ sicilNo: 'S-2' })).toBe(0);
    expect(await numbers({ sicilNo: 'S-1', status: 'cancelled' })).toBe(1);
    expect(await numbers({ unitCode: 'KST' })).toBeGreaterThan(3);
    expect(await numbers({ process: 'pasaport' })).toBe(1);
    expect(await numbers({ openedFrom: '2027-01-01' })).toBe(0);
  });
});

describe('discipline cases', () => {
  it('are seen by their service, their signers and administrators only', async () => {
    const officer = world.as('servis-gorevlisi@disiplin');
    const row = await open(officer, 'mal-bildirimi');
    const sees = async (context: CasesContext) => (await findCaseByNumber(context, row.caseNumber)) !== null;
    const lists = async (context: CasesContext) =>
      (await findCases(context, { process: 'mal-bildirimi' }, PAGE)).length > 0;
    for (const [role, allowed] of [
      ['servis-gorevlisi@disiplin', true],
      ['yonetici', true],
      ['defterdar', true],
      ['servis-gorevlisi@atama', false],
      ['servis-sorumlusu@mali', false],
      ['okuyucu', false],
      ['tasinir-kayit-yetkilisi', false],
      ['ebys', false],
    ] as const) {
      expect([role, await sees(world.as(role))]).toEqual([role, allowed]);
      expect([role, await lists(world.as(role))]).toEqual([role, allowed]);
    }
    await expect(completeStep(clerk, { ...at(row), step: 'form-gelir', data: {} })).rejects.toThrow(NotFoundError);
  });

  it('are seen by a recorded proxy of a signer', async () => {
    const row = await open(world.as('servis-gorevlisi@disiplin'), 'mal-bildirimi');
    const nobody = (today: string) => ({ ...world.as('tasinir-kayit-yetkilisi', { sicilNo: 'V-3', today }) });
    await appointOfficeHolder(world.as('yonetici'), {
      role: 'vali',
      service: null,
      unitCode: null,
      sicilNo: 'V-3',
      name: 'Cem',
      surname: 'ER',
      title: 'Vali Yardımcısı',
      manner: 'vekil',
      delegatorTitle: null,
      from: '2027-01-01',
      to: '2027-01-05',
    });
    expect(await findCaseByNumber(nobody('2026-11-20'), row.caseNumber)).toBeNull();
    expect(await findCaseByNumber(nobody('2027-01-02'), row.caseNumber)).not.toBeNull();
  });

  it('and others are seen in the units of the grant only', async () => {
    const row = await open(clerk);
    const reader = (unit: string) => findCaseByNumber(world.as('okuyucu', { unit }), row.caseNumber);
    expect(await reader('KST-MUH')).not.toBeNull();
    expect(await reader('KST')).not.toBeNull();
    expect(await reader('KST-EML')).toBeNull();
  });
});
