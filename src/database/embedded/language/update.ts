import { equal, identical } from './compare.ts';
import { describe } from './describe.ts';
import { EngineError } from './error.ts';

import { type Node, parseFilter } from './filter-parse.ts';
import { compileDocStage } from './stage-docs.ts';
import type { DocStage } from './stage-kit.ts';
import type { CompiledUpdate, Doc, UpdateOptions } from './types.ts';
import { Editor } from './update-editor.ts';
import { compileModifiers } from './update-modifiers.ts';
import { createDoc, isDoc, T, typeOf } from './value.ts';

const withIdFirst = (doc: Doc, id: unknown): Doc => {
  const made = createDoc();
  if (id !== undefined) made._id = id;
  for (const name of Object.keys(doc)) if (name !== '_id') made[name] = doc[name];
  return made;
};

const replacement = (update: Doc): CompiledUpdate => {
  for (const name of Object.keys(update)) {
    if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)) {
      throw new EngineError(
        52,
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
  }
  return {
    kind: 'replacement',
    positional: false,
    apply: (doc) => withIdFirst(update, update._id === undefined ? doc._id : update._id),
  };
};

const IN_UPDATES: ReadonlySet<string> = new Set([
  '$set',
  '$addFields',
  '$project',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
]);

const pipeline = (stages: readonly Doc[], options: UpdateOptions): CompiledUpdate => {
  if ((options.arrayFilters ?? []).length > 0)
    throw new EngineError(9, 'arrayFilters may not be specified for pipeline-syle updates');
  const compiled = stages.map((stage): DocStage => {
    const [name = '', ...more] = isDoc(stage) ? Object.keys(stage) : [];
    if (more.length > 0 || name === '')
      throw new EngineError(40323, 'A pipeline stage specification object must contain exactly one field.');
    const run = IN_UPDATES.has(name) ? compileDocStage(name, stage[name], options) : undefined;
    if (!run) throw new EngineError(72, `${name} is not allowed to be used within an update`);
    return run;
  });
  const apply = (doc: Doc): Doc => {
    const made = compiled.reduce((current, stage) => stage(current), doc);
    // A pipeline that drops _id gets it back.
    return made._id === undefined && doc._id !== undefined ? withIdFirst(made, doc._id) : made;
  };
  return { kind: 'pipeline', positional: false, apply };
};

const checkId = (before: Doc, after: Doc, kind: CompiledUpdate['kind']): void => {
  const id = before._id;
  if (id === undefined || (after._id !== undefined && identical(id, after._id))) return;
  if (after._id !== undefined && equal(id, after._id) && kind === 'replacement') return;
  if (kind === 'modifiers')
    throw new EngineError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  throw new EngineError(
    66,
    `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${describe(after._id)}`,
  );
};

const checkNewId = (after: Doc): void => {
  const type = typeOf(after._id);
  if (type === T.array) throw new EngineError(53, "The '_id' value cannot be of type array");
  if (type === T.regex) throw new EngineError(53, "The '_id' value cannot be of type regex");
};

/** Adds what every kind of update does: immutable _id, _id in front, the same object when nothing changed. */
const guarded = (inner: CompiledUpdate): CompiledUpdate => ({
  ...inner,
  apply: (doc, isInsert) => {
    const made = inner.apply(doc, isInsert);
    if (made === doc) return doc;
    checkId(doc, made, inner.kind);
    if (isInsert) checkNewId(made);
    else if (inner.kind !== 'modifiers' && identical(doc, made)) return doc;
    const misplaced = made._id !== undefined && Object.keys(made)[0] !== '_id';
    return misplaced ? withIdFirst(made, made._id) : made;
  },
});

/** Compiles a replacement, modifier or pipeline update. Refuses bad updates with mongod's codes. */
export const compileUpdate = (update: Doc | readonly Doc[], options: UpdateOptions = {}): CompiledUpdate => {
  if (Array.isArray(update)) return guarded(pipeline(update, options));
  const doc = update as Doc;
  const [first] = Object.keys(doc);
  if (first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db')
    return guarded(compileModifiers(doc, options));
  if ((options.arrayFilters ?? []).length > 0)
    throw new EngineError(9, 'arrayFilters may not be specified for replacement-style updates');
  return guarded(replacement(doc));
};

type Equality = readonly [path: string, value: unknown];

const equalities = (node: Node): Equality[] => {
  if (node.kind === 'and' || (node.kind === 'or' && node.nodes.length === 1)) return node.nodes.flatMap(equalities);
  if (node.kind !== 'test') return [];
  const { test, path } = node;
  if (test.op === 'equal' && test.value !== undefined) return [[path, test.value]];
  const single = test.op === 'in' && test.values.length === 1 && typeOf(test.values[0]) !== T.regex;
  return single ? [[path, test.values[0]]] : [];
};

/**
 * The document an upsert starts from: equalities of the filter; for a replacement only `_id`. Then `apply(base, true)`;
 * the caller adds a missing `_id` in front. Throws 54 when a path has two values, 111 for a dotted `_id` in a replacement.
 */
export const upsertBase = (filter: Doc, kind: CompiledUpdate['kind'] = 'modifiers'): Doc => {
  const found = equalities(parseFilter(filter));
  const used = kind === 'replacement' ? found.filter(([path]) => path === '_id' || path.startsWith('_id.')) : found;
  const editor = new Editor(createDoc());
  const seen: string[] = [];
  for (const [path, value] of [...used].sort(([a], [b]) => Number(b === '_id') - Number(a === '_id'))) {
    if (kind === 'replacement' && path !== '_id') {
      throw new EngineError(111, `field at '_id' must be exactly specified, field at sub-path '${path}'found`);
    }
    for (const other of seen) {
      if (other === path)
        throw new EngineError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
      if (other.startsWith(`${path}.`) || path.startsWith(`${other}.`)) {
        throw new EngineError(54, `cannot infer query fields to set, both paths '${path}' and '${other}' are matched`);
      }
    }
    seen.push(path);
    editor.set(path.split('.'), value);
  }
  return editor.root;
};
