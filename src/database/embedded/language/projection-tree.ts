import { ensure } from './error.ts';
import { DOLLAR_FIELD, type Evaluate, type Frame } from './expression-kit.ts';
import type { Doc } from './types.ts';
import { createDoc, docOf, isDoc } from './value.ts';

/** What a projection says about one path. */
export type Leaf =
  | { readonly kind: 'include' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'positional' }
  | { readonly kind: 'compute'; readonly evaluate: Evaluate }
  | { readonly kind: 'slice'; readonly skip: number | undefined; readonly count: number }
  | { readonly kind: 'elemMatch'; readonly matches: (element: unknown) => boolean };

/** A projection by path components. */
export interface Branch {
  readonly kind: 'branch';
  readonly fields: Map<string, Branch | Leaf>;
}

/** How a projection runs: keep only what is named, or everything else. */
export interface Mode {
  readonly inclusive: boolean;
  /** Index of the element that matched the filter, for 'a.$'. */
  readonly position?: number | undefined;
}

/** An empty branch. */
export const createBranch = (): Branch => ({ kind: 'branch', fields: new Map() });

/** Puts a leaf at a path; 31249 and 31250 when paths collide. */
export const addLeaf = (root: Branch, path: string, leaf: Leaf): void => {
  const parts = path.split('.');
  ensure(!parts.includes(''), path === '' ? 40352 : 15998, 'FieldPath field names may not be empty strings.');
  ensure(!parts.some((part) => part.startsWith('$')), 16410, DOLLAR_FIELD);
  const last = parts.pop() as string;
  let branch = root;
  for (const [i, part] of parts.entries()) {
    const next = branch.fields.get(part) ?? createBranch();
    const rest = [...parts.slice(i + 1), last].join('.');
    ensure(next.kind === 'branch', 31249, `Path collision at ${path} remaining portion ${rest}`);
    branch.fields.set(part, next);
    branch = next;
  }
  ensure(!branch.fields.has(last), 31250, `Path collision at ${path}`);
  branch.fields.set(last, leaf);
};

/** True when a branch computes something below. */
export const computes = (node: Branch | Leaf): boolean =>
  node.kind === 'compute' || (node.kind === 'branch' && [...node.fields.values()].some(computes));

const slice = (values: readonly unknown[], { skip, count }: Leaf & { kind: 'slice' }): unknown[] => {
  if (skip === undefined) return count < 0 ? values.slice(count) : values.slice(0, count);
  const from = skip < 0 ? Math.max(0, values.length + skip) : skip;
  return values.slice(from, from + count);
};

const applyNode = (node: Branch | Leaf, value: unknown, mode: Mode): unknown => {
  if (node.kind === 'branch') return applyBranch(node, value, mode);
  // Computed fields keep the place of the field that they replace.
  if (node.kind === 'compute') return mode.inclusive ? undefined : value;
  if (node.kind === 'include') return value;
  if (node.kind === 'exclude') return undefined;
  if (!Array.isArray(value)) return node.kind === 'elemMatch' ? undefined : value;
  if (node.kind === 'slice') return slice(value, node);
  if (node.kind === 'positional') return mode.position === undefined ? value : [value[mode.position]];
  const index = value.findIndex(node.matches);
  return index < 0 ? undefined : [value[index]];
};

const applyBranch = (branch: Branch, value: unknown, mode: Mode): unknown => {
  if (isDoc(value)) return applyFields(branch, value, mode);
  if (!Array.isArray(value)) return mode.inclusive ? undefined : value;
  return value.map((element) => applyBranch(branch, element, mode)).filter((element) => element !== undefined);
};

/** Applies everything but computed fields to a document. */
export const applyFields = (branch: Branch, doc: Doc, mode: Mode): Doc => {
  const made = createDoc();
  for (const name of Object.keys(doc)) {
    const node = branch.fields.get(name);
    const value = doc[name];
    const isKept = node === undefined && !mode.inclusive;
    const result = node === undefined ? (isKept ? value : undefined) : applyNode(node, value, mode);
    if (result !== undefined) made[name] = result;
  }
  return made;
};

const addInto = (node: Branch, value: unknown, frame: Frame): unknown => {
  if (Array.isArray(value)) return value.map((element: unknown) => addInto(node, element, frame));
  const target = isDoc(value) ? docOf(value) : createDoc();
  addComputed(node, target, frame);
  return target;
};

/** Sets the computed fields of a branch in a document that may be changed. */
export const addComputed = (branch: Branch, target: Doc, frame: Frame): void => {
  for (const [name, node] of branch.fields) {
    if (node.kind === 'compute') {
      const value = node.evaluate(frame);
      if (value === undefined) delete target[name];
      else target[name] = value;
    } else if (node.kind === 'branch' && computes(node)) target[name] = addInto(node, target[name], frame);
  }
};
