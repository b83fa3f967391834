import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLines, inTransaction } from '../../src/database/index.ts';
import {
  ebysRoutes,
  inspectPackage,
  isWebhookGenuine,
  openApi,
  readPackage,
  sendDueWebhooks,
  withdrawLetter,
} from '../../src/ebys/index.ts';
import { ADMIN, type FeedWorld, openFeedWorld, READER } from './feed-world.ts';
import { fullInput } from './sample-input.ts';

let world: FeedWorld;
beforeAll(async () => {
  world = await openFeedWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.moves.length = 0;
  world.refuse.next = false;
});

const REGISTERED = { sayi: 'E-87654322-903.05-17', tarih: '2026-11-22' };
const LAST = { by: 'Ali Demir', at: '2026-11-22T09:10:00Z', last: true };
const answer = (id: string, kind: string, body: unknown, key?: string) =>
  world.post(`/ebys/documents/${id}/${kind}`, body, key);
/** The end of the feed as it is now. */
async function end(): Promise<string> {
  let after = '';
  for (;;) {
    const { body } = await world.call('GET', `/ebys/feed?limit=200&after=${after}`);
    after = body.next;
    if (!body.hasMore) return after;
  }
}
const entriesAfter = async (cursor: string) =>
  (await world.call('GET', `/ebys/feed?limit=200&after=${cursor}`)).body.entries;

describe('the feed', () => {
  it('gives letters in order behind a cursor, page by page, and the same again', async () => {
    const start = await end();
    const ids = [];
    for (const document of ['d1', 'd2', 'd3']) ids.push(await world.publish(document));
    const first = await world.call('GET', `/ebys/feed?after=${start}&limit=2`);
    expect(first.body).toMatchObject({
      hasMore: true,
      entries: [{ itemId: ids[0], kind: 'LETTER', status: 'READY' }, { itemId: ids[1] }],
    });
    const second = await world.call('GET', `/ebys/feed?after=${first.body.next}&limit=2`);
    expect(second.body).toMatchObject({ hasMore: false, entries: [{ itemId: ids[2] }] });
    const none = await world.call('GET', `/ebys/feed?after=${second.body.next}`);
    expect(none.body).toEqual({ entries: [], hasMore: false, next: second.body.next });
    expect((await world.call('GET', `/ebys/feed?after=${start}&limit=2`)).body).toEqual(first.body);
  });

  it('answers 304 while nothing changed, also to a list of tags and to weak ones', async () => {
    const cursor = await end();
    const { headers } = await world.call('GET', `/ebys/feed?after=${cursor}`);
    const etag = headers.get('etag') ?? '';
    const again = async (tags: string) =>
      (await world.call('GET', `/ebys/feed?after=${cursor}`, { headers: { 'if-none-match': tags } })).status;
    for (const tags of [etag, `"eski", ${etag}`, `W/${etag}`, '*']) expect(await again(tags)).toBe(304);
    expect(await again('"eski"')).toBe(200);
    const id = await world.publish('d4');
    expect(await again(etag)).toBe(200);
    expect((await world.call('GET', `/ebys/documents/${id.toLowerCase()}`)).body).toMatchObject({ itemId: id });
  });

  it('hands out package and files with the hashes it names', async () => {
    const cursor = await end();
    const input = { ...fullInput(), belgeId: randomUUID() };
    const id = await world.publish('d5', input);
    const [entry] = await entriesAfter(cursor);
    expect(entry.ustveri).toMatchObject({ konu: input.konu, belgeId: id });
    const packed = await world.call('GET', entry.package.href);
    expect(packed.headers.get('x-content-sha256')).toBe(entry.package.sha256);
    expect(packed.headers.get('content-disposition')).toBe(`attachment; filename="${id}.taslak.eyp"`);
    expect(inspectPackage(packed.bytes).every((one) => one.severity === 'UYARI')).toBe(true);
    expect(readPackage(packed.bytes).ustveri.konu).toBe(input.konu);
    expect((await world.call('GET', entry.files[0].href)).bytes.equals(input.ustYazi.bytes)).toBe(true);
  });

  it('never hands out a file that changed since it was published', async () => {
    const id = await world.publish('d6');
    world.files.set('d6/1/yazi', Buffer.from('%PDF-başka'));
    await expect(world.call('GET', `/ebys/documents/${id}/package`)).rejects.toThrow('not what was published');
  });

  it('does not publish one version twice', async () => {
    const id = await world.publish('d7');
    expect(await world.publish('d7')).toBe(id);
  });

  it('refuses other roles, wrong cursors and unknown letters', async () => {
    expect((await world.call('GET', '/ebys/feed', { as: READER })).body.code).toBe('FORBIDDEN');
    expect((await world.call('GET', '/ebys/feed?after=yarın')).body.code).toBe('VALIDATION');
    expect((await world.call('GET', '/ebys/feed?limit=5000')).body.code).toBe('VALIDATION');
    expect((await world.call('GET', `/ebys/documents/${randomUUID()}`)).body.code).toBe('NOT_FOUND');
    expect((await world.call('GET', '/ebys/yok')).status).toBe(404);
  });
});

describe('a new version', () => {
  it('withdraws the old export by an entry of the feed', async () => {
    const old = await world.publish('v1');
    const cursor = await end();
    const fresh = await world.publish('v1', {}, 2);
    expect(await entriesAfter(cursor)).toMatchObject([
      { kind: 'WITHDRAWAL', withdraws: old, reason: 'Yazının yeni sürümü hazırlandı.', package: null },
      { kind: 'LETTER', itemId: fresh, documentVersion: 2 },
    ]);
    expect((await world.call('GET', `/ebys/documents/${old}`)).body.status).toBe('WITHDRAWN');
    expect((await world.post(`/ebys/documents/${old}/ack`, {})).body.code).toBe('CONFLICT');
  });

  it('does not lose an answer about the old one: it is recorded and marked as late', async () => {
    const old = await world.publish('v2');
    await inTransaction(world.db, (session) =>
      withdrawLetter(session, world.context(ADMIN), { documentId: 'v2', reason: 'İş iptal edildi.' }),
    );
    expect((await answer(old, 'registered', REGISTERED)).body).toMatchObject({ withdrawn: true, repeated: false });
    expect(world.moves).toMatchObject([{ isLate: true, move: { kind: 'REGISTER' } }]);
  });
});

describe('leases', () => {
  it('give each letter to one worker, and back when they end', async () => {
    for (;;) {
      const { body } = await world.post('/ebys/leases', { worker: 'temizlik', limit: 100, seconds: 3600 });
      if (body.entries.length === 0) break;
    }
    const ids: string[] = [];
    for (let index = 0; index < 6; index++) ids.push(await world.publish(`l${index}`));
    const [one, two] = await Promise.all(
      ['a', 'b'].map((worker) => world.post('/ebys/leases', { worker, limit: 3, seconds: 60 })),
    );
    const leased = [one, two].flatMap((lease) => lease?.body.entries.map((entry: { itemId: string }) => entry.itemId));
    expect(leased.toSorted()).toEqual(ids.toSorted());
    expect((await world.post('/ebys/leases', { worker: 'c' })).body.entries).toEqual([]);

    const [mine] = one?.body.entries ?? [];
    const token = one?.body.leaseToken;
    expect(
      (await world.post(`/ebys/documents/${mine.itemId}/ack`, { leaseToken: two?.body.leaseToken })).body.code,
    ).toBe('CONFLICT');
    expect((await world.post(`/ebys/documents/${mine.itemId}/ack`, { leaseToken: token })).body).toMatchObject({
      acknowledged: true,
      repeated: false,
    });

    world.clock.now = new Date(world.clock.now.getTime() + 61_000);
    const again = await world.post('/ebys/leases', { worker: 'c', limit: 100 });
    expect(again.body.entries.map((entry: { itemId: string }) => entry.itemId)).toEqual(
      ids.filter((id) => id !== mine.itemId),
    );
  });
});

describe('an acknowledgement', () => {
  it('is taken once, however often and with whichever key it is sent', async () => {
    const id = await world.publish('a1');
    const key = randomUUID();
    const replies = [
      await world.post(`/ebys/documents/${id}/ack`, {}, key),
      await world.post(`/ebys/documents/${id}/ack`, {}, key),
      await world.post(`/ebys/documents/${id}/ack`, {}),
    ];
    expect(replies.map((one) => one.body.repeated)).toEqual([false, false, true]);
    const lines = await auditLines(world.db).find({ recordId: id, action: 'ebys.ack' }).lean();
    expect(lines).toHaveLength(1);
  });

  it('refuses a key that belongs to another request, and a missing one', async () => {
    const [a, b] = [await world.publish('a2'), await world.publish('a3')];
    const key = randomUUID();
    await world.post(`/ebys/documents/${a}/ack`, {}, key);
    expect((await world.post(`/ebys/documents/${b}/ack`, {}, key)).body).toMatchObject({ code: 'VALIDATION' });
    expect((await world.call('POST', `/ebys/documents/${b}/ack`, { body: {} })).body).toMatchObject({
      code: 'VALIDATION',
    });
  });

  it('sent twice at once is taken once', async () => {
    const id = await world.publish('a4');
    const key = randomUUID();
    const replies = await Promise.all([1, 2, 3].map(() => world.post(`/ebys/documents/${id}/ack`, {}, key)));
    expect(replies.map((one) => one.status)).toEqual([200, 200, 200]);
    expect(await auditLines(world.db).countDocuments({ recordId: id, action: 'ebys.ack' })).toBe(1);
  });
});

describe('answers', () => {
  it('move the case once each, in whatever order they come', async () => {
    const id = await world.publish('c1');
    const sent: [string, unknown][] = [
      ['delivered', { on: '2026-11-25' }],
      ['signed', LAST],
      ['registered', REGISTERED],
      ['signed', LAST],
      ['sent', { at: '2026-11-22T10:00:00Z', channel: 'KEP' }],
      ['registered', REGISTERED],
      ['initialled', { by: 'Can Kaya', at: '2026-11-22T09:05:00Z' }],
    ];
    for (const [kind, body] of sent) expect((await answer(id, kind, body)).status).toBe(200);
    expect(world.moves.map((one) => one.move.kind)).toEqual(['DELIVER', 'REGISTER', 'SIGN', 'SEND']);
    expect(world.moves[0]).toMatchObject({
      itemId: id,
      documentId: 'c1',
      caseId: 'vaka-c1',
      isLate: false,
      move: { on: '2026-11-25' },
    });
    expect((await world.call('GET', `/ebys/documents/${id}`)).body.status).toBe('DELIVERED');
    expect((await world.post(`/ebys/documents/${id}/ack`, {})).body.repeated).toBe(true);
  });

  it('that contradict an earlier one change nothing', async () => {
    const id = await world.publish('c2');
    await answer(id, 'registered', REGISTERED);
    expect((await answer(id, 'registered', { ...REGISTERED, sayi: 'E-87654322-903.05-18' })).body.code).toBe(
      'CONFLICT',
    );
    expect(world.moves).toHaveLength(1);
  });

  it('that the case refuses leave no trace, and may be sent again with the same key', async () => {
    const id = await world.publish('c3');
    const key = randomUUID();
    world.refuse.next = true;
    await expect(answer(id, 'registered', REGISTERED, key)).rejects.toThrow('case refuses');
    world.refuse.next = false;
    expect((await answer(id, 'registered', REGISTERED, key)).body).toMatchObject({
      repeated: false,
      status: 'REGISTERED',
    });
    expect(world.moves).toHaveLength(1);
  });

  it.each([
    ['registered', { sayi: '17', tarih: '2026-11-22' }],
    ['registered', { ...REGISTERED, tarih: '31.02.2026' }],
    ['signed', { by: '', at: 'dün', last: true }],
    ['returned', { by: 'A', at: '2026-11-22T09:00:00Z', reason: '' }],
    ['delivered', { on: '2026-02-30' }],
    ['sent', { at: '2026-11-22T09:00:00Z', channel: 'GÜVERCİN' }],
  ])('with a wrong body are refused: %s %j', async (kind, body) => {
    expect((await answer(randomUUID(), kind, body)).body.code).toBe('VALIDATION');
  });

  it('are each in the audit', async () => {
    const id = await world.publish('c4');
    await answer(id, 'returned', { by: 'Ali Demir', at: '2026-11-22T11:00:00Z', reason: 'Konu eksik' });
    const lines = await auditLines(world.db).find({ recordId: id }).sort({ at: 1 }).lean();
    expect(lines.map((one) => `${one.accountId} ${one.action}`)).toEqual([
      'yonetici-1 ebys.publish',
      'ebys-1 ebys.returned',
    ]);
  });
});

describe('webhooks', () => {
  it('tell endpoints of each change, retry, die, and are replayed', async () => {
    const { body } = await world.call('POST', '/ebys/webhooks', { as: ADMIN, body: { url: 'http://ebys.test/kanca' } });
    expect((await world.call('POST', '/ebys/webhooks', { body: { url: 'http://ebys.test/kanca' } })).body.code).toBe(
      'FORBIDDEN',
    );
    const id = await world.publish('w1');
    const got: { url: string; event: unknown; genuine: boolean }[] = [];
    let fails = true;
    const sender = {
      db: world.db,
      cipher: world.cipher,
      now: () => world.clock.now,
      retry: { firstSeconds: 10, longestSeconds: 60, attempts: 3 },
      post: async (url: string, init: RequestInit) => {
        if (fails) return new Response('hata', { status: 503 });
        const header = new Headers(init.headers).get('x-ozluk-signature') ?? '';
        const text = String(init.body);
        got.push({
          url,
          event: JSON.parse(text),
          genuine: isWebhookGenuine(header, { secret: body.secret, body: text, now: world.clock.now }),
        });
        return new Response('tamam');
      },
    };
    for (let attempt = 0; attempt < 5; attempt++) {
      await sendDueWebhooks(sender);
      world.clock.now = new Date(world.clock.now.getTime() + 61_000);
    }
    const dead = await world.call('GET', '/ebys/webhooks/dead-letters', { as: ADMIN });
    expect(dead.body.deadLetters).toMatchObject([{ event: 'letter.ready', attempts: 3, lastError: 'HTTP 503' }]);
    fails = false;
    expect((await world.call('POST', '/ebys/webhooks/dead-letters/replay', { as: ADMIN })).body).toEqual({
      replayed: 1,
    });
    await sendDueWebhooks(sender);
    expect(got).toMatchObject([
      { url: 'http://ebys.test/kanca', event: { type: 'letter.ready', itemId: id }, genuine: true },
    ]);
    await sendDueWebhooks(sender);
    expect(got).toHaveLength(1);
    expect((await world.call('DELETE', `/ebys/webhooks/${body.id}`, { as: ADMIN })).status).toBe(200);
  });
});

describe('the OpenAPI description', () => {
  it('names exactly the routes that there are', () => {
    const paths = openApi.paths as Record<string, Record<string, unknown>>;
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(ebysRoutes.toSorted());
  });

  it('is handed out, and its schemas fit the real answers', async () => {
    const { body } = await world.call('GET', '/ebys/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const cursor = await end();
    const id = await world.publish('o1');
    const page = (await world.call('GET', `/ebys/feed?after=${cursor}`)).body;
    const ack = (await world.post(`/ebys/documents/${id}/ack`, {})).body;
    const reply = (await answer(id, 'registered', REGISTERED)).body;
    const lease = (await world.post('/ebys/leases', { worker: 'x' })).body;
    const keys = (name: string) => Object.keys(body.components.schemas[name].properties).toSorted();
    expect(Object.keys(page).toSorted()).toEqual(keys('FeedPage'));
    expect(Object.keys(page.entries[0]).toSorted()).toEqual(keys('FeedEntry'));
    expect(Object.keys(ack).toSorted()).toEqual(keys('AckReply'));
    expect(Object.keys(reply).toSorted()).toEqual(keys('AnswerReply'));
    expect(Object.keys(lease).toSorted()).toEqual(keys('Lease'));
  });
});

describe('the rate limit', () => {
  it('answers 429 with a time to wait', async () => {
    const slow = await openFeedWorld({ burst: 2, perSecond: 1 });
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push(await slow.call('GET', '/ebys/openapi.json'));
    expect(statuses.map((one) => one.status)).toEqual([200, 200, 429]);
    expect(statuses[2]?.headers.get('retry-after')).toBe('1');
    await slow.close();
  });
});
