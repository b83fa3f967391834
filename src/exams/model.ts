import { z } from 'zod';
import { gorevdeYukselme } from '../calculations/index.ts';
import { defineCollection, Schema } from '../database/index.ts';

const day = z.iso.date('YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.');
const name = z.string().trim().min(1, 'Boş bırakılamaz.').max(300, 'En çok 300 karakter olabilir.');

/** `gorevde-yukselme`: MEB Yön. m.5, 6; `unvan-degisikligi`: m.7. Marks, ranking and placement are the same (m.13–21). */
export const EXAM_KINDS = ['gorevde-yukselme', 'unvan-degisikligi'] as const;
export type ExamKind = (typeof EXAM_KINDS)[number];

const placeSchema = z.strictObject({ name, count: z.number().int().min(1).max(10_000) });
/** A kadro title that is examined, with its announced posts by place. */
export const postSchema = z.strictObject({
  unvan: name,
  places: z.array(placeSchema).min(1, 'En az bir yer yazın.').max(5_000),
  /** Number of announced posts where it isn't the sum of the places. */
  announced: z.number().int().min(1).nullable().default(null),
  /** Degree of the posts as announced (m.10/1); 68/B asks for it. Null: not written. */
  derece: z.number().int().min(1).max(15).nullable().default(null),
  ekGosterge: z.number().int().min(0).max(20_000).default(0),
});
export type ExamPost = z.output<typeof postSchema>;

const memberSchema = z.strictObject({ ad: name, soyad: name, unvan: name });

/** What an officer enters of an exam. */
export const examInputSchema = z.strictObject({
  name,
  kind: z.enum(EXAM_KINDS),
  /** Last day of the application period: its rules hold, service counts up to it (m.11/1). */
  applicationsEndOn: day,
  /** Days of the calendar as far as they are set (m.10, 17). */
  announcedOn: day.nullable().default(null),
  writtenOn: day.nullable().default(null),
  writtenResultsOn: day.nullable().default(null),
  oralOn: day.nullable().default(null),
  oralResultsOn: day.nullable().default(null),
  posts: z.array(postSchema).min(1, 'En az bir kadro yazın.').max(50),
  /** Who signs the lists, chair first; at most five, as the commission has members (m.14). */
  commission: z.array(memberSchema).max(5).default([]),
});
export type ExamInput = z.output<typeof examInputSchema>;
export type ExamRaw = z.input<typeof examInputSchema>;

export interface StoredExam extends ExamInput {
  /** `S-2026-0001`. */
  readonly examNumber: string;
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: Date;
}
export interface Exam extends StoredExam {
  readonly id: string;
}

/** A candidate with marks and preferences. Marks are exact decimal texts. */
export interface StoredCandidate {
  readonly examNumber: string;
  readonly candidateNo: string;
  /** A person on record; null for somebody from outside. */
  readonly sicilNo: string | null;
  readonly fullName: string;
  readonly title: string;
  /** Unit or institution, as lists print it. */
  readonly unit: string;
  /** Title of the post that the candidate applied for. */
  readonly post: string;
  /** Null: didn't sit the written exam. */
  readonly written: string | null;
  /** Marks of each member by topic; null: absent, or not held yet. */
  readonly oral: readonly (readonly string[])[] | null;
  readonly serviceDays: number;
  readonly education: gorevdeYukselme.EducationLevel;
  readonly grade: string;
  readonly preferences: readonly string[];
  readonly acceptsOutside: boolean;
}

/** The lists of an exam on a day, as they were calculated: enough to calculate them again and compare to the byte. */
export interface StoredRun {
  readonly examNumber: string;
  /** 1 for the first run of the exam. */
  readonly run: number;
  readonly stage: gorevdeYukselme.ExamStage;
  /** Canonical JSON of input and result, gzip; the hashes are those of the texts. */
  readonly inputBytes: Buffer;
  readonly inputSha256: string;
  readonly resultBytes: Buffer;
  readonly resultSha256: string;
  readonly candidates: number;
  readonly createdBy: string;
  readonly createdAt: Date;
}
export type ExamRun = Omit<StoredRun, 'inputBytes' | 'resultBytes'>;

/** A list that was written as a document: from then on its marks are announced. */
export interface StoredAnnouncement {
  readonly examNumber: string;
  readonly run: number;
  readonly list: gorevdeYukselme.ExamStage;
  readonly post: string;
  readonly documentId: string;
}

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const count = { type: Number, required: true } as const;
const moment = { type: Date, required: true } as const;

const examMongo = new Schema<StoredExam>({
  examNumber: text,
  name: text,
  kind: text,
  applicationsEndOn: text,
  announcedOn: { type: String, default: null },
  writtenOn: { type: String, default: null },
  writtenResultsOn: { type: String, default: null },
  oralOn: { type: String, default: null },
  oralResultsOn: { type: String, default: null },
  posts: mixed,
  commission: mixed,
  version: count,
  createdBy: text,
  createdAt: moment,
});
examMongo.index({ examNumber: 1 }, { unique: true });
examMongo.index({ createdAt: -1, examNumber: -1 });
export const exams = defineCollection('exams', examMongo);

const candidateMongo = new Schema<StoredCandidate>({
  examNumber: text,
  candidateNo: text,
  sicilNo: { type: String, default: null },
  fullName: text,
  title: { type: String, default: '' },
  unit: { type: String, default: '' },
  post: text,
  written: { type: String, default: null },
  oral: { type: Schema.Types.Mixed, default: null },
  serviceDays: count,
  education: text,
  grade: text,
  preferences: { type: [String], required: true },
  acceptsOutside: { type: Boolean, required: true },
});
candidateMongo.index({ examNumber: 1, candidateNo: 1 }, { unique: true });
candidateMongo.index(
  { examNumber: 1, sicilNo: 1 },
  { unique: true, partialFilterExpression: { sicilNo: { $type: 'string' } } },
);
export const examCandidates = defineCollection('examCandidates', candidateMongo);

const runMongo = new Schema<StoredRun>({
  examNumber: text,
  run: count,
  stage: text,
  inputBytes: { type: Buffer, required: true },
  inputSha256: text,
  resultBytes: { type: Buffer, required: true },
  resultSha256: text,
  candidates: count,
  createdBy: text,
  createdAt: moment,
});
runMongo.index({ examNumber: 1, run: 1 }, { unique: true });
export const examRuns = defineCollection('examRuns', runMongo);

const announcementMongo = new Schema<StoredAnnouncement>({
  examNumber: text,
  run: count,
  list: text,
  post: text,
  documentId: text,
});
announcementMongo.index({ examNumber: 1, run: 1, list: 1, post: 1 });
export const examAnnouncements = defineCollection('examAnnouncements', announcementMongo);

/** Levels that a candidate's education may have. */
export const EDUCATION_LEVELS = gorevdeYukselme.EDUCATION_LEVELS;
