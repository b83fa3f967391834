import { describe, expect, test } from 'vitest';
import { calculateEmekliTazminati, emekliInput } from '../../../src/calculations/harcirah/index.ts';
import { moneyText } from '../../../src/calculations/index.ts';
import { parseInput } from '../../../src/errors/index.ts';
import { context, settled, warningsOf } from './fixtures.ts';

const run = (facts: object) => calculateEmekliTazminati(parseInput(emekliInput, facts), context);

/** Gross, stamp duty and net of each half year, as the table of dated parameters prints them. */
const rows = [
  ['2016-01-01', '1204.18', '9.13', '1195.05'],
  ['2016-06-30', '1204.18', '9.13', '1195.05'],
  ['2016-07-01', '1264.41', '9.59', '1254.82'],
  ['2017-01-01', '1302.35', '9.88', '1292.47'],
  ['2017-07-01', '1392.49', '10.56', '1381.93'],
  ['2018-01-01', '1471.72', '11.17', '1460.55'],
  ['2018-07-01', '1599.03', '12.13', '1586.90'],
  ['2019-01-01', '1770.63', '13.43', '1757.20'],
  ['2019-07-01', '1877.23', '14.24', '1862.99'],
  ['2020-01-01', '1980.30', '15.03', '1965.27'],
  ['2020-07-01', '2094.18', '15.89', '2078.29'],
  ['2021-01-01', '2247.73', '17.06', '2230.67'],
  ['2021-07-01', '2437.69', '18.50', '2419.19'],
  ['2022-01-01', '3192.16', '24.22', '3167.94'],
  ['2022-07-01', '4522.99', '34.32', '4488.67'],
  ['2023-01-01', '5879.89', '44.62', '5835.27'],
  ['2023-07-01', '6911.81', '52.46', '6859.35'],
  ['2024-01-01', '10315.89', '78.29', '10237.60'],
  ['2024-07-01', '12307.90', '93.41', '12214.49'],
  ['2025-01-01', '13728.23', '104.19', '13624.04'],
  ['2025-07-01', '15865.72', '120.42', '15745.30'],
  ['2026-01-01', '18816.76', '142.81', '18673.95'],
  ['2026-07-01', '21360.79', '162.12', '21198.67'],
] as const;

describe('retirement compensation (375 s. KHK m.1/D)', () => {
  test.each(rows)('%s: %s − %s = %s', (on, gross, damga, net) => {
    const value = settled(run({ on }));
    expect([value.gross, value.damga, value.net].map(moneyText)).toEqual([gross, damga, net]);
  });

  test('half up instead of truncated: the alternative of the guide', () => {
    const value = settled(run({ on: '2016-02-25', options: { damgaYuvarlama: 'YUVARLA' } }));
    expect([value.damga, value.net].map(moneyText)).toEqual(['9.14', '1195.04']);
  });

  test('an unverified coefficient warns', () => {
    expect(warningsOf(run({ on: '2025-03-01' }))).toEqual(['UNVERIFIED_FIGURE']);
    expect(warningsOf(run({ on: '2024-01-01' }))).toEqual([]);
  });
});
