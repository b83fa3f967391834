import { maySeeDiscipline, maySeeIdentity, requireRight } from '../access/index.ts';
import { builder, decodeCursor, encodeCursor, keysetConnection, pageComplexity, signedIn } from '../graphql/index.ts';
import { UnitType } from '../institution/graphql.ts';
import {
  ChildType,
  DisciplineType,
  EducationType,
  MilitaryType,
  PostingType,
  ServiceType,
  SicilMarkType,
  UnpaidLeaveType,
} from './graphql-records.ts';
import type { Person } from './model.ts';
import {
  countPersonnel,
  cursorValues,
  findPersonBySicilNo,
  findPersonnel,
  findPersonnelByIds,
  type PERSONNEL_ORDERS,
  type PersonnelFilter,
} from './queries.ts';
import { maskTckn } from './tckn.ts';

export const AppointedBy = builder.enumType('AppointedBy', {
  description: 'Atamaya yetkili makam.',
  values: {
    BAKANLIK: { value: 'bakanlik', description: 'Bakanlık atamalı.' },
    VALILIK: { value: 'valilik', description: 'Valilik atamalı.' },
  } as const,
});

export const PersonnelStatus = builder.enumType('PersonnelStatus', {
  description: 'Memuriyet durumu.',
  values: {
    ADAY: { value: 'aday', description: 'Aday memur (657 m.54).' },
    ASIL: { value: 'asil', description: 'Asli memur (657 m.58).' },
    AYRILDI: { value: 'ayrildi', description: 'Görevden ayrılmış.' },
  } as const,
});

/** A person as a node. Other rooms refer to one by id or load it by sicil no. */
export const PersonType = builder.loadableNodeRef<Person, string, string>('Personnel', {
  id: { resolve: (person) => person.id },
  load: (ids, context) => findPersonnelByIds(context.db, ids),
  sort: (person) => person.id,
});
PersonType.implement({
  description: 'Personel kaydı.',
  authScopes: { personnelReader: true },
  fields: (t) => ({
    sicilNo: t.exposeString('sicilNo', { description: 'Sicil numarası.' }),
    tckn: t.field({
      type: 'TCKN',
      description: 'T.C. kimlik numarası; `okuyucu` rolüne maskeli görünür.',
      resolve: (person, _args, context) => {
        const { actor, cipher } = signedIn(context);
        const tckn = cipher.open(person.tcknSealed);
        return maySeeIdentity(actor) ? tckn : maskTckn(tckn);
      },
    }),
    givenNames: t.exposeString('givenNames', { description: 'Adı.' }),
    surname: t.exposeString('surname', { description: 'Soyadı.' }),
    fullName: t.string({
      description: 'Ad SOYAD.',
      resolve: (p) => `${p.givenNames} ${p.surname.toLocaleUpperCase('tr')}`,
    }),
    bornOn: t.field({ type: 'Date', description: 'Doğum tarihi.', resolve: (p) => p.bornOn }),
    sinif: t.exposeString('sinif', { description: 'Hizmet sınıfı (657 m.36).' }),
    unvan: t.exposeString('unvan', { description: 'Unvan.' }),
    unit: t.field({ type: UnitType, nullable: true, description: 'Görev yaptığı birim.', resolve: (p) => p.unitCode }),
    kadroNo: t.exposeString('kadroNo', { nullable: true, description: 'Kadro numarası; kadrosu yoksa null.' }),
    appointedBy: t.field({ type: AppointedBy, description: 'Atayan makam.', resolve: (p) => p.appointedBy }),
    status: t.field({ type: PersonnelStatus, description: 'Memuriyet durumu.', resolve: (p) => p.status }),
    startedOn: t.field({ type: 'Date', description: 'Göreve başlama tarihi.', resolve: (p) => p.startedOn }),
    derece: t.exposeInt('derece', {
      nullable: true,
      description: 'Kazanılmış hak aylığı derecesi; bilinmiyorsa null.',
    }),
    kademe: t.exposeInt('kademe', {
      nullable: true,
      description: 'Kazanılmış hak aylığı kademesi; bilinmiyorsa null.',
    }),
    education: t.field({ type: [EducationType], description: 'Öğrenim geçmişi.', resolve: (p) => p.education }),
    service: t.field({
      type: [ServiceType],
      nullable: true,
      description: 'Hizmet kayıtları; henüz girilmemişse null.',
      resolve: (p) => p.career.service,
    }),
    postings: t.field({
      type: [PostingType],
      nullable: true,
      description: 'Görev yerleri; henüz girilmemişse null.',
      resolve: (p) => p.career.postings,
    }),
    military: t.field({
      type: [MilitaryType],
      nullable: true,
      description: 'Askerlik; henüz girilmemişse null.',
      resolve: (p) => p.career.military,
    }),
    unpaidLeaves: t.field({
      type: [UnpaidLeaveType],
      nullable: true,
      description: 'Aylıksız izinler; henüz girilmemişse null.',
      resolve: (p) => p.career.unpaidLeaves,
    }),
    discipline: t.field({
      type: [DisciplineType],
      nullable: true,
      description: 'Disiplin cezaları; disiplin servisi ve yönetici dışındakilere ve girilmemişse null.',
      resolve: (p, _args, context) => (maySeeDiscipline(signedIn(context).actor) ? p.career.discipline : null),
    }),
    sicilMarks: t.field({
      type: [SicilMarkType],
      nullable: true,
      description: 'Sicil notları; `okuyucu` rolüne ve girilmemişse null.',
      resolve: (p, _args, context) => (maySeeIdentity(signedIn(context).actor) ? p.career.sicil : null),
    }),
    spouseEmployment: t.string({
      nullable: true,
      description: 'Eşin çalışma durumu: `memur`, `ozel-sektor`, `calismiyor`; bilinmiyorsa null.',
      resolve: (p) => p.family?.spouse?.employment ?? null,
    }),
    children: t.field({ type: [ChildType], description: 'Çocuklar.', resolve: (p) => p.family?.children ?? [] }),
    version: t.exposeInt('version', {
      description: 'Kaydın sürümü; değişiklikte `expectedVersion` olarak geri verilir.',
    }),
  }),
});

const PersonnelConnection = builder.connectionObject(
  {
    type: PersonType,
    name: 'PersonnelConnection',
    fields: (t) => ({
      totalCount: t.int({
        nullable: true,
        description: 'Süzgece uyan kayıt sayısı; istendiğinde sayılır.',
        complexity: 10,
        resolve: (connection, _args, context) =>
          countPersonnel(signedIn(context), (connection as unknown as { filter: PersonnelFilter }).filter),
      }),
    }),
  },
  { name: 'PersonnelEdge' },
);

const FilterInput = builder.inputType('PersonnelFilter', {
  description: 'Koşullar “ve” ile birleşir.',
  fields: (t) => ({
    name: t.string({
      required: false,
      description: 'Adın ya da soyadın başı; harf büyüklüğü ve Türkçe harf fark etmez.',
    }),
    sicilNo: t.string({ required: false, description: 'Sicil numarası.' }),
    tckn: t.field({ type: 'TCKN', required: false, description: 'T.C. kimlik numarası; `okuyucu` rolü kullanamaz.' }),
    unitCode: t.string({ required: false, description: 'Birim kodu.' }),
    under: t.string({ required: false, description: 'Bu birim ve altındaki bütün birimler.' }),
    unvan: t.string({ required: false, description: 'Unvan.' }),
    sinif: t.string({ required: false, description: 'Hizmet sınıfı.' }),
    status: t.field({ type: PersonnelStatus, required: false, description: 'Memuriyet durumu.' }),
    appointedBy: t.field({ type: AppointedBy, required: false, description: 'Atayan makam.' }),
  }),
});

const OrderField = builder.enumType('PersonnelOrderField', {
  description: 'Sıralama alanı.',
  values: {
    NAME: { description: 'Soyad, ad; Türkçe alfabe sırası.' },
    SICIL_NO: { description: 'Sicil numarası.' },
  } satisfies Record<(typeof PERSONNEL_ORDERS)[number], unknown>,
});
const Direction = builder.enumType('OrderDirection', {
  description: 'Sıralama yönü.',
  values: { ASC: { description: 'Artan.' }, DESC: { description: 'Azalan.' } },
});
const OrderInput = builder.inputType('PersonnelOrder', {
  description: 'Sıralama.',
  fields: (t) => ({
    field: t.field({ type: OrderField, defaultValue: 'NAME', description: 'Alan.' }),
    direction: t.field({ type: Direction, defaultValue: 'ASC', description: 'Yön.' }),
  }),
});

builder.queryFields((t) => ({
  personnel: t.connection(
    {
      type: PersonType,
      nullable: true,
      authScopes: { personnelReader: true },
      complexity: pageComplexity,
      description: 'Personel arama ve listeleme.',
      args: {
        filter: t.arg({ type: FilterInput, required: false, description: 'Süzgeç.' }),
        orderBy: t.arg({ type: OrderInput, required: false, description: 'Sıralama; verilmezse soyada göre.' }),
      },
      resolve: async (_root, args, graph) => {
        const context = signedIn(graph);
        const filter = toFilter(args.filter ?? {}, maySeeIdentity(context.actor));
        const orderBy = args.orderBy?.field ?? 'NAME';
        const connection = await keysetConnection<Person>(
          args,
          (person) => encodeCursor(cursorValues(person, orderBy)),
          ({ after, before, limit, inverted }) =>
            findPersonnel(context, filter, {
              orderBy,
              descending: args.orderBy?.direction === 'DESC',
              after: after === undefined ? null : decodeCursor(after),
              before: before === undefined ? null : decodeCursor(before),
              limit,
              inverted,
            }),
        );
        return { ...connection, filter };
      },
    },
    PersonnelConnection,
  ),
  personnelBySicilNo: t.field({
    type: PersonType,
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Sicil numarasıyla bir kişi; yoksa null.',
    args: { sicilNo: t.arg.string({ description: 'Sicil numarası.' }) },
    resolve: (_root, { sicilNo }, context) => findPersonBySicilNo(context.db, sicilNo),
  }),
}));

type FilterShape = { [K in keyof PersonnelFilter]?: PersonnelFilter[K] | null };

function toFilter(input: FilterShape, maySearchIdentity: boolean): PersonnelFilter {
  if (input.tckn)
    requireRight(maySearchIdentity, 'kimlik numarasıyla arama yalnız servis görevlilerine ve üstlerine açıktır');
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
}
