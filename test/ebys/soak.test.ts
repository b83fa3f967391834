import { expect, it } from 'vitest';
import { soakEbys } from '../../scripts/bench/ebys-soak.ts';

it('every letter is registered exactly once although server and clients are killed (short form of the soak)', async () => {
  const result = await soakEbys({ letters: 24, kills: 3, maxSeconds: 100, seed: 5 });
  expect(result.kills.server + result.kills.clients).toBe(3);
  expect(result).toMatchObject({
    registered: 24,
    signed: 24,
    sent: 24,
    differentSayis: 24,
    storedPackages: 24,
    isExact: true,
  });
}, 120_000);
