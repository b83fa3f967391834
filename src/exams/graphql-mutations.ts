/** Acts on exams: entering, correcting, importing candidates and marks, calculating and announcing the lists. */
import { DocumentType } from '../documents/graphql.ts';
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { calculateExamLists, createExam, updateExam } from './commands.ts';
import { requireExamOfficer } from './exam-access.ts';
import { CSV_TEXT, importGiven, PlaceInput, placesOf, ReportType, UPLOAD } from './graphql-import.ts';
import { ExamKindType, ExamListKind, ExamRunType, ExamType } from './graphql-types.ts';
import { importExamCandidates } from './import/run.ts';
import { writeExamLists } from './list-documents.ts';

const PostInput = builder.inputType('ExamPostInput', {
  description: 'Sınavı yapılan bir kadro unvanı.',
  fields: (t) => ({
    unvan: t.string({ description: 'Kadro unvanı.' }),
    places: t.field({ type: [PlaceInput], description: 'Yerler.' }),
    announced: t.int({ required: false, description: 'İlan edilen kadro sayısı; boşsa yerlerin toplamı.' }),
    derece: t.int({ required: false, description: 'Kadronun derecesi (m.10/1); boşsa 68/B denetlenmez.' }),
    ekGosterge: t.int({ defaultValue: 0, description: 'Kadronun ek göstergesi.' }),
  }),
});
const MemberInput = builder.inputType('ExamMemberInput', {
  description: 'Listeleri imzalayan sınav komisyonu üyesi; önce başkan.',
  fields: (t) => ({
    ad: t.string({ description: 'Adı.' }),
    soyad: t.string({ description: 'Soyadı.' }),
    unvan: t.string({ description: 'Unvanı.' }),
  }),
});

const examNumber = { description: 'Sınav numarası.' };
const signed = { nullable: true, authScopes: { signedIn: true } } as const;
const WHO = 'Kadro-eğitim servisinin görevlileri ve üstleri.';

/** Optional fields that were given; a null is not given. */
function given<T extends object>(input: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value != null)) as never;
}

builder.relayMutationField(
  'createExam',
  {
    description: 'Sınavın bilgileri.',
    inputFields: (t) => ({
      name: t.string({ description: 'Sınavın adı.' }),
      kind: t.field({ type: ExamKindType, description: 'Türü.' }),
      applicationsEndOn: t.field({ type: 'Date', description: 'Başvurunun son günü.' }),
      announcedOn: t.field({ type: 'Date', required: false, description: 'Duyuru günü (m.10/1).' }),
      writtenOn: t.field({ type: 'Date', required: false, description: 'Yazılı sınav günü.' }),
      writtenResultsOn: t.field({ type: 'Date', required: false, description: 'Yazılı sonuçlarının duyurulduğu gün.' }),
      oralOn: t.field({ type: 'Date', required: false, description: 'Sözlü sınav günü.' }),
      oralResultsOn: t.field({ type: 'Date', required: false, description: 'Sözlü sonuçlarının duyurulduğu gün.' }),
      posts: t.field({ type: [PostInput], description: 'Kadrolar ve yerleri.' }),
      commission: t.field({ type: [MemberInput], required: false, description: 'Sınav komisyonu, en çok beş kişi.' }),
    }),
  },
  {
    ...signed,
    description: `Sınav açar ve numaralar. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError] },
    resolve: async (_root, { input }, graph) => {
      const { posts, name, kind, applicationsEndOn, ...rest } = input;
      const raw = { name, kind, applicationsEndOn, posts: posts.map(postOf), ...given(rest) };
      return { exam: await createExam(signedIn(graph), raw) };
    },
  },
  {
    description: 'Açılan sınav.',
    outputFields: (t) => ({ exam: t.field({ type: ExamType, description: 'Sınav.', resolve: (p) => p.exam }) }),
  },
);

function postOf(post: {
  readonly unvan: string;
  readonly places: { name: string; count: number }[];
  readonly announced?: number | null | undefined;
  readonly derece?: number | null | undefined;
  readonly ekGosterge: number;
}) {
  return {
    unvan: post.unvan,
    places: placesOf(post.places),
    announced: post.announced ?? null,
    derece: post.derece ?? null,
    ekGosterge: post.ekGosterge,
  };
}

builder.relayMutationField(
  'updateExam',
  {
    description: 'Değişecek alanlar; yazılmayan alan olduğu gibi kalır.',
    inputFields: (t) => ({
      examNumber: t.string(examNumber),
      expectedVersion: t.int({ description: 'Okunan kaydın sürümü.' }),
      name: t.string({ required: false, description: 'Sınavın adı.' }),
      applicationsEndOn: t.field({ type: 'Date', required: false, description: 'Başvurunun son günü.' }),
      announcedOn: t.field({ type: 'Date', required: false, description: 'Duyuru günü (m.10/1).' }),
      writtenOn: t.field({ type: 'Date', required: false, description: 'Yazılı sınav günü.' }),
      writtenResultsOn: t.field({ type: 'Date', required: false, description: 'Yazılı sonuçlarının duyurulduğu gün.' }),
      oralOn: t.field({ type: 'Date', required: false, description: 'Sözlü sınav günü.' }),
      oralResultsOn: t.field({ type: 'Date', required: false, description: 'Sözlü sonuçlarının duyurulduğu gün.' }),
      posts: t.field({ type: [PostInput], required: false, description: 'Kadroların tamamı.' }),
      commission: t.field({ type: [MemberInput], required: false, description: 'Sınav komisyonunun tamamı.' }),
    }),
  },
  {
    ...signed,
    description: `Sınav kaydını düzeltir; hesaplanmış listeler yeni hesaba kadar olduğu gibi kalır. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError, ConflictError] },
    resolve: async (_root, { input: { examNumber: number, expectedVersion, posts, ...rest } }, graph) => {
      const change = { ...given(rest), ...(posts ? { posts: posts.map(postOf) } : {}) };
      return { exam: await updateExam(signedIn(graph), { examNumber: number, expectedVersion, change }) };
    },
  },
  {
    description: 'Düzeltilen sınav.',
    outputFields: (t) => ({ exam: t.field({ type: ExamType, description: 'Sınav.', resolve: (p) => p.exam }) }),
  },
);

builder.relayMutationField(
  'importExamCandidates',
  {
    description:
      'Aday CSV’si: adayNo, sicilNo, adSoyad, unvan, birim, kadro, yazili, sozlu, hizmetGunu, ogrenim, mezuniyetNotu, tercihler, tercihDisi.',
    inputFields: (t) => ({
      examNumber: t.string(examNumber),
      uploadId: t.id(UPLOAD),
      csv: t.string(CSV_TEXT),
    }),
  },
  {
    ...signed,
    description: `Adayları ve puanları aktarır; yinelenmesi zararsızdır, dosyada olmayan sütun olduğu gibi kalır. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError] },
    resolve: (_root, { input: { examNumber: number, ...file } }, graph) => {
      const context = signedIn(graph);
      requireExamOfficer(context.actor);
      return importGiven(graph, file, (source) => importExamCandidates(context, number, source));
    },
  },
  {
    description: 'Aktarımın sonucu.',
    outputFields: (t) => ({ report: t.field({ type: ReportType, description: 'Sonuç.', resolve: (p) => p.report }) }),
  },
);

builder.relayMutationField(
  'calculateExamLists',
  {
    description: 'Sınav ve aşama.',
    inputFields: (t) => ({
      examNumber: t.string(examNumber),
      stage: t.field({ type: ExamListKind, description: 'Hangi listeye kadar.' }),
    }),
  },
  {
    ...signed,
    description: `Listeleri adaylardan hesaplar ve gerekçesiyle saklar; girdi değişmediyse son hesap döner. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError, ConflictError] },
    resolve: async (_root, { input }, graph) => ({ run: await calculateExamLists(signedIn(graph), input) }),
  },
  {
    description: 'Hesap.',
    outputFields: (t) => ({ run: t.field({ type: ExamRunType, description: 'Hesap.', resolve: (p) => p.run }) }),
  },
);

builder.relayMutationField(
  'writeExamLists',
  {
    description: 'Liste ve kadro.',
    inputFields: (t) => ({
      examNumber: t.string(examNumber),
      list: t.field({ type: ExamListKind, description: 'Liste.' }),
      post: t.string({ required: false, description: 'Kadro unvanı; verilmezse her kadro için bir belge.' }),
      run: t.int({ required: false, description: 'Kaçıncı hesap; verilmezse son hesap.' }),
    }),
  },
  {
    ...signed,
    description: `Listenin belgesini düzenler; belgesi düzenlenen liste ilan edilmiş sayılır ve herkese açılır. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError] },
    resolve: async (_root, { input: { examNumber: number, list, post, run } }, graph) => ({
      documents: await writeExamLists(signedIn(graph), {
        examNumber: number,
        list,
        post: post ?? undefined,
        run: run ?? undefined,
      }),
    }),
  },
  {
    description: 'Düzenlenen belgeler.',
    outputFields: (t) => ({
      documents: t.field({ type: [DocumentType], description: 'Belgeler.', resolve: (p) => p.documents }),
    }),
  },
);
