import { EngineError } from './error.ts';
import type { Doc } from './types.ts';
import { isDoc, typeName } from './value.ts';

/** A running stage: documents in, documents out. */
export type Stage = (docs: Iterable<Doc>) => Iterable<Doc>;
/** What a stage does to one document; undefined drops it. */
export type DocStage = (doc: Doc) => Doc;

/** The specification as a document; refused with the stage's code otherwise. */
export const objectSpec = (spec: unknown, code: number, message: string): Doc => {
  if (!isDoc(spec)) throw new EngineError(code, `${message}, not ${typeName(spec)}`);
  return spec;
};
