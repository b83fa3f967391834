import type { ClientSession } from 'mongoose';
import type { Database } from '../database/index.ts';
import { ValidationError } from '../errors/index.ts';
import {
  type Institution,
  institutionSchema,
  institutions,
  type Kadro,
  kadroSchema,
  kadros,
  type OfficeHolder,
  officeHolderSchema,
  officeHolders,
  type Unit,
  unitSchema,
  units,
} from './model.ts';

const HIDE_ID = { _id: 0 } as const;

/** The institution; null before it has been set up. */
export async function findInstitution(db: Database, session?: ClientSession): Promise<Institution | null> {
  const found = await institutions(db)
    .findOne({}, HIDE_ID, session ? { session } : {})
    .lean();
  return found ? institutionSchema.parse(found) : null;
}

/** Units by code; an unknown code gives null in its place. Order as asked. */
export async function findUnits(db: Database, codes: readonly string[]): Promise<(Unit | null)[]> {
  const rows = await units(db)
    .find({ code: { $in: [...codes] } }, HIDE_ID)
    .lean();
  const byCode = new Map(rows.map((row) => [row.code, toUnit(row)]));
  return codes.map((code) => byCode.get(code) ?? null);
}

/** All units, those of the centre first, by name. */
export async function listUnits(db: Database): Promise<Unit[]> {
  const rows = await units(db).find({}, HIDE_ID).lean();
  const collator = new Intl.Collator('tr');
  return rows
    .map(toUnit)
    .sort((a, b) => (a.kind === b.kind ? collator.compare(a.name, b.name) : a.kind === 'merkez' ? -1 : 1));
}

/** Codes of a unit and of every unit below it; empty when there is none of that code. */
export async function unitCodesUnder(db: Database, code: string): Promise<string[]> {
  return (await units(db).find({ path: code }, { code: 1 }).lean()).map((u) => u.code);
}

/** The unit, or ValidationError naming the field that held the unknown code. */
export async function requireUnit(db: Database, code: string, path: string): Promise<Unit> {
  const [unit] = await findUnits(db, [code]);
  if (unit) return unit;
  throw ValidationError.of(path, `"${code}" kodlu birim yok. Geçerli kodlar "units" sorgusuyla alınır.`);
}

function toUnit(row: Unit): Unit {
  const { path, ...rest } = row;
  return { ...unitSchema.parse(rest), path };
}

export interface KadroFilter {
  readonly unitCode?: string | undefined;
  readonly unvan?: string | undefined;
  readonly vacant?: boolean | undefined;
}

/** Kadros after the given number, in order of their number. */
export async function listKadros(
  db: Database,
  filter: KadroFilter,
  page: { after?: string | undefined; limit: number },
): Promise<Kadro[]> {
  const rows = await kadros(db)
    .find(
      {
        ...(filter.unitCode === undefined ? {} : { unitCode: filter.unitCode }),
        ...(filter.unvan === undefined ? {} : { unvan: filter.unvan }),
        ...(filter.vacant === undefined ? {} : { sicilNo: filter.vacant ? null : { $ne: null } }),
        ...(page.after === undefined ? {} : { kadroNo: { $gt: page.after } }),
      },
      HIDE_ID,
    )
    .sort({ kadroNo: 1 })
    .limit(page.limit)
    .lean();
  return rows.map((row) => kadroSchema.parse(row));
}

export async function findKadro(db: Database, kadroNo: string): Promise<Kadro | null> {
  const row = await kadros(db).findOne({ kadroNo }, HIDE_ID).lean();
  return row ? kadroSchema.parse(row) : null;
}

export interface OfficeQuery {
  /** One office, or several that are asked for at once. */
  readonly role: string | readonly string[];
  /** The legal day. */
  readonly on: string;
  readonly service?: string | undefined;
  /** The unit and the units above it. */
  readonly unitPath?: readonly string[] | undefined;
}

/**
 * Who holds an office on a day, the asil before vekil before devir. Holders bound to a service or unit count only there;
 * holders without one count everywhere.
 */
export async function officeHoldersOn(
  db: Database,
  query: OfficeQuery,
  session?: ClientSession,
): Promise<OfficeHolder[]> {
  const rows = await officeHolders(db)
    .find(
      {
        role: typeof query.role === 'string' ? query.role : { $in: [...query.role] },
        from: { $lte: query.on },
        $or: [{ to: null }, { to: { $gte: query.on } }],
      },
      HIDE_ID,
      session ? { session } : {},
    )
    .lean();
  const order = { asil: 0, vekil: 1, devir: 2 };
  return rows
    .map((row) => officeHolderSchema.parse(row))
    .filter((h) => h.service === null || query.service === undefined || h.service === query.service)
    .filter((h) => h.unitCode === null || query.unitPath === undefined || query.unitPath.includes(h.unitCode))
    .sort((a, b) => order[a.manner] - order[b.manner]);
}

/** Every office that a person holds on a day. */
export async function officesOf(db: Database, sicilNo: string, on: string): Promise<OfficeHolder[]> {
  const rows = await officeHolders(db)
    .find({ sicilNo, from: { $lte: on }, $or: [{ to: null }, { to: { $gte: on } }] }, HIDE_ID)
    .lean();
  return rows.map((row) => officeHolderSchema.parse(row));
}
