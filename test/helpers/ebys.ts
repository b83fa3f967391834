import { randomUUID } from 'node:crypto';
import type { FeedEntry, FeedPage } from '../../src/ebys/index.ts';
import type { TestApp } from './app.ts';

/** The EBYS of a test: calls the server as the machine account. */
export interface TestEbys {
  /** Sends a request; an answer gets a fresh key unless one is given. */
  call(method: string, path: string, options?: CallOptions): Promise<{ status: number; body: never; bytes: Buffer }>;
  feed(): Promise<readonly FeedEntry[]>;
  /** The live letter of a document kind in a case, if the feed has one. */
  letterOf(caseNumber: string, kind: string): Promise<FeedEntry | undefined>;
  answer(itemId: string, kind: string, body: object, key?: string): Promise<{ status: number; body: never }>;
}

interface CallOptions {
  readonly body?: object;
  readonly key?: string;
  readonly token?: string | null;
}

export async function openEbys(app: TestApp): Promise<TestEbys> {
  const machine = await app.token(['ebys']);
  const call: TestEbys['call'] = async (method, path, { body, key = randomUUID(), token = machine } = {}) => {
    const response = await app.fetch(path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: response.status, body: (isJson ? JSON.parse(bytes.toString()) : null) as never, bytes };
  };
  const feed: TestEbys['feed'] = async () => {
    const entries: FeedEntry[] = [];
    for (let after = ''; ; ) {
      const page = (await call('GET', `/ebys/feed?limit=200&after=${after}`)).body as FeedPage;
      entries.push(...page.entries);
      if (!page.hasMore) return entries;
      after = page.next;
    }
  };
  return {
    call,
    feed,
    async letterOf(caseNumber, kind) {
      const all = (await feed()).filter((one) => one.kind === 'LETTER' && one.documentId === `${caseNumber}/${kind}`);
      return all.findLast((one) => one.status !== 'WITHDRAWN');
    },
    answer: (itemId, kind, body, key) =>
      call('POST', `/ebys/documents/${itemId}/${kind}`, { body, ...(key === undefined ? {} : { key }) }),
  };
}
