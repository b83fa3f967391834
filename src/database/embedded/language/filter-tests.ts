import { BSONRegExp } from 'bson';
import { bracketOf, compare, equal } from './compare.ts';
import { binaryBits } from './filter-operands.ts';
import type { Test } from './filter-parse.ts';
import { keyOf } from './key.ts';
import { bigintOf, isNumeric, numberOf } from './number.ts';
import { compileRegex } from './regex.ts';
import type { Collator } from './types.ts';
import { regexParts, T, typeOf } from './value.ts';

/** A compiled condition on one value; undefined stands for "missing". */
export type ValueTest = (value: unknown) => boolean;

const SET_FROM = 6;

const equalTest = (wanted: unknown, collation: Collator | undefined): ValueTest => {
  if (wanted === null || wanted === undefined) return (value) => value === null || value === undefined;
  if (typeof wanted === 'string' && !collation) {
    return (value) => value === wanted || (typeof value === 'object' && equal(value, wanted));
  }
  if (typeof wanted === 'boolean') return (value) => value === wanted;
  const bracket = bracketOf(wanted);
  return (value) => value !== undefined && bracketOf(value) === bracket && compare(value, wanted, collation) === 0;
};

const RANGE: Readonly<Record<string, (sign: number) => boolean>> = {
  $gt: (sign) => sign > 0,
  $gte: (sign) => sign >= 0,
  $lt: (sign) => sign < 0,
  $lte: (sign) => sign <= 0,
};

/** Comparison within the operand's type bracket; MinKey and MaxKey compare with everything. */
const rangeTest = (op: '$gt' | '$gte' | '$lt' | '$lte', limit: unknown, collation: Collator | undefined): ValueTest => {
  const holds = RANGE[op] as (sign: number) => boolean;
  const type = typeOf(limit);
  if (type === T.minKey || type === T.maxKey) return (value) => holds(compare(value ?? null, limit));
  if (limit === null || limit === undefined) return (value) => holds(0) && (value === null || value === undefined);
  const bracket = bracketOf(limit);
  if (bracket === 10) {
    const nan = Number.isNaN(numberOf(limit));
    return (value) => {
      if (value === undefined || bracketOf(value) !== 10) return false;
      if (nan || Number.isNaN(numberOf(value))) return nan && Number.isNaN(numberOf(value)) && holds(0);
      return holds(compare(value, limit));
    };
  }
  return (value) => value !== undefined && bracketOf(value) === bracket && holds(compare(value, limit, collation));
};

const regexTest = (pattern: string, options: string): ValueTest => {
  const regex = compileRegex(pattern, options);
  const self = new BSONRegExp(pattern, options);
  return (value) => {
    if (typeof value === 'string') return regex.test(value);
    if (typeof value !== 'object' || value === null) return false;
    const type = typeOf(value);
    if (type === T.symbol) return regex.test(String(value));
    return type === T.regex && equal(value, self);
  };
};

const inTest = (values: readonly unknown[], collation: Collator | undefined): ValueTest => {
  const regexes = values.filter((value) => typeOf(value) === T.regex);
  const plain = values.filter((value) => typeOf(value) !== T.regex);
  const tests = regexes.map((value) => {
    const { pattern, options } = regexParts(value);
    return regexTest(pattern, options);
  });
  if (plain.length < SET_FROM) tests.unshift(...plain.map((value) => equalTest(value, collation)));
  else tests.unshift(setTest(plain, collation));
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (value) => tests.some((test) => test(value));
};

/** Membership by key: one look-up instead of a comparison with each value. */
const setTest = (values: readonly unknown[], collation: Collator | undefined): ValueTest => {
  const options = collation ? { collation } : {};
  const hash = (value: unknown): string =>
    typeof value === 'string' && !collation ? `s${value}` : keyOf(value, options).toString('latin1');
  const members = new Set(values.map(hash));
  if (!collation) return (value) => members.has(hash(value));
  return (value) =>
    members.has(hash(value)) || values.some((wanted) => compare(value ?? null, wanted, collation) === 0);
};

const integral = (value: unknown): bigint | undefined => {
  const type = typeOf(value);
  if (type === T.int || type === T.long) return bigintOf(value);
  const number = isNumeric(value) ? Math.trunc(numberOf(value)) : Number.NaN;
  return Number.isFinite(number) && Math.abs(number) < 2 ** 63 ? BigInt(number) : undefined;
};

const modTest =
  (divisor: bigint, remainder: bigint): ValueTest =>
  (value) => {
    if (!isNumeric(value)) return false;
    const number = integral(value);
    return number !== undefined && number % divisor === remainder;
  };

const bitsTest = (mode: string, mask: bigint): ValueTest => {
  const holds = (bits: bigint): boolean => {
    const set = bits & mask;
    if (mode === '$bitsAllSet') return set === mask;
    if (mode === '$bitsAllClear') return set === 0n;
    return mode === '$bitsAnySet' ? set !== 0n : set !== mask;
  };
  return (value) => {
    if (value === undefined) return false;
    if (typeOf(value) === T.binData) return holds(binaryBits(value));
    if (!isNumeric(value) || !Number.isInteger(numberOf(value))) return false;
    const bits = integral(value);
    return bits !== undefined && holds(bits);
  };
};

/** Compiles the test of one value, except `$elemMatch`, which needs paths. */
export const compileTest = (test: Test, collation: Collator | undefined): ValueTest => {
  switch (test.op) {
    case 'equal':
      return equalTest(test.value, collation);
    case 'in':
      return inTest(test.values, collation);
    case 'exists':
      return (value) => value !== undefined;
    case 'type':
      return (value) => value !== undefined && test.types.has(typeOf(value));
    case 'mod':
      return modTest(test.divisor, test.remainder);
    case 'regex':
      return regexTest(test.pattern, test.options);
    case 'size':
      return (value) => Array.isArray(value) && value.length === test.size;
    case 'bits':
      return bitsTest(test.mode, test.mask);
    case 'elementDocument':
    case 'elementValue':
      throw new Error('$elemMatch is compiled with its path');
    default:
      return rangeTest(test.op, test.value, collation);
  }
};
