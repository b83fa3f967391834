import { DocumentType } from '../documents/graphql.ts';
import type { OfficeDocument } from '../documents/index.ts';
import { ValidationError } from '../errors/index.ts';
import { builder, type GraphContext, signedIn } from '../graphql/index.ts';
import { attachFile, detachFile } from './commands/attachments.ts';
import { ON_CASE } from './graphql-payload.ts';

const AttachFileInput = builder.inputType('AttachFileInput', {
  description: 'Bir yazının ekine konan dosya: yüklenen bir dosya ya da kurumun ürettiği bir belge.',
  fields: (t) => ({
    documentId: t.globalID({ for: DocumentType, description: 'Yazının son taslağı.' }),
    ekNo: t.int({ description: 'Ek listesindeki sırası, 1’den.' }),
    isSigned: t.boolean({
      required: false,
      description: 'Yazının imzası eki de kapsar mı (`ImzaliMi`); verilmezse kapsar.',
    }),
    uploadId: t.id({ required: false, description: '`PUT /uploads` yanıtındaki kimlik; `fileName` ile birlikte.' }),
    fileName: t.string({ required: false, description: 'Dosyanın uzantılı adı: `Çizelge.pdf`.' }),
    sourceDocumentId: t.globalID({
      for: DocumentType,
      required: false,
      description: 'Yükleme yerine: ek olacak belge.',
    }),
  }),
});

const DetachFileInput = builder.inputType('DetachFileInput', {
  description: 'Kaldırılacak ek dosyası.',
  fields: (t) => ({
    documentId: t.globalID({ for: DocumentType, description: 'Yazının son taslağı.' }),
    attachmentId: t.id({ description: 'Ek dosyasının kimliği.' }),
  }),
});

const payload = (name: string) =>
  builder.objectRef<OfficeDocument>(name).implement({
    description: 'Ekleri değişen yazı.',
    fields: (t) => ({
      document: t.field({
        type: DocumentType,
        description: 'Yazının son taslağı; imzadaysa yeni bir sürümdür.',
        resolve: (document) => document.id,
      }),
    }),
  });

builder.mutationField('attachFile', (t) =>
  t.field({
    type: payload('AttachFilePayload'),
    nullable: true,
    description:
      'Taslağın bir ekine dosya koyar: pdf, docx, xlsx, pptx, odt, ods, png, jpg, tif, txt, csv; en çok 25 MB, birlikte 100 MB. İmzadaki yazının yeni sürümü oluşur, EBYS’deki eskisi geri çekilir.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: AttachFileInput, description: 'Ek ve dosyası.' }) },
    errors: { types: ON_CASE },
    resolve: async (_root, { input }, context) => {
      const { documentId, ekNo, isSigned, uploadId, fileName, sourceDocumentId } = input;
      const content = uploadId ? await uploaded(context, uploadId) : null;
      const source = { fileName: fileName ?? null, sourceDocumentId: sourceDocumentId?.id ?? null };
      const order = { documentId: documentId.id, ekNo, isSigned: isSigned ?? true, ...source };
      return attachFile(signedIn(context), order, content);
    },
  }),
);

builder.mutationField('detachFile', (t) =>
  t.field({
    type: payload('DetachFilePayload'),
    nullable: true,
    description: 'Taslağın bir ek dosyasını kaldırır ve siler; yazı imzalanana kadar.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: DetachFileInput, description: 'Yazı ve ek dosyası.' }) },
    errors: { types: ON_CASE },
    resolve: (_root, { input: { documentId, attachmentId } }, context) =>
      detachFile(signedIn(context), { documentId: documentId.id, attachmentId: String(attachmentId) }),
  }),
);

async function uploaded(context: GraphContext, uploadId: string | number) {
  const content = await context.uploads.open(String(uploadId), signedIn(context).actor.accountId);
  if (content) return content;
  throw ValidationError.of('uploadId', 'Bu kimlikte bir yükleme yok ya da süresi doldu; dosyayı yeniden yükleyin.');
}
