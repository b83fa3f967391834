import { fc, test } from '@fast-check/vitest';
import type { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { openEngine, type TestEngine } from './engine.ts';

interface Word {
  _id: number;
  keys: string[];
  order: string;
  n: number;
}

const letters = ['a', 'ab', 'abc', 'b', 'ba', 'c'];
const rowsOfWords = fc.array(
  fc.record({
    keys: fc.array(fc.constantFrom(...letters), { maxLength: 4 }),
    order: fc.constantFrom('p', 'q', 'r'),
    n: fc.nat(3),
  }),
  { maxLength: 25 },
);

let engine: TestEngine;
let words: mongo.Collection<Word>;
beforeAll(async () => {
  engine = await openEngine();
  words = engine.db.collection<Word>('words');
  await words.createIndex({ keys: 1, order: 1, n: 1 });
});
afterAll(() => engine.close());

async function explained(cursor: mongo.FindCursor): Promise<string> {
  return JSON.stringify(await cursor.explain());
}

describe('an index over an array', () => {
  test('gives the order of the fields behind it where one element is asked for', async () => {
    await words.insertOne({ _id: -1, keys: ['a', 'b'], order: 'p', n: 0 });
    const sort = { order: 1, n: 1 } as const;
    expect(await explained(words.find({ keys: 'a' }).sort(sort))).not.toContain('"SORT"');
    expect(await explained(words.find({ keys: { $in: ['a', 'b'] } }).sort(sort))).toContain('"SORT"');
    expect(await explained(words.find({ keys: 'a' }).sort({ keys: 1 }))).toContain('"SORT"');
  });

  test.prop([rowsOfWords, fc.constantFrom(...letters), fc.constantFrom(1, -1), fc.nat(3)], { numRuns: 60 })(
    'sorts and counts as looking at each document does',
    async (rows, key, direction, size) => {
      await words.deleteMany({});
      if (rows.length > 0) await words.insertMany(rows.map((row, _id) => ({ _id, ...row })));
      const sort = { order: direction, n: direction, _id: direction } as Record<string, 1 | -1>;
      const page = { order: direction, n: direction } as Record<string, 1 | -1>;
      const looked = await words.find({ keys: key }).hint({ $natural: 1 }).sort(sort).toArray();
      const read = await words.find({ keys: key }).sort(page).toArray();
      const place = ({ order, n }: Word) => `${order}${n}`;
      expect(read.map(place)).toEqual(looked.map(place));
      expect(read.map((row) => row._id).toSorted()).toEqual(looked.map((row) => row._id).toSorted());
      const skipped = await words.find({ keys: key }).sort(page).skip(size).limit(2).toArray();
      expect(skipped.map(place)).toEqual(looked.slice(size, size + 2).map(place));

      expect(await words.countDocuments({ keys: key })).toBe(looked.length);
      const begun = rows.filter((row) => row.keys.some((one) => one.startsWith(key))).length;
      expect(await words.countDocuments({ keys: { $regex: new RegExp(`^${key}`) } })).toBe(begun);
      if (size > 0)
        expect(await words.countDocuments({ keys: { $regex: new RegExp(`^${key}`) } }, { limit: size })).toBe(
          Math.min(begun, size),
        );
    },
  );
});
