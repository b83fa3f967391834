/** Documents of the calculations: each is calculated from the record and stored as a final Word file. */
import { isoDate } from '../calculations/index.ts';
import { DocumentType } from '../documents/graphql.ts';
import type { OfficeDocument } from '../documents/index.ts';
import {
  ForbiddenError,
  MissingValuesError,
  NotEligibleError,
  NotFoundError,
  ParameterNotInForceError,
  ValidationError,
} from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import {
  geciciRaw,
  muvafakatRaw,
  RecordGeciciInput,
  RecordMuvafakatInput,
  RecordSurekliInput,
  RecordYurtdisiInput,
  readingsOf,
  surekliRaw,
  TerfiReadingsInput,
  yurtdisiRaw,
} from './graphql-inputs.ts';
import { writeNakilTalepFormu } from './nakil-talep-formu.ts';
import { writeTerfiCetveli } from './terfi-cetveli.ts';
import { writeTerfiListesi } from './terfi-listesi.ts';
import { writeYollukBildirimi, type YollukBildirimiOrder } from './yolluk-bildirimi.ts';

const types = [
  ValidationError,
  NotFoundError,
  ForbiddenError,
  NotEligibleError,
  MissingValuesError,
  ParameterNotInForceError,
];
const options = { nullable: true, authScopes: { signedIn: true }, errors: { types } } as const;
const sicilNo = { description: 'Sicil numarası.' };

builder.relayMutationField(
  'writeYollukBildirimi',
  {
    description: 'Yurt içi geçici, sürekli ya da yurt dışı geçici görev; yalnız biri doldurulur.',
    inputFields: (t) => ({
      sicilNo: t.string(sicilNo),
      gecici: t.field({ type: RecordGeciciInput, required: false, description: 'Geçici görev.' }),
      surekli: t.field({ type: RecordSurekliInput, required: false, description: 'Sürekli görev.' }),
      yurtdisi: t.field({ type: RecordYurtdisiInput, required: false, description: 'Yurt dışı geçici görev.' }),
      fromPlace: t.string({ required: false, description: 'Sürekli görevde eski görev yeri.' }),
      toPlace: t.string({ required: false, description: 'Sürekli görevde yeni, yurt dışı görevde gidilen yer.' }),
      work: t.string({ required: false, description: 'Yurt dışı görevin konusu.' }),
    }),
  },
  {
    ...options,
    description: 'Yolluk bildirimini kayıttan hesaplar ve Word belgesi olarak saklar. Servis görevlileri ve üstleri.',
    resolve: async (_root, { input }, graph) => ({
      document: await writeYollukBildirimi(signedIn(graph), orderOf(input)),
    }),
  },
  {
    description: 'Üretilen belge.',
    outputFields: (t) => ({
      document: t.field({ type: DocumentType, description: 'Belge.', resolve: (p: Written) => p.document }),
    }),
  },
);

interface Written {
  readonly document: OfficeDocument;
}

interface YollukInput {
  readonly sicilNo: string;
  readonly gecici?: unknown;
  readonly surekli?: unknown;
  readonly yurtdisi?: unknown;
  readonly work?: string | null | undefined;
  readonly fromPlace?: string | null | undefined;
  readonly toPlace?: string | null | undefined;
}

function orderOf(input: YollukInput): YollukBildirimiOrder {
  const { sicilNo, gecici, surekli, yurtdisi, fromPlace, toPlace, work } = input;
  if ([gecici, surekli, yurtdisi].filter((kind) => kind != null).length !== 1)
    throw ValidationError.of('gecici', '"gecici", "surekli" ve "yurtdisi" alanlarından yalnız birini doldurun.');
  if (yurtdisi != null) {
    if (!toPlace || !work)
      throw ValidationError.of('toPlace', 'Yurt dışı görevde gidilen yeri ve görevin konusunu yazın (toPlace, work).');
    return { kind: 'YURTDISI', sicilNo, input: yurtdisiRaw(yurtdisi), toPlace, work };
  }
  if (gecici != null) return { kind: 'GECICI', sicilNo, input: geciciRaw(gecici) };
  if (!fromPlace || !toPlace)
    throw ValidationError.of('fromPlace', 'Sürekli görevde eski ve yeni görev yerini yazın (fromPlace, toPlace).');
  return { kind: 'SUREKLI', sicilNo, input: surekliRaw(surekli), fromPlace, toPlace };
}

builder.relayMutationField(
  'writeNakilTalepFormu',
  {
    description: 'Nakil talebi.',
    inputFields: (t) => ({
      sicilNo: t.string(sicilNo),
      targetInstitution: t.string({ description: 'Naklen geçmek istediği kurum.' }),
      request: t.field({ type: RecordMuvafakatInput, required: true, description: 'Gerekçeler ve hizmet.' }),
      otherWorkplaces: t.stringList({
        defaultValue: [],
        description: 'Kayıttaki görev yerlerinden kurum dışında olanlar.',
      }),
    }),
  },
  {
    ...options,
    description:
      'Memur Nakil Talep Formu’nu kayıttan doldurur, puan çizelgesiyle saklar. Servis görevlileri ve üstleri.',
    resolve: async (_root, { input }, graph) => ({
      document: await writeNakilTalepFormu(signedIn(graph), {
        sicilNo: input.sicilNo,
        targetInstitution: input.targetInstitution,
        input: { ...muvafakatRaw(input.request), otherWorkplaces: input.otherWorkplaces },
      }),
    }),
  },
  {
    description: 'Üretilen belge.',
    outputFields: (t) => ({
      document: t.field({ type: DocumentType, description: 'Belge.', resolve: (p: Written) => p.document }),
    }),
  },
);

builder.relayMutationField(
  'writeTerfiCetveli',
  {
    description: 'Kişi ve gün.',
    inputFields: (t) => ({
      sicilNo: t.string(sicilNo),
      asOf: t.field({ type: 'Date', required: false, description: 'Hesabın yapıldığı son gün; verilmezse bugün.' }),
      readings: t.field({ type: TerfiReadingsInput, required: false, description: 'Yorumlar.' }),
    }),
  },
  {
    ...options,
    description: 'Hizmet ve terfi cetvelini kayıttan hesaplar ve saklar. Servis görevlileri ve üstleri.',
    resolve: async (_root, { input }, graph) => {
      const context = signedIn(graph);
      const asOf = isoDate(input.asOf ?? context.today, 'asOf');
      const question = { sicilNo: input.sicilNo, asOf, readings: readingsOf(input.readings) };
      return { document: await writeTerfiCetveli(context, question) };
    },
  },
  {
    description: 'Üretilen belge.',
    outputFields: (t) => ({
      document: t.field({ type: DocumentType, description: 'Belge.', resolve: (p: Written) => p.document }),
    }),
  },
);

builder.relayMutationField(
  'writeTerfiListesi',
  {
    description: 'Ay ve birim.',
    inputFields: (t) => ({
      month: t.string({ description: 'Ay, YYYY-AA.' }),
      unitCode: t.string({ required: false, description: 'Birim ve altındakiler; verilmezse bütün kurum.' }),
      readings: t.field({ type: TerfiReadingsInput, required: false, description: 'Yorumlar.' }),
    }),
  },
  {
    ...options,
    description: 'Bir ayın terfi listesini hesaplar ve saklar. Servis görevlileri ve üstleri.',
    resolve: async (_root, { input }, graph) => ({
      document: await writeTerfiListesi(signedIn(graph), {
        month: input.month,
        unitCode: input.unitCode ?? null,
        readings: readingsOf(input.readings),
      }),
    }),
  },
  {
    description: 'Üretilen belge.',
    outputFields: (t) => ({
      document: t.field({ type: DocumentType, description: 'Belge.', resolve: (p: Written) => p.document }),
    }),
  },
);
