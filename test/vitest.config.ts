import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  // graphql 16 has no `exports`: without this Vite takes index.mjs for our files and Node index.js for packages,
  // and two copies of the library refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // The files of a worker share the modules, since most load the whole server, which takes longer than their tests. So a
    // test leaves no module changed: no field of its own in the one schema builder, no clock stopped behind it.
    isolate: false,
    // Vitest would leave one core to itself, half of a small machine.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
