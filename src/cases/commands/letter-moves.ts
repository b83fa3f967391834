import type { ClientSession } from 'mongoose';
import { writeAudit } from '../../database/index.ts';
import { composeFinal, documentFacts, latestDocument, registerDocument } from '../../documents/index.ts';
import { DomainError } from '../../errors/index.ts';
import { officeHoldersOn } from '../../institution/index.ts';
import { dayInIstanbul } from '../../turkish/index.ts';
import type { CaseRules } from '../acts/common.ts';
import { describeNews } from '../acts/letter-move.ts';
import { documentFieldsFor } from '../case-documents.ts';
import { type CasesContext, pinnedProcess, rulesFor } from '../cases-context.ts';
import { letterFacts } from '../context.ts';
import { approvalsOf, carryOut } from '../effects.ts';
import { type Case, caseEvents, cases } from '../model.ts';
import type { CaseEvent, LetterNews, ToldApproval, Transition } from '../state.ts';
import { transition } from '../transition.ts';
import { saveDecision } from './act.ts';
import { legalDay, recordEvent } from './record.ts';

type Signature = {
  readonly by: string;
  readonly at: string;
  readonly last: boolean;
  readonly capacity: 'ASIL' | 'VEKIL' | 'DEVIR';
};

/** What the EBYS says of an exported letter. `version` is that of the exported document. */
export interface LetterAnswer {
  readonly caseNumber: string;
  /** Kind of the document, by its own key. */
  readonly kind: string;
  readonly version: number;
  readonly itemId: string;
  /** The export had been withdrawn before. */
  readonly isLate: boolean;
  readonly move:
    | { readonly kind: 'REGISTER'; readonly sayi: string; readonly tarih: string }
    | { readonly kind: 'SIGN'; readonly sayi: string; readonly tarih: string }
    | { readonly kind: 'RETURN'; readonly by: string; readonly reason: string }
    | { readonly kind: 'SEND'; readonly to: string; readonly at: string; readonly channel: string }
    | { readonly kind: 'DELIVER'; readonly to: string; readonly on: string };
  /** All that the EBYS has said of the letter so far: who initialled and signed. */
  readonly facts: {
    readonly initialled: readonly { readonly by: string; readonly at: string }[];
    readonly signed: readonly Signature[];
  };
}

type LetterEvent = Extract<CaseEvent, { kind: 'letterMove' }>;

/**
 * Carries what the EBYS says of a letter over to its case, in the transaction of the answer: signature, return, sayı,
 * dispatch, tebliğ. The same news again change nothing; news that no longer fit stand in the history and move nothing.
 * Never refuses: the EBYS's word is a fact.
 */
export async function applyLetterMove(
  session: ClientSession,
  context: CasesContext,
  letter: LetterAnswer,
): Promise<void> {
  const found = await cases(context.db).findOne({ caseNumber: letter.caseNumber }).session(session).lean();
  if (!found) return noteUnknown(session, context, letter);
  const { _id, ...stored } = found;
  const row: Case = { ...stored, id: String(_id) };
  const rules = rulesFor(context, pinnedProcess(context, row), documentFieldsFor(context));
  const event = await eventOf(context, { row, rules, letter });
  if (await isKnown(session, context, { row, event })) return;
  const decided = await decide(context, { row, rules, event });
  const next = await saveDecision(context, session, { row, rules, decided });
  await recordEvent(context, session, { before: row, next, event, decided });
  const { documentIds } = await carryOut(context, session, { row: next, rules, decided });
  await register(session, context, { letter, isFinal: documentIds.length > 0 });
}

async function noteUnknown(session: ClientSession, context: CasesContext, letter: LetterAnswer): Promise<void> {
  await writeAudit(context.db, session, context, {
    action: 'letterMove',
    recordType: 'Case',
    recordId: letter.caseNumber,
    details: { itemId: letter.itemId, move: letter.move.kind, unknownCase: true },
  });
}

interface Scene {
  readonly row: Case;
  readonly rules: CaseRules;
}

/** The decision; a letter that lacks something to be final stays as it is, and the event says what is lacking. */
async function decide(
  context: CasesContext,
  { row, rules, event }: Scene & { event: LetterEvent },
): Promise<Transition> {
  const { accountId, name } = context.actor;
  const actor = { accountId, name, sicilNo: null, roles: [], administrator: false };
  const act = (given: LetterEvent) => transition(rules, row.state, { event: given, actor, today: legalDay(context) });
  const decided = act(event);
  const refusal = await lacking(context, { row: { ...row, state: decided.state }, rules, decided });
  return refusal === null ? decided : act({ ...event, refusal });
}

async function lacking(
  context: CasesContext,
  { row, rules, decided }: Scene & { decided: Transition },
): Promise<string | null> {
  try {
    for (const effect of decided.effects) {
      if (effect.kind !== 'finalizeDocument') continue;
      const { key, registration } = effect;
      const approvals = approvalsOf(row.state, rules, key);
      const facts = documentFacts.parse(
        await letterFacts(context, { row, rules, key, approvals, final: true, registration }),
      );
      composeFinal(context.library.kind(key), facts);
    }
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

async function eventOf(
  context: CasesContext,
  { row, rules, letter }: Scene & { letter: LetterAnswer },
): Promise<LetterEvent> {
  const { kind, itemId, version, isLate } = letter;
  const keys = rules.process.steps.flatMap((s) => (s.document ? [s.document.key] : []));
  const { library } = context;
  const key = keys.find((k) => k === kind || library.kinds.some((d) => d.key === kind && d.aliases.includes(k)));
  const refusal = isLate ? 'yazı geri çekilmiş' : key === undefined ? 'yazı bu sürecin belgelerinden değil' : null;
  const news = await newsOf(context, { row, rules, letter, key: key ?? kind });
  return { kind: 'letterMove', key: key ?? kind, itemId, version, refusal, news };
}

async function newsOf(
  context: CasesContext,
  { row, rules, letter: { move, facts }, key }: Scene & { letter: LetterAnswer; key: string },
): Promise<LetterNews> {
  switch (move.kind) {
    case 'REGISTER':
      return { kind: 'REGISTER', sayi: move.sayi, tarih: move.tarih };
    case 'RETURN':
      return { kind: 'RETURN', by: move.by, reason: move.reason };
    case 'SEND':
      return { kind: 'SEND', to: move.to, channel: move.channel, on: dayOf(move.at) };
    case 'DELIVER':
      return { kind: 'DELIVER', to: move.to, on: move.on };
    case 'SIGN': {
      const { sayi, tarih } = move;
      const initials = facts.initialled.toSorted(byMoment).map(({ by, at }) => told(by, at, 'ASIL'));
      const ordered = facts.signed.toSorted((a, b) => Number(a.last) - Number(b.last) || byMoment(a, b));
      const signatures = ordered.map(({ by, at, capacity }) => told(by, at, capacity));
      return {
        kind: 'SIGN',
        sayi,
        tarih,
        initials,
        signatures,
        holders: await holdersFor(context, { row, rules, key }),
      };
    }
  }
}

const CAPACITY = { ASIL: 'kaydeden', VEKIL: 'vekil', DEVIR: 'devir' } as const;

/** "V." and "a." are part of the signature; a signature in one's own right is recorded on the EBYS's word. */
function told(name: string, at: string, capacity: keyof typeof CAPACITY): ToldApproval {
  return { name, capacity: CAPACITY[capacity], on: dayOf(at) };
}

function byMoment(a: { readonly at: string }, b: { readonly at: string }): number {
  return Date.parse(a.at) - Date.parse(b.at);
}

function dayOf(moment: string): string {
  return dayInIstanbul(new Date(moment));
}

async function holdersFor(context: CasesContext, { row, rules, key }: Scene & { key: string }) {
  const steps = rules.process.steps.filter((s) => s.kind === 'sign' && s.document?.key === key);
  const roles = steps.flatMap((s) => [
    ...s.paraf,
    ...s.signers,
    ...(row.state.chosenSigners[s.id] ?? []),
    ...(s.approver === null ? [] : [s.approver]),
    ...s.approverAlternatives,
  ]);
  const unitPath = row.unitPath.length > 0 ? row.unitPath : undefined;
  const asked = { role: [...new Set(roles)], on: context.today, service: row.service, unitPath };
  const holders = await officeHoldersOn(context.db, asked);
  return holders.map(({ role, sicilNo, name, surname }) => ({ role, name: `${name} ${surname}`, sicilNo }));
}

/** Whether the same news stand in the history already. */
async function isKnown(
  session: ClientSession,
  { db }: CasesContext,
  { row, event }: { row: Case; event: LetterEvent },
): Promise<boolean> {
  const told = Object.entries(describeNews(event));
  const heard = await caseEvents(db).find({ caseNumber: row.caseNumber, kind: 'letterMove' }).session(session).lean();
  return heard.some(({ data }) => told.every(([field, value]) => data[field] === value));
}

/** Sayı and date on the exported version, and on the final one that the EBYS's signature made. */
async function register(
  session: ClientSession,
  context: CasesContext,
  { letter, isFinal }: { letter: LetterAnswer; isFinal: boolean },
): Promise<void> {
  const { caseNumber, kind, version, move } = letter;
  if (move.kind !== 'REGISTER' && move.kind !== 'SIGN') return;
  const registration = { sayi: move.sayi, tarih: move.tarih };
  await registerDocument(context, session, { letter: { caseNumber, kind, version }, registration });
  if (!isFinal) return;
  const final = await latestDocument(context.db, { caseNumber, kind, status: 'kesin' }, session);
  if (final)
    await registerDocument(context, session, { letter: { caseNumber, kind, version: final.version }, registration });
}
