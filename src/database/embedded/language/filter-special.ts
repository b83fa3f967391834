import { describe } from './describe.ts';
import { ensure } from './error.ts';
import { bigintOf, isNumeric, numberOf, toInteger } from './number.ts';
import { binaryParts, T, TYPE_ALIASES, typeOf } from './value.ts';

/** A condition on one value; undefined stands for "missing". */
export type ValueTest = (value: unknown) => boolean;

const typeNumbers = (path: string, operand: unknown): number[] => {
  if (operand === 'number') return [T.double, T.int, T.long, T.decimal];
  if (typeof operand === 'string') {
    const alias = TYPE_ALIASES.get(operand);
    ensure(alias !== undefined, 2, `Unknown type name alias: ${operand}`);
    return [alias];
  }
  ensure(isNumeric(operand), 14, `type must be represented as a number or a string (field '${path}')`);
  const number = toInteger(operand) ?? 0;
  const isType = [...TYPE_ALIASES.values()].includes(number);
  ensure(isType, 2, `Invalid numerical type code: ${numberOf(operand)}`);
  return [number];
};

const typeTest = (operand: unknown, path: string): ValueTest => {
  const operands: unknown[] = Array.isArray(operand) ? operand : [operand];
  ensure(operands.length > 0, 9, `${path} must match at least one type`);
  const types = new Set(operands.flatMap((one) => typeNumbers(path, one)));
  return (value) => value !== undefined && types.has(typeOf(value));
};

/** A number cut to an integer of 64 bits; undefined for others. */
const integral = (value: unknown): bigint | undefined => {
  const type = typeOf(value);
  if (type === T.int || type === T.long) return bigintOf(value);
  const number = isNumeric(value) ? Math.trunc(numberOf(value)) : Number.NaN;
  return Math.abs(number) < 2 ** 63 ? BigInt(number) : undefined;
};

const modTest = (operand: unknown): ValueTest => {
  ensure(Array.isArray(operand), 2, 'malformed mod, needs to be an array');
  ensure(operand.length === 2, 2, `malformed mod, ${operand.length < 2 ? 'not enough' : 'too many'} elements`);
  ensure(operand.every(isNumeric), 2, 'malformed mod, divisor and remainder must be numbers');
  const [divisor, remainder] = operand.map(integral);
  ensure(divisor !== undefined && remainder !== undefined, 2, 'malformed mod, unable to coerce to integral type');
  ensure(divisor !== 0n, 2, 'divisor cannot be 0');
  return (value) => {
    const number = integral(value);
    return number !== undefined && number % divisor === remainder;
  };
};

const sizeTest = (operand: unknown): ValueTest => {
  const size = toInteger(operand);
  ensure(size !== undefined, 2, `Failed to parse $size. Expected an integer: $size: ${describe(operand)}`);
  ensure(size >= 0, 2, `Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return (value) => Array.isArray(value) && value.length === size;
};

/** Bits of binary data, the first byte holding the lowest ones. */
const binaryBits = (value: unknown): bigint =>
  binaryParts(value).bytes.reduceRight((bits, byte) => (bits << 8n) | BigInt(byte), 0n);

/** Far above any number; binary data of the largest document has more bits, but nobody asks for them one by one. */
const MAX_BIT = 1_000_000;

const bitAt = (position: unknown): bigint => {
  const bit = toInteger(position);
  const fits = bit !== undefined && bit >= 0 && bit <= MAX_BIT;
  ensure(fits, 2, `bit positions must be an integer from 0 to ${MAX_BIT}`);
  return 1n << BigInt(bit);
};

/** Bit mask of a number, binary data or bit positions. */
const maskOf = (operand: unknown): bigint => {
  if (Array.isArray(operand)) return operand.reduce<bigint>((mask, position) => mask | bitAt(position), 0n);
  if (typeOf(operand) === T.binData) return binaryBits(operand);
  ensure(isNumeric(operand), 2, `a bit test takes an Array, a number, or a BinData but received: ${describe(operand)}`);
  const number = numberOf(operand);
  ensure(Number.isInteger(number) && number >= 0, 9, `Expected a non-negative integer in a bit test: ${number}`);
  return typeOf(operand) === T.long ? bigintOf(operand) : BigInt(number);
};

const bitsTest =
  (holds: (set: bigint, mask: bigint) => boolean) =>
  (operand: unknown): ValueTest => {
    const mask = maskOf(operand);
    return (value) => {
      if (value === undefined) return false;
      if (typeOf(value) === T.binData) return holds(binaryBits(value) & mask, mask);
      const bits = Number.isInteger(numberOf(value)) ? integral(value) : undefined;
      return bits !== undefined && holds(bits & mask, mask);
    };
  };

/** Operators that no index can use: checks an operand and gives the test. */
export const SPECIAL: Readonly<Record<string, (operand: unknown, path: string) => ValueTest>> = {
  $type: typeTest,
  $mod: modTest,
  $size: sizeTest,
  $bitsAllSet: bitsTest((set, mask) => set === mask),
  $bitsAllClear: bitsTest((set) => set === 0n),
  $bitsAnySet: bitsTest((set) => set !== 0n),
  $bitsAnyClear: bitsTest((set, mask) => set !== mask),
};
