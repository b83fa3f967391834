/** What `npm start` runs, with the arguments of the command: main.ts, bundled, since Node 20 can't run TypeScript. */
import { openBundle } from './bundle/open.mjs';
import { runBundle } from './bundle/run.mjs';

runBundle(await openBundle());
