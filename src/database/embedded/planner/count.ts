/** Counts by an index alone, where its entries tell as much as the documents. */
import { BSONRegExp } from 'bson';
import { type Doc, isDoc } from '../language/index.ts';
import type { Index } from '../store/catalog.ts';
import { ridAtEnd } from '../store/keys.ts';
import { type FindQuery, type FindSource, planFor } from './find.ts';
import type { Watch } from './scan.ts';

/** Longer ones may have been cut in the index. */
const LONGEST_TEXT = 200;
const PLAIN_PREFIX = /^\^(?:[\p{L}\p{N} ]|\\[^\p{L}\p{N}])+$/u;

/**
 * How many documents have one text, or a text with one beginning, in the first field of an index; undefined for other
 * filters, over a transaction's own changes, and where an index may lack a document or hold more than it says.
 */
export function countByIndex({ view, collection }: FindSource, query: FindQuery, watch: Watch): number | undefined {
  const kind = textCondition(query.filter);
  if (!collection || !kind || query.collator || view.overlay(collection)) return undefined;
  const plan = planFor({ view, collection }, { ...query, sort: undefined });
  if (plan.kind !== 'index' || plan.ranges.length !== 1 || !holdsTexts(plan.index, query.filter)) return undefined;
  const { skip = 0, limit = 0 } = query;
  const enough = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY;
  const { database } = view.store;
  const [range] = plan.ranges;
  if (!range || plan.index.unique) return undefined;
  let found = 0;
  if (kind === 'equal' && limit === 0) found = database.count(range, view.snapshot);
  else {
    // Several texts of a document may have the beginning.
    const rids = new Set<unknown>();
    for (const key of database.keys(range, view.snapshot)) {
      watch.tick();
      watch.keys++;
      rids.add(ridAtEnd(key));
      if (rids.size >= enough) break;
    }
    found = rids.size;
  }
  return Math.max(0, Math.min(found, enough) - skip);
}

function textCondition(filter: Doc): 'equal' | 'prefix' | undefined {
  const [condition, ...others] = Object.values(filter);
  if (others.length > 0) return undefined;
  if (typeof condition === 'string') return condition.length <= LONGEST_TEXT ? 'equal' : undefined;
  const isOperator = isDoc(condition) && Object.keys(condition).length === 1;
  const regex = isOperator ? condition.$regex : condition;
  if (!(regex instanceof BSONRegExp) || regex.options !== '' || regex.pattern.length > LONGEST_TEXT) return undefined;
  return PLAIN_PREFIX.test(regex.pattern) ? 'prefix' : undefined;
}

function holdsTexts(index: Index, filter: Doc): boolean {
  const [path] = Object.keys(filter);
  if (index.collator || index.sparse || index.partial || index.longKeys) return false;
  return index.fields[0]?.path === path && !/(^|\.)\d+(\.|$)|^\$/.test(path ?? '');
}
