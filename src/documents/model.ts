import { defineCollection, Schema } from '../database/index.ts';
import type { MissingValue } from '../errors/index.ts';
import type { DocumentContext } from './context.ts';
import type { DocumentFacts } from './facts.ts';

/** `taslak`: may lack values and is not signed; `kesin`: complete; `iptal`: withdrawn, kept for the file. */
export const DOCUMENT_STATUSES = ['taslak', 'kesin', 'iptal'] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** Where a document belongs, for permission: the case, its service, the units of its subject, the offices that sign. */
export interface DocumentPlace {
  readonly caseNumber: string | null;
  readonly service: string;
  readonly unitPath: readonly string[];
  readonly signerRoles: readonly string[];
}

/** Sayı and date that the EBYS gave a letter. */
export interface Registration {
  readonly sayi: string;
  readonly tarih: string;
}

/** A document as stored, without its bytes. One row a version; rows are never rewritten but for their status and registration. */
export interface StoredDocument extends DocumentPlace {
  readonly kind: string;
  readonly title: string;
  readonly konu: string;
  readonly fileName: string;
  /** 1 for the first document of this kind in its case. */
  readonly version: number;
  readonly status: DocumentStatus;
  readonly sha256: string;
  readonly size: number;
  readonly template: { readonly name: string; readonly sha256: string };
  /** Hash of the kind's texts as they stood. */
  readonly textVersion: string;
  /** What it was made from, and the printed context. Identity numbers are masked; the bytes alone show them. */
  readonly facts: DocumentFacts;
  readonly context: DocumentContext;
  readonly missing: readonly MissingValue[];
  /** Null until the letter is registered. */
  readonly registration: Registration | null;
  readonly authorId: string;
  readonly authorName: string;
  readonly createdOn: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A document as queries give it. `OfficeDocument`, so that nobody takes it for the DOM's or mongoose's. */
export interface OfficeDocument extends StoredDocument {
  readonly id: string;
}

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;

const schema = new Schema<StoredDocument>({
  caseNumber: { type: String, default: null },
  service: text,
  unitPath: { type: [String], required: true },
  signerRoles: { type: [String], required: true },
  kind: text,
  title: text,
  konu: { type: String, default: '' },
  fileName: text,
  version: { type: Number, required: true },
  status: text,
  sha256: text,
  size: { type: Number, required: true },
  template: mixed,
  textVersion: text,
  facts: mixed,
  context: mixed,
  missing: { type: [Schema.Types.Mixed], required: true },
  registration: { type: Schema.Types.Mixed, default: null },
  authorId: text,
  authorName: text,
  createdOn: text,
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
// Two officers who make the same letter at once: one of them gets a conflict.
schema.index(
  { caseNumber: 1, kind: 1, version: 1 },
  { unique: true, partialFilterExpression: { caseNumber: { $type: 'string' } } },
);
schema.index({ createdAt: -1, _id: -1 });
schema.index({ updatedAt: 1, _id: 1 });

export const documents = defineCollection('documents', schema);

/** The Word file of a document, apart from it so that lists don't load it. */
export interface StoredBytes {
  readonly documentId: string;
  readonly bytes: Buffer;
}

const bytesSchema = new Schema<StoredBytes>({ documentId: text, bytes: { type: Buffer, required: true } });
bytesSchema.index({ documentId: 1 }, { unique: true });

export const documentFiles = defineCollection('documentFiles', bytesSchema);
