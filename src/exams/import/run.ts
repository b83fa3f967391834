import type { Readable } from 'node:stream';
import { inTransaction, writeAudit } from '../../database/index.ts';
import { type Issue, ValidationError } from '../../errors/index.ts';
import { findUnits } from '../../institution/index.ts';
import { findPersonBySicilNo, type ImportReport, type Person, type Refusal } from '../../personnel/index.ts';
import type { StatementsContext } from '../../statements/index.ts';
import { canonicalJson } from '../canonical.ts';
import { requireExamOfficer } from '../exam-access.ts';
import { type Exam, examCandidates, type StoredCandidate } from '../model.ts';
import { requireExam } from '../queries.ts';
import { type CsvRow, rowToCandidate } from './columns.ts';
import { readCandidateRows } from './read-csv.ts';

const KEPT_REFUSALS = 1_000;
const BATCH = 200;

interface NumberedRow {
  readonly row: number;
  readonly record: CsvRow;
}

interface BatchResult {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refusals: readonly Refusal[];
}

/**
 * Reads candidates and marks as a stream and writes them in batches, each in one transaction. Safe to repeat: a row that
 * says what is on record changes nothing. A refused row is reported with its line, column and reason; the rest is done.
 * Throws ForbiddenError, NotFoundError, CsvFormatError (rows before it stay).
 */
export async function importExamCandidates(
  context: StatementsContext,
  examNumber: string,
  csv: Readable,
): Promise<ImportReport> {
  requireExamOfficer(context.actor);
  const exam = await requireExam(context.db, examNumber);
  const report = { rowsRead: 0, inserted: 0, updated: 0, unchanged: 0, refused: 0, refusals: [] as Refusal[] };
  const lines = new Map<string, number>();
  const refuse = (refusal: Refusal): void => {
    report.refused += 1;
    if (report.refusals.length < KEPT_REFUSALS) report.refusals.push(refusal);
  };
  let batch: NumberedRow[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const result = await writeBatch(context, exam, batch);
    report.inserted += result.inserted;
    report.updated += result.updated;
    report.unchanged += result.unchanged;
    result.refusals.forEach(refuse);
    batch = [];
  };
  for await (const { record, row } of readCandidateRows(csv)) {
    report.rowsRead += 1;
    const number = record.adayNo ?? '';
    const earlier = lines.get(number);
    if (number !== '' && earlier !== undefined)
      refuse({ row, field: 'adayNo', reason: `Aynı aday numarası ${earlier}. satırda da var.` });
    else {
      lines.set(number, row);
      batch.push({ row, record });
    }
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return report;
}

async function writeBatch(context: StatementsContext, exam: Exam, batch: readonly NumberedRow[]): Promise<BatchResult> {
  const { examNumber } = exam;
  return inTransaction(context.db, async (session) => {
    const model = examCandidates(context.db);
    const numbers = batch.map((b) => b.record.adayNo ?? '');
    const sicilNos = batch.flatMap((b) => (b.record.sicilNo ? [b.record.sicilNo] : []));
    const stored = await model
      .find(
        { examNumber, $or: [{ candidateNo: { $in: numbers } }, { sicilNo: { $in: sicilNos } }] },
        { _id: 0 },
        { session },
      )
      .lean();
    const plan = {
      inserts: [] as StoredCandidate[],
      updates: [] as StoredCandidate[],
      unchanged: 0,
      refusals: [] as Refusal[],
    };
    const owners = new Map(stored.flatMap((c) => (c.sicilNo === null ? [] : [[c.sicilNo, c.candidateNo] as const])));
    for (const { row, record } of batch) {
      const existing = stored.find((c) => c.candidateNo === record.adayNo) ?? null;
      const candidate = await readCandidate(context, { exam, record, existing });
      if (!('candidateNo' in candidate)) {
        plan.refusals.push(refusalOf(row, candidate.issues));
        continue;
      }
      const owner = candidate.sicilNo === null ? undefined : owners.get(candidate.sicilNo);
      if (owner !== undefined && owner !== candidate.candidateNo) {
        plan.refusals.push({
          row,
          field: 'sicilNo',
          reason: `Bu kişi ${owner} numarayla da aday; yalnız bir kadroya başvurulur.`,
        });
        continue;
      }
      if (candidate.sicilNo !== null) owners.set(candidate.sicilNo, candidate.candidateNo);
      if (existing === null) plan.inserts.push(candidate);
      else if (canonicalJson(existing) === canonicalJson(candidate)) plan.unchanged += 1;
      else plan.updates.push(candidate);
    }
    if (plan.inserts.length > 0) await model.insertMany(plan.inserts, { session });
    if (plan.updates.length > 0)
      await model.bulkWrite(
        plan.updates.map((c) => ({
          updateOne: { filter: { examNumber, candidateNo: c.candidateNo }, update: { $set: c } },
        })),
        { session },
      );
    const counts = { inserted: plan.inserts.length, updated: plan.updates.length };
    if (counts.inserted + counts.updated > 0)
      await writeAudit(context.db, session, context, {
        action: 'importExamCandidates',
        recordType: 'Exam',
        recordId: examNumber,
        details: counts,
      });
    return { ...counts, unchanged: plan.unchanged, refusals: plan.refusals };
  });
}

async function readCandidate(
  context: StatementsContext,
  { exam, record, existing }: { exam: Exam; record: CsvRow; existing: StoredCandidate | null },
): Promise<StoredCandidate | ValidationError> {
  const sicilNo = record.sicilNo || existing?.sicilNo || null;
  const person: Person | null = sicilNo === null ? null : await findPersonBySicilNo(context.db, sicilNo);
  const [unit] = person ? await findUnits(context.db, [person.unitCode]) : [];
  try {
    return rowToCandidate(record, { context, exam, person, unitName: unit?.name ?? '', existing });
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error;
  }
}

function refusalOf(row: number, issues: readonly Issue[]): Refusal {
  const [first, ...more] = issues;
  const reason = [first?.message ?? '', ...more.map((i) => `${i.path}: ${i.message}`)].join(' ');
  return { row, field: first?.path ?? '', reason };
}
