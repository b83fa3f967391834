import type { ClientSession } from 'mongoose';
import type { Database, QueryFilter } from '../database/index.ts';
import { foldForSearch } from '../turkish/index.ts';
import {
  type ExternalOffice,
  type ExternalOfficeKind,
  externalOfficeSchema,
  externalOffices,
  type StoredOffice,
} from './office-model.ts';

/** Conditions on the directory, joined with "and". */
export interface OfficeFilter {
  /** Any part of a name from the beginning of a word, or the beginning of code or DETSİS number. */
  readonly search?: string | undefined;
  readonly kind?: ExternalOfficeKind | undefined;
  /** Only entries that are valid on this day. */
  readonly validOn?: string | undefined;
  /** Only entries whose DETSİS number is not known. */
  readonly withoutDetsis?: boolean | undefined;
}

export interface OfficePage {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
  readonly inverted: boolean;
}

/** One page of the directory in order of the codes. */
export async function listExternalOffices(
  db: Database,
  filter: OfficeFilter,
  page: OfficePage,
): Promise<ExternalOffice[]> {
  const conditions: QueryFilter<StoredOffice>[] = [
    ...(filter.search === undefined ? [] : [searchCondition(filter.search)]),
    ...(filter.kind === undefined ? [] : [{ kind: filter.kind }]),
    ...(filter.validOn === undefined ? [] : [validOn(filter.validOn)]),
    ...(filter.withoutDetsis === undefined ? [] : [{ detsis: filter.withoutDetsis ? null : { $ne: null } }]),
    ...(page.after === undefined ? [] : [{ code: { $gt: page.after } }]),
    ...(page.before === undefined ? [] : [{ code: { $lt: page.before } }]),
  ] as QueryFilter<StoredOffice>[];
  const rows = await externalOffices(db)
    .find(conditions.length === 0 ? {} : { $and: conditions })
    .sort({ code: page.inverted ? -1 : 1 })
    .limit(page.limit)
    .lean();
  return rows.map(toOffice);
}

/** Offices by code, in no particular order; unknown codes are left out. */
export async function findExternalOffices(
  db: Database,
  codes: readonly string[],
  session?: ClientSession,
): Promise<ExternalOffice[]> {
  if (codes.length === 0) return [];
  const rows = await externalOffices(db)
    .find({ code: { $in: [...codes] } }, null, session ? { session } : {})
    .lean();
  return rows.map(toOffice);
}

/** An office with the folded names that it is found under. */
export type NamedOffice = ExternalOffice & Pick<StoredOffice, 'nameKeys'>;

/** Offices valid on a day that bear one of the names (however written). */
export async function externalOfficesNamed(
  db: Database,
  names: readonly string[],
  { on, session }: { on: string; session?: ClientSession },
): Promise<NamedOffice[]> {
  const keys = names.map(foldForSearch).filter((key) => key !== '');
  if (keys.length === 0) return [];
  const rows = await externalOffices(db)
    .find(
      { $and: [{ nameKeys: { $in: keys } }, validOn(on)] } as QueryFilter<StoredOffice>,
      null,
      session ? { session } : {},
    )
    .lean();
  return rows.map((row) => ({ ...toOffice(row), nameKeys: row.nameKeys }));
}

/** Whether any entry of the directory was written since a moment. */
export async function officesChangedSince(db: Database, since: Date): Promise<boolean> {
  return (
    (await externalOffices(db)
      .findOne({ changedAt: { $gte: since } }, { _id: 1 })
      .lean()) !== null
  );
}

/** A stored row as queries give it. */
export function toOffice(row: StoredOffice): ExternalOffice {
  const { code, name, otherNames, kind, detsis, kep, parentCode, from, to } = row;
  return externalOfficeSchema.parse({ code, name, otherNames, kind, detsis, kep, parentCode, from, to });
}

function validOn(day: string): object {
  return { $and: [{ $or: [{ from: null }, { from: { $lte: day } }] }, { $or: [{ to: null }, { to: { $gte: day } }] }] };
}

function searchCondition(search: string): QueryFilter<StoredOffice> {
  const prefix = (text: string) => ({ $gte: text, $lt: `${text}\uffff` });
  const words = foldForSearch(search);
  const anyOf: object[] = [
    // On a list each bound alone could be met by another of its texts.
    { searchKeys: { $elemMatch: prefix(words) } },
    { code: prefix(search.trim().toUpperCase()) },
  ];
  if (/^\d{1,8}$/.test(words)) anyOf.push({ detsis: prefix(words) });
  return { $or: anyOf } as QueryFilter<StoredOffice>;
}
