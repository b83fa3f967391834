import { z } from 'zod';
import { terfi } from '../calculations/index.ts';
import { defineCollection, Schema } from '../database/index.ts';
import type { NameKeys } from './name-keys.ts';

const day = z.iso.date('YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.');
const name = z.string().trim().min(1, 'Boş bırakılamaz.').max(100, 'En çok 100 karakter olabilir.');
/** Levels of the entry table (657 s.K. m.36 Ortak Hükümler A-1). */
const educationFact = terfi.terfiFactsSchema.shape.education.unwrap().unwrap().element;
export const EDUCATION_LEVELS = educationFact.shape.level.options;

/** A diploma: what the promotion rules ask of it, and where it is from. */
export const educationSchema = educationFact
  .omit({ graduatedYear: true })
  .extend({ institution: name, field: z.string().trim().max(150).nullable().default(null), graduatedOn: day });

/** The service record as the promotion rules read it; a list that is null has not been entered yet and is asked for. */
export const careerSchema = terfi.terfiFactsSchema.omit({ birthOn: true, education: true });
export type Career = z.infer<typeof careerSchema>;

/** Lists of the career to which an officer adds single records. */
export const CAREER_LISTS = [
  'postings',
  'service',
  'military',
  'unpaidLeaves',
  'discipline',
  'sicil',
  'borclanma',
  'postgraduate',
] as const satisfies readonly (keyof Career)[];
export type CareerList = (typeof CAREER_LISTS)[number];

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
  career: careerSchema,
  family: familySchema.nullable(),
});
export type PersonInput = z.infer<typeof personInputSchema>;

/** A person as it is stored; the identity number sealed, keys for search and order beside the name. */
export interface StoredPerson extends Omit<PersonInput, 'tckn'>, NameKeys {
  readonly tcknSealed: string;
  readonly tcknIndex: string;
  readonly version: number;
}

/** A person on record, as queries give it. */
export interface Person extends StoredPerson {
  readonly id: string;
}

const text = { type: String, required: true } as const;
const optionalText = { type: String, default: null } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;

/** Indexes among which a search by name chooses. */
export const PERSONNEL_INDEXES = {
  sicilNo: { sicilNo: 1 },
  nameKeys: { nameKeys: 1, sortKey: 1 },
  namePrefixes: { namePrefixes: 1, sortKey: 1, sicilNo: 1 },
  unitCode: { unitCode: 1, sortKey: 1, sicilNo: 1 },
} as const;

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
  education: mixed,
  career: mixed,
  family: { type: Schema.Types.Mixed, default: null },
  nameKeys: { type: [String], required: true },
  namePrefixes: { type: [String], required: true },
  sortKey: text,
  version: { type: Number, required: true },
});
schema.index(PERSONNEL_INDEXES.sicilNo, { unique: true });
schema.index({ tcknIndex: 1 }, { unique: true });
schema.index(PERSONNEL_INDEXES.nameKeys);
schema.index(PERSONNEL_INDEXES.namePrefixes);
schema.index({ sortKey: 1, sicilNo: 1 });
schema.index(PERSONNEL_INDEXES.unitCode);
schema.index({ unvan: 1, sortKey: 1, sicilNo: 1 });
schema.index({ sinif: 1, sortKey: 1, sicilNo: 1 });

export const personnel = defineCollection('personnel', schema);
