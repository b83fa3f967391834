import { type ClientSession, Types } from 'mongoose';
import { mayReadFile, readableFiles } from '../access/index.ts';
import { addDays, isoDate } from '../calculations/index.ts';
import type { QueryFilter } from '../database/index.ts';
import { ValidationError } from '../errors/index.ts';
import { readerOf } from '../institution/index.ts';
import type { CaseCalculation } from './calculations/index.ts';
import { ownTokens } from './case-access.ts';
import type { CasesContext } from './cases-context.ts';
import { type Case, caseEvents, cases, NO_DUE_DAY, type StoredCase, type StoredCaseEvent } from './model.ts';

/** Conditions on cases, joined with "and". */
export interface CaseFilter {
  readonly process?: string | undefined;
  readonly service?: string | undefined;
  readonly status?: Case['status'] | undefined;
  readonly step?: string | undefined;
  readonly sicilNo?: string | undefined;
  readonly unitCode?: string | undefined;
  readonly assigneeId?: string | undefined;
  readonly openedFrom?: string | undefined;
  readonly openedTo?: string | undefined;
  /** Only cases whose last day has passed (true) or not (false). */
  readonly overdue?: boolean | undefined;
}

/** Conditions on the worklist; without them all that waits for any role of the account. */
export interface WorklistFilter {
  readonly role?: string | undefined;
  readonly service?: string | undefined;
  readonly process?: string | undefined;
  readonly overdue?: boolean | undefined;
  /** Only cases with a last day at most so many days ahead, overdue ones included. */
  readonly near?: number | undefined;
  /** `mine`: assigned to the account; `free`: to nobody. */
  readonly assigned?: 'mine' | 'free' | undefined;
}

export const CASE_ORDERS = ['DUE', 'OPENED'] as const;
export type CaseOrder = (typeof CASE_ORDERS)[number];

/** A page by keyset: rows strictly beyond the cursor values. */
export interface CasePage {
  readonly orderBy: CaseOrder;
  readonly after: readonly (string | number | null)[] | null;
  readonly before: readonly (string | number | null)[] | null;
  readonly limit: number;
  readonly inverted: boolean;
}

/** The case of an id; null when there is none or the account may not see it. */
export async function findCaseById(context: CasesContext, id: string): Promise<Case | null> {
  const [found] = await findCasesByIds(context, [id]);
  return found ?? null;
}

/** Visible cases by id, in no particular order; the others are left out. */
export async function findCasesByIds(context: CasesContext, ids: readonly string[]): Promise<Case[]> {
  const known = ids.filter((id) => Types.ObjectId.isValid(id));
  const rows = await cases(context.db)
    .find({ _id: { $in: known } } as QueryFilter<StoredCase>)
    .lean();
  const reader = await readerOf(context);
  return rows.map(toCase).filter((row) => mayReadFile(reader, row));
}

/** The case of a number; null when there is none or the account may not see it. */
export async function findCaseByNumber(
  context: CasesContext,
  caseNumber: string,
  session?: ClientSession,
): Promise<Case | null> {
  const row = await cases(context.db)
    .findOne({ caseNumber }, null, session ? { session } : {})
    .lean();
  const found = row ? toCase(row) : null;
  return found && mayReadFile(await readerOf(context), found) ? found : null;
}

/** One page of visible cases. */
export async function findCases(context: CasesContext, filter: CaseFilter, page: CasePage): Promise<Case[]> {
  return listCases(context, [filterConditions(filter, context.today)], page);
}

/** One page of what waits for the account today: its roles, its services, the offices it holds by record. */
export async function findWorklist(context: CasesContext, filter: WorklistFilter, page: CasePage): Promise<Case[]> {
  const { role, service, assigned, near, ...rest } = filter;
  const tokens = await ownTokens(context, {
    ...(role === undefined ? {} : { role }),
    ...(service === undefined ? {} : { service }),
  });
  const conditions: QueryFilter<StoredCase>[] = [
    { status: 'open', awaits: { $in: tokens } } as QueryFilter<StoredCase>,
    filterConditions(rest, context.today),
  ];
  if (service !== undefined) conditions.push({ service } as QueryFilter<StoredCase>);
  if (near !== undefined) conditions.push({ dueKey: { $lte: lastDayNear(context.today, near) } });
  if (assigned !== undefined)
    conditions.push({ assigneeId: assigned === 'mine' ? context.actor.accountId : null } as QueryFilter<StoredCase>);
  return listCases(context, conditions, page);
}

const MOST_DAYS_AHEAD = 3_660;

function lastDayNear(today: string, days: number): string {
  if (days < 0 || days > MOST_DAYS_AHEAD)
    throw ValidationError.of('filter.near', `Gün sayısı 0 ile ${MOST_DAYS_AHEAD} arasında olmalıdır.`);
  return addDays(isoDate(today), days);
}

/** What the last computing step of a visible case said when it was completed; null where none was. */
export async function lastCalculation(
  { db }: CasesContext,
  { caseNumber }: Pick<Case, 'caseNumber'>,
): Promise<CaseCalculation | null> {
  const row = await caseEvents(db)
    .findOne({ caseNumber, calculation: { $ne: null } }, { calculation: 1 }, { sort: { seq: -1 } })
    .lean();
  return row?.calculation ?? null;
}

/** Visible cases that steps of the given cases have opened, by number. */
export async function findLinkedCases(context: CasesContext, parents: readonly string[]): Promise<Case[]> {
  const rows = await cases(context.db)
    .find({ parent: { $in: [...parents] } })
    .sort({ caseNumber: 1 })
    .lean();
  const reader = await readerOf(context);
  return rows.map(toCase).filter((row) => mayReadFile(reader, row));
}

/** The history of a visible case after an event number, oldest first. Call it only with a case that a query gave. */
export async function findCaseEvents(
  context: CasesContext,
  { caseNumber }: Pick<Case, 'caseNumber'>,
  { after, limit }: { after: number; limit: number },
): Promise<StoredCaseEvent[]> {
  const rows = await caseEvents(context.db)
    .find({ caseNumber, seq: { $gt: after } }, { _id: 0 })
    .sort({ seq: 1 })
    .limit(limit)
    .lean();
  return rows as StoredCaseEvent[];
}

/** The values that a cursor of the order holds. */
export function caseCursor(row: Case, orderBy: CaseOrder): string[] {
  return orderBy === 'DUE' ? [row.dueKey, row.caseNumber] : [row.openedOn, row.caseNumber];
}

async function listCases(
  context: CasesContext,
  conditions: readonly QueryFilter<StoredCase>[],
  page: CasePage,
): Promise<Case[]> {
  const field = page.orderBy === 'DUE' ? 'dueKey' : 'openedOn';
  const descending = page.orderBy === 'OPENED';
  const direction = descending !== page.inverted ? -1 : 1;
  const all = [
    readableFiles(await readerOf(context)) as QueryFilter<StoredCase>,
    ...conditions,
    ...(page.after ? [beyond(field, page.after, descending ? '$lt' : '$gt')] : []),
    ...(page.before ? [beyond(field, page.before, descending ? '$gt' : '$lt')] : []),
  ].filter((c) => Object.keys(c).length > 0);
  const rows = await cases(context.db)
    .find((all.length === 0 ? {} : { $and: all }) as QueryFilter<StoredCase>)
    .sort({ [field]: direction, caseNumber: direction })
    .limit(page.limit)
    .lean();
  return rows.map(toCase);
}

function beyond(field: string, [first, number]: readonly unknown[], operator: '$gt' | '$lt'): QueryFilter<StoredCase> {
  return {
    $or: [{ [field]: { [operator]: first } }, { [field]: first, caseNumber: { [operator]: number } }],
  } as QueryFilter<StoredCase>;
}

function filterConditions(filter: CaseFilter, today: string): QueryFilter<StoredCase> {
  const { sicilNo, unitCode, openedFrom, openedTo, overdue, ...equal } = filter;
  const conditions: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(equal)) if (value !== undefined) conditions[key] = value;
  if (sicilNo !== undefined) conditions['subject.sicilNo'] = sicilNo;
  if (unitCode !== undefined) conditions.unitPath = unitCode;
  if (openedFrom !== undefined || openedTo !== undefined)
    conditions.openedOn = {
      ...(openedFrom === undefined ? {} : { $gte: openedFrom }),
      ...(openedTo === undefined ? {} : { $lte: openedTo }),
    };
  if (overdue === true) Object.assign(conditions, { status: 'open', dueKey: { $lt: today } });
  if (overdue === false) conditions.dueKey = { $gte: today, $lte: NO_DUE_DAY };
  return conditions as QueryFilter<StoredCase>;
}

/** A stored row as queries give it. */
export function toCase(row: StoredCase & { _id: unknown }): Case {
  const { _id, ...rest } = row;
  return { ...rest, id: String(_id) };
}
