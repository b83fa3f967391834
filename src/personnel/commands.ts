import type { ClientSession } from 'mongoose';
import { z } from 'zod';
import { isOfficer, maySeeDiscipline, requireRight } from '../access/index.ts';
import { type AuditEntry, type CommandContext, inTransaction, writeAudit } from '../database/index.ts';
import { ConflictError, NotFoundError, parseInput, ValidationError } from '../errors/index.ts';
import { requireUnit } from '../institution/index.ts';
import { formatDate } from '../turkish/index.ts';
import {
  type CareerList,
  careerSchema,
  type Person,
  type PersonInput,
  personInputSchema,
  personnel,
  type StoredPerson,
} from './model.ts';
import { keysOfName } from './name-keys.ts';
import { findPersonBySicilNo } from './queries.ts';
import { requireTckn } from './tckn.ts';

const OFFICERS = 'personel kaydını yalnız servis görevlileri ve üstleri değiştirebilir';

/** The stored form of checked input: identity sealed, search and order keys filled. */
export function toStored(cipher: CommandContext['cipher'], input: PersonInput): Omit<StoredPerson, 'version'> {
  const { tckn, ...rest } = input;
  return {
    ...rest,
    tcknSealed: cipher.seal(tckn),
    tcknIndex: cipher.blindIndex(tckn),
    ...keysOfName(rest.givenNames, rest.surname),
  };
}

/** Adds a person to the registry. Refuses a wrong checksum, an unknown unit, a sicil or identity number already in use. */
export async function registerPersonnel(context: CommandContext, raw: PersonInput): Promise<Person> {
  requireRight(isOfficer(context.actor), OFFICERS);
  const input = parseInput(personInputSchema, raw);
  requireTckn(input.tckn, 'tckn');
  await requireUnit(context.db, input.unitCode, 'unitCode');
  const stored = { ...toStored(context.cipher, input), version: 1 };
  return inTransaction(context.db, async (session) => {
    const model = personnel(context.db);
    if (await model.exists({ sicilNo: input.sicilNo }).session(session))
      throw ValidationError.of('sicilNo', `${input.sicilNo} sicil numarası başka bir kişide kayıtlı.`);
    if (await model.exists({ tcknIndex: stored.tcknIndex }).session(session))
      throw ValidationError.of('tckn', 'Bu T.C. kimlik numarası kayıtlı başka bir kişiye ait.');
    const [created] = await model.create([stored], { session });
    if (!created) throw new Error('insert of a person gave nothing');
    await writeAudit(context.db, session, context, {
      action: 'registerPersonnel',
      recordType: 'Personnel',
      recordId: input.sicilNo,
    });
    return { ...stored, id: String(created._id) };
  });
}

/** Fields that an officer may correct on record; absent = left as it is. */
export const personChangeSchema = personInputSchema
  .pick({
    givenNames: true,
    surname: true,
    sinif: true,
    unvan: true,
    unitCode: true,
    kadroNo: true,
    appointedBy: true,
    status: true,
    derece: true,
    kademe: true,
    education: true,
    career: true,
    family: true,
  })
  .partial();
export type PersonChange = z.infer<typeof personChangeSchema>;

/** Corrects a person's record. ConflictError when it has changed since `expectedVersion` was read. */
export async function updatePersonnel(
  context: CommandContext,
  input: { sicilNo: string; expectedVersion: number; change: PersonChange },
): Promise<Person> {
  requireRight(isOfficer(context.actor), OFFICERS);
  const change = parseInput(personChangeSchema, input.change);
  if (change.unitCode !== undefined) await requireUnit(context.db, change.unitCode, 'change.unitCode');
  return changePerson(context, input, 'updatePersonnel', (person) => {
    const givenNames = change.givenNames ?? person.givenNames;
    const surname = change.surname ?? person.surname;
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return { ...given, ...keysOfName(givenNames, surname) };
  });
}

/**
 * Adds one record to a list of the career: service, posting, unpaid leave, penalty … Refuses a period that overlaps one of
 * the same list; penalties are for the discipline service only. An entered list is never `null` again.
 */
export async function addPersonnelRecord(
  context: CommandContext,
  input: { sicilNo: string; expectedVersion: number; list: CareerList; record: unknown },
): Promise<Person> {
  const { list } = input;
  requireRight(isOfficer(context.actor), OFFICERS);
  if (list === 'discipline')
    requireRight(maySeeDiscipline(context.actor), 'disiplin kaydını yalnız disiplin servisi girer');
  const schema = z.strictObject({ record: careerSchema.shape[list].unwrap() });
  const added = parseInput(schema, { record: [input.record] }).record ?? [];
  return changePerson(context, input, 'addPersonnelRecord', (person) => {
    const existing = (person.career[list] ?? []) as readonly object[];
    for (const record of added) refuseOverlap(existing, record);
    return { career: { ...person.career, [list]: [...existing, ...added] } };
  });
}

/**
 * Changes a person's record inside the transaction of the act that calls for it, on the record as it stands there; the
 * caller vouches for the right and gives what called for it. Throws NotFoundError, ValidationError.
 */
export async function updatePersonnelIn(
  context: CommandContext,
  session: ClientSession,
  { sicilNo, cause, decide }: { sicilNo: string; cause: string; decide: (person: Person) => PersonChange },
): Promise<Person> {
  const person = await requirePerson(context, session, sicilNo);
  const change = parseInput(personChangeSchema, decide(person));
  if (change.unitCode !== undefined) await requireUnit(context.db, change.unitCode, 'change.unitCode');
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return writeChange(context, session, {
    person,
    change: { ...given, version: person.version + 1 },
    audit: { action: 'updatePersonnel', details: { cause, fields: Object.keys(given).join(', ') } },
  });
}

interface Period {
  readonly from: string;
  readonly to: string | null;
}

const isPeriod = (record: object): record is Period => 'from' in record && 'to' in record;

function refuseOverlap(existing: readonly object[], added: object): void {
  if (!isPeriod(added)) return;
  const clash = existing
    .filter(isPeriod)
    .find((p) => (p.to === null || p.to > added.from) && (added.to === null || added.to > p.from));
  if (!clash) return;
  throw ValidationError.of(
    'record.from',
    `Bu dönem, ${formatDate(clash.from)} – ${clash.to === null ? 'sürüyor' : formatDate(clash.to)} dönemiyle çakışıyor; tarihleri düzeltin.`,
  );
}

async function changePerson(
  context: CommandContext,
  { sicilNo, expectedVersion }: { sicilNo: string; expectedVersion: number },
  action: string,
  decide: (person: Person) => Partial<StoredPerson>,
): Promise<Person> {
  return inTransaction(context.db, async (session) => {
    const person = await requirePerson(context, session, sicilNo);
    const change = { ...decide(person), version: expectedVersion + 1 };
    return writeChange(context, session, { person, change, audit: { action } });
  });
}

async function requirePerson({ db }: CommandContext, session: ClientSession, sicilNo: string): Promise<Person> {
  const person = await findPersonBySicilNo(db, sicilNo, session);
  if (person) return person;
  throw new NotFoundError(`${sicilNo} sicil numaralı personel kaydı yok. Numarayı denetleyin.`);
}

interface RecordChange {
  readonly person: Person;
  readonly change: Partial<StoredPerson> & { readonly version: number };
  readonly audit: Pick<AuditEntry, 'action' | 'details'>;
}

/** Writes the change if the record still has the version before the new one. */
async function writeChange(
  context: CommandContext,
  session: ClientSession,
  { person, change, audit }: RecordChange,
): Promise<Person> {
  const { sicilNo } = person;
  const written = await personnel(context.db).updateOne(
    { sicilNo, version: change.version - 1 },
    { $set: change },
    { session },
  );
  if (written.matchedCount === 0)
    throw new ConflictError(
      `${sicilNo} sicil numaralı kayıt siz okuduktan sonra değişti (sürüm ${person.version}). Yeniden okuyup deneyin.`,
      person.version,
    );
  await writeAudit(context.db, session, context, { ...audit, recordType: 'Personnel', recordId: sicilNo });
  return { ...person, ...change };
}
