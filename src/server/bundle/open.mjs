/** Finds the bundle of an earlier start, or makes and keeps a new one. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './root.mjs';

/** @typedef {{ path: string, code: Buffer, map: () => Buffer, kept: boolean }} Bundle the script of main.ts; `kept`: it lies in a folder of its own */

const KEPT_IN = join(ROOT, 'node_modules', '.cache', 'ozluk');
/** What decides about the scripts beside the files that are in them. */
const SURROUNDINGS = [
  'package.json',
  'tsconfig.json',
  'node_modules/.package-lock.json',
  'node_modules/esbuild/package.json',
  'src/server/bundle/build.mjs',
].map((name) => join(ROOT, name));
const HOUR_MS = 3_600_000;

/**
 * The program as one script. A kept one is taken only when every file that went into it is unchanged to the nanosecond. Where
 * nothing may be written, it is made anew by each start.
 * @param {string} folder where bundles are kept
 * @returns {Promise<Bundle>}
 */
export async function openBundle(folder = KEPT_IN) {
  const known = readKept(folder);
  if (known) return known;
  const { buildScripts } = await import('./build.mjs');
  const startedAt = Date.now();
  const own = join(folder, `${startedAt}-${process.pid}`);
  const { files, inputs } = await buildScripts(own);
  /** @param {string} name */
  const built = (name) => {
    const file = files.find((one) => one.path === join(own, name));
    if (!file) throw new Error(`the bundle lacks ${name}`);
    return Buffer.from(file.contents);
  };
  const states = [...SURROUNDINGS, ...inputs].map((path) => [path, stateOf(path)]);
  const kept = keep(folder, own, files, { states, startedAt });
  return { path: join(own, 'main.cjs'), code: built('main.cjs'), map: () => built('main.cjs.map'), kept };
}

/**
 * @param {string} folder
 * @returns {Bundle | null}
 */
function readKept(folder) {
  const current = join(folder, 'current.json');
  if (!existsSync(current)) return null;
  const { name, states } = JSON.parse(readFileSync(current, 'utf8'));
  const path = join(folder, name, 'main.cjs');
  if (!existsSync(path)) return null;
  for (const [input, state] of states) if (stateOf(input) !== state) return null;
  return { path, code: readFileSync(path), map: () => readFileSync(`${path}.map`), kept: true };
}

/**
 * Size and times of a file; the time of its last change can't be set back, other than that of its content.
 * @param {string} path
 */
function stateOf(path) {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}` : 'none';
}

/**
 * Writes the scripts and then names them as the current ones, so that two starts at once never see each other's half.
 * @param {string} folder
 * @param {string} own
 * @param {{ path: string, contents: Uint8Array }[]} files
 * @param {{ states: string[][], startedAt: number }} made
 * @returns {boolean} false where nothing may be written
 */
function keep(folder, own, files, { states, startedAt }) {
  try {
    mkdirSync(own, { recursive: true });
    for (const { path, contents } of files) writeFileSync(path, contents);
    // What was written while the scripts were made may be in them or not.
    const isSettled = states.every(([path = '']) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return !stat || stat.ctimeMs < startedAt;
    });
    if (isSettled) {
      const part = join(own, 'current.json');
      writeFileSync(part, JSON.stringify({ name: own.slice(dirname(own).length + 1), states }));
      renameSync(part, join(folder, 'current.json'));
    }
    sweep(folder, startedAt);
    return true;
  } catch (error) {
    // A folder that can't be written to costs time with each start, nothing else.
    if (error instanceof Error && 'syscall' in error) return false;
    throw error;
  }
}

/**
 * Removes bundles that no start of the last hour has made; a start still reads its own within seconds.
 * @param {string} folder
 * @param {number} now
 */
function sweep(folder, now) {
  const { name } = existsSync(join(folder, 'current.json'))
    ? JSON.parse(readFileSync(join(folder, 'current.json'), 'utf8'))
    : { name: '' };
  for (const entry of readdirSync(folder)) {
    const madeAt = Number(/^(\d+)-\d+$/.exec(entry)?.[1] ?? now);
    if (entry !== name && now - madeAt > HOUR_MS) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}
