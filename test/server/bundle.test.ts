import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBundle } from '../../src/server/bundle/open.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ozluk-bundle-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a bundle is kept until a file of it changes', { timeout: 120_000 }, async () => {
  const first = await openBundle(folder);
  expect((await openBundle(folder)).path).toBe(first.path);

  const current = join(folder, 'current.json');
  const kept = JSON.parse(readFileSync(current, 'utf8')) as { states: [string, string][] };
  const app = kept.states.find(([path]) => path.endsWith('src/server/app.ts'));
  expect(app).toBeDefined();
  app?.splice(1, 1, 'as it was yesterday');
  writeFileSync(current, JSON.stringify(kept));

  const second = await openBundle(folder);
  expect(second.path).not.toBe(first.path);
  expect(second.code.equals(readFileSync(second.path))).toBe(true);
  expect((await openBundle(folder)).path).toBe(second.path);
});
