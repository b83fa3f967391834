import { describe } from './describe.ts';
import { EngineError } from './error.ts';
import { isIndex } from './path.ts';
import type { Doc } from './types.ts';
import { fieldOf, isDoc } from './value.ts';

/** Parts of an update path, checked: no empty names, `$` not first and once, no `$`-prefixed names. Throws 2, 52, 56. */
export const parsePath = (path: string): string[] => {
  const parts = path.split('.');
  if (parts.includes('')) {
    throw new EngineError(
      56,
      path === ''
        ? 'An empty update path is not valid.'
        : `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  if (parts[0]?.startsWith('$')) {
    if (isPositional(parts[0]))
      throw new EngineError(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
    if (!['$ref', '$id', '$db'].includes(parts[0])) throw dollar(parts[0], path);
  }
  if (parts.filter((part) => part === '$').length > 1) {
    throw new EngineError(2, `Too many positional (i.e. '$') elements found in path '${path}'`);
  }
  for (const part of parts) {
    if (part.startsWith('$') && !isPositional(part) && !['$ref', '$id', '$db'].includes(part)) throw dollar(part, path);
  }
  return parts;
};

const dollar = (part: string, path: string): EngineError =>
  new EngineError(
    52,
    `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
  );

/** True for `$`, `$[]` and `$[name]`. */
export const isPositional = (part: string): boolean => part === '$' || /^\$\[.*\]$/.test(part);

/** Name in `$[name]`; '' for `$[]`, undefined for other parts. */
export const identifierOf = (part: string): string | undefined => /^\$\[(.*)\]$/.exec(part)?.[1];

/** Lexicographic order of paths, array indexes by number: new fields are created in it. */
export const comparePaths = (a: readonly string[], b: readonly string[]): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [left, right] = [a[i] as string, b[i] as string];
    if (left === right) continue;
    if (isIndex(left) && isIndex(right)) return Number(left) - Number(right);
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
};

/** Throws 40 when one of two paths is the other or lies above it. */
export const refuseConflicts = (paths: readonly (readonly string[])[]): void => {
  const sorted = [...paths].sort(comparePaths);
  for (const [i, path] of sorted.entries()) {
    const next = sorted[i + 1];
    if (!next || path.length > next.length || !path.every((part, at) => part === next[at])) continue;
    throw new EngineError(40, `Updating the path '${next.join('.')}' would create a conflict at '${path.join('.')}'`);
  }
};

/** What the dynamic parts of a path stand for in one document. */
export interface PathContext {
  readonly doc: Doc;
  readonly position: number | undefined;
  readonly arrayFilters: ReadonlyMap<string, (element: unknown) => boolean>;
}

const elementsOf = (value: unknown, path: string): readonly unknown[] => {
  if (value === undefined)
    throw new EngineError(2, `The path '${path}' must exist in the document in order to apply array updates.`);
  if (!Array.isArray(value))
    throw new EngineError(2, `Cannot apply array updates to non-array element ${path}: ${describe(value)}`);
  return value;
};

const child = (value: unknown, part: string): unknown => {
  if (Array.isArray(value)) return isIndex(part) ? value[Number(part)] : undefined;
  return isDoc(value) ? fieldOf(value, part) : undefined;
};

/** Concrete paths of a path with `$`, `$[]` or `$[name]`, as the document is before the update. */
export const expandPath = (parts: readonly string[], context: PathContext): string[][] => {
  const found: string[][] = [];
  const walk = (value: unknown, depth: number, path: readonly string[]): void => {
    const part = parts[depth];
    if (part === undefined) {
      found.push([...path]);
      return;
    }
    if (part === '$') {
      if (context.position === undefined)
        throw new EngineError(2, 'The positional operator did not find the match needed from the query.');
      const index = String(context.position);
      walk(child(value, index), depth + 1, [...path, index]);
      return;
    }
    const identifier = identifierOf(part);
    if (identifier === undefined) {
      walk(child(value, part), depth + 1, [...path, part]);
      return;
    }
    const accepts = context.arrayFilters.get(identifier);
    for (const [i, element] of elementsOf(value, path.join('.')).entries()) {
      if (identifier === '' || accepts?.(element)) walk(element, depth + 1, [...path, String(i)]);
    }
  };
  walk(context.doc, 0, []);
  return found;
};
