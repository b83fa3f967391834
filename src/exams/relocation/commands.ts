import type { Readable } from 'node:stream';
import { bolgeHizmeti } from '../../calculations/index.ts';
import { inTransaction, nextNumber, writeAudit } from '../../database/index.ts';
import { ConflictError, parseInput, ValidationError } from '../../errors/index.ts';
import { findUnits } from '../../institution/index.ts';
import { findPersonBySicilNo, type ImportReport } from '../../personnel/index.ts';
import { fullNameOf, type StatementsContext } from '../../statements/index.ts';
import { pack, sha256Of } from '../canonical.ts';
import { requireRelocationOfficer } from '../exam-access.ts';
import { type BatchResult, importInBatches, type NumberedRow } from '../import/batches.ts';
import { planCandidates, type ReadRow, refusalOf } from '../import/plan.ts';
import { readKnownRows } from '../import/read-csv.ts';
import { roundInputText, roundResultText } from './calculation.ts';
import { type ApplicantRow, applicantColumns, type KnownApplicant, rowToApplicant } from './columns.ts';
import { familyOf } from './kinds.ts';
import {
  type Draw,
  type RoundRaw,
  relocationApplicants,
  relocationDraws,
  relocationRounds,
  roundInputSchema,
  type StoredApplicant,
  type StoredDraw,
  type StoredRound,
} from './model.ts';
import { allApplicants, requireRound, toDraw } from './queries.ts';

/** Enters a round with the seed of its lot, which never changes. Throws ForbiddenError, ValidationError. */
export async function createRelocationRound(context: StatementsContext, raw: RoundRaw): Promise<StoredRound> {
  requireRelocationOfficer(context.actor);
  const input = parseInput(roundInputSchema, raw);
  const names = input.places.map((p) => p.name);
  const doubled = names.find((n, i) => names.indexOf(n) !== i);
  if (doubled !== undefined)
    throw ValidationError.of('places', `"${doubled}" iki kez yazılmış; boş kadro sayılarını toplayın.`);
  familyOf(input.kind).checkPlaces(input, { tables: bolgeHizmeti.regionTablesOf(context.book) });
  return inTransaction(context.db, async (session) => {
    const year = context.today.slice(0, 4);
    const number = await nextNumber(context.db, session, `relocation:${year}`);
    const row: StoredRound = {
      ...input,
      roundNumber: `Y-${year}-${String(number).padStart(4, '0')}`,
      createdBy: context.actor.accountId,
      createdAt: context.now,
    };
    await relocationRounds(context.db).create([row], { session });
    await writeAudit(context.db, session, context, {
      action: 'createRelocationRound',
      recordType: 'RelocationRound',
      recordId: row.roundNumber,
      details: { seed: row.seed },
    });
    return row;
  });
}

/** Reads the applicants of a round as a stream; safe to repeat. Errors as importExamCandidates. */
export async function importRelocationApplicants(
  context: StatementsContext,
  roundNumber: string,
  csv: Readable,
): Promise<ImportReport> {
  requireRelocationOfficer(context.actor);
  const round = await requireRound(context.db, roundNumber);
  return importInBatches(readKnownRows(csv, applicantColumns(round.kind)), (batch) =>
    writeBatch(context, round, batch),
  );
}

async function writeBatch(
  context: StatementsContext,
  round: StoredRound,
  batch: readonly NumberedRow<ApplicantRow>[],
): Promise<BatchResult> {
  const { roundNumber } = round;
  return inTransaction(context.db, async (session) => {
    const model = relocationApplicants(context.db);
    const numbers = batch.map((b) => b.record.adayNo ?? '');
    const sicilNos = batch.flatMap((b) => (b.record.sicilNo ? [b.record.sicilNo] : []));
    const either = [{ candidateNo: { $in: numbers } }, { sicilNo: { $in: sicilNos } }];
    const stored = await model.find({ roundNumber, $or: either }, { _id: 0 }, { session }).lean();
    const rows: ReadRow<StoredApplicant>[] = [];
    for (const item of batch) rows.push(await readRow(context, round, item));
    const { inserts, updates, unchanged, refusals } = planCandidates(rows, stored);
    if (inserts.length > 0) await model.insertMany(inserts, { session });
    const changes = updates.map((a) => ({
      updateOne: { filter: { roundNumber, candidateNo: a.candidateNo }, update: { $set: a } },
    }));
    if (changes.length > 0) await model.bulkWrite(changes, { session });
    const counts = { inserted: inserts.length, updated: updates.length };
    if (counts.inserted + counts.updated > 0)
      await writeAudit(context.db, session, context, {
        action: 'importRelocationApplicants',
        recordType: 'RelocationRound',
        recordId: roundNumber,
        details: counts,
      });
    return { ...counts, unchanged, refusals };
  });
}

async function readRow(
  context: StatementsContext,
  round: StoredRound,
  { row, record }: NumberedRow<ApplicantRow>,
): Promise<ReadRow<StoredApplicant>> {
  try {
    const candidate = rowToApplicant(record, round, await knownOf(context, round, record));
    const deps = { tables: bolgeHizmeti.regionTablesOf(context.book) };
    const issues = familyOf(round.kind).refusals(round, candidate, deps);
    return issues.length > 0 ? { row, refusal: refusalOf(row, issues) } : { row, candidate };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { row, refusal: refusalOf(row, error.issues) };
  }
}

/** The person on record; the facts are counted only where the row leaves one open. */
async function knownOf(
  context: StatementsContext,
  round: StoredRound,
  cells: ApplicantRow,
): Promise<KnownApplicant | null> {
  const person = cells.sicilNo ? await findPersonBySicilNo(context.db, cells.sicilNo) : null;
  if (!person) return null;
  const [unit] = await findUnits(context.db, [person.unitCode]);
  const named = { fullName: fullNameOf(person), title: person.unvan, unit: unit?.name ?? person.unitCode };
  const { asksRecord, factsOnRecord } = familyOf(round.kind);
  const facts = asksRecord(cells) ? await factsOnRecord(context, person, { round, cells }) : {};
  return { ...named, facts };
}

/**
 * Ranks, draws the lots with the round's seed and places; stores input, result and trace. The same applicants give the
 * last draw again and store nothing. Throws ForbiddenError, NotFoundError, ValidationError, ConflictError.
 */
export async function drawRelocationRound(context: StatementsContext, roundNumber: string): Promise<Draw> {
  requireRelocationOfficer(context.actor);
  const round = await requireRound(context.db, roundNumber);
  const applicants = await allApplicants(context.db, roundNumber);
  if (applicants.length === 0)
    throw ValidationError.of('roundNumber', 'Dönemde başvuru yok; önce başvuruları aktarın.');
  const inputText = roundInputText(round, applicants);
  const resultText = roundResultText(inputText, context.book);
  const [inputSha256, resultSha256] = [sha256Of(inputText), sha256Of(resultText)];
  return inTransaction(context.db, async (session) => {
    const model = relocationDraws(context.db);
    const last = await model
      .findOne({ roundNumber }, { inputBytes: 0, resultBytes: 0 }, { session })
      .sort({ draw: -1 })
      .lean();
    if (last && last.inputSha256 === inputSha256 && last.resultSha256 === resultSha256) return toDraw(last);
    const row: StoredDraw = {
      roundNumber,
      draw: (last?.draw ?? 0) + 1,
      inputBytes: pack(inputText),
      inputSha256,
      resultBytes: pack(resultText),
      resultSha256,
      applicants: applicants.length,
      createdBy: context.actor.accountId,
      createdAt: context.now,
    };
    try {
      await model.create([row], { session });
    } catch (error) {
      if ((error as { code?: number }).code !== 11000) throw error;
      throw new ConflictError(`${roundNumber} kurası aynı anda başkası tarafından da çekildi; yeniden deneyin.`);
    }
    await writeAudit(context.db, session, context, {
      action: 'drawRelocationRound',
      recordType: 'RelocationRound',
      recordId: roundNumber,
      details: { draw: row.draw, seed: round.seed, resultSha256 },
    });
    return toDraw(row);
  });
}
