import { Schema } from 'mongoose';
import { z } from 'zod';
import { defineCollection } from '../database/index.ts';

const day = z.iso.date('YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.');
const name = z.string().trim().min(1, 'Boş bırakılamaz.').max(100, 'En çok 100 karakter olabilir.');
const period = { from: day, to: day.nullable() };
const inOrder = (p: { from: string; to: string | null }): boolean => p.to === null || p.from <= p.to;
const ORDER = { message: 'Bitiş günü başlangıçtan önce olamaz.', path: ['to'] };

export const EDUCATION_LEVELS = [
  'ilkokul',
  'ortaokul',
  'lise',
  'onlisans',
  'lisans',
  'yuksek-lisans',
  'doktora',
] as const;
export const SERVICE_TYPES = [
  'aday',
  'asil',
  'sozlesmeli-4b',
  'vekil-ogretmen',
  'sigorta-kamu',
  'sigorta-ozel',
  'bagkur',
  'diger',
] as const;
export const PENALTIES = [
  'uyarma',
  'kinama',
  'ayliktan-kesme',
  'kademe-ilerlemesinin-durdurulmasi',
  'devlet-memurlugundan-cikarma',
] as const;

/** A diploma. `presentedOn`: the day it was handed in (ibraz), null when it came with the appointment. */
export const educationSchema = z.strictObject({
  level: z.enum(EDUCATION_LEVELS),
  school: name,
  field: z.string().trim().max(150).nullable(),
  durationYears: z.number().int().min(1).max(12),
  graduatedOn: day,
  presentedOn: day.nullable(),
});

/** A stretch of service; `to` null while it lasts; `days` only for insured time counted in days. */
export const serviceRecordSchema = z
  .strictObject({
    type: z.enum(SERVICE_TYPES),
    ...period,
    institution: name,
    sinif: z.string().nullable(),
    unvan: z.string().nullable(),
    days: z.number().int().min(1).max(30_000).nullable(),
  })
  .refine(inOrder, ORDER);

export const militarySchema = z
  .strictObject({ ...period, kind: z.enum(['er', 'yedek-subay', 'bedelli']) })
  .refine(inOrder, ORDER);
export const unpaidLeaveSchema = z
  .strictObject({ ...period, reason: name, article: z.string().nullable() })
  .refine(inOrder, ORDER);

/** A discipline penalty (657 m.125). Seen only by the discipline service and administrators. */
export const disciplineSchema = z.strictObject({
  penalty: z.enum(PENALTIES),
  years: z.number().int().min(1).max(3).nullable(),
  decidedOn: day,
  notifiedOn: day.nullable(),
  annulledOn: day.nullable(),
});

export const sicilMarkSchema = z.strictObject({
  year: z.number().int().min(1950).max(2010, '2011’den sonra sicil notu verilmez (6111 s.K.).'),
  mark: z.number().min(0).max(100),
});

export const familySchema = z.strictObject({
  spouse: z
    .strictObject({ employment: z.enum(['memur', 'ozel-sektor', 'calismiyor']), institution: z.string().nullable() })
    .nullable(),
  children: z.array(z.strictObject({ bornOn: day })).max(20),
});

/** What a personnel officer enters of a person. `tckn` is sealed before it is stored. */
export const personInputSchema = z.strictObject({
  sicilNo: z
    .string()
    .regex(/^[A-Z0-9-]{1,20}$/, 'Sicil no büyük harf, rakam ve tireden oluşur, en çok 20 karakterdir.'),
  tckn: z.string(),
  givenNames: name,
  surname: name,
  bornOn: day,
  sinif: z.string().min(2),
  unvan: z.string().min(2),
  unitCode: z.string(),
  kadroNo: z.string().nullable(),
  appointedBy: z.enum(['bakanlik', 'valilik']),
  status: z.enum(['aday', 'asil', 'ayrildi']),
  startedOn: day,
  derece: z.number().int().min(1).max(15).nullable(),
  kademe: z.number().int().min(1).max(9).nullable(),
  education: z.array(educationSchema).max(30),
  serviceRecords: z.array(serviceRecordSchema).max(200),
  military: z.array(militarySchema).max(5),
  unpaidLeaves: z.array(unpaidLeaveSchema).max(50),
  discipline: z.array(disciplineSchema).max(50),
  sicilMarks: z.array(sicilMarkSchema).max(60),
  family: familySchema.nullable(),
});
export type PersonInput = z.infer<typeof personInputSchema>;

/** A person as it is stored; the identity number sealed, keys for search and order beside the name. */
export interface StoredPerson extends Omit<PersonInput, 'tckn'> {
  readonly tcknSealed: string;
  readonly tcknIndex: string;
  /** Every rotation of the folded name ("ayse nur isik", "nur isik", "isik"), so that any part finds it by prefix. */
  readonly nameKeys: readonly string[];
  /** Binary order of this key is the order of the Turkish alphabet. */
  readonly sortKey: string;
  readonly version: number;
}

/** A person on record, as queries give it. */
export interface Person extends StoredPerson {
  readonly id: string;
}

const text = { type: String, required: true } as const;
const optionalText = { type: String, default: null } as const;
const list = { type: Schema.Types.Mixed, required: true } as const;

const schema = new Schema<StoredPerson>({
  sicilNo: text,
  tcknSealed: text,
  tcknIndex: text,
  givenNames: text,
  surname: text,
  bornOn: text,
  sinif: text,
  unvan: text,
  unitCode: text,
  kadroNo: optionalText,
  appointedBy: text,
  status: text,
  startedOn: text,
  derece: { type: Number, default: null },
  kademe: { type: Number, default: null },
  education: list,
  serviceRecords: list,
  military: list,
  unpaidLeaves: list,
  discipline: list,
  sicilMarks: list,
  family: { type: Schema.Types.Mixed, default: null },
  nameKeys: { type: [String], required: true },
  sortKey: text,
  version: { type: Number, required: true },
});
schema.index({ sicilNo: 1 }, { unique: true });
schema.index({ tcknIndex: 1 }, { unique: true });
schema.index({ nameKeys: 1, sortKey: 1 });
schema.index({ sortKey: 1, sicilNo: 1 });
schema.index({ unitCode: 1, sortKey: 1, sicilNo: 1 });
schema.index({ unvan: 1, sortKey: 1, sicilNo: 1 });
schema.index({ sinif: 1, sortKey: 1, sicilNo: 1 });

export const personnel = defineCollection('personnel', schema);
