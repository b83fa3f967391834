import { builder, decodeCursor, encodeCursor, keysetConnection, pageComplexity } from '../graphql/index.ts';
import type { Contact, Institution, Kadro, OfficeHolder, Unit } from './model.ts';
import { findInstitution, findUnits, listKadros, listUnits, officeHoldersOn } from './queries.ts';

const ContactType = builder.objectRef<Contact>('Contact').implement({
  description: 'Yazıların alt bölümündeki iletişim bilgileri (Yönetmelik m.24).',
  fields: (t) => ({
    address: t.exposeString('address', { description: 'Açık adres.' }),
    phone: t.exposeString('phone', { description: 'Telefon.' }),
    fax: t.exposeString('fax', { nullable: true, description: 'Faks; yoksa null.' }),
    email: t.exposeString('email', { description: 'E-posta.' }),
    web: t.exposeString('web', { description: 'İnternet adresi.' }),
    kep: t.exposeString('kep', { nullable: true, description: 'Kayıtlı elektronik posta adresi; yoksa null.' }),
  }),
});

export const InstitutionType = builder.objectRef<Institution>('Institution').implement({
  description: 'Bu sunucunun hizmet verdiği kurum.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Kurumun adı.' }),
    letterhead: t.exposeStringList('letterhead', {
      description: 'Başlık satırları, T.C. ile başlar (Yönetmelik m.10).',
    }),
    detsis: t.exposeString('detsis', { description: 'Devlet Teşkilatı Numarası, 8 hane.' }),
    province: t.exposeString('province', { description: 'İl.' }),
    contact: t.field({ type: ContactType, description: 'İletişim bilgileri.', resolve: (i) => i.contact }),
    logo: t.exposeString('logo', {
      nullable: true,
      description: 'Logo dosyası; kullanılmıyorsa null (m.9, tercihen).',
    }),
  }),
});

export const UnitKind = builder.enumType('UnitKind', {
  description: 'Birimin yeri.',
  values: {
    MERKEZ: { value: 'merkez', description: 'İl merkezindeki birim.' },
    ILCE: { value: 'ilce', description: 'İlçedeki birim.' },
  } as const,
});

/** A unit as a node; other rooms refer to it by code. */
export const UnitType = builder.loadableNodeRef<Unit, string, string>('Unit', {
  id: { resolve: (unit) => unit.code },
  load: async (codes, context) => (await findUnits(context.db, codes)).filter((u) => u !== null),
  sort: (unit) => unit.code,
});
UnitType.implement({
  description: 'Birim ağacının bir düğümü.',
  authScopes: { signedIn: true },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Birim kodu.' }),
    name: t.exposeString('name', { description: 'Birimin adı.' }),
    kind: t.field({ type: UnitKind, description: 'Merkez ya da ilçe birimi.', resolve: (unit) => unit.kind }),
    district: t.exposeString('district', { nullable: true, description: 'İlçe; merkez birimlerinde null.' }),
    detsis: t.exposeString('detsis', { description: 'Birimin DETSİS numarası.' }),
    parent: t.field({
      type: UnitType,
      nullable: true,
      description: 'Üst birim; en üstte null.',
      resolve: (unit) => unit.parentCode,
    }),
  }),
});

export const KadroType = builder.objectRef<Kadro>('Kadro').implement({
  description: 'Kadro cetvelinin bir satırı.',
  fields: (t) => ({
    kadroNo: t.exposeString('kadroNo', { description: 'Kadro numarası.' }),
    unit: t.field({ type: UnitType, nullable: true, description: 'Kadronun birimi.', resolve: (k) => k.unitCode }),
    sinif: t.exposeString('sinif', { description: 'Hizmet sınıfı (657 m.36): GİH, THS, AH …' }),
    unvan: t.exposeString('unvan', { description: 'Kadro unvanı.' }),
    derece: t.exposeInt('derece', { description: 'Kadro derecesi, 1–15.' }),
    sicilNo: t.exposeString('sicilNo', {
      nullable: true,
      description: 'Kadrodaki kişinin sicil numarası; boşsa null.',
    }),
    isVacant: t.boolean({ description: 'Boş mu.', resolve: (k) => k.sicilNo === null }),
  }),
});
const KadroConnection = builder.connectionObject({ type: KadroType, name: 'KadroConnection' }, { name: 'KadroEdge' });

export const OfficeHolderType = builder.objectRef<OfficeHolder>('OfficeHolder').implement({
  description: 'Bir makamı bir süre için tutan kişi.',
  fields: (t) => ({
    role: t.exposeString('role', { description: 'Rol kimliği (süreç kataloğunun rolleri).' }),
    service: t.exposeString('service', {
      nullable: true,
      description: 'Yalnız bir servis için ise o servis; değilse null.',
    }),
    unit: t.field({
      type: UnitType,
      nullable: true,
      description: 'Yalnız bir birim için ise o birim; değilse null.',
      resolve: (h) => h.unitCode,
    }),
    sicilNo: t.exposeString('sicilNo', { description: 'Kişinin sicil numarası.' }),
    name: t.exposeString('name', { description: 'Adı.' }),
    surname: t.exposeString('surname', { description: 'Soyadı.' }),
    title: t.exposeString('title', { description: 'İmzada yazılan unvan.' }),
    manner: t.exposeString('manner', { description: '`asil`, `vekil` (V.) ya da `devir` (a., yetki devri).' }),
    delegatorTitle: t.exposeString('delegatorTitle', {
      nullable: true,
      description: 'Yetkiyi devreden makam; yoksa null.',
    }),
    from: t.field({ type: 'Date', description: 'İlk gün.', resolve: (h) => h.from }),
    to: t.field({ type: 'Date', nullable: true, description: 'Son gün; sürüyorsa null.', resolve: (h) => h.to }),
  }),
});

builder.queryFields((t) => ({
  institution: t.field({
    type: InstitutionType,
    nullable: true,
    authScopes: { signedIn: true },
    description: 'Kurum bilgileri; henüz girilmemişse null.',
    resolve: (_root, _args, context) => findInstitution(context.db),
  }),
  units: t.field({
    type: [UnitType],
    nullable: true,
    authScopes: { signedIn: true },
    description: 'Bütün birimler: önce merkez, sonra ilçeler; adlarına göre.',
    resolve: (_root, _args, context) => listUnits(context.db),
  }),
  unitByCode: t.field({
    type: UnitType,
    nullable: true,
    authScopes: { signedIn: true },
    description: 'Koduyla bir birim; yoksa null.',
    args: { code: t.arg.string({ description: 'Birim kodu.' }) },
    resolve: (_root, { code }) => code,
  }),
  kadros: t.connection(
    {
      type: KadroType,
      nullable: true,
      authScopes: { officer: true },
      complexity: pageComplexity,
      description: 'Kadro cetveli, kadro numarası sırasıyla.',
      args: {
        unitCode: t.arg.string({ required: false, description: 'Yalnız bu birimin kadroları.' }),
        unvan: t.arg.string({ required: false, description: 'Yalnız bu unvan.' }),
        vacant: t.arg.boolean({ required: false, description: 'true: boş, false: dolu kadrolar.' }),
      },
      resolve: (_root, args, context) =>
        keysetConnection<Kadro>(
          args,
          (k) => encodeCursor([k.kadroNo]),
          ({ after, limit }) =>
            listKadros(
              context.db,
              {
                unitCode: args.unitCode ?? undefined,
                unvan: args.unvan ?? undefined,
                vacant: args.vacant ?? undefined,
              },
              { after: after === undefined ? undefined : String(decodeCursor(after)[0]), limit },
            ),
        ),
    },
    KadroConnection,
  ),
  officeHolders: t.field({
    type: [OfficeHolderType],
    nullable: true,
    authScopes: { signedIn: true },
    description: 'Bir makamı verilen günde tutanlar: önce asil, sonra vekil, sonra yetki devriyle imzalayan.',
    args: {
      role: t.arg.string({ description: 'Rol kimliği: `vali`, `defterdar` …' }),
      on: t.arg({ type: 'Date', required: false, description: 'Gün; verilmezse bugün.' }),
      service: t.arg.string({ required: false, description: 'Servis.' }),
    },
    resolve: (_root, { role, on, service }, context) =>
      officeHoldersOn(context.db, { role, on: on ?? context.today, service: service ?? undefined }),
  }),
}));
