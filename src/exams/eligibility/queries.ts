import type { Database } from '../../database/index.ts';
import type { StoredCandidate } from '../model.ts';
import { type EligibilityState, effectiveState, examEligibility, type StoredEligibility } from './model.ts';

/** What was found and decided of candidates, by number. */
export async function eligibilityByNumber(
  db: Database,
  examNumber: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, StoredEligibility>> {
  const rows = await examEligibility(db)
    .find({ examNumber, candidateNo: { $in: [...numbers] } }, { _id: 0 })
    .lean();
  return new Map(rows.map((r) => [r.candidateNo, r]));
}

/** The candidates without those who don't meet the conditions (m.11/4); who hasn't been checked or is unclear stays. */
export async function withoutIneligible(
  db: Database,
  examNumber: string,
  candidates: readonly StoredCandidate[],
): Promise<StoredCandidate[]> {
  const rows = await examEligibility(db)
    .find({ examNumber, $or: [{ state: 'UYGUN_DEGIL' }, { decision: { $ne: null } }] }, { _id: 0 })
    .lean();
  const out = new Set(rows.filter((r) => effectiveState(r) === 'UYGUN_DEGIL').map((r) => r.candidateNo));
  return candidates.filter((c) => !out.has(c.candidateNo));
}

/** Numbers of the candidates whose effective state is the one asked for. */
export async function numbersInState(db: Database, examNumber: string, state: EligibilityState): Promise<string[]> {
  const rows = await examEligibility(db).find({ examNumber }, { _id: 0 }).lean();
  return rows.filter((r) => effectiveState(r) === state).map((r) => r.candidateNo);
}
