import { ensure } from './error.ts';
import type { Stage } from './group.ts';
import { valueOn } from './path.ts';
import type { Doc, PipelineContext } from './types.ts';
import { createDoc, docOf, fieldOf, isDoc, typeName } from './value.ts';

const FIELDS = ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'];

/** The document with a value at a path, the documents on the way copied; undefined removes the field. */
export const withValue = (doc: Doc, path: readonly string[], value: unknown): Doc => {
  const [name = '', ...rest] = path;
  const made = docOf(doc);
  const inner = fieldOf(doc, name);
  const next = rest.length === 0 ? value : withValue(isDoc(inner) ? inner : createDoc(), rest, value);
  if (next === undefined) delete made[name];
  else made[name] = next;
  return made;
};

/** Compiles $unwind. */
export const unwind = (spec: unknown, context: PipelineContext): Stage => {
  const fields = typeof spec === 'string' ? docOf({ path: spec }) : spec;
  ensure(isDoc(fields), 15981, `expected a string or an object as specification for $unwind, got ${typeName(spec)}`);
  for (const name of Object.keys(fields))
    ensure(FIELDS.includes(name), 28811, `unrecognized option to $unwind stage: ${name}`);
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keepEmpty = false } = fields;
  ensure(path !== undefined, 28812, 'no path specified to $unwind stage');
  ensure(typeof path === 'string', 28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`);
  ensure(path.startsWith('$'), 28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  ensure(typeof keepEmpty === 'boolean', 28809, 'expected a boolean for preserveNullAndEmptyArrays of $unwind');
  const isName = index === undefined || (typeof index === 'string' && index !== '');
  ensure(isName, 28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  ensure(!index?.startsWith('$'), 28822, `includeArrayIndex should not be prefixed with a '$': ${index}`);
  const parts = path.slice(1).split('.');
  const indexed = (doc: Doc, at: unknown): Doc => (index === undefined ? doc : withValue(doc, index.split('.'), at));
  return function* unwound(docs) {
    for (const doc of docs) {
      context.tick();
      const value = valueOn(doc, parts);
      if (!Array.isArray(value)) {
        if (keepEmpty || (value !== undefined && value !== null)) yield indexed(doc, null);
      } else if (value.length > 0) {
        for (let i = 0; i < value.length; i += 1) yield indexed(withValue(doc, parts, value[i]), i);
      } else if (keepEmpty) yield indexed(withValue(doc, parts, undefined), null);
    }
  };
};
