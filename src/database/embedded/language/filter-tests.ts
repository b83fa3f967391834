import { BSONRegExp } from 'bson';
import { bracketOf, compare, equal } from './compare.ts';
import type { Test } from './filter-parse.ts';
import type { ValueTest } from './filter-special.ts';
import { hashOf } from './key.ts';
import { numberOf } from './number.ts';
import { compileRegex } from './regex.ts';
import type { Collator } from './types.ts';
import { regexParts, T, typeOf } from './value.ts';

const SET_FROM = 6;

const equalTest = (wanted: unknown, collation: Collator | undefined): ValueTest => {
  if (wanted === null || wanted === undefined) return (value) => value === null || value === undefined;
  if (typeof wanted === 'string' && !collation)
    return (value) => value === wanted || (typeof value === 'object' && equal(value, wanted));
  if (typeof wanted === 'boolean') return (value) => value === wanted;
  const bracket = bracketOf(wanted);
  return (value) => value !== undefined && bracketOf(value) === bracket && compare(value, wanted, collation) === 0;
};

const RANGE = {
  $gt: (sign: number) => sign > 0,
  $gte: (sign: number) => sign >= 0,
  $lt: (sign: number) => sign < 0,
  $lte: (sign: number) => sign <= 0,
} as const;

/** Comparison within the operand's type bracket; MinKey and MaxKey compare with everything. */
const rangeTest = (op: keyof typeof RANGE, limit: unknown, collation: Collator | undefined): ValueTest => {
  const holds = RANGE[op];
  const type = typeOf(limit);
  if (type === T.minKey || type === T.maxKey) return (value) => holds(compare(value ?? null, limit));
  if (limit === null || limit === undefined) return (value) => holds(0) && (value === null || value === undefined);
  const bracket = bracketOf(limit);
  if (bracket !== 10)
    return (value) => value !== undefined && bracketOf(value) === bracket && holds(compare(value, limit, collation));
  const wantsNaN = Number.isNaN(numberOf(limit));
  return (value) => {
    if (value === undefined || bracketOf(value) !== 10) return false;
    if (wantsNaN || Number.isNaN(numberOf(value))) return wantsNaN && Number.isNaN(numberOf(value)) && holds(0);
    return holds(compare(value, limit));
  };
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
  const plain = values.filter((value) => typeOf(value) !== T.regex);
  const tests = values
    .filter((value) => typeOf(value) === T.regex)
    .map((value) => regexTest(regexParts(value).pattern, regexParts(value).options));
  if (plain.length < SET_FROM) tests.unshift(...plain.map((value) => equalTest(value, collation)));
  else tests.unshift(setTest(plain, collation));
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (value) => tests.some((test) => test(value));
};

/** Membership by key: one look-up instead of a comparison with each value. */
const setTest = (values: readonly unknown[], collation: Collator | undefined): ValueTest => {
  const members = new Set(values.map((value) => hashOf(value, collation)));
  if (!collation) return (value) => members.has(hashOf(value));
  // Folding may tell strings apart that the collation takes as equal.
  return (value) =>
    members.has(hashOf(value, collation)) || values.some((wanted) => compare(value ?? null, wanted, collation) === 0);
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
    case 'regex':
      return regexTest(test.pattern, test.options);
    case '$size':
    case 'special':
      return test.accepts;
    case 'elementDocument':
    case 'elementValue':
      throw new Error('$elemMatch is compiled with its path');
    default:
      return rangeTest(test.op, test.value, collation);
  }
};
