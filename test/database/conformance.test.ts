/**
 * MongoDB's own specification tests against the embedded engine, by the runner that lies beside the repository. What the
 * engine refuses by scope ($out, $merge, views …) is counted apart from real failures.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedEngine, startEmbeddedEngine } from '../../src/database/embedded/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const runner = join(root, '../shared/engine/unified.mjs');
const specifications = join(root, '../shared/engine/spec-tests');
const isThere = existsSync(runner) && existsSync(specifications);
const folder = mkdtempSync(join(tmpdir(), 'ozluk-conformance-'));

/** Suite, the least that passes or is refused by scope, and the most that may fail for other reasons. */
const SUITES = [
  ['crud', 330, 3],
  ['transactions', 146, 0],
  ['sessions', 20, 0],
  ['gridfs', 33, 2],
  ['read-write-concern', 10, 0],
] as const;

/** Failures that are the engine's scope, by file name or message. */
const REFUSED = [
  /does not support the pipeline stage \$(out|merge)/,
  /aggregate-merge-errorResponse\.json/,
  /db-aggregate(-write-readPreference|-rawdata)?\.json/,
  /does not support the expression \$rand/,
  /create option 'viewOn' is not supported/,
  /readConcern level snapshot outside a transaction is not supported/,
];

let engine: EmbeddedEngine | undefined;
beforeAll(async () => {
  if (isThere) engine = await startEmbeddedEngine({ folder, noSync: true, testCommands: true });
});
afterAll(async () => {
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!isThere).each(SUITES)(
  '%s (needs ../shared/engine beside the repository)',
  async (suite, floor, mayFail) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [runner, engine?.uri ?? '', specifications, `/${suite}/`, '-v'],
      { cwd: root, maxBuffer: 2 ** 24 },
    );
    const [counts = '{}'] = stdout.split('\n');
    const { pass, fail } = (JSON.parse(counts) as Record<string, { pass: number; fail: number }>)[suite] ?? {
      pass: 0,
      fail: 0,
    };
    const failures = stdout.split('\n').filter((line) => line.startsWith(`- ${suite}/`));
    const real = failures.filter((line) => !REFUSED.some((reason) => reason.test(line)));
    console.log(`${suite}: ${pass} pass, ${failures.length - real.length} refused by scope, ${real.length} fail`, real);
    expect(failures).toHaveLength(fail);
    expect(pass + failures.length - real.length).toBeGreaterThanOrEqual(floor);
    expect(real.length).toBeLessThanOrEqual(mayFail);
  },
  300_000,
);
