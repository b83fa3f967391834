import fc from 'fast-check';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorOf, openEngine, type TestEngine } from './engine.ts';

interface Account {
  _id: number;
  balance: number;
}

let engine: TestEngine;
let db: mongo.Db;
beforeAll(async () => {
  engine = await openEngine();
  db = engine.db;
});
afterAll(() => engine.close());

async function accounts(name: string, count = 4): Promise<mongo.Collection<Account>> {
  const collection = db.collection<Account>(name);
  await collection.drop();
  await collection.insertMany(Array.from({ length: count }, (_, _id) => ({ _id, balance: 100 })));
  return collection;
}

async function inTransaction<T>(work: (session: mongo.ClientSession) => Promise<T>): Promise<T> {
  const session = engine.client.startSession();
  try {
    session.startTransaction();
    return await work(session);
  } finally {
    if (session.inTransaction()) await session.abortTransaction();
    await session.endSession();
  }
}

describe('a transaction', () => {
  test('sees its snapshot and its own writes; others see nothing before commit', async () => {
    const all = await accounts('visible');
    await all.createIndex({ balance: 1 });
    await inTransaction(async (session) => {
      await all.updateOne({ _id: 0 }, { $set: { balance: 7 } }, { session });
      await all.insertOne({ _id: 9, balance: 7 }, { session });
      await all.insertOne({ _id: 10, balance: 1 });
      expect(
        (
          await all
            .find({ balance: { $lt: 50 } }, { session })
            .sort({ _id: -1 })
            .toArray()
        ).map((doc) => doc._id),
      ).toEqual([9, 0]);
      expect(await all.countDocuments({}, { session })).toBe(5);
      expect((await all.find({ balance: { $lt: 50 } }).toArray()).map((doc) => doc._id)).toEqual([10]);
      await session.commitTransaction();
    });
    expect((await all.find({ balance: 7 }).sort({ _id: 1 }).toArray()).map((doc) => doc._id)).toEqual([0, 9]);
    expect((await db.command({ validate: 'visible' })).valid).toBe(true);
  });

  test('conflicts with another that writes the same row or unique key: 112, transient', async () => {
    const all = await accounts('conflict');
    await inTransaction(async (one) => {
      await all.updateOne({ _id: 0 }, { $inc: { balance: 1 } }, { session: one });
      await all.insertOne({ _id: 50, balance: 0 }, { session: one });
      const works: ((session: mongo.ClientSession) => Promise<unknown>)[] = [
        (session: mongo.ClientSession) => all.deleteOne({ _id: 0 }, { session }),
        (session: mongo.ClientSession) => all.insertOne({ _id: 50, balance: 1 }, { session }),
      ];
      for (const work of works) {
        const error = await errorOf(inTransaction(work));
        expect(error.code).toBe(112);
        expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
      }
      await one.commitTransaction();
    });
    expect(await all.findOne({ _id: 0 })).toEqual({ _id: 0, balance: 101 });
  });

  test('conflicts with a row that changed since its snapshot', async () => {
    const all = await accounts('stale');
    await inTransaction(async (session) => {
      await all.findOne({ _id: 1 }, { session });
      await all.updateOne({ _id: 2 }, { $inc: { balance: 5 } });
      expect((await errorOf(all.updateOne({ _id: 2 }, { $inc: { balance: 1 } }, { session }))).code).toBe(112);
      expect((await errorOf(all.findOne({ _id: 1 }, { session }))).code).toBe(251);
    });
  });

  test('makes a plain write to its rows wait, until its end or maxTimeMS', async () => {
    const all = await accounts('waiting');
    await inTransaction(async (session) => {
      await all.updateOne({ _id: 3 }, { $set: { balance: 1 } }, { session });
      expect((await errorOf(all.updateOne({ _id: 3 }, { $inc: { balance: 10 } }, { maxTimeMS: 30 }))).code).toBe(50);
      const waiting = all.updateMany({}, { $inc: { balance: 10 } });
      await session.commitTransaction();
      await waiting;
    });
    expect((await all.find().toArray()).map((doc) => doc.balance)).toEqual([110, 110, 110, 11]);
  });

  test('keeps new collections and indexes to itself until commit, and drops them on abort', async () => {
    const names = async (): Promise<string[]> =>
      (await db.listCollections({ name: /^made/ }).toArray()).map((info) => info.name).sort();
    await inTransaction(async (session) => {
      await db.createCollection('made1', { session });
      await db.collection('made1').createIndex({ a: 1 }, { unique: true, session });
      await db.collection('made2').insertOne({ a: 1 }, { session });
      expect(await names()).toEqual([]);
    });
    expect(await names()).toEqual([]);
    await inTransaction(async (session) => {
      await db.createCollection('made1', { session });
      await db.collection('made1').createIndex({ a: 1 }, { unique: true, session });
      await db.collection('made1').insertOne({ a: 1 }, { session });
      const error = await db
        .collection('made1')
        .insertOne({ a: 1 }, { session })
        .catch((caught: mongo.MongoServerError) => caught);
      expect(error).toMatchObject({ code: 11000 });
    });
    await inTransaction(async (session) => {
      await db.createCollection('made1', { session });
      await db.collection('made1').createIndex({ a: 1 }, { unique: true, session });
      await db.collection('made1').insertMany([{ a: 1 }, { a: 2 }], { session });
      await session.commitTransaction();
    });
    expect(await names()).toEqual(['made1']);
    expect((await errorOf(db.collection('made1').insertOne({ a: 2 }))).code).toBe(11000);
  });

  test('may swap unique values', async () => {
    const all = await accounts('swap', 2);
    await all.updateOne({ _id: 1 }, { $set: { balance: 200 } });
    await all.createIndex({ balance: 1 }, { unique: true });
    await inTransaction(async (session) => {
      for (const [_id, balance] of [
        [0, -1],
        [1, 100],
        [0, 200],
      ] as const)
        await all.updateOne({ _id }, { $set: { balance } }, { session });
      await session.commitTransaction();
    });
    expect((await all.find().toArray()).map((doc) => doc.balance)).toEqual([200, 100]);
    expect((await db.command({ validate: 'swap' })).valid).toBe(true);
  });

  test.each([
    ['drop', { drop: 'x' }, 263],
    ['count', { count: 'x' }, 263],
    ['write concern', { insert: 'x', documents: [{}], writeConcern: { w: 1 } }, 72],
  ])('refuses %s', async (_title, command, code) => {
    const lsid = { id: new mongo.UUID() };
    const body = { ...command, lsid, txnNumber: mongo.Long.fromNumber(1), autocommit: false, startTransaction: true };
    expect((await errorOf(db.command(body))).code).toBe(code);
  });
});

describe('retryable writes', () => {
  test('a repeated command is answered, not run again, also after a restart', async () => {
    let mine = await openEngine();
    const id = new mongo.UUID();
    const send = (txnNumber: number): Promise<mongo.Document> => {
      const session = mine.client.startSession();
      Object.assign(session.serverSession ?? {}, { id: { id } });
      return mine.db.command(command(txnNumber), { session });
    };
    const command = (txnNumber: number): mongo.Document => ({
      update: 'counter',
      updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],

      txnNumber: mongo.Long.fromNumber(txnNumber),
    });
    const first = await send(4);
    expect((await send(4)).upserted).toEqual(first.upserted);
    mine = await mine.reopen();
    expect((await send(4)).upserted).toEqual(first.upserted);
    expect(await mine.db.collection('counter').findOne()).toMatchObject({ n: 1 });
    expect((await errorOf(send(3))).code).toBe(225);
    await mine.close();
  });
});

/** One step of a schedule: which transaction goes on. */
interface Plan {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
}

const plans = fc.array(fc.record({ from: fc.nat(2), to: fc.nat(2), amount: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 2,
  maxLength: 4,
});
const schedule = fc.array(fc.nat(4), { minLength: 8, maxLength: 16 });

test('interleaved transactions never show a state that no serial order gives', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(plans, schedule, async (transfers, order) => {
      const all = await accounts(`serial${run++}`, 3);
      let committed = [100, 100, 100];
      const states = [committed.join()];
      const runs = transfers.map((plan) => transfer(all, plan));
      const reader = audit(all);
      for (const at of order) {
        const done = at < runs.length ? await runs[at]?.next() : await reader.next();
        const change = done?.value;
        if (change === 'commit') {
          const plan = transfers[at] as Plan;
          committed = committed.map(
            (balance, id) => balance - (id === plan.from ? plan.amount : 0) + (id === plan.to ? plan.amount : 0),
          );
          states.push(committed.join());
        } else if (typeof change === 'string') expect(states).toContain(change);
        expect((await all.find().sort({ _id: 1 }).toArray()).map((doc) => doc.balance).join()).toBe(committed.join());
      }
      for (const each of [...runs, reader]) await each.return(undefined);
    }),
    { numRuns: 25 },
  );
});

/** Reads both balances, then writes what it read plus and minus the amount: a lost update would show. */
async function* transfer(all: mongo.Collection<Account>, plan: Plan): AsyncGenerator<string | undefined, undefined> {
  const session = engine.client.startSession();
  try {
    session.startTransaction();
    for (const [id, sign] of [
      [plan.from, -1],
      [plan.to, 1],
    ] as const) {
      const found = await all.findOne({ _id: id }, { session });
      yield undefined;
      await all.updateOne({ _id: id }, { $set: { balance: (found?.balance ?? 0) + sign * plan.amount } }, { session });
      yield undefined;
    }
    await session.commitTransaction();
    yield 'commit';
  } catch (error) {
    expect((error as mongo.MongoServerError).code).toBe(112);
  } finally {
    if (session.inTransaction()) await session.abortTransaction();
    await session.endSession();
  }
}

/** Reads one account after the other in one transaction: together they must be a state that was committed at some moment. */
async function* audit(all: mongo.Collection<Account>): AsyncGenerator<string | undefined, undefined> {
  const session = engine.client.startSession();
  try {
    session.startTransaction();
    const balances: (number | undefined)[] = [];
    for (let id = 0; id < 3; id++) {
      balances.push((await all.findOne({ _id: id }, { session }))?.balance);
      yield id === 2 ? balances.join() : undefined;
    }
  } finally {
    if (session.inTransaction()) await session.abortTransaction();
    await session.endSession();
  }
}
