import type { ClientSession } from 'mongoose';
import type { ActorContext } from '../access/index.ts';
import { Schema } from './collection.ts';
import type { Database } from './connect.ts';
import { defineCollection } from './model.ts';

/** Who did what, when, on which record. Append-only; holds no personal data but ids. */
export interface AuditLine {
  readonly at: Date;
  readonly accountId: string;
  readonly action: string;
  readonly recordType: string;
  readonly recordId: string;
  readonly requestId: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

const schema = new Schema<AuditLine>({
  at: { type: Date, required: true },
  accountId: { type: String, required: true },
  action: { type: String, required: true },
  recordType: { type: String, required: true },
  recordId: { type: String, required: true },
  requestId: { type: String, required: true },
  details: { type: Schema.Types.Mixed, required: true },
});
schema.index({ recordType: 1, recordId: 1, at: 1 });
schema.index({ at: 1 });

export const auditLines = defineCollection('auditLines', schema);

export interface AuditEntry {
  readonly action: string;
  readonly recordType: string;
  readonly recordId: string;
  readonly details?: AuditLine['details'];
}

/** Adds one line in the transaction of the change that it tells of. */
export async function writeAudit(
  db: Database,
  session: ClientSession,
  { actor, now, requestId }: ActorContext,
  entry: AuditEntry,
): Promise<void> {
  const line = { ...entry, at: now, accountId: actor.accountId, requestId, details: entry.details ?? {} };
  // Typed already, and the commonest write of all: stored without the schema's document around it.
  await auditLines(db).insertMany([line], { session, lean: true });
}
