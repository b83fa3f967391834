import { equal } from './compare.ts';
import { describe } from './describe.ts';
import { EngineError, ensure } from './error.ts';
import { compileElementTest, compileFilter } from './filter.ts';
import { asksValue, parseOperators } from './filter-parse.ts';
import { toInteger } from './number.ts';
import { compareBySpec, parseSortSpec } from './sort.ts';
import type { Doc, UpdateOptions } from './types.ts';
import { type Modifier, UNCHANGED } from './update-operators.ts';
import { isDoc, T, typeName, typeOf } from './value.ts';

const bad = (message: string): EngineError => new EngineError(2, message);

/** The values to add: those of `$each`, else the operand itself. `clauses` are the fields beside `$each`. */
const addedBy = (operand: unknown, name: string, allowed: readonly string[]): { added: unknown[]; clauses: Doc } => {
  if (!isDoc(operand) || !('$each' in operand)) return { added: [operand], clauses: {} };
  const { $each: added, ...clauses } = operand;
  ensure(Array.isArray(added), 2, `The argument to $each in ${name} must be an array but it was: ${typeName(added)}`);
  for (const clause of Object.keys(clauses))
    ensure(allowed.includes(clause), 2, `Unrecognized clause in ${name}: ${clause}`);
  return { added, clauses };
};

const integerClause = (value: unknown, name: string): number | undefined => {
  const integer = toInteger(value);
  const fits = value === undefined || integer !== undefined;
  ensure(fits, 2, `The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
  return integer;
};

const sortClause = (value: unknown, { collation }: UpdateOptions) => {
  if (value === undefined) return undefined;
  try {
    return compareBySpec(parseSortSpec(value, 2), collation);
  } catch (error) {
    throw bad(`The $sort is invalid: use 1/-1 to sort whole elements, or {field:1/-1} (${(error as Error).message})`);
  }
};

const push: Modifier = (operand, _path, options) => {
  const { added, clauses } = addedBy(operand, '$push', ['$slice', '$sort', '$position']);
  const slice = integerClause(clauses.$slice, '$slice');
  const position = integerClause(clauses.$position, '$position');
  const order = sortClause(clauses.$sort, options);
  return (value, { path, id }) => {
    if (value !== undefined && !Array.isArray(value))
      throw bad(`The field '${path}' must be an array but is ${typeName(value)} in document {_id: ${describe(id)}}`);
    const before: unknown[] = value ?? [];
    const result = [...before];
    result.splice(position ?? result.length, 0, ...added);
    if (order) result.sort(order);
    const cut = slice === undefined ? result : slice < 0 ? result.slice(slice) : result.slice(0, slice);
    const isSame = cut.length === before.length && cut.every((element, i) => element === before[i]);
    return value !== undefined && isSame ? UNCHANGED : cut;
  };
};

const addToSet: Modifier = (operand, path, { collation }) => {
  const { added } = addedBy(operand, '$addToSet', []);
  return (value) => {
    if (value !== undefined && !Array.isArray(value))
      throw bad(`Cannot apply $addToSet to field '${path.split('.').pop()}' of non-array type ${typeName(value)}`);
    const result: unknown[] = [...(value ?? [])];
    for (const element of added)
      if (!result.some((present) => equal(present, element, collation))) result.push(element);
    return value !== undefined && result.length === value.length ? UNCHANGED : result;
  };
};

/** Which elements $pull removes: conditions on the element, a filter for element documents, or a value. */
const pullTest = (operand: unknown, options: UpdateOptions): ((element: unknown) => boolean) => {
  const isRegex = typeOf(operand) === T.regex;
  if (isRegex || (isDoc(operand) && asksValue(operand))) {
    const nodes = parseOperators('', isRegex ? { $in: [operand] } : (operand as Doc));
    return compileElementTest({ kind: 'and', nodes }, options);
  }
  if (!isDoc(operand)) return (element) => equal(element, operand, options.collation);
  const matches = compileFilter(operand, options);
  return (element) => isDoc(element) && matches(element);
};

const pulling =
  (test: (element: unknown) => boolean, name: string) =>
  (value: unknown): unknown => {
    if (value === undefined) return UNCHANGED;
    if (!Array.isArray(value)) throw bad(`Cannot apply ${name} to a non-array value`);
    const kept = value.filter((element) => !test(element));
    return kept.length === value.length ? UNCHANGED : kept;
  };

const pullAll: Modifier = (operand, _path, { collation }) => {
  ensure(Array.isArray(operand), 2, `$pullAll requires an array argument but was given a ${typeName(operand)}`);
  return pulling((element) => operand.some((value) => equal(element, value, collation)), '$pullAll');
};

const pop: Modifier = (operand, path) => {
  const end = toInteger(operand);
  ensure(end === 1 || end === -1, 9, `Expected 1 or -1 in $pop, found: ${path}: ${describe(operand)}`);
  return (value) => {
    if (value === undefined) return UNCHANGED;
    if (!Array.isArray(value))
      throw new EngineError(14, `Path '${path}' contains an element of non-array type '${typeName(value)}'`);
    if (value.length === 0) return UNCHANGED;
    return end === 1 ? value.slice(0, -1) : value.slice(1);
  };
};

/** Operators on arrays. */
export const arrayModifiers: Readonly<Record<string, Modifier>> = {
  $push: push,
  $addToSet: addToSet,
  $pull: (operand, _path, options) => pulling(pullTest(operand, options), '$pull'),
  $pullAll: pullAll,
  $pop: pop,
};
