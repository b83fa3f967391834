import { compare, equal } from './compare.ts';
import { EngineError } from './error.ts';
import {
  arrayArgument,
  integerArgument,
  named,
  nullish,
  type Operator,
  ranged,
  unary,
  variadic,
} from './expression-kit.ts';
import { isNumeric, truthy } from './number.ts';
import { compareBySpec, parseSortSpec } from './sort.ts';
import { createDoc, isDoc, typeName } from './value.ts';

const elementAt = (array: unknown, position: unknown): unknown => {
  if (nullish(array) || nullish(position)) return null;
  const values = arrayArgument(array, "$arrayElemAt's first argument must be an array, but is", 28689);
  if (!isNumeric(position))
    throw new EngineError(
      28690,
      `$arrayElemAt's second argument must be a numeric value, but is ${typeName(position)}`,
    );
  return values.at(integerArgument(position, "$arrayElemAt's second argument", 28691));
};

const edge = (at: 0 | -1): Operator =>
  unary((array, name) => {
    if (nullish(array)) return null;
    return arrayArgument(array, `${name}'s argument must be an array, but is`, 28689).at(at);
  });

/** $firstN and $lastN on an array; $minN and $maxN sort it first. */
const several =
  (pick: (values: readonly unknown[], n: number) => unknown[]): Operator =>
  (operand, compiler, name) => {
    const { get } = named(operand, compiler, { name, required: ['n', 'input'] });
    return (frame) => {
      const values = get('input')(frame);
      const n = integerArgument(get('n')(frame), `${name}: n`, 5787902);
      if (n < 1) throw new EngineError(5787908, `'n' must be greater than 0, found ${n}`);
      return pick(arrayArgument(values, `${name}: input must be an array, found a value`, 5788200), n);
    };
  };

const ordered =
  (sign: 1 | -1) =>
  (values: readonly unknown[], n: number): unknown[] =>
    values
      .filter((value) => !nullish(value))
      .sort((a, b) => sign * compare(a, b))
      .slice(0, n);

const concat = (values: readonly unknown[]): unknown => {
  if (values.some(nullish)) return null;
  return values.flatMap((value) => arrayArgument(value, '$concatArrays only supports arrays, not a value', 28664));
};

const indexIn: Operator = ranged(2, 4, ([array, wanted, start = 0, end], _name, { collation }) => {
  if (nullish(array)) return null;
  const values = arrayArgument(array, '$indexOfArray requires an array as a first argument, found a value', 40090);
  const from = integerArgument(start, '$indexOfArray starting index', 40096);
  const to = end === undefined ? values.length : integerArgument(end, '$indexOfArray ending index', 40096);
  if (from < 0 || to < 0) throw new EngineError(40097, '$indexOfArray requires nonnegative indexes');
  for (let i = from; i < Math.min(to, values.length); i += 1) if (equal(values[i], wanted, collation)) return i;
  return -1;
});

const contains: Operator = ranged(2, 2, ([wanted, array], _name, { collation }) => {
  if (!Array.isArray(array))
    throw new EngineError(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
  return array.some((value) => equal(value, wanted, collation));
});

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

const zip: Operator = (operand, compiler, name) => {
  const { get, has } = named(operand, compiler, {
    name,
    required: ['inputs'],
    optional: ['useLongestLength', 'defaults'],
  });
  return (frame) => {
    const inputs = get('inputs')(frame);
    if (nullish(inputs)) return null;
    const lists = arrayArgument(inputs, 'inputs must be an array of expressions, found a value', 34461);
    if (lists.some(nullish)) return null;
    const arrays = lists.map((list) => arrayArgument(list, '$zip found a non-array expression in input', 34468));
    const longest = has('useLongestLength') && truthy(get('useLongestLength')(frame));
    const defaults = get('defaults')(frame);
    if (Array.isArray(defaults) && !longest)
      throw new EngineError(34466, 'cannot specify defaults unless useLongestLength is true');
    if (Array.isArray(defaults) && defaults.length !== arrays.length) {
      throw new EngineError(34467, 'defaults and inputs must have the same length');
    }
    const sizes = arrays.map((array) => array.length);
    const size = sizes.length === 0 ? 0 : longest ? Math.max(...sizes) : Math.min(...sizes);
    return Array.from({ length: size }, (_, i) =>
      arrays.map((array, j) => (i < array.length ? array[i] : Array.isArray(defaults) ? defaults[j] : null)),
    );
  };
};

const sortArray: Operator = (operand, compiler, name) => {
  const { get } = named(operand, compiler, { name, required: ['input', 'sortBy'] });
  const { collation } = compiler.context;
  return (frame) => {
    const input = get('input')(frame);
    if (nullish(input)) return null;
    const values = arrayArgument(input, 'The input argument to $sortArray must be an array, but was a value', 2942504);
    const by = get('sortBy')(frame);
    return values.toSorted(compareBySpec(parseSortSpec(by, 2942505), collation));
  };
};

const pairOf = (entry: unknown): [unknown, unknown] => {
  if (Array.isArray(entry)) {
    if (entry.length !== 2)
      throw new EngineError(
        40397,
        `$arrayToObject requires an array of size 2 arrays, found array of size: ${entry.length}`,
      );
    return [entry[0], entry[1]];
  }
  if (!isDoc(entry))
    throw new EngineError(40398, `Unrecognised input type format for $arrayToObject: ${typeName(entry)}`);
  if (Object.keys(entry).length !== 2 || entry.k === undefined || entry.v === undefined) {
    throw new EngineError(40392, "$arrayToObject requires an object keys of 'k' and 'v'");
  }
  return [entry.k, entry.v];
};

const arrayToObject = unary((array) => {
  if (nullish(array)) return null;
  const made = createDoc();
  for (const entry of arrayArgument(array, '$arrayToObject requires an array input, found a value', 40386)) {
    const [key, value] = pairOf(entry);
    if (typeof key !== 'string')
      throw new EngineError(
        40394,
        `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(key)}`,
      );
    made[key] = value;
  }
  return made;
});

/** Array operators. */
export const arrays: Readonly<Record<string, Operator>> = {
  $arrayElemAt: ranged(2, 2, ([array, position]) => elementAt(array, position)),
  $first: edge(0),
  $last: edge(-1),
  $firstN: several((values, n) => values.slice(0, n)),
  $lastN: several((values, n) => values.slice(-n)),
  $minN: several(ordered(1)),
  $maxN: several(ordered(-1)),
  $concatArrays: variadic(concat),
  $in: contains,
  $indexOfArray: indexIn,
  $isArray: unary((value) => Array.isArray(value)),
  $range: range,
  $reverseArray: unary((array) =>
    nullish(array)
      ? null
      : arrayArgument(array, 'The argument to $reverseArray must be an array, but was a value', 34435).toReversed(),
  ),
  $size: unary((array) => {
    if (!Array.isArray(array))
      throw new EngineError(17124, `The argument to $size must be an array, but was of type: ${typeName(array)}`);
    return array.length;
  }),
  $slice: slice,
  $sortArray: sortArray,
  $zip: zip,
  $arrayToObject: arrayToObject,
  $objectToArray: unary((value) => {
    if (nullish(value)) return null;
    if (!isDoc(value))
      throw new EngineError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
    return Object.keys(value).map((k) => Object.assign(createDoc(), { k, v: value[k] }));
  }),
  $allElementsTrue: unary((array, name) =>
    arrayArgument(array, `${name}'s argument must be an array, but is`, 17040).every(truthy),
  ),
  $anyElementTrue: unary((array, name) =>
    arrayArgument(array, `${name}'s argument must be an array, but is`, 17041).some(truthy),
  ),
  $isNumber: unary((value) => isNumeric(value)),
};
