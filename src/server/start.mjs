/**
 * What `npm start` runs: bundles main.ts with all rooms into one script and runs it with the same arguments. Node 20 can't
 * run TypeScript; one bundle takes a quarter of a second, a compiler hooked into each import takes three.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(import.meta.dirname, 'main.ts');
/** In node_modules, since the script must find the packages; made anew by every start, so that it never is out of date. */
const SCRIPT = join(ROOT, 'node_modules', '.ozluk-main.mjs');

/** Each file of the bundle keeps its own idea of where it is. */
const keepPlaces = {
  name: 'keep-places',
  /** @param {import('esbuild').PluginBuild} bundling */
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta')) return null;
      const contents = text
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [MAIN],
    outfile: SCRIPT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'linked',
    write: false,
    logLevel: 'silent',
    plugins: [keepPlaces],
  });
  for (const { path, contents } of outputFiles) {
    // Two starts at once must not see each other's half.
    writeFileSync(`${path}.${process.pid}`, contents);
    renameSync(`${path}.${process.pid}`, path);
  }
}

async function start() {
  try {
    await bundle();
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error;
    // Installed where nothing may be written: slower, but the same program.
    const { register } = await import('tsx/esm/api');
    register();
    return import(pathToFileURL(MAIN).href);
  }
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(SCRIPT).href);
}

await start();
