import { bolgeHizmeti, type Outcome, type ParameterBook } from '../../calculations/index.ts';
import { parseInput } from '../../errors/index.ts';
import { canonicalJson } from '../canonical.ts';
import type { StoredApplicant, StoredRound } from './model.ts';

export type RoundOutcome = Extract<Outcome<bolgeHizmeti.StaffRound>, { readonly kind: 'value' }>;

/** What a round is drawn from, as canonical text; the order of the applicants doesn't matter. */
export function roundInputText(
  { on, kind, seed, places }: Pick<StoredRound, 'on' | 'kind' | 'seed' | 'places'>,
  applicants: readonly StoredApplicant[],
): string {
  const sorted = [...applicants].sort((a, b) => (a.candidateNo < b.candidateNo ? -1 : 1));
  const quotas = Object.fromEntries(places.map((p) => [p.name, p.count]));
  const candidates = sorted.map(({ candidateNo, since, serviceDays, kadroDays, preferences }) => ({
    id: candidateNo,
    since,
    serviceDays,
    kadroDays,
    preferences,
  }));
  return canonicalJson({ on, kind, seed, quotas, candidates });
}

/** Order, lots and places from the canonical input. Pure: the same text gives the same bytes. Throws ValidationError. */
export function roundResultText(inputText: string, book: ParameterBook): string {
  const input = parseInput(bolgeHizmeti.staffRoundInput, JSON.parse(inputText));
  return canonicalJson(bolgeHizmeti.calculateStaffRound(input, { tables: bolgeHizmeti.regionTablesOf(book) }));
}
