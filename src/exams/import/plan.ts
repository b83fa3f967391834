import type { Issue } from '../../errors/index.ts';
import type { Refusal } from '../../personnel/index.ts';
import { canonicalJson } from '../canonical.ts';

/** Who is entered under a number; null for somebody who isn't on record. */
interface Entrant {
  readonly candidateNo: string;
  readonly sicilNo: string | null;
}

/** A row that could be read, or why it couldn't. */
export type ReadRow<C> = { readonly row: number } & ({ readonly candidate: C } | { readonly refusal: Refusal });

/** What a batch of rows does to the candidates on record. */
export interface CandidatePlan<C> {
  readonly inserts: readonly C[];
  readonly updates: readonly C[];
  readonly unchanged: number;
  readonly refusals: readonly Refusal[];
}

/** Decides it: a person is entered once, and a row that says what is on record changes nothing. Pure. */
export function planCandidates<C extends Entrant>(rows: readonly ReadRow<C>[], stored: readonly C[]): CandidatePlan<C> {
  const byNumber = new Map(stored.map((c) => [c.candidateNo, c]));
  const owners = new Map(stored.flatMap((c) => (c.sicilNo === null ? [] : [[c.sicilNo, c.candidateNo] as const])));
  const inserts: C[] = [];
  const updates: C[] = [];
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
      const reason = `Bu kişi ${owner} numarayla da aday; yalnız bir başvuru olabilir.`;
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

/** The refusal of a row: its first finding with the others behind it. */
export function refusalOf(row: number, issues: readonly Issue[]): Refusal {
  const [first, ...more] = issues;
  const reason = [first?.message ?? '', ...more.map((i) => `${i.path}: ${i.message}`)].join(' ');
  return { row, field: first?.path ?? '', reason };
}
