import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditLines } from '../../src/database/index.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';
import { type CaseView, type Office, openOffice } from '../helpers/office.ts';

let app: TestApp;
let office: Office;
beforeAll(async () => {
  app = await openTestApp();
  office = openOffice(app);
});
afterAll(() => app.close());

const RECORD_STEP = 'giris-muvafakat';
const TARGET = 'K-0102';

/** A naklen atama to the target kadro, up to where the person's record is changed. */
async function beforeRecord(sicilNo: string): Promise<CaseView> {
  const { caseNumber } = await office.open('naklen-atama', sicilNo);
  const data = { atanacakBirim: 'KST-MUHASEBE', atanacakKadro: TARGET };
  return office.walkTo(caseNumber, RECORD_STEP, {
    data,
    outcomes: { 'talep-degerlendir': 'muvafakatle-kurum-ici-nakil' },
  });
}

interface Post {
  readonly kadroNo: string;
  readonly sicilNo: string | null;
  readonly isVacant: boolean;
}

async function kadros(): Promise<Map<string, Post>> {
  const query = '{ kadros(first: 100) { nodes { kadroNo sicilNo isVacant } } }';
  const clerk = await office.tokenOf('servis-gorevlisi', 'atama');
  const { data } = await app.graphql<{ kadros: { nodes: Post[] } }>(clerk, query);
  return new Map(data.kadros.nodes.map((one) => [one.kadroNo, one]));
}

async function kadroOf(sicilNo: string): Promise<string | null> {
  const query = 'query ($s: String!) { personnelBySicilNo(sicilNo: $s) { kadroNo } }';
  const { data } = await app.graphql<{ personnelBySicilNo: { kadroNo: string | null } }>(
    await office.tokenOf('yonetici'),
    query,
    { s: sicilNo },
  );
  return data.personnelBySicilNo.kadroNo;
}

test('a naklen atama fills the new kadro and empties the old one; who comes second is refused and nothing moves', async () => {
  const first = await beforeRecord('ORNEK-021');
  const second = await beforeRecord('ORNEK-022');
  const before = await kadros();
  const old = await kadroOf('ORNEK-021');
  expect(before.get(old ?? '')).toMatchObject({ sicilNo: 'ORNEK-021', isVacant: false });
  expect(before.get(TARGET)).toMatchObject({ sicilNo: null, isVacant: true });

  await office.forward(first.caseNumber);
  const after = await kadros();
  expect(after.get(old ?? '')).toMatchObject({ sicilNo: null, isVacant: true });
  expect(after.get(TARGET)).toMatchObject({ sicilNo: 'ORNEK-021', isVacant: false });
  expect(await kadroOf('ORNEK-021')).toBe(TARGET);
  const lines = await auditLines(app.services.db).find({ recordType: 'Kadro', action: /kadro/i }).lean();
  const changes = lines.filter((line) => line.details.cause === first.caseNumber);
  expect(changes.map(({ action, recordId }) => [action, recordId]).toSorted()).toEqual([
    ['holdKadro', TARGET],
    ['leaveKadro', old],
  ]);

  const kept = await kadroOf('ORNEK-022');
  await expect(office.forward(second.caseNumber)).rejects.toThrow(/K-0102 numaralı Memur kadrosu ORNEK-021/);
  expect(await kadros()).toEqual(after);
  expect(await kadroOf('ORNEK-022')).toBe(kept);
  const waiting = await office.view(second.caseNumber);
  expect(waiting).toMatchObject({ version: second.version, currentStep: { step: { key: RECORD_STEP } } });
});
