import type { DocumentFactsInput, OfficeLevel } from '../documents/index.ts';
import {
  findExternalOffices,
  findInstitution,
  findKadro,
  findUnits,
  type OfficeHolder,
  officeHoldersOn,
} from '../institution/index.ts';
import { findPersonBySicilNo, type Person } from '../personnel/index.ts';
import { EDUCATION_TITLES } from '../statements/index.ts';
import type { CaseRules } from './acts/common.ts';
import { formOf } from './acts/complete.ts';
import type { WorkedTable } from './calculations/index.ts';
import type { CasesContext } from './cases-context.ts';
import type { StepDefinition } from './definition.ts';
import { fieldsOfOpening } from './fields.ts';
import type { Case } from './model.ts';
import type { Approval, CaseData } from './state.ts';

type SignerInput = NonNullable<DocumentFactsInput['signers']>[number];
type FactData = NonNullable<DocumentFactsInput['data']>;

/** What a letter of a case is written from: which case, its rules, and the step that signs the letter. */
export interface LetterOrder {
  readonly row: Case;
  readonly rules: CaseRules;
  /** The document key. */
  readonly key: string;
  /** Signatures given so far on it; none for a draft. */
  readonly approvals: readonly Approval[];
  /** True when the letter is to be final: it gets the day. */
  readonly final: boolean;
  /** Sayı and date of a letter that the EBYS signed. */
  readonly registration?: { readonly sayi: string; readonly tarih: string } | undefined;
}

/**
 * Facts of a letter: sender, signers of the day (those who signed, else who would sign), the person, the case's data with
 * names in place of keys. What is not known is left out; the documents room lists it as missing.
 */
export async function letterFacts(context: CasesContext, order: LetterOrder): Promise<DocumentFactsInput> {
  const { row } = order;
  const steps = signingSteps(order);
  const person = row.subject.sicilNo === null ? null : await findPersonBySicilNo(context.db, row.subject.sicilNo);
  return {
    sender: await senderOf(context),
    ...(order.final ? finalFacts(context, order) : {}),
    ...(steps.length > 0 ? await signaturesOf(context, order, steps) : { signers: await signatoryOf(context, order) }),
    ...(person ? { personnel: await personnelOf(context, person, order) } : {}),
    data: await dataOf(context, order),
  };
}

/** The day of a final letter, and of one that the EBYS signed its registry number as well. */
function finalFacts(
  { library, today }: CasesContext,
  { key, registration }: LetterOrder,
): Pick<DocumentFactsInput, 'tarih' | 'kayitNo' | 'ortam'> {
  if (!registration) return { tarih: today };
  const { sayi, tarih } = registration;
  const [, ortam = 'E', code = '', kayitNo = ''] = /^([EZO])-\d+-([\d.]+)-(\d+)$/.exec(sayi) ?? [];
  const kind = library.kinds.find((k) => k.key === key || k.aliases.includes(key));
  // Another file-plan code than the letter's own: the number is left open rather than printed wrong.
  return kind?.sdp?.code === code ? { tarih, kayitNo, ortam: ortam as 'E' | 'Z' | 'O' } : { tarih };
}

/** Facts of a worked table: sender, the person, who signs it, and the result of the calculation. */
export async function tableFacts(
  context: CasesContext,
  order: Pick<LetterOrder, 'row' | 'rules' | 'key'>,
  table: WorkedTable,
): Promise<DocumentFactsInput> {
  const { sicilNo } = order.row.subject;
  const person = sicilNo === null ? null : await findPersonBySicilNo(context.db, sicilNo);
  const full = { ...order, approvals: [], final: true };
  const office = table.signedBy === 'office' ? await each(['personel-muduru'], (r) => signerOf(context, full, r)) : [];
  const own = person ? [{ ad: person.givenNames, soyad: person.surname, unvan: person.unvan }] : [];
  return {
    sender: await senderOf(context),
    ...(person ? { personnel: await personnelOf(context, person, full) } : {}),
    signers: table.signedBy === 'office' ? office : own,
    data: table.data as FactData,
  };
}

async function senderOf({ db }: CasesContext): Promise<DocumentFactsInput['sender']> {
  const institution = await findInstitution(db);
  if (!institution) throw new Error('the institution has not been set up; no letter can be written');
  const { letterhead, detsis, contact } = institution;
  const { address, phone, fax, email, web, kep } = contact;
  const lines = letterhead.filter((line) => line !== 'T.C.').slice(0, 3);
  return { lines, detsis, level: 'il-birimi', address, phone, fax: fax ?? '', email, web, kep: kep ?? '' };
}

/** The signature blocks: signers in order, and for an onay who proposes, who agrees and who gives OLUR (Yönetmelik m.20). */
async function signaturesOf(
  context: CasesContext,
  order: LetterOrder,
  steps: readonly StepDefinition[],
): Promise<Pick<DocumentFactsInput, 'signers' | 'olur'>> {
  const given = order.approvals.filter((a) => a.act === 'sign');
  const signers =
    given.length > 0
      ? await each(given, (a) => signerOf(context, order, a.role, a))
      : await each(
          steps.flatMap((s) => expectedSigners(order, s)),
          (role) => signerOf(context, order, role),
        );
  const approverRole = steps.find((s) => s.approver !== null)?.approver ?? null;
  if (approverRole === null) return { signers };
  const olur = order.approvals.find((a) => a.act === 'approve');
  const approver = await signerOf(context, order, olur?.role ?? approverRole, olur);
  if (signers.length === 0) {
    const proposer = order.rules.vocabulary.roles.get(approverRole)?.proposer ?? null;
    if (proposer !== null) signers.push(...(await each([proposer], (role) => signerOf(context, order, role))));
  }
  const [first, ...intermediates] = signers;
  return { signers: first ? [first] : [], ...(approver ? { olur: { intermediates, approver } } : {}) };
}

/** Who a letter without a signing step is in the name of; nobody for forms, lists and minutes. */
function signatoryOf(context: CasesContext, order: LetterOrder): Promise<SignerInput[]> {
  const maker = order.rules.process.steps.find((s) => s.document?.key === order.key && s.signatory !== null);
  return each(maker?.signatory ? [maker.signatory] : [], (role) => signerOf(context, order, role));
}

/** The offices whose names a draft prints: all signers, or the first of those of whom any one may sign. */
function expectedSigners({ row }: LetterOrder, step: StepDefinition): readonly string[] {
  if (step.signerUnnamed) return (row.state.chosenSigners[step.id] ?? []).slice(0, 1);
  return step.signMode === 'any' ? step.signers.slice(0, 1) : step.signers;
}

/** The steps that sign a letter: the first in the process, and one that follows it directly on the same letter. */
function signingSteps({ rules, key }: LetterOrder): StepDefinition[] {
  const all = rules.process.steps.filter((s) => s.kind === 'sign' && s.document?.key === key);
  const [first] = all;
  return first ? [first, ...all.filter((s) => first.next.some((e) => e.to === s.id))] : [];
}

async function each<T>(items: readonly T[], load: (item: T) => Promise<SignerInput | null>): Promise<SignerInput[]> {
  const signers: SignerInput[] = [];
  for (const item of items) {
    const signer = await load(item);
    if (signer) signers.push(signer);
  }
  return signers;
}

const UNKNOWN_ROLE = { level: null, label: '', heldThrough: [] };

/** The holder of an office on the day of the act: who signed, else the first on record. Null when nobody is recorded. */
async function signerOf(
  { db, today }: CasesContext,
  { row, rules }: LetterOrder,
  role: string,
  approval?: Approval,
): Promise<SignerInput | null> {
  const { level, label, heldThrough } = rules.vocabulary.roles.get(role) ?? UNKNOWN_ROLE;
  const unitPath = row.unitPath.length > 0 ? row.unitPath : undefined;
  const on = approval?.on ?? today;
  const holders: OfficeHolder[] = [];
  // An office may be recorded under its other name ("Yönetici" is the Personel Müdürü).
  for (const name of [role, ...heldThrough.filter((h) => h.service === undefined).map((h) => h.role)])
    if (holders.length === 0)
      holders.push(...(await officeHoldersOn(db, { role: name, on, service: row.service, unitPath })));
  const holder = (approval?.sicilNo && holders.find((h) => h.sicilNo === approval.sicilNo)) || holders[0];
  const rank = level === null ? {} : { level: level as OfficeLevel };
  if (holder && (!approval || approval.sicilNo === holder.sicilNo)) return { ...nameOf(holder), ...rank };
  if (!approval) return null;
  const [soyad = '', ...names] = approval.name.split(' ').reverse();
  return { ad: names.reverse().join(' '), soyad, unvan: label, vekil: approval.capacity === 'vekil', ...rank };
}

function nameOf({ name, surname, title, manner, delegatorTitle }: OfficeHolder): SignerInput {
  const signer = { ad: name, soyad: surname, unvan: title, vekil: manner === 'vekil' };
  return manner === 'devir' && delegatorTitle !== null ? { ...signer, delegator: { unvan: delegatorTitle } } : signer;
}

async function personnelOf(
  context: CasesContext,
  person: Person,
  { key, row }: LetterOrder,
): Promise<DocumentFactsInput['personnel']> {
  const [unit] = await findUnits(context.db, [person.unitCode]);
  const kadro = person.kadroNo === null ? null : await findKadro(context.db, person.kadroNo);
  const { dogumYeri } = row.state.data;
  const degree = person.education.findLast((e) => e.graduatedOn <= context.today);
  const kind = context.library.kinds.find((k) => k.key === key || k.aliases.includes(key));
  // The identity number goes into the snapshot of a letter only where its text prints it.
  const printsTckn = JSON.stringify(kind ?? '').includes('personnel.tckn');
  return {
    adSoyad: fullName(person),
    sicilNo: person.sicilNo,
    ...(printsTckn ? { tckn: context.cipher.open(person.tcknSealed) } : {}),
    unvan: person.unvan,
    ...(unit ? { unit: unit.name } : {}),
    hizmetSinifi: person.sinif,
    ...(kadro ? { kadroDerecesi: kadro.derece } : {}),
    ...(person.derece === null ? {} : { derece: person.derece }),
    ...(person.kademe === null ? {} : { kademe: person.kademe }),
    dogumTarihi: person.bornOn,
    // Not on record: asked in the steps whose letter prints it.
    ...(typeof dogumYeri === 'string' ? { dogumYeri } : {}),
    ...(degree ? { ogrenim: EDUCATION_TITLES[degree.level] } : {}),
  };
}

function fullName({ givenNames, surname }: Person): string {
  return `${givenNames} ${surname.toLocaleUpperCase('tr')}`;
}

/** The data of the case with people, units and kadros by name: a text prints `{data.atanacakBirim}`, not its code. */
async function dataOf({ db }: CasesContext, { row, rules, key }: LetterOrder): Promise<FactData> {
  const known: CaseData = row.state.data;
  const types = new Map(
    [
      ...fieldsOfOpening(rules.process, rules.vocabulary),
      ...rules.process.steps.flatMap((s) => formOf(rules, s)),
      ...rules.documentFields(key),
    ].map((f) => [f.key, f.type]),
  );
  const data: FactData = {};
  for (const [field, value] of Object.entries(known)) {
    const type = types.get(field);
    if (typeof value === 'object') data[field] = value.map((r) => ({ ...r }));
    else if (type === 'person') {
      const person = await findPersonBySicilNo(db, String(value));
      data[field] = person ? { adSoyad: fullName(person), unvan: person.unvan } : value;
    } else if (type === 'unit') data[field] = (await findUnits(db, [String(value)]))[0]?.name ?? value;
    else if (type === 'kadro') {
      const kadro = await findKadro(db, String(value));
      data[field] = kadro ? { unvan: kadro.unvan, derece: kadro.derece } : value;
    } else if (type === 'office') {
      // Chosen from the directory by its code; whatever else is written is the name itself.
      const [office] = await findExternalOffices(db, [String(value)]);
      data[field] = office ? { name: office.name, kurumKodu: office.code } : value;
    } else data[field] = value;
  }
  return data;
}
