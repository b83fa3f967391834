import { expect, it } from 'vitest';
import { soakEbys } from '../../scripts/bench/ebys-soak.ts';

it('every letter is registered exactly once although server and clients are killed (short form of the soak)', async () => {
  const letters = 15;
  const result = await soakEbys({ letters, kills: 3, maxSeconds: 150, seed: 5 });
  expect(result.kills.server + result.kills.clients).toBe(3);
  expect(result).toMatchObject({
    published: letters,
    registered: letters,
    signed: letters,
    sent: letters,
    caseMoves: letters,
    movedCases: letters,
    finalLetters: letters,
    casesWithFinal: letters,
    differentSayis: letters,
    storedPackages: letters,
    isExact: true,
  });
}, 240_000);
