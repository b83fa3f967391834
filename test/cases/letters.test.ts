import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  approveStep,
  type Case,
  type CasesContext,
  completeStep,
  documentFieldsFor,
  formOf,
  letterFacts,
  openCase,
  parafStep,
  signStep,
  stepOf,
} from '../../src/cases/index.ts';
import { composeDocument, documentFacts } from '../../src/documents/index.ts';
import { processNamed, rulesOf, sampleData } from './helpers.ts';
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
