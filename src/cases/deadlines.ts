import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  displayDate,
  type IsoDate,
  isIsoDate,
} from '../calculations/index.ts';
import { addWorkingDays, afterRecess, covers, type HolidayCalendar, workingDayFrom } from './calendar/working-days.ts';
import type { DeadlineDefinition, PeriodUnit, ProcessDefinition, StepDefinition, Vocabulary } from './definition.ts';
import type { CaseState } from './state.ts';

/** How close a deadline is. `waiting`: an earliest day that hasn't come; `passed`: it has; `unknown`: no anchor yet. */
export type DeadlineStatus = 'unknown' | 'ahead' | 'near' | 'today' | 'over' | 'waiting' | 'passed';

/** A deadline of a case on a day, ready to be shown. */
export interface CaseDeadline {
  readonly step: string;
  readonly stepTitle: string;
  readonly amount: number;
  readonly unit: PeriodUnit;
  readonly sense: DeadlineDefinition['sense'];
  readonly article: string;
  readonly source: DeadlineDefinition['source'];
  readonly anchorLabel: string;
  readonly anchorOn: string | null;
  /** Last day (`latest`) or first day (`earliest`); null while the anchor isn't known. */
  readonly dueOn: string | null;
  /** The field to ask for while the anchor isn't known. */
  readonly ask: { readonly key: string; readonly label: string } | null;
  readonly status: DeadlineStatus;
  readonly daysLeft: number | null;
  /** Turkish sentences: how it was counted, why the day was moved, what is in doubt. */
  readonly explanation: readonly string[];
}

/** From how many days before the last day on a warning is shown. A habit of the office, not a figure of law. */
const NEAR_DAYS = 5;

const UNIT_NAMES: Readonly<Record<PeriodUnit, string>> = { gun: 'gün', 'is-gunu': 'iş günü', ay: 'ay', yil: 'yıl' };

interface Period {
  readonly amount: number;
  readonly unit: PeriodUnit;
  readonly counting: DeadlineDefinition['counting'];
}

/**
 * The last day of a period. The day of the anchor isn't counted. `iyuk-8`: holidays inside count, a last day on a holiday
 * moves to the next working day (2577 m.8/2); `iyuk-8-recess`: a last day in the recess also moves (m.8/3).
 */
export function dueDay(
  calendar: HolidayCalendar,
  { amount, unit, counting }: Period,
  anchor: IsoDate,
): { readonly dueOn: IsoDate; readonly explanation: readonly string[] } {
  const counted = count(calendar, { amount, unit }, anchor);
  const explanation = [
    `${displayDate(anchor)} gününü izleyen günden başlayarak ${amount} ${UNIT_NAMES[unit]}: ${displayDate(counted)}.`,
  ];
  let dueOn = counted;
  if (counting === 'iyuk-8-recess' && afterRecess(calendar, dueOn) !== dueOn) {
    dueOn = afterRecess(calendar, dueOn);
    explanation.push(`Süre çalışmaya ara vermede bittiği için ${displayDate(dueOn)} gününe uzar (2577 m.8/3).`);
  }
  if (counting !== 'calendar' && workingDayFrom(calendar, dueOn) !== dueOn) {
    dueOn = workingDayFrom(calendar, dueOn);
    explanation.push(
      `Son gün tatile rastladığı için ${displayDate(dueOn)} çalışma gününün bitimine uzar (2577 m.8/2).`,
    );
  }
  const needsHolidays = unit === 'is-gunu' || counting !== 'calendar';
  if (needsHolidays && !covers(calendar, anchor, dueOn))
    explanation.push('Bu yılların dinî bayramları tatil tablosunda yok; günü ayrıca denetleyin.');
  return { dueOn, explanation };
}

function count(calendar: HolidayCalendar, { amount, unit }: Omit<Period, 'counting'>, anchor: IsoDate): IsoDate {
  switch (unit) {
    case 'is-gunu':
      return addWorkingDays(calendar, anchor, amount);
    case 'gun':
      return addDays(anchor, amount);
    case 'ay':
      return addMonths(anchor, amount);
    case 'yil':
      return addYears(anchor, amount);
  }
}

/** What deadlines are counted by. */
export interface DeadlineRules {
  readonly process: ProcessDefinition;
  readonly vocabulary: Vocabulary;
  readonly calendar: HolidayCalendar;
}

/** The deadline of one step on a day; null when the step has none. */
export function deadlineOfStep(
  rules: DeadlineRules,
  step: StepDefinition,
  { state, today }: { readonly state: CaseState; readonly today: IsoDate },
): CaseDeadline | null {
  const { deadline } = step;
  if (!deadline) return null;
  const chosen = deadline.alternatives.find((a) => state.data[a.when.field] === a.when.is);
  const { amount, unit } = chosen ?? deadline;
  const anchor = anchorDay(deadline, step, state);
  const field = 'field' in deadline.anchor ? deadline.anchor.field : null;
  const shown = {
    step: step.id,
    stepTitle: step.title,
    amount,
    unit,
    sense: deadline.sense,
    article: deadline.article,
    source: deadline.source,
    anchorLabel: deadline.anchorLabel,
  };
  const notes = [chosen?.label, deadline.note].filter((n) => n !== undefined).map((n) => `${n}.`);
  if (anchor === null) {
    const ask = field === null ? null : { key: field, label: rules.vocabulary.fields.get(field)?.label ?? field };
    const missing = `Sürenin başlangıcı (${deadline.anchorLabel}) bilinmiyor${ask ? `; "${ask.label}" bilgisini girin` : ''}.`;
    const explanation = [missing, ...notes];
    return { ...shown, anchorOn: null, dueOn: null, ask, status: 'unknown', daysLeft: null, explanation };
  }
  const { dueOn, explanation } = dueDay(rules.calendar, { amount, unit, counting: deadline.counting }, anchor);
  const daysLeft = daysBetween(today, dueOn);
  const status = statusOf(deadline.sense, daysLeft);
  const all = [...explanation, ...notes];
  return { ...shown, anchorOn: anchor, dueOn, ask: null, status, daysLeft, explanation: all };
}

/**
 * All deadlines that concern the case now: of its present step, and of steps ahead whose anchor is already known.
 * Nearest first, those without a day last.
 */
export function caseDeadlines(rules: DeadlineRules, state: CaseState, today: IsoDate): CaseDeadline[] {
  if (state.status !== 'open' || state.step === null) return [];
  const done = new Set(state.trail.map((t) => t.step));
  const ahead = stepsAhead(rules.process, state.step);
  return rules.process.steps
    .filter((s) => s.id === state.step || (ahead.has(s.id) && !done.has(s.id)))
    .flatMap((s) => deadlineOfStep(rules, s, { state, today }) ?? [])
    .filter((d) => d.step === state.step || d.dueOn !== null)
    .sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
}

/** The nearest last day that the office has to keep; null when none is known. */
export function nextDueDay(rules: DeadlineRules, state: CaseState, today: IsoDate): string | null {
  return caseDeadlines(rules, state, today).find((d) => d.sense === 'latest' && d.dueOn !== null)?.dueOn ?? null;
}

/** Fields on which deadlines of the process hang: anchors and conditions of other lengths. */
export function deadlineFields(process: ProcessDefinition): string[] {
  const keys = process.steps.flatMap(({ deadline }) =>
    deadline
      ? [
          ...('field' in deadline.anchor ? [deadline.anchor.field] : []),
          ...deadline.alternatives.map((a) => a.when.field),
        ]
      : [],
  );
  return [...new Set(keys)];
}

function anchorDay({ anchor }: DeadlineDefinition, step: StepDefinition, state: CaseState): IsoDate | null {
  const text =
    'field' in anchor
      ? state.data[anchor.field]
      : anchor.event === 'opened'
        ? state.openedOn
        : state.trail.findLast((t) => t.step === (anchor.step ?? step.id))?.on;
  return typeof text === 'string' && isIsoDate(text) ? text : null;
}

function statusOf(sense: DeadlineDefinition['sense'], daysLeft: number): DeadlineStatus {
  if (sense === 'earliest') return daysLeft > 0 ? 'waiting' : 'passed';
  if (daysLeft < 0) return 'over';
  if (daysLeft === 0) return 'today';
  return daysLeft <= NEAR_DAYS ? 'near' : 'ahead';
}

function stepsAhead(process: ProcessDefinition, from: string): Set<string> {
  const edges = new Map(process.steps.map((s) => [s.id, s.next]));
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const { to, loop } of edges.get(id) ?? [])
      if (!loop && !seen.has(to)) {
        seen.add(to);
        open.push(to);
      }
  return seen;
}
