import { z } from 'zod';
import { concluded, createTracer, type IsoDate, type Outcome, sureDays, type Tracer } from '../engine/index.ts';
import { countField, dayField, textField } from '../input.ts';
import {
  type Criterion,
  compareIds,
  drawLot,
  equalGroups,
  type LotRecord,
  placeByPreference,
  type Ranked,
  rank,
  readTable,
  serviceBetween,
} from '../selection/index.ts';
import { checkPreferences, moveOf } from './moves.ts';
import { refuseRound } from './round.ts';
import type { Move, RegionDeps } from './tables.ts';
import { dayCountField } from './term.ts';

/** One round of in-province (m.32) or inter-province (m.33) moves of staff who aren't bound to regions. */
export const staffRoundInput = z.object({
  /** Reference day (30 September). */
  on: dayField,
  kind: z.enum(['IL_ICI', 'ILLER_ARASI']),
  /** Public text of the lot, fixed before the applications. */
  seed: z.string(),
  dayCount: dayCountField,
  candidates: z.array(
    z.object({
      id: textField,
      /** Start of the uninterrupted service that the article asks for. */
      since: dayField,
      /** Length of service, 30/360 days. */
      serviceDays: countField,
      /** Service in the kadro now held, 30/360 days. */
      kadroDays: countField,
      preferences: z.array(textField),
    }),
  ),
  quotas: z.record(z.string(), countField),
});
export type StaffRoundInput = z.output<typeof staffRoundInput>;
type Candidate = StaffRoundInput['candidates'][number];

export interface StaffRoundRow {
  readonly position: number;
  readonly id: string;
  readonly place: string | null;
  /** `HIZMET_SURESI`, `KADRO_SURESI`, `KURA`; null for the first. */
  readonly decidedBy: string | null;
}

export interface StaffRound {
  readonly rows: readonly StaffRoundRow[];
  /** Less than the three uninterrupted years. */
  readonly notEligible: readonly string[];
  /** One record for each group of equals. */
  readonly lots: readonly LotRecord[];
  readonly vacancies: readonly { readonly place: string; readonly count: number }[];
}

const CRITERIA: readonly Criterion<Candidate>[] = [
  { name: 'HIZMET_SURESI', key: (c) => -c.serviceDays },
  { name: 'KADRO_SURESI', key: (c) => -c.kadroDays },
];

/**
 * Ranks by length of service, service in the kadro, then a lot, and places by preference. MEB Yön. m.32, 33. The same
 * seed gives the same result in any input order. Throws ValidationError for too many or unknown preferences, doubled ids
 * and, where a lot is needed, an empty seed.
 */
export function calculateStaffRound(input: StaffRoundInput, { tables }: RegionDeps): Outcome<StaffRound> {
  const tracer = createTracer();
  const table = readTable(tables.moves, input.on);
  const move = moveOf(table.value.kinds, input.kind);
  refuseRound(input.candidates, input.quotas);
  input.candidates.forEach((c, i) => {
    checkPreferences(c.preferences.length, move, `candidates.${i}.preferences`);
  });
  const eligible = input.candidates.filter((c) => isEligible(c, move, input));
  const eligibleIds = new Set(eligible.map((c) => c.id));
  const notEligible = input.candidates.filter((c) => !eligibleIds.has(c.id)).map((c) => c.id);
  const parameters = [table.cite(`${move.minimumYears} yıl, en çok ${move.maxPreferences} tercih`)];
  const counts = `${eligible.length} kişi başvurabilir, ${notEligible.length} kişi süreyi doldurmamış.`;
  tracer.step({ label: 'Başvuru şartı', article: `${move.article}/1`, result: counts, parameters });
  const { ordered, lots } = orderWithLots(eligible, input);
  traceLots(lots, move, tracer);
  const { placedAt, vacancies } = placeByPreference(
    ordered.map((r) => r.item),
    new Map(Object.entries(input.quotas)),
  );
  const rows = ordered.map(({ item, decidedBy }, i) => ({
    position: i + 1,
    id: item.id,
    place: placedAt.get(item.id) ?? null,
    decidedBy,
  }));
  const placed = rows.filter((r) => r.place !== null).length;
  tracer.step({ label: 'Atamalar', article: `${move.article}/3`, result: `${placed} kişi yerleşti.` });
  const free = [...vacancies].filter(([, count]) => count > 0).map(([place, count]) => ({ place, count }));
  free.sort((a, b) => (a.place < b.place ? -1 : 1));
  return concluded({ rows, notEligible: notEligible.sort(compareIds), lots, vacancies: free }, tracer);
}

function isEligible(
  { since }: Candidate,
  move: Move,
  { on, dayCount }: { on: IsoDate; dayCount: StaffRoundInput['dayCount'] },
) {
  if (since > on) return false;
  return sureDays(serviceBetween(since, on, dayCount)) >= sureDays({ yil: move.minimumYears ?? 0, ay: 0, gun: 0 });
}

function orderWithLots(
  eligible: readonly Candidate[],
  input: StaffRoundInput,
): { ordered: readonly Ranked<Candidate>[]; lots: readonly LotRecord[] } {
  const ranked = rank(eligible, CRITERIA);
  const lots = equalGroups(ranked).map((ids) => drawLot(input.seed, `${input.kind} ${input.on}`, ids));
  const lotPlace = new Map(lots.flatMap((lot) => lot.tickets.map((t, i) => [t.id, i] as const)));
  const byLot: Criterion<Candidate> = { name: 'KURA', key: (c) => lotPlace.get(c.id) ?? 0 };
  return { ordered: rank(eligible, [...CRITERIA, byLot]), lots };
}

function traceLots(lots: readonly LotRecord[], move: Move, tracer: Tracer): void {
  for (const lot of lots) {
    tracer.step({
      label: 'Kura',
      article: `${move.article}/3`,
      arithmetic: `${lot.method}; tohum "${lot.seed}", amaç "${lot.purpose}"`,
      result: lot.tickets.map((t) => t.id).join(', '),
    });
  }
}
