import { identical } from './compare.ts';
import { describe } from './describe.ts';
import { EngineError } from './error.ts';
import { compileFilter, matchedIndex } from './filter.ts';
import { isIndex } from './path.ts';
import type { CompiledUpdate, Doc, UpdateOptions } from './types.ts';
import { arrayModifiers } from './update-arrays.ts';
import { Editor } from './update-editor.ts';
import { type Change, type Modifier, REMOVED, UNCHANGED, valueModifiers } from './update-operators.ts';
import {
  comparePaths,
  expandPath,
  identifierOf,
  isPositional,
  type PathContext,
  parsePath,
  refuseConflicts,
} from './update-path.ts';
import { createDoc, docOf, isDoc, typeName } from './value.ts';

const MODIFIERS: ReadonlyMap<string, Modifier> = new Map(Object.entries({ ...valueModifiers, ...arrayModifiers }));

/** One thing to do at one path. */
interface Step {
  readonly name: string;
  readonly parts: readonly string[];
  readonly change: Change;
}

/** A $rename. */
interface Rename {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>;

const filterName = (filter: Doc): string => {
  const names = new Set<string>();
  const collect = (part: Doc): void => {
    for (const name of Object.keys(part)) {
      if (name === '$and' || name === '$or' || name === '$nor') for (const inner of part[name] as Doc[]) collect(inner);
      else names.add(name.split('.')[0] as string);
    }
  };
  collect(filter);
  const [name, ...more] = names;
  if (name === undefined)
    throw new EngineError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
  if (more.length > 0) {
    throw new EngineError(
      9,
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${more[0]}'`,
    );
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    throw new EngineError(
      2,
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    );
  }
  return name;
};

const compileArrayFilters = (options: UpdateOptions): ArrayFilters => {
  const compiled = new Map<string, (element: unknown) => boolean>();
  for (const filter of options.arrayFilters ?? []) {
    const name = filterName(filter);
    if (compiled.has(name))
      throw new EngineError(9, `Found multiple array filters with the same top-level field name ${name}`);
    const matches = compileFilter(filter, options);
    compiled.set(name, (element) => matches(docOf({ [name]: element })));
  }
  return compiled;
};

const checkIdentifiers = (paths: readonly (readonly string[])[], filters: ArrayFilters): void => {
  const used = new Set<string>();
  for (const parts of paths) {
    for (const part of parts) {
      const identifier = identifierOf(part);
      if (identifier === undefined || identifier === '') continue;
      if (!filters.has(identifier))
        throw new EngineError(2, `No array filter found for identifier '${identifier}' in path '${parts.join('.')}'`);
      used.add(identifier);
    }
  }
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw new EngineError(9, `The array filter for identifier '${name}' was not used in the update`);
  }
};

const parseRename = (path: string, target: unknown): Rename => {
  if (typeof target !== 'string')
    throw new EngineError(2, `The 'to' field for $rename must be a string: ${path}: ${typeName(target)}`);
  const from = parsePath(path);
  const to = parsePath(target);
  if ([...from, ...to].some(isPositional))
    throw new EngineError(2, `The source and destination field for $rename may not be dynamic: ${path}`);
  if (path === target)
    throw new EngineError(2, `The source and target field for $rename must differ: ${path}: "${target}"`);
  const nested = (a: readonly string[], b: readonly string[]): boolean => a.every((part, i) => part === b[i]);
  if (nested(from, to) || nested(to, from))
    throw new EngineError(
      2,
      `The source and target field for $rename must not be on the same path: ${path}: "${target}"`,
    );
  return { from, to };
};

const parse = (update: Doc, options: UpdateOptions): { steps: Step[]; renames: Rename[] } => {
  const steps: Step[] = [];
  const renames: Rename[] = [];
  for (const name of Object.keys(update)) {
    const fields = update[name];
    const modifier = MODIFIERS.get(name);
    if (!modifier && name !== '$rename') {
      throw new EngineError(
        9,
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      throw new EngineError(
        9,
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${describe(fields)}}`,
      );
    }
    for (const path of Object.keys(fields)) {
      if (modifier) steps.push({ name, parts: parsePath(path), change: modifier(fields[path], path, options) });
      else renames.push(parseRename(path, fields[path]));
    }
  }
  return { steps, renames };
};

const inArray = (editor: Editor, parts: readonly string[]): boolean =>
  parts.some((part, i) => isIndex(part) && Array.isArray(editor.get(parts.slice(0, i)))) ||
  parts.some((_part, i) => i > 0 && Array.isArray(editor.get(parts.slice(0, i))));

const applyRename = (editor: Editor, { from, to }: Rename): void => {
  for (const [parts, role] of [
    [from, 'source'],
    [to, 'destination'],
  ] as const) {
    if (inArray(editor, parts))
      throw new EngineError(
        2,
        `The ${role} field cannot be an array element, '${parts.join('.')}' in doc has an array field`,
      );
  }
  const value = editor.get(from);
  if (value === undefined) return;
  editor.remove(from);
  editor.set(to, value);
};

const applyStep = (
  editor: Editor,
  step: Step,
  how: { parts: readonly string[]; isInsert: boolean; id: unknown },
): void => {
  const { parts, isInsert, id } = how;
  const value = editor.get(parts);
  const result = step.change(value, { path: parts.join('.'), id, isInsert });
  if (result === UNCHANGED) return;
  if (result === REMOVED) editor.remove(parts);
  else if (value === undefined || !identical(value, result)) editor.set(parts, result);
};

/** Compiles an update of $-operators. */
export const compileModifiers = (update: Doc, options: UpdateOptions): CompiledUpdate => {
  const { steps, renames } = parse(update, options);
  const filters = compileArrayFilters(options);
  const paths = [...steps.map((step) => step.parts), ...renames.flatMap(({ from, to }) => [from, to])];
  refuseConflicts(paths);
  checkIdentifiers(paths, filters);
  const positional = paths.some((parts) => parts.includes('$'));
  const dynamic = steps.some((step) => step.parts.some(isPositional));
  const matches = positional ? compileFilter(options.filter ?? createDoc(), options) : undefined;
  const ordered = [...steps].sort((a, b) => comparePaths(a.parts, b.parts));

  const concrete = (doc: Doc): { step: Step; parts: readonly string[] }[] => {
    if (!dynamic) return ordered.map((step) => ({ step, parts: step.parts }));
    const context: PathContext = { doc, position: matches && matchedIndex(matches, doc), arrayFilters: filters };
    const expanded = ordered.flatMap((step) => expandPath(step.parts, context).map((parts) => ({ step, parts })));
    refuseConflicts(expanded.map(({ parts }) => parts));
    return expanded.sort((a, b) => comparePaths(a.parts, b.parts));
  };
  return {
    kind: 'modifiers',
    positional,
    apply: (doc, isInsert) => {
      const editor = new Editor(doc);
      const id = doc._id;
      const active = isInsert ? concrete(doc) : concrete(doc).filter(({ step }) => step.name !== '$setOnInsert');
      for (const { step, parts } of active) applyStep(editor, step, { parts, isInsert, id });
      for (const rename of renames) applyRename(editor, rename);
      return editor.root;
    },
  };
};
