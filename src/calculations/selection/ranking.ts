import { compareIds } from './names.ts';

/** One criterion of an order of merit, strongest first. */
export interface Criterion<T> {
  /** Stable name: `HIZMET_SURESI`. */
  readonly name: string;
  /** Negative where `a` comes before `b`. */
  compare(a: T, b: T): number;
}

/** A place in an order of merit. */
export interface Ranked<T> {
  /** 1 for the first; those whom no criterion separates share a position. */
  readonly position: number;
  readonly item: T;
  /** The criterion that put this one behind the one before; null for the first, and where none does. */
  readonly decidedBy: string | null;
  /** True where the criteria of the law end and at least one other stands equal. */
  readonly equal: boolean;
}

/**
 * Order of merit, independent of the input order. Those who are equal in every criterion share a position and are listed
 * by id, which is no merit: `equal` shows it.
 */
export function rank<T extends { readonly id: string }>(
  items: readonly T[],
  criteria: readonly Criterion<T>[],
): readonly Ranked<T>[] {
  const sorted = [...items].sort((a, b) => {
    for (const criterion of criteria) {
      const order = criterion.compare(a, b);
      if (order !== 0) return order;
    }
    return compareIds(a.id, b.id);
  });
  const deciders = sorted.map((item, i) => decider(sorted[i - 1], item, criteria));
  let position = 0;
  return sorted.map((item, i) => {
    const first = i === 0 || deciders[i] !== null;
    if (first) position = i + 1;
    const followedByEqual = i + 1 < sorted.length && deciders[i + 1] === null;
    return { position, item, decidedBy: deciders[i] ?? null, equal: !first || followedByEqual };
  });
}

/** Groups of two or more whom no criterion separates, by id. */
export function equalGroups<T extends { readonly id: string }>(ranked: readonly Ranked<T>[]): readonly string[][] {
  const groups = new Map<number, string[]>();
  for (const row of ranked) {
    if (!row.equal) continue;
    const group = groups.get(row.position);
    if (group) group.push(row.item.id);
    else groups.set(row.position, [row.item.id]);
  }
  return [...groups.values()];
}

function decider<T>(before: T | undefined, item: T, criteria: readonly Criterion<T>[]): string | null {
  if (before === undefined) return null;
  return criteria.find((c) => c.compare(before, item) !== 0)?.name ?? null;
}
