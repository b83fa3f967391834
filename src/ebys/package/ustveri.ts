import { z } from 'zod';
import { DETSIS, GUID, SDP } from '../codes.ts';
import { isXmlText } from '../container/xml-writer.ts';

/**
 * Üstveri as plain data: what a package says about its letter. The same shape is written into a draft and read back
 * from a package. Field names are the official ones, ASCII-folded; dates with a time are ISO strings.
 */

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Boş olamaz.')
    .max(max, `En çok ${max} karakter olabilir.`)
    .refine(isXmlText, 'Denetim karakteri içeremez.');
const guid = z
  .string()
  .regex(GUID, 'GUID biçiminde olmalı (8-4-4-4-12 onaltılık).')
  .transform((value) => value.toUpperCase());
const detsisNo = z.string().regex(DETSIS, 'DETSİS numarası 8 rakamdır ve 0 ile başlamaz.');
const moment = z.iso.datetime({ offset: true, local: true, error: 'ISO biçiminde tarih ve saat olmalı.' });

/** An identifier of the sender's own, with the scheme that it belongs to. */
export const OzIdSchema = z.object({ value: text(200), schemeId: text(50) });

/** İletişim bilgisi, every field optional. */
export const IletisimSchema = z.object({
  telefon: text(50).optional(),
  telefonDiger: text(50).optional(),
  ePosta: text(200).optional(),
  kepAdresi: text(200).optional(),
  faks: text(50).optional(),
  webAdresi: text(300).optional(),
  adres: text(500).optional(),
  il: text(100).optional(),
  ilce: text(100).optional(),
  ulke: text(100).optional(),
});

/** A kurum by its DETSİS number, a real person, or a legal person by a register's id. */
export const TarafSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('KURUM'),
    detsisNo,
    ad: text(500).optional(),
    iletisim: IletisimSchema.optional(),
    birimDetsisNo: detsisNo.optional(),
  }),
  z.object({
    kind: z.literal('GERCEK_KISI'),
    ad: text(100),
    soyad: text(100),
    ikinciAd: text(100).optional(),
    unvan: text(200).optional(),
    onEk: text(100).optional(),
    tckn: z
      .string()
      .regex(/^[1-9][0-9]{10}$/, 'T.C. kimlik numarası 11 rakamdır.')
      .optional(),
    gorev: text(300).optional(),
    iletisim: IletisimSchema.optional(),
  }),
  z.object({
    kind: z.literal('TUZEL_KISI'),
    id: text(100),
    schemeId: z.enum(['MERSIS', 'VBYS', 'DERBIS', 'PARBIS', 'SENBIS']),
    ad: text(500).optional(),
    iletisim: IletisimSchema.optional(),
  }),
]);

/** One addressee: who, gereği or bilgi, how urgent, and which ekler are left out for it. `miat` is an XSD duration. */
export const DagitimSchema = z.object({
  muhatap: TarafSchema,
  tur: z.enum(['GRG', 'BLG']).default('GRG'),
  ivedilik: z.enum(['NRM', 'ACL', 'GNL']).default('NRM'),
  miat: z
    .string()
    .regex(/^P(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, 'Süre "P15D" biçiminde olmalı.')
    .optional(),
  konulmamisEkIds: z.array(guid).default([]),
});

const ekCommon = {
  id: guid,
  eYazismaId: z.boolean().optional(),
  belgeNo: text(200).optional(),
  ad: text(500).optional(),
  siraNo: z.int().min(1),
  aciklama: text(1000).optional(),
  ozId: OzIdSchema.optional(),
};

/** One ek as Üstveri lists it: an electronic file in the package (DED), an outside reference (HRF), a thing (FZK). */
export const UstveriEkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('DED'), ...ekCommon, dosyaAdi: text(200), mimeTuru: text(200), imzali: z.boolean() }),
  z.object({
    kind: z.literal('HRF'),
    ...ekCommon,
    referans: z.url({ protocol: /^https?$/, error: 'Harici ek için http(s) adresi gerekir.' }),
    ozet: z.object({ algoritma: z.enum(['SHA-256', 'SHA-384', 'SHA-512']), deger: z.base64() }).optional(),
  }),
  z.object({ kind: z.literal('FZK'), ...ekCommon }),
]);

/** One ilgi; `etiket` is its letter, `ekId` the ek that carries it. */
export const IlgiSchema = z.object({
  id: guid,
  belgeNo: text(200).optional(),
  tarih: moment.optional(),
  etiket: text(3),
  ekId: guid.optional(),
  ad: text(500).optional(),
  aciklama: text(1000).optional(),
  ozId: OzIdSchema.optional(),
});

/** A Standart Dosya Planı code with its name. */
export const SdpSchema = z.object({
  kod: z.string().regex(SDP, 'Standart Dosya Planı kodu "903.02" biçiminde olmalı.'),
  ad: text(300),
  aciklama: text(500).optional(),
});

/** The whole Üstveri in the official order. */
export const UstveriSchema = z.object({
  belgeId: guid,
  konu: text(500),
  gizlilik: z.enum(['YOK', 'HZO', 'GZL', 'CGZ']),
  gizlilikGecerlilik: moment.optional(),
  mimeTuru: text(200),
  ozId: OzIdSchema.optional(),
  dagitimlar: z.array(DagitimSchema).min(1, 'En az bir muhatap gerekir.').max(5000),
  ekler: z.array(UstveriEkSchema).max(2000).default([]),
  ilgiler: z.array(IlgiSchema).max(29, 'En çok 29 ilgi olabilir (alfabenin harfleri).').default([]),
  dil: z
    .string()
    .regex(/^[a-z]{3}$/)
    .default('tur'),
  olusturan: TarafSchema,
  ilgililer: z.array(TarafSchema).default([]),
  dosyaAdi: text(200),
  sdp: SdpSchema.optional(),
  digerSdpler: z.array(SdpSchema).default([]),
  heysk: z.array(z.object({ kod: z.int().min(1), ad: text(500), tanim: text(1000).optional() })).default([]),
  dogrulamaAdresi: z.url({ protocol: /^https?$/, error: 'Doğrulama adresi bir internet adresi olmalı.' }),
});

export type OzId = z.output<typeof OzIdSchema>;
export type Iletisim = z.output<typeof IletisimSchema>;
export type Taraf = z.output<typeof TarafSchema>;
export type Dagitim = z.output<typeof DagitimSchema>;
export type UstveriEk = z.output<typeof UstveriEkSchema>;
export type Ilgi = z.output<typeof IlgiSchema>;
export type Sdp = z.output<typeof SdpSchema>;
export type Ustveri = z.output<typeof UstveriSchema>;
