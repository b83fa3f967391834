import { Binary, BSONRegExp, BSONSymbol, Decimal128, Double, Long, MaxKey, MinKey, ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrayValuesAt,
  compare,
  compileFilter,
  type Doc,
  decode,
  encode,
  filterPredicates,
  makeCollator,
  matchedIndex,
  type PathPredicate,
} from '../../../src/database/embedded/language/index.ts';

const stored = (fields: object): Doc => decode(encode(fields as Doc));
const matches = (filter: object, fields: object, context = {}): boolean =>
  compileFilter(stored(filter), context)(stored(fields));

const id = new ObjectId();
const regex = (pattern: string, options = '') => new BSONRegExp(pattern, options);

const cases: [filter: object, doc: object, expected: boolean][] = [
  [{}, { a: 1 }, true],
  [{ a: 1 }, { a: 1 }, true],
  [{ a: 1 }, { a: new Double(1) }, true],
  [{ a: 1 }, { a: Long.fromNumber(1) }, true],
  [{ a: 1 }, { a: Decimal128.fromString('1.0') }, true],
  [{ a: 1 }, { a: '1' }, false],
  [{ a: 1 }, { a: [3, 1] }, true],
  [{ a: [3, 1] }, { a: [3, 1] }, true],
  [{ a: [3, 1] }, { a: [[3, 1]] }, true],
  [{ a: [1, 3] }, { a: [3, 1] }, false],
  [{ a: { b: 1, c: 2 } }, { a: { b: 1, c: 2 } }, true],
  [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, false],
  [{ 'a.b': 1 }, { a: { b: 1 } }, true],
  [{ 'a.b': 1 }, { a: [{ b: 2 }, { b: 1 }] }, true],
  [{ 'a.0': 3 }, { a: [3, 1] }, true],
  [{ 'a.1.b': 3 }, { a: [0, { b: 3 }] }, true],
  [{ 'a.1': 2 }, { a: [5, [2, 4], 3] }, false],
  [{ 'a.1': 4 }, { a: [5, { 1: 4 }, 3] }, true],
  [{ a: null }, {}, true],
  [{ a: null }, { a: null }, true],
  [{ a: null }, { a: [] }, false],
  [{ 'a.b': null }, { a: [1] }, false],
  [{ 'a.b': null }, { a: [{}, 1] }, true],
  [{ 'a.b': null }, { a: 5 }, true],
  [{ 'a.b': { $exists: false } }, { a: [1] }, true],
  [{ 'a.b': { $ne: 3 } }, { a: [1] }, true],
  [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
  [{ a: { $ne: 1 } }, {}, true],
  [{ a: { $gt: 3 } }, { a: 4 }, true],
  [{ a: { $gt: 3 } }, { a: 'x' }, false],
  [{ a: { $gt: 3, $lt: 5 } }, { a: [1, 9] }, true],
  [{ a: { $gte: null } }, {}, true],
  [{ a: { $gt: null } }, { a: null }, false],
  [{ a: { $lt: new MaxKey() } }, { a: 'x' }, true],
  [{ a: { $gt: new MinKey() } }, { a: null }, true],
  [{ a: { $lte: Number.NaN } }, { a: Number.NaN }, true],
  [{ a: { $lt: 5 } }, { a: Number.NaN }, false],
  [{ a: { $gt: Long.fromString('9007199254740992') } }, { a: Long.fromString('9007199254740993') }, true],
  [{ a: { $in: [1, 'x', null] } }, {}, true],
  [{ a: { $in: [1, regex('^ab')] } }, { a: 'abc' }, true],
  [{ a: { $in: [] } }, { a: 1 }, false],
  [{ a: { $in: [0, 1, 2, 3, 4, 5, 6, '7'] } }, { a: [9, new Double(6)] }, true],
  [{ a: { $nin: [0, 1, 2, 3, 4, 5, 6, '7'] } }, { a: 7 }, true],
  [{ a: { $in: ['0', '1', '2', '3', '4', '5', 'x'] } }, { a: new BSONSymbol('x') }, true],
  [{ a: { $in: ['x'] } }, { a: new BSONSymbol('x') }, true],
  [{ a: { $exists: true } }, { a: null }, true],
  [{ a: { $exists: 0 } }, { a: null }, false],
  [{ a: { $type: 'int' } }, { a: 1 }, true],
  [{ a: { $type: 'int' } }, { a: new Double(1) }, false],
  [{ a: { $type: 'number' } }, { a: Decimal128.fromString('1') }, true],
  [{ a: { $type: 'array' } }, { a: [] }, true],
  [{ a: { $type: ['string', 16] } }, { a: [true, 'x'] }, true],
  [{ a: { $type: 'null' } }, {}, false],
  [{ a: { $mod: [4, 1] } }, { a: 9 }, true],
  [{ a: { $mod: [4, 1] } }, { a: 9.7 }, true],
  [{ a: { $mod: [4, -1] } }, { a: -5 }, true],
  [{ a: { $mod: [4, 0] } }, { a: 'x' }, false],
  [{ a: { $regex: 'B', $options: 'i' } }, { a: 'abc' }, true],
  [{ a: regex('^b', 'm') }, { a: 'a\nb' }, true],
  [{ a: regex('a b # comment', 'x') }, { a: 'ab' }, true],
  [{ a: regex('x') }, { a: regex('x') }, true],
  [{ a: { $eq: regex('x') } }, { a: 'x' }, false],
  [{ a: { $not: regex('^x') } }, { a: 'y' }, true],
  [{ a: { $not: { $gt: 3 } } }, {}, true],
  [{ a: { $size: 2 } }, { a: [1, 2] }, true],
  [{ a: { $size: 2 } }, { a: [[1, 2]] }, false],
  [{ a: { $all: [1, 2] } }, { a: [2, 3, 1] }, true],
  [{ a: { $all: [] } }, { a: [] }, false],
  [{ a: { $all: [[1, 2]] } }, { a: [1, 2] }, true],
  [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, { a: [{ b: 2 }, { b: 1 }] }, true],
  [{ a: { $elemMatch: { $gt: 3, $lt: 5 } } }, { a: [1, 9] }, false],
  [{ a: { $elemMatch: { $gt: 3, $lt: 5 } } }, { a: [1, 4] }, true],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }, false],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1, c: 2 }] }, true],
  [{ a: { $elemMatch: { $or: [{ b: 1 }, { b: 5 }] } } }, { a: [{ b: 5 }] }, true],
  [{ a: { $elemMatch: { $elemMatch: { $eq: 2 } } } }, { a: [[1, 2]] }, true],
  [{ a: { $bitsAllSet: [0, 2] } }, { a: 5 }, true],
  [{ a: { $bitsAnyClear: 7 } }, { a: 7 }, false],
  [{ a: { $bitsAllClear: 2 } }, { a: new Binary(new Uint8Array([5])) }, true],
  [{ $and: [{ a: 1 }, { $or: [{ b: 2 }, { b: 3 }] }] }, { a: 1, b: 3 }, true],
  [{ $nor: [{ a: 1 }, { b: 2 }] }, { a: 2, b: 2 }, false],
  [{ $expr: { $gt: ['$a', '$b'] } }, { a: 3, b: 2 }, true],
  [{ $expr: { $eq: ['$a', null] } }, {}, false],
  [{ $comment: 'why', a: 1 }, { a: 1 }, true],
  [{ a: { $ref: 'c', $id: id } }, { a: { $ref: 'c', $id: id } }, true],
  [{ 'a.$id': id }, { a: { $ref: 'c', $id: id } }, true],
  [{ constructor: null }, {}, true],
  [{ 'a.constructor': { $exists: true } }, { a: {} }, false],
];

describe('Filters', () => {
  it.each(cases)('%j on %j: %s', (filter, fields, expected) => {
    expect(matches(filter, fields)).toBe(expected);
  });

  it('reads let variables', () => {
    expect(matches({ $expr: { $eq: ['$a', '$$x'] } }, { a: 5 }, { let: { x: new Double(5) } })).toBe(true);
  });

  it('uses the collation for strings and $in, not for regexes', () => {
    const collation = makeCollator({ locale: 'tr', strength: 2 });
    expect(matches({ a: 'ışık' }, { a: 'IŞIK' }, { collation })).toBe(true);
    expect(matches({ a: { $in: ['a', 'b', 'c', 'd', 'e', 'f', 'izmir'] } }, { a: 'İZMİR' }, { collation })).toBe(true);
    expect(matches({ a: { $lt: 'd' } }, { a: 'ç' }, { collation })).toBe(true);
    expect(matches({ a: regex('ışık') }, { a: 'IŞIK' }, { collation })).toBe(false);
  });

  it.each<[object, number]>([
    [{ $foo: 1 }, 2],
    [{ a: { $foo: 1 } }, 2],
    [{ a: { $gt: 1, b: 2 } }, 2],
    [{ $and: [] }, 2],
    [{ $or: { a: 1 } }, 2],
    [{ a: { $in: 5 } }, 2],
    [{ a: { $in: [{ $gt: 1 }] } }, 2],
    [{ a: { $mod: [0, 1] } }, 2],
    [{ a: { $size: -1 } }, 2],
    [{ a: { $bitsAnySet: [2 ** 40] } }, 2],
    [{ a: { $type: 'nonsense' } }, 2],
    [{ a: { $options: 'i' } }, 2],
    [{ a: { $regex: '(' } }, 51091],
    [{ a: { $regex: '^[[:alpha:]]+' } }, 51091],
    [{ a: { $regex: 'a', $options: 'q' } }, 51108],
    [{ a: { $ne: regex('x') } }, 2],
    [{ a: { $gt: regex('x') } }, 2],
    [{ a: { $not: {} } }, 2],
    [{ $where: 'true' }, 2],
    [{ $text: { $search: 'x' } }, 27],
    [{ $jsonSchema: {} }, 115],
    [{ a: { $near: [0, 0] } }, 115],
    [{ $expr: { $foo: 1 } }, 168],
    [{ $expr: '$$nobody' }, 17276],
  ])('refuses %j with %d', (filter, code) => {
    expect(() => compileFilter(stored(filter))).toThrow(expect.objectContaining({ code }));
  });

  it('tells which array element matched', () => {
    const index = (filter: object, fields: object) => matchedIndex(compileFilter(stored(filter)), stored(fields));
    expect(index({ a: 7 }, { a: [5, 7] })).toBe(1);
    expect(index({ 'a.b': { $gt: 1 } }, { a: [{ b: 1 }, { b: 2 }] })).toBe(1);
    expect(index({ a: { $elemMatch: { b: 2 } } }, { a: [{ b: 1 }, { b: 2 }] })).toBe(1);
    expect(index({ x: 1, a: { $in: [9, 8] } }, { x: 1, a: [0, 8] })).toBe(1);
    expect(index({ x: 1 }, { x: 1, a: [5] })).toBeUndefined();
  });
});

describe('Predicates for the planner', () => {
  const paths = (filter: object, variables?: Doc) => filterPredicates(stored(filter), variables).paths;

  it.each<[object, unknown[]]>([
    [
      { a: 1, b: { $gt: 2, $lte: 5 } },
      [
        { path: 'a', kind: 'equal', value: 1, elements: false },
        { path: 'b', kind: 'range', low: { value: 2, inclusive: false }, elements: false },
        { path: 'b', kind: 'range', high: { value: 5, inclusive: true }, elements: false },
      ],
    ],
    [
      { $and: [{ a: 1 }, { $or: [{ b: 2 }] }] },
      [
        { path: 'a', kind: 'equal', value: 1, elements: false },
        { path: 'b', kind: 'equal', value: 2, elements: false },
      ],
    ],
    [{ a: { $in: [1, 2] } }, [{ path: 'a', kind: 'in', values: [1, 2], elements: false }]],
    [{ a: { $in: [1, regex('x')] } }, []],
    [{ a: [1, 2] }, [{ path: 'a', kind: 'in', values: [1, [1, 2]], elements: false }]],
    [{ a: [] }, []],
    [{ a: regex('^ab\\.c+d') }, [{ path: 'a', kind: 'prefix', prefix: 'ab.c', elements: false }]],
    [{ a: regex('^abc*') }, [{ path: 'a', kind: 'prefix', prefix: 'ab', elements: false }]],
    [{ a: regex('^a|b') }, []],
    [{ a: regex('^a', 'i') }, []],
    [
      { a: { $elemMatch: { b: 1, c: { $gt: 2 } } } },
      [
        { path: 'a.b', kind: 'equal', value: 1, elements: true },
        { path: 'a.c', kind: 'range', low: { value: 2, inclusive: false }, elements: true },
      ],
    ],
    [
      { a: { $elemMatch: { $gt: 2 } } },
      [{ path: 'a', kind: 'range', low: { value: 2, inclusive: false }, elements: true }],
    ],
    [{ a: { $exists: true } }, [{ path: 'a', kind: 'exists', elements: false }]],
    [{ a: { $ne: 1 }, b: { $not: { $gt: 1 } }, $nor: [{ c: 1 }] }, []],
    [{ $expr: { $eq: ['$a', 5] } }, [{ path: 'a', kind: 'equal', value: 5, elements: false }]],
    [{ $expr: { $eq: ['$a', '$b'] } }, []],
  ])('%j', (filter, expected) => {
    expect(paths(filter)).toEqual(expected);
  });

  it('takes $expr equalities with variables', () => {
    expect(paths({ $expr: { $and: [{ $eq: ['$$v', '$a'] }] } }, { v: 'x' })).toEqual([
      { path: 'a', kind: 'equal', value: 'x', elements: false },
    ]);
  });

  it('gives the branches of $or', () => {
    const { ors } = filterPredicates(stored({ $or: [{ a: 1 }, { b: 2, c: 3 }] }));
    expect(ors.map((branches) => branches.map((branch) => branch.paths.map((part) => part.path)))).toEqual([
      [['a'], ['b', 'c']],
    ]);
  });

  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<unknown>(1, 2, 3, null, 'ab', 'abc', new Double(2)),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 2 }),
    ),
  })).any;
  const path = fc.constantFrom('a', 'b', 'a.b', 'a.b.c', 'a.0', 'a.1.b', 'a.c');
  const condition = fc.oneof(
    value,
    value.map((operand) => ({ $gt: operand })),
    value.map((operand) => ({ $lte: operand })),
    fc.array(value, { minLength: 1, maxLength: 3 }).map((operand) => ({ $in: operand })),
    fc.constantFrom(1, 2).map((operand) => ({ $elemMatch: { $gte: operand } })),
    fc.tuple(fc.constantFrom('b', 'c', 'b.c'), value).map(([name, operand]) => ({ $elemMatch: { [name]: operand } })),
    fc.constant({ $regex: '^ab' }),
    fc.constant({ $exists: true }),
  );

  /** What an index on the predicate's path would have to find in the document. */
  const holds = (fields: Doc, predicate: PathPredicate): boolean =>
    arrayValuesAt(fields, predicate.path).values.some((found) => {
      const key = found ?? null;
      const same = (wanted: unknown) => compare(key, wanted ?? null) === 0;
      if (predicate.kind === 'equal') return same(predicate.value);
      if (predicate.kind === 'in') return predicate.values.some(same);
      if (predicate.kind === 'prefix') return typeof key === 'string' && key.startsWith(predicate.prefix);
      if (predicate.kind === 'exists') return true;
      const low = predicate.low === undefined || compare(key, predicate.low.value) >= 0;
      return low && (predicate.high === undefined || compare(key, predicate.high.value) <= 0);
    });

  it('hold for every document that the filter matches', () => {
    let matched = 0;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b'), value), path, condition, (fields, field, wanted) => {
        const [source, filter] = [stored(fields), stored({ [field]: wanted })];
        if (!compileFilter(filter)(source)) return;
        matched += 1;
        for (const predicate of filterPredicates(filter).paths) expect(holds(source, predicate)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    expect(matched).toBeGreaterThan(500);
  });
});
