/**
 * Kills the embedded engine with SIGKILL while four writers and three transfer transactions run, restarts it on the same
 * folder and checks: no acknowledged write is lost, indexes agree with documents, the sum of all accounts is kept.
 *   npx tsx scripts/crash-test.ts [--rounds N]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
import { startEmbeddedEngine } from '../src/database/embedded/index.ts';

const WRITERS = 4;
const TRANSFERS = 3;
const ACCOUNTS = 20;
const START_SUM = ACCOUNTS * 100;
const RESTART_LIMIT_MS = 20_000;

/** What all rounds together gave. */
export interface CrashFigures {
  rounds: number;
  acknowledged: number;
  transfers: number;
  lost: number;
  mismatches: number;
  wrongSums: number;
}

interface Item {
  _id: string;
  key: string;
  tags: string[];
  version: number;
}

interface Account {
  _id: number;
  balance: number;
}

/** What a writer was told: the least version of each document, or that it is gone. An open write may or may not be there. */
type Known = Map<string, { version: number; removed: boolean; open: boolean }>;

/** Runs `rounds` kills; `report` gets a line after each. */
export async function crashTest(
  rounds: number,
  report: (line: string) => void = () => undefined,
): Promise<CrashFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'ozluk-crash-'));
  const figures: CrashFigures = { rounds: 0, acknowledged: 0, transfers: 0, lost: 0, mismatches: 0, wrongSums: 0 };
  const known: Known = new Map();
  try {
    await withEngine(folder, async (client) => {
      const db = client.db('crash');
      await db
        .collection('items')
        .createIndexes([{ key: { key: 1 }, unique: true }, { key: { tags: 1 } }, { key: { version: -1, key: 1 } }]);
      await db
        .collection<Account>('accounts')
        .insertMany(Array.from({ length: ACCOUNTS }, (_, _id) => ({ _id, balance: 100 })));
    });
    for (let round = 0; round < rounds; round++) {
      await oneRound(folder, { round, known, figures });
      await withEngine(folder, (client) => check(client, known, figures));
      figures.rounds++;
      report(`${round + 1}/${rounds}: ${summary(figures)}`);
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function summary(figures: CrashFigures): string {
  const { rounds, acknowledged, transfers, lost, mismatches, wrongSums } = figures;
  return `${rounds} kills, ${acknowledged} acknowledged writes, ${transfers} transfers, lost ${lost}, index mismatches ${mismatches}, wrong sums ${wrongSums}`;
}

async function oneRound(folder: string, state: { round: number; known: Known; figures: CrashFigures }): Promise<void> {
  const { child, uri } = await startChild(folder);
  const client = await mongo.MongoClient.connect(uri, { retryWrites: true, serverSelectionTimeoutMS: 500 });
  const db = client.db('crash');
  const alive = { yes: true };
  const writers = Array.from({ length: WRITERS }, (_, writer) =>
    write(db.collection<Item>('items'), { ...state, writer, alive }),
  );
  const transfers = Array.from({ length: TRANSFERS }, () => transfer(client, { ...state, alive }));
  await new Promise((resolve) => setTimeout(resolve, 250 + Math.random() * 600));
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  alive.yes = false;
  await client.close(true);
  await Promise.all([...writers, ...transfers]);
}

interface Work {
  readonly round: number;
  readonly known: Known;
  readonly figures: CrashFigures;
  readonly alive: { yes: boolean };
}

async function write(items: mongo.Collection<Item>, work: Work & { writer: number }): Promise<void> {
  const mine: string[] = [];
  for (let step = 0; work.alive.yes; step++) {
    const id =
      step % 3 === 0 || mine.length === 0
        ? `${work.round}-${work.writer}-${step}`
        : (mine[Math.floor(Math.random() * mine.length)] as string);
    const entry = work.known.get(id) ?? { version: 0, removed: false, open: true };
    work.known.set(id, { ...entry, open: true });
    const remove = mine.includes(id) && step % 11 === 0;
    const version = entry.version + 1;
    try {
      if (remove) await items.deleteOne({ _id: id });
      else
        await items.updateOne(
          { _id: id },
          { $set: { key: `k-${id}-${version}`, tags: [`w${work.writer}`, `t${step % 5}`], version } },
          { upsert: true },
        );
    } catch (error) {
      if (work.alive.yes && !isLost(error)) throw error;
      return;
    }
    work.figures.acknowledged++;
    work.known.set(id, { version: remove ? entry.version : version, removed: remove, open: false });
    if (remove) mine.splice(mine.indexOf(id), 1);
    else if (!mine.includes(id)) mine.push(id);
  }
}

async function transfer(client: mongo.MongoClient, work: Work): Promise<void> {
  const accounts = client.db('crash').collection<Account>('accounts');
  while (work.alive.yes) {
    const from = Math.floor(Math.random() * ACCOUNTS);
    const to = (from + 1 + Math.floor(Math.random() * (ACCOUNTS - 1))) % ACCOUNTS;
    const amount = 1 + Math.floor(Math.random() * 10);
    const session = client.startSession();
    try {
      await session.withTransaction(
        async () => {
          await accounts.updateOne({ _id: from }, { $inc: { balance: -amount } }, { session });
          await accounts.updateOne({ _id: to }, { $inc: { balance: amount } }, { session });
        },
        { timeoutMS: 2_000 },
      );
      work.figures.transfers++;
    } catch (error) {
      if (work.alive.yes && !isLost(error)) throw error;
      return;
    } finally {
      await session.endSession().catch(() => undefined);
    }
  }
}

/** The errors of a server that was killed; anything else is a bug. */
function isLost(error: unknown): boolean {
  return error instanceof mongo.MongoError && !(error instanceof mongo.MongoServerError);
}

async function check(client: mongo.MongoClient, known: Known, figures: CrashFigures): Promise<void> {
  const db = client.db('crash');
  const stored = new Map((await db.collection<Item>('items').find().toArray()).map((item) => [item._id, item]));
  for (const [id, told] of known) {
    const item = stored.get(id);
    if (!told.open && told.removed !== (item === undefined)) figures.lost++;
    if (item && item.version < told.version) figures.lost++;
    if (item) known.set(id, { version: item.version, removed: false, open: false });
    else known.delete(id);
  }
  for (const name of ['items', 'accounts']) {
    const report = await db.command({ validate: name });
    figures.mismatches += report.errors.length;
  }
  const balances = await db.collection<Account>('accounts').find().toArray();
  if (balances.reduce((sum, account) => sum + account.balance, 0) !== START_SUM) figures.wrongSums++;
}

async function withEngine(folder: string, work: (client: mongo.MongoClient) => Promise<void>): Promise<void> {
  const engine = await startEmbeddedEngine({ folder });
  const client = await mongo.MongoClient.connect(engine.uri);
  try {
    await work(client);
  } finally {
    await client.close();
    await engine.stop();
  }
}

function startChild(folder: string): Promise<{ child: ChildProcess; uri: string }> {
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--serve', folder], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the engine did not start in time')), RESTART_LIMIT_MS);
    child.once('exit', (code) => reject(new Error(`the engine ended with code ${code}`)));
    child.stdout?.once('data', (line: Buffer) => {
      clearTimeout(timer);
      resolve({ child, uri: line.toString().trim() });
    });
  });
}

async function main(): Promise<void> {
  const [mode, value] = process.argv.slice(2);
  if (mode === '--serve' && value) {
    console.log((await startEmbeddedEngine({ folder: value })).uri);
    return;
  }
  const figures = await crashTest(mode === '--rounds' ? Number(value) : 100, (line) => console.log(line));
  console.log(summary(figures));
  if (figures.lost + figures.mismatches + figures.wrongSums > 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
