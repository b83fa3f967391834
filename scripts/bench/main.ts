import { benchCalculations } from './calculations.ts';
import { benchEngine } from './engine.ts';
import { benchPackages } from './packages.ts';
import { benchPlacement } from './placement.ts';
import { printTable } from './report.ts';
import { benchServer } from './server.ts';
import { benchTerfi } from './terfi.ts';

/** Every bench by name: `npm run bench`, or `npm run bench -- engine server`. */
const benches: Readonly<Record<string, () => Promise<void> | void>> = {
  server: benchServer,
  engine: () => benchEngine(),
  terfi: benchTerfi,
  calculations: benchCalculations,
  placement: () =>
    printTable(
      'Ranking, placement, simple calculations',
      ['', 'value', 'goal'],
      benchPlacement().map((f) => [
        f.name,
        `${Math.round(f.value).toLocaleString('en')} ${f.unit}`,
        f.limit === undefined ? '' : String(f.limit),
      ]),
    ),
  packages: () => {
    const figures = Object.entries(benchPackages()).map(([name, value]) => [name, String(value)]);
    printTable('EBYS packages', ['', ''], figures);
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => benches[name] === undefined);
if (unknown.length > 0)
  throw new Error(`no bench named ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
  process.stdout.write(`\n── ${name} ──\n`);
  await benches[name]?.();
}
