import { equal } from './compare.ts';
import { describe } from './describe.ts';
import { EngineError } from './error.ts';

import { compileElementTest, compileFilter } from './filter.ts';
import { isOperatorDoc, parseOperators } from './filter-parse.ts';
import { toInteger } from './number.ts';
import { compareBySpec, parseSortSpec } from './sort.ts';
import type { UpdateOptions } from './types.ts';
import { type Modifier, type Place, UNCHANGED } from './update-operators.ts';
import { isDoc, T, typeName, typeOf } from './value.ts';

const bad = (message: string): EngineError => new EngineError(2, message);

const eachOf = (operand: unknown, name: string): unknown[] | undefined => {
  if (!isDoc(operand) || !('$each' in operand)) return undefined;
  if (!Array.isArray(operand.$each))
    throw bad(`The argument to $each in ${name} must be an array but it was of type: ${typeName(operand.$each)}`);
  return operand.$each;
};

const integerClause = (value: unknown, name: string): number | undefined => {
  if (value === undefined) return undefined;
  const integer = toInteger(value);
  if (integer === undefined)
    throw bad(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
  return integer;
};

const sortClause = (value: unknown, { collation }: UpdateOptions) => {
  if (value === undefined) return undefined;
  try {
    return compareBySpec(parseSortSpec(value, 2), collation);
  } catch (error) {
    throw bad(
      `The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields (${(error as Error).message})`,
    );
  }
};

const push: Modifier = (operand, _path, options) => {
  const each = eachOf(operand, '$push');
  const clauses = each && isDoc(operand) ? operand : {};
  for (const name of Object.keys(clauses)) {
    if (!['$each', '$slice', '$sort', '$position'].includes(name)) throw bad(`Unrecognized clause in $push: ${name}`);
  }
  const added = each ?? [operand];
  const slice = integerClause(clauses.$slice, '$slice');
  const position = integerClause(clauses.$position, '$position');
  const order = sortClause(clauses.$sort, options);
  return (value, place) => {
    if (value !== undefined && !Array.isArray(value)) throw notArray(value, place);
    const before: unknown[] = value ?? [];
    const result = [...before];
    result.splice(position ?? result.length, 0, ...added);
    if (order) result.sort(order);
    const cut = slice === undefined ? result : slice < 0 ? result.slice(slice) : result.slice(0, slice);
    const same =
      value !== undefined && cut.length === before.length && cut.every((element, i) => element === before[i]);
    return same ? UNCHANGED : cut;
  };
};

const notArray = (value: unknown, { path, id }: Place): EngineError =>
  bad(`The field '${path}' must be an array but is of type ${typeName(value)} in document {_id: ${describe(id)}}`);

const addToSet: Modifier = (operand, path, { collation }) => {
  const each = eachOf(operand, '$addToSet');
  if (each && isDoc(operand) && Object.keys(operand).length > 1)
    throw bad(`Found unexpected fields after $each in $addToSet: ${Object.keys(operand).join(', ')}`);
  return (value) => {
    if (value !== undefined && !Array.isArray(value)) {
      throw bad(
        `Cannot apply $addToSet to a non-array field. Field named '${path.split('.').pop()}' has non-array type ${typeName(value)}`,
      );
    }
    const result: unknown[] = [...(value ?? [])];
    for (const element of each ?? [operand]) {
      if (!result.some((present) => equal(present, element, collation))) result.push(element);
    }
    return value !== undefined && result.length === value.length ? UNCHANGED : result;
  };
};

/** Which elements $pull removes: conditions on the element, a filter for element documents, or a value. */
const pullTest = (operand: unknown, options: UpdateOptions): ((element: unknown) => boolean) => {
  const logical = isDoc(operand) && ['$and', '$or', '$nor', '$expr'].includes(Object.keys(operand)[0] ?? '');
  if (isDoc(operand) && isOperatorDoc(operand) && !logical) {
    const nodes = parseOperators('', operand);
    return compileElementTest({ kind: 'and', nodes }, options);
  }
  if (isDoc(operand)) {
    const matches = compileFilter(operand, options);
    return (element) => isDoc(element) && matches(element);
  }
  if (typeOf(operand) === T.regex) {
    return compileElementTest({ kind: 'and', nodes: parseOperators('', { $in: [operand] }) }, options);
  }
  return (element) => equal(element, operand, options.collation);
};

const pulling =
  (test: (element: unknown) => boolean, name: string) =>
  (value: unknown): unknown => {
    if (value === undefined) return UNCHANGED;
    if (!Array.isArray(value)) throw bad(`Cannot apply ${name} to a non-array value`);
    const kept = value.filter((element) => !test(element));
    return kept.length === value.length ? UNCHANGED : kept;
  };

const pull: Modifier = (operand, _path, options) => pulling(pullTest(operand, options), '$pull');

const pullAll: Modifier = (operand, _path, { collation }) => {
  if (!Array.isArray(operand)) throw bad(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  return pulling((element) => operand.some((value) => equal(element, value, collation)), '$pullAll');
};

/** Operators on arrays. */
export const arrayModifiers: Readonly<Record<string, Modifier>> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
};
