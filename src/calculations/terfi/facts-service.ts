import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { apiScalars, choiceField, countField, dayField, flagField } from '../input.ts';

export const spanText =
  'Hizmet kayıtları. Bitiş, bir sonraki durumun başladığı gündür; sigortalı hizmette belgedeki gün sayısı esastır.';

/** A mark of 0 to 100, decimals allowed. */
export const markField = z
  .union([
    z.number(),
    z.string().transform(Number),
    z.custom<Decimal>(Decimal.isDecimal).transform((d) => d.toNumber()),
  ])
  .pipe(z.number().min(0).max(100))
  .register(apiScalars, { scalar: 'Decimal' });

/** Kinds of service records. */
export const serviceKindField = choiceField('TerfiServiceKind', {
  ADAY: 'Aday memurluk',
  ASIL: 'Asıl memurluk',
  SOZLESMELI_4B: '4/B sözleşmeli',
  VEKIL: 'Vekil öğretmen, ebe, hemşire ya da imam',
  SOZLESMELI_4924: '4924 sayılı Kanuna tabi sözleşmeli',
  SERBEST_AVUKATLIK: 'Serbest avukatlık (36/C-3)',
  TARIM_KOOPERATIFI: 'Tarım kredi ya da satış kooperatifi (36/C-7)',
  SIGORTA: 'SSK ya da Bağ-Kur’lu hizmet (36/C-1, C-2)',
});

const from = dayField.describe('İlk gün.');
const openEnd = dayField.nullable().default(null).describe('Bitiş; sürüyorsa boş.');
const end = dayField.describe('Bitiş.');
const days = countField.pipe(z.int().max(30_000)).describe('Belgedeki gün sayısı.');
const told = flagField.nullable().default(null);
const insured = { from, to: end, days };
const proof = choiceField('TerfiProof', {
  ISVEREN: 'İşveren',
  VERGI_DAIRESI: 'Vergi dairesi',
  ODA: 'Meslek odası (kabul edilmez)',
  BARO: 'Baro (kabul edilmez)',
})
  .nullable()
  .default(null)
  .describe('Çalışılan unvanı gösteren belgeyi veren.');

/** Service records; `to` is the day on which the next state began. Insurance counts by its day document. */
export const serviceField = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ADAY'), from, to: openEnd }),
  z.strictObject({ kind: z.literal('ASIL'), from, to: openEnd }),
  z.strictObject({
    kind: z.literal('SOZLESMELI_4B'),
    from,
    to: end,
    under632: told.describe('632 sayılı KHK ile kadroya geçildi mi.'),
  }),
  z.strictObject({ kind: z.literal('VEKIL'), ...insured }),
  z.strictObject({ kind: z.literal('SOZLESMELI_4924'), ...insured }),
  z.strictObject({ kind: z.literal('SERBEST_AVUKATLIK'), ...insured, proof }),
  z.strictObject({ kind: z.literal('TARIM_KOOPERATIFI'), ...insured }),
  z.strictObject({
    kind: z.literal('SIGORTA'),
    ...insured,
    scheme: choiceField('TerfiScheme', { SSK: 'SSK (4/a)', BAGKUR: 'Bağ-Kur (4/b)' }).describe('Sigorta türü.'),
    sector: choiceField('TerfiSector', { OZEL: 'Özel', KAMU: 'Kamu' }).nullable().default(null).describe('Sektör.'),
    inProfession: told.describe('Sınıfın mesleğinde mi geçti.'),
    proof,
    passedDirectly: flagField.default(false).describe('Kamu işçiliğinden doğrudan memurluğa mı geçildi (2595, 241).'),
  }),
]);
