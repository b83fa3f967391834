import type { ApplicantFacts, StoredApplicant } from './model.ts';

/** An applicant as a candidate of the calculation: the number and the facts that the kind of round reads. */
export function candidateOf(applicant: StoredApplicant, facts: readonly (keyof ApplicantFacts)[]): object {
  const told = facts.map((fact) => [fact, applicant[fact]] as const).filter(([, value]) => value != null);
  return { id: applicant.candidateNo, ...Object.fromEntries(told) };
}
