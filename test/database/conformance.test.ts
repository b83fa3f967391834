/**
 * MongoDB's own specification tests against the embedded engine, by the runner that lies beside the repository; every
 * suite with an engine of its own, all at the same time, as most of their time is the driver waiting. What the engine
 * refuses by scope ($out, $merge, views …) and what the runner or the driver does wrong is counted apart from failures.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startEmbeddedEngine } from '../../src/database/embedded/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const runner = join(root, '../shared/engine/unified.mjs');
const specifications = join(root, '../shared/engine/spec-tests');
const isThere = existsSync(runner) && existsSync(specifications);

/** Suite, how many tests pass, and how many are refused by scope. `retryable-reads` and the like: docs/embedded-engine.md. */
const SUITES = [
  ['crud', 312, 22],
  ['transactions', 154, 0],
  ['sessions', 20, 8],
  ['gridfs', 33, 0],
  ['read-write-concern', 8, 2],
  ['retryable-writes', 103, 0],
  ['causal-consistency', 16, 0],
  ['collection-management', 1, 9],
  ['command-logging-and-monitoring', 55, 2],
  ['run-command', 0, 1],
  ['versioned-api', 2, 0],
] as const;

/** Failures that are the engine's scope, by file name or message. */
const REFUSED = [
  /does not support the pipeline stage \$(out|merge|listLocalSessions)/,
  /aggregate-merge-errorResponse\.json/,
  /\$rand/,
  /(create|collMod|find) option '\w+' is not supported/,
  /collMod of index option 'prepareUnique' is not supported/,
  /readConcern level snapshot outside a transaction is not supported/,
];

/** Failures that lie in the runner or the driver: why is written in docs/embedded-engine.md. */
const NOT_OURS = [
  /create-null-ids\.json/,
  /download when final chunk is missing/,
  /gridfs\/rename\.json \| rename by id/,
  /bulkWrite\.json \| (All commands are retried|Both commands are retried after|First insertOne is never)/,
];

async function runSuite(suite: string): Promise<{ pass: number; failures: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'ozluk-conformance-'));
  const engine = await startEmbeddedEngine({ folder, noSync: true, testCommands: true });
  try {
    // After a cut connection the driver would wait half a second before it looks at the server again.
    const uri = `${engine.uri}&minHeartbeatFrequencyMS=10`;
    const parameters = [runner, uri, specifications, `/${suite}/`, '-v'];
    const { stdout } = await promisify(execFile)(process.execPath, parameters, { cwd: root, maxBuffer: 2 ** 24 });
    const [counts = '{}', ...lines] = stdout.split('\n');
    const { pass, fail } = (JSON.parse(counts) as Record<string, { pass: number; fail: number }>)[suite] ?? {};
    const failures = lines.filter((line) => line.startsWith(`- ${suite}/`));
    expect(failures).toHaveLength(fail ?? -1);
    return { pass: pass ?? 0, failures };
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!isThere).concurrent('specification tests (need ../shared/engine beside the repository)', () => {
  // Once more, as a few tests measure time (a socket's time limit against a blocked command) and the machine may be busy.
  const options = { timeout: 300_000, retry: 1 };
  test.each(SUITES)('%s: %i pass, %i refused by scope', options, async (suite, passes, refused) => {
    const { pass, failures } = await runSuite(suite);
    const isKnown = (line: string): boolean => [...REFUSED, ...NOT_OURS].some((reason) => reason.test(line));
    expect(failures.filter((line) => !isKnown(line))).toEqual([]);
    expect(pass).toBeGreaterThanOrEqual(passes);
    expect(failures.filter((line) => REFUSED.some((reason) => reason.test(line)))).toHaveLength(refused);
  });
});
