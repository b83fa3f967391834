import { ValidationError } from '../../errors/index.ts';
import {
  backColumns,
  type ColumnDay,
  displaySure,
  intervalColumns,
  sureDays,
  sureOfDays,
  type Tracer,
} from '../engine/index.ts';
import { isSamePosition, type Position, positionText, raiseDerece, raiseKademe } from './position.ts';
import type { Career, Track } from './state.ts';
import { articleOf, LOWEST_DERECE, lastKademe, type RuleId } from './tables.ts';

export const DAYS_IN_YEAR = 360;
export const ONE_YEAR: ColumnDay = 10_000;

/** A row while it is written: the state at the end of its day. */
export interface RowDraft {
  readonly day: ColumnDay;
  readonly labels: string[];
  leftDay: ColumnDay | null;
  kadro: string | null;
  kha: Position;
  eea: Position | null;
  remainderDays: number | null;
  /** EEA became one with KHA on this day; both are shown, from the next day there is no EEA. */
  eeaEnds: boolean;
  /** Reasoning of the row: from the end of the row before to here. */
  traceEnd: number;
}

/** One run of the timeline; without `rows` and `tracer` (bulk) no text is built. */
export interface Run {
  readonly career: Career;
  readonly rows: RowDraft[] | undefined;
  readonly tracer: Tracer | undefined;
}

/** Writes the state into the row of the day; operations of one day share a row. */
export function writeRow(run: Run, day: ColumnDay, label: string): void {
  const { rows, career } = run;
  if (!rows) return;
  const last = rows.at(-1);
  const row = last?.day === day ? last : newRow(day, career);
  if (row !== last) rows.push(row);
  if (!row.labels.includes(label)) row.labels.push(label);
  refreshRow(row, career);
  row.traceEnd = run.tracer?.steps.length ?? 0;
}

function newRow(day: ColumnDay, career: Career): RowDraft {
  return {
    day,
    labels: [],
    leftDay: null,
    kadro: career.kadro,
    kha: career.kha.position,
    eea: null,
    remainderDays: null,
    eeaEnds: false,
    traceEnd: 0,
  };
}

function refreshRow(row: RowDraft, career: Career): void {
  row.kadro = career.kadro;
  row.kha = career.kha.position;
  // A track that was merged and opened again on one day goes on.
  row.eeaEnds = false;
  if (career.eea.isOpen) row.eea = career.eea.position;
  else if (career.mergedOn === row.day) {
    row.eea = career.kha.position;
    row.eeaEnds = true;
  }
}

export function openTracks({ kha, eea }: Career): Track[] {
  return eea.isOpen ? [kha, eea] : [kha];
}

/** Time in the present step on a day, 30/360 days; never below 0. */
export function timeInStep(career: Career, track: Track, day: ColumnDay): number {
  if (career.absence || track.due === null) return track.frozenDays;
  return Math.max(0, intervalDays(day, track.due - ONE_YEAR));
}

/** Next yearly date after an operation on `day` that leaves `days` (under a year): day + 1 yıl − kalan. */
export function setRemainder(run: Run, track: Track, day: ColumnDay, days: number): void {
  if (run.career.absence) {
    track.frozenDays = days;
    return;
  }
  track.due = backColumns(day + ONE_YEAR, sureOfDays(days));
  run.tracer?.step({
    label: `${track.name} müteakip terfi tarihi`,
    rule: 'R1.8',
    article: articleOf('R1.8'),
    arithmetic: `${dayText(day + ONE_YEAR)} − ${displaySure(sureOfDays(days))} = ${dayText(track.due)}`,
    result: dayText(track.due),
  });
}

/** Whole years become steps at once, the rest moves the yearly date. `measuredOn`: where the time in the step is read. */
export function creditTime(
  run: Run,
  track: Track,
  credit: { day: ColumnDay; days: number; measuredOn?: ColumnDay; running?: number },
): void {
  const { career } = run;
  const running = credit.running ?? timeInStep(career, track, credit.measuredOn ?? credit.day);
  const total = running + credit.days;
  run.tracer?.step({
    label: `${track.name} için toplam süre`,
    article: articleOf('R1.8'),
    arithmetic: `${daysText(running)} + ${daysText(credit.days)} = ${daysText(total)}`,
    result: `${Math.floor(total / DAYS_IN_YEAR)} kademe, kalan ${daysText(total % DAYS_IN_YEAR)}`,
  });
  track.position = raiseKademe(track.position, Math.floor(total / DAYS_IN_YEAR), career.ceiling);
  setRemainder(run, track, credit.day, total % DAYS_IN_YEAR);
}

/** Steps or degrees on every open track; the yearly date stays. */
export function raiseTracks(career: Career, kind: 'steps' | 'degree', count: number): void {
  for (const track of openTracks(career)) {
    track.position =
      kind === 'steps' ? raiseKademe(track.position, count, career.ceiling) : raiseDerece(track.position, count);
  }
}

/** Length in 30/360 days; negative where `later` is the earlier day. */
export function intervalDays(later: ColumnDay, earlier: ColumnDay): number {
  return sureDays(intervalColumns(later, earlier));
}

/** Describes how positions moved: "KHA 8/3 → 7/1". */
export function moveText(track: Track, before: Position): string {
  return isSamePosition(before, track.position)
    ? `${track.name} ${positionText(before)}`
    : `${track.name} ${positionText(before)} → ${positionText(track.position)}`;
}

/** "16.06.2006"; an anchor is printed unclamped, as the guide prints its columns. */
export function dayText(day: ColumnDay): string {
  const text = String(day).padStart(8, '0');
  return `${text.slice(6)}.${text.slice(4, 6)}.${text.slice(0, 4)}`;
}

export function daysText(days: number): string {
  return displaySure(sureOfDays(days));
}

/** "16.06.2006 − 28.04.2005 = 1 yıl 1 ay 18 gün". */
export function intervalText(later: ColumnDay, earlier: ColumnDay): string {
  return `${dayText(later)} − ${dayText(earlier)} = ${displaySure(intervalColumns(later, earlier))}`;
}

/** An event that the state of the career does not allow: ValidationError naming rule and day. */
export function refuse(rule: RuleId, day: ColumnDay, message: string): never {
  throw ValidationError.of(`events.${dayText(day)}`, `${dayText(day)}: ${message}`, `${rule} · ${articleOf(rule)}`);
}

/** A position of the table: degree 1 to 15, a step that the degree has. 657 s.K. m.36, 43. */
export function checkedPosition(position: Position, day: ColumnDay): Position {
  const { derece, kademe } = position;
  const isWhole = Number.isInteger(derece) && Number.isInteger(kademe);
  if (isWhole && derece >= 1 && derece <= LOWEST_DERECE && kademe >= 1 && kademe <= lastKademe(derece)) return position;
  return refuse('R2', day, `${positionText(position)} gösterge tablosunda yok; dereceyi ve kademeyi denetleyin.`);
}
