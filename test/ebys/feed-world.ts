import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/access/index.ts';
import {
  type CommandContext,
  createFieldCipher,
  inTransaction,
  openDatabase,
  prepareCollections,
} from '../../src/database/index.ts';
import {
  createEbysHandler,
  type EbysPorts,
  type LetterMove,
  type PackageInput,
  publishLetter,
  type RateSettings,
} from '../../src/ebys/index.ts';
import { DomainError } from '../../src/errors/index.ts';
import { openTestDatabase } from '../helpers/database.ts';
import { smallInput } from './sample-input.ts';

const actor = (accountId: string, role: string): Actor => ({
  accountId,
  name: accountId,
  sicilNo: null,
  grants: [{ role, service: null, unit: null }],
});
export const EBYS = actor('ebys-1', 'ebys');
export const ADMIN = actor('yonetici-1', 'yonetici');
export const READER = actor('okuyucu-1', 'okuyucu');

/** A database with an EBYS side on it, a store of files in memory, and the moves that cases were asked to make. */
export async function openFeedWorld(rate: RateSettings = { burst: 100_000, perSecond: 1000 }) {
  const test = await openTestDatabase();
  const db = await openDatabase({ mongodbUri: test.uri, dataFolder: '' });
  await prepareCollections(db);
  const cipher = createFieldCipher(Buffer.alloc(32, 7));
  const files = new Map<string, Uint8Array>();
  const moves: LetterMove[] = [];
  const clock = { now: new Date('2026-11-22T09:00:00Z') };
  const refuse = { next: false };
  const ports: EbysPorts = {
    readFile: async (_, ref) => {
      const bytes = files.get(ref);
      if (!bytes) throw new Error(`no file ${ref}`);
      return bytes;
    },
    applyMove: async (_session, _context, move) => {
      if (refuse.next) throw new Error('case refuses');
      moves.push(move);
    },
  };
  const handler = createEbysHandler(ports, rate);
  const context = (who: Actor): CommandContext => ({
    actor: who,
    today: '2026-11-22',
    now: clock.now,
    requestId: randomUUID(),
    db,
    cipher,
  });

  async function publish(documentId: string, change: Partial<PackageInput> = {}, version = 1): Promise<string> {
    const input: PackageInput = { ...smallInput(), belgeId: randomUUID(), ...change };
    const ref = `${documentId}/${version}`;
    files.set(`${ref}/yazi`, input.ustYazi.bytes);
    const ekler: Record<string, string> = {};
    for (const ek of input.ekler ?? []) {
      if (ek.kind !== 'DED') continue;
      files.set(`${ref}/${ek.id}`, ek.bytes);
      ekler[ek.id] = `${ref}/${ek.id}`;
    }
    const refs = { ustYazi: `${ref}/yazi`, ekler };
    return inTransaction(db, (session) =>
      publishLetter(session, context(ADMIN), {
        documentId,
        documentVersion: version,
        caseId: `vaka-${documentId}`,
        input,
        refs,
      }),
    );
  }

  /** Sends a request; gives status, headers and the parsed body (bytes for a file). Expected failures as the server shows them. */
  async function call(
    method: string,
    path: string,
    options: { as?: Actor; body?: unknown; headers?: Record<string, string> } = {},
  ) {
    const request = new Request(`http://ozluk.test${path}`, {
      method,
      headers: { ...(options.body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    try {
      const response = await handler(request, context(options.as ?? EBYS));
      if (!response) return { status: 404, headers: new Headers(), body: null, bytes: Buffer.alloc(0) };
      const bytes = Buffer.from(await response.arrayBuffer());
      const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? JSON.parse(bytes.toString()) : null,
        bytes,
      };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return {
        status: 0,
        headers: new Headers(),
        body: { code: error.code, message: error.message },
        bytes: Buffer.alloc(0),
      };
    }
  }

  const post = (path: string, body: unknown, key: string = randomUUID(), as: Actor = EBYS) =>
    call('POST', path, { body, as, headers: { 'idempotency-key': key } });

  return {
    db,
    cipher,
    clock,
    files,
    moves,
    refuse,
    context,
    publish,
    call,
    post,
    close: async () => {
      await db.close();
      await test.close();
    },
  };
}

export type FeedWorld = Awaited<ReturnType<typeof openFeedWorld>>;
