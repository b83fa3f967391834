import type { ClientSession } from 'mongoose';
import { type CommandContext, writeAudit } from '../database/index.ts';
import { documents, type Registration } from './model.ts';

/**
 * Writes sayı and date of a letter, as the EBYS gave them, on one version of it, in the transaction of the answer. The
 * Word file stays as it is. The same registration again changes nothing.
 */
export async function registerDocument(
  context: CommandContext,
  session: ClientSession,
  {
    letter,
    registration,
  }: {
    letter: { caseNumber: string; kind: string; version: number };
    registration: Registration;
  },
): Promise<void> {
  const { sayi, tarih } = registration;
  const changed = await documents(context.db).findOneAndUpdate(
    { ...letter, 'registration.sayi': { $ne: sayi } },
    { $set: { registration: { sayi, tarih }, updatedAt: context.now } },
    { session, returnDocument: 'after', lean: true },
  );
  if (!changed) return;
  await writeAudit(context.db, session, context, {
    action: 'registerDocument',
    recordType: 'Document',
    recordId: String(changed._id),
    details: { sayi, tarih },
  });
}
