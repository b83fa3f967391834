/** What imports and announced places of exams and relocation rounds share in the API. */
import { Readable } from 'node:stream';
import { CsvFormatError } from '../csv/index.ts';
import { ValidationError } from '../errors/index.ts';
import { builder, type GraphContext, signedIn } from '../graphql/index.ts';
import type { ImportReport, Refusal } from '../personnel/index.ts';

interface Place {
  readonly name: string;
  readonly count: number;
}

export const PlaceInput = builder.inputType('AnnouncedPlaceInput', {
  description: 'İlan edilen bir yer.',
  fields: (t) => ({
    name: t.string({ description: 'Yerin adı ya da kodu.' }),
    count: t.int({ description: 'Kadro sayısı.' }),
  }),
});

export const PlaceType = builder.objectRef<Place>('AnnouncedPlace').implement({
  description: 'İlan edilen bir yer.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Yerin adı ya da kodu.' }),
    count: t.exposeInt('count', { description: 'Kadro sayısı.' }),
  }),
});

/** Places of an input as the commands take them: plain objects without a prototype of the API. */
export function placesOf(places: readonly Place[]): Place[] {
  return places.map(({ name, count }) => ({ name, count }));
}

const RefusalType = builder.objectRef<Refusal>('ExamImportRefusal').implement({
  description: 'Aktarımda reddedilen satır.',
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'Dosyadaki satır; başlık 1. satırdır.' }),
    field: t.exposeString('field', { description: 'Sütun.' }),
    reason: t.exposeString('reason', { description: 'Neden.' }),
  }),
});

export const ReportType = builder.objectRef<ImportReport>('ExamImportReport').implement({
  description: 'Aday ya da başvuru aktarımının sonucu.',
  fields: (t) => ({
    rowsRead: t.exposeInt('rowsRead', { description: 'Okunan satır.' }),
    inserted: t.exposeInt('inserted', { description: 'Eklenen aday.' }),
    updated: t.exposeInt('updated', { description: 'Değişen aday.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Aynı kalan aday.' }),
    refused: t.exposeInt('refused', { description: 'Reddedilen satır.' }),
    refusals: t.field({
      type: [RefusalType],
      description: 'Reddedilen satırların ilk 1.000’i.',
      resolve: (r) => [...r.refusals],
    }),
  }),
});

/** The two ways to hand over a CSV. */
export const UPLOAD = { required: false, description: '`PUT /uploads` yanıtındaki kimlik.' } as const;
export const CSV_TEXT = { required: false, description: 'Küçük dosyalar için CSV metninin kendisi.' } as const;

interface CsvInput {
  readonly uploadId?: string | null | undefined;
  readonly csv?: string | null | undefined;
}

/** Imports the uploaded file or the text. Throws ValidationError where there is neither, or no CSV in it. */
export async function importGiven(
  graph: GraphContext,
  { uploadId, csv }: CsvInput,
  run: (source: Readable) => Promise<ImportReport>,
): Promise<{ report: ImportReport }> {
  const source = await sourceOf(graph, { uploadId, csv });
  try {
    return { report: await run(source) };
  } catch (error) {
    if (error instanceof CsvFormatError) throw ValidationError.of('csv', error.message);
    throw error;
  }
}

async function sourceOf(graph: GraphContext, { uploadId, csv }: CsvInput): Promise<Readable> {
  if ((uploadId ?? csv) == null)
    throw ValidationError.of('uploadId', '"uploadId" ya da "csv" alanlarından birini verin.');
  const { accountId } = signedIn(graph).actor;
  const source = uploadId ? await graph.uploads.open(uploadId, accountId) : Readable.from([csv ?? '']);
  if (source) return source;
  throw ValidationError.of('uploadId', 'Bu kimlikte bir yükleme yok ya da süresi doldu; dosyayı yeniden yükleyin.');
}
