import { type IsoDate, isoDate } from '../engine/index.ts';
import periods from './periods.json' with { type: 'json' };

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
