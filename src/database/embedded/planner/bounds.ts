/** Turns the conditions on an index's fields into byte ranges of its keys. Bounds may be loose, never too narrow. */
import { isDoc, keyBytes, type PathPredicate } from '../language/index.ts';
import type { Index, IndexField } from '../store/catalog.ts';
import type { Range } from '../store/database.ts';
import { fieldKey } from '../store/entries.ts';
import { indexPrefix } from '../store/keys.ts';

const MAX_RANGES = 2_000;
const MAX_BOUND_BYTES = 1_400;

/** Ranges of one index and how good they are. */
export interface Bounds {
  readonly ranges: readonly Range[];
  /** Fields bound by equality from the left; then perhaps one by a range. */
  readonly equalities: number;
  readonly hasRange: boolean;
  /** True when every equality is one single point, so that the index gives the order of the fields behind. */
  readonly singlePoint: boolean;
}

interface Span {
  readonly low: Buffer;
  readonly high: Buffer;
}

/** The ranges to read in `index`, or undefined when the conditions don't bound its first field. */
export function indexBounds(
  index: Index,
  conditions: readonly PathPredicate[],
  sameCollation: boolean,
): Bounds | undefined {
  const predicates = sameCollation ? conditions : conditions.filter((condition) => !comparesText(condition));
  let points: Buffer[] = [indexPrefix(index.id)];
  let equalities = 0;
  let singlePoint = true;
  let spans: readonly Span[] | undefined;
  for (let at = 0; at < index.fields.length; at++) {
    const field = index.fields[at] as IndexField;
    if (at > 0 && sharesArray(index, at)) break;
    if (index.arrays.size > 0 && field.parts.some((part) => /^\d+$/.test(part))) break;
    const mine = predicates.filter((predicate) => predicate.path === field.path);
    const keys = pointKeys(index, at, mine);
    if (keys && keys.length * points.length <= MAX_RANGES) {
      points = points.flatMap((point) => keys.map((key) => Buffer.concat([point, key])));
      equalities++;
      if (keys.length > 1) singlePoint = false;
      continue;
    }
    spans = rangeSpans(index, at, mine);
    break;
  }
  if (equalities === 0 && !spans) return undefined;
  const ranges = points.flatMap((point) => (spans ?? [undefined]).map((span) => toRange(point, span)));
  return { ranges: merge(ranges), equalities, hasRange: spans !== undefined, singlePoint };
}

/** Two fields below one array: their conditions may hold for different elements, so only the first may bound. */
function sharesArray(index: Index, at: number): boolean {
  const below = (path: string, array: string): boolean => path === array || path.startsWith(`${array}.`);
  const mine = (index.fields[at] as IndexField).path;
  for (const array of index.arrays) {
    if (below(mine, array) && index.fields.slice(0, at).some((field) => below(field.path, array))) return true;
  }
  return false;
}

function pointKeys(index: Index, at: number, predicates: readonly PathPredicate[]): Buffer[] | undefined {
  for (const predicate of predicates) {
    if (predicate.kind !== 'equal' && predicate.kind !== 'in') continue;
    const values = valuesOf(predicate);
    // A sparse index doesn't hold what a condition on null may match.
    if (index.sparse && values.some((value) => value === null || value === undefined)) continue;
    const keys = values.flatMap((value) => valueKeys(index, at, value));
    return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
  }
  return undefined;
}

/** The values that a condition names. */
export function valuesOf(predicate: PathPredicate): readonly unknown[] {
  switch (predicate.kind) {
    case 'equal':
      return [predicate.value];
    case 'in':
      return predicate.values;
    case 'range':
      return [predicate.low?.value, predicate.high?.value];
    case 'prefix':
      return [predicate.prefix];
    case 'exists':
      return [];
  }
}

/** An array literal equals a whole array, which the index holds as its elements, or an element that is that array. */
function valueKeys(index: Index, at: number, value: unknown): Buffer[] {
  if (!Array.isArray(value)) return [fieldKey(index, at, value)];
  const descending = index.fields[at]?.descending ?? false;
  const first = value.length === 0 ? keyBytes.emptyArray(descending) : fieldKey(index, at, value[0]);
  return [fieldKey(index, at, value), first];
}

/** An index of another collation still serves conditions in which no string can occur. */
function comparesText(predicate: PathPredicate): boolean {
  return valuesOf(predicate).some((value) => typeof value === 'string' || Array.isArray(value) || isDoc(value));
}

function rangeSpans(index: Index, at: number, predicates: readonly PathPredicate[]): readonly Span[] | undefined {
  const field = index.fields[at] as IndexField;
  const isArray = [...index.arrays].some((array) => field.path === array || field.path.startsWith(`${array}.`));
  const spans: Span[] = [];
  for (const predicate of predicates) {
    if (predicate.kind === 'prefix' && !index.collator) spans.push(keyBytes.prefix(predicate.prefix, field.descending));
    if (predicate.kind !== 'range') continue;
    const span = rangeSpan(index, at, isArray && predicate.low && predicate.high ? { low: predicate.low } : predicate);
    if (span) spans.push(span);
  }
  const [first, ...others] = spans;
  if (first) return [isArray ? first : others.reduce(intersect, first)];
  if (index.sparse && predicates.some((predicate) => predicate.kind === 'exists'))
    return [{ low: Buffer.alloc(0), high: Buffer.from([255, 255]) }];
  return undefined;
}

/** What lies in both; may be empty (low behind high). */
function intersect(a: Span, b: Span): Span {
  return {
    low: Buffer.compare(a.low, b.low) > 0 ? a.low : b.low,
    high: Buffer.compare(a.high, b.high) < 0 ? a.high : b.high,
  };
}

function rangeSpan(
  index: Index,
  at: number,
  range: Pick<PathPredicate & { kind: 'range' }, 'low' | 'high'>,
): Span | undefined {
  const sample = range.low ? range.low.value : range.high?.value;
  if (sample === undefined || (sample === null && index.sparse) || Array.isArray(sample) || isDoc(sample))
    return undefined;
  if (index.collator && typeof sample === 'string') return undefined;
  const descending = index.fields[at]?.descending ?? false;
  const bracket = keyBytes.bracket(sample, descending);
  const lowKey = range.low && fieldKey(index, at, range.low.value);
  const highKey = range.high && fieldKey(index, at, range.high.value);
  const [first, second] = descending ? [highKey, lowKey] : [lowKey, highKey];
  const low = first && Buffer.compare(first, bracket.low) > 0 ? first : bracket.low;
  const above = second && keyBytes.after(second);
  const high = above && Buffer.compare(above, bracket.high) < 0 ? above : bracket.high;
  return { low, high };
}

function toRange(point: Buffer, span: Span | undefined): Range {
  const start = span ? Buffer.concat([point, span.low]) : point;
  const end = span ? Buffer.concat([point, span.high]) : keyBytes.after(cut(point));
  return { start: cut(start), end: end.length > MAX_BOUND_BYTES ? keyBytes.after(cut(end)) : end };
}

function cut(bound: Buffer): Buffer {
  return bound.subarray(0, MAX_BOUND_BYTES);
}

/** Ranges in key order, without overlap. */
function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => Buffer.compare(a.start, b.start))) {
    if (Buffer.compare(range.start, range.end) >= 0) continue;
    const last = merged.at(-1);
    if (last && Buffer.compare(range.start, last.end) <= 0) {
      if (Buffer.compare(range.end, last.end) > 0) merged[merged.length - 1] = { start: last.start, end: range.end };
    } else merged.push(range);
  }
  return merged;
}
