import { EngineError } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import { compileFilter } from './filter.ts';
import { compileGroup } from './group.ts';
import { sizeOf } from './memory.ts';
import { toInteger } from './number.ts';
import { compileAddFields, compileProjection, compileUnset } from './projection.ts';
import { parseSort, sortAll } from './sort.ts';
import type { Doc, LanguageContext, PipelineContext } from './types.ts';
import { createDoc, docOf, fieldOf, isDoc, typeName } from './value.ts';

/** A running stage: documents in, documents out. */
export type Stage = (docs: Iterable<Doc>) => Iterable<Doc>;
/** What a stage does to one document; undefined drops it. */
export type DocStage = (doc: Doc) => Doc;

const eachDoc = (transform: DocStage, context: PipelineContext): Stage =>
  function* transformed(docs) {
    for (const doc of docs) {
      context.tick();
      yield transform(doc);
    }
  };

const objectSpec = (spec: unknown, code: number, message: string): Doc => {
  if (!isDoc(spec)) throw new EngineError(code, `${message}, not ${typeName(spec)}`);
  return spec;
};

const match = (spec: unknown, context: PipelineContext): Stage => {
  const filter = compileFilter(objectSpec(spec, 15959, 'the match filter must be an expression in an object'), context);
  return function* matched(docs) {
    for (const doc of docs) {
      context.tick();
      if (filter(doc)) yield doc;
    }
  };
};

const unsetPaths = (spec: unknown): string[] => {
  const paths: unknown[] = Array.isArray(spec) ? spec : [spec];
  if (paths.length === 0)
    throw new EngineError(31119, '$unset specification must be a string or an array with at least one field');
  return paths.map((path) => {
    if (typeof path !== 'string')
      throw new EngineError(31120, '$unset specification must be a string or an array containing only string fields');
    return path;
  });
};

const replaceWith = (spec: unknown, context: LanguageContext): DocStage => {
  const evaluate = compileClosure(spec, context);
  const frame = createFrame(context);
  return (doc) => {
    frame[0] = doc;
    const root = evaluate(frame);
    if (!isDoc(root)) {
      const found = root === undefined ? 'MISSING' : typeName(root);
      throw new EngineError(
        40228,
        `'newRoot' expression must evaluate to an object, but resulting value was of type: ${found}`,
      );
    }
    return root;
  };
};

const newRootOf = (spec: unknown): unknown => {
  const fields = objectSpec(spec, 40229, 'expected an object as specification for $replaceRoot stage');
  for (const name of Object.keys(fields)) {
    if (name !== 'newRoot') throw new EngineError(40415, `BSON field '$replaceRoot.${name}' is an unknown field.`);
  }
  if (!('newRoot' in fields))
    throw new EngineError(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field");
  return fields.newRoot;
};

/** Stages that turn each document into one other: also allowed in updates. Undefined for other stages. */
export const compileDocStage = (name: string, spec: unknown, context: LanguageContext): DocStage | undefined => {
  switch (name) {
    case '$set':
    case '$addFields':
      return compileAddFields(objectSpec(spec, 40272, `${name} specification stage must be an object`), context);
    case '$project':
      return compileProjection(objectSpec(spec, 15969, '$project specification must be an object'), {
        ...context,
        mode: 'aggregate',
      });
    case '$unset':
      return compileUnset(unsetPaths(spec));
    case '$replaceRoot':
      return replaceWith(newRootOf(spec), context);
    case '$replaceWith':
      return replaceWith(spec, context);
    default:
      return undefined;
  }
};

const sort = (spec: unknown, context: PipelineContext, limit: number | undefined): Stage => {
  const keys = parseSort(objectSpec(spec, 15973, 'the $sort key specification must be an object'));
  if (keys.length === 0) throw new EngineError(15976, '$sort stage must have at least one sort key');
  const { collation: collator, memoryLimitBytes } = context;
  return function* sorted(docs) {
    const ticking = function* (): Iterable<Doc> {
      for (const doc of docs) {
        context.tick();
        yield doc;
      }
    };
    yield* sortAll(ticking(), { keys, collator, limit, measure: sizeOf, memoryLimitBytes });
  };
};

/** Size of a $limit: a positive integer. */
export const limitOf = (spec: unknown): number => {
  const limit = toInteger(spec);
  if (limit === undefined)
    throw new EngineError(5107201, `invalid argument to $limit stage: Expected an integer: $limit: ${typeName(spec)}`);
  if (limit <= 0) throw new EngineError(15958, 'the limit must be positive');
  return limit;
};

/** Size of a $skip: an integer from 0. */
export const skipOf = (spec: unknown): number => {
  const skip = toInteger(spec);
  if (skip === undefined || skip < 0)
    throw new EngineError(
      5107200,
      `invalid argument to $skip stage: Expected a non-negative number in: $skip: ${String(spec)}`,
    );
  return skip;
};

const limitStage = (limit: number): Stage =>
  function* limited(docs) {
    let left = limit;
    for (const doc of docs) {
      yield doc;
      left -= 1;
      if (left === 0) return;
    }
  };

const skipStage = (skip: number, context: PipelineContext): Stage =>
  function* rest(docs) {
    let left = skip;
    for (const doc of docs) {
      context.tick();
      if (left > 0) left -= 1;
      else yield doc;
    }
  };

const count = (spec: unknown, context: PipelineContext): Stage => {
  if (typeof spec !== 'string' || spec === '')
    throw new EngineError(40156, 'the count field must be a non-empty string');
  if (spec.startsWith('$')) throw new EngineError(40158, 'the count field cannot be a $-prefixed path');
  if (spec.includes('.')) throw new EngineError(40160, "the count field cannot contain '.'");
  return function* counted(docs) {
    let total = 0;
    for (const _doc of docs) {
      context.tick();
      total += 1;
    }
    if (total > 0) yield docOf({ [spec]: total });
  };
};

const sortByCount = (spec: unknown, context: PipelineContext): Stage => {
  const expression =
    typeof spec === 'string' ? spec.startsWith('$') : isDoc(spec) && Object.keys(spec)[0]?.startsWith('$');
  if (!expression)
    throw new EngineError(
      40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  const group = compileGroup(docOf({ _id: spec, count: docOf({ $sum: 1 }) }), context);
  const byCount = sort(docOf({ count: -1 }), context, undefined);
  return (docs) => byCount(group(docs));
};

/** Expression that names the bucket of a value, by its lower boundary. */
const bucketExpression = (spec: Doc): unknown => {
  const boundaries = spec.boundaries as unknown[];
  const branches = boundaries.slice(0, -1).map((low, i) => {
    const within = (operator: string, bound: unknown): Doc =>
      docOf({ [operator]: [spec.groupBy, docOf({ $literal: bound })] });
    const test = docOf({ $and: [within('$gte', low), within('$lt', boundaries[i + 1])] });
    return docOf(
      Object.fromEntries([
        ['case', test],
        ['then', docOf({ $literal: low })],
      ]),
    );
  });
  const otherwise = 'default' in spec ? { default: docOf({ $literal: spec.default }) } : {};
  return docOf({ $switch: docOf({ branches, ...otherwise }) });
};

const bucket = (spec: unknown, context: PipelineContext): Stage => {
  const fields = objectSpec(spec, 40201, 'Argument to $bucket stage must be an object');
  for (const name of Object.keys(fields)) {
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(name))
      throw new EngineError(40197, `Unrecognized option to $bucket: ${name}.`);
  }
  const { groupBy, boundaries } = fields;
  if (groupBy === undefined || boundaries === undefined)
    throw new EngineError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  if (!Array.isArray(boundaries))
    throw new EngineError(
      40200,
      `The $bucket 'boundaries' field must be an array, but found type: ${typeName(boundaries)}.`,
    );
  if (boundaries.length < 2)
    throw new EngineError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  const output = fields.output ?? docOf({ count: docOf({ $sum: 1 }) });
  const group = compileGroup(
    docOf({
      _id: bucketExpression(fields),
      ...objectSpec(output, 40196, "The $bucket 'output' field must be an object"),
    }),
    context,
  );
  const byId = sort(docOf({ _id: 1 }), context, undefined);
  return (docs) => byId(group(docs));
};

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

const unwind = (spec: unknown, context: PipelineContext): Stage => {
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

/** Stages that need nothing but their input. Undefined for other stages; `limit` is that of a following $limit. */
export const compileSimpleStage = (
  name: string,
  spec: unknown,
  how: { context: PipelineContext; limit: number | undefined },
): Stage | undefined => {
  const { context, limit } = how;
  const transform = compileDocStage(name, spec, context);
  if (transform) return eachDoc(transform, context);
  switch (name) {
    case '$match':
      return match(spec, context);
    case '$group':
      return compileGroup(spec, context);
    case '$sort':
      return sort(spec, context, limit);
    case '$limit':
      return limitStage(limitOf(spec));
    case '$skip':
      return skipStage(skipOf(spec), context);
    case '$unwind':
      return unwind(spec, context);
    case '$count':
      return count(spec, context);
    case '$sortByCount':
      return sortByCount(spec, context);
    case '$bucket':
      return bucket(spec, context);
    default:
      return undefined;
  }
};
