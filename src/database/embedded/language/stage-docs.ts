import { EngineError, ensure } from './error.ts';
import { compileClosure, createFrame } from './expression.ts';
import { compileAddFields, compileProjection, compileUnset } from './projection.ts';
import type { Doc, LanguageContext } from './types.ts';
import { isDoc, typeName } from './value.ts';

/** What a stage does to one document. */
export type DocStage = (doc: Doc) => Doc;

/** The specification as a document; refused with the stage's code otherwise. */
export const objectSpec = (spec: unknown, code: number, message: string): Doc => {
  ensure(isDoc(spec), code, `${message}, not ${typeName(spec)}`);
  return spec;
};

const set = (spec: unknown, context: LanguageContext): DocStage =>
  compileAddFields(objectSpec(spec, 40272, 'the specification of $set and $addFields must be an object'), context);

const project = (spec: unknown, context: LanguageContext): DocStage =>
  compileProjection(objectSpec(spec, 15969, '$project specification must be an object'), {
    ...context,
    mode: 'aggregate',
  });

const unset = (spec: unknown): DocStage => {
  const paths: unknown[] = Array.isArray(spec) ? spec : [spec];
  ensure(paths.length > 0, 31119, '$unset specification must be a string or an array with at least one field');
  const areTexts = paths.every((path) => typeof path === 'string');
  ensure(areTexts, 31120, '$unset specification must be a string or an array containing only string fields');
  return compileUnset(paths);
};

const replaceWith = (spec: unknown, context: LanguageContext): DocStage => {
  const evaluate = compileClosure(spec, context);
  const frame = createFrame(context);
  return (doc) => {
    frame[0] = doc;
    const root = evaluate(frame);
    if (isDoc(root)) return root;
    throw new EngineError(40228, `'newRoot' expression must evaluate to an object, but it was: ${typeName(root)}`);
  };
};

const replaceRoot = (spec: unknown, context: LanguageContext): DocStage => {
  const fields = objectSpec(spec, 40229, 'expected an object as specification for $replaceRoot stage');
  for (const name of Object.keys(fields))
    ensure(name === 'newRoot', 40415, `BSON field '$replaceRoot.${name}' is an unknown field.`);
  ensure('newRoot' in fields, 40414, "BSON field '$replaceRoot.newRoot' is missing but a required field");
  return replaceWith(fields.newRoot, context);
};

/** Stages that turn each document into one other: also allowed in updates. */
export const DOC_STAGES: ReadonlyMap<string, (spec: unknown, context: LanguageContext) => DocStage> = new Map(
  Object.entries({
    $set: set,
    $addFields: set,
    $project: project,
    $unset: unset,
    $replaceRoot: replaceRoot,
    $replaceWith: replaceWith,
  }),
);
