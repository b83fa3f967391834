/** The door of the exams room: promotion and title-change exams as records, their candidates, marks and lists. */
export { calculateExamLists, createExam, type ExamChange, type ExamRunOrder, updateExam } from './commands.ts';
export { checkExamEligibility, decideExamEligibility, type EligibilityProgress } from './eligibility/commands.ts';
export { mayManageExams } from './exam-access.ts';
export { CANDIDATE_COLUMNS } from './import/columns.ts';
export { importExamCandidates } from './import/run.ts';
export { LIST_KINDS, writeExamLists } from './list-documents.ts';
export type { Exam, ExamPost, ExamRaw, ExamRun, StoredCandidate } from './model.ts';
export {
  checkExamRun,
  type ExamListRow,
  findExam,
  findExamList,
  type ListQuestion,
  listExams,
  listRuns,
  type RunCheck,
} from './queries.ts';
export {
  createRelocationRound,
  drawRelocationRound,
  importRelocationApplicants,
} from './relocation/commands.ts';
export { writeRelocationList } from './relocation/list-document.ts';
export type { RoundRaw } from './relocation/model.ts';
export { checkDraw, findDraw, findRound, listRounds } from './relocation/queries.ts';
