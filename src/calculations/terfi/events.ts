import type { ColumnDay, IsoDate, Sure } from '../engine/index.ts';
import type { Position } from './position.ts';
import type { OneDegreeLawId, RuleId } from './tables.ts';

/** Intibak after a higher diploma. 657 s.K. m.36/A-12-d. */
export interface IntibakTerms {
  /** Entry position of the new education. */
  readonly base: Position;
  /** Degrees of A/2 to A/5 that belong to the new diploma. */
  readonly degreeBonus?: number;
  /** The day on which a peer without interruption would have had the diploma. */
  readonly emsal: IsoDate;
  /** Steps of A-6/b; absent = as before, 0 = none. */
  readonly sixB?: number;
  /** Best degree of the new education; absent = as before. */
  readonly ceiling?: number;
}

interface Common {
  readonly on: IsoDate;
  /** Text of the timeline row, where the event has a better one than its kind. */
  readonly label?: string;
}

/** What happened in a career, normalised: the vocabulary of the timeline engine. One union member a kind. */
export type TerfiEvent = Common &
  (
    | {
        readonly type: 'entry';
        readonly position: Position;
        readonly eea?: Position;
        /** Entry into a priority region (527). */
        readonly region?: boolean;
        /** No candidacy: an officer from the first day (632 s.KHK). */
        readonly asil?: boolean;
        /** 4/B time that counts at entry. */
        readonly credit?: Sure;
        readonly kadro?: string;
      }
    | {
        readonly type: 'snapshot';
        readonly position: Position;
        readonly due: IsoDate;
        readonly eea?: Position;
        readonly eeaDue?: IsoDate;
        /** A one-degree law of 1991 or 2005 was used before. */
        readonly oneUsed?: boolean;
      }
    | { readonly type: 'asalet'; readonly intibak?: IntibakTerms }
    | {
        /** Time banked for asalet; for an officer it counts on the day. */
        readonly type: 'creditAtAsalet';
        readonly kha: Sure;
        readonly eea?: Sure;
        /** What counts as own service in 12/d where it differs from `kha`. */
        readonly ownKha?: Sure;
        readonly splitEea?: boolean;
        readonly why?: string;
        readonly rule?: RuleId;
      }
    | {
        /** Recognised insurance on the day after entry: full years at once, the rest banked. */
        readonly type: 'creditDayAfter';
        readonly kha: Sure;
        readonly eea?: Sure;
        readonly splitEea?: boolean;
        readonly why?: string;
        readonly rule?: RuleId;
      }
    | { readonly type: 'diplomaAday'; readonly position: Position; readonly ceiling?: number }
    | { readonly type: 'leaveStart' }
    /** `countsKha`: time of the leave that counts (birth leave, m.36/C-8). */
    | { readonly type: 'leaveEnd'; readonly countsKha?: Sure }
    | { readonly type: 'milStart' }
    | { readonly type: 'milEnd'; readonly served: Sure }
    | { readonly type: 'law'; readonly law: OneDegreeLawId }
    | { readonly type: 'steps'; readonly count?: number; readonly why?: string }
    | { readonly type: 'degree'; readonly count?: number; readonly why?: string }
    | { readonly type: 'region'; readonly isOn: boolean }
    | { readonly type: 'stop'; readonly years: number }
    | { readonly type: 'hold71'; readonly years: number }
    | { readonly type: 'art37' }
    | ({ readonly type: 'intibak' } & IntibakTerms)
    | { readonly type: 'borclanma'; readonly bought: Sure; readonly running?: Sure }
    | { readonly type: 'kadro'; readonly kadro?: string }
  );

export type TerfiEventType = TerfiEvent['type'];
export type EventOf<T extends TerfiEventType> = Extract<TerfiEvent, { readonly type: T }>;

/** Automatic operations take their place among the events of a day. */
export const YEARLY_RANK = 40;
export const REGION_STEP_RANK = 50;
export const ARTICLE_37_RANK = 70;

/** Order of operations on one day; the same for every career. */
const ranks: Readonly<Record<TerfiEventType, number>> = {
  entry: 0,
  snapshot: 0,
  leaveEnd: 5,
  milEnd: 5,
  stop: 10,
  creditAtAsalet: 20,
  creditDayAfter: 20,
  diplomaAday: 30,
  asalet: YEARLY_RANK,
  law: 60,
  art37: ARTICLE_37_RANK,
  steps: 100,
  intibak: 90,
  degree: 100,
  borclanma: 110,
  region: 120,
  hold71: 130,
  kadro: 140,
  leaveStart: 150,
  milStart: 150,
};
const RANK_64 = 80;

export interface PlacedEvent {
  readonly day: ColumnDay;
  readonly rank: number;
  readonly event: TerfiEvent;
}

/** Steps of article 64 are given back after an intibak; those of A/9 to A/11 are not. */
export function isArticle64(why: string | undefined): boolean {
  return why?.includes('64') ?? false;
}

export function rankOfEvent(event: TerfiEvent): number {
  return event.type === 'steps' && isArticle64(event.why) ? RANK_64 : ranks[event.type];
}
