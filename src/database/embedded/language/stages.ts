import { describe } from './describe.ts';
import { EngineError } from './error.ts';
import { compileFilter } from './filter.ts';
import { compileGroup } from './group.ts';
import { toInteger } from './number.ts';
import { compileDocStage } from './stage-docs.ts';
import { bucket, sort, sortByCount } from './stage-group.ts';
import { type DocStage, objectSpec, type Stage } from './stage-kit.ts';
import { unwind } from './stage-unwind.ts';
import type { PipelineContext } from './types.ts';
import { docOf, typeName } from './value.ts';

const eachDoc = (transform: DocStage, context: PipelineContext): Stage =>
  function* transformed(docs) {
    for (const doc of docs) {
      context.tick();
      yield transform(doc);
    }
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
      `invalid argument to $skip stage: Expected a non-negative number in: $skip: ${describe(spec)}`,
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
