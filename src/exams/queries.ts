import { gorevdeYukselme, type ParameterBook } from '../calculations/index.ts';
import type { CommandContext, Database } from '../database/index.ts';
import { NotFoundError, parseInput, ValidationError } from '../errors/index.ts';
import { firstStanding } from './announced.ts';
import { examResultText, type PostResult, readResult } from './calculation.ts';
import { sha256Of, unpack } from './canonical.ts';
import { mayManageExams } from './exam-access.ts';
import {
  type Exam,
  type ExamRun,
  examAnnouncements,
  examCandidates,
  examRuns,
  exams,
  type StoredCandidate,
  type StoredExam,
  type StoredRun,
} from './model.ts';

const HIDE_ID = { _id: 0 } as const;
const HIDE_BYTES = { inputBytes: 0, resultBytes: 0 } as const;

export function toExam(row: StoredExam & { _id: unknown }): Exam {
  const { _id, ...rest } = row;
  return { ...rest, id: String(_id) };
}

/** A run without its bytes. */
export function toRun({ examNumber, run, stage, inputSha256, resultSha256, candidates, ...who }: ExamRun): ExamRun {
  const { createdBy, createdAt } = who;
  return { examNumber, run, stage, inputSha256, resultSha256, candidates, createdBy, createdAt };
}

export async function findExam(db: Database, examNumber: string): Promise<Exam | null> {
  const row = await exams(db).findOne({ examNumber }).lean();
  return row ? toExam(row) : null;
}

/** The exam. Throws NotFoundError. */
export async function requireExam(db: Database, examNumber: string): Promise<Exam> {
  const exam = await findExam(db, examNumber);
  if (exam) return exam;
  throw new NotFoundError(`${examNumber} numaralı sınav yok. Numarayı denetleyin.`);
}

/** The days of an exam with the bounds that the regulation gives them. MEB Yön. m.10, 11, 17, 18. */
export function calendarOf(exam: Exam, book: ParameterBook): gorevdeYukselme.CalendarRow[] {
  const { applicationsEndOn, announcedOn, writtenOn, writtenResultsOn, oralOn, oralResultsOn } = exam;
  const days = { applicationsEndOn, announcedOn, writtenOn, writtenResultsOn, oralOn, oralResultsOn };
  const outcome = gorevdeYukselme.calculateExamCalendar(parseInput(gorevdeYukselme.examCalendarInput, days), { book });
  return outcome.kind === 'value' ? [...outcome.value] : [];
}

export async function findExamsByNumbers(db: Database, numbers: readonly string[]): Promise<Exam[]> {
  return (
    await exams(db)
      .find({ examNumber: { $in: [...numbers] } })
      .lean()
  ).map(toExam);
}

export interface Page {
  /** Key of the row before the page. */
  readonly after: string | undefined;
  readonly limit: number;
  readonly inverted: boolean;
}

/** Which exams; nothing given = all. */
export interface ExamFilter {
  readonly kind?: Exam['kind'] | undefined;
}

/** Exams by number, newest number first. */
export async function listExams(
  db: Database,
  { after, limit, inverted }: Page,
  { kind }: ExamFilter = {},
): Promise<Exam[]> {
  const from = after === undefined ? {} : { examNumber: { [inverted ? '$gt' : '$lt']: after } };
  const rows = await exams(db)
    .find({ ...from, ...(kind === undefined ? {} : { kind }) })
    .sort({ examNumber: inverted ? 1 : -1 })
    .limit(limit)
    .lean();
  return rows.map(toExam);
}

/** Candidates by number; with `only`, no others than these. */
export async function listCandidates(
  db: Database,
  { examNumber, only }: { readonly examNumber: string; readonly only?: readonly string[] | undefined },
  { after, limit, inverted }: Page,
): Promise<StoredCandidate[]> {
  const bounds = {
    ...(after === undefined ? {} : { [inverted ? '$lt' : '$gt']: after }),
    ...(only === undefined ? {} : { $in: [...only] }),
  };
  const wanted = Object.keys(bounds).length === 0 ? {} : { candidateNo: bounds };
  return examCandidates(db)
    .find({ examNumber, ...wanted }, HIDE_ID)
    .sort({ candidateNo: inverted ? -1 : 1 })
    .limit(limit)
    .lean();
}

export function allCandidates(db: Database, examNumber: string): Promise<StoredCandidate[]> {
  return examCandidates(db).find({ examNumber }, HIDE_ID).sort({ candidateNo: 1 }).lean();
}

export function countCandidates(db: Database, examNumber: string): Promise<number> {
  return examCandidates(db).countDocuments({ examNumber });
}

/** Runs of an exam, oldest first. */
export async function listRuns(db: Database, examNumber: string): Promise<ExamRun[]> {
  return (await examRuns(db).find({ examNumber }, HIDE_BYTES).sort({ run: 1 }).lean()).map(toRun);
}

/** A run with its result; the newest without a number. Null where there is none. */
export async function findRun(
  db: Database,
  examNumber: string,
  run?: number,
): Promise<{ readonly run: ExamRun; readonly inputText: string; readonly resultText: string } | null> {
  const row: StoredRun | null = await examRuns(db)
    .findOne(run === undefined ? { examNumber } : { examNumber, run })
    .sort({ run: -1 })
    .lean();
  if (!row) return null;
  return { run: toRun(row), inputText: unpack(row.inputBytes), resultText: unpack(row.resultBytes) };
}

/** A stored run calculated again from its stored input with today's figures. */
export interface RunCheck {
  readonly run: ExamRun;
  /** The bytes of input and result are those that were hashed, and the calculation gives them again. */
  readonly isSame: boolean;
  readonly recalculatedSha256: string;
}

/** Repeats a run to the byte. Null where there is none. */
export async function checkExamRun(
  { db, book }: CommandContext & { readonly book: ParameterBook },
  examNumber: string,
  run?: number,
): Promise<RunCheck | null> {
  const stored = await findRun(db, examNumber, run);
  if (!stored) return null;
  const again = examResultText(stored.inputText, book);
  const isSame =
    sha256Of(stored.inputText) === stored.run.inputSha256 &&
    sha256Of(stored.resultText) === stored.run.resultSha256 &&
    again === stored.resultText;
  return { run: stored.run, isSame, recalculatedSha256: sha256Of(again) };
}

/** One line of a list, with what the list says of the candidate. Marks are exact decimal texts. */
export interface ExamListRow {
  readonly position: number;
  readonly candidateNo: string;
  readonly written: string | null;
  readonly oral: string | null;
  readonly score: string | null;
  /** Criterion that put this one behind the one before; null where none did. */
  readonly decidedBy: string | null;
  /** The law has no further criterion and another candidate stands equal. */
  readonly isEqual: boolean;
  readonly status: gorevdeYukselme.PlacementStatus | null;
  readonly place: string | null;
}

/** The rows of a list of one post; null where the run didn't get to it. */
export function listRows({ outcome }: PostResult, list: gorevdeYukselme.ExamStage): readonly ExamListRow[] | null {
  const { call, success, placement } = outcome.value;
  const base = { oral: null, score: null, decidedBy: null, isEqual: false, status: null, place: null };
  if (list === 'CAGRI')
    return call.called.map(({ position, id, written }) => ({ ...base, position, candidateNo: id, written }));
  if (success === null) return null;
  const rows = success.rows.map(({ id, equal, ...row }) => ({ ...base, ...row, candidateNo: id, isEqual: equal }));
  if (list === 'BASARI') return rows;
  if (placement === null) return null;
  const placed = new Map(placement.rows.map((p) => [p.id, p]));
  return rows.map((row) => {
    const { status = null, place = null } = placed.get(row.candidateNo) ?? {};
    return { ...row, status, place };
  });
}

export interface ListQuestion {
  readonly examNumber: string;
  readonly list: gorevdeYukselme.ExamStage;
  /** Title of the post; may be left out where the exam has one. */
  readonly post?: string | undefined;
  readonly run?: number | undefined;
}

/**
 * A list as the account may see it: officers of exams every run, others one that has been announced. Null where there is
 * none to see. Throws ValidationError for a post that the exam doesn't have.
 */
export async function findExamList(
  { db, actor }: CommandContext,
  question: ListQuestion,
): Promise<{ readonly run: ExamRun; readonly post: string; readonly rows: readonly ExamListRow[] } | null> {
  const run = mayManageExams(actor) ? question.run : await announcedRun(db, question);
  const found = run === null ? null : await findRun(db, question.examNumber, run);
  if (!found) return null;
  const result = postOf(readResult(found.resultText), question.post);
  const rows = listRows(result, question.list);
  return rows ? { run: found.run, post: result.post, rows } : null;
}

/** The newest run whose list was announced with a document that still stands, of the run asked for; null without one. */
async function announcedRun(db: Database, { examNumber, list, post, run }: ListQuestion): Promise<number | null> {
  const of = { examNumber, list, ...(post === undefined ? {} : { post }), ...(run === undefined ? {} : { run }) };
  const announcements = await examAnnouncements(db).find(of, HIDE_ID).sort({ run: -1 }).lean();
  return (await firstStanding(db, announcements))?.run ?? null;
}

/** The post of that title, or the only one. Throws ValidationError. */
export function postOf<T extends { readonly post: string }>(posts: readonly T[], title: string | undefined): T {
  const found = title === undefined && posts.length === 1 ? posts[0] : posts.find((p) => p.post === title);
  if (found) return found;
  const names = posts.map((p) => `"${p.post}"`).join(', ');
  throw ValidationError.of('post', `Sınavın kadrolarından birini yazın: ${names}.`);
}

/** Names and titles of candidates by number. */
export async function candidatesByNumber(
  db: Database,
  examNumber: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, StoredCandidate>> {
  const rows = await examCandidates(db)
    .find({ examNumber, candidateNo: { $in: [...numbers] } }, HIDE_ID)
    .lean();
  return new Map(rows.map((c) => [c.candidateNo, c]));
}
