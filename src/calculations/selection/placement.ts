/** Who wants which places, in the order of merit. */
export interface Applicant {
  readonly id: string;
  /** Places in the order of wish. */
  readonly preferences: readonly string[];
}

/** Where everybody went: `null` = none of the preferences was free. */
export interface PlacementResult {
  readonly placedAt: ReadonlyMap<string, string | null>;
  /** Free posts that remain, by place. */
  readonly vacancies: ReadonlyMap<string, number>;
}

/**
 * Gives each applicant, best first, the first preference that still has a free post. So nobody gets a place that a
 * better one wanted more than what he got, and no quota is exceeded. Unknown places count as full.
 */
export function placeByPreference(ordered: readonly Applicant[], quotas: ReadonlyMap<string, number>): PlacementResult {
  const vacancies = new Map(quotas);
  const placedAt = new Map<string, string | null>();
  for (const { id, preferences } of ordered) {
    const place = preferences.find((p) => (vacancies.get(p) ?? 0) > 0) ?? null;
    if (place !== null) vacancies.set(place, (vacancies.get(place) ?? 0) - 1);
    placedAt.set(id, place);
  }
  return { placedAt, vacancies };
}

/**
 * Pairs of equals where one took a place that the other wanted and missed: the law has no further criterion, so the
 * administration has to decide. `groups` are the ids whom no criterion separates.
 */
export function contestedPlaces(
  groups: readonly (readonly string[])[],
  preferencesOf: (id: string) => readonly string[],
  placedAt: ReadonlyMap<string, string | null>,
): readonly { readonly place: string; readonly candidates: readonly string[] }[] {
  const found: { place: string; candidates: readonly string[] }[] = [];
  for (const group of groups) {
    const won = winnersByPlace(group, placedAt);
    if (won.size === 0) continue;
    const missed = new Map<string, string[]>();
    for (const id of group) {
      const own = placedAt.get(id);
      for (const place of preferencesOf(id)) {
        if (own === place) break;
        if (!won.has(place)) continue;
        const losers = missed.get(place);
        if (losers) losers.push(id);
        else missed.set(place, [id]);
      }
    }
    for (const [place, losers] of missed) found.push({ place, candidates: [...(won.get(place) ?? []), ...losers] });
  }
  return found;
}

function winnersByPlace(
  group: readonly string[],
  placedAt: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, readonly string[]> {
  const won = new Map<string, string[]>();
  for (const id of group) {
    const place = placedAt.get(id) ?? null;
    if (place !== null) won.set(place, [...(won.get(place) ?? []), id]);
  }
  return won;
}
