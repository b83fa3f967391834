/** Reads the rows of a plan: stored bytes in the plan's order, each row once, a transaction's own changes included. */
import { EngineError } from '../language/index.ts';
import type { Collection } from '../store/catalog.ts';
import { documentKey, documentRange, type Rid, readRid, ridAtEnd } from '../store/keys.ts';
import type { View } from '../store/store.ts';
import type { Plan } from './plan.ts';

export interface Row {
  readonly rid: Rid;
  readonly raw: Buffer;
}

const ROWS_BETWEEN_LOOKS = 64;

/** A command's time limit, asked once a row; it also counts for explain. `deadline`: ms since the epoch, or infinite. */
export class Watch {
  keys = 0;
  documents = 0;
  deadline: number;
  private calls = 0;

  constructor(deadline: number) {
    this.deadline = deadline;
  }

  /** Throws 50 when the time is over. */
  tick(): void {
    if (++this.calls % ROWS_BETWEEN_LOOKS === 0 && Date.now() > this.deadline)
      throw new EngineError(50, 'operation exceeded time limit');
  }
}

/** Where a plan is read: a collection as a view sees it. */
export interface ScanSource {
  readonly view: View;
  readonly collection: Collection;
}

const DECIMAL = 19;

/**
 * The only row that an exact plan can give, without looking at the filter again; undefined for other plans, and where
 * it would be wrong: over a transaction's changes, and for a decimal `_id`, which may share the key of another number.
 */
export function exactRow({ view, collection }: ScanSource, plan: Plan, watch: Watch): Row[] | undefined {
  if (plan.kind !== 'index' || !plan.exact || view.overlay(collection)) return undefined;
  const { database } = view.store;
  const owner = database.get((plan.ranges[0] as { start: Buffer }).start, view.snapshot);
  watch.tick();
  if (!owner) return [];
  const rid = readRid(owner);
  const raw = database.get(documentKey(collection.id, rid), view.snapshot);
  if (!raw) return [];
  if (raw[4] === DECIMAL) return undefined;
  watch.keys++;
  watch.documents++;
  return [{ rid, raw }];
}

export function* scanRows(source: ScanSource, plan: Plan, watch: Watch): Generator<Row> {
  const changed = source.view.overlay(source.collection);
  if (!changed) return yield* storedRows(source, plan, watch);
  for (const row of storedRows(source, plan, watch)) if (!changed.has(row.rid)) yield row;
  for (const [rid, raw] of [...changed].sort((a, b) => a[0] - b[0])) {
    watch.tick();
    watch.documents++;
    if (raw) yield { rid, raw };
  }
}

function* storedRows(source: ScanSource, plan: Plan, watch: Watch): Generator<Row> {
  const { view, collection } = source;
  const { database } = view.store;
  if (plan.kind === 'scan') {
    const range = { ...documentRange(collection.id), reverse: plan.reverse };
    for (const { key, value } of database.entries(range, view.snapshot)) {
      watch.tick();
      watch.documents++;
      yield { rid: ridAtEnd(key), raw: value };
    }
    return;
  }
  const seen = plan.kind === 'union' || plan.index.arrays.size > 0 ? new Set<Rid>() : undefined;
  for (const rid of planRids(source, plan)) {
    watch.tick();
    watch.keys++;
    if (seen?.has(rid)) continue;
    seen?.add(rid);
    const raw = database.get(documentKey(collection.id, rid), view.snapshot);
    if (!raw) continue;
    watch.documents++;
    yield { rid, raw };
  }
}

function* planRids(source: ScanSource, plan: Plan): Generator<Rid> {
  if (plan.kind === 'scan') return;
  if (plan.kind === 'union') {
    for (const part of plan.plans) yield* planRids(source, part);
    return;
  }
  const { snapshot, store } = source.view;
  const { unique, longKeys } = plan.index;
  for (const range of plan.reverse ? plan.ranges.toReversed() : plan.ranges) {
    const wanted = { ...range, reverse: plan.reverse };
    if (unique && plan.isPoint && !longKeys) {
      const owner = store.database.get(range.start, snapshot);
      if (owner) yield readRid(owner);
    } else if (unique) {
      for (const { value } of store.database.entries(wanted, snapshot)) yield readRid(value);
    } else {
      for (const key of store.database.keys(wanted, snapshot)) yield ridAtEnd(key);
    }
  }
}
