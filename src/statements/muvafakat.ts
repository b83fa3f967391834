import type { z } from 'zod';
import {
  addSure,
  displaySure,
  type IsoDate,
  interval,
  type MissingInput,
  muvafakat,
  type Outcome,
  type Sure,
  sureDays,
  sureOfDays,
} from '../calculations/index.ts';
import { parseInput } from '../errors/index.ts';
import type { Person } from '../personnel/index.ts';
import { requirePerson, type StatementsContext } from './office.ts';
import { publicServiceOf } from './promotion.ts';
import { promotionRecordOf } from './promotion-record.ts';
import { onRecord, type RecordFact } from './record.ts';

type Raw = z.input<typeof muvafakat.muvafakatPuanInput>;
/** The question; years of service come from the record unless given. */
export type MuvafakatRaw = Omit<Raw, 'universityYears'> & {
  readonly universityYears?: Raw['universityYears'] | undefined;
  /** Workplaces of the record that lie outside the institution. */
  readonly otherWorkplaces?: readonly string[] | undefined;
};

export interface MuvafakatOnRecord {
  readonly person: Person;
  readonly input: muvafakat.MuvafakatPuanInput;
  /** Service as the record has it. */
  readonly service: { readonly own: Sure; readonly outside: Sure | null };
  /** The institution's rules that were applied. */
  readonly rulesTitle: string;
  readonly outcome: Outcome<muvafakat.MuvafakatPuanValue>;
}

const ARTICLE = 'Muvafakat usul ve esasları m.8/2-b';

/**
 * Score of a transfer request of a person on record: completed years in the institution and outside it from the postings
 * and service records, less unpaid leave. Throws NotFoundError, ValidationError.
 */
export async function muvafakatPuaniOf(
  context: StatementsContext,
  sicilNo: string,
  { otherWorkplaces, ...raw }: MuvafakatRaw,
): Promise<MuvafakatOnRecord> {
  const person = await requirePerson(context.db, sicilNo);
  const on = parseInput(muvafakat.muvafakatPuanInput.shape.on, raw.on);
  const service = ownServiceOf(person, on, otherWorkplaces ?? []);
  const isOwnGiven = raw.universityYears !== undefined;
  const isOutsideGiven = raw.outsideYears !== undefined;
  const input = parseInput(muvafakat.muvafakatPuanInput, {
    ...raw,
    universityYears: raw.universityYears ?? service.own.yil,
    outsideYears: isOutsideGiven ? raw.outsideYears : (service.outside?.yil ?? null),
  });
  const facts: RecordFact[] = [
    ...(isOwnGiven ? [] : [fact('Kurumdaki hizmet', displaySure(service.own))]),
    ...(isOutsideGiven
      ? []
      : [fact('Diğer kurumlardaki hizmet', service.outside ? displaySure(service.outside) : 'yok')]),
  ];
  const missing = isOwnGiven && isOutsideGiven ? [] : missingService(person, on);
  const outcome = onRecord({ input, facts, missing }, (i) => muvafakat.calculateMuvafakatPuan(i, context));
  const rulesTitle = muvafakat.rulesTitle(context.book, input.kurum) ?? '';
  return { person, input, service, rulesTitle, outcome };
}

/** Time under 4/B that led straight to the office: it was served in this institution. Null where the record has none. */
export function ownContractOf({ career }: Person): { readonly from: IsoDate; readonly days: number } | null {
  const service = career.service ?? [];
  const starts = service.flatMap((s) => (s.kind === 'ADAY' || s.kind === 'ASIL' ? [s.from] : []));
  const contract = service.find((s) => s.kind === 'SOZLESMELI_4B' && starts.includes(s.to));
  if (contract?.kind !== 'SOZLESMELI_4B') return null;
  return { from: contract.from, days: sureDays(interval(contract.to, contract.from)) };
}

/** Service in the institution, time under contract there included, and outside it; null outside = none at all. */
export function ownServiceOf(
  person: Person,
  on: IsoDate,
  otherWorkplaces: readonly string[],
): { readonly own: Sure; readonly outside: Sure | null } {
  const contract = ownContractOf(person);
  if (contract === null) return publicServiceOf(person, on, otherWorkplaces);
  const service = (person.career.service ?? []).filter((s) => s.kind !== 'SOZLESMELI_4B' || s.from !== contract.from);
  const rest = publicServiceOf({ ...person, career: { ...person.career, service } }, on, otherWorkplaces);
  return { ...rest, own: addSure(rest.own, sureOfDays(contract.days)) };
}

const NEEDED = ['postings', 'service', 'unpaidLeaves'];

/** Lists of the record that service is counted from and that have not been entered. */
export function missingService(person: Person, on: string): MissingInput[] {
  return promotionRecordOf(person, on).missing.filter((m) => NEEDED.includes(m.path));
}

function fact(label: string, value: string): RecordFact {
  return { label, value, article: ARTICLE, isFromRecord: true };
}
