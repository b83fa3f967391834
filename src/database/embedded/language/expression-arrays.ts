import { compare, equal } from './compare.ts';
import { EngineError } from './error.ts';
import {
  arrayArgument,
  fielded,
  integerArgument,
  nullish,
  type Operator,
  type Operators,
  ranged,
  unary,
  variadic,
} from './expression-kit.ts';
import { hashOf } from './key.ts';
import { isNumeric } from './number.ts';
import { compareBySpec, parseSortSpec } from './sort.ts';

const elementAt: Operator = ranged(2, 2, ([array, position]) => {
  if (nullish(array) || nullish(position)) return null;
  const values = arrayArgument(array, "$arrayElemAt's first argument must be an array, but is", 28689);
  return values.at(integerArgument(position, "$arrayElemAt's second argument", isNumeric(position) ? 28691 : 28690));
});

const edge = (at: 0 | -1): Operator =>
  unary((array, name) => {
    if (nullish(array)) return null;
    return arrayArgument(array, `${name}'s argument must be an array, but is`, 28689).at(at);
  });

const concat: Operator = variadic((values) => {
  if (values.some(nullish)) return null;
  return values.flatMap((value) => arrayArgument(value, '$concatArrays only supports arrays, not a value', 28664));
});

const indexIn: Operator = ranged(2, 4, ([array, wanted, start = 0, end], _name, { collation }) => {
  if (nullish(array)) return null;
  const values = arrayArgument(array, '$indexOfArray requires an array as a first argument, found a value', 40090);
  const from = integerArgument(start, '$indexOfArray starting index', 40096);
  const to = end === undefined ? values.length : integerArgument(end, '$indexOfArray ending index', 40096);
  if (from < 0 || to < 0) throw new EngineError(40097, '$indexOfArray requires nonnegative indexes');
  for (let i = from; i < Math.min(to, values.length); i += 1) if (equal(values[i], wanted, collation)) return i;
  return -1;
});

const contains: Operator = ranged(2, 2, ([wanted, array], _name, { collation }) =>
  arrayArgument(array, '$in requires an array as a second argument, found a value', 40081).some((value) =>
    equal(value, wanted, collation),
  ),
);

const MAX_RANGE = 10_000_000;

const range: Operator = ranged(2, 3, ([start, end, step = 1]) => {
  const from = integerArgument(start, '$range start', 34443);
  const to = integerArgument(end, '$range end', 34444);
  const by = integerArgument(step, '$range step', 34446);
  if (by === 0) throw new EngineError(34449, '$range requires a non-zero step value');
  const size = Math.max(0, Math.ceil((to - from) / by));
  if (size > MAX_RANGE) throw new EngineError(146, '$range would use too much memory');
  return Array.from({ length: size }, (_, i) => from + i * by);
});

const slice: Operator = ranged(2, 3, ([array, first, count]) => {
  if (nullish(array) || nullish(first)) return null;
  const values = arrayArgument(array, 'First argument to $slice must be an array, but is', 28724);
  const position = integerArgument(first, 'Second argument to $slice', 28726);
  if (count === undefined) return position < 0 ? values.slice(position) : values.slice(0, position);
  if (count === null) return null;
  const size = integerArgument(count, 'Third argument to $slice', 28728);
  if (size <= 0) throw new EngineError(28729, `Third argument to $slice must be positive: ${size}`);
  const from = position < 0 ? Math.max(0, values.length + position) : position;
  return values.slice(from, from + size);
});

const sortArray: Operator = fielded(['input', 'sortBy'], [], ({ input, sortBy }, _name, { collation }) => {
  if (nullish(input)) return null;
  const values = arrayArgument(input, 'The input argument to $sortArray must be an array, but was a value', 2942504);
  return values.toSorted(compareBySpec(parseSortSpec(sortBy, 2942505), collation));
});

type Members = ReadonlyMap<string, unknown>;

/** Set operator on arrays, their elements by key; with `lenient` a null or missing argument gives null. */
const setOperator = (arity: readonly [number, number], lenient: boolean, apply: (sets: Members[]) => unknown) =>
  ranged(...arity, (values, name, { collation }) => {
    if (lenient && values.some(nullish)) return null;
    const sets = values.map((value) => {
      const members = new Map<string, unknown>();
      for (const member of arrayArgument(value, `All operands of ${name} must be arrays. One argument is`, 17043)) {
        const key = hashOf(member, collation);
        if (!members.has(key)) members.set(key, member);
      }
      return members;
    });
    return apply(sets);
  });

/** A set has no order: sorted, so that equal sets look the same. */
const sorted = (values: Iterable<unknown>): unknown[] => [...values].sort((a, b) => compare(a, b));

/** Values of the first set whose keys the others accept. */
const kept = ([first, ...others]: Members[], accepts: (other: Members, key: string) => boolean): unknown[] =>
  [...(first ?? [])].filter(([key]) => others.every((other) => accepts(other, key))).map(([, value]) => value);

const within = (part: Members | undefined, all: Members | undefined): boolean =>
  [...(part?.keys() ?? [])].every((key) => all?.has(key));

const MANY = Number.MAX_SAFE_INTEGER;

/** Array and set operators. */
export const arrays: Operators = {
  $arrayElemAt: elementAt,
  $first: edge(0),
  $last: edge(-1),
  $concatArrays: concat,
  $in: contains,
  $indexOfArray: indexIn,
  $isArray: unary((value) => Array.isArray(value)),
  $range: range,
  $reverseArray: unary((array) => {
    if (nullish(array)) return null;
    return arrayArgument(array, 'The argument to $reverseArray must be an array, but was', 34435).toReversed();
  }),
  $size: unary((array) => arrayArgument(array, 'The argument to $size must be an array, but was', 17124).length),
  $slice: slice,
  $sortArray: sortArray,
  $setUnion: setOperator([0, MANY], true, (sets) =>
    sorted(new Map(sets.toReversed().flatMap((set) => [...set])).values()),
  ),
  $setIntersection: setOperator([0, MANY], true, (sets) => sorted(kept(sets, (other, key) => other.has(key)))),
  $setDifference: setOperator([2, 2], true, (sets) => kept(sets, (other, key) => !other.has(key))),
  $setEquals: setOperator([2, MANY], false, ([first, ...others]) =>
    others.every((other) => within(first, other) && within(other, first)),
  ),
  $setIsSubset: setOperator([2, 2], false, ([part, all]) => within(part, all)),
};
