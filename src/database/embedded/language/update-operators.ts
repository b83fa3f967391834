import { Timestamp } from 'bson';
import { compare } from './compare.ts';
import { describe } from './describe.ts';
import { EngineError } from './error.ts';

import { addStrictly, bigintOf, isNumeric, makeInteger, multiplyStrictly, toInteger, widerType } from './number.ts';
import type { UpdateOptions } from './types.ts';
import { isDoc, T, typeName, typeOf } from './value.ts';

/** Says that an operator leaves the value as it is. */
export const UNCHANGED: unique symbol = Symbol('unchanged');
/** Says that an operator removes the field. */
export const REMOVED: unique symbol = Symbol('removed');

/** Where an operator works: for messages and for `$setOnInsert`. */
export interface Place {
  readonly path: string;
  readonly id: unknown;
  readonly isInsert: boolean;
}

/** New value for the present one (undefined when missing), or UNCHANGED or REMOVED. */
export type Change = (value: unknown, place: Place) => unknown;

/** Checks an operand and gives what to do with a value. */
export type Modifier = (operand: unknown, path: string, options: UpdateOptions) => Change;

const arithmetic =
  (name: '$inc' | '$mul'): Modifier =>
  (operand, path) => {
    const verb = name === '$inc' ? 'increment' : 'multiply';
    if (!isNumeric(operand))
      throw new EngineError(14, `Cannot ${verb} with non-numeric argument: {${path}: ${describe(operand)}}`);
    const combine = name === '$inc' ? addStrictly : multiplyStrictly;
    return (value, { path: field, id }) => {
      if (value === undefined) return name === '$inc' ? operand : multiplyStrictly(operand, 0);
      if (!isNumeric(value)) {
        const last = field.split('.').pop();
        throw new EngineError(
          14,
          `Cannot apply ${name} to a value of non-numeric type. {_id: ${describe(id)}} has the field '${last}' of non-numeric type ${typeName(value)}`,
        );
      }
      const result = combine(value, operand);
      if (result === undefined)
        throw new EngineError(
          2,
          `Failed to apply ${name} operations to current value (${describe(value)}) for document {_id: ${describe(id)}}`,
        );
      return result;
    };
  };

const extreme =
  (sign: 1 | -1): Modifier =>
  (operand, _path, { collation }) =>
  (value) =>
    value === undefined || compare(operand, value, collation) * sign < 0 ? operand : UNCHANGED;

const currentDate: Modifier = (operand, path, { now }) => {
  const type = isDoc(operand) ? operand.$type : 'date';
  if (isDoc(operand) && Object.keys(operand).some((name) => name !== '$type'))
    throw new EngineError(2, `Unrecognized $currentDate option in '${path}'`);
  if (!isDoc(operand) && typeof operand !== 'boolean')
    throw new EngineError(
      2,
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  if (type !== 'date' && type !== 'timestamp')
    throw new EngineError(
      2,
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    );
  if (!now) throw new EngineError(1, '$currentDate needs the time');
  const value = type === 'date' ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  return () => value;
};

const BITS: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const integral = (value: unknown): boolean => typeOf(value) === T.int || typeOf(value) === T.long;

const bit: Modifier = (operand, path) => {
  if (!isDoc(operand) || Object.keys(operand).length === 0) {
    throw new EngineError(
      2,
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  const steps = Object.keys(operand).map((name) => {
    const apply = Object.hasOwn(BITS, name) ? BITS[name] : undefined;
    if (!apply)
      throw new EngineError(
        2,
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${path}}`,
      );
    if (!integral(operand[name]))
      throw new EngineError(
        2,
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(operand[name])}' is not supported here: {${path}}`,
      );
    return { apply, operand: operand[name] };
  });
  return (value, { id }) => {
    if (value !== undefined && !integral(value)) {
      throw new EngineError(
        2,
        `Cannot apply $bit to a value of non-integral type.{_id: ${describe(id)}} has the field ${path} of non-integer type ${typeName(value)}`,
      );
    }
    return steps.reduce<unknown>((now, step) => {
      const long = widerType(typeOf(now), typeOf(step.operand)) === T.long;
      return makeInteger(step.apply(bigintOf(now), bigintOf(step.operand)), long);
    }, value ?? 0);
  };
};

const pop: Modifier = (operand, path) => {
  const end = toInteger(operand);
  if (end !== 1 && end !== -1)
    throw new EngineError(9, `Expected 1 or -1 in $pop, found: ${path}: ${describe(operand)}`);
  return (value) => {
    if (value === undefined) return UNCHANGED;
    if (!Array.isArray(value))
      throw new EngineError(14, `Path '${path}' contains an element of non-array type '${typeName(value)}'`);
    if (value.length === 0) return UNCHANGED;
    return end === 1 ? value.slice(0, -1) : value.slice(1);
  };
};

/** Operators on single values; those on arrays are in update-arrays.ts, $rename in update-modifiers.ts. */
export const valueModifiers: Readonly<Record<string, Modifier>> = {
  $set: (operand) => () => operand,
  $setOnInsert:
    (operand) =>
    (_value, { isInsert }) =>
      isInsert ? operand : UNCHANGED,
  $unset: () => (value) => (value === undefined ? UNCHANGED : REMOVED),
  $inc: arithmetic('$inc'),
  $mul: arithmetic('$mul'),
  $min: extreme(1),
  $max: extreme(-1),
  $currentDate: currentDate,
  $bit: bit,
  $pop: pop,
};
