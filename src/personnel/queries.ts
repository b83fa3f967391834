import { type ClientSession, Types } from 'mongoose';
import type { CommandContext, Database, QueryFilter } from '../database/index.ts';
import { unitCodesUnder } from '../institution/index.ts';
import { foldForSearch } from '../turkish/index.ts';
import { PERSONNEL_INDEXES, type Person, personnel, type StoredPerson } from './model.ts';
import { prefixOfSearch } from './name-keys.ts';

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
  const wanted = await toConditions(context, filter);
  const index = await indexFor(context.db, wanted, page.orderBy);
  const conditions: QueryFilter<StoredPerson>[] = [
    wanted,
    ...(page.after ? [beyond(fields, page.after, page.descending ? '$lt' : '$gt')] : []),
    ...(page.before ? [beyond(fields, page.before, page.descending ? '$gt' : '$lt')] : []),
  ];
  const found = personnel(context.db)
    .find(conditions.length === 1 ? wanted : { $and: conditions })
    .sort(Object.fromEntries(fields.map((f) => [f, direction])))
    .limit(page.limit);
  const rows = await (index ? found.hint(index) : found).lean();
  return rows.map(toPerson);
}

/** The cursor values of a person under an order. */
export function cursorValues(person: Person, orderBy: PersonnelOrder): string[] {
  return orderBy === 'NAME' ? [person.sortKey, person.sicilNo] : [person.sicilNo];
}

export async function countPersonnel(context: CommandContext, filter: PersonnelFilter): Promise<number> {
  const { namePrefixes, nameKeys, ...others } = await toConditions(context, filter);
  const name = nameKeys === undefined ? { namePrefixes } : { nameKeys };
  return personnel(context.db).countDocuments(namePrefixes === undefined ? others : { ...others, ...name });
}

/** So many rows are sorted sooner than a page of them is picked out of an index in order. */
const FEW = 1_000;

/**
 * The index that gives a page of a search by name soonest: of what is rare enough to be sorted, else the one that has the
 * order of the page. Null where the database chooses as well itself.
 */
async function indexFor(
  db: Database,
  { sicilNo, tcknIndex, namePrefixes, nameKeys, unitCode }: QueryFilter<StoredPerson>,
  orderBy: PersonnelOrder,
): Promise<(typeof PERSONNEL_INDEXES)[keyof typeof PERSONNEL_INDEXES] | null> {
  if (namePrefixes === undefined || sicilNo !== undefined || tcknIndex !== undefined) return null;
  const areFew = async (condition: QueryFilter<StoredPerson>): Promise<boolean> =>
    (await personnel(db).countDocuments(condition, { limit: FEW + 1 })) <= FEW;
  if (nameKeys !== undefined && (await areFew({ nameKeys }))) return PERSONNEL_INDEXES.nameKeys;
  if (unitCode !== undefined && (await areFew({ unitCode }))) return PERSONNEL_INDEXES.unitCode;
  if (orderBy === 'NAME' || (await areFew({ namePrefixes }))) return PERSONNEL_INDEXES.namePrefixes;
  return PERSONNEL_INDEXES.sicilNo;
}

async function toConditions(context: CommandContext, filter: PersonnelFilter): Promise<QueryFilter<StoredPerson>> {
  const { name, tckn, under, ...equal } = filter;
  const conditions: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(equal)) if (value !== undefined) conditions[field] = value;
  if (under !== undefined) conditions.unitCode = { $in: await unitCodesUnder(context.db, under) };
  if (tckn !== undefined) conditions.tcknIndex = context.cipher.blindIndex(tckn);
  const key = name === undefined ? '' : foldForSearch(name);
  if (key === '') return conditions as QueryFilter<StoredPerson>;
  conditions.namePrefixes = prefixOfSearch(key);
  if (conditions.namePrefixes !== key)
    conditions.nameKeys = { $regex: new RegExp(`^${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) };
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
  // Said twice: the first condition is one that an index can start from.
  const [first = ''] = fields;
  return { [first]: { [`${operator}e`]: values[0] }, $or: steps } as QueryFilter<StoredPerson>;
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

/** Those people of the numbers who are on record, by number. */
export async function findPersonnelBySicilNos(
  db: Database,
  sicilNos: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  const rows = await personnel(db)
    .find({ sicilNo: { $in: [...sicilNos] } })
    .lean();
  return new Map(rows.map((row) => [row.sicilNo, toPerson(row)]));
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
