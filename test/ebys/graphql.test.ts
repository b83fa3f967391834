import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../src/ebys/graphql.ts';
import '../../src/institution/graphql.ts';
import type { Actor } from '../../src/access/index.ts';
import { builder, type GraphContext } from '../../src/graphql/index.ts';
import { ADMIN, EBYS, type FeedWorld, openFeedWorld, READER } from './feed-world.ts';

const schema = builder.toSchema();
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

  it('finds one entry, and null for none', async () => {
    const id = await world.publish('g2');
    expect((await ask(`{ ebysEntry(itemId: "${id}") { documentId publishedAt } }`, EBYS)).data.ebysEntry).toEqual({
      documentId: 'g2',
      publishedAt: '2026-11-22T09:00:00.000Z',
    });
    expect((await ask('{ ebysEntry(itemId: "yok") { documentId } }', EBYS)).data.ebysEntry).toBeNull();
  });
});
