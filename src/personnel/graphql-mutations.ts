import { terfi } from '../calculations/index.ts';
import { ConflictError, ForbiddenError, NotFoundError, parseInput, ValidationError } from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { addPersonnelRecord, registerPersonnel, updatePersonnel } from './commands.ts';
import { AppointedBy, PersonnelStatus, PersonType } from './graphql.ts';
import { type CareerList, careerSchema, EDUCATION_LEVELS, educationSchema, type PersonInput } from './model.ts';

const EducationLevel = builder.enumType('EducationLevel', {
  description: 'Giriş tablosunun öğrenim düzeyleri (657 m.36 Ortak Hükümler A-1).',
  values: Object.fromEntries(
    EDUCATION_LEVELS.map((level) => [level, { value: level, description: terfi.educationTitles[level] }]),
  ) as Record<terfi.EducationLevel, { value: terfi.EducationLevel; description: string }>,
});

const EducationInput = builder.inputType('EducationInput', {
  description: 'Bir öğrenim kaydı.',
  fields: (t) => ({
    level: t.field({ type: EducationLevel, description: 'Düzey.' }),
    institution: t.string({ description: 'Okul.' }),
    field: t.string({ required: false, description: 'Bölüm.' }),
    title: t.string({ required: false, description: 'Diplomadaki unvan: Mühendis, Tabip …' }),
    graduatedOn: t.field({ type: 'Date', description: 'Mezuniyet tarihi.' }),
    presentedOn: t.field({ type: 'Date', required: false, description: 'İbraz tarihi; atanırken verildiyse boş.' }),
    effectiveOn: t.field({
      type: 'Date',
      required: false,
      description: 'Sayıldığı gün; boşsa ibrazı izleyen ayın 14’ü.',
    }),
  }),
});

const educationOf = (input: object): PersonInput['education'][number] =>
  parseInput(educationSchema, Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null)));

builder.relayMutationField(
  'registerPersonnel',
  {
    description: 'Yeni personelin bilgileri.',
    inputFields: (t) => ({
      sicilNo: t.string({ description: 'Sicil numarası.' }),
      tckn: t.field({ type: 'TCKN', description: 'T.C. kimlik numarası.' }),
      givenNames: t.string({ description: 'Ad.' }),
      surname: t.string({ description: 'Soyad.' }),
      bornOn: t.field({ type: 'Date', description: 'Doğum tarihi.' }),
      sinif: t.string({ description: 'Hizmet sınıfı.' }),
      unvan: t.string({ description: 'Unvan.' }),
      unitCode: t.string({ description: 'Birim kodu.' }),
      kadroNo: t.string({ required: false, description: 'Kadro numarası.' }),
      appointedBy: t.field({ type: AppointedBy, description: 'Atayan makam.' }),
      status: t.field({ type: PersonnelStatus, description: 'Memuriyet durumu.' }),
      startedOn: t.field({ type: 'Date', description: 'Göreve başlama tarihi.' }),
      derece: t.int({ required: false, description: 'Kazanılmış hak derecesi.' }),
      kademe: t.int({ required: false, description: 'Kazanılmış hak kademesi.' }),
      education: t.field({ type: [EducationInput], required: false, description: 'Öğrenim geçmişi.' }),
    }),
  },
  {
    description: 'Personel kaydı açar. Servis görevlileri ve üstleri.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types: [ValidationError, ForbiddenError] },
    resolve: async (_root, { input }, context) => ({
      personnel: await registerPersonnel(signedIn(context), {
        ...input,
        kadroNo: input.kadroNo ?? null,
        derece: input.derece ?? null,
        kademe: input.kademe ?? null,
        education: (input.education ?? []).map(educationOf),
        career: careerSchema.parse({}),
        family: null,
      }),
    }),
  },
  {
    description: 'Açılan kayıt.',
    outputFields: (t) => ({
      personnel: t.field({ type: PersonType, description: 'Personel.', resolve: (p) => p.personnel }),
    }),
  },
);

builder.relayMutationField(
  'updatePersonnel',
  {
    description: 'Değişecek alanlar; yazılmayan alan olduğu gibi kalır.',
    inputFields: (t) => ({
      sicilNo: t.string({ description: 'Sicil numarası.' }),
      expectedVersion: t.int({ description: 'Okunan kaydın sürümü.' }),
      givenNames: t.string({ required: false, description: 'Ad.' }),
      surname: t.string({ required: false, description: 'Soyad.' }),
      sinif: t.string({ required: false, description: 'Hizmet sınıfı.' }),
      unvan: t.string({ required: false, description: 'Unvan.' }),
      unitCode: t.string({ required: false, description: 'Birim kodu.' }),
      kadroNo: t.string({ required: false, description: 'Kadro numarası.' }),
      appointedBy: t.field({ type: AppointedBy, required: false, description: 'Atayan makam.' }),
      status: t.field({ type: PersonnelStatus, required: false, description: 'Memuriyet durumu.' }),
      derece: t.int({ required: false, description: 'Kazanılmış hak derecesi.' }),
      kademe: t.int({ required: false, description: 'Kazanılmış hak kademesi.' }),
      education: t.field({ type: [EducationInput], required: false, description: 'Öğrenim geçmişinin tamamı.' }),
    }),
  },
  {
    description: 'Personel kaydını düzeltir. Servis görevlileri ve üstleri.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types: [ValidationError, NotFoundError, ForbiddenError, ConflictError] },
    resolve: async (_root, { input: { sicilNo, expectedVersion, education, ...rest } }, context) => {
      const given = Object.fromEntries(
        Object.entries(rest).filter(([, value]) => value !== null && value !== undefined),
      );
      const change = { ...given, ...(education ? { education: education.map(educationOf) } : {}) };
      return { personnel: await updatePersonnel(signedIn(context), { sicilNo, expectedVersion, change }) };
    },
  },
  {
    description: 'Düzeltilen kayıt.',
    outputFields: (t) => ({
      personnel: t.field({ type: PersonType, description: 'Personel.', resolve: (p) => p.personnel }),
    }),
  },
);

const CareerListType = builder.enumType('CareerList', {
  description: 'Kayıt eklenecek liste.',
  values: {
    SERVICE: { value: 'service', description: 'Hizmet: kind, from, to; sigortada days, scheme, sector …' },
    POSTINGS: {
      value: 'postings',
      description: 'Görev yeri: from, to, workplace, sinif, unvan, kadro, priorityRegion …',
    },
    MILITARY: { value: 'military', description: 'Askerlik: from, to, kind.' },
    UNPAID_LEAVES: { value: 'unpaidLeaves', description: 'Aylıksız izin: from, to, kind.' },
    DISCIPLINE: {
      value: 'discipline',
      description: 'Disiplin cezası: kind, decidedOn, notifiedOn, years, annulledOn.',
    },
    SICIL: { value: 'sicil', description: 'Sicil notu: year, mark.' },
    BORCLANMA: { value: 'borclanma', description: 'Borçlanma: days, documentOn, effectiveOn.' },
    POSTGRADUATE: { value: 'postgraduate', description: 'Lisansüstü: kind, effectiveOn, inOwnField …' },
  } as const satisfies Record<string, { value: CareerList; description: string }>,
});

builder.relayMutationField(
  'addPersonnelRecord',
  {
    description: 'Kişinin kaydına eklenecek satır.',
    inputFields: (t) => ({
      sicilNo: t.string({ description: 'Sicil numarası.' }),
      expectedVersion: t.int({ description: 'Okunan kaydın sürümü.' }),
      list: t.field({ type: CareerListType, description: 'Liste.' }),
      record: t.field({ type: 'JSON', description: 'Listenin alanları; bilinmeyen ya da eksik alan reddedilir.' }),
    }),
  },
  {
    description: 'Hizmet, görev yeri, izin, ceza … kaydı ekler; aynı listede çakışan dönem reddedilir.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types: [ValidationError, NotFoundError, ForbiddenError, ConflictError] },
    resolve: async (_root, { input }, context) => ({
      personnel: await addPersonnelRecord(signedIn(context), { ...input, record: input.record }),
    }),
  },
  {
    description: 'Eklemeden sonraki kayıt.',
    outputFields: (t) => ({
      personnel: t.field({ type: PersonType, description: 'Personel.', resolve: (p) => p.personnel }),
    }),
  },
);
