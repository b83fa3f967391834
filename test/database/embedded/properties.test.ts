/** Random documents, indexes, changes and queries: an index, a restart, and a plain list in memory all give the same. */
import fc from 'fast-check';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  compileFilter,
  compileUpdate,
  type Doc,
  decode,
  encode,
  sortDocuments,
} from '../../../src/database/embedded/language/index.ts';
import { openEngine, type TestEngine } from './engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

const { Binary, BSONRegExp, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } = mongo;

const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'ç', 'a\0b') },
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    new Double(1),
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Long.fromNumber(2),
    Long.fromString('9007199254740993'),
    Decimal128.fromString('1.5'),
    Decimal128.fromString('-3'),
    new Date(0),
    new Date(5),
    new ObjectId('0123456789abcdef01234567'),
    new Binary(Buffer.from('ab')),
    new Timestamp({ t: 1, i: 2 }),
    new BSONRegExp('^a', ''),
    new Code('x'),
    new MinKey(),
    new MaxKey(),
  ),
);
const small = fc.dictionary(fc.constantFrom('b', 'c'), scalar, { maxKeys: 2 });
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 2, arbitrary: small },
  { weight: 2, arbitrary: fc.array(fc.oneof(small, scalar, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }) },
);
const document = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { maxKeys: 3 });

const path = fc.constantFrom('a', 'b', 'c', 'a.b', 'a.c', 'b.b', 'a.0');
const plain = scalar.filter((each) => !(each instanceof BSONRegExp));
const condition: fc.Arbitrary<unknown> = fc.oneof(
  value.filter((each) => !(each instanceof BSONRegExp)),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $gt: plain }),
  fc.record({ $gte: plain, $lt: plain }),
  fc.record({ $lte: plain }),
  fc.record({ $ne: plain }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $elemMatch: fc.record({ $gte: plain, $lte: plain }) }),
  fc.record({ $elemMatch: fc.record({ b: plain, c: fc.record({ $gt: plain }) }) }),
  fc.record({ $not: fc.record({ $gt: plain }) }),
  fc.record({ $size: fc.nat(2) }),
  fc.constant({ $type: 'number' }),
  fc.constantFrom(/^a/, /^ab?/, /b/).map((pattern) => ({ $regex: pattern })),
);
const simple = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 2 });
const filter = fc.oneof(
  { weight: 5, arbitrary: simple },
  { weight: 1, arbitrary: fc.record({ $or: fc.array(simple, { minLength: 1, maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ $and: fc.array(simple, { minLength: 1, maxLength: 2 }) }) },
);
const indexes = fc.uniqueArray(
  fc.constantFrom(
    { key: { a: 1 } },
    { key: { 'a.b': -1 } },
    { key: { a: 1, b: -1 } },
    { key: { b: 1, c: 1 } },
    { key: { 'a.b': 1, 'a.c': 1 } },
    { key: { c: 1 }, sparse: true },
    { key: { b: -1 }, partialFilterExpression: { b: { $gt: 0 } } },
    { key: { 'a.0': 1 } },
  ),
  { minLength: 1, maxLength: 4 },
);
const change = fc.oneof(
  fc.record({
    at: fc.nat(30),
    update: fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1, maxKeys: 2 }),
  }),
  fc.record({ at: fc.nat(30), update: fc.constant(null) }),
);

/** A row of the model: the document as the server sees it. */
const stored = (doc: unknown): Doc =>
  decode(Buffer.from(mongo.BSON.serialize(doc as mongo.Document, { ignoreUndefined: true })));
const idsOf = (docs: readonly Doc[]): unknown[] => docs.map((doc) => doc._id);

interface Remembered {
  readonly name: string;
  readonly filter: Doc;
  readonly ids: unknown[];
}

test('every index, a restart and a plain list give the same documents', async () => {
  let run = 0;
  const remembered: Remembered[] = [];
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        documents: fc.array(document, { maxLength: 25 }),
        indexes,
        changes: fc.array(change, { maxLength: 8 }),
        filters: fc.array(filter, { minLength: 4, maxLength: 8 }),
        late: fc.boolean(),
      }),
      async (plan) => {
        const name = `run${run++}`;
        const collection = await fill(name, plan);
        if (!collection) return;
        const model = modelOf(plan);
        for (const wanted of plan.filters) remembered.push(await compare(collection, model, wanted));
        expect((await engine.db.command({ validate: name })).errors).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
  engine = await engine.reopen();
  for (const { name, filter: wanted, ids } of remembered) {
    const found = await engine.db
      .collection(name)
      .find(wanted as mongo.Filter<mongo.Document>)
      .sort({ _id: 1 })
      .toArray();
    expect(idsOf(found)).toEqual(ids);
  }
});

interface Plan {
  readonly documents: readonly Record<string, unknown>[];
  readonly indexes: readonly { key: object }[];
  readonly changes: readonly { at: number; update: Record<string, unknown> | null }[];
  readonly late: boolean;
}

/** Builds the collection, with its indexes before or after the documents; undefined when two arrays forbid an index. */
async function fill(name: string, plan: Plan): Promise<mongo.Collection | undefined> {
  const collection = engine.db.collection(name);
  const specs = plan.indexes.map((spec, at) => ({ ...spec, name: `i${at}` })) as unknown as mongo.IndexDescription[];
  try {
    if (!plan.late) await collection.createIndexes(specs);
    if (plan.documents.length > 0)
      await collection.insertMany(plan.documents.map((doc, _id) => ({ _id, ...doc })) as unknown as mongo.Document[]);
    for (const { at, update } of plan.changes) {
      if (update) await collection.updateOne({ _id: at as never }, { $set: update });
      else await collection.deleteOne({ _id: at as never });
    }
    if (plan.late) await collection.createIndexes(specs);
    return collection;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 171) return undefined;
    throw error;
  }
}

function modelOf(plan: Plan): Doc[] {
  const model = new Map(plan.documents.map((doc, _id) => [_id, stored({ _id, ...doc })]));
  for (const { at, update } of plan.changes) {
    const before = model.get(at);
    if (before && update) model.set(at, decode(encode(compileUpdate(stored({ $set: update })).apply(before, false))));
    else if (!update) model.delete(at);
  }
  return [...model.values()];
}

async function compare(
  collection: mongo.Collection,
  model: readonly Doc[],
  wanted: Record<string, unknown>,
): Promise<Remembered> {
  const mine = stored(wanted);
  const expected = model.filter((doc) => compileFilter(mine)(doc));
  const query = wanted as mongo.Filter<mongo.Document>;
  const ids = idsOf(expected);
  const label = mongo.BSON.EJSON.stringify({ wanted, collection: collection.collectionName });
  expect(idsOf(await collection.find(query).sort({ _id: 1 }).toArray()), label).toEqual(ids);
  expect(idsOf(await collection.find(query).hint({ $natural: 1 }).toArray()), label).toEqual(ids);
  for (const index of await collection.indexes()) {
    if (index.sparse || index.partialFilterExpression) continue;
    expect(
      new Set(
        idsOf(
          await collection
            .find(query)
            .hint(index.name ?? '')
            .toArray(),
        ),
      ),
      `${label} ${index.name}`,
    ).toEqual(new Set(ids));
  }
  for (const sort of [
    { a: 1, _id: 1 },
    { b: -1, _id: 1 },
    { c: 1, _id: -1 },
  ] as const) {
    const sorted = idsOf(sortDocuments(expected, sort));
    expect(idsOf(await collection.find(query).sort(sort).toArray()), `${label} ${JSON.stringify(sort)}`).toEqual(
      sorted,
    );
    expect(idsOf(await collection.find(query).sort(sort).skip(1).limit(3).toArray())).toEqual(sorted.slice(1, 4));
  }
  expect(await collection.countDocuments(query)).toBe(ids.length);
  return { name: collection.collectionName, filter: wanted, ids };
}
