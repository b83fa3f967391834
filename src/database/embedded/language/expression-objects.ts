import { ensure } from './error.ts';
import {
  arrayArgument,
  checkFields,
  fielded,
  nullish,
  type Operator,
  type Operators,
  unary,
  variadic,
} from './expression-kit.ts';
import { createDoc, docOf, fieldOf, isDoc, typeName } from './value.ts';

const merge: Operator = variadic((values) => {
  const made = createDoc();
  const [only] = values;
  for (const value of values.length === 1 && Array.isArray(only) ? only : values) mergeInto(made, value);
  return made;
});

/** Adds the fields of a document as $mergeObjects does; null and missing add nothing, others are refused with 40400. */
export const mergeInto = (made: Record<string, unknown>, value: unknown): void => {
  if (nullish(value)) return;
  ensure(isDoc(value), 40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
  for (const key of Object.keys(value)) made[key] = value[key];
};

/** Field name of $getField and its kin: a constant string. */
const constantField = (spec: unknown, name: string): string => {
  const value = isDoc(spec) && '$literal' in spec ? spec.$literal : spec;
  ensure(typeof value === 'string', 5654602, `${name} requires 'field' to be a string, but got ${typeName(value)}`);
  const isPath = value.startsWith('$') && value === spec;
  ensure(!isPath, 5654600, `${name} requires 'field' to be a constant; wrap names that start with '$' in $literal`);
  return value;
};

const getField: Operator = (operand, compiler, name) => {
  const long = isDoc(operand) && (operand.field !== undefined || operand.input !== undefined);
  const specs = long ? checkFields(operand, name, ['field'], ['input']) : { field: operand };
  const field = constantField(specs.field, name);
  const input = compiler.compile('input' in specs ? specs.input : '$$CURRENT');
  return (frame) => {
    const value = input(frame);
    if (isDoc(value)) return fieldOf(value, field);
    return value === null ? null : undefined;
  };
};

/** $setField, and $unsetField, which has no `value`. */
const changeField =
  (fields: readonly string[]): Operator =>
  (operand, compiler, name) => {
    const field = constantField(checkFields(operand, name, fields).field, name);
    const change = fielded(fields, [], ({ input, value }) => {
      if (nullish(input)) return null;
      ensure(isDoc(input), 4161105, `${name} requires 'input' to evaluate to type Object`);
      const made = docOf(input);
      if (value === undefined) delete made[field];
      else made[field] = value;
      return made;
    });
    return change(operand, compiler, name);
  };

const pairOf = (entry: unknown): [unknown, unknown] => {
  if (Array.isArray(entry)) {
    ensure(entry.length === 2, 40397, `$arrayToObject requires an array of size 2 arrays, found: ${entry.length}`);
    return [entry[0], entry[1]];
  }
  ensure(isDoc(entry), 40398, `Unrecognised input type format for $arrayToObject: ${typeName(entry)}`);
  const fits = Object.keys(entry).length === 2 && entry.k !== undefined && entry.v !== undefined;
  ensure(fits, 40392, "$arrayToObject requires an object keys of 'k' and 'v'");
  return [entry.k, entry.v];
};

const arrayToObject: Operator = unary((array) => {
  if (nullish(array)) return null;
  const made = createDoc();
  for (const entry of arrayArgument(array, '$arrayToObject requires an array input, found a value', 40386)) {
    const [key, value] = pairOf(entry);
    ensure(typeof key === 'string', 40394, `$arrayToObject requires keys of type string. Found: ${typeName(key)}`);
    made[key] = value;
  }
  return made;
});

const objectToArray: Operator = unary((value) => {
  if (nullish(value)) return null;
  ensure(isDoc(value), 40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return Object.keys(value).map((k) => docOf({ k, v: value[k] }));
});

/** Document operators. */
export const objects: Operators = {
  $mergeObjects: merge,
  $getField: getField,
  $setField: changeField(['field', 'input', 'value']),
  $unsetField: changeField(['field', 'input']),
  $arrayToObject: arrayToObject,
  $objectToArray: objectToArray,
};
