import { z } from 'zod';
import { inTransaction, writeAudit } from '../../database/index.ts';
import { NotFoundError, parseInput } from '../../errors/index.ts';
import { findPersonnelBySicilNos } from '../../personnel/index.ts';
import type { StatementsContext } from '../../statements/index.ts';
import { requireExamOfficer } from '../exam-access.ts';
import { type ExamPost, examCandidates } from '../model.ts';
import { countCandidates, listCandidates, postOf, requireExam } from '../queries.ts';
import { assess } from './assess.ts';
import { type EligibilityState, examEligibility, type StoredEligibility } from './model.ts';

/** Candidates that one call checks at most. */
export const CHECK_LIMIT = 1_000;

/** Where a check stands: called again with `after` until it is null, it goes through all candidates. */
export interface EligibilityProgress {
  readonly checked: number;
  readonly total: number;
  /** Number of the last candidate checked; null when all have been. */
  readonly after: string | null;
  readonly counts: Readonly<Record<EligibilityState, number>>;
}

/**
 * Checks the next candidates against the conditions of their posts, by candidate number. A commission's decision stays.
 * Throws ForbiddenError, NotFoundError.
 */
export async function checkExamEligibility(
  context: StatementsContext,
  {
    examNumber,
    after,
    limit = CHECK_LIMIT,
  }: { readonly examNumber: string; readonly after?: string | undefined; readonly limit?: number | undefined },
): Promise<EligibilityProgress> {
  requireExamOfficer(context.actor);
  const exam = await requireExam(context.db, examNumber);
  const size = Math.max(1, Math.min(limit, CHECK_LIMIT));
  const candidates = await listCandidates(context.db, { examNumber }, { after, limit: size, inverted: false });
  const people = await findPersonnelBySicilNos(
    context.db,
    candidates.flatMap((c) => c.sicilNo ?? []),
  );
  const announced = (title: string): ExamPost =>
    postOf(
      exam.posts.map((p) => ({ ...p, post: p.unvan })),
      title,
    );
  const counts = { UYGUN: 0, UYGUN_DEGIL: 0, EKSIK_BILGI: 0 };
  const changes = candidates.map((c) => {
    const person = c.sicilNo === null ? null : (people.get(c.sicilNo) ?? null);
    const found = assess({ exam, post: announced(c.post), book: context.book }, person);
    if (found.state !== null) counts[found.state] += 1;
    const filter = { examNumber, candidateNo: c.candidateNo };
    return { updateOne: { filter, update: { $set: { ...found, checkedAt: context.now } }, upsert: true } };
  });
  await inTransaction(context.db, async (session) => {
    if (changes.length > 0) await examEligibility(context.db).bulkWrite(changes as never, { session });
    await writeAudit(context.db, session, context, {
      action: 'checkExamEligibility',
      recordType: 'Exam',
      recordId: examNumber,
      details: counts,
    });
  });
  const last = candidates.at(-1)?.candidateNo ?? null;
  const isDone = candidates.length < size;
  return {
    checked: candidates.length,
    total: await countCandidates(context.db, examNumber),
    after: isDone ? null : last,
    counts,
  };
}

const decisionSchema = z.strictObject({
  examNumber: z.string(),
  candidateNo: z.string(),
  isEligible: z.boolean(),
  reason: z.string().trim().min(5, 'Kararın gerekçesini yazın.').max(1_000),
});
export type DecisionRaw = z.input<typeof decisionSchema>;

/** The commission's decision over a candidate, with its reason (m.11/4). Throws ForbiddenError, NotFoundError, ValidationError. */
export async function decideExamEligibility(context: StatementsContext, raw: DecisionRaw): Promise<StoredEligibility> {
  requireExamOfficer(context.actor);
  const { examNumber, candidateNo, isEligible, reason } = parseInput(decisionSchema, raw);
  await requireExam(context.db, examNumber);
  const key = { examNumber, candidateNo };
  if (!(await examCandidates(context.db).exists(key)))
    throw new NotFoundError(`${examNumber} sınavında ${candidateNo} numaralı aday yok. Numarayı denetleyin.`);
  const decision = { isEligible, reason, decidedBy: context.actor.accountId, decidedAt: context.now };
  return inTransaction(context.db, async (session) => {
    const row = await examEligibility(context.db).findOneAndUpdate(
      key,
      { $set: { decision }, $setOnInsert: { state: null, reasons: [], checkedAt: null } },
      { session, upsert: true, returnDocument: 'after', lean: true },
    );
    await writeAudit(context.db, session, context, {
      action: 'decideExamEligibility',
      recordType: 'Exam',
      recordId: examNumber,
      details: { candidateNo, isEligible, reason },
    });
    return { ...key, state: row.state, reasons: row.reasons, checkedAt: row.checkedAt, decision };
  });
}
