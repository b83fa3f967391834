import { type ClientSession, Types } from 'mongoose';
import type { CommandContext, Database, QueryFilter } from '../database/index.ts';
import { unitCodesUnder } from '../institution/index.ts';
import { foldForSearch } from '../turkish/index.ts';
import { type Person, personnel, type StoredPerson } from './model.ts';

export interface PersonnelFilter {
  /** Any part of the name; Turkish letters and case do not matter. */
  readonly name?: string | undefined;
  readonly sicilNo?: string | undefined;
  readonly tckn?: string | undefined;
  readonly unitCode?: string | undefined;
  /** A unit and every unit below it. */
  readonly under?: string | undefined;
  readonly unvan?: string | undefined;
  readonly sinif?: string | undefined;
  readonly status?: string | undefined;
  readonly appointedBy?: string | undefined;
}

export const PERSONNEL_ORDERS = ['NAME', 'SICIL_NO'] as const;
export type PersonnelOrder = (typeof PERSONNEL_ORDERS)[number];

export interface PersonnelPage {
  readonly orderBy: PersonnelOrder;
  readonly descending: boolean;
  /** Sort values of the row to go on after or before; `[sortKey, sicilNo]` or `[sicilNo]`. */
  readonly after: readonly (string | number | null)[] | null;
  readonly before: readonly (string | number | null)[] | null;
  readonly limit: number;
  readonly inverted: boolean;
}

/** One page of people. Filters are joined with "and"; the order is total, so that pages never overlap. */
export async function findPersonnel(
  context: CommandContext,
  filter: PersonnelFilter,
  page: PersonnelPage,
): Promise<Person[]> {
  const fields: readonly (keyof StoredPerson)[] = page.orderBy === 'NAME' ? ['sortKey', 'sicilNo'] : ['sicilNo'];
  const direction = page.descending !== page.inverted ? -1 : 1;
  const conditions: QueryFilter<StoredPerson>[] = [
    await toConditions(context, filter),
    ...(page.after ? [beyond(fields, page.after, page.descending ? '$lt' : '$gt')] : []),
    ...(page.before ? [beyond(fields, page.before, page.descending ? '$gt' : '$lt')] : []),
  ];
  const rows = await personnel(context.db)
    .find(conditions.length === 1 ? (conditions[0] ?? {}) : { $and: conditions })
    .sort(Object.fromEntries(fields.map((f) => [f, direction])))
    .limit(page.limit)
    .lean();
  return rows.map(toPerson);
}

/** The cursor values of a person under an order. */
export function cursorValues(person: Person, orderBy: PersonnelOrder): string[] {
  return orderBy === 'NAME' ? [person.sortKey, person.sicilNo] : [person.sicilNo];
}

export async function countPersonnel(context: CommandContext, filter: PersonnelFilter): Promise<number> {
  return personnel(context.db).countDocuments(await toConditions(context, filter));
}

async function toConditions(context: CommandContext, filter: PersonnelFilter): Promise<QueryFilter<StoredPerson>> {
  const { name, tckn, under, ...equal } = filter;
  const conditions: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(equal)) if (value !== undefined) conditions[field] = value;
  if (under !== undefined) conditions.unitCode = { $in: await unitCodesUnder(context.db, under) };
  if (tckn !== undefined) conditions.tcknIndex = context.cipher.blindIndex(tckn);
  const key = name === undefined ? '' : foldForSearch(name);
  if (key !== '') conditions.nameKeys = { $regex: new RegExp(`^${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) };
  return conditions as QueryFilter<StoredPerson>;
}

/** Keyset condition: (a, b) > (x, y) spelled out. */
function beyond(
  fields: readonly string[],
  values: readonly unknown[],
  operator: '$gt' | '$lt',
): QueryFilter<StoredPerson> {
  const steps = fields.map((field, i) => ({
    ...Object.fromEntries(fields.slice(0, i).map((f, j) => [f, values[j]])),
    [field]: { [operator]: values[i] },
  }));
  return { $or: steps } as QueryFilter<StoredPerson>;
}

/** People by id, in the order asked; unknown ids are left out. */
export async function findPersonnelByIds(db: Database, ids: readonly string[]): Promise<Person[]> {
  const known = ids.filter((id) => Types.ObjectId.isValid(id));
  const rows = await personnel(db)
    .find({ _id: { $in: known } })
    .lean();
  return rows.map(toPerson);
}

export async function findPersonBySicilNo(
  db: Database,
  sicilNo: string,
  session?: ClientSession,
): Promise<Person | null> {
  const row = await personnel(db)
    .findOne({ sicilNo }, null, session ? { session } : {})
    .lean();
  return row ? toPerson(row) : null;
}

/**
 * Everybody of a filter, one after another, by sicil no: for lists and runs over the whole institution. `fromSicilNo`
 * begins there, that person included.
 */
export async function* streamPersonnel(
  context: CommandContext,
  filter: PersonnelFilter,
  fromSicilNo?: string,
): AsyncGenerator<Person> {
  const conditions = await toConditions(context, filter);
  const cursor = personnel(context.db)
    .find(fromSicilNo === undefined ? conditions : { $and: [conditions, { sicilNo: { $gte: fromSicilNo } }] })
    .sort({ sicilNo: 1 })
    .lean()
    .cursor({ batchSize: 500 });
  for await (const row of cursor) yield toPerson(row);
}

function toPerson(row: StoredPerson & { _id: unknown }): Person {
  const { _id, ...rest } = row;
  return { ...rest, id: String(_id) };
}
