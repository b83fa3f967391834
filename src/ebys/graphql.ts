import { holdsRole, isAdministrator, requireRight } from '../access/index.ts';
import { ForbiddenError, NotFoundError, ValidationError } from '../errors/index.ts';
import { builder, type GraphContext, signedIn } from '../graphql/index.ts';
import { type FeedEntry, type FeedPage, findEntry, readFeed } from './feed/pull.ts';

/** The feed is open to the EBYS machine and to administrators, over GraphQL as over HTTP. */
function feedContext(context: GraphContext) {
  const signed = signedIn(context);
  const { actor } = signed;
  requireRight(holdsRole(actor, 'ebys') || isAdministrator(actor), 'akışı yalnız EBYS hesabı ve yönetici okur');
  return signed;
}

const EntryKind = builder.enumType('EbysEntryKind', {
  description: 'Akış girdisinin türü.',
  values: {
    LETTER: { description: 'Kayda hazır yazı.' },
    WITHDRAWAL: { description: 'Daha önce verilen bir yazının geri çekilmesi.' },
    COMPLETION: { description: 'Daha önce paketsiz verilen bir yazının paketi hazır; yazı aynı yazıdır.' },
  } as const,
});

export const EntryStatus = builder.enumType('EbysEntryStatus', {
  description: 'Yazının EBYS’deki durumu, bildirilen sonuçlara göre.',
  values: {
    READY: { description: 'Çekilmeyi bekliyor.' },
    PULLED: { description: 'EBYS aldı.' },
    REGISTERED: { description: 'Sayı ve tarih aldı.' },
    SIGNED: { description: 'İmzası tamamlandı.' },
    SENT: { description: 'Gönderildi.' },
    DELIVERED: { description: 'Tebliğ edildi.' },
    RETURNED: { description: 'Gerekçesiyle iade edildi.' },
    WITHDRAWN: { description: 'Geri çekildi.' },
  } as const,
});

const FileType = builder.objectRef<FeedEntry['files'][number]>('EbysFile').implement({
  description: 'Yazının bir dosyası; baytları HTTP ile alınır.',
  fields: (t) => ({
    role: t.exposeString('role', { description: 'USTYAZI, DOCX (düzenlenebilir) ya da EK.' }),
    href: t.exposeString('href', { description: 'Sunucudaki yol.' }),
    fileName: t.exposeString('fileName', { description: 'Dosya adı.' }),
    sha256: t.exposeString('sha256', { description: 'Baytların SHA-256 özeti, onaltılık.' }),
    size: t.exposeInt('size', { description: 'Bayt sayısı.' }),
  }),
});

const MissingType = builder.objectRef<FeedEntry['missing'][number]>('EbysMissingValue').implement({
  description: 'Paketin üretilmesi için eksik olan bir bilgi.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'Bilginin adı.' }),
    place: t.exposeString('place', { description: 'Geçtiği yer.' }),
  }),
});

const PackageType = builder.objectRef<NonNullable<FeedEntry['package']>>('EbysPackage').implement({
  description: 'Yazının taslak e-Yazışma paketi (*.taslak.eyp).',
  fields: (t) => ({
    href: t.exposeString('href', { description: 'Sunucudaki yol.' }),
    fileName: t.exposeString('fileName', { description: 'Dosya adı.' }),
    sha256: t.exposeString('sha256', { description: 'Baytların SHA-256 özeti, onaltılık.' }),
    size: t.exposeInt('size', { description: 'Bayt sayısı.' }),
  }),
});

const EntryType = builder.objectRef<FeedEntry>('EbysEntry').implement({
  description: 'Akışın bir girdisi.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Bu girdinin imleci; kalıcıdır.' }),
    kind: t.field({ type: EntryKind, description: 'Tür.', resolve: (entry) => entry.kind }),
    itemId: t.exposeString('itemId', { description: 'Girdinin kimliği; yazıda BelgeId.' }),
    documentId: t.exposeString('documentId', { description: 'Belgenin Özlük’teki kimliği.' }),
    documentVersion: t.exposeInt('documentVersion', { description: 'Belgenin sürümü.' }),
    publishedAt: t.field({
      type: 'DateTime',
      description: 'Akışa girdiği an.',
      resolve: (entry) => new Date(entry.publishedAt),
    }),
    status: t.field({ type: EntryStatus, description: 'Durum.', resolve: (entry) => entry.status }),
    withdraws: t.exposeString('withdraws', { nullable: true, description: 'Geri çekilen yazının itemId değeri.' }),
    completes: t.exposeString('completes', { nullable: true, description: 'Paketi tamamlanan yazının itemId değeri.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Geri çekme gerekçesi.' }),
    ustveri: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Yazının Üstveri alanları; geri çekmede null.',
      resolve: (entry) => entry.ustveri,
    }),
    missing: t.field({
      type: [MissingType],
      description: 'Paket üretilemediyse eksik bilgiler; EBYS tamamlar.',
      resolve: (entry) => [...entry.missing],
    }),
    notes: t.exposeStringList('notes', {
      description: 'Bilinmesi gerekenler: örneğin üst yazının neden PDF/A olmadığı.',
    }),
    package: t.field({
      type: PackageType,
      nullable: true,
      description: 'Taslak paket; geri çekmede ve bilgi eksikse null.',
      resolve: (entry) => entry.package,
    }),
    files: t.field({ type: [FileType], description: 'Dosyalar.', resolve: (entry) => [...entry.files] }),
  }),
});

const PageType = builder.objectRef<FeedPage>('EbysFeedPage').implement({
  description: 'Akışın bir sayfası.',
  fields: (t) => ({
    entries: t.field({ type: [EntryType], description: 'Girdiler, sırayla.', resolve: (page) => [...page.entries] }),
    next: t.exposeString('next', { description: 'Sonraki isteğin imleci; sayfa boşken de verilir.' }),
    hasMore: t.exposeBoolean('hasMore', { description: 'Arkasında başka girdi var mı.' }),
  }),
});

builder.queryFields((t) => ({
  ebysFeed: t.field({
    type: PageType,
    nullable: true,
    description: 'İmleçten sonraki akış girdileri. EBYS hesabı ve yönetici.',
    authScopes: { signedIn: true },
    errors: { types: [ValidationError, ForbiddenError] },
    args: {
      after: t.arg.string({ required: false, description: 'Önceki sayfanın next değeri; boşsa baştan.' }),
      limit: t.arg.int({ required: false, description: 'En çok kaç girdi (1–200); 50 sayılır.' }),
    },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.min(limit ?? 50, 200) }),
    resolve: async (_root, { after, limit }, context) =>
      readFeed(feedContext(context), {
        after: after ?? null,
        limit: limit === null || limit === undefined ? null : String(limit),
      }),
  }),
  ebysEntry: t.field({
    type: EntryType,
    nullable: true,
    description: 'Kimliğiyle bir akış girdisi; yoksa null. EBYS hesabı ve yönetici.',
    authScopes: { signedIn: true },
    args: { itemId: t.arg.string({ description: 'Girdinin kimliği.' }) },
    resolve: async (_root, { itemId }, context) => {
      try {
        return await findEntry(feedContext(context), itemId);
      } catch (error) {
        if (error instanceof NotFoundError) return null;
        throw error;
      }
    },
  }),
}));
