import { EngineError } from './error.ts';
import type { Stage } from './stage-kit.ts';
import type { Doc, PipelineContext } from './types.ts';
import { createDoc, docOf, fieldOf, isDoc, typeName } from './value.ts';

/** Options of $unwind. */
interface Unwind {
  readonly path: readonly string[];
  readonly indexField: string | undefined;
  readonly keepEmpty: boolean;
}

const unwindOptions = (spec: unknown): Unwind => {
  if (typeof spec !== 'string' && !isDoc(spec)) {
    throw new EngineError(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeName(spec)}`,
    );
  }
  const fields = typeof spec === 'string' ? docOf({ path: spec }) : spec;
  for (const name of Object.keys(fields)) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name))
      throw new EngineError(28811, `unrecognized option to $unwind stage: ${name}`);
  }
  const { path, includeArrayIndex, preserveNullAndEmptyArrays = false } = fields;
  if (path === undefined) throw new EngineError(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string')
    throw new EngineError(28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`);
  if (!path.startsWith('$'))
    throw new EngineError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  if (typeof preserveNullAndEmptyArrays !== 'boolean')
    throw new EngineError(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== 'string' || includeArrayIndex === '')) {
    throw new EngineError(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  }
  if (includeArrayIndex?.startsWith('$'))
    throw new EngineError(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${includeArrayIndex}`,
    );
  return { path: path.slice(1).split('.'), indexField: includeArrayIndex, keepEmpty: preserveNullAndEmptyArrays };
};

/** The document with a value at a path, the documents on the way copied; undefined removes the field. */
export const withValue = (doc: Doc, path: readonly string[], value: unknown): Doc => {
  const [name = '', ...rest] = path;
  const made = Object.assign(createDoc(), doc);
  const inner = fieldOf(doc, name);
  const next = rest.length === 0 ? value : withValue(isDoc(inner) ? inner : createDoc(), rest, value);
  if (next === undefined) delete made[name];
  else made[name] = next;
  return made;
};

const valueOn = (doc: Doc, path: readonly string[]): unknown => {
  let value: unknown = doc;
  for (const part of path) value = isDoc(value) ? fieldOf(value, part) : undefined;
  return value;
};

/** Compiles $unwind. */
export const unwind = (spec: unknown, context: PipelineContext): Stage => {
  const { path, indexField, keepEmpty } = unwindOptions(spec);
  const indexed = (doc: Doc, index: unknown): Doc =>
    indexField === undefined ? doc : withValue(doc, indexField.split('.'), index);
  return function* unwound(docs) {
    for (const doc of docs) {
      context.tick();
      const value = valueOn(doc, path);
      if (!Array.isArray(value)) {
        if (keepEmpty || (value !== undefined && value !== null)) yield indexed(doc, null);
      } else if (value.length > 0) {
        for (let i = 0; i < value.length; i += 1) yield indexed(withValue(doc, path, value[i]), i);
      } else if (keepEmpty) yield indexed(withValue(doc, path, undefined), null);
    }
  };
};
