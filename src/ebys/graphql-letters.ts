import { builder, signedIn } from '../graphql/index.ts';
import type { LetterFacts } from './feed/answers.ts';
import { type LetterRecord, lettersOfCase } from './feed/status.ts';
import { EntryStatus } from './graphql.ts';

const SignatureType = builder.objectRef<LetterFacts['signed'][number]>('EbysSignature').implement({
  description: 'EBYS’de atılmış bir imza.',
  fields: (t) => ({
    by: t.exposeString('by', { description: 'İmzalayan.' }),
    unvan: t.string({
      nullable: true,
      description: 'Unvanı; bildirilmediyse null.',
      resolve: (one) => one.unvan ?? null,
    }),
    at: t.field({ type: 'DateTime', description: 'İmza anı.', resolve: (one) => new Date(one.at) }),
    last: t.exposeBoolean('last', { description: 'İmzayı tamamlayan mı.' }),
  }),
});

const DeliveryType = builder.objectRef<LetterFacts['delivered'][number]>('EbysDelivery').implement({
  description: 'Bir muhataba tebliğ.',
  fields: (t) => ({
    to: t.exposeString('to', { description: 'Muhatap; tek muhatapta boş olabilir.' }),
    on: t.field({ type: 'Date', description: 'Tebliğ günü.', resolve: (one) => one.on }),
  }),
});

const LetterType = builder.objectRef<LetterRecord>('EbysLetter').implement({
  description: 'Bir işin EBYS’ye verilmiş yazısı ve EBYS’den bildirilenler.',
  fields: (t) => ({
    itemId: t.exposeString('itemId', { description: 'Akıştaki kimliği (BelgeId).' }),
    documentId: t.exposeString('documentId', { description: 'Belge.' }),
    documentVersion: t.exposeInt('documentVersion', { description: 'Belgenin sürümü.' }),
    publishedAt: t.field({ type: 'DateTime', description: 'Akışa girdiği an.', resolve: (one) => one.publishedAt }),
    status: t.field({ type: EntryStatus, description: 'Durum.', resolve: (one) => one.status }),
    sayi: t.string({
      nullable: true,
      description: 'Sayı; verilmediyse null.',
      resolve: (one) => one.facts.registered?.sayi ?? null,
    }),
    tarih: t.field({
      type: 'Date',
      nullable: true,
      description: 'Belge tarihi; kayda alınmadıysa null.',
      resolve: (one) => one.facts.registered?.tarih ?? null,
    }),
    signatures: t.field({ type: [SignatureType], description: 'İmzalar.', resolve: (one) => [...one.facts.signed] }),
    returnReason: t.string({
      nullable: true,
      description: 'İade gerekçesi.',
      resolve: (one) => one.facts.returned?.reason ?? null,
    }),
    deliveries: t.field({
      type: [DeliveryType],
      description: 'Tebliğler.',
      resolve: (one) => [...one.facts.delivered],
    }),
    notes: t.exposeStringList('notes', {
      description: 'Bilinmesi gerekenler: örneğin üst yazının neden PDF/A olmadığı.',
    }),
    needsAttention: t.exposeBoolean('needsAttention', {
      description: 'Yazı geri çekildiği hâlde EBYS’de işlem görmüş; görevlinin bakması gerekir.',
    }),
  }),
});

builder.queryField('ebysLetters', (t) =>
  t.field({
    type: [LetterType],
    nullable: true,
    description: 'Bir işin EBYS’ye verilmiş yazıları; iş yoksa ya da size açık değilse null.',
    authScopes: { personnelReader: true },
    args: { caseNumber: t.arg.string({ description: 'İş numarası.' }) },
    resolve: async (_root, { caseNumber }, context) => lettersOfCase(signedIn(context), caseNumber),
  }),
);
