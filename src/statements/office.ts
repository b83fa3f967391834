import type { ClientSession } from 'mongoose';
import type { ParameterBook } from '../calculations/index.ts';
import type { Database } from '../database/index.ts';
import {
  type DocumentFactsInput,
  type DocumentOrder,
  type DocumentPlace,
  type DocumentsContext,
  generateDocument,
  type OfficeDocument,
  writeDocument,
} from '../documents/index.ts';
import { NotFoundError } from '../errors/index.ts';
import { findInstitution, findKadro, findUnits, officeHoldersOn } from '../institution/index.ts';
import { findPersonBySicilNo, type Person } from '../personnel/index.ts';
import { EDUCATION_TITLES } from './education.ts';

/** What calculations on record and their documents get: the kinds of documents and the dated legal figures. */
export interface StatementsContext extends DocumentsContext {
  readonly book: ParameterBook;
}

type Signer = NonNullable<DocumentFactsInput['signers']>[number];

/** The person on record. Throws NotFoundError. */
export async function requirePerson(db: Database, sicilNo: string): Promise<Person> {
  const person = await findPersonBySicilNo(db, sicilNo);
  if (person) return person;
  throw new NotFoundError(`${sicilNo} sicil numaralı personel kaydı yok. Numarayı denetleyin.`);
}

/** The sending office as the institution's record has it. Throws NotFoundError before it has been entered. */
export async function senderOf(db: Database): Promise<DocumentFactsInput['sender']> {
  const institution = await findInstitution(db);
  if (!institution)
    throw new NotFoundError('Kurum bilgileri girilmemiş; belge üretmeden önce kurumun başlığını ve iletişimini girin.');
  const { letterhead, detsis, contact } = institution;
  const { address, phone, fax, email, web, kep } = contact;
  const lines = letterhead.filter((line) => line !== 'T.C.').slice(0, 3);
  return { lines, detsis, level: 'il-birimi', address, phone, fax: fax ?? '', email, web, kep: kep ?? '' };
}

/** The person as documents print one; the identity number only where it is asked for. */
export async function personnelFactsOf(
  context: StatementsContext,
  person: Person,
  { withIdentity = false } = {},
): Promise<NonNullable<DocumentFactsInput['personnel']>> {
  const [unit] = await findUnits(context.db, [person.unitCode]);
  const kadroDerecesi = await kadroDereceOf(context.db, person);
  const degree = person.education.findLast((e) => e.graduatedOn <= context.today);
  return {
    adSoyad: fullNameOf(person),
    sicilNo: person.sicilNo,
    ...(withIdentity ? { tckn: context.cipher.open(person.tcknSealed) } : {}),
    unvan: person.unvan,
    ...(unit ? { unit: unit.name } : {}),
    hizmetSinifi: person.sinif,
    ...(kadroDerecesi === null ? {} : { kadroDerecesi }),
    ...(person.derece === null ? {} : { derece: person.derece }),
    ...(person.kademe === null ? {} : { kademe: person.kademe }),
    dogumTarihi: person.bornOn,
    ...(degree ? { ogrenim: EDUCATION_TITLES[degree.level] ?? degree.level } : {}),
  };
}

/** Degree of the post held; null without a post on record. */
export async function kadroDereceOf(db: Database, { kadroNo }: Person): Promise<number | null> {
  return kadroNo === null ? null : ((await findKadro(db, kadroNo))?.derece ?? null);
}

/** "Ayşe Nur IŞIK". */
export function fullNameOf({ givenNames, surname }: Pick<Person, 'givenNames' | 'surname'>): string {
  return `${givenNames} ${surname.toLocaleUpperCase('tr')}`;
}

/** The person as signer of an own declaration. */
export function ownSignature({ givenNames, surname, unvan }: Person): Signer {
  return { ad: givenNames, soyad: surname, unvan };
}

/** Who holds the office on the day; nobody when none is recorded. */
export async function officeSignature({ db, today }: StatementsContext, role: string): Promise<Signer[]> {
  const [holder] = await officeHoldersOn(db, { role, on: today });
  if (!holder) return [];
  const { name, surname, title, manner, delegatorTitle } = holder;
  const delegator = manner === 'devir' && delegatorTitle !== null ? { delegator: { unvan: delegatorTitle } } : {};
  return [{ ad: name, soyad: surname, unvan: title, vekil: manner === 'vekil', ...delegator }];
}

/** Where a document of a person belongs: its service and the person's units; no case. */
export async function placeOf(db: Database, person: Person, service: string): Promise<DocumentPlace> {
  const [unit] = await findUnits(db, [person.unitCode]);
  return { caseNumber: null, service, unitPath: unit?.path ?? [person.unitCode], signerRoles: [] };
}

/** The document belongs to a case: its place, and the transaction of the act that calls for it. The caller vouches for both. */
export interface CaseAttachment {
  readonly place: DocumentPlace;
  readonly session: ClientSession;
}

/** Stores the document in the case's transaction, or on its own. */
export function storeDocument(
  context: StatementsContext,
  order: DocumentOrder,
  attachment?: CaseAttachment,
): Promise<OfficeDocument> {
  if (!attachment) return generateDocument(context, order);
  return writeDocument(context, attachment.session, { ...order, place: attachment.place });
}
