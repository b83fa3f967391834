import { z } from 'zod';
import { defineCollection, Schema } from '../database/index.ts';

/** A plain ISO day. */
export const day = z.iso.date('YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.');
/** DETSİS number of an office: eight digits. */
export const detsis = z.string().regex(/^[1-9]\d{7}$/, 'DETSİS numarası 8 hanelidir ve 0 ile başlamaz.');

/** Contact block of the letters' footer (Yönetmelik m.24). */
export const contactSchema = z.strictObject({
  address: z.string().min(5),
  phone: z.string().min(7),
  fax: z.string().nullable(),
  email: z.string(),
  web: z.string(),
  kep: z.string().nullable(),
});
export type Contact = z.infer<typeof contactSchema>;

/** The institution that this server serves; there is one. Letterhead lines per Yönetmelik m.10. */
export const institutionSchema = z.strictObject({
  name: z.string().min(3),
  letterhead: z.array(z.string().min(1)).min(2).max(4),
  detsis,
  province: z.string().min(2),
  contact: contactSchema,
  logo: z.string().nullable(),
});
export type Institution = z.infer<typeof institutionSchema>;

/** A unit of the tree. `path`: its own code first, then every unit above it. */
export const unitSchema = z.strictObject({
  code: z.string().regex(/^[A-Z0-9-]{2,30}$/, 'Birim kodu büyük harf, rakam ve tireden oluşur.'),
  name: z.string().min(3),
  kind: z.enum(['merkez', 'ilce']),
  district: z.string().nullable(),
  parentCode: z.string().nullable(),
  detsis,
  contact: contactSchema.nullable(),
});
export type UnitInput = z.infer<typeof unitSchema>;
export interface Unit extends UnitInput {
  readonly path: readonly string[];
}

/** A post of the establishment list (190 s. KHK / CBK 2): class, title, degree; vacant while `sicilNo` is null. */
export const kadroSchema = z.strictObject({
  kadroNo: z.string().min(1),
  unitCode: z.string(),
  sinif: z.string().min(2),
  unvan: z.string().min(2),
  derece: z.number().int().min(1).max(15),
  sicilNo: z.string().nullable(),
});
export type Kadro = z.infer<typeof kadroSchema>;

/**
 * Who holds an office from a day on. `asil`: in their own right; `vekil`: signs with "V."; `devir`: signs by delegated
 * authority, with "<delegatorTitle> a." above their own title (Yönetmelik m.17/9-10).
 */
export const officeHolderSchema = z.strictObject({
  role: z.string(),
  service: z.string().nullable(),
  unitCode: z.string().nullable(),
  sicilNo: z.string(),
  name: z.string(),
  surname: z.string(),
  title: z.string(),
  manner: z.enum(['asil', 'vekil', 'devir']),
  delegatorTitle: z.string().nullable(),
  from: day,
  to: day.nullable(),
});
export type OfficeHolder = z.infer<typeof officeHolderSchema>;

const text = { type: String, required: true } as const;
const optionalText = { type: String, default: null } as const;
const contact = { type: Schema.Types.Mixed, default: null } as const;

export const institutions = defineCollection(
  'institutions',
  new Schema<Institution & { _id: string }>({
    _id: text,
    name: text,
    letterhead: { type: [String], required: true },
    detsis: text,
    province: text,
    contact,
    logo: optionalText,
  }),
);

const unitMongoSchema = new Schema<Unit>({
  code: text,
  name: text,
  kind: text,
  district: optionalText,
  parentCode: optionalText,
  detsis: text,
  contact,
  path: { type: [String], required: true },
});
unitMongoSchema.index({ code: 1 }, { unique: true });
unitMongoSchema.index({ path: 1 });
export const units = defineCollection('units', unitMongoSchema);

const kadroMongoSchema = new Schema<Kadro>({
  kadroNo: text,
  unitCode: text,
  sinif: text,
  unvan: text,
  derece: { type: Number, required: true },
  sicilNo: optionalText,
});
kadroMongoSchema.index({ kadroNo: 1 }, { unique: true });
kadroMongoSchema.index({ unitCode: 1, unvan: 1, derece: 1 });
kadroMongoSchema.index({ sicilNo: 1 });
export const kadros = defineCollection('kadros', kadroMongoSchema);

const officeHolderMongoSchema = new Schema<OfficeHolder>({
  role: text,
  service: optionalText,
  unitCode: optionalText,
  sicilNo: text,
  name: text,
  surname: text,
  title: text,
  manner: text,
  delegatorTitle: optionalText,
  from: text,
  to: optionalText,
});
officeHolderMongoSchema.index({ role: 1, from: 1 });
officeHolderMongoSchema.index({ sicilNo: 1, from: 1 });
export const officeHolders = defineCollection('officeHolders', officeHolderMongoSchema);
