/** Reads the rows of a plan: stored bytes in the plan's order, each row once, a transaction's own changes included. */
import type { Collection } from '../store/catalog.ts';
import { documentKey, documentRange, type Rid, readRid, ridAtEnd } from '../store/keys.ts';
import { readDocument, type View } from '../store/store.ts';
import type { Plan } from './plan.ts';

export interface Row {
  readonly rid: Rid;
  readonly raw: Buffer;
}

/** Counts for explain, and the place where time limits are checked. */
export interface ScanWatch {
  keys: number;
  documents: number;
  /** Called once a row; throws when the command's time is over. */
  tick(): void;
}

/** Where a plan is read: a collection as a view sees it. */
export interface ScanSource {
  readonly view: View;
  readonly collection: Collection;
}

export function* scanRows(source: ScanSource, plan: Plan, watch: ScanWatch): Generator<Row> {
  const { view, collection } = source;
  const changed = view.overlay(collection);
  for (const row of storedRows(source, plan, watch)) {
    if (!changed?.has(row.rid)) yield row;
  }
  if (!changed) return;
  for (const [rid, raw] of [...changed].sort((a, b) => a[0] - b[0])) {
    watch.tick();
    watch.documents++;
    if (raw) yield { rid, raw };
  }
}

function* storedRows(source: ScanSource, plan: Plan, watch: ScanWatch): Generator<Row> {
  const { view, collection } = source;
  if (plan.kind === 'scan') {
    const range = { ...documentRange(collection.id), reverse: plan.reverse };
    for (const { key, value } of view.store.database.entries(range, view.snapshot)) {
      watch.tick();
      watch.documents++;
      yield { rid: ridAtEnd(key), raw: value };
    }
    return;
  }
  const seen = plan.kind === 'union' || plan.index.arrays.size > 0 ? new Set<Rid>() : undefined;
  for (const rid of planRids(source, plan, watch)) {
    if (seen?.has(rid)) continue;
    seen?.add(rid);
    const raw = view.store.database.get(documentKey(collection.id, rid), view.snapshot);
    if (!raw) continue;
    watch.documents++;
    yield { rid, raw };
  }
}

function* planRids(source: ScanSource, plan: Plan, watch: ScanWatch): Generator<Rid> {
  if (plan.kind === 'union') {
    for (const part of plan.plans) yield* planRids(source, part, watch);
    return;
  }
  if (plan.kind === 'scan') return;
  const { database } = source.view.store;
  const { snapshot } = source.view;
  const ranges = plan.reverse ? plan.ranges.toReversed() : plan.ranges;
  for (const range of ranges) {
    if (plan.isPoint && plan.index.unique && !plan.index.longKeys) {
      const owner = database.get(range.start, snapshot);
      watch.tick();
      if (owner) {
        watch.keys++;
        yield readRid(owner);
      }
      continue;
    }
    const wanted = { start: range.start, end: range.end, reverse: plan.reverse };
    if (plan.index.unique) {
      for (const { value } of database.entries(wanted, snapshot)) {
        watch.tick();
        watch.keys++;
        yield readRid(value);
      }
    } else {
      for (const key of database.keys(wanted, snapshot)) {
        watch.tick();
        watch.keys++;
        yield ridAtEnd(key);
      }
    }
  }
}

/** Rows that are still there: for writes, which collect rids first. */
export function rowsOf(source: ScanSource, rids: readonly Rid[]): Row[] {
  return rids.flatMap((rid) => {
    const raw = readDocument(source.view, source.collection, rid);
    return raw ? [{ rid, raw }] : [];
  });
}
