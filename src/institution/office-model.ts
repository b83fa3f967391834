import { z } from 'zod';
import { defineCollection, Schema } from '../database/index.ts';
import { day, detsis } from './model.ts';

/** Kinds of offices that letters are written to, besides the institution's own units. */
export const OFFICE_KINDS = [
  'bakanlik',
  'bagli-kurulus',
  'valilik',
  'kaymakamlik',
  'il-mudurlugu',
  'yargi',
  'universite',
  'belediye',
  'diger',
] as const;
export type ExternalOfficeKind = (typeof OFFICE_KINDS)[number];

const name = z.string().trim().min(3, 'Kurumun adını tam yazın.').max(300);

/**
 * An office outside the institution (muhatap kurum) as letters and packages name it. `detsis` is null while it is not
 * known; `otherNames` are the names under which letters also write to it. Valid from `from` to `to`, both days included.
 */
export const externalOfficeSchema = z
  .strictObject({
    code: z.string().regex(/^[A-Z0-9-]{2,30}$/, 'Kod 2–30 büyük harf, rakam ve tireden oluşur.'),
    name,
    otherNames: z.array(name).max(20).default([]),
    kind: z.enum(OFFICE_KINDS, `Tür şunlardan biridir: ${OFFICE_KINDS.join(', ')}.`),
    detsis: detsis.nullable().default(null),
    kep: z.email('KEP adresini ad@hs01.kep.tr biçiminde yazın.').max(200).nullable().default(null),
    parentCode: z.string().nullable().default(null),
    from: day.nullable().default(null),
    to: day.nullable().default(null),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ['to'],
    message: 'Son gün ilk günden önce olamaz.',
  })
  .refine(({ code, parentCode }) => code !== parentCode, {
    path: ['parentCode'],
    message: 'Kurum kendi kendisine bağlanamaz.',
  });
export type ExternalOfficeInput = z.input<typeof externalOfficeSchema>;
export type ExternalOffice = z.output<typeof externalOfficeSchema>;

/** As stored: beside the entry the keys under which it is found, and when it last changed. */
export interface StoredOffice extends ExternalOffice {
  /** Folded names, for the exact match of a letter's muhatap. */
  readonly nameKeys: readonly string[];
  /** Every rotation of the folded names, for a search by any part of them. */
  readonly searchKeys: readonly string[];
  readonly changedAt: Date;
}

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
const texts = { type: [String], required: true } as const;

const schema = new Schema<StoredOffice>({
  code: text,
  name: text,
  otherNames: texts,
  kind: text,
  detsis: optional,
  kep: optional,
  parentCode: optional,
  from: optional,
  to: optional,
  nameKeys: texts,
  searchKeys: texts,
  changedAt: { type: Date, required: true },
});
schema.index({ code: 1 }, { unique: true });
schema.index({ nameKeys: 1 });
schema.index({ searchKeys: 1 });
schema.index({ detsis: 1 });
schema.index({ changedAt: 1 });
export const externalOffices = defineCollection('externalOffices', schema);
