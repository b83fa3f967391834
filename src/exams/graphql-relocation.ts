/** Recorded relocation rounds over the API: the seed fixed first, applicants, repeatable draws, the list. */
import { Readable } from 'node:stream';
import type { bolgeHizmeti } from '../calculations/index.ts';
import { CsvFormatError } from '../csv/index.ts';
import { DocumentType } from '../documents/graphql.ts';
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { requireRelocationOfficer } from './exam-access.ts';
import { ReportType } from './graphql-mutations.ts';
import { createRelocationRound, drawRelocationRound, importRelocationApplicants } from './relocation/commands.ts';
import { writeRelocationList } from './relocation/list-document.ts';
import type { Draw, StoredRound } from './relocation/model.ts';
import { checkDraw, type DrawCheck, findDraw, findRound, readRoundResult } from './relocation/queries.ts';

const KindType = builder.enumType('RelocationRoundKind', {
  description: 'Yer değiştirmenin türü.',
  values: {
    IL_ICI: { value: 'IL_ICI', description: 'İl içi (MEB Yön. m.32).' },
    ILLER_ARASI: { value: 'ILLER_ARASI', description: 'İller arası (m.33).' },
  } as const,
});

const PlaceType = builder.objectRef<StoredRound['places'][number]>('RelocationRoundPlace').implement({
  description: 'İlan edilen bir yer.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Yerin adı ya da kodu.' }),
    count: t.exposeInt('count', { description: 'Boş kadro sayısı.' }),
  }),
});

const RoundType = builder.objectRef<StoredRound>('RelocationRound').implement({
  description: 'Bir yer değiştirme dönemi; kura tohumu dönem açılırken kaydedilir ve değişmez.',
  fields: (t) => ({
    roundNumber: t.exposeString('roundNumber', { description: 'Dönem numarası.' }),
    name: t.exposeString('name', { description: 'Adı.' }),
    kind: t.field({ type: KindType, description: 'Türü.', resolve: (r) => r.kind }),
    on: t.field({ type: 'Date', description: 'Referans günü.', resolve: (r) => r.on }),
    seed: t.exposeString('seed', { description: 'Kuranın tohumu.' }),
    seedFixedAt: t.expose('createdAt', { type: 'DateTime', description: 'Tohumun kaydedildiği an.' }),
    places: t.field({ type: [PlaceType], description: 'Yerler.', resolve: (r) => [...r.places] }),
  }),
});

interface DrawView extends Draw {
  readonly result: bolgeHizmeti.StaffRound;
}
type Row = bolgeHizmeti.StaffRoundRow;
const RowType = builder.objectRef<Row>('RelocationDrawRow').implement({
  description: 'Bir başvurunun sonucu.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Sırası.' }),
    candidateNo: t.exposeString('id', { description: 'Aday numarası.' }),
    place: t.exposeString('place', { nullable: true, description: 'Yeri; yerleşmediyse null.' }),
    decidedBy: t.exposeString('decidedBy', {
      nullable: true,
      description: 'Öncekinin ardına koyan ölçüt; ilkinde null.',
    }),
  }),
});

const DrawType = builder.objectRef<Draw>('RelocationDraw').implement({
  description: 'Çekilmiş bir kura ve yerleştirme; girdisi ve sonucuyla saklanır.',
  fields: (t) => ({
    draw: t.exposeInt('draw', { description: 'Kaçıncı çekiliş.' }),
    applicants: t.exposeInt('applicants', { description: 'Başvuru sayısı.' }),
    inputSha256: t.exposeString('inputSha256', { description: 'Girdinin özeti.' }),
    resultSha256: t.exposeString('resultSha256', { description: 'Sonucun özeti; listede yazılır.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Çekildiği an.' }),
  }),
});

const DrawResultType = builder.objectRef<DrawView>('RelocationDrawResult').implement({
  description: 'Bir çekilişin sonucu.',
  fields: (t) => ({
    draw: t.field({ type: DrawType, description: 'Çekiliş.', resolve: (d) => d }),
    rows: t.field({
      type: [RowType],
      description: 'Sırasıyla; en çok ilk 1.000 satır.',
      resolve: (d) => d.result.rows.slice(0, 1_000),
    }),
    notEligible: t.stringList({ description: 'Süreyi doldurmayanlar.', resolve: (d) => [...d.result.notEligible] }),
    lotCount: t.int({ description: 'Çekilen kura sayısı.', resolve: (d) => d.result.lots.length }),
  }),
});

const CheckType = builder.objectRef<DrawCheck>('RelocationDrawCheck').implement({
  description: 'Saklanan bir çekilişin saklanan girdisinden yinelenmesi.',
  fields: (t) => ({
    draw: t.field({ type: DrawType, description: 'Çekiliş.', resolve: (c) => c.draw }),
    isSame: t.exposeBoolean('isSame', { description: 'Sonuç baytı baytına aynı mı.' }),
    recalculatedSha256: t.exposeString('recalculatedSha256', { description: 'Yinelenen sonucun özeti.' }),
  }),
});

const roundNumber = { description: 'Dönem numarası: Y-2026-0001.' };
const drawArg = { required: false, description: 'Kaçıncı çekiliş; verilmezse son çekiliş.' } as const;
const WHO = 'Atama servisinin görevlileri ve üstleri.';

builder.queryFields((t) => ({
  relocationRound: t.field({
    type: RoundType,
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Bir yer değiştirme dönemi; yoksa null.',
    args: { roundNumber: t.arg.string(roundNumber) },
    resolve: (_root, args, { db }) => findRound(db, args.roundNumber),
  }),
  relocationDraw: t.field({
    type: DrawResultType,
    nullable: true,
    authScopes: { officer: true },
    description: `Bir dönemin çekilişi; yoksa null. ${WHO}`,
    args: { roundNumber: t.arg.string(roundNumber), draw: t.arg.int(drawArg) },
    resolve: async (_root, args, context) => {
      requireRelocationOfficer(signedIn(context).actor);
      const found = await findDraw(context.db, args.roundNumber, args.draw ?? undefined);
      return found ? { ...found.draw, result: readRoundResult(found.resultText).value } : null;
    },
  }),
  checkRelocationDraw: t.field({
    type: CheckType,
    nullable: true,
    authScopes: { officer: true },
    description: `Saklanan çekilişi saklanan girdisinden yineler ve karşılaştırır; yoksa null. ${WHO}`,
    args: { roundNumber: t.arg.string(roundNumber), draw: t.arg.int(drawArg) },
    resolve: (_root, args, context) => {
      requireRelocationOfficer(signedIn(context).actor);
      return checkDraw(context, args.roundNumber, args.draw ?? undefined);
    },
  }),
}));

const PlaceInput = builder.inputType('RelocationRoundPlaceInput', {
  description: 'İlan edilen bir yer.',
  fields: (t) => ({
    name: t.string({ description: 'Yerin adı ya da kodu.' }),
    count: t.int({ description: 'Boş kadro sayısı.' }),
  }),
});
const signed = { nullable: true, authScopes: { signedIn: true } } as const;

builder.relayMutationField(
  'createRelocationRound',
  {
    description: 'Dönemin bilgileri.',
    inputFields: (t) => ({
      name: t.string({ description: 'Adı.' }),
      kind: t.field({ type: KindType, description: 'Türü.' }),
      on: t.field({ type: 'Date', description: 'Referans günü (30 Eylül).' }),
      seed: t.string({ description: 'Kuranın tohumu: başvurulardan önce ilan edilen metin.' }),
      places: t.field({ type: [PlaceInput], description: 'Yerler.' }),
    }),
  },
  {
    ...signed,
    description: `Yer değiştirme dönemi açar; kura tohumu sonradan değişmez. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError] },
    resolve: async (_root, { input }, graph) => ({
      round: await createRelocationRound(signedIn(graph), {
        ...input,
        places: input.places.map(({ name, count }) => ({ name, count })),
      }),
    }),
  },
  {
    description: 'Açılan dönem.',
    outputFields: (t) => ({ round: t.field({ type: RoundType, description: 'Dönem.', resolve: (p) => p.round }) }),
  },
);

builder.relayMutationField(
  'importRelocationApplicants',
  {
    description:
      'Başvuru CSV’si: adayNo, sicilNo, adSoyad, unvan, birim, kesintisizBaslama, hizmetGunu, kadroGunu, tercihler.',
    inputFields: (t) => ({
      roundNumber: t.string(roundNumber),
      uploadId: t.id({ required: false, description: '`PUT /uploads` yanıtındaki kimlik.' }),
      csv: t.string({ required: false, description: 'Küçük dosyalar için CSV metninin kendisi.' }),
    }),
  },
  {
    ...signed,
    description: `Başvuruları aktarır; yinelenmesi zararsızdır. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError] },
    resolve: async (_root, { input: { roundNumber: number, uploadId, csv } }, graph) => {
      const context = signedIn(graph);
      requireRelocationOfficer(context.actor);
      const source = uploadId
        ? await graph.uploads.open(uploadId, context.actor.accountId)
        : csv
          ? Readable.from([csv])
          : null;
      if (!source) throw ValidationError.of('uploadId', '"csv" metnini ya da geçerli bir "uploadId" verin.');
      try {
        return { report: await importRelocationApplicants(context, number, source) };
      } catch (error) {
        if (error instanceof CsvFormatError) throw ValidationError.of('csv', error.message);
        throw error;
      }
    },
  },
  {
    description: 'Aktarımın sonucu.',
    outputFields: (t) => ({ report: t.field({ type: ReportType, description: 'Sonuç.', resolve: (p) => p.report }) }),
  },
);

builder.relayMutationField(
  'drawRelocationRound',
  { description: 'Dönem.', inputFields: (t) => ({ roundNumber: t.string(roundNumber) }) },
  {
    ...signed,
    description: `Sıralar, kurayı dönemin tohumuyla çeker, yerleştirir ve saklar; başvurular değişmediyse son çekiliş döner. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError, ConflictError] },
    resolve: async (_root, { input }, graph) => ({
      draw: await drawRelocationRound(signedIn(graph), input.roundNumber),
    }),
  },
  {
    description: 'Çekiliş.',
    outputFields: (t) => ({ draw: t.field({ type: DrawType, description: 'Çekiliş.', resolve: (p) => p.draw }) }),
  },
);

builder.relayMutationField(
  'writeRelocationList',
  {
    description: 'Dönem ve çekiliş.',
    inputFields: (t) => ({ roundNumber: t.string(roundNumber), draw: t.int(drawArg) }),
  },
  {
    ...signed,
    description: `Yer değiştirme listesini kura tutanağının özetiyle düzenler. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError] },
    resolve: async (_root, { input }, graph) => ({
      document: await writeRelocationList(signedIn(graph), {
        roundNumber: input.roundNumber,
        draw: input.draw ?? undefined,
      }),
    }),
  },
  {
    description: 'Düzenlenen belge.',
    outputFields: (t) => ({
      document: t.field({ type: DocumentType, description: 'Belge.', resolve: (p) => p.document }),
    }),
  },
);
