import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  approveStep,
  type Case,
  type CaseData,
  type CasesContext,
  completeStep,
  documentFieldsFor,
  fieldsOfOpening,
  formOf,
  generateDocument,
  letterFacts,
  openCase,
  parafStep,
  returnStep,
  signStep,
  stepOf,
} from '../../src/cases/index.ts';
import { composeDocument, documentFacts, documentsOfCases } from '../../src/documents/index.ts';
import { ForbiddenError, MissingValuesError } from '../../src/errors/index.ts';
import { catalog, processNamed, rulesOf, sampleData } from './helpers.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Walks a case to a step with sample data, everybody in their own office; data that matters is given by step. */
async function walkTo(
  { process: id, step, service }: { process: string; step: string; service: string },
  { outcomes, data }: { outcomes: readonly string[]; data: Readonly<Record<string, Record<string, unknown>>> },
): Promise<Case> {
  const clerk = world.as(`servis-gorevlisi@${service}`);
  const left = [...outcomes];
  let row = (await openCase(clerk, { process: id, sicilNo: 'S-1' })).case;
  while (row.step !== step && row.step !== null) row = await advance(clerk, row, { left, data: data[row.step] ?? {} });
  return row;
}

async function advance(
  clerk: CasesContext,
  row: Case,
  { left, data }: { left: string[]; data: Record<string, unknown> },
): Promise<Case> {
  const process = processNamed(row.process);
  const rules = { ...rulesOf(process), documentFields: documentFieldsFor(clerk) };
  const step = stepOf(process, row.step ?? '');
  const target = { caseNumber: row.caseNumber, expectedVersion: row.version, step: step.id };
  if (step.kind === 'sign') {
    const role = row.awaits[0]?.split('@')[0] ?? '';
    const act =
      role === step.approver ? approveStep : step.paraf.length > row.state.approvals.length ? parafStep : signStep;
    return (await act(world.as(role), target)).case;
  }
  const outcome = step.outcomes.length > 0 ? (left.shift() ?? null) : null;
  const fields = formOf(rules, step).filter((f) => f.origin !== 'document' || row.state.data[f.key] === undefined);
  const values = { ...sampleData(fields, outcome), ...data };
  const chairs: Record<string, string> = { 'mal-bildirimi-komisyonu': `servis-gorevlisi@${row.service}` };
  const actor = step.actor === 'servis-gorevlisi' ? clerk : world.as(chairs[step.actor] ?? step.actor);
  return (await completeStep(actor, { ...target, outcome, data: values })).case;
}

const orderFor = (row: Case, key: string) => {
  const clerk = world.as('servis-gorevlisi');
  const rules = { ...rulesOf(processNamed(row.process)), documentFields: documentFieldsFor(clerk) };
  return { row, rules, key, approvals: row.state.trail.at(-1)?.approvals ?? [], final: false };
};

const UNIT = { atanacakBirim: 'KST-MUH', atanacakKadro: 'K-1' };

describe('letters of a case', () => {
  it('have everything that the atama onayı prints', async () => {
    const at = { process: 'naklen-atama', step: 'onay-muvafakat-imza', service: 'atama' };
    const row = await walkTo(at, {
      outcomes: ['muvafakatle-kurum-ici-nakil'],
      data: { 'birim-belirle-muvafakat': UNIT },
    });
    const clerk = world.as('servis-gorevlisi@atama');
    const facts = await letterFacts(clerk, orderFor(row, 'naklen-onay-muvafakat'));
    expect(facts.personnel).toMatchObject({ adSoyad: 'Ayşe YILMAZ', unvan: 'Memur', unit: 'Muhasebe Müdürlüğü' });
    expect(facts.personnel).not.toHaveProperty('tckn');
    expect(facts.data).toMatchObject({
      atanacakBirim: 'Muhasebe Müdürlüğü',
      atanacakKadro: { unvan: 'Şef', derece: 3 },
    });
    // The text names only the Vali; the Defterdar proposes (Yönetmelik m.20).
    expect(facts.signers).toMatchObject([{ ad: 'Kemal', soyad: 'ÖZDEMİR', unvan: 'Defterdar', level: 'il-birimi' }]);
    expect(facts.olur).toMatchObject({
      intermediates: [],
      approver: { ad: 'Orhan', soyad: 'BAŞARAN', unvan: 'Vali', level: 'valilik' },
    });
    const composed = composeDocument(clerk.library.kind('naklen-onay-muvafakat'), documentFacts.parse(facts));
    expect(composed.missing).toEqual([]);
    expect(composed.context.muhatap.lines).toEqual([{ line: 'VALİLİK MAKAMINA' }]);
  });

  it('name those who signed once it is final', async () => {
    const at = { process: 'adaylik-kaldirma', step: 'tebligat-yemin-hazirla', service: 'atama' };
    const data = { 'hizmet-suresi-hesapla': { adaylikBaslangicTarihi: '2024-01-02' } };
    const row = await walkTo(at, { outcomes: ['merkez-birimi', 'olumlu-gorus'], data });
    const signed = row.state.trail.findLast((t) => t.step === 'asalet-tasdik-imza');
    expect(signed?.approvals).toHaveLength(8);
    const clerk = world.as('servis-gorevlisi@atama');
    const order = { ...orderFor(row, 'adaylik-asalet-tasdik'), approvals: signed?.approvals ?? [], final: true };
    const facts = await letterFacts(clerk, order);
    expect(facts.tarih).toBe('2026-11-20');
    expect(facts.signers?.map((s) => s.unvan)).toEqual(['Personel Müdürü']);
    expect(facts.olur?.intermediates?.map((s) => s.unvan)).toEqual([
      'Defterdar Yardımcısı',
      'Defterdar',
      'Vali Yardımcısı',
    ]);
    expect(facts.olur?.approver.unvan).toBe('Vali');
  });

  it('have everything that the izahat istemi prints', async () => {
    const at = { process: 'mal-bildirimi', step: 'izahat-yazisi-imza', service: 'disiplin' };
    const row = await walkTo(at, { outcomes: ['valilik-atamali', 'uygun-gorulmedi'], data: {} });
    const officer = world.as('servis-gorevlisi@disiplin');
    const facts = await letterFacts(officer, orderFor(row, 'mal-bildirimi-izahat-yazisi'));
    const composed = composeDocument(officer.library.kind('mal-bildirimi-izahat-yazisi'), documentFacts.parse(facts));
    expect(composed.missing).toEqual([]);
  });
});

describe('documents on record', () => {
  const read = async (row: Case) =>
    (await documentsOfCases(world.as('yonetici').db, [row.caseNumber])).get(row.caseNumber) ?? [];
  const AT = { process: 'naklen-atama', step: 'onay-muvafakat-imza', service: 'atama' };
  const walk = () =>
    walkTo(AT, { outcomes: ['muvafakatle-kurum-ici-nakil'], data: { 'birim-belirle-muvafakat': UNIT } });
  const target = (row: Case) => ({
    caseNumber: row.caseNumber,
    expectedVersion: row.version,
    step: 'onay-muvafakat-imza',
  });

  it('are a draft when prepared and final when approved, with the day of the approval', async () => {
    const row = await walk();
    expect((await read(row)).map((d) => [d.kind, d.status, d.version])).toEqual([
      ['naklen-onay-muvafakat', 'taslak', 1],
    ]);
    const done = await approveStep(world.as('vali'), target(row));
    const documents = await read(row);
    expect(documents.map((d) => [d.status, d.version, d.context.tarih])).toEqual([
      ['iptal', 1, ''],
      ['kesin', 2, '20.11.2026'],
    ]);
    expect(done.documentIds).toEqual([documents[1]?.id]);
    expect(documents[1]).toMatchObject({ service: 'atama', unitPath: ['KST-MUH', 'KST'], missing: [] });
  });

  it('are withdrawn when the letter is returned', async () => {
    const row = await walk();
    await returnStep(world.as('vali'), { ...target(row), reason: 'Kadro yanlış' });
    expect((await read(row)).map((d) => d.status)).toEqual(['iptal']);
  });

  it('may be asked for as a draft, with the gaps listed or shown', async () => {
    const clerk = world.as('servis-gorevlisi@atama');
    const { case: row } = await openCase(clerk, { process: 'naklen-atama', sicilNo: 'S-1' });
    const order = { caseNumber: row.caseNumber, kind: 'naklen-onay-muvafakat' };
    const refused = await generateDocument(clerk, order).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MissingValuesError);
    expect(refused).toMatchObject({
      missing: expect.arrayContaining([
        expect.objectContaining({ label: 'Atanacağı birim', place: expect.any(String) }),
      ]),
    });
    expect(await read(row)).toEqual([]);
    const draft = await generateDocument(clerk, { ...order, allowGaps: true });
    expect(draft).toMatchObject({ status: 'taslak', version: 1 });
    expect(draft.missing.length).toBeGreaterThan(2);
    await expect(generateDocument(clerk, { ...order, kind: 'mif' })).rejects.toThrow('belgelerinden değil');
    await expect(generateDocument(world.as('servis-gorevlisi@mali'), order)).rejects.toThrow(ForbiddenError);
  });
});

describe('every letter of the catalog', () => {
  it('lacks nothing when the forms of its process are filled in', async () => {
    const clerk = world.as('yonetici');
    const lacking: string[] = [];
    const seen = new Set<string>();
    for (const process of catalog.processes) {
      const rules = { ...rulesOf(process), documentFields: documentFieldsFor(clerk) };
      const fields = [...fieldsOfOpening(process, rules.vocabulary), ...process.steps.flatMap((s) => formOf(rules, s))];
      const data = sampleData(
        fields.map((f) => ({ ...f, when: null })),
        null,
      ) as CaseData;
      const unnamed = process.steps.filter((s) => s.signerUnnamed).map((s) => [s.id, ['defterdar']]);
      const base = await openedFor(process.id);
      const row = { ...base, state: { ...base.state, data, chosenSigners: Object.fromEntries(unnamed) } };
      for (const { document, documentIncoming } of process.steps) {
        if (!document || documentIncoming || seen.has(`${process.id}/${document.key}`)) continue;
        seen.add(`${process.id}/${document.key}`);
        const facts = await letterFacts(clerk, { row, rules, key: document.key, approvals: [], final: true });
        if (!clerk.library.kinds.some((k) => k.key === document.key)) {
          lacking.push(`${document.key}: no text`);
          continue;
        }
        const { missing } = composeDocument(clerk.library.kind(document.key), documentFacts.parse(facts));
        lacking.push(...missing.map((m) => `${process.id}/${document.key}: ${m.path} (${m.label})`));
      }
    }
    expect(lacking).toEqual([]);
    expect(new Set([...seen].map((k) => k.split('/')[1])).size).toBe(273);
  });

  /** A case of the process as it would be stored on opening, about a person. */
  async function openedFor(id: string): Promise<Case> {
    const clerk = world.as('servis-gorevlisi@atama');
    const { case: row } = await openCase(clerk, { process: 'naklen-atama', sicilNo: 'S-1' });
    const { service } = processNamed(id);
    return { ...row, process: id, service };
  }
});
