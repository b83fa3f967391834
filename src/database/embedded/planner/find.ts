/** Finds documents: plan, scan, the whole filter again, sort, skip, limit. */
import { compileFilter, type Doc, decode, EngineError, sortDocuments } from '../language/index.ts';
import type { Collection } from '../store/catalog.ts';
import type { View } from '../store/store.ts';
import { makePlan, type Plan, type PlanQuery } from './plan.ts';
import { exactRow, type Row, type ScanSource, scanRows, type Watch } from './scan.ts';

/** A query with its language context; `now` is `$$NOW`. */
export interface FindQuery extends PlanQuery {
  readonly skip?: number | undefined;
  readonly limit?: number | undefined;
  readonly now?: Date | undefined;
}

/** Where to find: a collection as a view sees it; undefined when there is none of that name. */
export interface FindSource {
  readonly view: View;
  readonly collection: Collection | undefined;
}

/** What a find may use up. */
export interface FindLimits {
  readonly watch: Watch;
  readonly memoryLimitBytes: number;
}

/** A found document; `doc` only where it had to be decoded anyway. */
export interface Found extends Row {
  readonly doc?: Doc | undefined;
}

export function decoded(found: Found): Doc {
  return found.doc ?? decode(found.raw);
}

/** The plan that `findRows` uses for this view. Throws 2 for a hint that names no index. */
export function planFor(source: ScanSource, query: FindQuery): Plan {
  const plan = makePlan(source.collection, query);
  const isOverlaid = (source.view.overlay(source.collection)?.size ?? 0) > 0;
  if (!plan.sorted || !isOverlaid || (query.sort && isNatural(query.sort))) return plan;
  return { ...plan, sorted: false } as Plan;
}

/**
 * The documents that match, in order, lazily unless they must be sorted. Throws what compiling the filter throws, also
 * where there is no collection; 292 when a sort needs too much memory.
 */
export function findRows(from: FindSource, query: FindQuery, limits: FindLimits): Iterable<Found> {
  const { view, collection } = from;
  const source = collection && { view, collection };
  const plan = source && planFor(source, query);
  const exact = source && plan && exactRow(source, plan, limits.watch);
  if (exact) return query.skip ? exact.slice(query.skip) : exact;
  const { filter, collator, sort, skip = 0, limit = 0 } = query;
  const isAll = isEmpty(filter);
  const matches = isAll ? undefined : compileFilter(filter, { collation: collator, let: query.let, now: query.now });
  if (sort && !isNatural(sort)) sortDocuments([], sort, collator);
  if (!source || !plan) return [];
  const rows: Iterable<Found> = scanRows(source, plan, limits.watch);
  const matching = matches ? filtered(rows, matches) : rows;
  const ordered = sort && !isEmpty(sort) && !plan.sorted ? sortRows(matching, query, limits) : matching;
  return skip > 0 || limit > 0 ? window(ordered, skip, limit) : ordered;
}

function isNatural(sort: Doc): boolean {
  return '$natural' in sort;
}

function isEmpty(doc: Doc): boolean {
  for (const _name in doc) return false;
  return true;
}

function* filtered(rows: Iterable<Row>, matches: (doc: Doc) => boolean): Generator<Found> {
  for (const { rid, raw } of rows) {
    const doc = decode(raw);
    if (matches(doc)) yield { rid, raw, doc };
  }
}

function sortRows(rows: Iterable<Found>, query: FindQuery, { memoryLimitBytes }: FindLimits): Found[] {
  const byDoc = new WeakMap<Doc, Found>();
  const keep = query.limit ? query.limit + (query.skip ?? 0) : undefined;
  function* docs(): Generator<Doc> {
    let bytes = 0;
    let count = 0;
    for (const row of rows) {
      bytes += row.raw.length;
      count++;
      const kept = keep !== undefined && keep < count ? (bytes / count) * keep : bytes;
      if (kept > memoryLimitBytes) throw sortTooLarge(memoryLimitBytes);
      const doc = decoded(row);
      byDoc.set(doc, row);
      yield doc;
    }
  }
  return sortDocuments(docs(), query.sort ?? {}, query.collator, keep).map((doc) => byDoc.get(doc) as Found);
}

function sortTooLarge(limit: number): EngineError {
  return new EngineError(292, `Sort exceeded memory limit of ${limit} bytes, but did not opt in to external sorting.`);
}

function* window<T>(items: Iterable<T>, skip: number, limit: number): Generator<T> {
  let at = 0;
  for (const item of items) {
    if (at++ < skip) continue;
    yield item;
    if (limit > 0 && at >= skip + limit) return;
  }
}
