import { EngineError, ensure } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import { integerArgument } from './expression-kit.ts';
import { compileFilter, matchedIndex } from './filter.ts';
import { isNumeric, truthy } from './number.ts';
import {
  addComputed,
  addLeaf,
  applyFields,
  type Branch,
  computes,
  createBranch,
  type Leaf,
  type Mode,
} from './projection-tree.ts';
import type { Doc, LanguageContext, Predicate, ProjectionOptions } from './types.ts';
import { docOf, isDoc } from './value.ts';

/** Every path of a specification with its value; nested documents that are no expressions are paths too. */
const flatten = (spec: Doc, how: { empty: 'refuse' | 'keep' }, prefix = ''): [string, unknown][] =>
  Object.keys(spec).flatMap((name): [string, unknown][] => {
    const value = spec[name];
    const path = prefix + name;
    const first = isDoc(value) ? Object.keys(value)[0] : undefined;
    const isEmpty = isDoc(value) && first === undefined;
    ensure(!isEmpty || how.empty === 'keep', 51270, `An empty sub-projection is not a valid value, at path ${path}`);
    if (!isDoc(value) || first === undefined || first.startsWith('$')) return [[path, value]];
    return flatten(value, how, `${path}.`);
  });

const sliceLeaf = (operand: unknown): Leaf => {
  if (!Array.isArray(operand))
    return { kind: 'slice', skip: undefined, count: integerArgument(operand, '$slice', 28667) };
  const count = integerArgument(operand[1], '$slice limit', 28728);
  ensure(count > 0, 28729, `Third argument to $slice must be positive: ${count}`);
  return { kind: 'slice', skip: integerArgument(operand[0], '$slice skip', 28726), count };
};

const elemMatchLeaf = (operand: unknown, path: string, options: ProjectionOptions): Leaf => {
  ensure(isDoc(operand), 31274, 'elemMatch: Invalid argument, object required, but got something else');
  ensure(!path.includes('.'), 31275, 'Cannot use $elemMatch projection on a nested field.');
  const filter = compileFilter(docOf({ element: docOf({ $elemMatch: operand }) }), options);
  return { kind: 'elemMatch', matches: (element) => filter(docOf({ element: [element] })) };
};

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumeric(value);

/** $slice of a number or two is find's own; with an array expression in front it is the expression. */
const isFindSlice = (operand: unknown): boolean =>
  !Array.isArray(operand) || (operand.length === 2 && operand.every(isFlag));

const leafOf = (path: string, value: unknown, options: ProjectionOptions): Leaf => {
  const isFind = options.mode === 'find';
  if (isFlag(value)) {
    if (!isFind || !path.endsWith('.$')) return { kind: truthy(value) ? 'include' : 'exclude' };
    ensure(truthy(value), 31395, 'positional projection cannot be used with exclusion');
    return { kind: 'positional' };
  }
  if (isDoc(value) && isFind && '$slice' in value && isFindSlice(value.$slice)) return sliceLeaf(value.$slice);
  if (isDoc(value) && isFind && '$elemMatch' in value) return elemMatchLeaf(value.$elemMatch, path, options);
  return { kind: 'compute', evaluate: compileClosure(value, options) };
};

type PathLeaf = readonly [path: string, leaf: Leaf];

/** Inclusion or exclusion, by the first field beside _id that tells; 31252 to 31254 when fields disagree. */
const isInclusion = (leaves: readonly PathLeaf[]): boolean => {
  let inclusive: boolean | undefined;
  for (const [path, { kind }] of leaves) {
    if (kind === 'slice' || (path === '_id' && (kind === 'include' || kind === 'exclude'))) continue;
    if (inclusive === false) {
      ensure(kind !== 'compute', 31252, 'Cannot use expression other than $meta in exclusion projection');
      const fits = kind === 'exclude' || kind === 'elemMatch';
      ensure(fits, 31253, `Cannot do inclusion on field ${path} in exclusion projection`);
    }
    const isMixed = inclusive === true && kind === 'exclude';
    ensure(!isMixed, 31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    inclusive ??= kind !== 'exclude';
  }
  const id = leaves.find(([path]) => path === '_id')?.[1];
  return inclusive ?? (id?.kind === 'include' && leaves.length === 1);
};

/** The leaves by path, and whether only they are kept. */
const treeOf = (leaves: readonly PathLeaf[]): { root: Branch; inclusive: boolean } => {
  const inclusive = isInclusion(leaves);
  const root = createBranch();
  for (const [path, leaf] of leaves) {
    if (leaf.kind === 'include' && !inclusive && path === '_id') continue;
    addLeaf(root, leaf.kind === 'positional' ? path.slice(0, -2) : path, leaf);
  }
  if (inclusive && !root.fields.has('_id')) root.fields.set('_id', { kind: 'include' });
  return { root, inclusive };
};

const positionIn = (filter: Predicate | undefined, doc: Doc): number => {
  const position = filter && matchedIndex(filter, doc);
  if (position !== undefined) return position;
  throw new EngineError(51246, "positional operator '.$' couldn't find a matching element in the array");
};

/** Compiles a find projection or a $project stage. The result never changes its argument. */
export const compileProjection = (spec: Doc, options: ProjectionOptions): ((doc: Doc) => Doc) => {
  if (Object.keys(spec).length === 0) {
    ensure(options.mode === 'find', 51272, 'Invalid $project: the specification must have at least one field');
    return (doc) => doc;
  }
  const leaves = flatten(spec, { empty: 'refuse' }).map(
    ([path, value]) => [path, leafOf(path, value, options)] as const,
  );
  const positions = leaves.filter(([, leaf]) => leaf.kind === 'positional').length;
  ensure(positions < 2, 31276, 'Cannot specify more than one positional projection per query.');
  const { root, inclusive } = treeOf(leaves);
  const filter = positions > 0 && options.filter ? compileFilter(options.filter, options) : undefined;
  const isComputing = computes(root);
  const frame = createFrame(options);
  return (doc) => {
    const mode: Mode = { inclusive, position: positions > 0 ? positionIn(filter, doc) : undefined };
    const made = applyFields(root, doc, mode);
    if (isComputing) {
      frame[0] = doc;
      addComputed(root, made, frame);
    }
    return made;
  };
};

/** Compiles $set / $addFields: everything stays, the named fields are computed. */
export const compileAddFields = (spec: Doc, context: LanguageContext): ((doc: Doc) => Doc) => {
  const root = createBranch();
  for (const [path, value] of flatten(spec, { empty: 'keep' }))
    addLeaf(root, path, { kind: 'compute', evaluate: compileClosure(value, context) });
  const frame = createFrame(context);
  return (doc) => {
    frame[0] = doc;
    const made = docOf(doc);
    addComputed(root, made, frame);
    return made;
  };
};

/** Compiles $unset: the named paths go. */
export const compileUnset = (paths: readonly string[]): ((doc: Doc) => Doc) => {
  const root = createBranch();
  for (const path of paths) addLeaf(root, path, { kind: 'exclude' });
  return (doc) => applyFields(root, doc, { inclusive: false });
};
