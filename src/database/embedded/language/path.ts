import type { Doc } from './types.ts';
import { fieldOf, isDoc } from './value.ts';

/** True for a path component that can be an array index: "0", "12", not "01". */
export const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part);

/** What a document has under a name or an array at an index; undefined when missing. */
export const childOf = (value: unknown, part: string): unknown => {
  if (Array.isArray(value)) return isIndex(part) ? value[Number(part)] : undefined;
  return isDoc(value) ? fieldOf(value, part) : undefined;
};

/** Value at a path through documents only (no array traversal); undefined when missing. */
export const valueOn = (doc: Doc, path: readonly string[]): unknown => {
  let value: unknown = doc;
  for (const part of path) {
    if (!isDoc(value)) return undefined;
    value = fieldOf(value, part);
  }
  return value;
};

/** What an index keeps for one path of a document. */
export interface IndexedValues {
  readonly values: unknown[];
  readonly multikey: boolean;
  readonly array?: string;
}

/** One walk along a path. */
interface Walk {
  readonly parts: readonly string[];
  readonly values: unknown[];
  array: string | undefined;
}

const expandLeaf = (walk: Walk, values: readonly unknown[], depth: number): void => {
  walk.array ??= walk.parts.slice(0, depth).join('.');
  if (values.length === 0) walk.values.push(values);
  for (const value of values) walk.values.push(value);
};

const collectFromArray = (walk: Walk, values: readonly unknown[], depth: number): void => {
  const part = walk.parts[depth] as string;
  if (isIndex(part) && Number(part) < values.length) {
    collect(walk, values[Number(part)], depth + 1);
    return;
  }
  walk.array ??= walk.parts.slice(0, depth).join('.');
  if (values.length === 0) walk.values.push(undefined);
  for (const value of values) {
    if (isDoc(value)) collect(walk, value, depth);
    else walk.values.push(undefined);
  }
};

const collect = (walk: Walk, value: unknown, depth: number): void => {
  if (depth === walk.parts.length) {
    if (Array.isArray(value)) expandLeaf(walk, value, depth);
    else walk.values.push(value);
  } else if (Array.isArray(value)) collectFromArray(walk, value, depth);
  else if (isDoc(value)) collect(walk, fieldOf(value, walk.parts[depth] as string), depth + 1);
  else walk.values.push(undefined);
};

/**
 * The values an index keeps for a path: arrays on the way and at the end are expanded (an empty array at the end is
 * given as itself: use `keyBytes.emptyArray`), missing is undefined. `multikey` says that an array was met;
 * `array` names the path of the first array (for 171 CannotIndexParallelArrays).
 */
export const arrayValuesAt = (doc: Doc, path: string): IndexedValues => {
  const walk: Walk = { parts: path.split('.'), values: [], array: undefined };
  collect(walk, doc, 0);
  if (walk.array === undefined) return { values: walk.values, multikey: false };
  return { values: walk.values, multikey: true, array: walk.array };
};
