import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Exact, type IsoDate, type Outcome } from '../engine/index.ts';
import { amountField, countField, dayField, flagField, textField } from '../input.ts';
import { kurumField, type MuvafakatContext, onField, openRules } from './kurallar.ts';

const applicantField = z.strictObject({
  id: textField.describe('Başvurunun kimliği; listede bir kez.'),
  score: amountField.describe('Toplam puan.'),
  isUnitPositive: flagField.describe('Birim görüşü uygun mu.'),
  netServiceDays: countField.describe('Aylıksız izinler dışında fiilî hizmet günü.'),
  bornOn: dayField.describe('Doğum günü.'),
});
export type Applicant = z.output<typeof applicantField>;

export const siralamaInput = z.strictObject({
  on: onField,
  kurum: kurumField,
  applicants: z.array(applicantField).max(1_000_000).describe('Başvurular.'),
  quota: countField.describe('Muvafakat verilecek kişi sayısı.'),
});
export type SiralamaInput = z.output<typeof siralamaInput>;

/** What put an applicant before the next one. */
export type Criterion = 'PUAN' | 'BIRIM_GORUSU' | 'FIILI_HIZMET' | 'YAS' | 'ESIT';

export interface RankedApplicant {
  readonly id: string;
  /** 1 for the first; those whom no criterion separates share it. */
  readonly rank: number;
  /** Shares the rank with others: the rules have no further criterion. */
  readonly isTied: boolean;
  /** The criterion that separates from the next applicant; null for the last. */
  readonly aheadBy: Criterion | null;
  readonly score: Exact;
}

export interface SiralamaValue {
  readonly ranking: readonly RankedApplicant[];
  /** Who gets consent. */
  readonly granted: readonly string[];
  /** Tied over the last place of the quota: the rules do not decide between them. */
  readonly undecided: readonly string[];
}

/** Order of the requests: score, unit's opinion, actual service, age; equal ones are shown as equal. m.8/2-ç. */
export function calculateSiralama(input: SiralamaInput, context: MuvafakatContext): Outcome<SiralamaValue> {
  const tracer = createTracer();
  const rules = openRules(input, context, tracer);
  refuseDoubles(input.applicants);
  const ranking = rankApplicants(input.applicants);
  const last = ranking[input.quota - 1];
  const isSplit = last !== undefined && ranking[input.quota]?.rank === last.rank;
  const granted = ranking.slice(0, input.quota).filter((r) => !isSplit || r.rank !== last.rank);
  const undecided = isSplit ? ranking.filter((r) => r.rank === last.rank) : [];
  tracer.step({
    label: 'Sıralama',
    article: rules.article('m.8/2-ç'),
    arithmetic: 'puan; birim görüşü uygun olan; aylıksız izinler dışında fiilî hizmeti çok olan; yaşça büyük olan',
    result: `${ranking.length} başvuru, ${ranking.filter((r) => r.isTied).length} eşit; kontenjan ${input.quota}, muvafakat ${granted.length}`,
  });
  if (undecided.length > 0)
    tracer.warn({
      code: 'TIE_AT_QUOTA',
      message: `Kontenjan sınırında ${undecided.length} başvuru eşit; kurallarda başka ölçüt yok, Komisyon karar vermelidir.`,
      article: rules.article('m.8/2-ç'),
    });
  return concluded({ ranking, granted: granted.map((r) => r.id), undecided: undecided.map((r) => r.id) }, tracer);
}

/** Ranks without a limit; the order of the input does not matter. */
export function rankApplicants(applicants: readonly Applicant[]): readonly RankedApplicant[] {
  const sorted = applicants.toSorted((a, b) => compare(a, b) || (a.id < b.id ? -1 : 1));
  let rank = 1;
  return sorted.map((applicant, i) => {
    const [before, after] = [sorted[i - 1], sorted[i + 1]];
    const tiesBefore = before !== undefined && compare(before, applicant) === 0;
    if (!tiesBefore) rank = i + 1;
    const aheadBy = after === undefined ? null : criterionBetween(applicant, after);
    return { id: applicant.id, rank, isTied: tiesBefore || aheadBy === 'ESIT', aheadBy, score: applicant.score };
  });
}

function compare(a: Applicant, b: Applicant): number {
  return (
    b.score.cmp(a.score) ||
    Number(b.isUnitPositive) - Number(a.isUnitPositive) ||
    b.netServiceDays - a.netServiceDays ||
    compareBirth(a.bornOn, b.bornOn)
  );
}

function compareBirth(a: IsoDate, b: IsoDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function criterionBetween(a: Applicant, b: Applicant): Criterion {
  if (!a.score.eq(b.score)) return 'PUAN';
  if (a.isUnitPositive !== b.isUnitPositive) return 'BIRIM_GORUSU';
  if (a.netServiceDays !== b.netServiceDays) return 'FIILI_HIZMET';
  return a.bornOn === b.bornOn ? 'ESIT' : 'YAS';
}

function refuseDoubles(applicants: readonly Applicant[]): void {
  const seen = new Set<string>();
  for (const [i, { id }] of applicants.entries()) {
    if (seen.has(id)) throw ValidationError.of(`applicants.${i}.id`, `"${id}" başvurusu listede iki kez var.`);
    seen.add(id);
  }
}
