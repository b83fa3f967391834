import { Double, Long } from 'bson';
import { describe, expect, it } from 'vitest';
import {
  compileFilter,
  compileProjection,
  type Doc,
  decode,
  encode,
  makeCollator,
  type PipelineContext,
  runPipeline,
  sortDocuments,
  splitPipeline,
} from '../../../src/database/embedded/language/index.ts';

const stored = (fields: object): Doc => decode(encode(fields as Doc));
const bytes = (docs: Iterable<object>): string[] =>
  [...docs].map((fields) => JSON.stringify(decode(encode(fields as Doc))));

const collections: Record<string, object[]> = {
  people: [
    { _id: 1, name: 'Ayşe', unit: 'A', age: 30, tags: ['x', 'y'] },
    { _id: 2, name: 'Cem', unit: 'B', age: 40, tags: [] },
    { _id: 3, name: 'Çiğdem', unit: 'A', age: 50, tags: null },
    { _id: 4, name: 'Demir', unit: 'C', age: 40 },
  ],
  units: [
    { _id: 'A', title: 'Atama', chiefs: [1, 2] },
    { _id: 'B', title: 'Bordro', chiefs: [3] },
  ],
};
const asked: unknown[] = [];

const world = (more: Partial<PipelineContext> = {}): PipelineContext => {
  const context: PipelineContext = {
    memoryLimitBytes: 1_000_000,
    tick: () => {},
    find: (collection, filter, options) => {
      asked.push([collection, JSON.stringify(filter)]);
      return (collections[collection] ?? []).map(stored).filter((fields) => compileFilter(filter, options)(fields));
    },
    ...more,
  };
  return context;
};
const people = () => (collections.people ?? []).map(stored);
const run = (stages: object[], more: Partial<PipelineContext> = {}): Doc[] => [
  ...runPipeline(people(), stages.map(stored), world(more)),
];

const cases: [title: string, stages: object[], expected: object[]][] = [
  [
    '$match',
    [{ $match: { age: 40 } }, { $project: { name: 1 } }],
    [
      { _id: 2, name: 'Cem' },
      { _id: 4, name: 'Demir' },
    ],
  ],
  [
    '$project',
    [{ $limit: 1 }, { $project: { _id: 0, who: '$name', u: { code: '$unit' }, 'in.ages': ['$age'] } }],
    [{ who: 'Ayşe', u: { code: 'A' }, in: { ages: [30] } }],
  ],
  ['$project excludes', [{ $limit: 1 }, { $project: { tags: 0, age: 0, unit: 0 } }], [{ _id: 1, name: 'Ayşe' }]],
  [
    '$set and $unset',
    [{ $limit: 1 }, { $set: { age: { $add: ['$age', 1] }, 'x.y': 1, tags: '$$REMOVE' } }, { $unset: ['name', 'unit'] }],
    [{ _id: 1, age: 31, x: { y: 1 } }],
  ],
  [
    '$addFields into arrays',
    [{ $limit: 1 }, { $project: { a: [{ b: 1 }, { b: 2 }, 3] } }, { $addFields: { 'a.c': 0 } }],
    [{ _id: 1, a: [{ b: 1, c: 0 }, { b: 2, c: 0 }, { c: 0 }] }],
  ],
  [
    '$group',
    [
      {
        $group: {
          _id: '$unit',
          n: { $sum: 1 },
          age: { $avg: '$age' },
          names: { $push: '$name' },
          top: { $max: '$age' },
        },
      },
      { $sort: { _id: 1 } },
      { $limit: 1 },
    ],
    [{ _id: 'A', n: 2, age: 40, names: ['Ayşe', 'Çiğdem'], top: 50 }],
  ],
  [
    '$group on null',
    [
      {
        $group: {
          _id: null,
          n: { $count: {} },
          first: { $first: '$name' },
          last: { $last: '$nothing' },
          set: { $addToSet: '$age' },
        },
      },
    ],
    [{ _id: null, n: 4, first: 'Ayşe', last: null, set: [30, 40, 50] }],
  ],
  ['$group by missing', [{ $group: { _id: '$nothing', n: { $sum: 1 } } }], [{ _id: null, n: 4 }]],
  ['$group by document', [{ $group: { _id: { u: '$unit' } } }, { $limit: 1 }], [{ _id: { u: 'A' } }]],
  [
    '$sort, $skip, $limit',
    [{ $sort: { age: -1, name: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
    [{ _id: 2 }, { _id: 4 }],
  ],
  [
    '$sort with limit keeps ties in order',
    [{ $sort: { age: 1 } }, { $limit: 3 }, { $project: { _id: 1 } }],
    [{ _id: 1 }, { _id: 2 }, { _id: 4 }],
  ],
  [
    '$unwind',
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
    ],
  ],
  [
    '$unwind keeps',
    [
      { $unwind: { path: '$tags', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } },
      { $project: { tags: 1, i: 1 } },
    ],
    [
      { _id: 1, tags: 'x', i: 0 },
      { _id: 1, tags: 'y', i: 1 },
      { _id: 2, i: null },
      { _id: 3, tags: null, i: null },
      { _id: 4, i: null },
    ],
  ],
  ['$count', [{ $count: 'n' }], [{ n: 4 }]],
  ['$count of nothing', [{ $match: { _id: 99 } }, { $count: 'n' }], []],
  ['$sortByCount', [{ $sortByCount: '$age' }, { $limit: 1 }], [{ _id: 40, count: 2 }]],
  [
    '$bucket',
    [{ $bucket: { groupBy: '$age', boundaries: [0, 40, 45], default: 'old', output: { ids: { $push: '$_id' } } } }],
    [
      { _id: 0, ids: [1] },
      { _id: 40, ids: [2, 4] },
      { _id: 'old', ids: [3] },
    ],
  ],
  ['$replaceRoot', [{ $limit: 1 }, { $replaceRoot: { newRoot: { n: '$name' } } }], [{ n: 'Ayşe' }]],
  [
    '$replaceWith',
    [{ $limit: 1 }, { $replaceWith: { $mergeObjects: [{ z: 1 }, { n: '$name' }] } }],
    [{ z: 1, n: 'Ayşe' }],
  ],
  [
    '$facet',
    [
      {
        $facet: {
          old: [{ $match: { age: { $gt: 45 } } }, { $count: 'n' }],
          all: [{ $group: { _id: null, s: { $sum: '$age' } } }],
        },
      },
    ],
    [{ old: [{ n: 1 }], all: [{ _id: null, s: 160 }] }],
  ],
  [
    '$lookup by fields',
    [
      { $match: { _id: { $in: [1, 4] } } },
      { $lookup: { from: 'units', localField: 'unit', foreignField: '_id', as: 'u' } },
      { $project: { t: '$u.title' } },
    ],
    [
      { _id: 1, t: ['Atama'] },
      { _id: 4, t: [] },
    ],
  ],
  [
    '$lookup into arrays',
    [
      { $match: { _id: 3 } },
      { $lookup: { from: 'units', localField: '_id', foreignField: 'chiefs', as: 'u' } },
      { $project: { t: '$u.title' } },
    ],
    [{ _id: 3, t: ['Bordro'] }],
  ],
  [
    '$lookup of missing joins null',
    [
      { $match: { _id: 4 } },
      { $lookup: { from: 'units', localField: 'nothing', foreignField: 'absent', as: 'u' } },
      { $project: { n: { $size: '$u' } } },
    ],
    [{ _id: 4, n: 2 }],
  ],
  [
    '$lookup by pipeline',
    [
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'units',
          let: { u: '$unit' },
          pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$u'] } } }, { $project: { title: 1 } }],
          as: 'u',
        },
      },
      { $project: { u: 1 } },
    ],
    [{ _id: 1, u: [{ _id: 'A', title: 'Atama' }] }],
  ],
  [
    '$lookup by both',
    [
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'units',
          localField: 'unit',
          foreignField: '_id',
          pipeline: [{ $project: { _id: 0, title: 1 } }],
          as: 'u',
        },
      },
      { $project: { u: 1 } },
    ],
    [{ _id: 1, u: [{ title: 'Atama' }] }],
  ],
  [
    '$lookup uncorrelated',
    [
      { $match: { _id: { $lt: 3 } } },
      { $lookup: { from: 'units', pipeline: [{ $count: 'n' }], as: 'u.all' } },
      { $project: { n: '$u.all.n' } },
    ],
    [
      { _id: 1, n: [2] },
      { _id: 2, n: [2] },
    ],
  ],
  [
    '$unionWith',
    [
      { $match: { _id: 1 } },
      { $project: { _id: 1 } },
      { $unionWith: { coll: 'units', pipeline: [{ $match: { _id: 'B' } }, { $project: { _id: 1 } }] } },
    ],
    [{ _id: 1 }, { _id: 'B' }],
  ],
];

describe('Pipelines', () => {
  it.each(cases)('%s', (_title, stages, expected) => {
    expect(bytes(run(stages))).toEqual(bytes(expected));
  });

  it('are lazy: a $limit stops reading', () => {
    let read = 0;
    const input = (function* () {
      for (const fields of people()) {
        read += 1;
        yield fields;
      }
    })();
    expect([...runPipeline(input, [{ $match: {} }, { $project: { _id: 1 } }, { $limit: 2 }], world())]).toHaveLength(2);
    expect(read).toBe(2);
  });

  it('call tick for every document', () => {
    let ticks = 0;
    run([{ $match: {} }, { $sort: { age: 1 } }], {
      tick: () => {
        ticks += 1;
      },
    });
    expect(ticks).toBe(8);
  });

  it.each([
    [{ $sort: { age: 1 } }],
    [{ $group: { _id: '$_id' } }],
    [{ $group: { _id: null, all: { $push: '$$ROOT' } } }],
    [{ $facet: { a: [] } }],
  ])('refuse to keep more than the limit: %j', (stage) => {
    expect(() => run([stage], { memoryLimitBytes: 50 })).toThrow(
      expect.objectContaining({ code: 292, codeName: 'QueryExceededMemoryLimitNoDiskUseAllowed' }),
    );
  });

  it('group and sort with the collation', () => {
    const collation = makeCollator({ locale: 'tr', strength: 1 });
    const docs = ['IŞIK', 'ışık', 'Işık', 'cam', 'çam'].map((s) => stored({ s }));
    const groups = [
      ...runPipeline(docs, [{ $group: { _id: '$s', n: { $sum: 1 } } }, { $sort: { _id: 1 } }], world({ collation })),
    ];
    expect(bytes(groups)).toEqual(
      bytes([
        { _id: 'cam', n: 1 },
        { _id: 'çam', n: 1 },
        { _id: 'IŞIK', n: 3 },
      ]),
    );
  });

  it('join large inputs with one find a batch', () => {
    asked.length = 0;
    const input = Array.from({ length: 400 }, (_, i) => stored({ _id: i, unit: i % 2 ? 'A' : 'B' }));
    const joined = [
      ...runPipeline(
        input,
        [{ $lookup: { from: 'units', localField: 'unit', foreignField: '_id', as: 'u' } }],
        world(),
      ),
    ];
    expect(joined.every((fields) => (fields.u as Doc[])[0]?._id === fields.unit)).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it.each<[object, number]>([
    [{ $foo: 1 }, 40324],
    [{ $out: 'x' }, 40324],
    [{ $graphLookup: {} }, 40324],
    [{ $match: {}, $sort: {} }, 40323],
    [{ $match: 5 }, 15959],
    [{ $project: {} }, 51272],
    [{ $project: { a: 1, b: 0 } }, 31254],
    [{ $project: { a: 0, b: 1 } }, 31253],
    [{ $project: { a: 1, 'a.b': 1 } }, 31249],
    [{ $project: { 'a.b': 1, a: 1 } }, 31250],
    [{ $group: { n: { $sum: 1 } } }, 15955],
    [{ $group: { _id: 1, n: { $foo: 1 } } }, 15952],
    [{ $group: { _id: 1, n: { $top: { sortBy: { age: -1 }, output: '$name' } } } }, 15952],
    [{ $group: { _id: 1, n: { $bottomN: { n: 2, sortBy: { age: -1 }, output: '$_id' } } } }, 15952],
    [{ $group: { _id: 1, n: { $firstN: { n: 2, input: '$_id' } } } }, 15952],
    [{ $group: { _id: 1, n: { $stdDevPop: '$age' } } }, 15952],
    [{ $group: { _id: 1, n: 5 } }, 40234],
    [{ $sort: {} }, 15976],
    [{ $sort: { a: 2 } }, 15975],
    [{ $sort: { a: 'x' } }, 15974],
    [{ $limit: 0 }, 15958],
    [{ $skip: -1 }, 5107200],
    [{ $unwind: 'a' }, 28818],
    [{ $unwind: { path: '$a', x: 1 } }, 28811],
    [{ $count: '' }, 40156],
    [{ $sortByCount: 'a' }, 40148],
    [{ $bucket: { groupBy: '$a' } }, 40198],
    [{ $bucket: { groupBy: '$a', boundaries: [3] } }, 40192],
    [{ $bucket: { groupBy: '$a', boundaries: [3, 1] } }, 40194],
    [{ $bucket: { groupBy: '$a', boundaries: [1, 'x'] } }, 40193],
    [{ $replaceRoot: { newRoot: '$name' } }, 40228],
    [{ $facet: {} }, 40169],
    [{ $facet: { a: [{ $facet: {} }] } }, 40600],
    [{ $facet: { a: [{ $foo: 1 }] } }, 40324],
    [{ $lookup: { from: 'x' } }, 9],
    [{ $lookup: { from: 'x', as: 'y', pipeline: [{ $foo: 1 }] } }, 40324],
    [{ $unionWith: { coll: 'x', y: 1 } }, 40415],
    [{ $unionWith: { pipeline: [] } }, 9],
    [{ $documents: [] }, 40324],
    [{ $bucketAuto: {} }, 40324],
    [{ $bucket: { groupBy: '$age', boundaries: [0, 40] } }, 40066],
    [{ $lookup: { from: 'x', as: 'y', pipeline: [], z: 1 } }, 9],
    [{ $set: { a: { $foo: 1 } } }, 168],
    [{ $setWindowFields: {} }, 40324],
    [{ $search: {} }, 40324],
  ])('refuse %j with %d', (stage, code) => {
    expect(() => run([stage])).toThrow(expect.objectContaining({ code }));
  });

  it('need a collection', () => {
    expect(() => runPipeline(null, [stored({ $match: {} })], world())).toThrow(expect.objectContaining({ code: 73 }));
  });

  it.each<[object[], object]>([
    [
      [{ $match: { a: 1 } }, { $match: { b: 1 } }, { $group: { _id: 1 } }],
      { filter: { $and: [{ a: 1 }, { b: 1 }] }, rest: [{ $group: { _id: 1 } }] },
    ],
    [
      [{ $sort: { a: 1 } }, { $skip: 1 }, { $limit: 2 }, { $match: {} }],
      { filter: {}, sort: { a: 1 }, skip: 1, limit: 2, rest: [{ $match: {} }] },
    ],
    [[{ $limit: 2 }, { $skip: 1 }], { filter: {}, limit: 2, rest: [{ $skip: 1 }] }],
    [[], { filter: {}, rest: [] }],
  ])('split %j', (stages, expected) => {
    expect(splitPipeline(stages as Doc[])).toEqual(expected);
  });
});

describe('Find projections', () => {
  const source = { _id: 1, a: [{ x: 1, y: 1 }, { x: 2, y: 2 }, 7], b: { c: 1, d: 2 }, n: [1, 2, 3, 4], s: 'text' };
  const project = (spec: object, filter?: object) =>
    compileProjection(stored(spec), { mode: 'find', filter: filter && stored(filter) })(stored(source));

  it.each<[object, object, object?]>([
    [{}, source],
    [{ b: 1 }, { _id: 1, b: { c: 1, d: 2 } }],
    [{ _id: 0, 'b.c': 1 }, { b: { c: 1 } }],
    [{ _id: 0, 'a.x': true }, { a: [{ x: 1 }, { x: 2 }] }],
    [
      { a: 0, n: 0, 'b.c': 0 },
      { _id: 1, b: { d: 2 }, s: 'text' },
    ],
    [
      { 'a.x': 0, n: 0, b: 0, s: 0 },
      { _id: 1, a: [{ y: 1 }, { y: 2 }, 7] },
    ],
    [{ _id: 1 }, { _id: 1 }],
    [{ _id: 0, a: 0, b: 0, n: 0 }, { s: 'text' }],
    [
      { s: 1, n: { $slice: 2 } },
      { _id: 1, n: [1, 2], s: 'text' },
    ],
    [
      { n: { $slice: [-3, 2] }, a: 0, b: 0 },
      { _id: 1, n: [2, 3], s: 'text' },
    ],
    [{ n: { $slice: -1 } }, { ...source, n: [4] }],
    [{ a: { $elemMatch: { x: { $gt: 1 } } } }, { _id: 1, a: [{ x: 2, y: 2 }] }],
    [
      { a: { $elemMatch: { x: 9 } }, s: 1 },
      { _id: 1, s: 'text' },
    ],
    [{ 'a.$': 1 }, { _id: 1, a: [{ x: 2, y: 2 }] }, { 'a.x': 2 }],
    [{ 'n.$': 1, s: 1 }, { _id: 1, n: [3], s: 'text' }, { n: { $gt: 2 } }],
    [
      { _id: 0, s: 1, t: '$b.c', u: { $size: '$n' } },
      { s: 'text', t: 1, u: 4 },
    ],
    [{ _id: 0, b: { d: 1 } }, { b: { d: 2 } }],
  ])('%j', (spec, expected, filter) => {
    expect(bytes([project(spec, filter)])).toEqual(bytes([expected]));
  });

  it.each<[object, number, object?]>([
    [{ a: 1, b: 0 }, 31254],
    [{ a: 0, b: 1 }, 31253],
    [{ a: {} }, 51270],
    [{ 'a.$': 1, 'b.$': 1 }, 31276, {}],
    [{ 'a.$': 0 }, 31395],
    [{ 'a.$': 1 }, 51246, { s: 'text' }],
    [{ a: { $foo: 1 } }, 168],
    [{ 'a.b': { $elemMatch: {} } }, 31275],
  ])('refuse %j with %d', (spec, code, filter) => {
    expect(() => project(spec, filter)).toThrow(expect.objectContaining({ code }));
  });
});

describe('Sorting', () => {
  const sorted = (values: unknown[], direction: number) =>
    sortDocuments(
      values.map((v) => stored({ v })),
      { v: direction },
    ).map((fields) => fields.v);

  it('orders types, missing as null, arrays by their least or greatest element', () => {
    expect(sorted([[5, 1], 3, [], null, 'x', [2]], 1)).toEqual([[], null, [5, 1], [2], 3, 'x']);
    expect(sorted([[5, 1], 3, [], null, 'x', [2]], -1)).toEqual(['x', [5, 1], 3, [2], null, []]);
  });

  it('enters arrays of documents and numbers of all types', () => {
    const docs = [{ a: [{ n: 5 }, { n: 2 }] }, { a: { n: new Double(3) } }, { a: { n: Long.fromNumber(1) } }, {}].map(
      stored,
    );
    expect(sortDocuments(docs, { 'a.n': 1 }).map((fields) => docs.indexOf(fields))).toEqual([3, 2, 0, 1]);
    expect(sortDocuments(docs, { 'a.n': -1 }, undefined, 2).map((fields) => docs.indexOf(fields))).toEqual([0, 1]);
  });

  it('is stable and the same with a limit as without', () => {
    const docs = Array.from({ length: 5000 }, (_, i) => stored({ i, k: (i * 7919) % 10 }));
    const all = sortDocuments(docs, { k: 1 });
    expect(
      all.every(
        (fields, i) => i === 0 || Number(all[i - 1]?.k) < Number(fields.k) || Number(all[i - 1]?.i) < Number(fields.i),
      ),
    ).toBe(true);
    expect(sortDocuments(docs, { k: 1 }, undefined, 700)).toEqual(all.slice(0, 700));
  });
});
