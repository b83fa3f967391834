import type { ClientSession } from 'mongoose';
import type { CommandContext } from '../database/index.ts';
import type { OfficeDocument } from '../documents/index.ts';
import {
  type ExternalOffice,
  externalOfficesNamed,
  findExternalOffices,
  type Institution,
  type NamedOffice,
  type Unit,
} from '../institution/index.ts';
import { foldForSearch } from '../turkish/index.ts';
import type { FoundOffice, LetterSource } from './letter-input.ts';

interface Book {
  readonly own: readonly { readonly name: string; readonly detsis: string }[];
  readonly outside: readonly NamedOffice[];
  /** Offices that a step's form chose by their code, by the folded name that the letter prints. */
  readonly chosen: ReadonlyMap<string, ExternalOffice>;
}

/**
 * Finds the offices that a letter names: own units first, then the directory, by exact key where the case's form chose an
 * entry, else by folded name.
 */
export async function officeFinder(
  context: CommandContext,
  document: OfficeDocument,
  of: { institution: Institution; units: readonly Unit[]; session: ClientSession },
): Promise<LetterSource['officeOf']> {
  const { muhatap, dagitim } = document.context;
  const names = [muhatap.name, muhatap.unit, ...dagitim.recipients.map(({ name }) => name)];
  const book: Book = {
    own: [of.institution, ...of.units].map(({ name, detsis }) => ({ name, detsis })),
    outside: await externalOfficesNamed(context.db, names, { on: context.today, session: of.session }),
    chosen: await chosenOffices(context, document, of.session),
  };
  return (name, unit) => find(book, name, unit);
}

/** The case's data hold an office that was chosen in a form as its name with its code. */
async function chosenOffices(
  { db }: CommandContext,
  { facts }: OfficeDocument,
  session: ClientSession,
): Promise<Map<string, ExternalOffice>> {
  const codes = new Map<string, string>();
  for (const value of Object.values(facts.data))
    if (typeof value === 'object' && value !== null && 'kurumKodu' in value && typeof value.kurumKodu === 'string')
      codes.set(value.kurumKodu, foldForSearch(String(value.name ?? '')));
  const offices = await findExternalOffices(db, [...codes.keys()], session);
  return new Map(offices.map((office) => [codes.get(office.code) ?? '', office]));
}

function find({ own, outside, chosen }: Book, name: string, unit?: string): FoundOffice {
  const key = foldForSearch(name);
  const mine = own.find((office) => foldForSearch(office.name) === key);
  if (mine) return { kind: 'FOUND', detsisNo: mine.detsis };
  const exact = chosen.get(key);
  const named = exact ? [exact] : outside.filter((office) => office.nameKeys.includes(key));
  const [office, ...others] = named;
  if (!office) return { kind: 'UNKNOWN' };
  if (others.length > 0) return { kind: 'AMBIGUOUS', codes: named.map(({ code }) => code) };
  if (office.detsis === null) return { kind: 'UNKNOWN' };
  const below = unit === undefined || unit === '' ? undefined : unitOf(outside, office, unit);
  return {
    kind: 'FOUND',
    isOutside: true,
    detsisNo: office.detsis,
    ...(office.kep === null ? {} : { kepAdresi: office.kep }),
    ...(below?.detsis ? { birimDetsisNo: below.detsis } : {}),
  };
}

function unitOf(outside: readonly NamedOffice[], parent: ExternalOffice, unit: string): NamedOffice | undefined {
  const key = foldForSearch(unit);
  return outside.find((office) => office.parentCode === parent.code && office.nameKeys.includes(key));
}
