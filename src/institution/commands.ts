import type { ClientSession } from 'mongoose';
import { isAdministrator, requireRight } from '../access/index.ts';
import { type CommandContext, inTransaction, writeAudit } from '../database/index.ts';
import { ConflictError, parseInput, ValidationError } from '../errors/index.ts';
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
  type UnitInput,
  unitSchema,
  units,
} from './model.ts';

/** Sets name, letterhead, DETSİS and contact block of the institution. Administrators only. */
export async function saveInstitution(context: CommandContext, input: Institution): Promise<Institution> {
  requireRight(isAdministrator(context.actor), 'kurum bilgilerini yalnız yönetici değiştirebilir');
  const institution = parseInput(institutionSchema, input);
  await inTransaction(context.db, async (session) => {
    await institutions(context.db).replaceOne({ _id: 'kurum' }, institution, { upsert: true, session });
    await writeAudit(context.db, session, context, {
      action: 'saveInstitution',
      recordType: 'Institution',
      recordId: institution.detsis,
    });
  });
  return institution;
}

/** Adds or changes a unit; its place in the tree follows `parentCode`. Refuses an unknown parent and a circle. */
export async function saveUnit(context: CommandContext, input: UnitInput): Promise<Unit> {
  requireRight(isAdministrator(context.actor), 'birimleri yalnız yönetici değiştirebilir');
  const unit = parseInput(unitSchema, input);
  return inTransaction(context.db, async (session) => {
    const parent =
      unit.parentCode === null
        ? null
        : await units(context.db).findOne({ code: unit.parentCode }, null, { session }).lean();
    if (unit.parentCode !== null && !parent)
      throw ValidationError.of('parentCode', `Üst birim "${unit.parentCode}" yok. Önce üst birimi kaydedin.`);
    if (parent?.path.includes(unit.code))
      throw ValidationError.of(
        'parentCode',
        `"${unit.parentCode}", bu birimin altındadır; birim kendi altına bağlanamaz.`,
      );
    const below = await units(context.db)
      .find({ path: unit.code, code: { $ne: unit.code } }, null, { session })
      .lean();
    const path = [unit.code, ...(parent?.path ?? [])];
    await units(context.db).replaceOne({ code: unit.code }, { ...unit, path }, { upsert: true, session });
    for (const child of below) {
      const own = child.path.slice(0, child.path.indexOf(unit.code));
      await units(context.db).updateOne({ code: child.code }, { $set: { path: [...own, ...path] } }, { session });
    }
    await writeAudit(context.db, session, context, { action: 'saveUnit', recordType: 'Unit', recordId: unit.code });
    return { ...unit, path };
  });
}

/** Adds or changes a kadro. Refuses an unknown unit. */
export async function saveKadro(context: CommandContext, input: Kadro): Promise<Kadro> {
  requireRight(isAdministrator(context.actor), 'kadro cetvelini yalnız yönetici değiştirebilir');
  const kadro = parseInput(kadroSchema, input);
  await inTransaction(context.db, async (session) => {
    const unit = await units(context.db).findOne({ code: kadro.unitCode }, null, { session }).lean();
    if (!unit)
      throw ValidationError.of(
        'unitCode',
        `"${kadro.unitCode}" kodlu birim yok. Geçerli kodlar "units" sorgusuyla alınır.`,
      );
    await kadros(context.db).replaceOne({ kadroNo: kadro.kadroNo }, kadro, { upsert: true, session });
    await writeAudit(context.db, session, context, {
      action: 'saveKadro',
      recordType: 'Kadro',
      recordId: kadro.kadroNo,
    });
  });
  return kadro;
}

/**
 * Lets a person hold a kadro and leave any other, inside the transaction of the act that calls for it; with `kadroNo` null
 * the person leaves all. The caller vouches for the right. ConflictError when another person holds it, ValidationError
 * when there is no such kadro.
 */
export async function holdKadroIn(
  context: CommandContext,
  session: ClientSession,
  { sicilNo, kadroNo, cause }: { sicilNo: string; kadroNo: string | null; cause: string },
): Promise<void> {
  const model = kadros(context.db);
  const kadro = kadroNo === null ? null : await model.findOne({ kadroNo }, null, { session }).lean();
  if (kadroNo !== null && !kadro)
    throw ValidationError.of('kadroNo', `"${kadroNo}" numaralı kadro yok. Kadrolar "kadros" sorgusuyla alınır.`);
  if (kadro && kadro.sicilNo !== null && kadro.sicilNo !== sicilNo)
    throw new ConflictError(
      `${kadroNo} numaralı ${kadro.unvan} kadrosu ${kadro.sicilNo} sicil numaralı kişide; boş bir kadro seçin ya da önce onu boşaltın.`,
    );
  const left = await model.find({ sicilNo, kadroNo: { $ne: kadroNo } }, null, { session }).lean();
  await model.updateMany({ sicilNo, kadroNo: { $ne: kadroNo } }, { $set: { sicilNo: null } }, { session });
  if (kadro && kadro.sicilNo === null) await model.updateOne({ kadroNo }, { $set: { sicilNo } }, { session });
  const changes = [
    ...left.map((one) => ({ action: 'leaveKadro', recordId: one.kadroNo })),
    ...(kadro && kadro.sicilNo === null ? [{ action: 'holdKadro', recordId: kadro.kadroNo }] : []),
  ];
  for (const change of changes)
    await writeAudit(context.db, session, context, { ...change, recordType: 'Kadro', details: { sicilNo, cause } });
}

/**
 * Records who holds an office. An asil who follows another asil in the same office ends the former's term the day before.
 * Refuses `devir` without the delegating office's title.
 */
export async function appointOfficeHolder(context: CommandContext, input: OfficeHolder): Promise<OfficeHolder> {
  requireRight(isAdministrator(context.actor), 'görev ve vekâletleri yalnız yönetici değiştirebilir');
  const holder = parseInput(officeHolderSchema, input);
  if (holder.manner === 'devir' && holder.delegatorTitle === null)
    throw ValidationError.of(
      'delegatorTitle',
      'Yetki devriyle imzada devreden makamın unvanını yazın (örnek: Vali).',
      'Yönetmelik m.17/9',
    );
  if (holder.to !== null && holder.to < holder.from)
    throw ValidationError.of('to', 'Bitiş günü başlangıçtan önce olamaz.');
  await inTransaction(context.db, async (session) => {
    if (holder.manner === 'asil')
      await officeHolders(context.db).updateMany(
        {
          role: holder.role,
          service: holder.service,
          unitCode: holder.unitCode,
          manner: 'asil',
          from: { $lt: holder.from },
          to: null,
        },
        { $set: { to: dayBefore(holder.from) } },
        { session },
      );
    await officeHolders(context.db).create([holder], { session });
    await writeAudit(context.db, session, context, {
      action: 'appointOfficeHolder',
      recordType: 'OfficeHolder',
      recordId: `${holder.role}/${holder.sicilNo}`,
      details: { from: holder.from, manner: holder.manner },
    });
  });
  return holder;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
