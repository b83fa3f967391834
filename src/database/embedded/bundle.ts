/**
 * Makes the worker's script. A worker thread doesn't inherit tsx on Node 20, and registering it there costs half a
 * second; one bundle by esbuild (tsx's own compiler) starts in a quarter of that.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Esbuild from 'esbuild';

/** Path of the script where the program runs as a bundle that was made together with it (server/bundle); else not there. */
declare const BUNDLED_WORKER: string | undefined;

let bundled: Promise<string> | undefined;

/** JavaScript (CommonJS) of worker.ts with all that it imports of this room; bson and lmdb stay packages. */
export function bundleWorker(): Promise<string> {
  bundled ??=
    typeof BUNDLED_WORKER === 'string' && existsSync(BUNDLED_WORKER) ? readFile(BUNDLED_WORKER, 'utf8') : build();
  return bundled;
}

async function build(): Promise<string> {
  const ours = createRequire(import.meta.url);
  const { build: run }: typeof Esbuild = createRequire(ours.resolve('tsx/esm/api'))('esbuild');
  const { outputFiles } = await run({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    write: false,
    logLevel: 'silent',
    // A script without a file finds packages from the working directory; it must find ours.
    banner: { js: `require = require('node:module').createRequire(${JSON.stringify(import.meta.url)});` },
  });
  return outputFiles[0]?.text ?? '';
}
