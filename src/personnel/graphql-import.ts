import { Readable } from 'node:stream';
import { ForbiddenError, ValidationError } from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { findImportJob, type ImportJob, startImport } from './import/job.ts';
import type { Refusal } from './import/plan.ts';
import type { Uploads } from './uploads.ts';

declare module '../graphql/context.ts' {
  interface GraphContext {
    uploads: Uploads;
    /** Keeps the server from stopping before a background job has ended; told of its failure. */
    background: (job: Promise<void>) => void;
  }
}

const RefusalType = builder.objectRef<Refusal>('ImportRefusal').implement({
  description: 'Aktarımda reddedilen satır.',
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'Dosyadaki satır; başlık 1. satırdır.' }),
    field: t.exposeString('field', { description: 'Sütun.' }),
    reason: t.exposeString('reason', { description: 'Neden.' }),
  }),
});

const ImportState = builder.enumType('ImportState', {
  description: 'Aktarımın durumu.',
  values: {
    RUNNING: { value: 'calisiyor', description: 'Sürüyor.' },
    FINISHED: { value: 'bitti', description: 'Dosyanın sonuna varıldı.' },
    STOPPED: { value: 'durdu', description: 'Dosya okunamadığı için durdu; önceki satırlar kayıtlıdır.' },
  } as const,
});

const ImportJobType = builder.objectRef<ImportJob>('ImportJob').implement({
  description: 'Arka planda yürüyen personel aktarımı.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Aktarımın kimliği.' }),
    state: t.field({ type: ImportState, description: 'Durum.', resolve: (j) => j.state }),
    failure: t.exposeString('failure', { nullable: true, description: 'Durduysa nedeni; değilse null.' }),
    rowsRead: t.exposeInt('rowsRead', { description: 'Okunan satır.' }),
    inserted: t.exposeInt('inserted', { description: 'Eklenen kişi.' }),
    updated: t.exposeInt('updated', { description: 'Değişen kişi.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Aynı kalan kişi.' }),
    refused: t.exposeInt('refused', { description: 'Reddedilen satır.' }),
    refusals: t.field({
      type: [RefusalType],
      description: 'Reddedilen satırların ilk 1.000’i.',
      resolve: (j) => [...j.refusals],
    }),
    startedAt: t.field({ type: 'DateTime', description: 'Başlangıç.', resolve: (j) => j.startedAt }),
    finishedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Bitiş; sürüyorsa null.',
      resolve: (j) => j.finishedAt,
    }),
  }),
});

builder.queryField('importJob', (t) =>
  t.field({
    type: ImportJobType,
    nullable: true,
    authScopes: { officer: true },
    description: 'Bir aktarımın durumu; yoksa null.',
    args: { id: t.arg.id({ description: 'Aktarımın kimliği.' }) },
    resolve: (_root, { id }, context) => findImportJob(context.db, id),
  }),
);

builder.relayMutationField(
  'importPersonnel',
  {
    description: 'Aktarılacak CSV.',
    inputFields: (t) => ({
      uploadId: t.id({ required: false, description: '`PUT /uploads` yanıtındaki kimlik.' }),
      csv: t.string({ required: false, description: 'Küçük dosyalar için CSV metninin kendisi.' }),
    }),
  },
  {
    description:
      'Personel CSV aktarımını başlatır ve hemen döner; ilerleme `importJob` ile izlenir. Yinelenmesi zararsızdır.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types: [ValidationError, ForbiddenError] },
    resolve: async (_root, { input: { uploadId, csv } }, graph) => {
      const context = signedIn(graph);
      if ((uploadId ?? csv) == null)
        throw ValidationError.of('uploadId', '"uploadId" ya da "csv" alanlarından birini verin.');
      const source = uploadId
        ? await graph.uploads.open(uploadId, context.actor.accountId)
        : Readable.from([csv ?? '']);
      if (!source)
        throw ValidationError.of(
          'uploadId',
          'Bu kimlikte bir yükleme yok ya da süresi doldu; dosyayı yeniden yükleyin.',
        );
      const { job, done } = await startImport(context, source);
      graph.background(done);
      return { job };
    },
  },
  {
    description: 'Başlatılan aktarım.',
    outputFields: (t) => ({ job: t.field({ type: ImportJobType, description: 'Aktarım.', resolve: (p) => p.job }) }),
  },
);
