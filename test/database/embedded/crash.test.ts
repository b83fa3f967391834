import { expect, test } from 'vitest';
import { crashTest } from '../../../scripts/crash-test.ts';

test('five kills under writers and transfers lose nothing', async () => {
  const figures = await crashTest(5);
  expect(figures).toMatchObject({ rounds: 5, lost: 0, mismatches: 0, wrongSums: 0 });
  expect(figures.acknowledged).toBeGreaterThan(0);
  expect(figures.transfers).toBeGreaterThan(0);
}, 120_000);
