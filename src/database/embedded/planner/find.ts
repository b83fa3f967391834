/** Finds documents: plan, scan, the whole filter again, sort, skip, limit. */

import {
  type Collator,
  compileFilter,
  type Doc,
  decode,
  EngineError,
  isDoc,
  type Predicate,
  sortDocuments,
} from '../language/index.ts';
import { isBareId, makePlan, type Plan, type PlanQuery } from './plan.ts';
import { type Row, type ScanSource, type ScanWatch, scanRows } from './scan.ts';

/** A query with its language context; `now` is `$$NOW`. */
export interface FindQuery extends PlanQuery {
  readonly skip?: number | undefined;
  readonly limit?: number | undefined;
  readonly now?: Date | undefined;
  /** The filter, where it is compiled already. */
  readonly matches?: Predicate | undefined;
}

/** What a find may use up. */
export interface FindLimits {
  readonly watch: ScanWatch;
  readonly memoryLimitBytes: number;
}

/** A found document; `doc` only where it had to be decoded anyway. */
export interface Found extends Row {
  readonly doc: Doc | undefined;
}

export function decoded(found: Found): Doc {
  return found.doc ?? decode(found.raw);
}

/** The plan that `findRows` would use for this view. */
export function planFor(source: ScanSource, query: FindQuery): Plan {
  const plan = makePlan(source.collection, query);
  if (plan.sorted && (source.view.overlay(source.collection)?.size ?? 0) > 0 && !isNatural(query.sort))
    return { ...plan, sorted: false } as Plan;
  return plan;
}

/** The documents that match, in order, lazily unless they must be sorted. Throws 292 when a sort needs too much memory. */
export function findRows(source: ScanSource, query: FindQuery, limits: FindLimits): Iterable<Found> {
  const plan = planFor(source, query);
  const matching = matchingRows(source, { query, plan }, limits.watch);
  const needsSort = query.sort && Object.keys(query.sort).length > 0 && !plan.sorted;
  const ordered = needsSort ? sortRows(matching, query, limits) : matching;
  return window(ordered, query.skip ?? 0, query.limit ?? 0);
}

function* matchingRows(source: ScanSource, how: { query: FindQuery; plan: Plan }, watch: ScanWatch): Generator<Found> {
  const { query, plan } = how;
  const rows = scanRows(source, plan, watch);
  if (Object.keys(query.filter).length === 0 || isExactId(query, plan, source)) {
    for (const row of rows) yield { ...row, doc: undefined };
    return;
  }
  const matches =
    query.matches ?? compileFilter(query.filter, { collation: query.collator, let: query.let, now: query.now });
  for (const row of rows) {
    const doc = decode(row.raw);
    if (matches(doc)) yield { ...row, doc };
  }
}

/** A bare `_id` whose index entry can't belong to another value: the stored bytes are the answer as they are. */
function isExactId(query: FindQuery, plan: Plan, source: ScanSource): boolean {
  if (plan.kind !== 'index' || !plan.isPoint || plan.index.name !== '_id_' || plan.index.collator) return false;
  return source.view.overlay(source.collection) === undefined && isBareId(query.filter);
}

function sortRows(rows: Iterable<Found>, query: FindQuery, limits: FindLimits): Found[] {
  const byDoc = new WeakMap<Doc, Found>();
  const keep = query.limit ? query.limit + (query.skip ?? 0) : 0;
  function* docs(): Generator<Doc> {
    let bytes = 0;
    let count = 0;
    for (const row of rows) {
      bytes += row.raw.length;
      count++;
      const kept = keep > 0 && keep < count ? (bytes / count) * keep : bytes;
      if (kept > limits.memoryLimitBytes) throw memoryExceeded('Sort', limits.memoryLimitBytes);
      const doc = decoded(row);
      byDoc.set(doc, row);
      yield doc;
    }
  }
  const sorted = sortDocuments(docs(), query.sort ?? {}, query.collator, keep > 0 ? keep : undefined);
  return sorted.map((doc) => byDoc.get(doc) as Found);
}

export function memoryExceeded(stage: string, limit: number): EngineError {
  return new EngineError(
    292,
    `${stage} exceeded memory limit of ${limit} bytes, but did not opt in to external sorting.`,
  );
}

function* window<T>(items: Iterable<T>, skip: number, limit: number): Generator<T> {
  let at = 0;
  for (const item of items) {
    if (at++ < skip) continue;
    yield item;
    if (limit > 0 && at >= skip + limit) return;
  }
}

function isNatural(sort: Doc | undefined): boolean {
  return isDoc(sort) && '$natural' in sort;
}

export type { Collator };
