import { type Issue, ValidationError } from '../../errors/index.ts';
import type { Region } from './tables.ts';

/** A place or a post with its region, names as Ek-3 prints them. */
export interface LocatedPlace {
  readonly id: string;
  readonly il: string;
  readonly region: Region;
  readonly quota: number;
}

/** Throws ValidationError for a candidate written twice and for a preferred place that isn't announced. */
export function refuseRound(
  candidates: readonly { readonly id: string; readonly preferences: readonly string[] }[],
  quotas: Readonly<Record<string, unknown>>,
): void {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  candidates.forEach(({ id, preferences }, i) => {
    if (seen.has(id)) issues.push({ path: `candidates.${i}.id`, message: `${id} birden çok kez yazılmış.` });
    seen.add(id);
    for (const place of preferences) {
      if (Object.hasOwn(quotas, place)) continue;
      issues.push({ path: `candidates.${i}.preferences`, message: `"${place}" ilan edilen yerler arasında yok.` });
    }
  });
  if (issues.length > 0) throw new ValidationError(issues);
}
