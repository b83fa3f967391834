import { type Actor, isOfficerOf, requireRight } from '../access/index.ts';

/** The service of the directorate that holds exams. */
export const EXAM_SERVICE = 'kadro-egitim';
/** The service that moves staff. */
export const RELOCATION_SERVICE = 'atama';

/**
 * Who enters exams, imports marks, calculates and writes lists: administrators, and officers of the whole institution who
 * are of the kadro-egitim service or of none. Everybody else who reads personnel sees an exam and the lists that have
 * been announced (written as a document), never single marks, service or grades.
 */
export function mayManageExams(actor: Actor): boolean {
  return isOfficerOf(actor, EXAM_SERVICE);
}

/** Who enters relocation rounds, draws and writes their lists: the same of the atama service. */
export function mayManageRelocation(actor: Actor): boolean {
  return isOfficerOf(actor, RELOCATION_SERVICE);
}

/** Throws ForbiddenError for everybody else. */
export function requireExamOfficer(actor: Actor): void {
  requireRight(mayManageExams(actor), 'sınav işlemlerini kadro-eğitim servisinin görevlileri ve üstleri yapar');
}

/** Throws ForbiddenError for everybody else. */
export function requireRelocationOfficer(actor: Actor): void {
  requireRight(mayManageRelocation(actor), 'yer değiştirme işlemlerini atama servisinin görevlileri ve üstleri yapar');
}
