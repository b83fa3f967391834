import { EngineError } from './error.ts';
import type { Evaluate } from './expression-kit.ts';
import { truthy } from './number.ts';
import type { Doc } from './types.ts';
import { isDoc, T, typeOf } from './value.ts';

/** What a projection says about one path. */
export type Leaf =
  | { readonly kind: 'include' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'compute'; readonly evaluate: Evaluate }
  | { readonly kind: 'slice'; readonly skip: number | undefined; readonly count: number }
  | { readonly kind: 'elemMatch'; readonly matches: (element: unknown) => boolean }
  | { readonly kind: 'positional' };

/** A projection by path components. */
export interface Branch {
  readonly kind: 'branch';
  readonly fields: Map<string, Branch | Leaf>;
}

/** An empty branch. */
export const createBranch = (): Branch => ({ kind: 'branch', fields: new Map() });

const checkParts = (path: string): string[] => {
  const parts = path.split('.');
  if (parts.includes('')) {
    const code = path === '' ? 40352 : 15998;
    throw new EngineError(code, "FieldPath must not end with a '.' and field names may not be empty strings.");
  }
  if (parts.some((part) => part.startsWith('$'))) {
    throw new EngineError(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    );
  }
  return parts;
};

/** Puts a leaf at a path; 31249 and 31250 when paths collide. */
export const addLeaf = (root: Branch, path: string, leaf: Leaf): void => {
  const parts = checkParts(path);
  const last = parts.pop() as string;
  let branch = root;
  for (const [i, part] of parts.entries()) {
    let next = branch.fields.get(part);
    if (next === undefined) {
      next = createBranch();
      branch.fields.set(part, next);
    }
    if (next.kind !== 'branch') {
      throw new EngineError(
        31249,
        `Path collision at ${path} remaining portion ${[...parts.slice(i + 1), last].join('.')}`,
      );
    }
    branch = next;
  }
  if (branch.fields.has(last)) throw new EngineError(31250, `Path collision at ${path}`);
  branch.fields.set(last, leaf);
};

/** Every path of a specification with its value; nested documents that are no expressions are paths too. */
export const flatten = (spec: Doc, prefix = ''): [string, unknown][] =>
  Object.keys(spec).flatMap((name): [string, unknown][] => {
    const value = spec[name];
    const path = prefix + name;
    if (!isDoc(value)) return [[path, value]];
    const [first] = Object.keys(value);
    if (first === undefined) {
      throw new EngineError(51270, `An empty sub-projection is not a valid value. Found empty object at path ${path}`);
    }
    return first.startsWith('$') ? [[path, value]] : flatten(value, `${path}.`);
  });

/** For 1, true, 0, false and other numbers: whether the field is wanted; undefined for everything else. */
export const wanted = (value: unknown): boolean | undefined => {
  const type = typeOf(value);
  const flag = type === T.bool || type === T.int || type === T.long || type === T.double || type === T.decimal;
  return flag ? truthy(value) : undefined;
};

/** True when a branch computes something below. */
export const computes = (node: Branch | Leaf): boolean =>
  node.kind === 'compute' || (node.kind === 'branch' && [...node.fields.values()].some(computes));
