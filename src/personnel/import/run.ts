import type { Readable } from 'node:stream';
import { isOfficer, requireRight } from '../../access/index.ts';
import { readCsv } from '../../csv/index.ts';
import { type AuditLine, auditLines, type CommandContext, inTransaction } from '../../database/index.ts';
import { ValidationError } from '../../errors/index.ts';
import { listUnits } from '../../institution/index.ts';
import { toStored } from '../commands.ts';
import { type PersonInput, personnel } from '../model.ts';
import { type CsvRow, REQUIRED_COLUMNS, rowToPerson } from './columns.ts';
import { planBatch, type Refusal } from './plan.ts';

export interface ImportReport {
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The first refusals; `refused` counts all. */
  readonly refusals: readonly Refusal[];
}

export const KEPT_REFUSALS = 1_000;
const BATCH = 500;

interface NumberedPerson {
  readonly row: number;
  readonly input: PersonInput;
}

/**
 * Reads a personnel CSV (comma or semicolon, UTF-8, header line) and writes it in batches, each in one transaction.
 * Safe to repeat: a row that says what is on record changes nothing, a changed one updates the columns that the file has.
 * `progress` is told after every batch. Throws CsvFormatError for a missing header or broken quoting; rows before stay.
 */
export async function importPersonnel(
  context: CommandContext,
  csv: Readable,
  progress: (report: ImportReport) => void = () => {},
): Promise<ImportReport> {
  requireRight(isOfficer(context.actor), 'personel aktarımını yalnız servis görevlileri ve üstleri yapabilir');
  const units = new Set((await listUnits(context.db)).map((u) => u.code));
  const report = { rowsRead: 0, inserted: 0, updated: 0, unchanged: 0, refused: 0, refusals: [] as Refusal[] };
  const seen = { sicilNo: new Map<string, number>(), tckn: new Map<string, number>() };
  const refuse = (refusal: Refusal): void => {
    report.refused += 1;
    if (report.refusals.length < KEPT_REFUSALS) report.refusals.push(refusal);
  };
  let batch: NumberedPerson[] = [];
  const flush = async (): Promise<void> => {
    const counts = await writeBatch(context, batch, refuse);
    report.inserted += counts.inserted;
    report.updated += counts.updated;
    report.unchanged += counts.unchanged;
    batch = [];
    progress({ ...report, refusals: [...report.refusals] });
  };
  for await (const { record, row } of readCsv(csv, REQUIRED_COLUMNS)) {
    report.rowsRead += 1;
    const input = readRow(record, row, units, seen, refuse);
    if (input) batch.push({ row, input });
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return report;
}

function readRow(
  record: CsvRow,
  row: number,
  units: ReadonlySet<string>,
  seen: Record<'sicilNo' | 'tckn', Map<string, number>>,
  refuse: (refusal: Refusal) => void,
): PersonInput | null {
  try {
    const input = rowToPerson(record, units);
    for (const field of ['sicilNo', 'tckn'] as const) {
      const earlier = seen[field].get(input[field]);
      if (earlier !== undefined) throw ValidationError.of(field, `Aynı değer ${earlier}. satırda da var.`);
    }
    seen.sicilNo.set(input.sicilNo, row);
    seen.tckn.set(input.tckn, row);
    return input;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const [first, ...more] = error.issues;
    refuse({
      row,
      field: first?.path ?? '',
      reason: [first?.message ?? '', ...more.map((i) => `${i.path}: ${i.message}`)].join(' '),
    });
    return null;
  }
}

interface Counts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

async function writeBatch(
  context: CommandContext,
  batch: readonly NumberedPerson[],
  refuse: (refusal: Refusal) => void,
): Promise<Counts> {
  if (batch.length === 0) return { inserted: 0, updated: 0, unchanged: 0 };
  const rows = batch.map(({ row, input }) => ({ row, person: toStored(context.cipher, input) }));
  const sicilNos = rows.map((r) => r.person.sicilNo);
  const identities = rows.map((r) => r.person.tcknIndex);
  const plan = await inTransaction(context.db, async (session) => {
    const model = personnel(context.db);
    const onRecord = await model
      .find({ $or: [{ sicilNo: { $in: sicilNos } }, { tcknIndex: { $in: identities } }] }, null, { session })
      .lean();
    const decided = planBatch(rows, onRecord);
    if (decided.inserts.length > 0) await model.insertMany(decided.inserts, { session, lean: true });
    if (decided.updates.length > 0)
      await model.bulkWrite(
        decided.updates.map(({ sicilNo, change }) => ({
          updateOne: { filter: { sicilNo }, update: { $set: change } },
        })),
        { session },
      );
    const lines = [...decided.inserts, ...decided.updates].map(({ sicilNo }) => auditLineOf(context, sicilNo));
    if (lines.length > 0) await auditLines(context.db).insertMany(lines, { session, lean: true });
    return decided;
  });
  plan.refusals.forEach(refuse);
  return { inserted: plan.inserts.length, updated: plan.updates.length, unchanged: plan.unchanged };
}

function auditLineOf({ now, actor, requestId }: CommandContext, sicilNo: string): AuditLine {
  return {
    at: now,
    accountId: actor.accountId,
    action: 'importPersonnel',
    recordType: 'Personnel',
    recordId: sicilNo,
    requestId,
    details: {},
  };
}
