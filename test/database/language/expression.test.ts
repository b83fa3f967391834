import { BSONRegExp, Decimal128, Double, Long, ObjectId, Timestamp } from 'bson';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  type Doc,
  decode,
  encode,
  evaluateLet,
  makeCollator,
} from '../../../src/database/embedded/language/index.ts';
import { doc } from './values.ts';

const stored = (fields: object): Doc => decode(encode(fields as Doc));
const at = (text: string) => new Date(text);
const decimal = (text: string) => Decimal128.fromString(text);
const double = (value: number) => new Double(value);
const long = (value: number) => Long.fromNumber(value);
const id = new ObjectId('65a0c0000000000000000001');

const ROOT = stored({
  i: 5,
  d: 2.5,
  one: double(1),
  l: long(7),
  m: decimal('1.5'),
  s: 'Ankara',
  t: 'ığdır',
  n: null,
  yes: true,
  list: [3, 1, 2],
  docs: [{ a: 1, b: 'x' }, { a: 2 }, 5],
  nested: { a: { b: 9 } },
  when: at('2026-03-15T22:30:15.250Z'),
  id,
});
const run = (spec: unknown): unknown =>
  compileExpression(stored({ spec }).spec, { now: at('2026-01-01T00:00:00Z') })({ ROOT });
const bytes = (value: unknown): string => encode({ value } as Doc).toString('hex');

const cases: [spec: unknown, expected: unknown][] = [
  ['$i', 5],
  ['$nested.a.b', 9],
  ['$docs.a', [1, 2]],
  ['$nothing', undefined],
  ['$i.x', undefined],
  ['$list.a', []],
  ['plain', 'plain'],
  [
    { x: '$i', y: { z: '$nothing' } },
    { x: 5, y: {} },
  ],
  [
    ['$i', '$nothing'],
    [5, null],
  ],
  ['$$ROOT.i', 5],
  ['$$CURRENT.i', 5],
  ['$$NOW', at('2026-01-01T00:00:00Z')],
  ['$$REMOVE', undefined],
  [{ $literal: '$i' }, '$i'],
  // Arithmetic
  [{ $add: ['$i', 1] }, 6],
  [{ $add: ['$i', '$l'] }, long(12)],
  [{ $add: ['$i', '$n'] }, null],
  [{ $add: ['$d', '$d'] }, double(5)],
  [{ $add: ['$when', 1000] }, at('2026-03-15T22:30:16.250Z')],
  [{ $add: ['$m', '$i'] }, decimal('6.5')],
  [{ $subtract: ['$when', '$when'] }, long(0)],
  [{ $subtract: ['$i', 7] }, -2],
  [{ $multiply: ['$i', '$d'] }, 12.5],
  [{ $divide: ['$i', 2] }, 2.5],
  [{ $divide: [4, 2] }, double(2)],
  [{ $divide: ['$m', 2] }, decimal('0.75')],
  [{ $mod: ['$i', 3] }, 2],
  [{ $mod: [-7, 3] }, -1],
  [{ $mod: [5.5, 2] }, 1.5],
  [{ $abs: -3 }, 3],
  [{ $ceil: 1.2 }, double(2)],
  [{ $floor: -1.2 }, double(-2)],
  [{ $floor: '$i' }, 5],
  [{ $round: [2.5, 0] }, double(2)],
  [{ $round: [3.5] }, double(4)],
  [{ $round: [1.345, 2] }, 1.34],
  [{ $round: [1235, -1] }, 1240],
  [{ $round: [decimal('1.255'), 2] }, decimal('1.26')],
  [{ $trunc: [-1.29, 1] }, -1.2],
  [{ $round: [1e-7, 2] }, double(0)],
  [{ $round: [-0.4] }, double(-0)],
  [{ $ceil: decimal('-1.5') }, decimal('-1')],
  [{ $floor: decimal('-1.5') }, decimal('-2')],
  // Comparison, logic
  [{ $eq: ['$one', 1] }, true],
  [{ $eq: ['$nothing', null] }, false],
  [{ $gt: ['a', 5] }, true],
  [{ $cmp: [1, 2] }, -1],
  [{ $lt: ['$nothing', null] }, true],
  [{ $and: ['$yes', '$i', ''] }, true],
  [{ $and: [] }, true],
  [{ $or: [0, null, '$nothing'] }, false],
  [{ $not: ['$n'] }, true],
  [{ $cond: [{ $gt: ['$i', 3] }, 'more', 'less'] }, 'more'],
  [
    {
      $cond: Object.fromEntries([
        ['if', false],
        ['then', 1],
        ['else', 2],
      ]),
    },
    2,
  ],
  [{ $ifNull: ['$n', '$nothing', 7] }, 7],
  [{ $ifNull: ['$i', 7] }, 5],
  [
    {
      $switch: {
        branches: [
          Object.fromEntries([
            ['case', { $eq: ['$i', 5] }],
            ['then', 'five'],
          ]),
        ],
        default: 'other',
      },
    },
    'five',
  ],
  [{ $let: { vars: { x: '$i', y: 2 }, in: { $multiply: ['$$x', '$$y'] } } }, 10],
  // Strings
  [{ $concat: ['$s', '-', 'x'] }, 'Ankara-x'],
  [{ $concat: ['$s', '$n'] }, null],
  [{ $toUpper: '$t' }, 'ığDıR'],
  [{ $toLower: '$s' }, 'ankara'],
  [{ $toLower: '$n' }, ''],
  [{ $substrCP: ['$t', 1, 2] }, 'ğd'],
  [{ $substrBytes: ['$s', 0, 3] }, 'Ank'],
  [{ $substr: ['$s', 3, -1] }, 'ara'],
  [{ $strLenCP: '$t' }, 5],
  [{ $strLenBytes: '$t' }, 8],
  [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
  [{ $trim: { input: '  x ' } }, 'x'],
  [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
  [{ $rtrim: { input: 'axx', chars: 'x' } }, 'a'],
  [{ $replaceOne: { input: 'aa', find: 'a', replacement: { $literal: '$&' } } }, '$&a'],
  [{ $replaceAll: { input: 'aa', find: 'a', replacement: 'b' } }, 'bb'],
  [{ $regexMatch: { input: '$s', regex: '^an', options: 'i' } }, true],
  [{ $regexMatch: { input: '$n', regex: 'x' } }, false],
  // Arrays
  [{ $arrayElemAt: ['$list', -1] }, 2],
  [{ $arrayElemAt: ['$list', 9] }, undefined],
  [{ $first: '$list' }, 3],
  [{ $last: ['$list'] }, 2],
  [{ $concatArrays: ['$list', [9]] }, [3, 1, 2, 9]],
  [{ $filter: { input: '$list', cond: { $gt: ['$$this', 1] } } }, [3, 2]],
  [{ $filter: { input: '$list', as: 'e', cond: { $gt: ['$$e', 1] } } }, [3, 2]],
  [{ $reduce: { input: [], initialValue: '$nothing', in: '$$this' } }, undefined],
  [{ $map: { input: '$list', as: 'e', in: { $add: ['$$e', '$i'] } } }, [8, 6, 7]],
  [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [{ $map: { input: [[1], [2]], as: 'o', in: { $map: { input: '$$o', as: 'x', in: { $size: '$$o' } } } } }, [[1], [1]]],
  [{ $in: [double(3), '$list'] }, true],
  [{ $indexOfArray: ['$list', 2] }, 2],
  [{ $isArray: '$list' }, true],
  [{ $range: [0, 10, 4] }, [0, 4, 8]],
  [{ $reverseArray: '$list' }, [2, 1, 3]],
  [{ $size: '$list' }, 3],
  [{ $slice: ['$list', -2] }, [1, 2]],
  [{ $slice: ['$list', 1, 1] }, [1]],
  [{ $sortArray: { input: '$list', sortBy: -1 } }, [3, 2, 1]],
  [{ $sortArray: { input: [{ a: 2 }, { a: 1 }], sortBy: { a: 1 } } }, [{ a: 1 }, { a: 2 }]],
  [
    {
      $arrayToObject: [
        [
          ['k', 1],
          ['m', 2],
        ],
      ],
    },
    { k: 1, m: 2 },
  ],
  [{ $arrayToObject: { $literal: [{ k: 'a', v: 1 }] } }, { a: 1 }],
  [{ $objectToArray: '$nested.a' }, [{ k: 'b', v: 9 }]],
  // Sets, objects
  [
    {
      $setUnion: [
        [1, 2],
        [double(2), 3],
      ],
    },
    [1, 2, 3],
  ],
  [{ $setIntersection: [[1, 2], [2]] }, [2]],
  [{ $setDifference: [[3, 1, 1], [2]] }, [3, 1]],
  [
    {
      $setEquals: [
        [1, 2],
        [2, 1, 1],
      ],
    },
    true,
  ],
  [{ $setIsSubset: [[1], [1, 2]] }, true],
  [{ $mergeObjects: ['$nested', { x: 1 }, null] }, { a: { b: 9 }, x: 1 }],
  [{ $getField: 's' }, 'Ankara'],
  [{ $getField: { field: 'b', input: '$nested.a' } }, 9],
  [{ $setField: { field: 'x.y', input: {}, value: 1 } }, { 'x.y': 1 }],
  [{ $unsetField: { field: 'b', input: '$nested.a' } }, {}],
  // Accumulators as expressions
  [{ $sum: '$list' }, 6],
  [{ $sum: ['$i', '$d', 'x'] }, 7.5],
  [{ $avg: '$list' }, double(2)],
  [{ $min: ['$list', 0] }, 0],
  [{ $max: '$list' }, 3],
  [{ $avg: [] }, null],
  [{ $sum: [0.1, 0.2, 0.3] }, 0.6],
  [{ $sum: { $map: { input: { $range: [0, 10] }, in: 0.1 } } }, double(1)],
  // Conversion
  [{ $toInt: '42' }, 42],
  [{ $toInt: 2.9 }, 2],
  [{ $toLong: '$when' }, long(at('2026-03-15T22:30:15.250Z').getTime())],
  [{ $toDouble: '1e3' }, double(1000)],
  [{ $toDecimal: '0.10' }, decimal('0.10')],
  [{ $toDecimal: 2.5 }, decimal('2.50000000000000')],
  [{ $toString: '$d' }, '2.5'],
  [{ $toString: '$one' }, '1'],
  [{ $toString: '$id' }, id.toHexString()],
  [{ $toString: '$when' }, '2026-03-15T22:30:15.250Z'],
  [{ $toBool: 'false' }, true],
  [{ $toBool: 0 }, false],
  [{ $toDate: '2026-01-02' }, at('2026-01-02T00:00:00Z')],
  [{ $toDate: '2026-02-01T10:00:00.5+03:00' }, at('2026-02-01T07:00:00.500Z')],
  [{ $toDate: long(5) }, new Date(5)],
  [{ $toDate: '$id' }, id.getTimestamp()],
  [{ $toObjectId: id.toHexString() }, id],
  [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'],
  [{ $convert: { input: null, to: 'int', onNull: 0 } }, 0],
  [{ $convert: { input: '7', to: 16 } }, 7],
  [{ $type: '$nothing' }, 'missing'],
  [{ $type: '$m' }, 'decimal'],
  [{ $isNumber: '$l' }, true],
  [{ $isNumber: new Timestamp({ t: 1, i: 1 }) }, false],
  [{ $sum: [new Timestamp({ t: 1, i: 1 }), 2] }, 2],
  [{ $not: new Timestamp({ t: 0, i: 0 }) }, false],
];

describe('Expressions', () => {
  it.each(cases)('%j = %j', (spec, expected) => {
    const result = run(spec);
    if (expected === undefined) expect(result).toBeUndefined();
    else expect(bytes(result)).toBe(bytes(expected));
  });

  it('compare with the collation', () => {
    const collation = makeCollator({ locale: 'tr', strength: 1 });
    expect(compileExpression({ $eq: ['$a', 'IŞIK'] }, { collation })({ ROOT: { a: 'ışık' } })).toBe(true);
    expect(compileExpression({ $in: ['IŞIK', '$a'] }, { collation })({ ROOT: { a: ['ışık'] } })).toBe(true);
  });

  it('read variables given as let', () => {
    const context = { let: evaluateLet(doc({ x: doc({ $add: [1, 2] }) })) };
    expect(compileExpression('$$x', context)({ ROOT: {} })).toBe(3);
  });

  it.each<[unknown, number]>([
    [{ $foo: 1 }, 168],
    [{ $abs: 1, $ceil: 2 }, 15983],
    [{ $abs: [1, 2] }, 16020],
    [{ $abs: 'x' }, 28765],
    ['$$nobody', 17276],
    [{ $add: ['x'] }, 14],
    [{ $add: [new Timestamp({ t: 1, i: 1 }), 1] }, 14],
    [{ $toInt: new Timestamp({ t: 1, i: 1 }) }, 241],
    [{ $subtract: ['x', 1] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 16610],
    [{ $concat: [1] }, 16702],
    [{ $cond: [1, 2] }, 16020],
    [{ $switch: { branches: [] } }, 40068],
    [{ $arrayElemAt: [5, 0] }, 28689],
    [{ $size: 5 }, 17124],
    [{ $in: [1, 2] }, 40081],
    [{ $map: { input: 5, in: 1 } }, 16883],
    [{ $filter: { input: 5, cond: true } }, 28651],
    [{ $filter: { input: '$list', cond: true, limit: 1 } }, 9],
    [{ $reduce: { input: 5, initialValue: 0, in: 1 } }, 40080],
    [{ $reduce: { input: [], initialValue: 0, in: 1, as: 'x' } }, 9],
    [{ $map: { input: [], in: 1, x: 1 } }, 9],
    [{ $toInt: 'x' }, 241],
    [{ $toInt: 3000000000 }, 241],
    [{ $toObjectId: 'x' }, 241],
    [{ $toDate: 'x' }, 241],
    [{ $year: 'x' }, 16006],
    [{ $function: {} }, 115],
    [{ $rand: {} }, 115],
    [{ $let: { vars: { X: 1 }, in: 1 } }, 9],
    [{ 'a.b': 1 }, 16412],
    [{ $mergeObjects: 5 }, 40400],
    [{ $round: [1, 200] }, 51083],
    [{ $split: ['a', ''] }, 40087],
    [{ $dateToString: { date: '$when', format: '%Q' } }, 18536],
    [{ $dateToString: { date: '$when', format: '%V' } }, 18536],
    [{ $dateToString: { date: at('+012345-01-01T00:00:00Z') } }, 18537],
    [{ $year: [] }, 40536],
    [{ $toDate: '2026-02-30' }, 241],
    [{ $round: [Long.MAX_VALUE, -1] }, 51080],
    [{ $year: { date: '$when', timezone: 'Mars/Base' } }, 40485],
  ])('refuse %j with %d', (spec, code) => {
    expect(() => run(spec)).toThrow(expect.objectContaining({ code }));
  });
  it.each<object>([
    { $indexOfCP: ['$s', 'a'] },
    { $pow: [2, 10] },
    { $sqrt: 9 },
    { $exp: 0 },
    { $ln: 1 },
    { $log: [8, 2] },
    { $log10: 1000 },
    { $bitAnd: [6, 3] },
    { $bitOr: [6, long(1)] },
    { $bitXor: [6, 3] },
    { $bitNot: 5 },
    { $strcasecmp: ['AB', 'ab'] },
    { $indexOfBytes: ['$t', 'd'] },
    { $regexFind: { input: 'ab12', regex: '([a-z]+)(\\d+)?' } },
    { $regexFindAll: { input: 'a1b2', regex: new BSONRegExp('\\d') } },
    { $firstN: { n: 2, input: '$list' } },
    { $maxN: { n: 2, input: '$list' } },
    { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, 'z'] } },
    { $allElementsTrue: [[1, true]] },
    { $anyElementTrue: [[0, null]] },
    { $binarySize: 'ğ' },
    { $bsonSize: {} },
    { $stdDevPop: [1, 3] },
    { $dateAdd: { startDate: '$when', unit: 'eon', amount: 1 } },
    { $week: date },
    { $isoWeek: date },
    { $isoWeekYear: at('2027-01-01T00:00:00Z') },
    { $isoDayOfWeek: date },
    { $dateFromString: { dateString: '2026-02-01T10:00:00', timezone: TR } },
    { $dateFromParts: { year: 2026, month: 14, day: 1 } },
    { $dateToParts: { date, timezone: TR } },
    { $dateSubtract: { startDate: at('2026-03-31T00:00:00Z'), unit: 'quarter', amount: 1 } },
    { $dateDiff: { startDate: at('2025-12-31T23:00:00Z'), endDate: at('2026-01-01T00:00:00Z'), unit: 'year' } },
    { $dateTrunc: { date, unit: 'day', timezone: TR } },
    { $sin: 1 },
    { $atan2: [1, 1] },
    { $degreesToRadians: 1 },
    { $lastN: { n: 1, input: [1] } },
    { $minN: { n: 1, input: [1] } },
    { $stdDevSamp: [1, 3] },
    { $tsSecond: 1 },
    { $tsIncrement: 1 },
  ])('refuse what is out of scope: %j', (spec) => {
    const message = `Unrecognized expression '${Object.keys(spec)[0]}'`;
    expect(() => run(spec)).toThrow(
      expect.objectContaining({ code: 168, codeName: 'InvalidPipelineOperator', message }),
    );
  });
});

const TR = 'Europe/Istanbul';
const date = '$when';

describe('Date expressions', () => {
  it.each<[unknown, unknown]>([
    [{ $year: date }, 2026],
    [{ $month: date }, 3],
    [{ $dayOfMonth: { date, timezone: TR } }, 16],
    [{ $hour: { date, timezone: '+03:00' } }, 1],
    [{ $minute: date }, 30],
    [{ $second: date }, 15],
    [{ $millisecond: date }, 250],
    [{ $dayOfWeek: date }, 1],
    [{ $dayOfYear: date }, 74],
    [{ $hour: { date: at('1900-01-01T00:00:00Z'), timezone: TR } }, 1],
    [
      { $dateToString: { date: at('2026-07-01T04:05:06Z'), format: '%H:%M %z', timezone: 'America/New_York' } },
      '00:05 -0400',
    ],
    [{ $year: '$n' }, null],
    [{ $year: '$id' }, 2024],
    [{ $year: new Timestamp({ t: 0, i: 0 }) }, 1970],
    [{ $dateToString: { date } }, '2026-03-15T22:30:15.250Z'],
    [{ $dateToString: { date, timezone: TR } }, '2026-03-16T01:30:15.250'],
    [
      { $dateToString: { date, format: '%d.%m.%Y %H:%M:%S.%L %z %Z %j %%', timezone: TR } },
      '16.03.2026 01:30:15.250 +0300 180 075 %',
    ],
    [{ $dateToString: { date: '$n', onNull: '-' } }, '-'],
  ])('%j = %j', (spec, expected) => {
    expect(bytes(run(spec))).toBe(bytes(expected));
  });
});
