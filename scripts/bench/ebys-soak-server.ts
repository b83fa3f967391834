/**
 * The server of the soak: the EBYS side over the embedded database in a folder, publishing letters while it serves. It is
 * killed at random, so it goes on wherever the last one stopped. Arguments: data folder, port, number of letters.
 */

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createServerAdapter } from '@whatwg-node/server';
import type { Actor } from '../../src/access/index.ts';
import {
  auditLines,
  type CommandContext,
  createFieldCipher,
  defineCollection,
  inTransaction,
  openDatabase,
  prepareCollections,
  Schema,
} from '../../src/database/index.ts';
import { createEbysHandler, type PackageInput, publishLetter } from '../../src/ebys/index.ts';
import { DomainError } from '../../src/errors/index.ts';

/** Letters published in one transaction. */
const BATCH = 20;
const [folder = '', port = '', letters = ''] = process.argv.slice(2);
const EBYS: Actor = {
  accountId: 'ebys',
  name: 'EBYS',
  sicilNo: null,
  grants: [{ role: 'ebys', service: null, unit: null }],
};

const moves = defineCollection(
  'soakMoves',
  new Schema<{ _id: string; kind: string; sayi: string }>({ _id: String, kind: String, sayi: String }),
);
const db = await openDatabase({ dataFolder: folder, noSync: true });
await prepareCollections(db);
const cipher = createFieldCipher(Buffer.alloc(32, 1));

const handler = createEbysHandler(
  {
    readFile: async (_, ref) => letterBytes(ref),
    // One row a letter and kind: a move made twice would break the unique key and refuse the answer.
    applyMove: async (session, _, { itemId, move }) => {
      await moves(db).create(
        [{ _id: `${itemId} ${move.kind}`, kind: move.kind, sayi: 'sayi' in move ? move.sayi : '' }],
        { session },
      );
    },
  },
  { burst: 1_000_000, perSecond: 1_000_000 },
);

const server = createServer(createServerAdapter((request: Request) => answer(request)));
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
await publishAll(Number(letters));

async function answer(request: Request): Promise<Response> {
  try {
    if (new URL(request.url).pathname === '/soak/state') return Response.json(await state());
    return (await handler(request, context())) ?? new Response(null, { status: 404 });
  } catch (error) {
    if (!(error instanceof DomainError)) return Response.json({ message: String(error) }, { status: 500 });
    return Response.json(
      { code: error.code, message: error.message },
      { status: error.code === 'CONFLICT' ? 409 : 422 },
    );
  }
}

function context(): CommandContext {
  const now = new Date();
  return { actor: EBYS, today: now.toISOString().slice(0, 10), now, requestId: randomUUID(), db, cipher };
}

async function publishAll(count: number): Promise<void> {
  for (let index = await publishedSoFar(); index < count; index = await publishedSoFar())
    await inTransaction(db, async (session) => {
      for (let next = index; next < Math.min(count, index + BATCH); next++) {
        const belgeId = `00000000-0000-4000-8000-${next.toString(16).padStart(12, '0')}`;
        const letter = { documentId: `belge-${next}`, documentVersion: 1, caseId: null };
        await publishLetter(session, context(), { ...letter, input: inputOf(belgeId), refs: { ustYazi: belgeId } });
      }
    });
}

async function publishedSoFar(): Promise<number> {
  return auditLines(db).countDocuments({ action: 'ebys.publish' });
}

function letterBytes(ref: string): Buffer {
  return Buffer.from(`%PDF-1.4 pdfaid\n${ref.repeat(60)}\n%%EOF\n`);
}

function inputOf(belgeId: string): PackageInput {
  return {
    belgeId,
    konu: 'Kademe İlerlemesi',
    gizlilik: 'YOK',
    ustYazi: { dosyaAdi: 'yazi.pdf', mimeTuru: 'application/pdf', bytes: letterBytes(belgeId) },
    dagitimlar: [{ muhatap: { kind: 'KURUM', detsisNo: '12345678', ad: 'Örnek Bakanlığı' } }],
    olusturan: { kind: 'KURUM', detsisNo: '87654321', ad: 'Örnek Başkanlığı' },
    sdp: { kod: '903.05', ad: 'İzin İşleri' },
    dogrulamaAdresi: 'https://www.turkiye.gov.tr/belge-dogrulama',
    created: '2026-11-22T09:00:00Z',
  };
}

/** Counts that the soak looks at, straight from the database. */
async function state() {
  const byAction = await auditLines(db).aggregate<{ _id: string; count: number }>([
    { $group: { _id: '$action', count: { $sum: 1 } } },
  ]);
  const count = (kind: string) => moves(db).countDocuments({ kind });
  const sent = await count('SEND');
  const isDone = sent >= Number(letters);
  return {
    published: await publishedSoFar(),
    registered: await count('REGISTER'),
    signed: await count('SIGN'),
    sent,
    sayis: isDone ? (await moves(db).distinct('sayi', { kind: 'SIGN' })).length : 0,
    audit: Object.fromEntries(byAction.map((one) => [one._id, one.count])),
  };
}
