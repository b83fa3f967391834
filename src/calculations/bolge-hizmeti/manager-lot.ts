import { compareIds, drawLot, type LotRecord, pickFromTicket, ticketDigest } from '../selection/index.ts';
import type { LocatedPlace } from './round.ts';

/** What a lot over places needs. */
export interface PlaceLot {
  readonly seed: string;
  readonly purpose: string;
  readonly ids: readonly string[];
  readonly places: readonly LocatedPlace[];
  /** Free posts by place. */
  readonly vacancies: ReadonlyMap<string, number>;
  /** Whether the lot may send a person to a place. */
  mayGo(id: string, place: LocatedPlace): boolean;
}

/**
 * Draws free posts for those whom no preference placed, in the order of their tickets (m.29/2). Each free post is one
 * ball; the ticket of person and purpose "yer" picks among those open to the person, places in the order of their ids.
 */
export function lotPlaces(lot: PlaceLot): { record: LotRecord; placedAt: ReadonlyMap<string, string> } {
  const record = drawLot(lot.seed, lot.purpose, lot.ids);
  const free = new Map(lot.vacancies);
  const ordered = [...lot.places].sort((a, b) => compareIds(a.id, b.id));
  const placedAt = new Map<string, string>();
  for (const { id } of record.tickets) {
    const balls = ordered.flatMap((p) =>
      lot.mayGo(id, p) ? Array.from({ length: free.get(p.id) ?? 0 }, () => p.id) : [],
    );
    if (balls.length === 0) continue;
    const place = balls[pickFromTicket(ticketDigest(lot.seed, `${lot.purpose} yer`, id), balls.length)];
    if (place === undefined) continue;
    placedAt.set(id, place);
    free.set(place, (free.get(place) ?? 0) - 1);
  }
  return { record, placedAt };
}
