import {
  addDays,
  addMonths,
  type IsoDate,
  isIsoDate,
  isoDate,
  muvafakat,
  type Outcome,
} from '../calculations/index.ts';
import { parseInput, ValidationError } from '../errors/index.ts';
import { findPersonBySicilNo } from '../personnel/index.ts';
import { type Assessment, assess, DECISION_STEP, REQUEST_PROCESS } from './calculations/muvafakat-assess.ts';
import type { CasesContext } from './cases-context.ts';
import type { Case } from './model.ts';
import { findCases } from './queries.ts';

/** A period of application and what its quota depends on. */
export interface RankingOrder {
  /** `2026-10`. */
  readonly period: string;
  /** The day whose rules and service count; today without it. */
  readonly on?: IsoDate | undefined;
  /** The year's permissions of appointment; without them no quota is applied. */
  readonly permissions?: number | undefined;
  readonly addedPermissions?: number | undefined;
  /** What the commission set, at most the ceiling. */
  readonly commissionQuota?: number | undefined;
}

/** Where a request stands: inside or outside the quota, tied over its last place, or not ranked and why. */
export type RequestStanding =
  | 'GRANTED'
  | 'UNDECIDED'
  | 'OUTSIDE_QUOTA'
  | 'RANKED'
  | 'LIFE_SAFETY'
  | 'NOT_ELIGIBLE'
  | 'INCOMPLETE';

export interface RankedRequest {
  readonly row: Case;
  readonly standing: RequestStanding;
  /** Null for requests that are not ranked. */
  readonly place: muvafakat.RankedApplicant | null;
  readonly score: muvafakat.MuvafakatPuanValue | null;
  readonly applicant: muvafakat.Applicant | null;
  readonly isUnitPositive: boolean;
  /** Why it is not ranked; null where it is. */
  readonly reason: string | null;
  /** What the commission decided; null while the request is open. */
  readonly decision: string | null;
}

export interface Ranking {
  readonly requests: readonly RankedRequest[];
  /** Consents that may be given in the period; null without the year's permissions. */
  readonly quota: number | null;
  /** Consents of the same year's earlier periods, taken off the quota. */
  readonly grantedEarlier: number;
}

/** More requests in a period than any institution has. */
const MOST_REQUESTS = 500;
const GRANTED = 'uygun';

/**
 * Everybody who applied in a period, ranked by the institution's rules as the records and the cases stand. Only cases that
 * the account may read. Throws ValidationError for a bad period, a quota above the ceiling, more than MOST_REQUESTS.
 * Muvafakat usul ve esasları m.7/1, 8/2.
 */
export async function rankRequests(context: CasesContext, order: RankingOrder): Promise<Ranking> {
  const { first, last } = periodOf(order.period);
  const on = order.on ?? isoDate(context.today);
  const rows = await requestsOf(context, { from: first, to: last });
  const assessed: Assessed[] = [];
  for (const row of rows) assessed.push(await assessRow(context, on, row));
  const quota = quotaOf(context, on, order);
  const grantedEarlier = quota === null ? 0 : await countGranted(context, first);
  const left = quota === null ? null : Math.max(0, quota - grantedEarlier);
  return { requests: standings(context, { on, assessed, left }), quota: left, grantedEarlier };
}

function periodOf(period: string): { readonly first: IsoDate; readonly last: IsoDate } {
  if (!isIsoDate(`${period}-01`))
    throw ValidationError.of('period', `"${period}" bir başvuru dönemi değil; YYYY-AA biçiminde yazın (2026-10).`);
  const first = isoDate(`${period}-01`);
  return { first, last: addDays(addMonths(first, 1), -1) };
}

/** Requests that were opened in these days and not cancelled. */
async function requestsOf(context: CasesContext, { from, to }: { from: string; to: string }): Promise<Case[]> {
  const page = { orderBy: 'OPENED', after: null, before: null, limit: MOST_REQUESTS + 1, inverted: false } as const;
  const rows = await findCases(context, { process: REQUEST_PROCESS, openedFrom: from, openedTo: to }, page);
  if (rows.length > MOST_REQUESTS)
    throw ValidationError.of('period', `Dönemde ${MOST_REQUESTS} başvurudan fazlası var; sıralama yapılmadı.`);
  return rows.filter((row) => row.status !== 'cancelled');
}

async function countGranted(context: CasesContext, before: IsoDate): Promise<number> {
  let granted = 0;
  for (let from = isoDate(`${before.slice(0, 4)}-01-01`); from < before; from = addMonths(from, 1)) {
    const rows = await requestsOf(context, { from, to: addDays(addMonths(from, 1), -1) });
    granted += rows.filter((row) => decisionOf(row) === GRANTED).length;
  }
  return granted;
}

function decisionOf({ state }: Case): string | null {
  return state.trail.findLast((entry) => entry.step === DECISION_STEP)?.outcome ?? null;
}

function quotaOf({ book }: CasesContext, on: IsoDate, order: RankingOrder): number | null {
  const { permissions, addedPermissions = 0, commissionQuota } = order;
  if (permissions === undefined) return null;
  const input = parseInput(muvafakat.kontenjanInput, { on, permissions, addedPermissions, commissionQuota });
  const outcome = muvafakat.calculateKontenjan(input, { book });
  return outcome.kind === 'value' ? outcome.value.quota : null;
}

type Assessed = Omit<RankedRequest, 'standing' | 'place'> & { readonly standing: RequestStanding | null };

/** A request as the rules see it; a record that contradicts itself makes it incomplete, never an error. */
async function assessRow(context: CasesContext, on: IsoDate, row: Case): Promise<Assessed> {
  const blank = { row, score: null, applicant: null, isUnitPositive: false, decision: decisionOf(row) };
  const { sicilNo } = row.subject;
  const person = sicilNo === null ? null : await findPersonBySicilNo(context.db, sicilNo);
  if (!person) return { ...blank, standing: 'INCOMPLETE', reason: 'Personel kaydı yok.' };
  try {
    const found = await assess({ context, on }, row, { person, data: row.state.data });
    const score = found.score.outcome.kind === 'value' ? found.score.outcome.value : null;
    const { applicant, isUnitPositive } = found;
    return { ...blank, score, applicant, isUnitPositive, ...outsideRanking(found) };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { ...blank, standing: 'INCOMPLETE', reason: error.message };
  }
}

function outsideRanking({ eligibility, score }: Assessment): Pick<Assessed, 'standing' | 'reason'> {
  if (eligibility.kind === 'notEligible')
    return { standing: 'NOT_ELIGIBLE', reason: `${eligibility.reason} (${eligibility.article})` };
  const missing = [eligibility, score.outcome].flatMap((o: Outcome<unknown>) =>
    o.kind === 'missing' ? o.missing : [],
  );
  if (missing.length > 0 || eligibility.kind === 'missing')
    return {
      standing: 'INCOMPLETE',
      reason: `Kayıtta eksik: ${[...new Set(missing.map((m) => m.label))].join('; ')}.`,
    };
  if (eligibility.value.route === 'CAN_GUVENLIGI')
    return {
      standing: 'LIFE_SAFETY',
      reason: 'Can güvenliği talebi puanlanmaz ve sıralanmaz; takvime bağlı değildir.',
    };
  return { standing: null, reason: null };
}

/** The ranked ones in their order, then the others by case number. */
function standings(
  { book }: CasesContext,
  { on, assessed, left }: { on: IsoDate; assessed: readonly Assessed[]; left: number | null },
): RankedRequest[] {
  const applicants = assessed.flatMap((a) => (a.applicant ? [a.applicant] : []));
  const outcome = muvafakat.calculateSiralama({ on, kurum: undefined, applicants, quota: left ?? 0 }, { book });
  if (outcome.kind !== 'value') throw new Error(`a ranking always has a value, not ${outcome.kind}`);
  const { ranking, granted, undecided } = outcome.value;
  const standingOf = (id: string): RequestStanding => {
    if (left === null) return 'RANKED';
    return granted.includes(id) ? 'GRANTED' : undecided.includes(id) ? 'UNDECIDED' : 'OUTSIDE_QUOTA';
  };
  const byNumber = new Map(assessed.map((a) => [a.row.caseNumber, a]));
  const ranked = ranking.flatMap((place) => {
    const found = byNumber.get(place.id);
    return found ? [{ ...found, place, standing: standingOf(place.id) }] : [];
  });
  const others = assessed
    .flatMap(({ standing, ...rest }) => (standing === null ? [] : [{ ...rest, standing, place: null }]))
    .sort((a, b) => (a.row.caseNumber < b.row.caseNumber ? -1 : 1));
  return [...ranked, ...others];
}
