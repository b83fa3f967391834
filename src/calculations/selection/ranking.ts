import type { Exact } from '../engine/index.ts';
import { compareIds } from './names.ts';

/** One criterion of an order of merit, strongest first. */
export interface Criterion<T> {
  /** Stable name: `HIZMET_SURESI`. */
  readonly name: string;
  /** What is sorted by, smaller first: the exact figure, or its nearest double where `exact` is given. */
  key(item: T): number;
  /** The exact figure behind the key, in the order of the key; asked where two keys are equal and a double might not tell. */
  readonly exact?: { readonly figure: (item: T) => Exact; readonly isDescending: boolean };
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
  const columns = criteria.map((criterion) => columnOf(criterion, items));
  const order = items.map((_, i) => i);
  order.sort((i, j) => {
    for (const column of columns) {
      const difference = compareBy(column, i, j);
      if (difference !== 0) return difference;
    }
    return compareIds(items[i]?.id ?? '', items[j]?.id ?? '');
  });
  const deciders = order.map((i, place) => {
    const before = order[place - 1];
    return before === undefined ? null : (columns.find((c) => compareBy(c, before, i) !== 0)?.name ?? null);
  });
  let position = 0;
  return order.map((i, place) => {
    const first = place === 0 || deciders[place] !== null;
    if (first) position = place + 1;
    const followedByEqual = place + 1 < order.length && deciders[place + 1] === null;
    return { position, item: items[i] as T, decidedBy: deciders[place] ?? null, equal: !first || followedByEqual };
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

/** Higher exact figure first. */
export function highestFirst<T>(name: string, figure: (item: T) => Exact): Criterion<T> {
  return { name, key: (item) => -figure(item).toNumber(), exact: { figure, isDescending: true } };
}

/** Digits up to which no two decimals share a double. */
const DOUBLE_DIGITS = 15;

interface Column {
  readonly name: string;
  readonly keys: Float64Array;
  /** Exact figures, where a double might not tell two of them apart. */
  readonly figures: readonly Exact[] | null;
  readonly isDescending: boolean;
}

function columnOf<T>({ name, key, exact }: Criterion<T>, items: readonly T[]): Column {
  const keys = Float64Array.from(items, key);
  const isWide = exact !== undefined && items.some((item) => exact.figure(item).sd() > DOUBLE_DIGITS);
  return { name, keys, figures: isWide ? items.map(exact.figure) : null, isDescending: exact?.isDescending ?? false };
}

function compareBy({ keys, figures, isDescending }: Column, i: number, j: number): number {
  const difference = (keys[i] ?? 0) - (keys[j] ?? 0);
  if (difference !== 0 || figures === null) return difference;
  const [a, b] = [figures[i], figures[j]];
  if (!a || !b) return 0;
  return isDescending ? b.cmp(a) : a.cmp(b);
}
