import { DocumentType } from '../documents/graphql.ts';
import {
  CaseStateError,
  ConflictError,
  ForbiddenError,
  MissingValuesError,
  NotFoundError,
  TemplateError,
  ValidationError,
} from '../errors/index.ts';
import { builder } from '../graphql/index.ts';
import type { CaseResult } from './commands/record.ts';
import { CaseType } from './graphql.ts';

export const ON_CASE = [ValidationError, NotFoundError, ForbiddenError, ConflictError, CaseStateError];
export const ON_LETTER = [...ON_CASE, MissingValuesError, TemplateError];

/** The payload of a mutation on a case; each has its own type so that it can grow. */
export const payload = (name: string) =>
  builder.objectRef<CaseResult>(name).implement({
    description: 'İşlemden sonraki durum.',
    fields: (t) => ({
      case: t.field({ type: CaseType, description: 'İşlemden sonraki durumuyla iş.', resolve: (r) => r.case }),
      documents: t.field({
        type: [DocumentType],
        description: 'İşlemin ürettiği ya da kesinleştirdiği belgeler.',
        resolve: (r) => [...r.documentIds],
      }),
      openedCaseNumbers: t.stringList({
        description: 'İşlemin açtığı işlerin numaraları.',
        resolve: (r) => [...r.openedCaseNumbers],
      }),
    }),
  });

export const NUMBER = { description: 'İş numarası.' };
export const VERSION = { description: 'Okunan işin sürümü; iş bu arada ilerlediyse ConflictError döner.' };
export const STEP = { description: 'Bulunulan adım.' };
export const DATA = 'Bilgiler, alan anahtarıyla: `{"talepTarihi": "2026-11-02"}`. Para metin, gün `YYYY-MM-DD`.';
