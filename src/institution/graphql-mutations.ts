import { ConflictError, ForbiddenError, ValidationError } from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { appointOfficeHolder, saveInstitution, saveKadro, saveUnit } from './commands.ts';
import { InstitutionType, KadroType, OfficeHolderType, UnitKind, UnitType } from './graphql.ts';
import type { Contact } from './model.ts';

const ContactInput = builder.inputType('ContactInput', {
  description: 'İletişim bilgileri.',
  fields: (t) => ({
    address: t.string({ description: 'Açık adres.' }),
    phone: t.string({ description: 'Telefon.' }),
    fax: t.string({ required: false, description: 'Faks.' }),
    email: t.string({ description: 'E-posta.' }),
    web: t.string({ description: 'İnternet adresi.' }),
    kep: t.string({ required: false, description: 'KEP adresi.' }),
  }),
});

/** GraphQL leaves optional fields out or null; the stored shapes want null. */
const contactOf = (
  input: { fax?: string | null | undefined; kep?: string | null | undefined } & Omit<Contact, 'fax' | 'kep'>,
): Contact => ({
  ...input,
  fax: input.fax ?? null,
  kep: input.kep ?? null,
});

const types = [ValidationError, ForbiddenError, ConflictError];

builder.relayMutationField(
  'saveInstitution',
  {
    description: 'Kurumun bilgileri.',
    inputFields: (t) => ({
      name: t.string({ description: 'Kurumun adı.' }),
      letterhead: t.stringList({ description: 'Başlık satırları; ilki `T.C.`, en çok dört satır.' }),
      detsis: t.string({ description: 'DETSİS numarası.' }),
      province: t.string({ description: 'İl.' }),
      contact: t.field({ type: ContactInput, description: 'İletişim bilgileri.' }),
      logo: t.string({ required: false, description: 'Logo dosyasının veri klasöründeki yolu.' }),
    }),
  },
  {
    description: 'Kurum bilgilerini kaydeder. Yalnız `yonetici`.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types },
    resolve: async (_root, { input }, context) => ({
      institution: await saveInstitution(signedIn(context), {
        ...input,
        contact: contactOf(input.contact),
        logo: input.logo ?? null,
      }),
    }),
  },
  {
    description: 'Kaydedilen kurum.',
    outputFields: (t) => ({
      institution: t.field({ type: InstitutionType, description: 'Kurum.', resolve: (p) => p.institution }),
    }),
  },
);

builder.relayMutationField(
  'saveUnit',
  {
    description: 'Birimin bilgileri.',
    inputFields: (t) => ({
      code: t.string({ description: 'Birim kodu: büyük harf, rakam, tire.' }),
      name: t.string({ description: 'Birimin adı.' }),
      kind: t.field({ type: UnitKind, description: 'Merkez ya da ilçe birimi.' }),
      district: t.string({ required: false, description: 'İlçe.' }),
      parentCode: t.string({ required: false, description: 'Üst birimin kodu.' }),
      detsis: t.string({ description: 'DETSİS numarası.' }),
      contact: t.field({ type: ContactInput, required: false, description: 'Kurumunkinden ayrı iletişim bilgileri.' }),
    }),
  },
  {
    description: 'Birim ekler ya da değiştirir. Yalnız `yonetici`.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types },
    resolve: async (_root, { input }, context) => ({
      unit: await saveUnit(signedIn(context), {
        ...input,
        district: input.district ?? null,
        parentCode: input.parentCode ?? null,
        contact: input.contact ? contactOf(input.contact) : null,
      }),
    }),
  },
  {
    description: 'Kaydedilen birim.',
    outputFields: (t) => ({ unit: t.field({ type: UnitType, description: 'Birim.', resolve: (p) => p.unit }) }),
  },
);

builder.relayMutationField(
  'saveKadro',
  {
    description: 'Kadronun bilgileri.',
    inputFields: (t) => ({
      kadroNo: t.string({ description: 'Kadro numarası.' }),
      unitCode: t.string({ description: 'Birim kodu.' }),
      sinif: t.string({ description: 'Hizmet sınıfı.' }),
      unvan: t.string({ description: 'Unvan.' }),
      derece: t.int({ description: 'Derece, 1–15.' }),
      sicilNo: t.string({ required: false, description: 'Doluysa kişinin sicil numarası.' }),
    }),
  },
  {
    description: 'Kadro ekler ya da değiştirir. Yalnız `yonetici`.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types },
    resolve: async (_root, { input }, context) => ({
      kadro: await saveKadro(signedIn(context), { ...input, sicilNo: input.sicilNo ?? null }),
    }),
  },
  {
    description: 'Kaydedilen kadro.',
    outputFields: (t) => ({ kadro: t.field({ type: KadroType, description: 'Kadro.', resolve: (p) => p.kadro }) }),
  },
);

const MannerType = builder.enumType('OfficeManner', {
  description: 'Makamın tutuluş biçimi.',
  values: {
    ASIL: { value: 'asil', description: 'Asil.' },
    VEKIL: { value: 'vekil', description: 'Vekil; imzada unvandan sonra V. yazılır (m.17/10).' },
    DEVIR: { value: 'devir', description: 'Yetki devri; imzada devreden makamdan sonra a. yazılır (m.17/9).' },
  } as const,
});

builder.relayMutationField(
  'appointOfficeHolder',
  {
    description: 'Makam, kişi ve süre.',
    inputFields: (t) => ({
      role: t.string({ description: 'Rol kimliği.' }),
      service: t.string({ required: false, description: 'Yalnız bu servis için.' }),
      unitCode: t.string({ required: false, description: 'Yalnız bu birim için.' }),
      sicilNo: t.string({ description: 'Sicil numarası.' }),
      name: t.string({ description: 'Ad.' }),
      surname: t.string({ description: 'Soyad.' }),
      title: t.string({ description: 'İmzada yazılacak unvan.' }),
      manner: t.field({ type: MannerType, description: 'Asil, vekil ya da yetki devri.' }),
      delegatorTitle: t.string({ required: false, description: 'Yetki devrinde devreden makam.' }),
      from: t.field({ type: 'Date', description: 'İlk gün.' }),
      to: t.field({ type: 'Date', required: false, description: 'Son gün.' }),
    }),
  },
  {
    description: 'Bir makamı tutanı kaydeder; yeni asil, öncekinin süresini bir gün önce bitirir. Yalnız `yonetici`.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types },
    resolve: async (_root, { input }, context) => ({
      officeHolder: await appointOfficeHolder(signedIn(context), {
        ...input,
        service: input.service ?? null,
        unitCode: input.unitCode ?? null,
        delegatorTitle: input.delegatorTitle ?? null,
        to: input.to ?? null,
      }),
    }),
  },
  {
    description: 'Kaydedilen görev.',
    outputFields: (t) => ({
      officeHolder: t.field({ type: OfficeHolderType, description: 'Makamı tutan.', resolve: (p) => p.officeHolder }),
    }),
  },
);
