import { concluded, createTracer, type IsoDate, missing, type Outcome, type Tracer } from '../engine/index.ts';
import { chooseReading, type Reading } from '../options.ts';
import { laterDay } from './days.ts';
import type { TerfiFinding } from './derivation.ts';
import { type DerivedEvents, deriveEvents, deriveTerfiEvents, type TerfiOptions } from './derive.ts';
import type { TerfiFacts } from './facts.ts';
import type { Position } from './position.ts';
import { type TerfiReadingName, type TerfiReadings, terfiReadings } from './readings.ts';
import {
  type NextPromotions,
  nextPromotionsOfEvents,
  runTerfiTimeline,
  type TimelineOptions,
  type TimelineRow,
} from './timeline.ts';

/** The worked table of a person, what comes next, and what to look at. */
export interface TerfiResult {
  readonly asOf: IsoDate;
  readonly rows: readonly TimelineRow[];
  /** Position on `asOf`. */
  readonly kha: Position;
  readonly eea: Position | null;
  readonly next: NextPromotions;
  /** Steps expected after `asOf` if nothing changes: 64/4. */
  readonly expected: readonly { readonly on: IsoDate; readonly why: string }[];
  readonly findings: readonly TerfiFinding[];
}

/**
 * Degree, step and next promotion dates of a person from the raw record, with the reasoning. Outcome `missing` lists
 * what the record does not tell. Throws ValidationError for contradicting records. 657 s.K. m.36, 37, 64, 83, 84, 108.
 */
export function calculateTerfi(facts: TerfiFacts, options: TerfiOptions): Outcome<TerfiResult> {
  const tracer = createTracer();
  const derived = deriveTerfiEvents(facts, options, tracer);
  if (derived.missing.length > 0) return missing(derived.missing, tracer);
  traceReadings(facts, derived.readings, tracer);
  const timeline = runTerfiTimeline(derived.events, timelineOptions(derived, options));
  for (const step of timeline.trace) tracer.step(step);
  for (const warning of timeline.warnings) tracer.warn(warning);
  for (const { code, message, article } of derived.findings) tracer.warn({ code, message, article });
  const state = timeline.stateOn(options.asOf);
  if (state === null) {
    return missing([{ path: 'service', label: `${options.asOf} gününde başlamış bir memuriyet` }], tracer);
  }
  return concluded(
    {
      asOf: options.asOf,
      rows: withSuperseded(timeline.rows, derived, options),
      ...state,
      next: timeline.next,
      expected: expectedSteps(derived, options.asOf),
      findings: derived.findings,
    },
    tracer,
  );
}

/**
 * Next promotions only, without rows and texts: for a whole institution. Null where facts are missing; then
 * `calculateTerfi` says which. Throws ValidationError as it does.
 */
export function nextPromotions(facts: TerfiFacts, options: TerfiOptions): NextPromotions | null {
  const derived = deriveEvents(facts, options, undefined);
  if (derived.missing.length > 0) return null;
  return nextPromotionsOfEvents(derived.events, timelineOptions(derived, options));
}

function timelineOptions(derived: DerivedEvents, options: TerfiOptions): TimelineOptions {
  return {
    horizon: options.asOf,
    ceiling: derived.ceiling,
    article37: derived.article37,
    givesRegionStepInStop: derived.readings.regionStepInStop === 'GIVEN',
    ...(derived.serviceStart === null ? {} : { serviceStart: derived.serviceStart }),
    ...(options.withoutLaws ? { withoutLaws: options.withoutLaws } : {}),
  };
}

/** Rows that an annulled stop had written stay in the table as history. 657 s.K. m.135. */
function withSuperseded(
  rows: readonly TimelineRow[],
  derived: DerivedEvents,
  options: TerfiOptions,
): readonly TimelineRow[] {
  if (derived.annulledStops.length === 0) return rows;
  const stopped = runTerfiTimeline(
    [...derived.events, ...derived.annulledStops.map((a) => a.event)],
    timelineOptions(derived, options),
  );
  const until = derived.annulledStops.reduce(
    (last, a) => laterDay(last, a.annulledOn),
    derived.annulledStops[0]?.annulledOn ?? options.asOf,
  );
  const isStill = (row: TimelineRow): boolean => rows.some((r) => r.date === row.date && r.label === row.label);
  const superseded = stopped.rows
    .filter((row) => row.date < until && row.label.includes('Terfi durdurma') && !isStill(row))
    .map((row) => ({ ...row, isSuperseded: true }));
  return [...superseded, ...rows].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function expectedSteps(derived: DerivedEvents, asOf: IsoDate): TerfiResult['expected'] {
  return derived.events.flatMap((e) =>
    e.type === 'steps' && e.on > asOf ? [{ on: e.on, why: e.label ?? e.why ?? '' }] : [],
  );
}

/** When a reading can matter for a record; only those are printed. */
const matters: Readonly<Record<TerfiReadingName, (facts: TerfiFacts) => boolean>> = {
  stopStart: hasStop,
  lawDuringLeave: (f) => (f.unpaidLeaves?.length ?? 0) + (f.military?.length ?? 0) > 0,
  insuranceCap: hasInsurance,
  insuranceRounding: hasInsurance,
  regionStepInStop: hasStop,
  vekil: (f) => f.service?.some((s) => s.kind === 'VEKIL') ?? false,
  sixBInHigher: (f) => (f.education?.length ?? 0) > 1,
  candidateInsurance: hasInsurance,
  penaltyPeriod: (f) => (f.discipline?.length ?? 0) > 0,
  lisansTamamlama: (f) => f.education?.some((e) => e.isCompletion) ?? false,
};

function hasStop({ discipline }: TerfiFacts): boolean {
  return discipline?.some((d) => d.kind === 'KADEME_DURDURMA') ?? false;
}

function hasInsurance({ service }: TerfiFacts): boolean {
  return service?.some((s) => s.kind === 'SIGORTA' || s.kind === 'SERBEST_AVUKATLIK') ?? false;
}

function traceReadings(facts: TerfiFacts, readings: TerfiReadings, tracer: Tracer): void {
  for (const name of Object.keys(terfiReadings) as TerfiReadingName[]) {
    if (matters[name](facts)) chooseReading<string>(terfiReadings[name] as Reading<string>, readings[name], tracer);
  }
}
