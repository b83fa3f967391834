/** Runs a bundled program in this process. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, SourceMap } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/** When the server has settled: by then V8 has compiled what a start needs. */
const SETTLED_MS = 4_000;

/**
 * Runs the script as a CommonJS module. What V8 made of it is kept beside it, so that the next start need not compile.
 * @param {import('./open.mjs').Bundle} bundle
 */
export function runBundle({ path, code, map, kept }) {
  const compiled = `${path}.${process.version}.v8`;
  const cachedData = kept && existsSync(compiled) ? readFileSync(compiled) : undefined;
  const text = `(function (exports, require, module, __filename, __dirname) {\n${code.toString('utf8')}\n})`;
  const script = new Script(text, { filename: path, lineOffset: -1, ...(cachedData ? { cachedData } : {}) });
  const module = { exports: {} };
  try {
    script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  } finally {
    // Not before: packages that look at a stack while they load would have the map read for nothing.
    nameSources(path, map);
  }
  if (!kept || (cachedData && !script.cachedDataRejected)) return;
  let isDone = false;
  const keepCompiled = () => {
    if (isDone) return;
    isDone = true;
    try {
      writeFileSync(`${compiled}.${process.pid}`, script.createCachedData());
      renameSync(`${compiled}.${process.pid}`, compiled);
    } catch (error) {
      // Kept by another user, or swept away meanwhile: the next start compiles again.
      if (!(error instanceof Error && 'syscall' in error)) throw error;
    }
  };
  setTimeout(keepCompiled, SETTLED_MS).unref();
  process.once('exit', keepCompiled);
}

/**
 * Stack traces name the sources; their map is read when the first trace is asked for.
 * @param {string} path
 * @param {() => Buffer} map
 */
function nameSources(path, map) {
  /** @type {SourceMap | undefined} */
  let sources;
  /** @param {NodeJS.CallSite} frame */
  const inSource = (frame) => {
    if (frame.getFileName() !== path) return String(frame);
    sources ??= new SourceMap(JSON.parse(map().toString('utf8')));
    const entry = sources.findEntry((frame.getLineNumber() ?? 1) - 1, (frame.getColumnNumber() ?? 1) - 1);
    if (!('originalSource' in entry)) return String(frame);
    const place = `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    const name = frame.getFunctionName();
    return name ? `${name} (${place})` : place;
  };
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((f) => `    at ${inSource(f)}`)].join('\n');
}
