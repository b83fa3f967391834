/** Speed of the embedded engine through the unmodified driver, beside a bare ping: the table of docs/embedded-engine.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbeddedEngine } from '../../src/database/embedded/index.ts';

const SIZES = [1_000, 10_000, 100_000];
const MEASURE_MS = 700;
const BATCH = 1_000;

type Row = readonly [label: string, values: readonly string[]];
type People = mongo.Collection<PersonDoc>;

interface PersonDoc {
  _id: number;
  sicil: string;
  unit: number;
  hiredAt: Date;
  name: string;
  tags: string[];
  salary: number;
}

type Work = (round: number) => Promise<unknown>;

const ROUNDS = 160;
const WARM_ROUNDS = 60;
const ROUND_OPERATIONS = 50;

/**
 * Operations per second of several things, one after the other in many short rounds in turns, so that other load on the
 * machine slows them all alike; the quarter mark of the rounds, as other load only ever adds.
 */
async function ratesInTurns(works: readonly Work[]): Promise<number[]> {
  const times: number[][] = works.map(() => []);
  let count = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, work] of works.entries()) {
      const startedAt = performance.now();
      for (let step = 0; step < ROUND_OPERATIONS; step++) await work(count++);
      if (round >= WARM_ROUNDS) times[at]?.push((performance.now() - startedAt) / ROUND_OPERATIONS);
    }
  }
  return times.map((values) => Math.round(1000 / (values.sort((a, b) => a - b)[values.length >> 1] ?? 1)));
}

/** Operations per second of `work`, one after the other (or `parallel` at once), for about 0.7 s. */
async function rate(work: Work, parallel = 1, milliseconds = MEASURE_MS): Promise<number> {
  let done = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < milliseconds) {
    await Promise.all(Array.from({ length: parallel }, (_, lane) => work(done + lane)));
    done += parallel;
  }
  return Math.round((done * 1000) / (performance.now() - startedAt));
}

/** Milliseconds of one run, the best of three. */
async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const startedAt = performance.now();
    await work();
    best = Math.min(best, performance.now() - startedAt);
  }
  return Math.round(best * 10) / 10;
}

function person(at: number): PersonDoc {
  return {
    _id: at,
    sicil: `S${String(at).padStart(7, '0')}`,
    unit: at % 100,
    hiredAt: new Date(1_000_000_000_000 + at * 3_600_000),
    name: `Ad${at % 977} Soyad${at % 1009}`,
    tags: [`t${at % 7}`, `t${at % 11}`],
    salary: 20_000 + (at % 5_000),
  };
}

async function load(people: People, size: number): Promise<number> {
  await people.createIndexes([
    { key: { sicil: 1 }, unique: true },
    { key: { unit: 1, hiredAt: -1 } },
    { key: { tags: 1 } },
    { key: { name: 1 } },
  ]);
  const batches = Array.from({ length: size / BATCH }, (_, batch) =>
    Array.from({ length: BATCH }, (_unused, at) => person(batch * BATCH + at)),
  );
  const startedAt = performance.now();
  for (const batch of batches) await people.insertMany(batch);
  return Math.round((size * 1000) / (performance.now() - startedAt));
}

async function measure(client: mongo.MongoClient, people: People, size: number): Promise<[string, string][]> {
  const any = (round: number): number => (round * 7_919) % size;
  const admin = client.db('admin');
  const fresh = client.db('bench').collection<{ _id: mongo.ObjectId; n: number }>('fresh');
  const session = client.startSession();
  const [ping = 1, byId = 0, byKey = 0] = await ratesInTurns([
    () => admin.command({ ping: 1 }),
    (round) => people.findOne({ _id: any(round) }),
    (round) => people.findOne({ sicil: person(any(round)).sicil }),
  ]);
  const ratio = (value: number): string => `${value} (${(value / ping).toFixed(2)} × ping)`;
  const insert = (): Promise<unknown> => fresh.insertOne({ _id: new mongo.ObjectId(), n: 1 });
  const rows: [string, string][] = [
    ['ping, serial (ops/s)', String(ping)],
    ['findOne by _id, serial', ratio(byId)],
    ['findOne by unique index, serial', ratio(byKey)],
    ['findOne by _id, 50 at once', String(await rate((round) => people.findOne({ _id: any(round) }), 50))],
    [
      'find index equality + index sort, limit 20',
      String(
        await rate((round) =>
          people
            .find({ unit: any(round) % 100 })
            .sort({ hiredAt: -1 })
            .limit(20)
            .toArray(),
        ),
      ),
    ],
    ['insertOne, serial', String(await rate(insert))],
    ['insertOne, 50 at once', String(await rate(insert, 50))],
    [
      'updateOne by _id, serial',
      String(await rate((round) => people.updateOne({ _id: any(round) }, { $inc: { salary: 1 } }))),
    ],
    [
      'findOneAndUpdate by _id, serial',
      String(await rate((round) => people.findOneAndUpdate({ _id: any(round) }, { $inc: { salary: 1 } }))),
    ],
    [
      '$match (index) + $unwind + $group',
      String(
        await rate((round) =>
          people
            .aggregate([
              { $match: { unit: any(round) % 100 } },
              { $unwind: '$tags' },
              { $group: { _id: '$tags', n: { $sum: 1 } } },
            ])
            .toArray(),
        ),
      ),
    ],
    [
      'transaction of 3 writes',
      String(await rate((round) => session.withTransaction(() => threeWrites(people, session, any(round))))),
    ],
    ['scan without index (ms)', String(await milliseconds(() => people.find({ salary: -1 }).toArray()))],
    [
      '$group of the whole collection (ms)',
      String(
        await milliseconds(() => people.aggregate([{ $group: { _id: '$unit', sum: { $sum: '$salary' } } }]).toArray()),
      ),
    ],
    [
      'read all through a cursor (docs/s)',
      String(Math.round((size * 1000) / (await milliseconds(() => people.find().toArray())))),
    ],
    ['countDocuments({}) (ms)', String(await milliseconds(() => people.countDocuments({})))],
  ];
  await session.endSession();
  return rows;
}

async function threeWrites(people: People, session: mongo.ClientSession, at: number): Promise<void> {
  for (let step = 0; step < 3; step++)
    await people.updateOne({ _id: (at + step) % 1_000 }, { $inc: { salary: 1 } }, { session });
}

async function benchSize(size: number): Promise<[string, string][]> {
  const folder = mkdtempSync(join(tmpdir(), 'ozluk-bench-'));
  try {
    const engine = await startEmbeddedEngine({ folder });
    const client = await mongo.MongoClient.connect(engine.uri);
    const people = client.db('bench').collection<PersonDoc>('people');
    const loaded = await load(people, size);
    const rows = await measure(client, people, size);
    await client.close();
    await engine.stop();
    const again = await startEmbeddedEngine({ folder });
    await again.stop();
    return [
      ['insertMany by 1,000, 4 indexes, synced (docs/s)', String(loaded)],
      ...rows,
      [
        'start: folder and socket / with its thread (ms)',
        `${again.startedInMs.engine.toFixed(1)} / ${again.startedInMs.total.toFixed(0)}`,
      ],
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Measures at 1,000, 10,000 and 100,000 documents (or `sizes`) and prints a Markdown table. */
export async function benchEngine(sizes: readonly number[] = SIZES): Promise<void> {
  const columns: [string, string][][] = [];
  for (const size of sizes) columns.push(await benchSize(size));
  const labels = columns[0]?.map(([label]) => label) ?? [];
  const rows: Row[] = labels.map((label, at) => [label, columns.map((column) => column[at]?.[1] ?? '')]);
  console.log(`| embedded engine | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} |`);
  console.log(`|---|${sizes.map(() => '---:|').join('')}`);
  for (const [label, values] of rows) console.log(`| ${label} | ${values.join(' | ')} |`);
}
