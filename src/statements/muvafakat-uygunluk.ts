import {
  displaySure,
  type IsoDate,
  interval,
  muvafakat,
  type Outcome,
  sureDays,
  sureOfDays,
} from '../calculations/index.ts';
import type { Person } from '../personnel/index.ts';
import { missingService, ownContractOf, ownServiceOf } from './muvafakat.ts';
import { requirePerson, type StatementsContext } from './office.ts';
import { onRecord, type RecordFact } from './record.ts';

/** What is asked of a person's right to apply, with what the registry doesn't hold. */
export interface UygunlukQuestion {
  readonly on: IsoDate;
  readonly kurum?: string | undefined;
  /** A proved reason; null for a request without one. */
  readonly reason: muvafakat.ReasonKind | null;
  /** First day in the kadro that an exam of the institution led to; null where none did. */
  readonly examPostSince: IsoDate | null;
  /** Days under contract in the institution; the record tells them only where the contract led straight to the office. */
  readonly contractDays?: number | undefined;
  /** A manager by another title than those of the rules. */
  readonly isManager?: boolean | undefined;
  readonly otherWorkplaces?: readonly string[] | undefined;
}

const RULES = 'Muvafakat usul ve esasları';

/** Whether a person on record may apply for a transfer. m.5, 10–12. Throws NotFoundError, ValidationError. */
export async function muvafakatUygunluguOf(
  context: StatementsContext,
  sicilNo: string,
  question: UygunlukQuestion,
): Promise<Outcome<muvafakat.UygunlukValue>> {
  return uygunlukOfPerson(context, await requirePerson(context.db, sicilNo), question);
}

/** The same for a person at hand. Managers are outside the rules whatever else the record lacks. */
export function uygunlukOfPerson(
  context: Pick<StatementsContext, 'book'>,
  person: Person,
  question: UygunlukQuestion,
): Outcome<muvafakat.UygunlukValue> {
  const { on, kurum, reason, examPostSince, isManager = false } = question;
  const service = ownServiceOf(person, on, question.otherWorkplaces ?? []);
  const isCandidate = person.status === 'aday';
  const contractDays = question.contractDays ?? ownContractOf(person)?.days ?? 0;
  const officerDays = Math.max(0, sureDays(service.own) - (ownContractOf(person)?.days ?? 0));
  const facts: RecordFact[] = [
    fact('Unvan', person.unvan, `${RULES} m.11`),
    fact('Kurumdaki fiilî hizmet', displaySure(sureOfDays(officerDays)), `${RULES} m.5/3`),
    fact('Kurumdaki sözleşmeli hizmet', `${contractDays} gün`, `${RULES} m.12`, question.contractDays === undefined),
    ...(isCandidate ? [fact('Durumu', 'aday memur', `${RULES} m.10`)] : []),
  ];
  const input = muvafakat.uygunlukInput.parse({
    on,
    kurum,
    unvan: person.unvan,
    isManager,
    isCandidate,
    candidacyDays: isCandidate ? officerDays : 0,
    contractDays,
    officerDays,
    reason,
    ...(examPostSince === null ? {} : { examPostDays: examPostSince > on ? 0 : sureDays(interval(on, examPostSince)) }),
  });
  const scope = muvafakat.calculateKapsam({ on, kurum, unvan: person.unvan, ...MEMBER, isManager }, context);
  const missing = missingService(person, on);
  if (missing.length > 0 && scope.kind === 'value' && !scope.value.isOutside)
    return { kind: 'missing', missing, trace: scope.trace };
  return onRecord({ input, facts, missing: [] }, (i) => muvafakat.calculateMuvafakatUygunluk(i, context));
}

const MEMBER = { isCandidate: false, isCandidacyOver: false };

function fact(label: string, value: string, article: string, isFromRecord = true): RecordFact {
  return { label, value, article, isFromRecord };
}
