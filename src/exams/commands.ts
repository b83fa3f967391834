import type { gorevdeYukselme } from '../calculations/index.ts';
import { inTransaction, nextNumber, writeAudit } from '../database/index.ts';
import { ConflictError, type Issue, parseInput, ValidationError } from '../errors/index.ts';
import type { StatementsContext } from '../statements/index.ts';
import { examInputText, examResultText } from './calculation.ts';
import { pack, sha256Of } from './canonical.ts';
import { withoutIneligible } from './eligibility/queries.ts';
import { requireExamOfficer } from './exam-access.ts';
import {
  type Exam,
  type ExamPost,
  type ExamRaw,
  type ExamRun,
  examInputSchema,
  examRuns,
  exams,
  type StoredExam,
  type StoredRun,
} from './model.ts';
import { allCandidates, requireExam, toExam, toRun } from './queries.ts';

/** Enters an exam and numbers it. Throws ForbiddenError, ValidationError for posts or places written twice. */
export async function createExam(context: StatementsContext, raw: ExamRaw): Promise<Exam> {
  requireExamOfficer(context.actor);
  const input = parseInput(examInputSchema, raw);
  refuseDoubles(input.posts);
  return inTransaction(context.db, async (session) => {
    const year = context.today.slice(0, 4);
    const number = await nextNumber(context.db, session, `exam:${year}`);
    const row: StoredExam = {
      ...input,
      examNumber: `S-${year}-${String(number).padStart(4, '0')}`,
      version: 1,
      createdBy: context.actor.accountId,
      createdAt: context.now,
    };
    const [created] = await exams(context.db).create([row], { session });
    await writeAudit(context.db, session, context, {
      action: 'createExam',
      recordType: 'Exam',
      recordId: row.examNumber,
      details: { posts: input.posts.length },
    });
    return { ...row, id: String(created?._id) };
  });
}

export interface ExamChange {
  readonly examNumber: string;
  readonly expectedVersion: number;
  /** Fields to change; those that are absent stay. */
  readonly change: Partial<ExamRaw>;
}

/**
 * Corrects an exam: dates, posts, commission. Lists that were calculated stay as they are until the next run. Throws
 * ForbiddenError, NotFoundError, ValidationError, ConflictError.
 */
export async function updateExam(context: StatementsContext, raw: ExamChange): Promise<Exam> {
  requireExamOfficer(context.actor);
  const exam = await requireExam(context.db, raw.examNumber);
  const { examNumber: _number, version: _version, createdBy: _by, createdAt: _at, id: _id, ...known } = exam;
  const change = parseInput(examInputSchema, { ...known, ...raw.change });
  refuseDoubles(change.posts);
  return inTransaction(context.db, async (session) => {
    const row = await exams(context.db).findOneAndUpdate(
      { examNumber: exam.examNumber, version: raw.expectedVersion },
      { $set: { ...change, version: raw.expectedVersion + 1 } },
      { session, returnDocument: 'after', lean: true },
    );
    if (!row) throw new ConflictError('Sınav kaydı bu arada değişti. Kaydı yeniden açıp tekrar deneyin.', exam.version);
    await writeAudit(context.db, session, context, {
      action: 'updateExam',
      recordType: 'Exam',
      recordId: exam.examNumber,
      details: { version: raw.expectedVersion + 1 },
    });
    return toExam(row);
  });
}

function refuseDoubles(posts: readonly ExamPost[]): void {
  const issues: Issue[] = [];
  const unvans = new Set<string>();
  posts.forEach((post, i) => {
    if (unvans.has(post.unvan))
      issues.push({ path: `posts.${i}.unvan`, message: `"${post.unvan}" iki kez yazılmış; yerlerini birleştirin.` });
    unvans.add(post.unvan);
    const places = new Set<string>();
    post.places.forEach(({ name }, p) => {
      if (places.has(name))
        issues.push({ path: `posts.${i}.places.${p}.name`, message: `"${name}" iki kez yazılmış; sayıları toplayın.` });
      places.add(name);
    });
  });
  if (issues.length > 0) throw new ValidationError(issues);
}

/** How far the lists go: call list, success list, placement list. */
export interface ExamRunOrder {
  readonly examNumber: string;
  readonly stage: gorevdeYukselme.ExamStage;
}

/**
 * Calculates the lists from the candidates on record, without those who don't meet the conditions, and stores input, result, trace and parameters. The same candidates
 * and figures give the last run again, to the byte, and store nothing. Throws ForbiddenError, NotFoundError,
 * ValidationError naming the candidate, ConflictError for two at once.
 */
export async function calculateExamLists(
  context: StatementsContext,
  { examNumber, stage }: ExamRunOrder,
): Promise<ExamRun> {
  requireExamOfficer(context.actor);
  const exam = await requireExam(context.db, examNumber);
  const candidates = await withoutIneligible(context.db, examNumber, await allCandidates(context.db, examNumber));
  if (candidates.length === 0)
    throw ValidationError.of('examNumber', 'Sınavda şartları taşıyan aday yok; önce adayları ve puanları aktarın.');
  const inputText = examInputText(exam, candidates, stage);
  const resultText = examResultText(inputText, context.book);
  const [inputSha256, resultSha256] = [sha256Of(inputText), sha256Of(resultText)];
  return inTransaction(context.db, async (session) => {
    const model = examRuns(context.db);
    const last = await model
      .findOne({ examNumber }, { inputBytes: 0, resultBytes: 0 }, { session })
      .sort({ run: -1 })
      .lean();
    if (last && last.inputSha256 === inputSha256 && last.resultSha256 === resultSha256) return toRun(last);
    const row: StoredRun = {
      examNumber,
      run: (last?.run ?? 0) + 1,
      stage,
      inputBytes: pack(inputText),
      inputSha256,
      resultBytes: pack(resultText),
      resultSha256,
      candidates: candidates.length,
      createdBy: context.actor.accountId,
      createdAt: context.now,
    };
    await onceOnly(row, () => model.create([row], { session }));
    await writeAudit(context.db, session, context, {
      action: 'calculateExamLists',
      recordType: 'Exam',
      recordId: examNumber,
      details: { run: row.run, stage, resultSha256 },
    });
    return toRun(row);
  });
}

async function onceOnly(row: StoredRun, insert: () => Promise<unknown>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    throw new ConflictError(`${row.examNumber} listeleri aynı anda başkası tarafından da hesaplandı; yeniden deneyin.`);
  }
}
