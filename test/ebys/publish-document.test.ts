import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../src/database/index.ts';
import { inTransaction } from '../../src/database/index.ts';
import {
  documentBytes,
  generateDocument,
  isLetter,
  type OfficeDocument,
  withdrawDocument,
} from '../../src/documents/index.ts';
import {
  createEbysHandler,
  feedDocumentId,
  inspectPackage,
  type PublishContext,
  publishDocument,
  readLetterFile,
  readPackage,
  reconcileFeed,
} from '../../src/ebys/index.ts';
import { saveInstitution, saveUnit } from '../../src/institution/index.ts';
import { library, sampleFacts } from '../documents/sample.ts';
import { ADMIN, EBYS, type FeedWorld, openFeedWorld } from './feed-world.ts';

const SETTINGS = { dogrulamaAdresi: 'https://www.turkiye.gov.tr/belge-dogrulama', miatOf: () => 'P15D' };
const START = new Date('2026-01-01T00:00:00Z');
const CONTACT = {
  address: 'Merkez/KASTAMONU',
  phone: '03660000000',
  fax: null,
  email: 'a@ornek.gov.tr',
  web: 'www.ornek.gov.tr',
  kep: null,
};

let world: FeedWorld;
let context: PublishContext;
beforeAll(async () => {
  world = await openFeedWorld();
  context = { ...world.context(ADMIN), library };
  await saveInstitution(context, {
    name: 'Kastamonu Valiliği',
    letterhead: ['T.C.', 'Kastamonu Valiliği', 'Defterdarlık'],
    detsis: '23456789',
    province: 'Kastamonu',
    contact: CONTACT,
    logo: null,
  });
  await saveUnit(context, {
    code: 'KST-PERSONEL',
    name: 'Personel Müdürlüğü',
    kind: 'merkez',
    district: null,
    parentCode: null,
    detsis: '12345678',
    contact: null,
  });
});
afterAll(() => world.close());

const handler = createEbysHandler({ readFile: readLetterFile, applyMove: async () => {} });
async function get(path: string) {
  const response = await handler(new Request(`http://ozluk.test${path}`), world.context(EBYS) as CommandContext);
  const bytes = Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer(0));
  return { bytes, body: response?.headers.get('content-type')?.includes('json') ? JSON.parse(bytes.toString()) : null };
}
const entries = async () => (await get('/ebys/feed?limit=200')).body.entries;

/** A kind whose package needs no number from outside: addressed within the institution or to a person. */
const inner = library.kinds.find(
  (kind) => isLetter(kind) && kind.layout === 'olur' && kind.sureli === undefined && !kind.dagitim,
);
const outer = library.kinds.find((kind) => isLetter(kind) && kind.muhatap?.kind === 'kurum');

async function make(kind: typeof inner, caseNumber: string | null): Promise<OfficeDocument> {
  if (!kind) throw new Error('no such kind in the library');
  const place = { caseNumber, service: kind.service, unitPath: [], signerRoles: [] };
  return generateDocument(context, { kind: kind.key, facts: sampleFacts(kind), place, isDraft: false });
}
async function publish(document: OfficeDocument): Promise<string | null> {
  const bytes = await documentBytes(world.db, document.id);
  if (!bytes) throw new Error('document has no bytes');
  return inTransaction(world.db, (session) =>
    publishDocument(session, context, { document, bytes, settings: SETTINGS }),
  );
}

describe('a final document', () => {
  it('goes into the feed with a package that says what it says', async () => {
    const document = await make(inner, '2026-ATAMA-000001');
    const id = await publish(document);
    const entry = (await entries()).find((one: { itemId: string }) => one.itemId === id);
    expect(entry).toMatchObject({
      documentId: feedDocumentId(document),
      missing: [],
      ustveri: { konu: document.konu, olusturan: { detsisNo: '23456789', birimDetsisNo: '12345678' } },
    });
    const packed = (await get(entry.package.href)).bytes;
    expect(inspectPackage(packed).filter((one) => one.severity !== 'UYARI')).toEqual([]);
    expect(
      readPackage(packed).ustYazi.bytes.equals((await documentBytes(world.db, document.id)) ?? Buffer.alloc(0)),
    ).toBe(true);
  });

  it('to an office whose DETSİS number is not on record goes out without package, naming what is missing', async () => {
    const id = await publish(await make(outer, '2026-ATAMA-000002'));
    const entry = (await entries()).find((one: { itemId: string }) => one.itemId === id);
    expect(entry).toMatchObject({
      kind: 'LETTER',
      package: null,
      status: 'READY',
      missing: [{ place: 'Üstveri, dağıtım' }],
    });
    expect((await get(entry.files[0].href)).bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('that breaks a rule of the package goes out without one and says which; a secret one stays on paper', async () => {
    const document = await make(inner, '2026-ATAMA-000006');
    const id = await publish({ ...document, context: { ...document.context, konu: '' } });
    const entry = (await entries()).find((one: { itemId: string }) => one.itemId === id);
    expect(entry).toMatchObject({ package: null, missing: [{ place: 'Üstveri' }] });
    expect(await publish({ ...document, context: { ...document.context, gizlilik: 'GİZLİ' } })).toBeNull();
  });

  it('in a newer version withdraws the older, also when they are published in the wrong order', async () => {
    const first = await make(inner, '2026-ATAMA-000003');
    const second = await make(inner, '2026-ATAMA-000003');
    const id = await publish(second);
    expect(await publish(first)).toBe(id);
    const of = (await entries()).filter((one: { documentId: string }) => one.documentId === feedDocumentId(first));
    expect(of).toMatchObject([{ kind: 'LETTER', documentVersion: 2, status: 'READY' }]);
  });
});

describe('reconciling', () => {
  it('publishes what is not in the feed, withdraws what was cancelled, and then changes nothing', async () => {
    const missed = await make(inner, '2026-ATAMA-000004');
    const cancelled = await make(inner, '2026-ATAMA-000005');
    await publish(cancelled);
    await withdrawDocument(context, { id: cancelled.id, reason: 'Yanlış kişi' });
    expect(await reconcileFeed(context, START, SETTINGS)).toBe(2);
    const all = await entries();
    expect(all.filter((one: { documentId: string }) => one.documentId === feedDocumentId(missed))).toMatchObject([
      { kind: 'LETTER' },
    ]);
    expect(
      all
        .filter((one: { documentId: string }) => one.documentId === feedDocumentId(cancelled))
        .map((one: { kind: string }) => one.kind),
    ).toEqual(['LETTER', 'WITHDRAWAL']);
    expect(await reconcileFeed(context, START, SETTINGS)).toBe(0);
  });
});
