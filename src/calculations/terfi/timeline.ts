import { ValidationError } from '../../errors/index.ts';
import {
  type ColumnDay,
  clampColumns,
  columnsOf,
  createTracer,
  type IsoDate,
  isoOfColumns,
  type Sure,
  sureOfDays,
  type Tracer,
  type TraceStep,
  type Warning,
} from '../engine/index.ts';
import { applyEvent } from './dispatch.ts';
import {
  ARTICLE_37_RANK,
  type PlacedEvent,
  REGION_STEP_RANK,
  rankOfEvent,
  type TerfiEvent,
  YEARLY_RANK,
} from './events.ts';
import { applyArticle37, nextArticle37Day } from './extras.ts';
import { isAtLastKademe, type Position } from './position.ts';
import type { RowDraft, Run } from './run.ts';
import { type Career, copyCareer, createCareer, type Track } from './state.ts';
import { giveRegionStep, giveYearly, nextYearlyDay } from './yearly.ts';

/** One line of the "hizmet ve terfi cetveli": the state at the end of its day. */
export interface TimelineRow {
  readonly date: IsoDate;
  readonly label: string;
  /** Day on which the officer left (unpaid leave, military service) before the next row. */
  readonly leftOn: IsoDate | null;
  readonly kadro: string | null;
  readonly kha: Position;
  readonly eea: Position | null;
  /** EEA became one with KHA on this day; from the next day there is none. */
  readonly eeaEnds: boolean;
  /** Time in the KHA step at the end of the day; null for a candidate. */
  readonly remainder: Sure | null;
  /** How the row was found, step by step. */
  readonly trace: readonly TraceStep[];
  /** History only: undone by a later decision. */
  readonly isSuperseded?: boolean;
}

/** The promotion that comes next on a track, with the position that the day brings (527 on the way included). */
export interface NextPromotion {
  readonly on: IsoDate;
  readonly position: Position;
}

export interface NextPromotions {
  readonly kha: NextPromotion | null;
  readonly eea: NextPromotion | null;
}

export interface TimelineOptions {
  /** Last day that counts; without it the day of the last event. */
  readonly horizon?: IsoDate;
  /** Ceiling degree of the first education; 1 without it. */
  readonly ceiling?: number;
  /** Start of own service where it lies before the entry (4/B). */
  readonly serviceStart?: IsoDate;
  /** Times in which article 37 applies by itself, oldest first. */
  readonly article37?: readonly { readonly from: IsoDate; readonly to: IsoDate | null }[];
  /** Gives the 527 step that falls inside a stop; the guide loses it. */
  readonly givesRegionStepInStop?: boolean;
  /** Laws left out, to reproduce a source that forgot one. */
  readonly withoutLaws?: readonly string[];
}

export interface TerfiTimeline {
  readonly rows: readonly TimelineRow[];
  readonly next: NextPromotions;
  readonly trace: readonly TraceStep[];
  readonly warnings: readonly Warning[];
  /** Position at the end of a day; null before the entry. */
  stateOn(date: IsoDate): { readonly kha: Position; readonly eea: Position | null } | null;
}

/**
 * The timeline of a career from normalised events, in any order: both tracks, next promotions, reasoning. Throws
 * ValidationError naming day and rule where an event is impossible. 657 s.K. m.36, 64 and the articles of the trace.
 */
export function runTerfiTimeline(events: readonly TerfiEvent[], options: TimelineOptions = {}): TerfiTimeline {
  const tracer = createTracer();
  const drafts: RowDraft[] = [];
  const career = runCareer(events, options, { rows: drafts, tracer });
  const rows = drafts.map((draft, i) => rowOf(draft, tracer.steps.slice(drafts[i - 1]?.traceEnd ?? 0, draft.traceEnd)));
  return {
    rows,
    next: projectNext(career),
    trace: tracer.steps,
    warnings: tracer.warnings,
    stateOn: (date) => stateOf(rows, date),
  };
}

/** The same without rows and texts, for many people. Throws ValidationError as `runTerfiTimeline` does. */
export function nextPromotionsOfEvents(events: readonly TerfiEvent[], options: TimelineOptions): NextPromotions {
  return projectNext(runCareer(events, options, { rows: undefined, tracer: undefined }));
}

function runCareer(
  events: readonly TerfiEvent[],
  options: TimelineOptions,
  output: { rows: RowDraft[] | undefined; tracer: Tracer | undefined },
): Career {
  const career = createCareer(options.ceiling ?? 1, options.serviceStart ? columnsOf(options.serviceStart) : null);
  career.givesRegionStepInStop = options.givesRegionStepInStop ?? false;
  career.article37 = (options.article37 ?? []).map(({ from, to }) => ({
    from: columnsOf(from),
    to: to === null ? null : columnsOf(to),
  }));
  const run: Run = { career, ...output };
  const placed = placeEvents(events, options);
  const horizon = options.horizon ? columnsOf(options.horizon) : (placed.at(-1)?.day ?? 0);
  for (const { day, rank, event } of placed) {
    if (day > horizon) break;
    giveAutomatic(run, day, rank);
    career.today = day;
    applyEvent(run, day, event);
    fillRemainder(run, day);
  }
  giveAutomatic(run, horizon, Number.POSITIVE_INFINITY);
  return career;
}

/** Events by day and rank; credits of earlier days count at the entry. */
function placeEvents(events: readonly TerfiEvent[], options: TimelineOptions): PlacedEvent[] {
  const start = events.find((e) => e.type === 'entry' || e.type === 'snapshot');
  if (!start) {
    throw ValidationError.of('events', 'Göreve başlama kaydı yok; derece ve kademe hesaplanamaz.', 'R3');
  }
  const entryDay = columnsOf(start.on);
  return events
    .filter((e) => e.type !== 'law' || !options.withoutLaws?.includes(e.law))
    .map((event) => ({ day: dayOf(event, entryDay), rank: rankOfEvent(event), event }))
    .filter(({ day, event }) => day >= entryDay || event.type !== 'law')
    .sort((a, b) => a.day - b.day || a.rank - b.rank);
}

function dayOf(event: TerfiEvent, entryDay: ColumnDay): ColumnDay {
  const day = columnsOf(event.on);
  const isCredit = event.type === 'creditAtAsalet' || event.type === 'kadro';
  return isCredit && day < entryDay ? entryDay : day;
}

interface Automatic {
  readonly day: ColumnDay;
  readonly rank: number;
  readonly give: (run: Run, day: ColumnDay) => void;
}

/** What happens by itself before the given place in time: yearly promotions, 527 steps, article 37. */
function giveAutomatic(run: Run, untilDay: ColumnDay, untilRank: number): void {
  for (;;) {
    const next = nextAutomatic(run.career);
    if (next === null || next.day > untilDay || (next.day === untilDay && next.rank >= untilRank)) return;
    run.career.today = next.day;
    next.give(run, next.day);
    fillRemainder(run, next.day);
  }
}

function nextAutomatic(career: Career): Automatic | null {
  const yearly = nextYearlyDay(career);
  let next: Automatic | null = yearly === null ? null : { day: yearly, rank: YEARLY_RANK, give: giveYearly };
  const region = career.regionDue === null ? null : clampColumns(career.regionDue);
  if (region !== null && (next === null || region < next.day)) {
    next = { day: region, rank: REGION_STEP_RANK, give: giveRegionStep };
  }
  const article37 = nextArticle37Day(career);
  if (article37 === null || (next !== null && article37 >= next.day)) return next;
  return { day: article37, rank: ARTICLE_37_RANK, give: (run, day) => applyArticle37(run, day, {}) };
}

function fillRemainder({ rows, career }: Run, day: ColumnDay): void {
  const row = rows?.at(-1);
  if (row?.day !== day) return;
  row.remainderDays = career.isAsil ? remainderOf(career, day) : null;
}

function remainderOf(career: Career, day: ColumnDay): number {
  const { due, frozenDays } = career.kha;
  if (career.absence || due === null) return frozenDays;
  const [years, rest] = [Math.floor((due - day) / 10_000), due];
  return years >= 1 ? 0 : timeBetween(day, rest - 10_000);
}

function timeBetween(later: ColumnDay, earlier: ColumnDay): number {
  const days = (d: ColumnDay): number => Math.floor(d / 10_000) * 360 + (Math.floor(d / 100) % 100) * 30 + (d % 100);
  return Math.max(0, days(later) - days(earlier));
}

function rowOf(draft: RowDraft, trace: readonly TraceStep[]): TimelineRow {
  return {
    date: isoOfColumns(draft.day),
    label: draft.labels.join(' + '),
    leftOn: draft.leftDay === null ? null : isoOfColumns(draft.leftDay),
    kadro: draft.kadro,
    kha: draft.kha,
    eea: draft.eea,
    eeaEnds: draft.eeaEnds,
    remainder: draft.remainderDays === null ? null : sureOfDays(draft.remainderDays),
    trace,
  };
}

function stateOf(rows: readonly TimelineRow[], date: IsoDate): { kha: Position; eea: Position | null } | null {
  const row = rows.findLast((r) => r.date <= date);
  if (!row) return null;
  return { kha: row.kha, eea: row.eeaEnds && date > row.date ? null : row.eea };
}

function projectNext(career: Career): NextPromotions {
  return { kha: projectTrack(career, 'kha'), eea: career.eea.isOpen ? projectTrack(career, 'eea') : null };
}

function projectTrack(career: Career, name: 'kha' | 'eea'): NextPromotion | null {
  const present = career[name];
  if (present.due === null || isAtLastKademe(present.position, career.ceiling)) return null;
  const on = clampColumns(present.due + (present.stops + present.holds) * 10_000);
  return { on: isoOfColumns(on), position: positionOn(career, name, on) };
}

function positionOn(career: Career, name: 'kha' | 'eea', day: ColumnDay): Position {
  const projected = copyCareer(career);
  giveAutomatic({ career: projected, rows: undefined, tracer: undefined }, day, Number.POSITIVE_INFINITY);
  const track: Track = projected[name];
  return track.position;
}
