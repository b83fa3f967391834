import { EngineError } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import { integerArgument } from './expression-kit.ts';
import { compileFilter, matchedIndex } from './filter.ts';
import { addComputed, applyFields, type Mode } from './projection-apply.ts';
import { addLeaf, type Branch, computes, createBranch, flatten, type Leaf, wanted } from './projection-tree.ts';
import type { Doc, LanguageContext, Predicate, ProjectionOptions } from './types.ts';
import { copyDoc, createDoc, isDoc } from './value.ts';

const sliceLeaf = (operand: unknown): Leaf => {
  if (!Array.isArray(operand))
    return { kind: 'slice', skip: undefined, count: integerArgument(operand, '$slice', 28667) };
  if (operand.length !== 2)
    throw new EngineError(28724, 'First argument to $slice must be an array, but is of type: int');
  const count = integerArgument(operand[1], '$slice limit', 28728);
  if (count <= 0) throw new EngineError(28729, `Third argument to $slice must be positive: ${count}`);
  return { kind: 'slice', skip: integerArgument(operand[0], '$slice skip', 28726), count };
};

const elemMatchLeaf = (operand: unknown, path: string, options: ProjectionOptions): Leaf => {
  if (!isDoc(operand))
    throw new EngineError(31274, `elemMatch: Invalid argument, object required, but got something else`);
  if (path.includes('.')) throw new EngineError(31275, 'Cannot use $elemMatch projection on a nested field.');
  const filter = compileFilter(Object.assign(createDoc(), { element: { $elemMatch: operand } }), options);
  return { kind: 'elemMatch', matches: (element) => filter(Object.assign(createDoc(), { element: [element] })) };
};

/** $slice with an array of two numbers or a number is find's own; with an array expression in front it is the expression. */
const isFindSlice = (operand: unknown): boolean =>
  !Array.isArray(operand) || (operand.length === 2 && operand.every((value) => wanted(value) !== undefined));

const leafOf = (path: string, value: unknown, options: ProjectionOptions): Leaf => {
  const flag = wanted(value);
  if (flag !== undefined) {
    if (options.mode === 'find' && path.endsWith('.$')) {
      if (!flag) throw new EngineError(31395, 'positional projection cannot be used with exclusion');
      return { kind: 'positional' };
    }
    return { kind: flag ? 'include' : 'exclude' };
  }
  if (isDoc(value) && options.mode === 'find') {
    if ('$slice' in value && isFindSlice(value.$slice)) return sliceLeaf(value.$slice);
    if ('$elemMatch' in value) return elemMatchLeaf(value.$elemMatch, path, options);
  }
  return { kind: 'compute', evaluate: compileClosure(value, options) };
};

/** A parsed projection. */
interface Parsed {
  readonly root: Branch;
  readonly inclusive: boolean;
  readonly positional: boolean;
}

const includes = (leaf: Leaf): boolean =>
  leaf.kind === 'include' || leaf.kind === 'compute' || leaf.kind === 'positional' || leaf.kind === 'elemMatch';

/** Inclusion or exclusion, by the first field beside _id that tells; 31253 and 31254 when fields disagree. */
const modeOf = (leaves: readonly (readonly [string, Leaf])[]): boolean => {
  let inclusive: boolean | undefined;
  for (const [path, leaf] of leaves) {
    if (path === '_id' && (leaf.kind === 'include' || leaf.kind === 'exclude')) continue;
    if (leaf.kind === 'slice') continue;
    const including = includes(leaf);
    if (inclusive === false && leaf.kind === 'compute') {
      throw new EngineError(31252, 'Cannot use expression other than $meta in exclusion projection');
    }
    if (inclusive === false && including && leaf.kind !== 'elemMatch') {
      throw new EngineError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
    }
    if (inclusive === true && leaf.kind === 'exclude') {
      throw new EngineError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    }
    inclusive ??= including;
  }
  const id = leaves.find(([path]) => path === '_id')?.[1];
  return inclusive ?? (id?.kind === 'include' && leaves.length === 1);
};

const parse = (spec: Doc, options: ProjectionOptions): Parsed => {
  const leaves = flatten(spec).map(([path, value]) => [path, leafOf(path, value, options)] as const);
  const inclusive = modeOf(leaves);
  const root = createBranch();
  let positional = false;
  for (const [path, leaf] of leaves) {
    if (leaf.kind === 'positional' && positional)
      throw new EngineError(31276, 'Cannot specify more than one positional projection per query.');
    positional ||= leaf.kind === 'positional';
    if (leaf.kind === 'include' && !inclusive) {
      if (path !== '_id') addLeaf(root, path, leaf);
    } else addLeaf(root, leaf.kind === 'positional' ? path.slice(0, -2) : path, leaf);
  }
  if (inclusive && !root.fields.has('_id')) root.fields.set('_id', { kind: 'include' });
  return { root, inclusive, positional };
};

const runner = (parsed: Parsed, context: LanguageContext, filter: Predicate | undefined): ((doc: Doc) => Doc) => {
  const { root, inclusive, positional } = parsed;
  const computing = computes(root);
  const frame = createFrame(context);
  const plain: Mode = { inclusive };
  return (doc) => {
    let mode = plain;
    if (positional) {
      const position = filter && matchedIndex(filter, doc);
      if (position === undefined)
        throw new EngineError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      mode = { inclusive, position };
    }
    const made = applyFields(root, doc, mode);
    if (computing) {
      frame[0] = doc;
      addComputed(root, made, frame);
    }
    return made;
  };
};

/** Compiles a find projection or a $project stage. The result never changes its argument. */
export const compileProjection = (spec: Doc, options: ProjectionOptions): ((doc: Doc) => Doc) => {
  if (Object.keys(spec).length === 0) {
    if (options.mode === 'aggregate')
      throw new EngineError(
        51272,
        'Invalid $project :: caused by :: projection specification must have at least one field',
      );
    return (doc) => doc;
  }
  const parsed = parse(spec, options);
  const filter = parsed.positional && options.filter ? compileFilter(options.filter, options) : undefined;
  return runner(parsed, options, filter);
};

/** Compiles $set / $addFields: everything stays, the named fields are computed. */
export const compileAddFields = (spec: Doc, context: LanguageContext): ((doc: Doc) => Doc) => {
  const root = createBranch();
  for (const [path, value] of flattenFields(spec))
    addLeaf(root, path, { kind: 'compute', evaluate: compileClosure(value, context) });
  const frame = createFrame(context);
  return (doc) => {
    frame[0] = doc;
    const made = copyDoc(doc);
    addComputed(root, made, frame);
    return made;
  };
};

/** As `flatten`, but an empty document is a value. */
const flattenFields = (spec: Doc): [string, unknown][] =>
  Object.keys(spec).flatMap((name): [string, unknown][] => {
    const value = spec[name];
    if (!isDoc(value)) return [[name, value]];
    const [first] = Object.keys(value);
    if (first === undefined || first.startsWith('$')) return [[name, value]];
    return flattenFields(value).map(([path, inner]): [string, unknown] => [`${name}.${path}`, inner]);
  });

/** Compiles $unset: the named paths go. */
export const compileUnset = (paths: readonly string[]): ((doc: Doc) => Doc) => {
  const root = createBranch();
  for (const path of paths) addLeaf(root, path, { kind: 'exclude' });
  return (doc) => applyFields(root, doc, { inclusive: false });
};
