/** Makes two scripts of the sources, the program and the database engine's thread, with all packages that are JavaScript. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from './root.mjs';

/** Compiled for one machine, or only there for a special case: these stay packages. */
const EXTERNAL = ['lmdb', 'esbuild', 'tsx', 'mongodb-memory-server', '@graphql-yoga/render-graphiql'];

/**
 * Builds `main.cjs` with its map and `worker.cjs`, to lie in `folder`. Nothing is written.
 * @param {string} folder
 * @returns {Promise<{ files: { path: string, contents: Uint8Array }[], inputs: string[] }>} the scripts, and all files they are made of
 */
export async function buildScripts(folder) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { main: 'src/server/main.ts', worker: 'src/database/embedded/worker.ts' },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: EXTERNAL,
    // A script that isn't a module can't import; the packages that are loaded when needed can be required.
    supported: { 'dynamic-import': false },
    // What lies elsewhere than the packages must find them all the same.
    banner: {
      js: `require = require('node:module').createRequire(${JSON.stringify(join(ROOT, 'package.json'))});`,
    },
    define: { BUNDLED_WORKER: JSON.stringify(join(folder, 'worker.cjs')) },
    minifyWhitespace: true,
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [keepPlaces],
  });
  return {
    files: outputFiles.map(({ path, contents }) => ({ path, contents })),
    inputs: Object.keys(metafile.inputs).map((input) => join(ROOT, input)),
  };
}

/** Each source of ours keeps its own idea of where it is. */
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
