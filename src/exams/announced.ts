import type { Database } from '../database/index.ts';
import { findDocument } from '../documents/index.ts';

/**
 * The first of the announcements whose document still stands: a list is announced by being written as a document, and no
 * longer when that document is withdrawn. Null without one.
 */
export async function firstStanding<T extends { readonly documentId: string }>(
  db: Database,
  announcements: readonly T[],
): Promise<T | null> {
  for (const announcement of announcements) {
    const document = await findDocument(db, announcement.documentId);
    if (document && document.status !== 'iptal') return announcement;
  }
  return null;
}
