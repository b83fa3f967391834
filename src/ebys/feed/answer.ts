import type { ClientSession } from 'mongoose';
import { type CommandContext, writeAudit } from '../../database/index.ts';
import { ConflictError, parseInput } from '../../errors/index.ts';
import { type CaseMove, decideAnswer, movesBetween, statusOf } from '../feed-rules.ts';
import { ANSWER_SCHEMAS, type Answer, type AnswerKind, type LetterFacts } from './answers.ts';
import { type KeyedAnswer, once } from './idempotency.ts';
import { type FeedItem, feedItems } from './model.ts';
import { enqueueEvent } from './outbox.ts';
import { unknownItem } from './pull.ts';

/** What the case has to hear. `isLate`: the letter had been withdrawn, so a person must look at it. */
export interface LetterMove {
  readonly itemId: string;
  readonly documentId: string;
  readonly documentVersion: number;
  readonly caseId: string | null;
  readonly move: CaseMove;
  /** All that the EBYS has said of the letter, this answer included. */
  readonly facts: LetterFacts;
  readonly isLate: boolean;
}

/** Carries a move out on case and record, in the transaction of the answer. An error of it refuses the answer. */
export type ApplyMove = (session: ClientSession, context: CommandContext, move: LetterMove) => Promise<void>;

/**
 * Takes an answer of the EBYS. Repeated and out-of-order answers are harmless; the case moves once for each fact.
 * ConflictError when the answer denies an earlier one; ValidationError for a wrong body or a reused key.
 */
export async function recordAnswer(
  context: CommandContext,
  request: { itemId: string; kind: AnswerKind; key: string; body: unknown },
  applyMove: ApplyMove,
): Promise<KeyedAnswer> {
  const { itemId, kind, key, body } = request;
  const answer = { kind, ...parseInput(ANSWER_SCHEMAS[kind], body) } as Answer;
  return once(context, { key, route: `${kind} ${itemId}`, body }, async (session) => {
    const item = await feedItems(context.db).findOne({ _id: itemId, kind: 'LETTER' }).session(session).lean<FeedItem>();
    if (!item) throw unknownItem(itemId);
    const decision = decideAnswer(item.facts, answer);
    if (decision.kind === 'CONTRADICTION') throw new ConflictError(decision.message);
    const isLate = item.withdrawnAt !== null;
    if (decision.kind === 'KNOWN') return replyOf(item, { isLate, repeated: true });
    // Who answers has the letter: an acknowledgement that got lost is made up for.
    const acked = {
      pending: false,
      ackedAt: item.ackedAt ?? context.now,
      ackedBy: item.ackedBy ?? context.actor.accountId,
    };
    await feedItems(context.db).updateOne({ _id: itemId }, { $set: { ...acked, facts: decision.facts } }, { session });
    for (const move of movesBetween(item.facts, decision.facts))
      await applyMove(session, context, {
        itemId,
        documentId: item.documentId,
        documentVersion: item.documentVersion,
        caseId: item.caseId,
        move,
        facts: decision.facts,
        isLate,
      });
    await writeAudit(context.db, session, context, {
      action: `ebys.${kind.toLowerCase()}`,
      recordType: 'EbysItem',
      recordId: itemId,
      details: { isLate },
    });
    await enqueueEvent(session, context, { type: 'letter.answered', itemId });
    return replyOf({ ...item, ...acked, facts: decision.facts }, { isLate, repeated: false });
  });
}

function replyOf(item: FeedItem, said: { isLate: boolean; repeated: boolean }): KeyedAnswer {
  const status = statusOf({
    facts: item.facts,
    isAcked: item.ackedAt !== null,
    isWithdrawn: item.withdrawnAt !== null,
  });
  return { status: 200, body: { itemId: item._id, status, withdrawn: said.isLate, repeated: said.repeated } };
}
