import { BSONRegExp, Decimal128, Double, Long, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileUpdate,
  type Doc,
  decode,
  encode,
  makeCollator,
  type UpdateOptions,
  upsertBase,
} from '../../../src/database/embedded/language/index.ts';
import { anyDoc, anyValue, doc as made } from './values.ts';

const stored = (fields: object): Doc => decode(encode(fields as Doc));
const now = new Date('2026-03-01T10:00:00Z');
const run = (update: object, fields: object, options: UpdateOptions = {}, isInsert = false): Doc => {
  const parsed = Array.isArray(update) ? update.map((stage: object) => stored(stage)) : stored(update);
  return compileUpdate(parsed, { now, ...options }).apply(stored(fields), isInsert);
};
const bytes = (fields: object): string => encode(fields as Doc).toString('hex');

const cases: [title: string, update: object, before: object, after: object, options?: UpdateOptions][] = [
  ['$set', { $set: { a: 2, 'b.c': 3 } }, { _id: 1, a: 1 }, { _id: 1, a: 2, b: { c: 3 } }],
  [
    '$set adds by path order, numbers by value',
    { $set: { b: 1, a: 1, 'c.10': 1, 'c.9': 1 } },
    { _id: 1 },
    { _id: 1, a: 1, b: 1, c: { 9: 1, 10: 1 } },
  ],
  ['$set into an array pads', { $set: { 'a.2': 9 } }, { a: [1] }, { a: [1, null, 9] }],
  ['$set changes the number type', { $set: { a: new Double(1) } }, { a: 1 }, { a: new Double(1) }],
  ['$unset', { $unset: { a: '', 'b.c': '', 'd.x': '' } }, { a: 1, b: { c: 1, e: 2 } }, { b: { e: 2 } }],
  ['$unset in an array leaves null', { $unset: { 'a.0': '' } }, { a: [1, 2] }, { a: [null, 2] }],
  ['$inc', { $inc: { a: 2, b: 1 } }, { a: 1 }, { a: 3, b: 1 }],
  ['$inc overflows int to long', { $inc: { a: 1 } }, { a: 2147483647 }, { a: Long.fromNumber(2147483648) }],
  ['$inc keeps long', { $inc: { a: 1 } }, { a: Long.fromNumber(1) }, { a: Long.fromNumber(2) }],
  ['$inc by decimal', { $inc: { a: Decimal128.fromString('0.1') } }, { a: 1 }, { a: Decimal128.fromString('1.1') }],
  ['$inc by double', { $inc: { a: 0.5 } }, { a: 1.5 }, { a: new Double(2) }],
  ['$mul', { $mul: { a: 3, b: Long.fromNumber(3) } }, { a: 2 }, { a: 6, b: Long.fromNumber(0) }],
  ['$min and $max', { $min: { a: 1, b: 9 }, $max: { c: 5, d: 5 } }, { a: 3, b: 3, c: 3 }, { a: 1, b: 3, c: 5, d: 5 }],
  [
    '$currentDate',
    { $currentDate: { a: true, b: { $type: 'timestamp' } } },
    {},
    { a: now, b: new Timestamp({ t: now.getTime() / 1000, i: 1 }) },
  ],
  ['$rename', { $rename: { a: 'b.c' } }, { a: 1, d: 1 }, { d: 1, b: { c: 1 } }],
  ['$rename of a missing field', { $rename: { x: 'y' } }, { a: 1 }, { a: 1 }],
  ['$setOnInsert on an update', { $setOnInsert: { a: 1 }, $set: { b: 1 } }, {}, { b: 1 }],
  ['$bit', { $bit: { a: { and: 6, or: 1 }, b: { xor: 5 } } }, { a: 12 }, { a: 5, b: 5 }],
  ['$push', { $push: { a: 1, b: [1] } }, { a: [0] }, { a: [0, 1], b: [[1]] }],
  [
    '$push with clauses',
    { $push: { a: { $each: [5, 1], $position: 0, $sort: -1, $slice: 2 } } },
    { a: [3] },
    { a: [5, 3] },
  ],
  [
    '$push sorts documents',
    { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
    { a: [{ n: 2 }] },
    { a: [{ n: 1 }, { n: 2 }] },
  ],
  ['$push slices from the end', { $push: { a: { $each: [4], $slice: -2 } } }, { a: [1, 2, 3] }, { a: [3, 4] }],
  ['$addToSet', { $addToSet: { a: { $each: [new Double(1), 2, 2] }, b: 1 } }, { a: [1] }, { a: [1, 2], b: [1] }],
  ['$pop', { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [1, 2] }, { a: [1], b: [2] }],
  ['$pull by value', { $pull: { a: 1 } }, { a: [1, 2, new Double(1)] }, { a: [2] }],
  ['$pull by condition', { $pull: { a: { $gte: 2 } } }, { a: [1, 2, 3] }, { a: [1] }],
  ['$pull by document', { $pull: { a: { b: 1 } } }, { a: [{ b: 1, c: 1 }, { b: 2 }, 1] }, { a: [{ b: 2 }, 1] }],
  [
    '$pull by $or',
    { $pull: { a: { $or: [{ b: 1 }, { b: 3 }] } } },
    { a: [{ b: 1 }, { b: 2 }, { b: 3 }] },
    { a: [{ b: 2 }] },
  ],
  ['$pull by regex', { $pull: { a: new BSONRegExp('^x') } }, { a: ['xa', 'a'] }, { a: ['a'] }],
  ['$pull by $in', { $pull: { a: { $in: [1, 2] } } }, { a: [1, 2, 3] }, { a: [3] }],
  [
    '$pull with $elemMatch',
    { $pull: { a: { x: { $elemMatch: { y: 1 } } } } },
    { a: [{ x: [{ y: 1 }] }, { x: [] }] },
    { a: [{ x: [] }] },
  ],
  ['$pullAll', { $pullAll: { a: [1, { b: 1 }] } }, { a: [1, { b: 1 }, { b: 1, c: 1 }] }, { a: [{ b: 1, c: 1 }] }],
  ['$[]', { $inc: { 'a.$[].n': 1 } }, { a: [{ n: 1 }, { n: 2 }] }, { a: [{ n: 2 }, { n: 3 }] }],
  [
    '$[id]',
    { $set: { 'a.$[e].x': 1 } },
    { a: [{ n: 1 }, { n: 2 }] },
    { a: [{ n: 1 }, { n: 2, x: 1 }] },
    { arrayFilters: [made({ 'e.n': { $gt: 1 } })] },
  ],
  [
    '$[id] looks at the document before',
    { $set: { 'a.$[e].n': 9, 'a.$[e].at': 1 } },
    { a: [{ n: 1 }] },
    { a: [{ n: 9, at: 1 }] },
    { arrayFilters: [made({ 'e.n': 1 })] },
  ],
  ['$', { $set: { 'a.$': 9 } }, { a: [1, 2] }, { a: [1, 9] }, { filter: made({ a: 2 }) }],
  [
    '$ twice',
    { $set: { 'a.$.n': 9, 'a.$.at': 1 } },
    { a: [{ n: 1 }, { n: 2 }] },
    { a: [{ n: 1 }, { n: 9, at: 1 }] },
    { filter: made({ 'a.n': 2 }) },
  ],
  ['replacement keeps _id in front', { b: 1 }, { _id: 1, a: 1 }, { _id: 1, b: 1 }],
  ['pipeline', [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { _id: 1, a: 1 }, { _id: 1, b: 2 }],
  ['pipeline that drops _id', [{ $replaceWith: { c: '$a' } }], { _id: 1, a: 1 }, { _id: 1, c: 1 }],
  ['pipeline with let', [{ $set: { b: '$$v' } }], { a: 1 }, { a: 1, b: 7 }, { let: made({ v: 7 }) }],
  [
    'collated $addToSet',
    { $addToSet: { a: 'IŞIK' } },
    { a: ['ışık'] },
    { a: ['ışık'] },
    { collation: makeCollator({ locale: 'tr', strength: 1 }) },
  ],
  ['empty modifiers', { $set: {} }, { a: 1 }, { a: 1 }],
];

describe('Updates', () => {
  it.each(cases)('%s', (_title, update, before, after, options) => {
    expect(bytes(run(update, before, options))).toBe(bytes(after));
  });

  it('sets $setOnInsert when it inserts', () => {
    expect(run({ $setOnInsert: { a: 1 }, $set: { b: 1 } }, {}, {}, true)).toEqual(made({ a: 1, b: 1 }));
  });

  it.each<[string, object, object]>([
    ['$set to the same', { $set: { a: 1 } }, { a: 1 }],
    ['$inc by 0', { $inc: { a: 0 } }, { a: 1 }],
    ['$pull nothing', { $pull: { a: 9 } }, { a: [1] }],
    ['$addToSet present', { $addToSet: { a: 1 } }, { a: [1] }],
    ['$unset missing', { $unset: { 'x.y': 1 } }, { a: 1 }],
    ['$max less', { $max: { a: 0 } }, { a: 1 }],
    ['same replacement', { a: 1 }, { _id: 1, a: 1 }],
    ['pipeline without effect', [{ $set: { a: 1 } }], { a: 1 }],
  ])('gives the same object when nothing changes: %s', (_title, update, before) => {
    const doc = stored(before);
    expect(compileUpdate(update as Doc, {}).apply(doc, false)).toBe(doc);
  });

  it('never changes its argument', () => {
    const update = { $set: { 'a.0.b': 1, c: 2 }, $push: { l: 3 }, $unset: { d: 1 }, $inc: { 'e.f': 1 } };
    const before = stored({ a: [{ b: 0 }], l: [1], d: 1, e: { f: 1 } });
    const copy = bytes(before);
    compileUpdate(stored(update), {}).apply(before, false);
    expect(bytes(before)).toBe(copy);
  });

  it('sets and unsets any value at any field', () => {
    fc.assert(
      fc.property(anyDoc, anyValue, (fields, value) => {
        const set = compileUpdate({ $set: { zz: value } }).apply(fields, false);
        expect(bytes(made({ zz: set.zz }))).toBe(bytes(made({ zz: value })));
        expect(bytes(compileUpdate({ $unset: { zz: 1 } }).apply(set, false))).toBe(bytes(fields));
      }),
      { numRuns: 300 },
    );
  });

  it.each<[object, object, number, UpdateOptions?]>([
    [{ $foo: { a: 1 } }, {}, 9],
    [{ $set: { a: 1 }, b: 1 }, {}, 9],
    [{ $set: 5 }, {}, 9],
    [{ $set: { a: 1, 'a.b': 1 } }, {}, 40],
    [{ $set: { a: 1 }, $inc: { a: 1 } }, {}, 40],
    [{ $rename: { a: 'b' }, $set: { b: 1 } }, {}, 40],
    [{ $set: { 'a.$[].x': 1, 'a.0.x': 2 } }, { a: [{}] }, 40],
    [{ $set: { '': 1 } }, {}, 56],
    [{ $set: { 'a..b': 1 } }, {}, 56],
    [{ $set: { $a: 1 } }, {}, 52],
    [{ $set: { $: 1 } }, {}, 2],
    [{ $set: { 'a.$.b.$': 1 } }, {}, 2],
    [{ $set: { 'a.b': 1 } }, { a: 5 }, 28],
    [{ $set: { 'a.b': 1 } }, { a: null }, 28],
    [{ $set: { 'a.b': 1 } }, { a: [] }, 28],
    [{ $set: { _id: 2 } }, { _id: 1 }, 66],
    [{ $unset: { _id: 1 } }, { _id: 1 }, 66],
    [{ _id: 2, a: 1 }, { _id: 1 }, 66],
    [[{ $set: { _id: 2 } }], { _id: 1 }, 66],
    [{ a: 1, $b: 1 }, { _id: 1 }, 52],
    [{ $inc: { a: 'x' } }, {}, 14],
    [{ $inc: { a: 1 } }, { a: 'x' }, 14],
    [{ $inc: { a: 1 } }, { a: null }, 14],
    [{ $inc: { a: 1 } }, { a: Long.MAX_VALUE }, 2],
    [{ $push: { a: 1 } }, { a: 1 }, 2],
    [{ $push: { a: { $each: 1 } } }, {}, 2],
    [{ $push: { a: { $each: [], $foo: 1 } } }, {}, 2],
    [{ $addToSet: { a: 1 } }, { a: 1 }, 2],
    [{ $pull: { a: 1 } }, { a: 1 }, 2],
    [{ $pullAll: { a: 1 } }, {}, 2],
    [{ $pop: { a: 2 } }, {}, 9],
    [{ $pop: { a: 1 } }, { a: 1 }, 14],
    [{ $bit: { a: { nand: 1 } } }, {}, 2],
    [{ $rename: { a: 'a' } }, {}, 2],
    [{ $currentDate: { a: 1 } }, {}, 2],
    [{ $set: { 'a.$': 1 } }, { a: [1] }, 2],
    [{ $set: { 'a.$[]': 1 } }, {}, 2],
    [{ $set: { 'a.$[]': 1 } }, { a: 1 }, 2],
    [{ $set: { 'a.$[x]': 1 } }, { a: [1] }, 2],
    [{ $set: { a: 1 } }, {}, 9, { arrayFilters: [{ x: 1 }] }],
    [{ $set: { 'a.$[x]': 1 } }, {}, 9, { arrayFilters: [{ x: 1 }, { 'x.y': 1 }] }],
    [[{ $match: {} }], {}, 72],
    [[{ $set: { a: 1 }, $unset: 'b' }], {}, 40323],
  ])('refuses %j on %j with %d', (update, before, code, options = {}) => {
    expect(() => compileUpdate(update as Doc, options).apply(stored(before), false)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('Upserts', () => {
  const id = new ObjectId();

  it.each<[object, object]>([
    [
      { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 1 } },
      { a: 1, b: { c: 2 } },
    ],
    [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
    [{ $or: [{ a: 1 }] }, { a: 1 }],
    [{ $or: [{ a: 1 }, { b: 1 }] }, {}],
    [{ a: { $all: [5] }, b: { $in: [1, 2] } }, { a: 5 }],
    [{ a: new BSONRegExp('x') }, {}],
    [
      { a: 1, _id: id },
      { _id: id, a: 1 },
    ],
  ])('start %j from %j', (filter, base) => {
    expect(bytes(upsertBase(stored(filter)))).toBe(bytes(base));
  });

  it('take _id null of a replacement', () => {
    expect(bytes(compileUpdate({ _id: null, a: 1 }).apply(made({}), true))).toBe(bytes({ _id: null, a: 1 }));
  });

  it('start a replacement from _id only', () => {
    expect(upsertBase({ a: 1, _id: 5 }, 'replacement')).toEqual(made({ _id: 5 }));
  });

  it.each<[object, 'modifiers' | 'replacement', number]>([
    [{ a: 1, $and: [{ a: 2 }] }, 'modifiers', 54],
    [{ a: {}, 'a.b': 1 }, 'modifiers', 54],
    [{ '_id.x': 1 }, 'replacement', 111],
  ])('refuse %j (%s) with %d', (filter, kind, code) => {
    expect(() => upsertBase(stored(filter), kind)).toThrow(expect.objectContaining({ code }));
  });

  it('refuse another _id than the filter has', () => {
    const update = compileUpdate({ $set: { _id: 2 } });
    expect(() => update.apply(upsertBase({ _id: 1 }), true)).toThrow(expect.objectContaining({ code: 66 }));
    expect(() => compileUpdate({ $set: { _id: [1] } }).apply(made({}), true)).toThrow(
      expect.objectContaining({ code: 53 }),
    );
  });
});
