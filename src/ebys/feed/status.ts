import type { ClientSession } from 'mongoose';
import { type CasesContext, findCaseByNumber } from '../../cases/index.ts';
import type { Database } from '../../database/index.ts';
import { type LetterStatus, statusOf } from '../feed-rules.ts';
import type { LetterFacts } from './answers.ts';
import { type FeedItem, feedItems } from './model.ts';

/** What the EBYS has said about an exported letter of a case. */
export interface LetterRecord {
  readonly itemId: string;
  readonly documentId: string;
  readonly documentVersion: number;
  readonly publishedAt: Date;
  readonly status: LetterStatus;
  readonly facts: LetterFacts;
  /** The letter was withdrawn, but the EBYS went on with it: a person has to decide. */
  readonly needsAttention: boolean;
  readonly notes: readonly string[];
}

/** The exported letters of a case, in the order of export; null when the account may not see the case or there is none. */
export async function lettersOfCase(context: CasesContext, caseNumber: string): Promise<LetterRecord[] | null> {
  if ((await findCaseByNumber(context, caseNumber)) === null) return null;
  const items = await feedItems(context.db)
    .find({ kind: 'LETTER', caseId: caseNumber })
    .sort({ sequence: 1 })
    .lean<FeedItem[]>();
  return items.map((item) => ({
    itemId: item._id,
    documentId: item.documentId,
    documentVersion: item.documentVersion,
    publishedAt: item.publishedAt,
    status: statusOf({ facts: item.facts, isAcked: item.ackedAt !== null, isWithdrawn: item.withdrawnAt !== null }),
    facts: item.facts,
    needsAttention: item.withdrawnAt !== null && hasGoneOn(item.facts),
    notes: item.notes,
  }));
}

/** Whether somebody has signed a live export of a letter. */
export async function isSignedThere(session: ClientSession, db: Database, documentId: string): Promise<boolean> {
  const live = { kind: 'LETTER' as const, documentId, withdrawnAt: null };
  const items = await feedItems(db).find(live).session(session).lean<FeedItem[]>();
  return items.some(({ facts }) => facts.signed.length > 0);
}

function hasGoneOn(facts: LetterFacts): boolean {
  return (
    facts.registered !== null ||
    facts.sent.length > 0 ||
    facts.delivered.length > 0 ||
    facts.signed.some((one) => one.last)
  );
}
