import type { Readable } from 'node:stream';
import { inTransaction, writeAudit } from '../../database/index.ts';
import { ValidationError } from '../../errors/index.ts';
import { findUnits } from '../../institution/index.ts';
import { findPersonBySicilNo, type ImportReport } from '../../personnel/index.ts';
import type { StatementsContext } from '../../statements/index.ts';
import { requireExamOfficer } from '../exam-access.ts';
import { type Exam, examCandidates, type StoredCandidate } from '../model.ts';
import { requireExam } from '../queries.ts';
import { type BatchResult, importInBatches, type NumberedRow } from './batches.ts';
import { CANDIDATE_COLUMNS, type CsvRow, rowToCandidate } from './columns.ts';
import { planCandidates, type ReadRow, refusalOf } from './plan.ts';
import { readKnownRows } from './read-csv.ts';

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
  return importInBatches(readKnownRows(csv, CANDIDATE_COLUMNS), (batch) => writeBatch(context, exam, batch));
}

async function writeBatch(
  context: StatementsContext,
  exam: Exam,
  batch: readonly NumberedRow<CsvRow>[],
): Promise<BatchResult> {
  const { examNumber } = exam;
  return inTransaction(context.db, async (session) => {
    const model = examCandidates(context.db);
    const numbers = batch.map((b) => b.record.adayNo ?? '');
    const sicilNos = batch.flatMap((b) => (b.record.sicilNo ? [b.record.sicilNo] : []));
    const either = [{ candidateNo: { $in: numbers } }, { sicilNo: { $in: sicilNos } }];
    const stored = await model.find({ examNumber, $or: either }, { _id: 0 }, { session }).lean();
    const byNumber = new Map(stored.map((c) => [c.candidateNo, c]));
    const rows: ReadRow<StoredCandidate>[] = [];
    for (const { row, record } of batch)
      rows.push(await readRow(context, exam, { row, record, existing: byNumber.get(record.adayNo ?? '') ?? null }));
    const { inserts, updates, unchanged, refusals } = planCandidates(rows, stored);
    if (inserts.length > 0) await model.insertMany(inserts, { session });
    const changes = updates.map((c) => ({
      updateOne: { filter: { examNumber, candidateNo: c.candidateNo }, update: { $set: c } },
    }));
    if (changes.length > 0) await model.bulkWrite(changes, { session });
    const counts = { inserted: inserts.length, updated: updates.length };
    if (counts.inserted + counts.updated > 0)
      await writeAudit(context.db, session, context, {
        action: 'importExamCandidates',
        recordType: 'Exam',
        recordId: examNumber,
        details: counts,
      });
    return { ...counts, unchanged, refusals };
  });
}

async function readRow(
  context: StatementsContext,
  exam: Exam,
  { row, record, existing }: NumberedRow<CsvRow> & { readonly existing: StoredCandidate | null },
): Promise<ReadRow<StoredCandidate>> {
  const sicilNo = record.sicilNo || existing?.sicilNo || null;
  const person = sicilNo === null ? null : await findPersonBySicilNo(context.db, sicilNo);
  const [unit] = person ? await findUnits(context.db, [person.unitCode]) : [];
  try {
    return { row, candidate: rowToCandidate(record, { context, exam, person, unitName: unit?.name ?? '', existing }) };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { row, refusal: refusalOf(row, error.issues) };
  }
}
