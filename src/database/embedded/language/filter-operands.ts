import { describe } from './describe.ts';
import { EngineError } from './error.ts';
import { bigintOf, isNumeric, numberOf, toInteger } from './number.ts';
import { binaryParts, T, TYPE_ALIASES, typeOf } from './value.ts';

const bad = (message: string): EngineError => new EngineError(2, message);

const typeNumbers = (path: string, operand: unknown): number[] => {
  if (typeof operand === 'string') {
    if (operand === 'number') return [T.double, T.int, T.long, T.decimal];
    const number = TYPE_ALIASES.get(operand);
    if (number === undefined) throw bad(`Unknown type name alias: ${operand}`);
    return [number];
  }
  if (!isNumeric(operand))
    throw new EngineError(14, `type must be represented as a number or a string (field '${path}')`);
  const number = toInteger(operand);
  if (number === undefined || ![...TYPE_ALIASES.values()].includes(number)) {
    throw bad(`Invalid numerical type code: ${numberOf(operand)}`);
  }
  return [number];
};

/** Type numbers of a `$type` operand: an alias, a number, or an array of them. */
export const parseTypes = (path: string, operand: unknown): ReadonlySet<number> => {
  const operands: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (operands.length === 0) throw new EngineError(9, `${path} must match at least one type`);
  return new Set(operands.flatMap((one) => typeNumbers(path, one)));
};

const truncated = (value: unknown, what: string): bigint => {
  if (!isNumeric(value)) throw bad(`malformed mod, ${what} not a number`);
  const number = numberOf(value);
  if (!Number.isFinite(number))
    throw bad(`malformed mod, ${what} value is invalid :: caused by :: Unable to coerce NaN/Inf to integral type`);
  const type = typeOf(value);
  return type === T.int || type === T.long ? bigintOf(value) : BigInt(Math.trunc(number));
};

/** Operand of `$mod`: [divisor, remainder]. */
export const parseMod = (operand: unknown): { divisor: bigint; remainder: bigint } => {
  if (!Array.isArray(operand)) throw bad('malformed mod, needs to be an array');
  if (operand.length < 2) throw bad('malformed mod, not enough elements');
  if (operand.length > 2) throw bad('malformed mod, too many elements');
  const divisor = truncated(operand[0], 'divisor');
  if (divisor === 0n) throw bad('divisor cannot be 0');
  return { divisor, remainder: truncated(operand[1], 'remainder') };
};

/** Operand of `$size`. */
export const parseSize = (operand: unknown): number => {
  const size = toInteger(operand);
  if (size === undefined) throw bad(`Failed to parse $size. Expected an integer: $size: ${describe(operand)}`);
  if (size < 0) throw bad(`Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return size;
};

/** Bits of binary data, the first byte holding the lowest ones. */
export const binaryBits = (value: unknown): bigint =>
  binaryParts(value).bytes.reduceRight((bits, byte) => (bits << 8n) | BigInt(byte), 0n);

const bitAt = (position: unknown): bigint => {
  const bit = toInteger(position);
  if (bit === undefined || bit < 0) throw bad('bit positions must be an integer >= 0');
  return 1n << BigInt(bit);
};

/** Bit mask of a `$bits…` operand: a number, binary data or bit positions. */
export const parseBits = (name: string, operand: unknown): bigint => {
  if (Array.isArray(operand)) return operand.reduce<bigint>((mask, position) => mask | bitAt(position), 0n);
  if (typeOf(operand) === T.binData) return binaryBits(operand);
  if (!isNumeric(operand))
    throw bad(`${name} takes an Array, a number, or a BinData but received: ${describe(operand)}`);
  const number = numberOf(operand);
  if (!Number.isInteger(number) || number < 0)
    throw new EngineError(9, `Expected a non-negative integer in: ${name}: ${number}`);
  return typeOf(operand) === T.long ? bigintOf(operand) : BigInt(number);
};
