/** Input types of the calculations on record: what the what-if takes, with everything optional that the record tells. */
import '../calculations/harcirah/graphql.ts';
import '../calculations/muvafakat/graphql.ts';
import '../calculations/terfi/graphql.ts';
import { brandWithType } from '@pothos/core';
import type { z } from 'zod';
import { kadroFields, paperFields } from '../calculations/gorevde-yukselme/graphql-types.ts';
import { enumType, inputTypeOf } from '../calculations/graphql-input.ts';
import { gorevdeYukselme, harcirah, muvafakat, type Outcome, terfi } from '../calculations/index.ts';
import { plainInput } from '../calculations/selection/graphql-input.ts';
import { NotFoundError, ParameterNotInForceError, parseInput, ValidationError } from '../errors/index.ts';
import { builder } from '../graphql/index.ts';
import type { EmekliRaw, GeciciRaw, GundelikRaw, SurekliRaw, YurtdisiRaw } from './harcirah.ts';
import type { MuvafakatRaw } from './muvafakat.ts';
import type { YukselmeQuestion } from './promotion.ts';

type Fields = Readonly<Record<string, z.ZodType>>;

/** Ending of every description of a query on record. */
export const ON_RECORD =
  'Bilgiler personel kaydından alınır; kayıtta olmayanlar eksik olarak listelenir. Kişi yoksa null.';
export const sicilNo = { description: 'Sicil numarası.' };

const filled = 'Verilmeyen derece, kadro derecesi ve unvan personel kaydından alınır.';
export const RecordGeciciInput = inputTypeOf(
  'RecordGeciciGorevInput',
  harcirah.geciciInput.shape,
  `Kayıtlı kişinin geçici görevi. ${filled}`,
);
export const RecordSurekliInput = inputTypeOf(
  'RecordSurekliGorevInput',
  harcirah.surekliInput.shape,
  `Kayıtlı kişinin sürekli görevi. ${filled} Aile fertleri de kayıttan sayılır.`,
);

export const RecordYurtdisiInput = inputTypeOf(
  'RecordYurtdisiGeciciInput',
  harcirah.yurtdisiInput.shape,
  'Kayıtlı kişinin yurt dışı geçici görevi. Ülkenin gündeliği ve sütunu yıllık Karar eki cetvelden yazılır.',
);
export const RecordGundelikInput = inputTypeOf(
  'RecordGundelikInput',
  harcirah.gundelikInput.shape,
  `Kayıtlı kişinin gündeliği. ${filled}`,
);
export const RecordEmekliInput = inputTypeOf(
  'RecordEmekliTazminatiInput',
  harcirah.emekliInput.shape,
  'Kayıtlı kişinin emeklilik tazminatı; gösterge, katsayı ve damga oranı verilmezse günün değerleridir.',
);

const { universityYears, outsideYears, ...muvafakatFields } = muvafakat.muvafakatPuanInput.shape;
export const RecordMuvafakatInput = inputTypeOf(
  'RecordMuvafakatInput',
  { ...muvafakatFields, universityYears: universityYears.optional(), outsideYears },
  'Kayıtlı kişinin nakil talebi; verilmeyen hizmet yılları personel kaydından sayılır.',
);

export const RecordUygunlukInput = builder.inputType('RecordMuvafakatUygunlukInput', {
  description: 'Kayıtlı kişinin nakil başvurusu ve personel kaydında tutulmayan bilgiler.',
  fields: (t) => ({
    on: t.field({ type: 'Date', required: false, description: 'Başvuru günü; verilmezse bugün.' }),
    kurum: t.string({ required: false, description: 'Kuralları uygulanan kurum; verilmezse kurumun kendi kuralları.' }),
    reason: t.field({
      type: enumType(muvafakat.reasonKindField),
      required: false,
      description: 'Kanıtlanan gerekçe; mazeretsiz talepte boş.',
    }),
    examPostSince: t.field({
      type: 'Date',
      required: false,
      description: 'Kurum sınavıyla atanılan kadroda göreve başlama günü; sınavla atanmadıysa boş.',
    }),
    contractDays: t.int({
      required: false,
      description: 'Kurumda sözleşmeli geçen gün; verilmezse memurluğa doğrudan geçilen 4/B süresi.',
    }),
    isManager: t.boolean({ defaultValue: false, description: 'Başka unvanla şube müdürü dengi ya da üstü mü.' }),
    otherWorkplaces: t.stringList({
      defaultValue: [],
      description: 'Kayıttaki görev yerlerinden kurum dışında olanlar.',
    }),
  }),
});

export const TerfiReadingsInput = inputTypeOf(
  'TerfiReadingsInput',
  (terfi.readingsSchema.def.in as z.ZodObject).shape as Fields,
  'Uygulamanın farklılaştığı yerlerde yorumlar; verilmeyen varsayılandır.',
);

export const RecordYukselmeInput = builder.inputType('RecordPromotionInput', {
  description: 'İlan edilen kadro ve personel kaydında tutulmayan bilgiler.',
  fields: (t) => ({
    ...kadroFields(t),
    otherWorkplaces: t.stringList({
      defaultValue: [],
      description: 'Kayıttaki görev yerlerinden Bakanlık dışında olanlar; ötekiler Bakanlıkta sayılır.',
    }),
    kadroFields: t.stringList({ defaultValue: [], description: 'Kadronun alanındaki bölüm ya da unvanlar (m.7).' }),
    ...paperFields(t),
  }),
});

/** The inputs as the commands take them: nulls left out, decimals as text; the schemas check them there. */
export const geciciRaw = (input: unknown): GeciciRaw => plainInput(input) as GeciciRaw;
export const surekliRaw = (input: unknown): SurekliRaw => plainInput(input) as SurekliRaw;
export const yurtdisiRaw = (input: unknown): YurtdisiRaw => plainInput(input) as YurtdisiRaw;
export const gundelikRaw = (input: unknown): GundelikRaw => plainInput(input) as GundelikRaw;
export const emekliRaw = (input: unknown): EmekliRaw => plainInput(input) as EmekliRaw;
export const muvafakatRaw = (input: unknown): MuvafakatRaw => plainInput(input) as MuvafakatRaw;

/** The readings that were chosen; undefined for none, the defaults hold for the others. */
export function readingsOf(input: unknown): Partial<terfi.TerfiReadings> | undefined {
  return input ? Object.fromEntries(Object.entries(input as object).filter(([, v]) => v != null)) : undefined;
}

const questionSchema = gorevdeYukselme.personEligibilityInput.omit({ person: true });
const extrasSchema = gorevdeYukselme.personRecord.pick({
  licenceBSince: true,
  documents: true,
  programmingLanguages: true,
  avukatlikRuhsati: true,
});

/** The checked question on a kadro. Throws ValidationError. */
export function yukselmeQuestion(input: {
  readonly otherWorkplaces: readonly string[];
  readonly kadroFields: readonly string[];
}): YukselmeQuestion {
  const { otherWorkplaces, kadroFields } = input;
  const raw = plainInput(input);
  const extras = { ...parseInput(extrasSchema, raw), otherWorkplaces, kadroFields };
  return { ...parseInput(questionSchema, raw), extras };
}

/** Answer of a calculation on record: null for an unknown person, refused input as a member of the union. */
export async function recordAnswer<V>(calculate: () => Promise<Outcome<V>>): Promise<object | null> {
  try {
    return await calculate();
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    if (!(error instanceof ValidationError || error instanceof ParameterNotInForceError)) throw error;
    const refusal = { ...error, message: error.message };
    brandWithType(refusal, error.name as never);
    return refusal;
  }
}
