import { builder } from '../graphql/index.ts';
import { ekTexts, matchAttachments } from './attachments/matching.ts';
import type { Attachment } from './attachments/model.ts';
import { attachmentsOf } from './attachments/queries.ts';
import { DocumentType } from './graphql.ts';

const AttachmentType = builder.objectRef<Attachment>('DocumentAttachment').implement({
  description: 'Bir yazının ekine konmuş dosya.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Kimliği.' }),
    ekNo: t.exposeInt('ekNo', { description: 'Konduğu sırada ekin listedeki yeri, 1’den.' }),
    ekAdi: t.exposeString('ekAdi', { description: 'Konduğu sırada o yerdeki ekin adı.' }),
    fileName: t.exposeString('fileName', { description: 'Dosyanın adı.' }),
    mimeType: t.exposeString('mimeType', { description: 'İçerik türü.' }),
    size: t.exposeInt('size', { description: 'Bayt olarak boyutu.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 özeti, onaltılık.' }),
    isSigned: t.exposeBoolean('isSigned', { description: 'Yazının imzası bu eki de kapsar mı (`ImzaliMi`).' }),
    sourceDocumentId: t.string({
      nullable: true,
      description: 'Ek kurumun bir belgesiyse o belgenin indirme yolundaki numarası; yüklenen dosyada null.',
      resolve: (file) => file.sourceDocumentId,
    }),
    downloadPath: t.string({
      description: 'Dosyanın bu sunucudaki yolu (GET).',
      resolve: (file) => `/attachments/${file.id}`,
    }),
    addedBy: t.exposeString('addedBy', { description: 'Koyan hesap.' }),
    addedAt: t.expose('addedAt', { type: 'DateTime', description: 'Konduğu an.' }),
  }),
});

const EkType = builder
  .objectRef<{ readonly no: number; readonly text: string; readonly file: Attachment | null }>('DocumentEk')
  .implement({
    description: 'Yazının ek listesinden bir ek.',
    fields: (t) => ({
      no: t.exposeInt('no', { description: 'Sırası, 1’den.' }),
      text: t.exposeString('text', { description: 'Yazıda geçen adı.' }),
      file: t.field({
        type: AttachmentType,
        nullable: true,
        description: 'Dosyası; konmadıysa null ve ek ayrıca (fiziksel) gönderilir.',
        resolve: (ek) => ek.file,
      }),
    }),
  });

builder.objectFields(DocumentType, (t) => ({
  ekler: t.field({
    type: [EkType],
    complexity: 5,
    description: 'Yazının ek listesi, her ekin dosyasıyla.',
    resolve: async (row, _args, { db }) => {
      const texts = ekTexts(row.context);
      const files = texts.length === 0 ? [] : await attachmentsOf(db, row);
      const matched = matchAttachments(texts, files);
      return texts.map((text, index) => ({ no: index + 1, text, file: matched.get(index + 1) ?? null }));
    },
  }),
  attachments: t.field({
    type: [AttachmentType],
    complexity: 5,
    description: 'Yazıya konmuş bütün dosyalar; eki listeden çıkmış olanlar da.',
    resolve: (row, _args, { db }) => attachmentsOf(db, row),
  }),
}));
