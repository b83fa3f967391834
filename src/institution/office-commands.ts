import type { ClientSession } from 'mongoose';
import { isAdministrator, requireRight } from '../access/index.ts';
import { type CommandContext, type Database, inTransaction, writeAudit } from '../database/index.ts';
import { type Issue, parseInput, ValidationError } from '../errors/index.ts';
import { foldForSearch, searchKeysOf } from '../turkish/index.ts';
import {
  type ExternalOffice,
  type ExternalOfficeInput,
  externalOfficeSchema,
  externalOffices,
  type StoredOffice,
} from './office-model.ts';
import { toOffice } from './office-queries.ts';

export const OFFICE_EDITORS = 'muhatap kurum rehberini yalnız yönetici değiştirebilir';

/**
 * Adds or changes an office of the directory. Refuses an unknown parent, a circle, and a DETSİS number that another entry
 * has at the same time. Administrators only.
 */
export async function saveExternalOffice(context: CommandContext, input: ExternalOfficeInput): Promise<ExternalOffice> {
  requireRight(isAdministrator(context.actor), OFFICE_EDITORS);
  const office = parseInput(externalOfficeSchema, input);
  await inTransaction(context.db, (session) => putOffice(session, context, office));
  return office;
}

/** What writing an office came to. */
export type OfficeChange = 'inserted' | 'updated' | 'unchanged';

/** Writes a checked office in a transaction; the same entry again changes nothing. Throws ValidationError. */
export async function putOffice(
  session: ClientSession,
  context: CommandContext,
  office: ExternalOffice,
): Promise<OfficeChange> {
  const { db } = context;
  const issues = [...(await parentIssues(db, session, office)), ...(await numberIssues(db, session, office))];
  if (issues.length > 0) throw new ValidationError(issues);
  const known = await externalOffices(db).findOne({ code: office.code }, null, { session }).lean();
  if (known && JSON.stringify(toOffice(known)) === JSON.stringify(office)) return 'unchanged';
  const row: StoredOffice = { ...office, ...keysOf(office), changedAt: context.now };
  await externalOffices(db).replaceOne({ code: office.code }, row, { upsert: true, session });
  const line = { action: 'saveExternalOffice', recordType: 'ExternalOffice', recordId: office.code };
  await writeAudit(db, session, context, line);
  return known ? 'updated' : 'inserted';
}

async function parentIssues(db: Database, session: ClientSession, office: ExternalOffice): Promise<Issue[]> {
  const { code, parentCode } = office;
  const seen = new Set([code]);
  for (let above = parentCode; above !== null; ) {
    if (seen.has(above))
      return [
        { path: 'parentCode', message: `"${parentCode}", bu kurumun altındadır; kurum kendi altına bağlanamaz.` },
      ];
    seen.add(above);
    const parent = await externalOffices(db).findOne({ code: above }, null, { session }).lean();
    if (!parent)
      return [{ path: 'parentCode', message: `Rehberde "${above}" kodlu kurum yok; önce üst kurumu kaydedin.` }];
    above = parent.parentCode;
  }
  return [];
}

async function numberIssues(db: Database, session: ClientSession, office: ExternalOffice): Promise<Issue[]> {
  const { code, detsis } = office;
  if (detsis === null) return [];
  const others = await externalOffices(db)
    .find({ detsis, code: { $ne: code } }, null, { session })
    .lean();
  const other = others.find((one) => overlap(one, office));
  return other
    ? [{ path: 'detsis', message: `${detsis} numarası aynı tarihlerde "${other.code}" kodlu kuruma verilmiş.` }]
    : [];
}

type Validity = Pick<ExternalOffice, 'from' | 'to'>;

function overlap(a: Validity, b: Validity): boolean {
  return (a.from ?? '') <= (b.to ?? '9999') && (b.from ?? '') <= (a.to ?? '9999');
}

function keysOf({ name, otherNames }: ExternalOffice): Omit<StoredOffice, keyof ExternalOffice | 'changedAt'> {
  const names = [name, ...otherNames];
  const unique = (list: readonly string[]) => [...new Set(list)];
  return {
    nameKeys: unique(names.map(foldForSearch)),
    searchKeys: unique(names.flatMap(searchKeysOf)),
  };
}
