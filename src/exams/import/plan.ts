import type { Refusal } from '../../personnel/index.ts';
import { canonicalJson } from '../canonical.ts';
import type { StoredCandidate } from '../model.ts';

/** A row that could be read, or why it couldn't. */
export type ReadRow = { readonly row: number } & (
  | { readonly candidate: StoredCandidate }
  | { readonly refusal: Refusal }
);

/** What a batch of rows does to the candidates on record. */
export interface CandidatePlan {
  readonly inserts: readonly StoredCandidate[];
  readonly updates: readonly StoredCandidate[];
  readonly unchanged: number;
  readonly refusals: readonly Refusal[];
}

/** Decides it: a person is a candidate once in an exam, and a row that says what is on record changes nothing. Pure. */
export function planCandidates(rows: readonly ReadRow[], stored: readonly StoredCandidate[]): CandidatePlan {
  const byNumber = new Map(stored.map((c) => [c.candidateNo, c]));
  const owners = new Map(stored.flatMap((c) => (c.sicilNo === null ? [] : [[c.sicilNo, c.candidateNo] as const])));
  const inserts: StoredCandidate[] = [];
  const updates: StoredCandidate[] = [];
  const refusals: Refusal[] = [];
  let unchanged = 0;
  for (const item of rows) {
    if ('refusal' in item) {
      refusals.push(item.refusal);
      continue;
    }
    const { candidate, row } = item;
    const { sicilNo, candidateNo } = candidate;
    const owner = sicilNo === null ? undefined : owners.get(sicilNo);
    if (owner !== undefined && owner !== candidateNo) {
      const reason = `Bu kişi ${owner} numarayla da aday; bir sınavda yalnız bir kadroya başvurulur.`;
      refusals.push({ row, field: 'sicilNo', reason });
      continue;
    }
    if (sicilNo !== null) owners.set(sicilNo, candidateNo);
    const existing = byNumber.get(candidateNo);
    if (!existing) inserts.push(candidate);
    else if (canonicalJson(existing) === canonicalJson(candidate)) unchanged += 1;
    else updates.push(candidate);
  }
  return { inserts, updates, unchanged, refusals };
}
