import { equal, identical } from './compare.ts';
import { describe } from './describe.ts';
import { EngineError, ensure } from './error.ts';
import { isOperatorDoc, type Node, parseFilter } from './filter-parse.ts';
import { DOC_STAGES, type DocStage } from './stage-docs.ts';
import type { CompiledUpdate, Doc, UpdateOptions } from './types.ts';
import { Editor } from './update-editor.ts';
import { compileModifiers } from './update-modifiers.ts';
import { covers, refuseDollar } from './update-path.ts';
import { createDoc, isDoc, T, typeName, typeOf } from './value.ts';

const withIdFirst = (doc: Doc, id: unknown): Doc => {
  const made = createDoc();
  if (id !== undefined) made._id = id;
  for (const name of Object.keys(doc)) if (name !== '_id') made[name] = doc[name];
  return made;
};

const replacement = (update: Doc): CompiledUpdate => {
  for (const name of Object.keys(update)) refuseDollar(name, name);
  const apply = (doc: Doc): Doc => withIdFirst(update, update._id === undefined ? doc._id : update._id);
  return { kind: 'replacement', positional: false, apply };
};

const pipeline = (stages: readonly Doc[], options: UpdateOptions): CompiledUpdate => {
  const compiled = stages.map((stage): DocStage => {
    const [name = '', ...more] = isDoc(stage) ? Object.keys(stage) : [];
    const isOne = name !== '' && more.length === 0;
    ensure(isOne, 40323, 'A pipeline stage specification object must contain exactly one field.');
    const compile = DOC_STAGES.get(name);
    ensure(compile, 72, `${name} is not allowed to be used within an update`);
    return compile(stage[name], options);
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
  if (kind === 'replacement' && after._id !== undefined && equal(id, after._id)) return;
  throw new EngineError(66, `The update would alter the (immutable) field '_id' to _id: ${describe(after._id)}`);
};

/** Adds what every kind of update does: immutable _id, _id in front, the same object when nothing changed. */
const guarded = (inner: CompiledUpdate): CompiledUpdate => ({
  ...inner,
  apply: (doc, isInsert) => {
    const made = inner.apply(doc, isInsert);
    if (made === doc) return doc;
    checkId(doc, made, inner.kind);
    if (isInsert) {
      const isKey = !Array.isArray(made._id) && typeOf(made._id) !== T.regex;
      ensure(isKey, 53, `The '_id' value cannot be of type ${typeName(made._id)}`);
    } else if (inner.kind !== 'modifiers' && identical(doc, made)) return doc;
    const isMisplaced = made._id !== undefined && Object.keys(made)[0] !== '_id';
    return isMisplaced ? withIdFirst(made, made._id) : made;
  },
});

/** Compiles a replacement, modifier or pipeline update. Refuses bad updates with mongod's codes. */
export const compileUpdate = (update: Doc | readonly Doc[], options: UpdateOptions = {}): CompiledUpdate => {
  if (isOperatorDoc(update)) return guarded(compileModifiers(update, options));
  const hasFilters = (options.arrayFilters ?? []).length > 0;
  ensure(!hasFilters, 9, 'arrayFilters may only be specified for updates with $-operators');
  return guarded(isDoc(update) ? replacement(update) : pipeline(update as readonly Doc[], options));
};

type Equality = readonly [path: string, value: unknown];

const equalities = (node: Node): Equality[] => {
  if (node.kind === 'and' || (node.kind === 'or' && node.nodes.length === 1)) return node.nodes.flatMap(equalities);
  if (node.kind !== 'test') return [];
  const { test, path } = node;
  if (test.op === 'equal' && test.value !== undefined) return [[path, test.value]];
  const isSingle = test.op === 'in' && test.values.length === 1 && typeOf(test.values[0]) !== T.regex;
  return isSingle ? [[path, test.values[0]]] : [];
};

/**
 * The document an upsert starts from: equalities of the filter; for a replacement only `_id`. Then `apply(base, true)`;
 * the caller adds a missing `_id`. Throws 54 when a path has two values, 111 for a dotted `_id` in a replacement.
 */
export const upsertBase = (filter: Doc, kind: CompiledUpdate['kind'] = 'modifiers'): Doc => {
  const found = equalities(parseFilter(filter)).map(([path, value]) => ({ parts: path.split('.'), value }));
  const used = kind === 'replacement' ? found.filter(({ parts }) => parts[0] === '_id') : found;
  const editor = new Editor(createDoc());
  const isId = ({ parts }: { readonly parts: readonly string[] }) => Number(parts.join('.') === '_id');
  const seen: (readonly string[])[] = [];
  for (const { parts, value } of used.toSorted((a, b) => isId(b) - isId(a))) {
    const isWhole = kind !== 'replacement' || parts.length === 1;
    ensure(isWhole, 111, `field at '_id' must be exactly specified, field at sub-path '${parts.join('.')}' found`);
    const other = seen.find((path) => covers(path, parts) || covers(parts, path));
    const both = `'${parts.join('.')}' and '${other?.join('.')}'`;
    ensure(!other, 54, `cannot infer query fields to set, both paths ${both} are matched`);
    seen.push(parts);
    editor.set(parts, value);
  }
  return editor.root;
};
