import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startJobs } from '../../src/server/jobs.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';
import { openEbys } from '../helpers/ebys.ts';
import { openOffice } from '../helpers/office.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ env: { OZLUK_EBYS_SIGNS: 'false' } });
});
afterAll(() => app.close());

describe('recurring work', () => {
  test('never overlaps itself, goes on after a failure, and ends what runs when it is stopped', async () => {
    const seen = { running: 0, most: 0, rounds: 0, firsts: 0 };
    const slow = {
      name: 'yavaş',
      everyMs: 1,
      atStart: true,
      async run(isFirst: boolean) {
        seen.running += 1;
        seen.most = Math.max(seen.most, seen.running);
        seen.firsts += isFirst ? 1 : 0;
        await sleep(15);
        seen.running -= 1;
        seen.rounds += 1;
        if (seen.rounds === 2) throw new Error('once');
      },
    };
    const stop = startJobs(app.services, [slow]);
    await sleep(120);
    await stop();
    expect(seen).toMatchObject({ running: 0, most: 1, firsts: 1 });
    expect(seen.rounds).toBeGreaterThan(2);
    const { rounds } = seen;
    await sleep(40);
    expect(seen.rounds).toBe(rounds);
  });

  test('of the server itself starts and stops', async () => {
    const stop = startJobs(app.services);
    await sleep(100);
    await stop();
  });
});

describe('where letters are signed in Özlük', () => {
  test('the EBYS gets them after the last signature, and its signature moves nothing', async () => {
    const office = openOffice(app);
    const ebys = await openEbys(app);
    const given = { outcomes: { 'talep-degerlendir': 'muvafakatle-kurum-ici-nakil' } };
    const { caseNumber } = await office.open('naklen-atama', 'ORNEK-021');
    await office.walkTo(caseNumber, 'onay-muvafakat-imza', given);
    expect(await ebys.feed()).toEqual([]);
    await office.forward(caseNumber);
    const letter = await ebys.letterOf(caseNumber, 'naklen-onay-muvafakat');
    expect(letter).toMatchObject({ status: 'READY', documentVersion: 2 });
    const id = letter?.itemId ?? '';
    const at = '2026-11-20T10:00:00+03:00';
    await ebys.answer(id, 'registered', { sayi: 'E-24300037-903.02.01-12', tarih: '2026-11-20' });
    await ebys.answer(id, 'signed', { by: 'Orhan BAŞARAN', at, last: true });
    const after = await office.view(caseNumber);
    expect(after.currentStep?.step.key).toBe('ayrilis-baslayis-isteme-hazirla');
    expect(after.data).toMatchObject({ onaySayisi: 'E-24300037-903.02.01-12', onayTarihi: '2026-11-20' });
    expect(after.documents.findLast((d) => d.kind === 'naklen-onay-muvafakat')).toMatchObject({
      status: 'KESIN',
      version: 2,
      sayi: 'E-24300037-903.02.01-12',
    });
  });
});
