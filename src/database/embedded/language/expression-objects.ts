import { encode } from './encode.ts';
import { EngineError } from './error.ts';
import { type Evaluate, named, namedSpecs, nullish, type Operator, unary, variadic } from './expression-kit.ts';
import { binaryParts, copyDoc, createDoc, fieldOf, isDoc, T, typeName, typeOf } from './value.ts';

const merge: Operator = variadic((values) => {
  const made = createDoc();
  const [only] = values;
  for (const value of values.length === 1 && Array.isArray(only) ? only : values) {
    if (nullish(value)) continue;
    if (!isDoc(value))
      throw new EngineError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    for (const key of Object.keys(value)) made[key] = value[key];
  }
  return made;
});

/** Field name of $getField and its kin: a constant string. */
const constantField = (spec: unknown, name: string): string => {
  const value = isDoc(spec) && '$literal' in spec ? spec.$literal : spec;
  if (typeof value !== 'string') {
    throw new EngineError(5654602, `${name} requires 'field' to evaluate to type String, but got ${typeName(value)}`);
  }
  if (value.startsWith('$') && value === spec) {
    throw new EngineError(
      5654600,
      `${name} requires 'field' to be a constant string; wrap names that start with '$' in $literal`,
    );
  }
  return value;
};

const getField: Operator = (operand, compiler, name) => {
  const shorthand = !isDoc(operand) || (operand.field === undefined && operand.input === undefined);
  const specs = shorthand
    ? { field: operand }
    : namedSpecs(operand, name, { required: ['field'], optional: ['input'] });
  const field = constantField(specs.field, name);
  const input: Evaluate = compiler.compile('input' in specs ? specs.input : '$$CURRENT');
  return (frame) => {
    const value = input(frame);
    if (isDoc(value)) return fieldOf(value, field);
    return value === null ? null : undefined;
  };
};

const withField = (value: unknown, field: string, content: unknown): unknown => {
  if (nullish(value)) return null;
  if (!isDoc(value)) throw new EngineError(4161105, `$setField requires 'input' to evaluate to type Object`);
  const made = copyDoc(value);
  if (content === undefined) delete made[field];
  else made[field] = content;
  return made;
};

const setField: Operator = (operand, compiler, name) => {
  const { get } = named(operand, compiler, { name, required: ['field', 'input', 'value'] });
  const field = constantField((operand as Record<string, unknown>).field, name);
  return (frame) => withField(get('input')(frame), field, get('value')(frame));
};

const unsetField: Operator = (operand, compiler, name) => {
  const { get } = named(operand, compiler, { name, required: ['field', 'input'] });
  const field = constantField((operand as Record<string, unknown>).field, name);
  return (frame) => withField(get('input')(frame), field, undefined);
};

const binarySize = unary((value) => {
  if (nullish(value)) return null;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeOf(value) !== T.binData)
    throw new EngineError(51276, `$binarySize requires a string or BinData argument, found: ${typeName(value)}`);
  return binaryParts(value).bytes.length;
});

const bsonSize = unary((value) => {
  if (nullish(value)) return null;
  if (!isDoc(value)) throw new EngineError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`);
  return encode(value).length;
});

/** Document operators. */
export const objects: Readonly<Record<string, Operator>> = {
  $mergeObjects: merge,
  $getField: getField,
  $setField: setField,
  $unsetField: unsetField,
  $binarySize: binarySize,
  $bsonSize: bsonSize,
};
