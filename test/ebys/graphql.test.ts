import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/access/index.ts';
import type { GraphContext } from '../../src/graphql/index.ts';
import { schema } from '../../src/server/schema.ts';
import { ADMIN, EBYS, type FeedWorld, openFeedWorld, READER } from './feed-world.ts';

let world: FeedWorld;
beforeAll(async () => {
  world = await openFeedWorld();
});
afterAll(() => world.close());

async function ask(source: string, actor: Actor | null) {
  const contextValue = { ...world.context(EBYS), actor } as GraphContext;
  return JSON.parse(JSON.stringify(await graphql({ schema, source, contextValue })));
}
const PAGE = (args: string) =>
  `{ ebysFeed${args} { __typename ... on EbysFeedPage { next hasMore entries { itemId kind status ustveri package { sha256 href } files { role } } } ... on Error { message } } }`;

describe('the feed over GraphQL', () => {
  it('gives what HTTP gives', async () => {
    const id = await world.publish('g1');
    const http = (await world.call('GET', '/ebys/feed')).body;
    const { data } = await ask(PAGE(''), EBYS);
    expect(data.ebysFeed).toMatchObject({ next: http.next, hasMore: false });
    expect(data.ebysFeed.entries).toMatchObject([
      {
        itemId: id,
        kind: 'LETTER',
        status: 'READY',
        package: { sha256: http.entries[0].package.sha256 },
        files: [{ role: 'USTYAZI' }, { role: 'EK' }],
      },
    ]);
    expect((await ask(PAGE(`(after: "${http.next}")`), ADMIN)).data.ebysFeed.entries).toEqual([]);
  });

  it('names wrong cursors and lacking rights', async () => {
    expect((await ask(PAGE('(after: "yarın")'), EBYS)).data.ebysFeed.message).toContain('imleç');
    expect((await ask(PAGE(''), READER)).data.ebysFeed.message).toContain('yetkiniz yok');
    expect((await ask(PAGE(''), null)).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('shows an officer what the EBYS said about the letters of a case', async () => {
    const id = await world.publish('g3');
    const row = {
      caseNumber: 'vaka-g3',
      service: 'atama',
      unitPath: [],
      signerRoles: [],
      openedBy: 'x',
      status: 'open',
    };
    await world.db.connection.collection('cases').insertOne(row);
    await world.post(`/ebys/documents/${id}/registered`, { sayi: 'E-87654322-903.05-17', tarih: '2026-11-22' });
    await world.post(`/ebys/documents/${id}/signed`, { by: 'Ali Demir', at: '2026-11-22T09:10:00Z', last: true });
    const LETTERS = (number: string) =>
      `{ ebysLetters(caseNumber: "${number}") { itemId status sayi tarih needsAttention returnReason signatures { by unvan last } deliveries { on } } }`;
    expect((await ask(LETTERS('vaka-g3'), ADMIN)).data.ebysLetters).toEqual([
      {
        itemId: id,
        status: 'SIGNED',
        sayi: 'E-87654322-903.05-17',
        tarih: '2026-11-22',
        needsAttention: false,
        returnReason: null,
        signatures: [{ by: 'Ali Demir', unvan: null, last: true }],
        deliveries: [],
      },
    ]);
    expect((await ask(LETTERS('yok'), ADMIN)).data.ebysLetters).toBeNull();
    expect((await ask(LETTERS('vaka-g3'), EBYS)).errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('finds one entry, and null for none', async () => {
    const id = await world.publish('g2');
    expect((await ask(`{ ebysEntry(itemId: "${id}") { documentId publishedAt } }`, EBYS)).data.ebysEntry).toEqual({
      documentId: 'g2',
      publishedAt: '2026-11-22T09:00:00.000Z',
    });
    expect((await ask('{ ebysEntry(itemId: "yok") { documentId } }', EBYS)).data.ebysEntry).toBeNull();
  });
});
