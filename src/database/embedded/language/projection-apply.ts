import type { Frame } from './expression-kit.ts';
import { type Branch, computes, type Leaf } from './projection-tree.ts';
import type { Doc } from './types.ts';
import { createDoc, isDoc } from './value.ts';

/** How a projection runs: keep only what is named, or everything else. */
export interface Mode {
  readonly inclusive: boolean;
  /** Index of the element that matched the filter, for 'a.$'. */
  readonly position?: number | undefined;
}

const slice = (values: readonly unknown[], leaf: Leaf & { kind: 'slice' }): unknown[] => {
  const { skip, count } = leaf;
  if (skip === undefined) return count < 0 ? values.slice(count) : values.slice(0, count);
  const from = skip < 0 ? Math.max(0, values.length + skip) : skip;
  return values.slice(from, from + count);
};

const applyLeaf = (leaf: Leaf, value: unknown, mode: Mode): unknown => {
  switch (leaf.kind) {
    case 'include':
      return value;
    case 'slice':
      return Array.isArray(value) ? slice(value, leaf) : value;
    case 'elemMatch': {
      const index = Array.isArray(value) ? value.findIndex(leaf.matches) : -1;
      return index < 0 ? undefined : [(value as unknown[])[index]];
    }
    case 'positional':
      return Array.isArray(value) && mode.position !== undefined ? [value[mode.position]] : value;
    default:
      return undefined;
  }
};

const applyBranch = (branch: Branch, value: unknown, mode: Mode): unknown => {
  if (isDoc(value)) return applyFields(branch, value, mode);
  if (!Array.isArray(value)) return mode.inclusive ? undefined : value;
  const kept: unknown[] = [];
  for (const element of value) {
    const result = applyBranch(branch, element, mode);
    if (result !== undefined) kept.push(result);
  }
  return kept;
};

/** Applies everything but computed fields to a document. */
export const applyFields = (branch: Branch, doc: Doc, mode: Mode): Doc => {
  const made = createDoc();
  for (const name of Object.keys(doc)) {
    const node = branch.fields.get(name);
    const value = doc[name];
    let result: unknown;
    if (node === undefined) result = mode.inclusive ? undefined : value;
    else if (node.kind === 'branch') result = applyBranch(node, value, mode);
    // Computed fields keep the place of the field that they replace.
    else if (node.kind === 'compute') result = mode.inclusive ? undefined : value;
    else result = applyLeaf(node, value, mode);
    if (result !== undefined) made[name] = result;
  }
  return made;
};

const addInto = (node: Branch, value: unknown, frame: Frame): unknown => {
  if (Array.isArray(value)) return value.map((element: unknown) => addInto(node, element, frame));
  const target = isDoc(value) ? Object.assign(createDoc(), value) : createDoc();
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
