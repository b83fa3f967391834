import type { ColumnDay } from '../engine/index.ts';
import type { Position } from './position.ts';
import type { OneDegreeLawId } from './tables.ts';

/** One of the two positions of an officer: KHA (pay) or EEA (pension contribution). Lengths are 30/360 days. */
export interface Track {
  readonly name: 'KHA' | 'EEA';
  isOpen: boolean;
  position: Position;
  /** Next yearly promotion, unclamped; null for a candidate and during an absence. */
  due: ColumnDay | null;
  /** Time in the step, kept still during an absence. */
  frozenDays: number;
  /** Yearly promotions still to be suppressed: by 125/D and by 71/3. */
  stops: number;
  holds: number;
  /** Time waiting for asalet. */
  bankedDays: number;
  /** Time outside the service that counts as own service in 12/d. */
  creditedDays: number;
  /** Steps of insurance years given to a candidate. */
  insuranceSteps: number;
}

export interface PendingRaise {
  readonly kind: 'steps' | 'degree';
  readonly count: number;
  readonly why: string;
}

/** Everything that a career carries from one event to the next. Changed in place while one timeline runs. */
export interface Career {
  readonly kha: Track;
  readonly eea: Track;
  entryDay: ColumnDay | null;
  serviceStart: ColumnDay | null;
  isAsil: boolean;
  /** Candidate service finished so far, and where the running part began. */
  candidateDays: number;
  candidateSince: ColumnDay | null;
  absence: { readonly since: ColumnDay; readonly kind: 'leave' | 'military' } | null;
  /** Unpaid leave and gaps around military service: not own service. */
  lostDays: number;
  ceiling: number;
  laws: OneDegreeLawId[];
  oneUsed: boolean;
  lawDegrees: number;
  sixB: number;
  article64Steps: number;
  regionSteps: number;
  pending: PendingRaise[];
  pendingRegionSteps: number;
  openEeaAtAsalet: boolean;
  isInRegion: boolean;
  /** Clock of two years in a priority region: null while it stands still. */
  regionDue: ColumnDay | null;
  regionSince: ColumnDay | null;
  regionCollectedDays: number;
  stopWindows: { readonly from: ColumnDay; readonly to: ColumnDay }[];
  /** Times in which article 37 is open, oldest first; empty where it comes as an event. */
  article37: readonly { readonly from: ColumnDay; readonly to: ColumnDay | null }[];
  /** A 527 step that falls inside a stop is given all the same. */
  givesRegionStepInStop: boolean;
  /** Last day on which something happened. */
  today: ColumnDay;
  kadro: string | null;
  /** Day on which EEA became one with KHA; both are shown on it. */
  mergedOn: ColumnDay | null;
}

export function createCareer(ceiling: number, serviceStart: ColumnDay | null): Career {
  return {
    kha: createTrack('KHA'),
    eea: createTrack('EEA'),
    entryDay: null,
    serviceStart,
    isAsil: false,
    candidateDays: 0,
    candidateSince: null,
    absence: null,
    lostDays: 0,
    ceiling,
    laws: [],
    oneUsed: false,
    lawDegrees: 0,
    sixB: 0,
    article64Steps: 0,
    regionSteps: 0,
    pending: [],
    pendingRegionSteps: 0,
    openEeaAtAsalet: false,
    isInRegion: false,
    regionDue: null,
    regionSince: null,
    regionCollectedDays: 0,
    stopWindows: [],
    article37: [],
    givesRegionStepInStop: false,
    today: 0,
    kadro: null,
    mergedOn: null,
  };
}

function createTrack(name: Track['name']): Track {
  return {
    name,
    isOpen: false,
    position: { derece: 15, kademe: 1 },
    due: null,
    frozenDays: 0,
    stops: 0,
    holds: 0,
    bankedDays: 0,
    creditedDays: 0,
    insuranceSteps: 0,
  };
}

/** A career that can go on without touching the given one. */
export function copyCareer(career: Career): Career {
  return {
    ...career,
    kha: { ...career.kha },
    eea: { ...career.eea },
    laws: [...career.laws],
    pending: [...career.pending],
    stopWindows: [...career.stopWindows],
  };
}

/** Opens EEA as a copy of KHA (657/5434 ek m.18); nothing where it is open. */
export function openEea({ kha, eea }: Career): void {
  if (eea.isOpen) return;
  eea.isOpen = true;
  eea.position = kha.position;
  eea.due = kha.due;
  eea.frozenDays = kha.frozenDays;
  eea.stops = kha.stops;
  eea.holds = 0;
  eea.insuranceSteps = kha.insuranceSteps;
}
