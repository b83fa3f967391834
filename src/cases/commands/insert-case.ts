import type { ClientSession } from 'mongoose';
import { nextNumber } from '../../database/index.ts';
import type { CaseRules } from '../acts/common.ts';
import { documentFieldsFor } from '../case-documents.ts';
import { type CasesContext, rulesFor } from '../cases-context.ts';
import { processOn } from '../load.ts';
import { type Case, type CaseSubject, cases, type StoredCase } from '../model.ts';
import type { CaseActor, Transition } from '../state.ts';
import { openState } from '../transition.ts';
import { legalDay, recordEvent, searchableOf } from './record.ts';

/** Opens the process that a step calls, for the same subject, with what the calling case knows. */
export async function openCalledCase(
  context: CasesContext,
  session: ClientSession,
  { parent, process: id, actor }: { parent: Case; process: string; actor: CaseActor },
): Promise<Case> {
  const process = processOn(context.catalog, id, context.today);
  if (!process) throw new Error(`called process ${id} is not in force on ${context.today}`);
  const rules = rulesFor(context, process, documentFieldsFor(context));
  const asked = process.data.map((d) => (typeof d === 'string' ? d.replace('?', '') : d.field));
  const data = Object.fromEntries(Object.entries(parent.state.data).filter(([key]) => asked.includes(key)));
  const roles = [{ role: 'servis-sorumlusu', service: process.service, capacity: 'kaydeden' as const }];
  const decided = openState(rules, { actor: { ...actor, roles }, today: legalDay(context) }, { data });
  const { subject, unitPath } = parent;
  return insertCase(context, session, { rules, decided, subject, unitPath, parent: parent.caseNumber, key: null });
}

/** A case about to be stored, with the decision that opened it. */
export interface NewCase {
  readonly rules: CaseRules;
  readonly decided: Transition;
  readonly subject: CaseSubject;
  readonly unitPath: readonly string[];
  readonly parent: string | null;
  readonly key: string | null;
}

/** Stores a new case under the next number of its service and year, with its first event and audit line. */
export async function insertCase(
  context: CasesContext,
  session: ClientSession,
  { rules, decided, subject, unitPath, parent, key }: NewCase,
): Promise<Case> {
  const { process } = rules;
  const year = context.today.slice(0, 4);
  const series = `${year}-${process.service.toUpperCase()}`;
  const number = await nextNumber(context.db, session, `case:${series}`);
  const caseNumber = `${series}-${String(number).padStart(6, '0')}`;
  const row: StoredCase = {
    caseNumber,
    process: process.id,
    processVersion: process.version,
    service: process.service,
    subject,
    unitPath,
    ...searchableOf(context, rules, decided),
    openedBy: context.actor.accountId,
    openedOn: context.today,
    openedAt: context.now,
    parent,
    idempotencyKey: key ?? caseNumber,
    version: 1,
  };
  const [created] = await cases(context.db).create([row], { session });
  if (!created) throw new Error('insert of a case gave nothing');
  const next = { ...row, id: String(created._id) };
  await recordEvent(context, session, { before: null, next, event: { kind: 'open', data: {} }, decided });
  return next;
}
