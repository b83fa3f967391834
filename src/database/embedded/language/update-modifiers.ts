import { identical } from './compare.ts';
import { describe } from './describe.ts';
import { ensure } from './error.ts';
import { compileFilter, matchedIndex } from './filter.ts';
import type { CompiledUpdate, Doc, UpdateOptions } from './types.ts';
import { arrayModifiers } from './update-arrays.ts';
import { Editor } from './update-editor.ts';
import { type Change, type Modifier, REMOVED, UNCHANGED, valueModifiers } from './update-operators.ts';
import {
  type ArrayFilters,
  comparePaths,
  covers,
  expandPath,
  identifierOf,
  isPositional,
  type PathContext,
  parsePath,
  refuseConflicts,
} from './update-path.ts';
import { createDoc, docOf, isDoc, typeName } from './value.ts';

const MODIFIERS: ReadonlyMap<string, Modifier> = new Map(Object.entries({ ...valueModifiers, ...arrayModifiers }));

type Path = readonly string[];

/** One thing to do at one path. */
interface Step {
  readonly name: string;
  readonly parts: Path;
  readonly change: Change;
}

/** A $rename. */
interface Rename {
  readonly from: Path;
  readonly to: Path;
}

/** First parts of all paths of a filter. */
const topNames = (filter: Doc): string[] =>
  Object.keys(filter).flatMap((name) => {
    const branches = name === '$and' || name === '$or' || name === '$nor' ? filter[name] : undefined;
    return Array.isArray(branches) ? branches.flatMap(topNames) : [name.split('.')[0] as string];
  });

const filterName = (filter: Doc): string => {
  const [name, other] = new Set(topNames(filter));
  const failed = 'Error parsing array filter :: caused by ::';
  ensure(name !== undefined, 9, 'Cannot use an expression without a top-level field name in arrayFilters');
  ensure(other === undefined, 9, `${failed} Expected a single top-level field name, found '${name}' and '${other}'`);
  const fits = /^[a-z][a-zA-Z0-9]*$/.test(name);
  ensure(fits, 2, `${failed} The top-level field name must be alphanumeric, beginning in lowercase, found '${name}'`);
  return name;
};

const compileArrayFilters = (options: UpdateOptions): ArrayFilters => {
  const compiled = new Map<string, (element: unknown) => boolean>();
  for (const filter of options.arrayFilters ?? []) {
    const name = filterName(filter);
    ensure(!compiled.has(name), 9, `Found multiple array filters with the same top-level field name ${name}`);
    const matches = compileFilter(filter, options);
    compiled.set(name, (element) => matches(docOf({ [name]: element })));
  }
  return compiled;
};

const checkIdentifiers = (paths: readonly Path[], filters: ArrayFilters): void => {
  const used = new Set<string>();
  for (const parts of paths) {
    for (const identifier of parts.map(identifierOf)) {
      if (identifier === undefined || identifier === '') continue;
      const isKnown = filters.has(identifier);
      ensure(isKnown, 2, `No array filter found for identifier '${identifier}' in path '${parts.join('.')}'`);
      used.add(identifier);
    }
  }
  for (const name of filters.keys())
    ensure(used.has(name), 9, `The array filter for identifier '${name}' was not used in the update`);
};

const parseRename = (path: string, target: unknown): Rename => {
  ensure(typeof target === 'string', 2, `The 'to' field for $rename must be a string: ${path}: ${typeName(target)}`);
  const [from, to] = [parsePath(path), parsePath(target)];
  const isDynamic = [...from, ...to].some(isPositional);
  ensure(!isDynamic, 2, `The source and destination field for $rename may not be dynamic: ${path}`);
  const isNested = covers(from, to) || covers(to, from);
  ensure(!isNested, 2, `The source and target field for $rename must not be on the same path: ${path}: "${target}"`);
  return { from, to };
};

const parse = (update: Doc, options: UpdateOptions): { steps: Step[]; renames: Rename[] } => {
  const steps: Step[] = [];
  const renames: Rename[] = [];
  for (const name of Object.keys(update)) {
    const fields = update[name];
    const modifier = MODIFIERS.get(name);
    const isKnown = modifier || name === '$rename';
    ensure(isKnown, 9, `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update`);
    const found = `found type ${typeName(fields)} instead: {${name}: ${describe(fields)}}`;
    ensure(isDoc(fields), 9, `Modifiers operate on fields but we ${found}`);
    for (const path of Object.keys(fields)) {
      if (modifier) steps.push({ name, parts: parsePath(path), change: modifier(fields[path], path, options) });
      else renames.push(parseRename(path, fields[path]));
    }
  }
  return { steps, renames };
};

const applyRename = (editor: Editor, { from, to }: Rename): void => {
  for (const parts of [from, to]) {
    const isInArray = parts.some((_part, i) => Array.isArray(editor.get(parts.slice(0, i))));
    ensure(
      !isInArray,
      2,
      `The fields of $rename cannot be array elements, '${parts.join('.')}' in doc has an array field`,
    );
  }
  const value = editor.get(from);
  if (value === undefined) return;
  editor.remove(from);
  editor.set(to, value);
};

/** Compiles an update of $-operators. */
export const compileModifiers = (update: Doc, options: UpdateOptions): CompiledUpdate => {
  const { steps, renames } = parse(update, options);
  const arrayFilters = compileArrayFilters(options);
  const paths = [...steps.map((step) => step.parts), ...renames.flatMap(({ from, to }) => [from, to])];
  refuseConflicts(paths);
  checkIdentifiers(paths, arrayFilters);
  const positional = paths.some((parts) => parts.includes('$'));
  const isDynamic = paths.some((parts) => parts.some(isPositional));
  const matches = positional ? compileFilter(options.filter ?? createDoc(), options) : undefined;
  const ordered = [...steps].sort((a, b) => comparePaths(a.parts, b.parts));

  /** The steps with the paths that they mean in this document. */
  const concrete = (doc: Doc): readonly Step[] => {
    if (!isDynamic) return ordered;
    const context: PathContext = { doc, position: matches && matchedIndex(matches, doc), arrayFilters };
    const expanded = ordered.flatMap((step) => expandPath(step.parts, context).map((parts) => ({ ...step, parts })));
    refuseConflicts(expanded.map(({ parts }) => parts));
    return expanded.sort((a, b) => comparePaths(a.parts, b.parts));
  };
  const apply = (doc: Doc, isInsert: boolean): Doc => {
    const editor = new Editor(doc);
    for (const { name, parts, change } of concrete(doc)) {
      if (name === '$setOnInsert' && !isInsert) continue;
      const value = editor.get(parts);
      const result = change(value, { path: parts.join('.'), id: doc._id, isInsert });
      if (result === REMOVED) editor.remove(parts);
      else if (result !== UNCHANGED && (value === undefined || !identical(value, result))) editor.set(parts, result);
    }
    for (const rename of renames) applyRename(editor, rename);
    return editor.root;
  };
  return { kind: 'modifiers', positional, apply };
};
