import type { ClientSession } from 'mongoose';
import { type DocumentOrder, type WrittenDocument, withdrawDraftsIn, writeDocument } from '../documents/index.ts';
import { MissingValuesError } from '../errors/index.ts';
import type { CaseRules } from './acts/common.ts';
import type { WorkedTable } from './calculations/index.ts';
import { caseActorOn } from './case-access.ts';
import type { CasesContext } from './cases-context.ts';
import { openCalledCase } from './commands/insert-case.ts';
import type { CaseResult } from './commands/record.ts';
import { type LetterOrder, letterFacts, tableFacts } from './context.ts';
import { stepOf } from './definition.ts';
import { exportDraft, exportFinal, takeBack } from './letter-export.ts';
import type { Case } from './model.ts';
import { changeRegistry } from './registry-change.ts';
import type { Approval, CaseState, Transition } from './state.ts';

/** Carries out what a decision asks for, in its transaction: makes and finishes letters, opens called cases. */
export async function carryOut(
  context: CasesContext,
  session: ClientSession,
  { row, rules, decided, table = null }: CarryOut,
): Promise<CaseResult> {
  const documentIds: string[] = [];
  const openedCaseNumbers: string[] = [];
  const finished = new Set(decided.effects.flatMap((e) => (e.kind === 'finalizeDocument' ? [e.key] : [])));
  for (const effect of decided.effects) {
    if (effect.kind === 'finalizeDocument')
      documentIds.push((await writeFinal(context, session, { row, rules, ...effect })).id);
    // A letter that nobody signs is final at once; no draft of it is kept beside.
    else if (effect.kind === 'generateDocument' && !finished.has(effect.key))
      documentIds.push((await writeDraft(context, session, { row, rules, key: effect.key, allowGaps: false })).id);
    else if (effect.kind === 'openCase') {
      const actor = await caseActorOn(context, row, false);
      const opened = await openCalledCase(context, session, { parent: row, process: effect.process, actor });
      openedCaseNumbers.push(opened.caseNumber);
    } else if (effect.kind === 'withdrawDocument') {
      const reason = String(decided.data.gerekce ?? '');
      await withdrawDrafts(context, session, { row, key: effect.key, reason });
      await takeBack(context, session, { row, key: effect.key, reason });
    } else if (effect.kind === 'changeRegistry')
      await changeRegistry(context, session, { row, step: stepOf(rules.process, effect.step) });
    else if (effect.kind === 'attachCalculation' && table) {
      const facts = await tableFacts(context, { row, rules, key: table.kind ?? effect.key }, table);
      const order = { kind: table.kind ?? effect.key, facts, isDraft: false };
      documentIds.push((await writeDocument(context, session, orderOf(row, order))).id);
    }
  }
  await exportDraft(context, session, { row, rules });
  return { case: row, documentIds, openedCaseNumbers };
}

/** A decision to be carried out, with the worked table of the calculation that it confirmed. */
interface CarryOut {
  readonly row: Case;
  readonly rules: CaseRules;
  readonly decided: Transition;
  readonly table?: WorkedTable | null;
}

/** Drafts of a letter that are void stay on record as withdrawn. */
async function withdrawDrafts(
  context: CasesContext,
  session: ClientSession,
  { row, key, reason }: { row: Case; key: string; reason: string },
): Promise<void> {
  if (!context.library.kinds.some((k) => k.key === key || k.aliases.includes(key))) return;
  await withdrawDraftsIn(context, session, { caseNumber: row.caseNumber, kind: key, reason });
}

interface Letter {
  readonly row: Case;
  readonly rules: CaseRules;
  readonly key: string;
}

/**
 * Writes a letter as it stands before it is signed. Without `allowGaps`, MissingValuesError lists what is lacking; who signs
 * may be lacking still.
 */
export async function writeDraft(
  context: CasesContext,
  session: ClientSession,
  { row, rules, key, allowGaps }: Letter & { allowGaps: boolean },
): Promise<WrittenDocument> {
  const facts = await letterFacts(context, { row, rules, key, approvals: [], final: false });
  const draft = await writeDocument(context, session, orderOf(row, { kind: key, facts, isDraft: true }));
  const missing = draft.missing.filter(({ path }) => !/^(signers|olur|makam)/.test(path));
  if (!allowGaps && missing.length > 0) throw new MissingValuesError(missing);
  return draft;
}

async function writeFinal(
  context: CasesContext,
  session: ClientSession,
  { row, rules, key, registration }: Letter & Pick<LetterOrder, 'registration'>,
): Promise<WrittenDocument> {
  const approvals = approvalsOf(row.state, rules, key);
  const facts = await letterFacts(context, { row, rules, key, approvals, final: true, registration });
  await withdrawDrafts(context, session, { row, key, reason: 'Yazının kesinleşen sürümü düzenlendi' });
  const letter = await writeDocument(context, session, orderOf(row, { kind: key, facts, isDraft: false }));
  // A letter that the EBYS signed is there already.
  if (!registration) await exportFinal(context, session, letter);
  return letter;
}

function orderOf(row: Case, order: Omit<DocumentOrder, 'place'>): DocumentOrder {
  const { caseNumber, service, unitPath, signerRoles } = row;
  return { ...order, place: { caseNumber, service, unitPath, signerRoles } };
}

/** The approvals of the letter that has just become final: of the last step, and of steps before it on the same letter. */
export function approvalsOf({ trail }: CaseState, { process }: CaseRules, key: string): Approval[] {
  const signs = (id: string) => {
    const step = stepOf(process, id);
    return step.kind === 'sign' && step.document?.key === key;
  };
  const start = trail.findLastIndex((t) => !signs(t.step)) + 1;
  return trail.slice(start).flatMap((t) => t.approvals);
}
