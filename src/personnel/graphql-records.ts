import type { z } from 'zod';
import { builder } from '../graphql/index.ts';
import type { disciplineSchema, educationSchema, serviceRecordSchema, sicilMarkSchema } from './model.ts';

/** The lists of a personnel record as GraphQL types. */

export const EducationType = builder.objectRef<z.infer<typeof educationSchema>>('Education').implement({
  description: 'Bir öğrenim kaydı.',
  fields: (t) => ({
    level: t.exposeString('level', { description: '`ilkokul` … `lisans`, `yuksek-lisans`, `doktora`.' }),
    school: t.exposeString('school', { description: 'Okul.' }),
    field: t.exposeString('field', { nullable: true, description: 'Bölüm; yoksa null.' }),
    durationYears: t.exposeInt('durationYears', { description: 'Normal öğrenim süresi, yıl.' }),
    graduatedOn: t.field({ type: 'Date', description: 'Mezuniyet tarihi.', resolve: (e) => e.graduatedOn }),
    presentedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Diplomanın ibraz tarihi; atanırken verildiyse null.',
      resolve: (e) => e.presentedOn,
    }),
  }),
});

export const ServiceRecordType = builder.objectRef<z.infer<typeof serviceRecordSchema>>('ServiceRecord').implement({
  description: 'Bir hizmet dönemi.',
  fields: (t) => ({
    type: t.exposeString('type', { description: '`aday`, `asil`, `sozlesmeli-4b`, `sigorta-ozel` …' }),
    from: t.field({ type: 'Date', description: 'İlk gün.', resolve: (r) => r.from }),
    to: t.field({ type: 'Date', nullable: true, description: 'Son gün; sürüyorsa null.', resolve: (r) => r.to }),
    institution: t.exposeString('institution', { description: 'Kurum.' }),
    sinif: t.exposeString('sinif', { nullable: true, description: 'Hizmet sınıfı; yoksa null.' }),
    unvan: t.exposeString('unvan', { nullable: true, description: 'Unvan; yoksa null.' }),
    days: t.exposeInt('days', { nullable: true, description: 'Gün olarak bildirilen sigortalı süre; yoksa null.' }),
  }),
});

interface NamedPeriod {
  readonly from: string;
  readonly to: string | null;
  readonly kind: string;
  readonly article: string | null;
}

export const PeriodType = builder.objectRef<NamedPeriod>('NamedPeriod').implement({
  description: 'Askerlik ya da aylıksız izin dönemi.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'İlk gün.', resolve: (p) => p.from }),
    to: t.field({ type: 'Date', nullable: true, description: 'Son gün; sürüyorsa null.', resolve: (p) => p.to }),
    kind: t.exposeString('kind', { description: 'Türü ya da nedeni.' }),
    article: t.exposeString('article', { nullable: true, description: 'Dayanak madde; yazılmamışsa null.' }),
  }),
});

export const DisciplineType = builder.objectRef<z.infer<typeof disciplineSchema>>('DisciplineRecord').implement({
  description: 'Disiplin cezası (657 m.125).',
  fields: (t) => ({
    penalty: t.exposeString('penalty', { description: 'Ceza.' }),
    years: t.exposeInt('years', { nullable: true, description: 'Kademe durdurmada yıl; diğerlerinde null.' }),
    decidedOn: t.field({ type: 'Date', description: 'Veriliş tarihi.', resolve: (d) => d.decidedOn }),
    notifiedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Tebliğ tarihi; yoksa null.',
      resolve: (d) => d.notifiedOn,
    }),
    annulledOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'İptal tarihi; yoksa null.',
      resolve: (d) => d.annulledOn,
    }),
  }),
});

export const SicilMarkType = builder.objectRef<z.infer<typeof sicilMarkSchema>>('SicilMark').implement({
  description: 'Bir yılın sicil notu (2010’a kadar).',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'Yıl.' }),
    mark: t.exposeFloat('mark', { description: 'Not, 0–100.' }),
  }),
});

export const ChildType = builder.objectRef<{ readonly bornOn: string }>('Child').implement({
  description: 'Çocuk.',
  fields: (t) => ({ bornOn: t.field({ type: 'Date', description: 'Doğum tarihi.', resolve: (c) => c.bornOn }) }),
});
