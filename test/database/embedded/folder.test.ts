import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterAll, expect, test } from 'vitest';
import {
  FolderDamagedError,
  FolderInUseError,
  FolderNewerError,
  startEmbeddedEngine,
} from '../../../src/database/embedded/index.ts';
import { openEngine } from './engine.ts';

const root = mkdtempSync(join(tmpdir(), 'ozluk-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function filledFolder(name: string): Promise<string> {
  const folder = join(root, name);
  mkdirSync(folder);
  const engine = await openEngine({}, folder);
  await engine.db.collection('a').insertMany(Array.from({ length: 2_000 }, (_, at) => ({ at, text: 'x'.repeat(200) })));
  const again = await engine.reopen();
  expect(await again.db.collection('a').countDocuments({ at: { $gte: 0 } })).toBe(2_000);
  await again.stop();
  return folder;
}

test('a folder in use is refused, with the process that uses it', async () => {
  const folder = join(root, 'used');
  const engine = await startEmbeddedEngine({ folder, noSync: true });
  const second = startEmbeddedEngine({ folder, noSync: true });
  await expect(second).rejects.toThrow(FolderInUseError);
  await expect(second).rejects.toMatchObject({ pid: process.pid, code: 'DATABASE_FOLDER_IN_USE' });
  await expect(second).rejects.toThrow(`süreç numarası ${process.pid}`);
  await engine.stop();
  await (await startEmbeddedEngine({ folder, noSync: true })).stop();
});

test('a mark left by a process that is gone does not stop the next', async () => {
  const folder = join(root, 'left');
  mkdirSync(folder);
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  writeFileSync(join(folder, 'owner.pid'), `${child.pid} 1`);
  await (await startEmbeddedEngine({ folder, noSync: true })).stop();
});

test.each([
  ['overwritten', (file: string) => writeFileSync(file, 'not a database at all'.repeat(1_000))],
  ['empty', (file: string) => writeFileSync(file, '')],
  ['cut off', (file: string) => truncateSync(file, 40_960)],
])('a damaged data file (%s) is reported and left as it is', async (name, damage) => {
  const folder = await filledFolder(name);
  const file = join(folder, 'data.mdb');
  damage(file);
  const before = readFileSync(file);
  await expect(startEmbeddedEngine({ folder, noSync: true })).rejects.toThrow(FolderDamagedError);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a newer format is reported and left as it is', async () => {
  const folder = await filledFolder('newer');
  const database = open<Buffer, Buffer>({
    path: join(folder, 'data.mdb'),
    noSubdir: true,
    encoding: 'binary',
    keyEncoding: 'binary',
  });
  await database.put(Buffer.from('v'), Buffer.from('99'));
  await database.close();
  const refused = startEmbeddedEngine({ folder, noSync: true });
  await expect(refused).rejects.toThrow(FolderNewerError);
  await expect(refused).rejects.toThrow('biçim 99');
});

test('a data file that LMDB wrote but we did not is not taken over', async () => {
  const folder = join(root, 'foreign');
  mkdirSync(folder);
  const database = open({ path: join(folder, 'data.mdb'), noSubdir: true });
  await database.put('x', 1);
  await database.close();
  await expect(startEmbeddedEngine({ folder, noSync: true })).rejects.toThrow(FolderDamagedError);
});
