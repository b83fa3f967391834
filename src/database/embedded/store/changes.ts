/** The difference that a document change makes to the indexes, computed before anything is written. */
import type { Doc } from '../language/index.ts';
import type { Collection, Index } from './catalog.ts';
import { type IndexEntries, indexEntries } from './entries.ts';

export interface IndexEntry {
  readonly index: Index;
  readonly key: Buffer;
}

export interface IndexChanges {
  readonly removed: readonly IndexEntry[];
  readonly added: readonly IndexEntry[];
  /** Indexes that now hold arrays or long keys for the first time; call `noteShapes` when the change is applied. */
  readonly shapes: readonly { index: Index; entries: IndexEntries }[];
}

/** Entries that go and come when `before` becomes `after` (null: no document). Throws what `indexEntries` throws. */
export function indexChanges(collection: Collection, before: Doc | null, after: Doc | null): IndexChanges {
  const removed: IndexEntry[] = [];
  const added: IndexEntry[] = [];
  const shapes: { index: Index; entries: IndexEntries }[] = [];
  for (const index of collection.indexes) {
    const oldKeys = before ? indexEntries(index, before).keys : [];
    const entries = after ? indexEntries(index, after) : undefined;
    const newKeys = entries?.keys ?? [];
    for (const key of oldKeys) if (!newKeys.some((other) => other.equals(key))) removed.push({ index, key });
    for (const key of newKeys) if (!oldKeys.some((other) => other.equals(key))) added.push({ index, key });
    if (entries && isNews(index, entries)) shapes.push({ index, entries });
  }
  return { removed, added, shapes };
}

function isNews(index: Index, entries: IndexEntries): boolean {
  return (entries.longKeys && !index.longKeys) || entries.arrays.some((path) => !index.arrays.has(path));
}

/** Records that an index is multikey or has cut keys. */
export function noteShapes(changes: Pick<IndexChanges, 'shapes'>): void {
  for (const { index, entries } of changes.shapes) {
    for (const path of entries.arrays) index.arrays.add(path);
    if (entries.longKeys) index.longKeys = true;
  }
}
