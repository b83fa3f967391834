import { exact, isIsoDate, isoDate, muvafakat, type Outcome, sureDays } from '../../calculations/index.ts';
import { ValidationError } from '../../errors/index.ts';
import type { Person } from '../../personnel/index.ts';
import { type MuvafakatOnRecord, muvafakatPuaniOf, uygunlukOfPerson } from '../../statements/index.ts';
import type { Case } from '../model.ts';
import { type CalculationScene, numberOf, textOf } from './view.ts';

type Data = CalculationScene['data'];

/** The step of a transfer request at which the commission decides. */
export const DECISION_STEP = 'talep-incele';
/** The process of transfer requests. */
export const REQUEST_PROCESS = 'muvafakat-verme';

/** What the rules say of one request. */
export interface Assessment {
  readonly person: Person;
  readonly score: MuvafakatOnRecord;
  readonly eligibility: Outcome<muvafakat.UygunlukValue>;
  /** Takes part in the ranking; null where a fact is missing, the rules refuse, or life safety goes its own way. */
  readonly applicant: muvafakat.Applicant | null;
  readonly isUnitPositive: boolean;
}

/** Eligibility and score of a request, from the record and from what the case was told. Throws ValidationError. */
export async function assess(
  { context, on }: Pick<CalculationScene, 'context' | 'on'>,
  { caseNumber }: Pick<Case, 'caseNumber'>,
  { person, data }: { readonly person: Person; readonly data: Data },
): Promise<Assessment> {
  const reasons = reasonsOf(data);
  const otherWorkplaces = linesOf(data, 'digerKurumGorevYerleri');
  const reading = textOf(data, 'disHizmetYorumu')?.toUpperCase() as 'A' | 'B' | 'C' | undefined;
  const options = reading === undefined ? {} : { options: { disHizmetYok: reading } };
  const score = await muvafakatPuaniOf(context, person.sicilNo, { on, reasons, otherWorkplaces, ...options });
  const since = textOf(data, 'sinavKadrosuTarihi');
  const proved = reasons.filter((r) => r.isProven).map((r) => r.kind);
  const eligibility = uygunlukOfPerson(context, person, {
    on,
    reason: proved.find((kind) => kind === 'CAN_GUVENLIGI') ?? proved[0] ?? null,
    examPostSince: since !== undefined && isIsoDate(since) ? since : null,
    contractDays: numberOf(data, 'sozlesmeliGunu'),
    otherWorkplaces,
  });
  const isUnitPositive = data.birimGorusuUygun === true;
  const isRanked = eligibility.kind === 'value' && eligibility.value.route === 'KOMISYON';
  const total = score.outcome.kind === 'value' ? score.outcome.value.total : null;
  const applicant =
    total === null || !isRanked
      ? null
      : {
          id: caseNumber,
          score: exact(total),
          isUnitPositive,
          netServiceDays: sureDays(score.service.own),
          bornOn: isoDate(person.bornOn, 'bornOn'),
        };
  return { person, score, eligibility, applicant, isUnitPositive };
}

interface ClaimedReason {
  readonly kind: muvafakat.ReasonKind;
  readonly isProven: boolean;
}

/** The reason of the form with what was found of it, and the further ones, which are listed once they are proved. */
function reasonsOf(data: Data): ClaimedReason[] {
  const first = textOf(data, 'muvafakatGerekcesi');
  const others = linesOf(data, 'muvafakatDigerGerekceleri');
  return [
    ...(first === undefined ? [] : [{ kind: kindOf(first), isProven: data.gerekceKanitlandi === true }]),
    ...others.map((word) => ({ kind: kindOf(word), isProven: true })),
  ];
}

function kindOf(word: string): muvafakat.ReasonKind {
  const kind = muvafakat.reasonKindField.safeParse(word.trim().toUpperCase().replaceAll('-', '_'));
  if (kind.success) return kind.data;
  const known = muvafakat.reasonKindField.options.map((k) => k.toLowerCase().replaceAll('_', '-'));
  throw ValidationError.of(
    'muvafakatDigerGerekceleri',
    `"${word}" bir gerekçe değil; olabilecekler: ${known.join(', ')}.`,
  );
}

function linesOf(data: Data, key: string): string[] {
  return (textOf(data, key) ?? '').split('\n').filter((line) => line.trim() !== '');
}
