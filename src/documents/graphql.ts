import { NotFoundError } from '../errors/index.ts';
import { builder, decodeCursor, encodeCursor, keysetConnection, pageComplexity, signedIn } from '../graphql/index.ts';
import type { DocumentKind, FieldDefinition } from './kinds.ts';
import type { DocumentLibrary } from './library.ts';
import type { LintFinding } from './lint.ts';
import type { OfficeDocument } from './model.ts';
import type { PdfConverter } from './pdf/converter.ts';
import { checkDocument, findDocumentsByIds, findVisibleDocument, listDocuments } from './queries.ts';

declare module '../graphql/context.ts' {
  interface GraphContext {
    library: DocumentLibrary;
    /** Null where no PDF converter is present. */
    pdf: PdfConverter | null;
  }
}

const KindFieldType = builder.objectRef<FieldDefinition>('DocumentKindField').implement({
  description: 'Bir belge türünün metninde geçen, işin adımlarında girilen bilgi.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Alan anahtarı; metinde `{data.anahtar}` olarak geçer.' }),
    label: t.exposeString('label', { description: 'Türkçe adı.' }),
    type: t.exposeString('type', {
      description: '`text`, `date`, `number`, `money`, `boolean`, `choice`, `person`, `unit`, `kadro` ya da `rows`.',
    }),
    isRequired: t.exposeBoolean('required', { description: 'Kesin belge için zorunlu mu.' }),
    help: t.string({
      nullable: true,
      description: 'Nasıl yazılacağı; açıklama yoksa null.',
      resolve: (field) => field.help ?? null,
    }),
  }),
});

export const DocumentKindType = builder.objectRef<DocumentKind>('DocumentKind').implement({
  description: 'Bir belge türü: düzeni, konusu, dosya kodu ve sorulan bilgileri.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Belge türünün anahtarı.' }),
    aliases: t.exposeStringList('aliases', { description: 'Türün bilindiği diğer adlar.' }),
    title: t.exposeString('title', { description: 'Türkçe adı.' }),
    type: t.exposeString('type', {
      description: '`yazi`, `onay`, `tebligat`, `form`, `tutanak`, `cetvel`, `emir` ya da `rapor`.',
    }),
    service: t.exposeString('service', { description: 'Belgenin metnini tutan servis.' }),
    layout: t.exposeString('layout', { description: 'Sayfa düzeni.' }),
    sdpCode: t.string({
      nullable: true,
      description: 'Standart dosya planı kodu; yazı olmayan belgelerde null.',
      resolve: (kind) => kind.sdp?.code ?? null,
    }),
    sdpConfidence: t.string({
      nullable: true,
      description: 'Kodun kaynağı: A resmî plan, B karşılaştırılmış plan, C gerçek yazılar; kodsuz belgede null.',
      resolve: (kind) => kind.sdp?.confidence ?? null,
    }),
    retention: t.exposeString('retention', {
      nullable: true,
      description: 'Saklama süresi (yıl; B: süresiz); kaynağı yoksa null.',
    }),
    fields: t.field({
      type: [KindFieldType],
      description: 'Metinde geçen bilgiler.',
      resolve: (kind) => [...kind.fields],
    }),
  }),
});

const LintFindingType = builder.objectRef<LintFinding>('DocumentFinding').implement({
  description: 'Resmî yazışma kurallarına aykırı tek bir husus.',
  fields: (t) => ({
    check: t.exposeString('id', { description: 'Denetimin kimliği: `K2`.' }),
    severity: t.exposeString('severity', { description: '`error` ya da `warning`.' }),
    message: t.exposeString('message', { description: 'Neyin yanlış olduğu ve nasıl olması gerektiği.' }),
    article: t.exposeString('article', { description: 'Yönetmeliğin (2646) maddesi ya da Kılavuz bölümü.' }),
  }),
});

const MissingType = builder.objectRef<OfficeDocument['missing'][number]>('DocumentGap').implement({
  description: 'Taslakta boş kalan bilgi.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Belge bağlamındaki yol.' }),
    label: t.exposeString('label', { description: 'Bilginin Türkçe adı.' }),
    place: t.exposeString('place', { description: 'Belgedeki yeri.' }),
  }),
});

const StatusType = builder.enumType('DocumentStatus', {
  description: 'Belgenin durumu.',
  values: {
    TASLAK: { value: 'taslak', description: 'Taslak: eksik bilgi taşıyabilir, imzalanmamıştır.' },
    KESIN: { value: 'kesin', description: 'Bütün bilgileri tam.' },
    IPTAL: { value: 'iptal', description: 'Geri çekilmiş; dosyada kalır.' },
  } as const,
});

export const DocumentType = builder.loadableNodeRef<OfficeDocument, string, string>('Document', {
  id: { resolve: (row) => row.id },
  load: (ids, context) => findDocumentsByIds(signedIn(context), ids),
  sort: (row) => row.id,
});
DocumentType.implement({
  description: 'Üretilmiş bir belge (Word dosyası) ve neden üretildiğinin kaydı.',
  authScopes: { personnelReader: true },
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'Belge türünün anahtarı.' }),
    title: t.exposeString('title', { description: 'Belge türünün adı.' }),
    konu: t.exposeString('konu', { description: 'Yazının konusu; yazı olmayan belgelerde boş.' }),
    caseNumber: t.exposeString('caseNumber', { nullable: true, description: 'Ait olduğu iş; işe bağlı değilse null.' }),
    version: t.exposeInt('version', { description: 'Aynı işte bu türün kaçıncı belgesi.' }),
    status: t.field({ type: StatusType, description: 'Durumu.', resolve: (row) => row.status }),
    sayi: t.string({
      nullable: true,
      description: 'EBYS’nin verdiği sayı; kayda alınmadıysa null.',
      resolve: (row) => row.registration?.sayi ?? null,
    }),
    sayiTarihi: t.field({
      type: 'Date',
      nullable: true,
      description: 'Sayının verildiği belge tarihi; kayda alınmadıysa null.',
      resolve: (row) => row.registration?.tarih ?? null,
    }),
    fileName: t.exposeString('fileName', { description: 'Dosyanın Türkçe adı.' }),
    sha256: t.exposeString('sha256', { description: 'Dosyanın SHA-256 özeti, onaltılık.' }),
    size: t.exposeInt('size', { description: 'Bayt olarak boyutu.' }),
    downloadPath: t.string({
      description: 'Dosyanın bu sunucudaki yolu (GET).',
      resolve: (row) => `/documents/${row.id}`,
    }),
    pdfPath: t.string({
      nullable: true,
      description: 'Dosyanın PDF/A biçiminin yolu (GET); sunucuda PDF dönüştürücü yoksa null.',
      resolve: (row, _args, { pdf }) => (pdf === null ? null : `/documents/${row.id}.pdf`),
    }),
    templateName: t.string({ description: 'Üretildiği şablon.', resolve: (row) => row.template.name }),
    templateSha256: t.string({
      description: 'Şablonun özeti: hangi sürümden üretildiği.',
      resolve: (row) => row.template.sha256,
    }),
    gaps: t.field({
      type: [MissingType],
      description: 'Boş kalan bilgiler; kesin belgede boş liste.',
      resolve: (row) => [...row.missing],
    }),
    closingReason: t.string({
      description: 'Arz/rica ifadesinin dayanağı; yazı olmayan belgelerde boş.',
      resolve: (row) => row.context.closing.reason,
    }),
    author: t.exposeString('authorName', { description: 'Üreten hesap.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Üretildiği an.' }),
  }),
});
const DocumentConnection = builder.connectionObject(
  { type: DocumentType, name: 'DocumentConnection' },
  { name: 'DocumentEdge' },
);

builder.queryFields((t) => ({
  documentKinds: t.field({
    type: [DocumentKindType],
    nullable: true,
    authScopes: { signedIn: true },
    description: 'Belge türleri, başlık sırasıyla.',
    args: { service: t.arg.string({ required: false, description: 'Yalnız bu servisin türleri.' }) },
    resolve: (_root, { service }, { library }) =>
      library.kinds
        .filter((kind) => !service || kind.service === service)
        .toSorted((a, b) => a.title.localeCompare(b.title, 'tr')),
  }),
  documents: t.connection(
    {
      type: DocumentType,
      nullable: true,
      authScopes: { personnelReader: true },
      complexity: pageComplexity,
      description: 'Görme yetkiniz olan belgeler, yeniden eskiye.',
      args: {
        caseNumber: t.arg.string({ required: false, description: 'Yalnız bu işin belgeleri.' }),
        kind: t.arg.string({ required: false, description: 'Yalnız bu tür.' }),
        status: t.arg({ type: StatusType, required: false, description: 'Yalnız bu durumdakiler.' }),
      },
      resolve: (_root, args, context) =>
        keysetConnection<OfficeDocument>(
          args,
          (row) => encodeCursor([row.createdAt.getTime(), row.id]),
          ({ after, before, limit, inverted }) =>
            listDocuments(signedIn(context), {
              filter: filterOf(args),
              limit,
              inverted,
              ...cursorOf(inverted ? before : after),
            }),
        ),
    },
    DocumentConnection,
  ),
  checkDocument: t.field({
    type: [LintFindingType],
    nullable: true,
    authScopes: { personnelReader: true },
    description:
      'Belgenin Word dosyasını Resmî Yazışma Yönetmeliği’ne göre denetler; uygunsa boş liste, belge yoksa null.',
    args: { id: t.arg.globalID({ for: DocumentType, description: 'Belgenin kimliği.' }) },
    resolve: async (_root, { id }, context) => {
      const reading = signedIn(context);
      const row = await findVisibleDocument(reading, id.id);
      return row && checkDocument(reading.db, row);
    },
  }),
}));

function filterOf(args: {
  caseNumber?: string | null | undefined;
  kind?: string | null | undefined;
  status?: OfficeDocument['status'] | null | undefined;
}) {
  return {
    ...(args.caseNumber ? { caseNumber: args.caseNumber } : {}),
    ...(args.kind ? { kind: args.kind } : {}),
    ...(args.status ? { status: args.status } : {}),
  };
}

function cursorOf(cursor: string | undefined): { after?: [number, string] } {
  if (cursor === undefined) return {};
  const [at, id] = decodeCursor(cursor);
  if (typeof at !== 'number' || typeof id !== 'string')
    throw new NotFoundError('Sayfa imleci bu listeye ait değil; listeyi baştan isteyin.');
  return { after: [at, id] };
}
