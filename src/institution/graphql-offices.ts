import { ForbiddenError, ValidationError } from '../errors/index.ts';
import { builder, decodeCursor, encodeCursor, keysetConnection, pageComplexity, signedIn } from '../graphql/index.ts';
import { saveExternalOffice } from './office-commands.ts';
import type { ExternalOffice } from './office-model.ts';
import { listExternalOffices } from './office-queries.ts';

const OfficeKind = builder.enumType('ExternalOfficeKind', {
  description: 'Muhatap kurumun türü.',
  values: {
    BAKANLIK: { value: 'bakanlik', description: 'Bakanlık ve birimleri.' },
    BAGLI_KURULUS: { value: 'bagli-kurulus', description: 'Bağlı, ilgili ya da ilişkili kuruluş.' },
    VALILIK: { value: 'valilik', description: 'Valilik.' },
    KAYMAKAMLIK: { value: 'kaymakamlik', description: 'Kaymakamlık.' },
    IL_MUDURLUGU: { value: 'il-mudurlugu', description: 'İl ya da bölge müdürlüğü.' },
    YARGI: { value: 'yargi', description: 'Mahkeme, başsavcılık.' },
    UNIVERSITE: { value: 'universite', description: 'Üniversite.' },
    BELEDIYE: { value: 'belediye', description: 'Belediye, il özel idaresi.' },
    DIGER: { value: 'diger', description: 'Diğer.' },
  } as const,
});

const OfficeType = builder.objectRef<ExternalOffice>('ExternalOffice').implement({
  description: 'Kurum dışından bir muhatap: yazının ve e-Yazışma paketinin adresi.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Rehberdeki kodu; kurum alanlarına bu yazılır.' }),
    name: t.exposeString('name', { description: 'Yazıda geçen adı.' }),
    otherNames: t.exposeStringList('otherNames', { description: 'Yazılarda geçen öteki adları.' }),
    kind: t.field({ type: OfficeKind, description: 'Tür.', resolve: (office) => office.kind }),
    detsis: t.exposeString('detsis', { nullable: true, description: 'DETSİS numarası; bilinmiyorsa null.' }),
    kep: t.exposeString('kep', { nullable: true, description: 'KEP adresi; bilinmiyorsa null.' }),
    parentCode: t.exposeString('parentCode', { nullable: true, description: 'Bağlı olduğu kurumun kodu; yoksa null.' }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description: 'Geçerli olduğu ilk gün; sınırsızsa null.',
      resolve: (office) => office.from,
    }),
    to: t.field({
      type: 'Date',
      nullable: true,
      description: 'Geçerli olduğu son gün; sürüyorsa null.',
      resolve: (office) => office.to,
    }),
  }),
});
const OfficeConnection = builder.connectionObject(
  { type: OfficeType, name: 'ExternalOfficeConnection' },
  { name: 'ExternalOfficeEdge' },
);

const OfficeFilterInput = builder.inputType('ExternalOfficeFilter', {
  description: 'Muhatap kurumların süzgeci.',
  fields: (t) => ({
    search: t.string({
      required: false,
      description:
        'Adın bir sözcüğünden başlayan parçası, kodun ya da DETSİS numarasının başı; büyük/küçük harf önemsiz.',
    }),
    kind: t.field({ type: OfficeKind, required: false, description: 'Yalnız bu tür.' }),
    validOn: t.field({ type: 'Date', required: false, description: 'Yalnız bu günde geçerli olanlar.' }),
    withoutDetsis: t.boolean({ required: false, description: 'true: yalnız DETSİS numarası eksik olanlar.' }),
  }),
});

builder.queryField('externalOffices', (t) =>
  t.connection(
    {
      type: OfficeType,
      nullable: true,
      authScopes: { officer: true },
      complexity: pageComplexity,
      description: 'Muhatap kurum rehberi, kod sırasıyla.',
      args: { filter: t.arg({ type: OfficeFilterInput, required: false, description: 'Süzgeç.' }) },
      resolve: (_root, args, context) =>
        keysetConnection<ExternalOffice>(
          args,
          (office) => encodeCursor([office.code]),
          ({ after, before, limit, inverted }) => {
            const { search, kind, validOn, withoutDetsis } = args.filter ?? {};
            const codeOf = (cursor: string | undefined) => (cursor ? String(decodeCursor(cursor)[0]) : undefined);
            return listExternalOffices(
              context.db,
              {
                search: search ?? undefined,
                kind: kind ?? undefined,
                validOn: validOn ?? undefined,
                withoutDetsis: withoutDetsis ?? undefined,
              },
              { after: codeOf(after), before: codeOf(before), limit, inverted },
            );
          },
        ),
    },
    OfficeConnection,
  ),
);

builder.relayMutationField(
  'saveExternalOffice',
  {
    description: 'Muhatap kurumun bilgileri.',
    inputFields: (t) => ({
      code: t.string({ description: 'Kodu: büyük harf, rakam, tire. Var olan kod değiştirilir.' }),
      name: t.string({ description: 'Yazıda geçecek adı.' }),
      otherNames: t.stringList({ required: false, description: 'Yazılarda geçen öteki adları.' }),
      kind: t.field({ type: OfficeKind, description: 'Tür.' }),
      detsis: t.string({ required: false, description: 'DETSİS numarası, 8 hane.' }),
      kep: t.string({ required: false, description: 'KEP adresi.' }),
      parentCode: t.string({ required: false, description: 'Bağlı olduğu kurumun kodu.' }),
      from: t.field({ type: 'Date', required: false, description: 'Geçerli olduğu ilk gün.' }),
      to: t.field({ type: 'Date', required: false, description: 'Geçerli olduğu son gün.' }),
    }),
  },
  {
    description:
      'Muhatap kurum ekler ya da değiştirir. DETSİS numarası eklenince bekleyen yazıların paketleri tamamlanır. Yalnız `yonetici`.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types: [ValidationError, ForbiddenError] },
    resolve: async (_root, { input }, context) => ({
      office: await saveExternalOffice(signedIn(context), {
        ...input,
        otherNames: input.otherNames ?? [],
        detsis: input.detsis ?? null,
        kep: input.kep ?? null,
        parentCode: input.parentCode ?? null,
        from: input.from ?? null,
        to: input.to ?? null,
      }),
    }),
  },
  {
    description: 'Kaydedilen muhatap kurum.',
    outputFields: (t) => ({
      office: t.field({ type: OfficeType, description: 'Muhatap kurum.', resolve: (p) => p.office }),
    }),
  },
);
