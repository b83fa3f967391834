import { EngineError } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import { compileAddFields, compileProjection, compileUnset } from './projection.ts';
import { type DocStage, objectSpec } from './stage-kit.ts';
import type { LanguageContext } from './types.ts';
import { isDoc, typeName } from './value.ts';

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
