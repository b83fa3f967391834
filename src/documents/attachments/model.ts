import { defineCollection, Schema } from '../../database/index.ts';
import type { DocumentPlace } from '../model.ts';

/**
 * A file that goes with an ek of a letter. It belongs to the letter (`caseNumber`, `kind`) through all its drafts, and to the
 * final version alone once that was written. Rows are never rewritten but for that.
 */
export interface StoredAttachment extends DocumentPlace {
  readonly caseNumber: string;
  /** Kind of the letter. */
  readonly kind: string;
  /** Place in the letter's list of ekler, 1 first, and the text that stood there. */
  readonly ekNo: number;
  readonly ekAdi: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly sha256: string;
  readonly size: number;
  /** Covered by the letter's signature (`ImzaliMi`). */
  readonly isSigned: boolean;
  /** A document of the office whose Word file is the ek; null for an uploaded file. */
  readonly sourceDocumentId: string | null;
  /** The final version of the letter that it went with; null while the letter is a draft. */
  readonly finalDocumentId: string | null;
  readonly addedBy: string;
  readonly addedAt: Date;
}

/** An attachment as queries give it. */
export interface Attachment extends StoredAttachment {
  readonly id: string;
}

const text = { type: String, required: true } as const;
const optionalText = { type: String, default: null } as const;
const number = { type: Number, required: true } as const;

const schema = new Schema<StoredAttachment>({
  caseNumber: text,
  service: text,
  unitPath: { type: [String], required: true },
  signerRoles: { type: [String], required: true },
  kind: text,
  ekNo: number,
  ekAdi: text,
  fileName: text,
  mimeType: text,
  sha256: text,
  size: number,
  isSigned: { type: Boolean, required: true },
  sourceDocumentId: optionalText,
  finalDocumentId: optionalText,
  addedBy: text,
  addedAt: { type: Date, required: true },
});
// One file an ek: two officers at once, one of them gets a conflict.
schema.index({ caseNumber: 1, kind: 1, finalDocumentId: 1, ekAdi: 1, ekNo: 1 }, { unique: true });

export const attachments = defineCollection('documentAttachments', schema);

/** Bytes of an uploaded file in pieces, since a record of the database holds 16 MB at most. */
export interface AttachmentPiece {
  readonly attachmentId: string;
  readonly place: number;
  readonly bytes: Buffer;
}

const pieceSchema = new Schema<AttachmentPiece>({
  attachmentId: text,
  place: number,
  bytes: { type: Buffer, required: true },
});
pieceSchema.index({ attachmentId: 1, place: 1 }, { unique: true });

export const attachmentPieces = defineCollection('documentAttachmentPieces', pieceSchema);
