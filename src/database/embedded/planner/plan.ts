/** Chooses how to read a collection: all rows, one index, or the union of several for `$or`. */
import { ObjectId } from 'bson';
import {
  type Collator,
  type Doc,
  EngineError,
  encode,
  type FilterPredicates,
  filterPredicates,
  isDoc,
  keyBytes,
} from '../language/index.ts';
import type { Collection, Index } from '../store/catalog.ts';
import type { Range } from '../store/database.ts';
import { fieldKey } from '../store/entries.ts';
import { indexPrefix, indexRange } from '../store/keys.ts';
import { type Bounds, indexBounds } from './bounds.ts';
import { impliesPartial } from './partial.ts';

/** What a read asks for, as far as the choice of a plan goes. */
export interface PlanQuery {
  readonly filter: Doc;
  readonly sort?: Doc | undefined;
  readonly hint?: Doc | string | undefined;
  readonly collator?: Collator | undefined;
  readonly let?: Doc | undefined;
}

export type Plan =
  | { readonly kind: 'scan'; readonly reverse: boolean; readonly sorted: boolean }
  | {
      readonly kind: 'index';
      readonly index: Index;
      readonly ranges: readonly Range[];
      readonly reverse: boolean;
      readonly sorted: boolean;
      readonly isPoint: boolean;
      /** What the index gives is what the filter wants. */
      readonly exact: boolean;
    }
  | { readonly kind: 'union'; readonly plans: readonly Plan[]; readonly sorted: false };

const SCAN: Plan = { kind: 'scan', reverse: false, sorted: false };
const MAX_EXACT_TEXT = 256;

/** One plain value of one field with a unique index: its key belongs to no other value, so the filter needn't run again. */
function exactPlan(collection: Collection, query: PlanQuery): Plan | undefined {
  if (query.sort || query.hint !== undefined || query.collator) return undefined;
  const [path, ...others] = Object.keys(query.filter);
  if (path === undefined || others.length > 0) return undefined;
  const value = query.filter[path];
  const isPlain = value instanceof ObjectId || (typeof value === 'string' && value.length < MAX_EXACT_TEXT);
  if (!isPlain && !(path === '_id' && Number.isSafeInteger(value))) return undefined;
  for (const index of collection.indexes) {
    const [field, second] = index.fields;
    if (field?.path !== path || second || field.parts.length > 1) continue;
    if (!index.unique || index.collator || index.partial || index.hidden) continue;
    const start = Buffer.concat([indexPrefix(index.id), fieldKey(index, 0, value)]);
    const ranges = [{ start, end: keyBytes.after(start) }];
    return { kind: 'index', index, ranges, reverse: false, sorted: false, isPoint: true, exact: true };
  }
  return undefined;
}

/** The plan with the best score. Throws 2 for a hint that names no index. */
export function makePlan(collection: Collection, query: PlanQuery): Plan {
  const exact = exactPlan(collection, query);
  if (exact) return exact;
  const predicates = filterPredicates(query.filter, query.let);
  if (query.hint !== undefined) return hintedPlan(collection, query, predicates);
  const natural = query.sort && naturalDirection(query.sort);
  if (natural) return { kind: 'scan', reverse: natural < 0, sorted: true };
  const best = bestIndexPlan(collection, query, predicates);
  if (best && (best.score > SORT_SCORE || predicates.ors.length === 0)) return best.plan;
  return unionPlan(collection, query, predicates) ?? best?.plan ?? SCAN;
}

const EQUALITY_SCORE = 10;
const RANGE_SCORE = 4;
const SORT_SCORE = 3;
const UNIQUE_SCORE = 5;

interface Scored {
  readonly plan: Plan & { kind: 'index' };
  readonly score: number;
}

function bestIndexPlan(collection: Collection, query: PlanQuery, predicates: FilterPredicates): Scored | undefined {
  let best: Scored | undefined;
  for (const index of collection.indexes) {
    if (index.hidden || (index.partial && !impliesPartial(index.partial, predicates.paths))) continue;
    const scored = scoreIndex(index, query, predicates);
    if (scored && scored.score > (best?.score ?? 0)) best = scored;
  }
  return best;
}

function scoreIndex(index: Index, query: PlanQuery, predicates: FilterPredicates): Scored | undefined {
  const same = sameCollation(index.collator, query.collator);
  const bounds = indexBounds(index, predicates.paths, same);
  if (!bounds && (index.sparse || index.partial)) return undefined;
  const direction = query.sort ? sortDirection(index, query, bounds) : 0;
  if (!bounds && direction === 0) return undefined;
  const isPoint = bounds !== undefined && bounds.equalities === index.fields.length;
  const score =
    (bounds?.equalities ?? 0) * EQUALITY_SCORE +
    (bounds?.hasRange ? RANGE_SCORE : 0) +
    (direction === 0 ? 0 : SORT_SCORE) +
    (isPoint && index.unique ? UNIQUE_SCORE : 0);
  return { plan: indexPlan(index, bounds, direction), score };
}

function indexPlan(index: Index, bounds: Bounds | undefined, direction: number): Plan & { kind: 'index' } {
  return {
    kind: 'index',
    index,
    ranges: bounds?.ranges ?? [indexRange(index.id)],
    reverse: direction < 0,
    sorted: direction !== 0,
    isPoint: bounds !== undefined && bounds.equalities === index.fields.length && bounds.singlePoint,
    exact: false,
  };
}

/** 1 or -1 when the index read forwards or backwards gives the wanted order, else 0. */
function sortDirection(index: Index, query: PlanQuery, bounds: Bounds | undefined): number {
  if (index.longKeys || index.collator || query.collator) return 0;
  const fixedCount = bounds?.singlePoint ? bounds.equalities : 0;
  const fixed = index.fields.slice(0, fixedCount).map((field) => field.path);
  // A document has one entry for each element; where the element is fixed it has one, and the order behind is its own.
  const ofArrays = index.fields.map((field) => field.path).filter((path) => isBelowArray(index, path));
  if (ofArrays.some((path) => !fixed.includes(path) || (query.sort && path in query.sort))) return 0;
  let direction = 0;
  let at = fixedCount;
  for (const [path, order] of Object.entries(query.sort ?? {})) {
    if (fixed.includes(path)) continue;
    const field = index.fields[at++];
    if (!field || field.path !== path || isDoc(order)) return 0;
    const mine = Number(order) < 0 === field.descending ? 1 : -1;
    if (direction !== 0 && mine !== direction) return 0;
    direction = mine;
  }
  return direction === 0 ? 1 : direction;
}

function isBelowArray({ arrays }: Index, path: string): boolean {
  return [...arrays].some((array) => path === array || path.startsWith(`${array}.`));
}

function unionPlan(collection: Collection, query: PlanQuery, predicates: FilterPredicates): Plan | undefined {
  for (const branches of predicates.ors) {
    const plans: Plan[] = [];
    for (const branch of branches) {
      const paths = [...predicates.paths, ...branch.paths];
      const best = bestIndexPlan(collection, { ...query, sort: undefined }, { paths, ors: [] });
      if (best) plans.push(best.plan);
    }
    if (plans.length === branches.length && plans.length > 0) return { kind: 'union', plans, sorted: false };
  }
  return undefined;
}

function hintedPlan(collection: Collection, query: PlanQuery, predicates: FilterPredicates): Plan {
  const hint = query.hint;
  const natural = isDoc(hint) ? naturalDirection(hint) : 0;
  if (natural) return { kind: 'scan', reverse: natural < 0, sorted: false };
  const index = findIndex(collection, hint ?? '');
  if (!index || index.hidden) {
    throw new EngineError(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
  const bounds = indexBounds(index, predicates.paths, sameCollation(index.collator, query.collator));
  return indexPlan(index, bounds, query.sort ? sortDirection(index, query, bounds) : 0);
}

/** The index with this name or key pattern. */
export function findIndex(collection: Collection, wanted: Doc | string): Index | undefined {
  if (typeof wanted === 'string') return collection.indexes.find((index) => index.name === wanted);
  const pattern = encode(wanted);
  return collection.indexes.find(
    (index) => samePattern(index.spec.key as Doc, wanted) || encode(index.spec.key as Doc).equals(pattern),
  );
}

/** True when two key patterns name the same fields in the same order and directions. */
export function samePattern(a: Doc, b: Doc): boolean {
  const left = Object.entries(a);
  const right = Object.entries(b);
  return (
    left.length === right.length &&
    left.every(([path, order], at) => right[at]?.[0] === path && Number(order) === Number(right[at]?.[1]))
  );
}

function naturalDirection(spec: Doc): number {
  return '$natural' in spec ? Number(spec.$natural) : 0;
}

export function sameCollation(a: Collator | undefined, b: Collator | undefined): boolean {
  return a === b || JSON.stringify(a?.spec) === JSON.stringify(b?.spec);
}
