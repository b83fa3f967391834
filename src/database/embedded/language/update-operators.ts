import { Timestamp } from 'bson';
import { compare } from './compare.ts';
import { describe } from './describe.ts';
import { EngineError, ensure } from './error.ts';
import { addStrictly, bigintOf, isNumeric, makeInteger, multiplyStrictly, widerType } from './number.ts';
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
  (name: '$inc' | '$mul', combine: (a: unknown, b: unknown) => unknown): Modifier =>
  (operand, path) => {
    const verb = name === '$inc' ? 'increment' : 'multiply';
    ensure(isNumeric(operand), 14, `Cannot ${verb} with non-numeric argument: {${path}: ${describe(operand)}}`);
    return (value, { path: field, id }) => {
      if (value === undefined) return name === '$inc' ? operand : combine(operand, 0);
      const where = `document {_id: ${describe(id)}}`;
      if (!isNumeric(value))
        throw new EngineError(
          14,
          `Cannot apply ${name} to a value of non-numeric type: ${where} has '${field}' of type ${typeName(value)}`,
        );
      const result = combine(value, operand);
      if (result !== undefined) return result;
      throw new EngineError(2, `Failed to apply ${name} operations to current value (${describe(value)}) for ${where}`);
    };
  };

const extreme =
  (sign: 1 | -1): Modifier =>
  (operand, _path, { collation }) =>
  (value) =>
    value === undefined || compare(operand, value, collation) * sign < 0 ? operand : UNCHANGED;

const currentDate: Modifier = (operand, path, { now }) => {
  const type = isDoc(operand) ? operand.$type : 'date';
  const isAlone = !isDoc(operand) || Object.keys(operand).every((name) => name === '$type');
  ensure(isAlone, 2, `Unrecognized $currentDate option in '${path}'`);
  const isWish = isDoc(operand) || typeof operand === 'boolean';
  ensure(isWish, 2, `${typeName(operand)} is not valid type for $currentDate. Use true or {$type: 'timestamp/date'}.`);
  ensure(type === 'date' || type === 'timestamp', 2, "The '$type' of $currentDate must be 'date' or 'timestamp'");
  ensure(now, 1, '$currentDate needs the time');
  const value = type === 'date' ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  return () => value;
};

const BITS: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const isInteger = (value: unknown): boolean => typeOf(value) === T.int || typeOf(value) === T.long;

const bit: Modifier = (operand, path) => {
  const isGiven = isDoc(operand) && Object.keys(operand).length > 0;
  ensure(isGiven, 2, `The $bit modifier needs an embedded document {and/or/xor: #}, not ${typeName(operand)}`);
  const steps = Object.entries(operand).map(([name, mask]) => {
    const apply = Object.hasOwn(BITS, name) ? BITS[name] : undefined;
    ensure(apply, 2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}': {${path}}`);
    ensure(
      isInteger(mask),
      2,
      `The $bit modifier field must be an Integer(32/64 bit), not ${typeName(mask)}: {${path}}`,
    );
    return (value: unknown): unknown =>
      makeInteger(apply(bigintOf(value), bigintOf(mask)), widerType(typeOf(value), typeOf(mask)) === T.long);
  });
  return (value = 0) => {
    if (!isInteger(value))
      throw new EngineError(2, `Cannot apply $bit to a value of non-integral type: ${path} is ${typeName(value)}`);
    return steps.reduce((result, step) => step(result), value);
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
  $inc: arithmetic('$inc', addStrictly),
  $mul: arithmetic('$mul', multiplyStrictly),
  $min: extreme(1),
  $max: extreme(-1),
  $currentDate: currentDate,
  $bit: bit,
};
