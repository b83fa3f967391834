import { describe } from './describe.ts';
import { EngineError, ensure } from './error.ts';
import { DBREF } from './filter-parse.ts';
import { childOf, isIndex } from './path.ts';
import type { Doc } from './types.ts';

/** Name in `$[name]`; '' for `$[]`, undefined for other parts. */
export const identifierOf = (part: string): string | undefined => /^\$\[(.*)\]$/.exec(part)?.[1];

/** True for `$`, `$[]` and `$[name]`. */
export const isPositional = (part: string): boolean => part === '$' || identifierOf(part) !== undefined;

/** Refuses a field name that starts with `$` and is none of a DBRef. */
export const refuseDollar = (name: string, path: string): void => {
  const isPlain = !name.startsWith('$') || DBREF.includes(name);
  ensure(
    isPlain,
    52,
    `The dollar ($) prefixed field '${name}' in '${path}' is not allowed in the context of an update.`,
  );
};

/** Parts of an update path: no empty names, `$` not first and once, no `$`-prefixed names. Throws 2, 52, 56. */
export const parsePath = (path: string): string[] => {
  const parts = path.split('.');
  ensure(!parts.includes(''), 56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  const isFirst = isPositional(parts[0] as string);
  ensure(!isFirst, 2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  const positions = parts.filter((part) => part === '$').length;
  ensure(positions <= 1, 2, `Too many positional (i.e. '$') elements found in path '${path}'`);
  for (const part of parts) if (!isPositional(part)) refuseDollar(part, path);
  return parts;
};

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

/** True when one path is the other or lies above it. */
export const covers = (above: readonly string[], path: readonly string[]): boolean =>
  above.length <= path.length && above.every((part, i) => part === path[i]);

/** Throws 40 when one of two paths is the other or lies above it. */
export const refuseConflicts = (paths: readonly (readonly string[])[]): void => {
  const sorted = [...paths].sort(comparePaths);
  for (const [i, next] of sorted.slice(1).entries()) {
    const path = sorted[i] as readonly string[];
    if (covers(path, next))
      throw new EngineError(40, `Updating the path '${next.join('.')}' would create a conflict at '${path.join('.')}'`);
  }
};

/** Which array elements `$[name]` means, by name. */
export type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>;

/** What the dynamic parts of a path stand for in one document. */
export interface PathContext {
  readonly doc: Doc;
  readonly position: number | undefined;
  readonly arrayFilters: ArrayFilters;
}

/** Concrete paths of a path with `$`, `$[]` or `$[name]`, as the document is before the update. */
export const expandPath = (parts: readonly string[], context: PathContext): string[][] => {
  const walk = (value: unknown, depth: number, path: readonly string[]): string[][] => {
    const part = parts[depth];
    if (part === undefined) return [[...path]];
    const identifier = identifierOf(part);
    if (identifier === undefined) {
      const name = part === '$' ? context.position : part;
      if (name === undefined)
        throw new EngineError(2, 'The positional operator did not find the match needed from the query.');
      return walk(childOf(value, String(name)), depth + 1, [...path, String(name)]);
    }
    const at = path.join('.');
    ensure(value !== undefined, 2, `The path '${at}' must exist in the document in order to apply array updates.`);
    ensure(Array.isArray(value), 2, `Cannot apply array updates to non-array element ${at}: ${describe(value)}`);
    const accepts = identifier === '' ? () => true : context.arrayFilters.get(identifier);
    return value.flatMap((element, i) => (accepts?.(element) ? walk(element, depth + 1, [...path, String(i)]) : []));
  };
  return walk(context.doc, 0, []);
};
