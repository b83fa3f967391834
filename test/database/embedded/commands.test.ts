import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorOf, openEngine, type TestEngine } from './engine.ts';

let engine: TestEngine;
let db: mongo.Db;
beforeAll(async () => {
  engine = await openEngine({ memoryLimitBytes: 200_000, expireEveryMs: 50 });
  db = engine.db;
});
afterAll(() => engine.close());

describe('duplicate keys', () => {
  test('carry code, pattern, value and the message that mongoose shows', async () => {
    const people = db.collection('dup');
    await people.createIndex({ unit: 1, 'tags.name': -1 }, { unique: true });
    await people.insertOne({ unit: 7, tags: [{ name: 'a' }, { name: 'b' }] });
    const error = await errorOf(people.insertOne({ unit: 7, tags: [{ name: 'c' }, { name: 'b' }] }));
    expect(error.code).toBe(11000);
    expect(error.keyPattern).toEqual({ unit: 1, 'tags.name': -1 });
    expect(error.keyValue).toEqual({ unit: 7, 'tags.name': 'b' });
    expect(error.errmsg).toBe(
      'E11000 duplicate key error collection: test.dup index: unit_1_tags.name_-1 dup key: { unit: 7, tags.name: "b" }',
    );
    expect(await people.countDocuments({})).toBe(1);
  });

  test('an ordered insert stops at the error, an unordered one goes on', async () => {
    const people = db.collection<{ _id: number }>('ordered');
    const ordered = await people
      .insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }])
      .catch((error: mongo.MongoBulkWriteError) => error);
    expect(ordered).toMatchObject({ code: 11000, insertedCount: 1 });
    await expect(people.insertMany([{ _id: 1 }, { _id: 3 }], { ordered: false })).rejects.toMatchObject({
      insertedCount: 1,
    });
    expect((await people.find().toArray()).map((doc) => doc._id)).toEqual([1, 3]);
  });

  test('a missing value counts as null in a unique index, not in a sparse or partial one', async () => {
    const docs = db.collection('nulls');
    await docs.createIndexes([
      { key: { s: 1 }, unique: true, sparse: true },
      { key: { p: 1 }, unique: true, partialFilterExpression: { p: { $exists: true } } },
      { key: { u: 1 }, unique: true },
    ]);
    await docs.insertMany([{ u: 1 }, { u: 2 }]);
    expect((await errorOf(docs.insertMany([{ x: 1 }, { x: 2 }]))).errmsg).toContain('dup key: { u: null }');
  });
});

describe('explain', () => {
  test.each([
    ['_id', { _id: 5 }, {}, '_id_', 1],
    ['unique key', { sicil: 'S5' }, {}, 'sicil_1', 1],
    ['equality and sort', { unit: 3 }, { sort: { rank: -1 } }, 'unit_1_rank_-1', 10],
    ['range from both sides', { n: { $gte: 10, $lte: 19 } }, {}, 'n_1', 10],
    ['anchored expression', { sicil: /^S1[0-9]$/ }, {}, 'sicil_1', 11],
    ['sort alone', {}, { sort: { n: -1 }, limit: 5 }, 'n_1', 5],
    ['implied partial index', { note: 'x', flag: true }, {}, 'note_1', 1],
    ['several values', { n: { $in: [1, 2, 3] } }, {}, 'n_1', 3],
  ])('%s: names the index', async (_title, filter, options, indexName, documents) => {
    const people = await plannedPeople();
    const plan = await people
      .find(filter as mongo.Filter<Planned>, options as mongo.FindOptions)
      .explain('executionStats');
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).toContain(`"stage":"IXSCAN"`);
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).toContain(`"indexName":"${indexName}"`);
    expect(plan.executionStats.totalDocsExamined).toBe(documents);
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).not.toContain('"SORT"');
  });

  test.each([
    ['no index', { name: 'x' }],
    ['partial index not implied', { note: 'x' }],
    ['hidden index', { secret: 4 }],
  ])('%s: COLLSCAN', async (_title, filter) => {
    const plan = await (await plannedPeople()).find(filter as mongo.Filter<Planned>).explain('executionStats');
    expect(plan.queryPlanner.winningPlan.stage).toBe('COLLSCAN');
    expect(plan.executionStats).toMatchObject({ totalDocsExamined: 100, totalKeysExamined: 0 });
  });

  test('$or uses one index a branch', async () => {
    const plan = await (await plannedPeople()).find({ $or: [{ n: 4 }, { sicil: 'S7' }] }).explain('executionStats');
    expect(plan.queryPlanner.winningPlan.inputStage.stage).toBe('OR');
    expect(plan.executionStats.totalDocsExamined).toBe(2);
  });
});

interface Planned {
  _id: number;
  sicil: string;
  unit: number;
  rank: number;
  n: number;
  note: string;
  flag: boolean;
  secret: number;
}

async function plannedPeople(): Promise<mongo.Collection<Planned>> {
  const people = db.collection<Planned>('planned');
  if ((await people.estimatedDocumentCount()) > 0) return people;
  await people.createIndexes([
    { key: { sicil: 1 }, unique: true },
    { key: { unit: 1, rank: -1 } },
    { key: { n: 1 } },
    { key: { note: 1 }, partialFilterExpression: { flag: true } },
    { key: { secret: 1 }, hidden: true },
  ]);
  await people.insertMany(
    Array.from({ length: 100 }, (_, at) => ({
      _id: at,
      sicil: `S${at}`,
      unit: at % 10,
      rank: at,
      n: at,
      note: at === 1 ? 'x' : `n${at}`,
      flag: at === 1,
      secret: at,
    })),
  );
  return people;
}

describe('refusals', () => {
  test.each([
    ['unknown command', { nope: 1 }, 59],
    ['known but unsupported command', { mapReduce: 'a' }, 115],
    ['search index', { createSearchIndexes: 'a', indexes: [] }, 31082],
    ['API version', { ping: 1, apiVersion: '9' }, 322],
    ['unknown option', { find: 'a', filtre: {} }, 40415],
    ['capped collection', { create: 'capped', capped: true, size: 1000 }, 115],
    ['time series', { create: 'series', timeseries: { timeField: 't' } }, 115],
    ['view', { create: 'view', viewOn: 'a', pipeline: [] }, 115],
    ['text index', { createIndexes: 'a', indexes: [{ key: { t: 'text' }, name: 't' }] }, 67],
    ['wildcard index', { createIndexes: 'a', indexes: [{ key: { '$**': 1 }, name: 'w' }] }, 67],
    [
      'partial index that MongoDB refuses',
      { createIndexes: 'a', indexes: [{ key: { a: 1 }, name: 'p', partialFilterExpression: { a: { $ne: 1 } } }] },
      67,
    ],
    ['unknown index option', { createIndexes: 'a', indexes: [{ key: { a: 1 }, name: 'w', weights: {} }] }, 197],
    ['bad name', { create: 'a$b' }, 73],
    ['tailable cursor', { find: 'a', tailable: true }, 115],
    ['bad hint', { find: 'planned', hint: 'none_1' }, 2],
    ['getMore of nothing', { getMore: mongo.Long.fromNumber(5), collection: 'a' }, 43],
    ['batch without documents', { insert: 'a', documents: [] }, 16],
    ['snapshot outside a transaction', { find: 'a', readConcern: { level: 'snapshot' } }, 246],
    ['fail points outside tests', { configureFailPoint: 'failCommand', mode: 'off' }, 59],
    ['drop of the _id index', { dropIndexes: 'planned', index: '_id_' }, 72],
    ['drop of an index that is not there', { dropIndexes: 'planned', index: 'x_1' }, 27],
    ['indexes of a collection that is not there', { listIndexes: 'nowhere' }, 26],
  ])('%s', async (_title, command, code) => {
    expect((await errorOf(db.command(command as mongo.Document))).code).toBe(code);
  });

  test('a document over 16 MiB, a 65th index, an index of another form under the same name', async () => {
    const big = db.collection<{ _id: number; text: string }>('big');
    await big.insertOne({ _id: 1, text: 'x'.repeat(9_000_000) });
    const grown = await errorOf(big.updateOne({ _id: 1 }, [{ $set: { text: { $concat: ['$text', '$text'] } } }]));
    expect(grown.code).toBe(10334);
    const many = Array.from({ length: 64 }, (_, at) => ({ key: { [`f${at}`]: 1 as const }, name: `f${at}` }));
    expect((await errorOf(big.createIndexes(many))).code).toBe(67);
    await big.createIndex({ a: 1 }, { name: 'a' });
    expect((await errorOf(big.createIndex({ b: 1 }, { name: 'a' }))).code).toBe(86);
    expect((await errorOf(big.createIndex({ a: 1 }, { name: 'a', unique: true }))).code).toBe(85);
  });
});

describe('limits', () => {
  test('a scan ends when maxTimeMS is over, with 50', async () => {
    const many = db.collection('many');
    await many.insertMany(Array.from({ length: 20_000 }, (_, at) => ({ at, text: `text number ${at}` })));
    const slow = many
      .find({ text: /(a|b|c|d)+x$/ })
      .maxTimeMS(1)
      .toArray();
    expect((await errorOf(slow)).code).toBe(50);
  });

  test('a sort that needs too much memory ends with 292, with a limit it does not', async () => {
    const wide = db.collection('wide');
    await wide.insertMany(
      Array.from({ length: 1_000 }, (_, at) => ({ at: (at * 7) % 1_000, text: 'y'.repeat(1_000) })),
    );
    expect((await errorOf(wide.find().sort({ at: 1 }).toArray())).code).toBe(292);
    expect((await wide.find().sort({ at: 1 }).limit(3).toArray()).map((doc) => doc.at)).toEqual([0, 1, 2]);
  });

  test('a batch that is exactly full leaves the cursor open, a limit closes it', async () => {
    const few = db.collection('few');
    await few.insertMany([{ a: 1 }, { a: 2 }]);
    const open = await db.command({ find: 'few', batchSize: 2 });
    expect(open.cursor.id.toString()).not.toBe('0');
    const rest = await db.command({ getMore: mongo.Long.fromNumber(open.cursor.id), collection: 'few' });
    expect(rest.cursor).toMatchObject({ nextBatch: [] });
    const limited = await db.command({ find: 'few', limit: 2 });
    expect(limited.cursor.id.toString()).toBe('0');
  });

  test('$natural sorts by insertion, both ways, also where there is no collection', async () => {
    const inOrder = db.collection<{ _id: number }>('natural');
    await inOrder.insertMany([{ _id: 3 }, { _id: 1 }, { _id: 2 }]);
    const ids = async (sort: 1 | -1): Promise<number[]> =>
      (
        await inOrder
          .find({ _id: { $gt: 0 } })
          .sort({ $natural: sort })
          .toArray()
      ).map((doc) => doc._id);
    expect([await ids(1), await ids(-1)]).toEqual([
      [3, 1, 2],
      [2, 1, 3],
    ]);
    expect(await db.collection('nowhere').find().sort({ $natural: 1 }).toArray()).toEqual([]);
  });

  test('a cursor goes on while its collection is written', async () => {
    const moving = db.collection<{ _id: number; even?: boolean }>('moving');
    await moving.insertMany(Array.from({ length: 500 }, (_, _id) => ({ _id })));
    const seen: number[] = [];
    for await (const doc of moving.find({}, { batchSize: 50 })) {
      seen.push(doc._id);
      if (doc._id % 50 === 0) await moving.deleteOne({ _id: doc._id + 400 });
      await moving.updateOne({ _id: doc._id }, { $set: { even: doc._id % 2 === 0 } });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(492);
  });
});

describe('data', () => {
  test('BSON types survive', async () => {
    const types = db.collection<{ _id: string } & Record<string, unknown>>('types');
    const doc = {
      _id: 'all',
      double: new mongo.Double(1),
      long: mongo.Long.fromString('9007199254740993'),
      decimal: mongo.Decimal128.fromString('1.10'),
      binary: new mongo.Binary(Buffer.from('ab'), 0),
      regex: new mongo.BSONRegExp('^a', 'i'),
      stamp: new mongo.Timestamp({ t: 1, i: 2 }),
      min: new mongo.MinKey(),
      code: new mongo.Code('x'),
      none: null,
      array: [1, [2], {}],
    };
    await types.insertOne(doc);
    await types.updateOne({ _id: 'all' }, { $set: { more: 1 } });
    const [back] = await types.find({}, { promoteValues: false, bsonRegExp: true }).toArray();
    const text = (value: unknown): string => mongo.BSON.EJSON.stringify(value, { relaxed: false });
    expect(text(back?.double)).toBe('{"$numberDouble":"1.0"}');
    expect(text(back?.long)).toBe('{"$numberLong":"9007199254740993"}');
    for (const name of ['decimal', 'binary', 'regex', 'stamp', 'min', 'code', 'none'] as const)
      expect(text(back?.[name])).toBe(text(doc[name]));
  });

  test('Turkish collation: equality by index, order as in the alphabet', async () => {
    const names = db.collection('names');
    await names.createIndex({ name: 1 }, { collation: { locale: 'tr', strength: 2 } });
    await names.insertMany(['ışık', 'IŞIK', 'isim', 'İsim', 'çam', 'cam', 'dam'].map((name) => ({ name })));
    const tr = { locale: 'tr', strength: 2 as const };
    expect((await names.find({ name: 'IŞIK' }).collation(tr).toArray()).map((doc) => doc.name)).toEqual([
      'ışık',
      'IŞIK',
    ]);
    const plan = await names.find({ name: 'isim' }).collation(tr).explain();
    expect(JSON.stringify(plan)).toContain('name_1');
    const sorted = await names.find({}).sort({ name: 1 }).collation({ locale: 'tr' }).toArray();
    expect(sorted.map((doc) => doc.name)).toEqual(['cam', 'çam', 'dam', 'ışık', 'IŞIK', 'isim', 'İsim']);
  });

  test('keys beyond the limit of the store are found and stay unique', async () => {
    const long = db.collection('long');
    await long.createIndex({ text: 1 }, { unique: true });
    const text = (end: string): string => `${'z'.repeat(5_000)}${end}`;
    await long.insertMany([{ text: text('a') }, { text: text('b') }, { text: 'short' }]);
    expect((await long.findOne({ text: text('b') }))?.text).toBe(text('b'));
    expect((await long.find({ text: { $gt: text('a') } }).toArray()).map((doc) => doc.text)).toEqual([text('b')]);
    expect((await errorOf(long.insertOne({ text: text('a') }))).code).toBe(11000);
  });

  test('TTL documents disappear, dates in the future stay', async () => {
    const session = db.collection('ttl');
    await session.createIndex({ until: 1 }, { expireAfterSeconds: 0 });
    await session.insertMany([
      { until: new Date(0) },
      { until: new Date(Date.now() + 600_000) },
      { until: 'never' },
      {},
    ]);
    await expect.poll(() => session.countDocuments({}), { timeout: 5_000 }).toBe(3);
  });

  test('GridFS stores and reads a file in chunks', async () => {
    const bucket = new mongo.GridFSBucket(db, { chunkSizeBytes: 1_000 });
    const content = Buffer.from(Array.from({ length: 5_500 }, (_, at) => at % 251));
    const upload = bucket.openUploadStream('a.bin');
    await new Promise((resolve, reject) => upload.once('finish', resolve).once('error', reject).end(content));
    const parts: Buffer[] = [];
    for await (const part of bucket.openDownloadStream(upload.id)) parts.push(part as Buffer);
    expect(Buffer.concat(parts).equals(content)).toBe(true);
  });

  test('a validator refuses with 121', async () => {
    await db.createCollection('strict', { validator: { age: { $gte: 18 } } });
    expect((await errorOf(db.collection('strict').insertOne({ age: 3 }))).code).toBe(121);
    await db.collection('strict').insertOne({ age: 20 });
  });

  test('fifty writers at once are all answered and all there', async () => {
    const crowd = db.collection<{ _id: number }>('crowd');
    await Promise.all(Array.from({ length: 200 }, (_, _id) => crowd.insertOne({ _id })));
    expect(await crowd.countDocuments({})).toBe(200);
    expect(await crowd.countDocuments({ _id: { $gte: 100 } })).toBe(100);
  });
});

describe('collections and indexes', () => {
  test('are created, listed, renamed, changed and dropped', async () => {
    const other = engine.client.db('ddl');
    await other.createCollection('one');
    await other.collection('one').createIndex({ a: 1 }, { expireAfterSeconds: 60 });
    await other.command({ collMod: 'one', index: { name: 'a_1', expireAfterSeconds: 90 } });
    await other.collection('one').rename('two');
    expect((await other.listCollections().toArray()).map((info) => info.name)).toEqual(['two']);
    expect(await other.collection('two').indexes()).toMatchObject([
      { name: '_id_' },
      { name: 'a_1', expireAfterSeconds: 90 },
    ]);
    await other.collection('two').dropIndex('a_1');
    expect(await other.collection('two').indexes()).toHaveLength(1);
    expect((await engine.client.db('admin').admin().listDatabases()).databases.map((info) => info.name)).toContain(
      'ddl',
    );
    await other.dropDatabase();
    expect(await other.listCollections().toArray()).toEqual([]);
  });

  test('a unique index over double values is refused and leaves nothing behind', async () => {
    const twice = db.collection('twice');
    await twice.insertMany([{ a: 1 }, { a: 1 }]);
    expect((await errorOf(twice.createIndex({ a: 1 }, { unique: true }))).code).toBe(11000);
    expect(await twice.indexes()).toHaveLength(1);
    expect((await db.command({ validate: 'twice' })).valid).toBe(true);
    expect(
      (
        await errorOf(
          db
            .collection('par')
            .insertOne({ a: 1 })
            .then(() => db.collection('par').createIndex({ x: 1, y: 1 }))
            .then(() => db.collection('par').insertOne({ x: [1], y: [2] })),
        )
      ).code,
    ).toBe(171);
  });
});
