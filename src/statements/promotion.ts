import { gorevdeYukselme, type Outcome, type Sure, sureDays, sureOfDays } from '../calculations/index.ts';
import { parseInput } from '../errors/index.ts';
import type { Person } from '../personnel/index.ts';
import { requirePerson, type StatementsContext } from './office.ts';
import { type PromotionExtras, promotionRecordOf } from './promotion-record.ts';
import { onRecord } from './record.ts';

/** Which kadro, on which day, by which readings, with what the registry doesn't hold. */
export type YukselmeQuestion = Omit<gorevdeYukselme.PersonEligibilityInput, 'person'> & {
  readonly extras: PromotionExtras;
};

/**
 * Whether the records of a person open the way to a kadro. Missing lists of the record are reported, never taken for
 * empty. Throws NotFoundError, ValidationError. MEB Yön. m.6, 7, 11, 23; 657 s.K. m.68/B.
 */
export async function yukselmeOf(
  context: StatementsContext,
  sicilNo: string,
  question: YukselmeQuestion,
): Promise<Outcome<gorevdeYukselme.PersonEligibility>> {
  return yukselmeOfPerson(context, await requirePerson(context.db, sicilNo), question);
}

/** The same for a person who has been read, for many at once. Throws ValidationError. */
export function yukselmeOfPerson(
  context: Pick<StatementsContext, 'book'>,
  person: Person,
  { extras, ...question }: YukselmeQuestion,
): Outcome<gorevdeYukselme.PersonEligibility> {
  const { record, missing } = promotionRecordOf(person, question.on, extras);
  const deps = { book: context.book, tables: gorevdeYukselme.promotionTablesOf(context.book) };
  const facts = [
    { label: 'Bulunduğu unvan', value: record.currentTitle, article: 'MEB Yön. m.11', isFromRecord: true },
    {
      label: 'Okunan kayıtlar',
      value: `${record.educations.length} öğrenim, ${record.duties.length} hizmet, ${record.unpaidLeaves.length} aylıksız izin`,
      article: '657 s.K. m.68/B',
      isFromRecord: true,
    },
  ];
  const input = { ...question, person: record };
  return onRecord({ input, facts, missing }, (i) => gorevdeYukselme.calculatePersonEligibility(i, deps));
}

/** A kadro as 68/B sees it. */
export interface Kadro68b {
  readonly on: Sure68bDay;
  readonly derece: number;
  readonly ekGosterge: number;
}

/**
 * Whether the counted service of a person reaches the years that 68/B wants for a kadro, by the highest education on
 * record. `missing` where the record lacks lists. 657 s.K. m.68/B. Throws ValidationError for a degree outside 1–15.
 */
export function eligible68bOf(
  context: StatementsContext,
  person: Person,
  { on, derece, ekGosterge }: Kadro68b,
): Outcome<gorevdeYukselme.Required68b> {
  const { record, missing } = promotionRecordOf(person, on);
  const counted = counted68bOf(context, person, on);
  if (counted === null) return { kind: 'missing', missing, trace: [] };
  const held = gorevdeYukselme.highestEducation(record, on)?.level ?? 'ILKOGRETIM';
  const input = parseInput(gorevdeYukselme.eligible68bInput, {
    on,
    derece,
    ekGosterge,
    higherEducationYears: gorevdeYukselme.HIGHER_EDUCATION_YEARS[held],
    serviceDays: sureDays(counted),
  });
  return gorevdeYukselme.calculateEligible68b(input, {
    book: context.book,
    tables: gorevdeYukselme.promotionTablesOf(context.book),
  });
}

/** Service that 68/B counts of a person on a day; null where the record lacks lists. Used for the order of an exam (m.21/2-a). */
export function counted68bOf({ book }: StatementsContext, person: Person, on: Sure68bDay): Sure | null {
  const { record, missing } = promotionRecordOf(person, on);
  if (missing.length > 0) return null;
  const facts = gorevdeYukselme.counted68bFacts(record, { on, dayCount: 'GUN_HARIC' });
  const deps = { book, tables: gorevdeYukselme.promotionTablesOf(book) };
  const outcome = gorevdeYukselme.calculateCounted68b({ on, privateInFull: false, ...facts }, deps);
  return outcome.kind === 'value' ? outcome.value : null;
}
type Sure68bDay = gorevdeYukselme.PersonEligibilityInput['on'];

/** The highest education of a person on a day, as promotion ranks it; null where none is on record. */
export function promotionEducationOf(person: Person, on: Sure68bDay): gorevdeYukselme.EducationLevel | null {
  return gorevdeYukselme.highestEducation(promotionRecordOf(person, on).record, on)?.level ?? null;
}

/** Days of service in the institution and in other public ones up to a day, less unpaid leave; null outside = none at all. */
export function publicServiceOf(
  person: Person,
  on: Sure68bDay,
  otherWorkplaces: readonly string[] = [],
): { readonly own: Sure; readonly outside: Sure | null } {
  const { record } = promotionRecordOf(person, on, { otherWorkplaces });
  const kamu = record.duties.filter((d) => d.kind === 'KAMU' && d.from <= on);
  const days = (duties: typeof kamu): Sure =>
    sureOfDays(gorevdeYukselme.counted68bFacts({ ...record, duties }, { on, dayCount: 'GUN_HARIC' }).publicDays);
  const outside = kamu.filter((d) => !d.inMinistry);
  return { own: days(kamu.filter((d) => d.inMinistry)), outside: outside.length === 0 ? null : days(outside) };
}
