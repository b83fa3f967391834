import { compare } from './compare.ts';
import { arrayArgument, nullish, type Operator, ranged } from './expression-kit.ts';
import { keyOf } from './key.ts';
import type { Collator } from './types.ts';

type Hash = (value: unknown) => string;

const hasher = (collation: Collator | undefined): Hash => {
  const options = collation ? { collation } : {};
  return (value) => keyOf(value, options).toString('latin1');
};

const setOf = (values: readonly unknown[], hash: Hash): Map<string, unknown> => {
  const members = new Map<string, unknown>();
  for (const value of values) {
    const key = hash(value);
    if (!members.has(key)) members.set(key, value);
  }
  return members;
};

/** Set operator on arrays; with `lenient` a null or missing argument gives null. Results come sorted, as a set has no order. */
const setOperator = (
  apply: (sets: Map<string, unknown>[]) => unknown,
  lenient: boolean,
  limits: [number, number],
): Operator =>
  ranged(limits[0], limits[1], (values, name, { collation }) => {
    if (lenient && values.some(nullish)) return null;
    const hash = hasher(collation);
    const sets = values.map((value) =>
      setOf(arrayArgument(value, `All operands of ${name} must be arrays. One argument is`, 17043), hash),
    );
    const result = apply(sets);
    return Array.isArray(result) ? result.sort((a, b) => compare(a, b, collation)) : result;
  });

const union = (sets: readonly Map<string, unknown>[]): unknown[] => {
  const members = new Map<string, unknown>();
  for (const set of sets) for (const [key, value] of set) if (!members.has(key)) members.set(key, value);
  return [...members.values()];
};

const intersection = (sets: readonly Map<string, unknown>[]): unknown[] => {
  const [first, ...others] = sets;
  return [...(first ?? [])].filter(([key]) => others.every((set) => set.has(key))).map(([, value]) => value);
};

const difference = ranged(2, 2, ([a, b], name, { collation }) => {
  if (nullish(a) || nullish(b)) return null;
  const hash = hasher(collation);
  const without = setOf(arrayArgument(b, `both operands of ${name} must be arrays. Second argument is`, 17049), hash);
  const kept = setOf(arrayArgument(a, `both operands of ${name} must be arrays. First argument is`, 17048), hash);
  return [...kept].filter(([key]) => !without.has(key)).map(([, value]) => value);
});

const same = (sets: readonly Map<string, unknown>[]): boolean => {
  const [first, ...others] = sets;
  return others.every((set) => set.size === first?.size && [...set.keys()].every((key) => first.has(key)));
};

const subset = (sets: readonly Map<string, unknown>[]): boolean => {
  const [part, whole] = sets;
  return [...(part?.keys() ?? [])].every((key) => whole?.has(key) === true);
};

const MANY = Number.MAX_SAFE_INTEGER;

/** Set operators. */
export const sets: Readonly<Record<string, Operator>> = {
  $setUnion: setOperator(union, true, [0, MANY]),
  $setIntersection: setOperator(intersection, true, [0, MANY]),
  $setDifference: difference,
  $setEquals: setOperator(same, false, [2, MANY]),
  $setIsSubset: setOperator(subset, false, [2, 2]),
};
