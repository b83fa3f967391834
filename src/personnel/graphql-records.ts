import type { z } from 'zod';
import { builder } from '../graphql/index.ts';
import type { Career, educationSchema } from './model.ts';

/** The lists of a personnel record as GraphQL types. */

type Item<K extends keyof Career> = NonNullable<Career[K]> extends readonly (infer T)[] ? T : never;

export const EducationType = builder.objectRef<z.infer<typeof educationSchema>>('Education').implement({
  description: 'Bir öğrenim kaydı.',
  fields: (t) => ({
    level: t.exposeString('level', {
      description: 'Giriş tablosunun öğrenim düzeyi: `LISE`, `ONLISANS`, `LISANS` … (657 m.36/A).',
    }),
    institution: t.exposeString('institution', { description: 'Okul.' }),
    field: t.exposeString('field', { nullable: true, description: 'Bölüm; yoksa null.' }),
    title: t.exposeString('title', { nullable: true, description: 'Diplomadaki unvan; yoksa null.' }),
    graduatedOn: t.field({ type: 'Date', description: 'Mezuniyet tarihi.', resolve: (e) => e.graduatedOn }),
    presentedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Diplomanın ibraz tarihi; atanırken verildiyse null.',
      resolve: (e) => e.presentedOn,
    }),
  }),
});

export const ServiceType = builder.objectRef<Item<'service'>>('ServiceRecord').implement({
  description: 'Bir hizmet dönemi.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: '`ADAY`, `ASIL`, `SOZLESMELI_4B`, `VEKIL`, `SIGORTA` …' }),
    from: t.field({ type: 'Date', description: 'İlk gün.', resolve: (r) => r.from }),
    to: t.field({
      type: 'Date',
      nullable: true,
      description: 'Sonraki durumun başladığı gün; sürüyorsa null.',
      resolve: (r) => r.to,
    }),
    days: t.int({
      nullable: true,
      description: 'Gün olarak belgelenen süre; dönemle sayılan hizmette null.',
      resolve: (r) => ('days' in r ? r.days : null),
    }),
  }),
});

export const PostingType = builder.objectRef<Item<'postings'>>('Posting').implement({
  description: 'Bir görev yeri.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'İlk gün.', resolve: (p) => p.from }),
    to: t.field({
      type: 'Date',
      nullable: true,
      description: 'Ayrıldığı gün; sonraki görevle bitiyorsa null.',
      resolve: (p) => p.to,
    }),
    workplace: t.exposeString('workplace', { description: 'Görev yeri.' }),
    sinif: t.exposeString('sinif', { nullable: true, description: 'Hizmet sınıfı; yazılmamışsa null.' }),
    unvan: t.exposeString('unvan', { nullable: true, description: 'Unvan; yazılmamışsa null.' }),
    kadro: t.exposeString('kadro', { nullable: true, description: 'Kadro derecesi; yazılmamışsa null.' }),
  }),
});

export const MilitaryType = builder.objectRef<Item<'military'>>('MilitaryService').implement({
  description: 'Askerlik.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'İlk gün.', resolve: (m) => m.from }),
    to: t.field({ type: 'Date', nullable: true, description: 'Son gün; sürüyorsa null.', resolve: (m) => m.to }),
    kind: t.exposeString('kind', { description: '`ER`, `YEDEK_SUBAY`, `KISA_DONEM`, `BEDELLI`.' }),
  }),
});

export const UnpaidLeaveType = builder.objectRef<Item<'unpaidLeaves'>>('UnpaidLeave').implement({
  description: 'Aylıksız izin (657 m.108).',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'İlk gün.', resolve: (l) => l.from }),
    to: t.field({
      type: 'Date',
      nullable: true,
      description: 'Göreve döndüğü gün; sürüyorsa null.',
      resolve: (l) => l.to,
    }),
    kind: t.exposeString('kind', { description: '`GENEL`, `DOGUM`, `REFAKAT`, `DIGER`.' }),
  }),
});

export const DisciplineType = builder.objectRef<Item<'discipline'>>('DisciplineRecord').implement({
  description: 'Disiplin cezası (657 m.125).',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'Ceza.' }),
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

export const SicilMarkType = builder.objectRef<Item<'sicil'>>('SicilMark').implement({
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
