import { type IsoDate, isoDate, type ParameterReading } from '../engine/index.ts';
import periods from './periods.json' with { type: 'json' };
import { figureOf } from './tables.ts';

const day = (text: string): IsoDate => isoDate(text);

/** Lengths, limits and days of the law that service time is measured by; from periods.json, each with its article. */
export const candidacy = periods.candidacy;
export const oldArticle64 = { ...periods.oldArticle64, until: day(periods.oldArticle64.until) };
export const newArticle64 = { ...periods.newArticle64, from: day(periods.newArticle64.from) };
export const birthLeaveCounts = { ...periods.birthLeaveCounts, from: day(periods.birthLeaveCounts.from) };
export const insuranceRules = periods.insurance;
export const eeaClosed = { ...periods.eeaClosed, appointedAfter: day(periods.eeaClosed.appointedAfter) };
export const directWorkers = periods.directWorkers.map((w) => ({ ...w, from: day(w.from), to: day(w.to) }));
export const stopRules = periods.stop;
export const candidateDismissal = { ...periods.candidateDismissal, until: day(periods.candidateDismissal.until) };

/** Years needed for the first 64/4 step by the number of good sicil years; the full period where none is good. */
export function yearsNeeded(goodYears: number): number {
  const table: Readonly<Record<string, number>> = newArticle64.transition.yearsNeededByGoodYears;
  return table[String(goodYears)] ?? newArticle64.years;
}

/** Fraction and cap of recognised insurance, as figures for the trace. */
export const insuranceFigures: readonly ParameterReading[] = [
  figureOf({
    name: 'sigorta.oran',
    title: 'Sigortalı hizmetin sayılan kesri',
    value: periods.insurance.fraction,
    unit: 'oran',
    from: periods.insurance.from,
    source: periods.insurance.article,
    confidence: 'unverified',
  }),
  figureOf({
    name: 'sigorta.sinir',
    title: 'Sayılan sürenin sınırı (12 yıl)',
    value: periods.insurance.capDays,
    unit: 'gün',
    from: periods.insurance.from,
    source: periods.insurance.article,
    confidence: 'unverified',
  }),
];

/** Years of the first 64/4 period, as a figure for the trace. */
export function article64Figure(goodYears: number): ParameterReading {
  const { article } = newArticle64.transition;
  return figureOf({
    name: `madde64.ilkDonem.${goodYears}`,
    title: `Son ${goodYears} yılın sicili 90 ve üzeri olanın ilk dönemi`,
    value: yearsNeeded(goodYears),
    unit: 'yıl',
    from: newArticle64.from,
    source: article,
    confidence: 'verified',
  });
}
