/** Door of the embedded engine's query language: BSON values, filters, updates, projections, expressions, pipelines. */
export { makeCollator } from './collation.ts';
export { compare, equal } from './compare.ts';
export { decode } from './decode.ts';
export { encode } from './encode.ts';
export { EngineError } from './error.ts';
export { compileExpression, evaluateLet } from './expression.ts';
export { compileFilter, matchedIndex } from './filter.ts';
export { filterPredicates } from './filter-predicates.ts';
export { keyBytes, keyOf } from './key.ts';
export { add, isNumeric, multiply, subtract } from './number.ts';
export { arrayValuesAt } from './path.ts';
export { runPipeline, splitPipeline } from './pipeline.ts';
export { compileProjection } from './projection.ts';
export { sortDocuments } from './sort.ts';
export type * from './types.ts';
export { compileUpdate, upsertBase } from './update.ts';
export { bsonType, createDoc, isDoc } from './value.ts';
