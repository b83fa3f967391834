import { z } from 'zod';
import { defineCollection, Schema } from '../../database/index.ts';

const day = z.iso.date('YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.');
const name = z.string().trim().min(1, 'Boş bırakılamaz.').max(300, 'En çok 300 karakter olabilir.');

/**
 * `IL_ICI`: in-province moves of staff (MEB Yön. m.32); `ILLER_ARASI`: inter-province (m.33); `BOLGE_HIZMETI`: term-bound
 * moves of managers (m.29); `ISTEGE_BAGLI_YONETICI`: voluntary ones (m.31).
 */
export const ROUND_KINDS = ['IL_ICI', 'ILLER_ARASI', 'BOLGE_HIZMETI', 'ISTEGE_BAGLI_YONETICI'] as const;
export type RoundKind = (typeof ROUND_KINDS)[number];

/** What an officer enters of a relocation round. The seed of the lot is fixed here, before anybody has applied. */
export const roundInputSchema = z.strictObject({
  name,
  kind: z.enum(ROUND_KINDS),
  /** Reference day: 30 September; 31 May (m.29), 30 June (m.31). */
  on: day,
  seed: z
    .string()
    .trim()
    .min(8, 'Kura tohumu en az 8 karakter olmalı; kuradan önce ilan edilen bir metin yazın.')
    .max(300),
  places: z
    .array(
      z.strictObject({
        name,
        count: z.number().int().min(1).max(10_000),
        /** Where a manager's post lies; without a district at the provincial directorate. */
        il: name.exactOptional(),
        ilce: name.exactOptional(),
      }),
    )
    .min(1, 'En az bir yer yazın.')
    .max(5_000),
  /** Reading of m.31's “alt bölge”; the calculation's default unless given. */
  lowerRegion: z.enum(['BUYUK_NUMARA', 'KUCUK_NUMARA']).exactOptional(),
});
export type RoundInput = z.output<typeof roundInputSchema>;
export type RoundRaw = z.input<typeof roundInputSchema>;

export interface StoredRound extends RoundInput {
  /** `Y-2026-0001`. */
  readonly roundNumber: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** What the kind of round reads of an applicant; lengths are 30/360 days. */
export interface ApplicantFacts {
  /** Staff: start of the uninterrupted service that the article asks for. */
  readonly since?: string;
  readonly serviceDays?: number;
  readonly kadroDays?: number;
  /** Managers: where they serve; without a district at the provincial directorate. */
  readonly il?: string;
  readonly ilce?: string | null;
  /** Regions whose term is completed, and those begun without completing it. */
  readonly completed?: number[];
  readonly served?: number[];
  /** In the present region (m.31). */
  readonly regionDays?: number;
  /** Yer değiştirmeye esas puan, decimal text. */
  readonly score?: string;
  readonly managerDays?: number;
  readonly ministryDays?: number;
  readonly preferences?: readonly string[];
}

export interface StoredApplicant extends ApplicantFacts {
  readonly roundNumber: string;
  readonly candidateNo: string;
  readonly sicilNo: string | null;
  readonly fullName: string;
  readonly title: string;
  readonly unit: string;
  readonly preferences: readonly string[];
}

/** One draw: canonical JSON of input and result, gzip, with the hashes of the texts. */
export interface StoredDraw {
  readonly roundNumber: string;
  readonly draw: number;
  readonly inputBytes: Buffer;
  readonly inputSha256: string;
  readonly resultBytes: Buffer;
  readonly resultSha256: string;
  readonly applicants: number;
  readonly createdBy: string;
  readonly createdAt: Date;
}
export type Draw = Omit<StoredDraw, 'inputBytes' | 'resultBytes'>;

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const moment = { type: Date, required: true } as const;
const bytes = { type: Buffer, required: true } as const;

const roundMongo = new Schema<StoredRound>({
  roundNumber: text,
  name: text,
  kind: text,
  on: text,
  seed: text,
  places: { type: Schema.Types.Mixed, required: true },
  lowerRegion: String,
  createdBy: text,
  createdAt: moment,
});
roundMongo.index({ roundNumber: 1 }, { unique: true });
export const relocationRounds = defineCollection('relocationRounds', roundMongo);

const applicantMongo = new Schema<StoredApplicant>({
  roundNumber: text,
  candidateNo: text,
  sicilNo: { type: String, default: null },
  fullName: text,
  title: { type: String, default: '' },
  unit: { type: String, default: '' },
  since: String,
  serviceDays: Number,
  kadroDays: Number,
  il: String,
  ilce: String,
  completed: { type: [Number], default: undefined },
  served: { type: [Number], default: undefined },
  regionDays: Number,
  score: String,
  managerDays: Number,
  ministryDays: Number,
  preferences: { type: [String], required: true },
});
applicantMongo.index({ roundNumber: 1, candidateNo: 1 }, { unique: true });
applicantMongo.index(
  { roundNumber: 1, sicilNo: 1 },
  { unique: true, partialFilterExpression: { sicilNo: { $type: 'string' } } },
);
export const relocationApplicants = defineCollection('relocationApplicants', applicantMongo);

const drawMongo = new Schema<StoredDraw>({
  roundNumber: text,
  draw: count,
  inputBytes: bytes,
  inputSha256: text,
  resultBytes: bytes,
  resultSha256: text,
  applicants: count,
  createdBy: text,
  createdAt: moment,
});
drawMongo.index({ roundNumber: 1, draw: 1 }, { unique: true });
export const relocationDraws = defineCollection('relocationDraws', drawMongo);

/** A list that was written as a document: from then on everybody who reads personnel sees the rows. */
export interface StoredRoundAnnouncement {
  readonly roundNumber: string;
  readonly draw: number;
  readonly documentId: string;
}

const announcementMongo = new Schema<StoredRoundAnnouncement>({ roundNumber: text, draw: count, documentId: text });
announcementMongo.index({ roundNumber: 1, draw: 1 });
export const relocationAnnouncements = defineCollection('relocationAnnouncements', announcementMongo);
