import { z } from 'zod';
import { dayField, flagField } from '../input.ts';
import entryTable from './entry.json' with { type: 'json' };

/** Education levels of the entry table. 657 s.K. m.36 Ortak Hükümler A-1. */
export type EducationLevel = keyof typeof entryTable.levels;
/** Every level of the entry table. */
export const EDUCATION_LEVELS = Object.keys(entryTable.levels) as [EducationLevel, ...EducationLevel[]];

const year = z.int().min(1930).max(2100);
const days = z.int().min(0).max(30_000);
const optionalDay = dayField.nullable().default(null);

/** Classes of 657 s.K. m.36: genel idare, teknik, sağlık, eğitim, avukatlık, din, emniyet, jandarma, yardımcı, mülki idare, MİT. */
export const SINIFS = ['GIH', 'TH', 'SH', 'EOH', 'AH', 'DH', 'EH', 'JH', 'YH', 'MIAH', 'MIT'] as const;
export type Sinif = (typeof SINIFS)[number];

const education = z.strictObject({
  level: z.enum(EDUCATION_LEVELS),
  /** Year of the diploma; needed for the peer (emsal) of a later diploma. */
  graduatedYear: year.nullable().default(null),
  /** Day of the petition with the diploma; absent = known at entry. */
  presentedOn: optionalDay,
  /** Day from which it counts; absent = the first 14th after `presentedOn`. */
  effectiveOn: optionalDay,
  /** Title or branch on the diploma ("Tabip", "Kimya Mühendisi"): decides A/2 to A/5. */
  title: z.string().trim().min(1).nullable().default(null),
  school: z.enum(['SAGLIK_MESLEK_LISESI', 'TEKNIK_LISE', 'AKSAM', 'DIGER']).default('DIGER'),
  /** Successful years beyond the normal length of a secondary school (A-6/b). */
  extraYears: z.int().min(0).max(5).default(0),
  /** A technical school graduate who works in the trade (A-6/b). */
  worksInTrade: flagField.default(false),
  document: z.enum(['DIPLOMA', 'ONLISANS_YAZISI']).default('DIPLOMA'),
  /** Lisans tamamlama. */
  isCompletion: flagField.default(false),
  /** A five-year dental or veterinary diploma that says "yüksek lisans" (A/9). */
  saysMaster: flagField.default(false),
});

const postgraduate = z.strictObject({
  kind: z.enum([
    'YUKSEK_LISANS',
    'IHTISAS_SERTIFIKASI',
    'TIPTA_UZMANLIK',
    'DOKTORA',
    'DOCENTLIK',
    'OZEL_YARISMA_ATAMASI',
  ]),
  effectiveOn: dayField,
  /** Doctorate in the own field; null = not told. */
  inOwnField: flagField.nullable().default(null),
  /** Doçentlik won while at the university. */
  atUniversity: flagField.nullable().default(null),
});

const posting = z.strictObject({
  from: dayField,
  /** Day on which the officer left the place, where it is not the start of the next posting. */
  to: optionalDay,
  workplace: z.string().trim().min(1),
  sinif: z.enum(SINIFS).nullable().default(null),
  unvan: z.string().trim().min(1).nullable().default(null),
  /** Kadro degree or range as printed: "5", "1-8". */
  kadro: z.string().trim().min(1).nullable().default(null),
  /** First-priority development region, and sent there by the ministry for a fixed term (527). */
  priorityRegion: flagField.nullable().default(null),
  centralObligatory: flagField.nullable().default(null),
});

const span = { from: dayField, to: optionalDay };
const insurance = { from: dayField, to: dayField, days };

/** Service records; `to` is the day on which the next state began. Insurance counts by its day document. */
const service = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ADAY'), ...span }),
  z.strictObject({ kind: z.literal('ASIL'), ...span }),
  z.strictObject({
    kind: z.literal('SOZLESMELI_4B'),
    from: dayField,
    to: dayField,
    under632: flagField.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('VEKIL'), ...insurance }),
  z.strictObject({ kind: z.literal('SOZLESMELI_4924'), ...insurance }),
  z.strictObject({
    kind: z.literal('SERBEST_AVUKATLIK'),
    ...insurance,
    proof: z.enum(['VERGI_DAIRESI', 'BARO']).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('TARIM_KOOPERATIFI'), ...insurance }),
  z.strictObject({
    kind: z.literal('SIGORTA'),
    ...insurance,
    scheme: z.enum(['SSK', 'BAGKUR']),
    sector: z.enum(['OZEL', 'KAMU']).nullable().default(null),
    /** Work in the profession of the class; null = not told. */
    inProfession: flagField.nullable().default(null),
    /** Who certifies the title: employer (SSK), tax office (Bağ-Kur), or a chamber (not accepted). */
    proof: z.enum(['ISVEREN', 'VERGI_DAIRESI', 'ODA']).nullable().default(null),
    /** Passed directly from this job as a public worker to the post (2595, 241). */
    passedDirectly: flagField.default(false),
  }),
]);

const military = z.strictObject({
  from: dayField,
  to: optionalDay,
  kind: z.enum(['ER', 'YEDEK_SUBAY', 'KISA_DONEM', 'BEDELLI']).default('ER'),
  /** Days of leaving and joining the post, where they differ from the service itself. */
  leftDutyOn: optionalDay,
  returnedOn: optionalDay,
  /** Day from which service before entry counts for one who is already an officer. */
  effectiveOn: optionalDay,
});

const unpaidLeave = z.strictObject({
  from: dayField,
  to: optionalDay,
  kind: z.enum(['GENEL', 'DOGUM', 'REFAKAT', 'DIGER']).default('GENEL'),
});

const borclanma = z.strictObject({ days, documentOn: optionalDay, effectiveOn: optionalDay });

const discipline = z.strictObject({
  kind: z.enum(['UYARMA', 'KINAMA', 'AYLIKTAN_KESME', 'KADEME_DURDURMA', 'DIGER']),
  decidedOn: dayField,
  notifiedOn: optionalDay,
  /** Years of the stop, 1 to 3. */
  years: z.int().min(1).max(3).nullable().default(null),
  annulledOn: optionalDay,
});

const known = z.strictObject({
  on: dayField,
  derece: z.int().min(1).max(15),
  kademe: z.int().min(1).max(9),
  dueOn: dayField,
  oneDegreeLawUsed: flagField,
});

/** What the registry tells about a person. Lists that are null are not told and are asked for where they matter. */
export const terfiFactsSchema = z.strictObject({
  birthOn: optionalDay,
  education: z.array(education).nullable().default(null),
  postings: z.array(posting).nullable().default(null),
  service: z.array(service).nullable().default(null),
  military: z.array(military).nullable().default(null),
  unpaidLeaves: z.array(unpaidLeave).nullable().default(null),
  discipline: z.array(discipline).nullable().default(null),
  /** Marks of the sicil years up to 2010, 0 to 100. */
  sicil: z
    .array(z.strictObject({ year, mark: z.number().min(0).max(100) }))
    .nullable()
    .default(null),
  borclanma: z.array(borclanma).default([]),
  postgraduate: z.array(postgraduate).default([]),
  /** End of the lawyer's training (A/1). */
  lawyerTrainingOn: optionalDay,
  /** Laws of 1991 used in another status (457, 459). */
  usedLaws: z.array(z.enum(['457', '459'])).default([]),
  /** Position on a day from which the record begins, where the earlier part is lost. */
  known: known.nullable().default(null),
});

export type TerfiFacts = z.output<typeof terfiFactsSchema>;
export type TerfiFactsInput = z.input<typeof terfiFactsSchema>;
export type EducationFact = NonNullable<TerfiFacts['education']>[number];
export type PostingFact = NonNullable<TerfiFacts['postings']>[number];
export type ServiceFact = NonNullable<TerfiFacts['service']>[number];
export type InsuranceFact = Extract<ServiceFact, { readonly days: number }>;
export type MilitaryFact = NonNullable<TerfiFacts['military']>[number];
export type LeaveFact = NonNullable<TerfiFacts['unpaidLeaves']>[number];
export type DisciplineFact = NonNullable<TerfiFacts['discipline']>[number];
