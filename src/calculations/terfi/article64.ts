import { addSureToDate, displayDate, type IsoDate, interval, isoDate } from '../engine/index.ts';
import { earlierDay, laterDay } from './days.ts';
import { addMissing, type Derivation, note, type OpenWindow, type ServiceFrame } from './derivation.ts';
import { article64Figure, newArticle64, oldArticle64, yearsNeeded } from './periods.ts';
import { articleOf } from './tables.ts';

interface Leave {
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/**
 * Steps for good sicil years (until 24.02.2011) and for years without a penalty (64/4), as events, and the times in which
 * article 37 is open. 657 s.K. m.64, 37, geçici m.36/C.
 */
export function deriveArticle64(derivation: Derivation, frame: ServiceFrame, leaves: readonly Leave[]): OpenWindow[] {
  const { facts, asOf } = derivation;
  const marks = new Map((facts.sicil ?? []).map(({ year, mark }) => [year, Math.round(mark * 100)]));
  if (facts.sicil === null && frame.entryOn < newArticle64.from) {
    addMissing(derivation, 'sicil', `${newArticle64.lastSicilYear} ve öncesi sicil notları`);
  }
  if (facts.discipline === null && asOf >= newArticle64.from) {
    addMissing(derivation, 'discipline', 'Disiplin cezaları (yoksa boş liste)');
  }
  return [...deriveOldSteps(derivation, frame, marks), ...deriveNewSteps(derivation, frame, { marks, leaves })];
}

/** Six sicil years with an average of 90 give a step on the next 1 January and are used up. */
function deriveOldSteps(derivation: Derivation, frame: ServiceFrame, marks: ReadonlyMap<number, number>): OpenWindow[] {
  const windows: OpenWindow[] = [];
  const years = [...marks.keys()].sort((a, b) => a - b);
  let usedUntil = 0;
  for (const first of years) {
    const on = isoDate(`${first + oldArticle64.sicilYears}-01-01`);
    if (!isGood(marks, first, oldArticle64.sicilYears) || on <= frame.entryOn || on > oldArticle64.until) continue;
    windows.push({ from: on, to: endOfOldWindow(first) });
    if (first < usedUntil) continue;
    usedUntil = first + oldArticle64.sicilYears;
    derivation.events.push({ type: 'steps', on, why: '64 (243 KHK)', label: '64. madde (243 KHK)' });
    note(derivation, () => ({
      label: '64. madde (243 KHK)',
      rule: 'R6.3',
      article: oldArticle64.article,
      arithmetic: averageText(marks, first, oldArticle64.sicilYears),
      result: `${displayDate(on)} tarihinde bir kademe`,
    }));
  }
  return windows;
}

function endOfOldWindow(first: number): IsoDate {
  const end = isoDate(`${first + oldArticle64.sicilYears + 1}-01-01`);
  return earlierDay(end, newArticle64.from);
}

function isGood(marks: ReadonlyMap<number, number>, first: number, count: number): boolean {
  let sum = 0;
  for (let year = first; year < first + count; year += 1) {
    const mark = marks.get(year);
    if (mark === undefined) return false;
    sum += mark;
  }
  return sum >= newArticle64.average * 100 * count;
}

function averageText(marks: ReadonlyMap<number, number>, first: number, count: number): string {
  const list = Array.from({ length: count }, (_, i) => (marks.get(first + i) ?? 0) / 100);
  const average = list.reduce((sum, mark) => sum + mark, 0) / count;
  const plain = (n: number): string => String(Math.round(n * 100) / 100).replace('.', ',');
  return `${first}–${first + count - 1} sicil ortalaması (${list.map(plain).join(' + ')}) / ${count} = ${plain(average)}`;
}

/** Eight years without a penalty, the first period shortened by good sicil years; unpaid leave prolongs it. */
function deriveNewSteps(
  derivation: Derivation,
  frame: ServiceFrame,
  { marks, leaves }: { marks: ReadonlyMap<number, number>; leaves: readonly Leave[] },
): OpenWindow[] {
  const penalties = penaltyDays(derivation);
  const windows: OpenWindow[] = [];
  const isOfficerThen = frame.entryOn < newArticle64.from;
  let start = isOfficerThen ? newArticle64.from : frame.entryOn;
  let years = isOfficerThen ? firstPeriod(derivation, marks) : newArticle64.years;
  for (;;) {
    const due = endOfPeriod(start, years, leaves);
    if (due === null) return windows;
    const penalty = penalties.find((day) => day >= start && day < due);
    if (penalty !== undefined && penalty <= derivation.asOf) {
      start = penalty;
      penalties.splice(0, penalties.indexOf(penalty) + 1);
      if (derivation.readings.penaltyPeriod === 'EIGHT_YEARS') years = newArticle64.years;
      continue;
    }
    if (windows.at(-1)?.to !== null) windows.push({ from: due, to: penalties.find((day) => day >= due) ?? null });
    derivation.events.push({ type: 'steps', on: due, why: '64/4', label: '64. madde (64/4)' });
    noteNewStep(derivation, { start, due, years });
    if (due > derivation.asOf) return windows;
    start = due;
    years = newArticle64.years;
  }
}

function noteNewStep(derivation: Derivation, step: { start: IsoDate; due: IsoDate; years: number }): void {
  note(derivation, () => ({
    label: '64/4: disiplin cezası almadan geçen süre',
    rule: 'R6.4',
    article: articleOf('R6.4'),
    arithmetic: `${displayDate(step.start)} + ${step.years} yıl (aylıksız izinler kadar uzar) = ${displayDate(step.due)}`,
    result: `${displayDate(step.due)} tarihinde bir kademe`,
  }));
}

function penaltyDays({ facts, asOf }: Derivation): IsoDate[] {
  return (facts.discipline ?? [])
    .filter((d) => d.annulledOn === null || d.annulledOn > asOf)
    .map((d) => d.decidedOn)
    .sort();
}

/** Years of the first period by the largest run of sicil years up to 2010 with an average of 90. Geçici m.36/C. */
function firstPeriod(derivation: Derivation, marks: ReadonlyMap<number, number>): number {
  const longest = Object.keys(newArticle64.transition.yearsNeededByGoodYears)
    .map(Number)
    .sort((a, b) => b - a);
  const good = longest.find((count) => isGood(marks, newArticle64.lastSicilYear - count + 1, count)) ?? 0;
  note(derivation, () => ({
    label: '64/4: ilk sekiz yıllık dönem',
    rule: 'R6.4',
    article: newArticle64.transition.article,
    parameters: [article64Figure(good)],
    arithmetic:
      good > 0 ? averageText(marks, newArticle64.lastSicilYear - good + 1, good) : '90 ve üzeri sicil ortalaması yok',
    result: `${yearsNeeded(good)} yıl`,
  }));
  return yearsNeeded(good);
}

/** Null while an unpaid leave runs inside the period. */
function endOfPeriod(start: IsoDate, years: number, leaves: readonly Leave[]): IsoDate | null {
  let due = addSureToDate(start, { yil: years, ay: 0, gun: 0 });
  for (const { from, to } of leaves) {
    if (from >= due || (to !== null && to <= start)) continue;
    if (to === null) return null;
    due = addSureToDate(due, interval(to, laterDay(from, start)));
  }
  return due;
}
