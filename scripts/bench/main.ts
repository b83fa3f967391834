import { benchBundle } from './bundle.ts';
import { benchCalculations } from './calculations.ts';
import { soakEbys } from './ebys-soak.ts';
import { benchEngine } from './engine.ts';
import { benchLetters } from './letters.ts';
import { benchPackages } from './packages.ts';
import { benchPlacement } from './placement.ts';
import { printTable } from './report.ts';
import { benchServer } from './server.ts';
import { benchTerfi } from './terfi.ts';

/** `SOAK_LETTERS=500` shortens the soak. */
const SOAK_LETTERS = Number(process.env.SOAK_LETTERS ?? 5_000);

/** Every bench by name: `npm run bench`, or `npm run bench -- engine server`. */
const benches: Readonly<Record<string, () => Promise<void> | void>> = {
  server: benchServer,
  letters: benchLetters,
  bundle: benchBundle,
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
  soak: async () => {
    const result = await soakEbys({ letters: SOAK_LETTERS, kills: 30, maxSeconds: 1200 });
    const { kills, ...counts } = result;
    const rows = Object.entries({ ...counts, serverKills: kills.server, clientKills: kills.clients });
    printTable(
      'EBYS soak',
      ['', ''],
      rows.map(([name, value]) => [name, String(value)]),
    );
    if (!result.isExact) process.exitCode = 1;
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
