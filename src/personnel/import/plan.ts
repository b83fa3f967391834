import type { StoredPerson } from '../model.ts';

/** One refused row: its line in the file (the header is line 1), the column and the reason. Never the cell's content. */
export interface Refusal {
  readonly row: number;
  readonly field: string;
  readonly reason: string;
}

export interface BatchPlan {
  readonly inserts: StoredPerson[];
  readonly updates: { readonly sicilNo: string; readonly change: Partial<StoredPerson> }[];
  readonly unchanged: number;
  readonly refusals: Refusal[];
}

type Imported = Omit<StoredPerson, 'version'>;

/** Decides what a batch of rows does to the people on record. Pure. */
export function planBatch(
  rows: readonly { readonly row: number; readonly person: Imported }[],
  onRecord: readonly StoredPerson[],
): BatchPlan {
  const bySicilNo = new Map(onRecord.map((p) => [p.sicilNo, p]));
  const byIdentity = new Map(onRecord.map((p) => [p.tcknIndex, p]));
  const plan = {
    inserts: [] as StoredPerson[],
    updates: [] as BatchPlan['updates'],
    unchanged: 0,
    refusals: [] as Refusal[],
  };
  for (const { row, person } of rows) {
    const owner = byIdentity.get(person.tcknIndex);
    const existing = bySicilNo.get(person.sicilNo);
    if (owner && owner.sicilNo !== person.sicilNo) {
      const reason = `Bu kimlik numarası ${owner.sicilNo} sicil numaralı kişide kayıtlı.`;
      plan.refusals.push({ row, field: 'tckn', reason });
    } else if (!existing) {
      plan.inserts.push({ ...person, version: 1 });
    } else {
      const change = changeOf(existing, person);
      if (change === null) plan.unchanged += 1;
      else plan.updates.push({ sicilNo: person.sicilNo, change: { ...change, version: existing.version + 1 } });
    }
  }
  return plan;
}

/** Fields that one row of a file can tell; the lists of a record are never replaced by an import. */
const ROW_FIELDS = [
  'tcknIndex',
  'givenNames',
  'surname',
  'bornOn',
  'sinif',
  'unvan',
  'unitCode',
  'kadroNo',
  'appointedBy',
  'status',
  'startedOn',
  'derece',
  'kademe',
] as const;

function changeOf(existing: StoredPerson, imported: Imported): Partial<StoredPerson> | null {
  const differing = ROW_FIELDS.filter((field) => (existing[field] ?? null) !== imported[field]);
  const [diploma] = imported.education;
  const isNewDiploma =
    diploma !== undefined &&
    !existing.education.some(
      (e) =>
        e.level === diploma.level && e.graduatedOn === diploma.graduatedOn && e.institution === diploma.institution,
    );
  if (differing.length === 0 && !isNewDiploma) return null;
  return {
    ...Object.fromEntries(differing.map((field) => [field, imported[field]])),
    ...(differing.includes('tcknIndex') ? { tcknSealed: imported.tcknSealed } : {}),
    ...(isNewDiploma ? { education: [...existing.education, diploma] } : {}),
    nameKeys: imported.nameKeys,
    namePrefixes: imported.namePrefixes,
    sortKey: imported.sortKey,
  };
}
