import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Outcome, type Tracer } from '../engine/index.ts';
import { countField, dayField, textField } from '../input.ts';
import { compareIds, contestedPlaces, type LotRecord, placeByPreference, readTable } from '../selection/index.ts';
import { lotPlaces } from './manager-lot.ts';
import { checkPreferences, moveOf, moveRankingCandidate } from './moves.ts';
import { type PreferableRegions, preferableRegions } from './preference.ts';
import { calculateManagerRanking, type ManagerRankingRow } from './ranking.ts';
import { findRegion } from './region.ts';
import { type LocatedPlace, refuseRound } from './round.ts';
import type { Region, RegionDeps } from './tables.ts';
import { calculateHalfTerm, regionField } from './term.ts';

/** One round of moves of managers: term-bound in June (m.29) or voluntary in July (m.31). */
export const managerRoundInput = z.object({
  /** Reference day: 31 May or 30 June. */
  on: dayField,
  kind: z.enum(['BOLGE_HIZMETI', 'ISTEGE_BAGLI_YONETICI']),
  /** Public text of the lot; needed where somebody gets no preference (m.29/2). */
  seed: z.string(),
  /** m.31 “alt bölge”: less developed = larger number (default), or the other way round. */
  lowerRegion: z.enum(['BUYUK_NUMARA', 'KUCUK_NUMARA']).default('BUYUK_NUMARA'),
  candidates: z.array(
    moveRankingCandidate.extend({
      il: textField,
      ilce: textField.optional(),
      /** Regions whose term is completed (m.29); the present one counts as completed. */
      completed: z.array(regionField).default([]),
      /** Regions served in without completing the term: the lot doesn't send there (m.29/2). */
      served: z.array(regionField).default([]),
      /** Days served in the present region (m.31). */
      regionDays: countField.default(0),
      preferences: z.array(textField),
    }),
  ),
  places: z.array(z.object({ id: textField, il: textField, ilce: textField.optional(), quota: countField })),
});
export type ManagerRoundInput = z.output<typeof managerRoundInput>;
type Candidate = ManagerRoundInput['candidates'][number];

export type ManagerMoveStatus = 'TERCIHINE' | 'KURAYLA' | 'YERLESEMEDI' | 'SARTI_TASIMIYOR';

export interface ManagerMoveRow {
  readonly position: number | null;
  readonly id: string;
  readonly status: ManagerMoveStatus;
  readonly place: string | null;
  readonly region: Region | null;
  /** What put this one behind the one before: `PUAN`, `YONETICILIK`, `BAKANLIK`; null for the first and the unranked. */
  readonly decidedBy: string | null;
}

export interface ManagerRound {
  readonly rows: readonly ManagerMoveRow[];
  readonly lot: LotRecord | null;
  readonly contested: readonly { readonly place: string; readonly candidates: readonly string[] }[];
}

/**
 * Ranks managers and places them over their preferences; whom m.29 must move gets a place by lot. MEB Yön. m.29, 31.
 * Throws ValidationError for a preference that the person may not give, too many, unknown names, doubled ids, no seed.
 */
export function calculateManagerRound(input: ManagerRoundInput, deps: RegionDeps): Outcome<ManagerRound> {
  const tracer = createTracer();
  const move = moveOf(readTable(deps.tables.moves, input.on).value.kinds, input.kind);
  const places = locate(input, deps);
  refuseRound(input.candidates, Object.fromEntries(places));
  const open: Openings = new Map(input.candidates.map((c) => [c.id, opening(c, input, deps)]));
  input.candidates.forEach((c, i) => {
    checkPreferences(c.preferences.length, move, `candidates.${i}.preferences`);
    const refused = refusedPreference(c, open.get(c.id) ?? null, places);
    if (refused !== null) throw ValidationError.of(`candidates.${i}.preferences`, refused, 'MEB Yön. m.29/2, 31/1');
  });
  const moving = input.candidates.filter((c) => open.get(c.id));
  const ranking = calculateManagerRanking({ on: input.on, candidates: moving });
  if (ranking.kind !== 'value') return ranking;
  for (const step of ranking.trace) tracer.step(step);
  for (const warning of ranking.warnings) tracer.warn(warning);
  const byId = new Map(moving.map((c) => [c.id, c]));
  const ordered = ranking.value.rows.flatMap((r) => byId.get(r.id) ?? []);
  const { placedAt, vacancies } = placeByPreference(ordered, new Map([...places].map(([id, p]) => [id, p.quota])));
  const contested = contestedPlaces(ranking.value.equalGroups, (id) => byId.get(id)?.preferences ?? [], placedAt);
  const waiting = ordered.filter((c) => placedAt.get(c.id) === null);
  const needsLot = input.kind === 'BOLGE_HIZMETI' && waiting.length > 0;
  const lot = needsLot ? drawn(waiting, vacancies, { input, places, open }) : null;
  traceRound({ placed: ordered.length - waiting.length, lot, contested }, tracer);
  const rows = ranking.value.rows.map((row) => rowOf(row, { preferred: placedAt, lot, places }));
  const barred = input.candidates.filter((c) => !open.get(c.id)).map((c) => c.id);
  const unranked = { position: null, status: 'SARTI_TASIMIYOR', place: null, region: null, decidedBy: null } as const;
  const refused = barred.sort(compareIds).map((id): ManagerMoveRow => ({ ...unranked, id }));
  return concluded({ rows: [...rows, ...refused], lot: lot?.record ?? null, contested }, tracer);
}

type Places = ReadonlyMap<string, LocatedPlace>;
type Openings = ReadonlyMap<string, Opening | null>;

/** What a candidate may prefer; null where m.31's half term isn't served. */
interface Opening extends PreferableRegions {
  readonly ownRegion: Region;
  readonly ownIl: string;
  readonly ownProvinceOpen: boolean;
}

function opening(c: Candidate, input: ManagerRoundInput, deps: RegionDeps): Opening | null {
  const own = findRegion(readTable(deps.tables.regions, input.on).value, c.il, c.ilce);
  const located = { ownRegion: own.region, ownIl: own.il };
  if (input.kind === 'BOLGE_HIZMETI') {
    const reach = readTable(deps.tables.terms, input.on).value.preferenceReach;
    return { ...preferableRegions({ ...c, current: own.region }, reach), ...located, ownProvinceOpen: false };
  }
  const half = calculateHalfTerm({ on: input.on, region: own.region, servedDays: c.regionDays }, deps);
  if (half.kind !== 'value') return null;
  const downward = input.lowerRegion === 'BUYUK_NUMARA';
  const regions = ([1, 2, 3, 4, 5] as const).filter((r) => (downward ? r >= own.region : r <= own.region));
  return {
    regions,
    allCompleted: false,
    lotRegions: [],
    lotExcludesOwnProvince: false,
    ...located,
    ownProvinceOpen: true,
  };
}

function refusedPreference(c: Candidate, open: Opening | null, places: Places): string | null {
  if (!open) return null;
  for (const id of c.preferences) {
    const place = places.get(id);
    if (!place) continue;
    const own = place.region === open.ownRegion && place.il === open.ownIl && !open.ownProvinceOpen;
    if (open.regions.includes(place.region) && !own) continue;
    return `${c.id}: "${id}" tercih edilemez (${own ? 'bulunduğu ildeki yer' : `${place.region}. bölge`}).`;
  }
  return null;
}

function locate(input: ManagerRoundInput, { tables }: RegionDeps): Places {
  const table = readTable(tables.regions, input.on).value;
  return new Map(
    input.places.map(({ id, il, ilce, quota }) => {
      const found = findRegion(table, il, ilce);
      return [id, { id, il: found.il, region: found.region, quota }];
    }),
  );
}

interface Round {
  readonly input: ManagerRoundInput;
  readonly places: Places;
  readonly open: Openings;
}

interface DrawnLot {
  readonly record: LotRecord;
  readonly placedAt: ReadonlyMap<string, string>;
}

/** Draws free places for those without one; `vacancies` are the posts that the preferences left. */
function drawn(waiting: readonly Candidate[], vacancies: ReadonlyMap<string, number>, round: Round): DrawnLot {
  const { input, places, open } = round;
  const mayGo = (id: string, place: LocatedPlace) => {
    const o = open.get(id);
    return o?.lotRegions.includes(place.region) === true && !(o.lotExcludesOwnProvince && place.il === o.ownIl);
  };
  return lotPlaces({
    seed: input.seed,
    purpose: `${input.kind} ${input.on}`,
    ids: waiting.map((c) => c.id),
    places: [...places.values()],
    vacancies,
    mayGo,
  });
}

interface Placed {
  readonly preferred: ReadonlyMap<string, string | null>;
  readonly lot: DrawnLot | null;
  readonly places: Places;
}

function rowOf({ id, position, decidedBy }: ManagerRankingRow, { preferred, lot, places }: Placed): ManagerMoveRow {
  const wished = preferred.get(id) ?? null;
  const place = wished ?? lot?.placedAt.get(id) ?? null;
  const status = wished !== null ? 'TERCIHINE' : place !== null ? 'KURAYLA' : 'YERLESEMEDI';
  const region = place === null ? null : (places.get(place)?.region ?? null);
  return { position, id, status, place, region, decidedBy };
}

interface Remarks {
  readonly placed: number;
  readonly lot: DrawnLot | null;
  readonly contested: ManagerRound['contested'];
}

function traceRound({ placed, lot, contested }: Remarks, tracer: Tracer): void {
  tracer.step({
    label: 'Tercihlere göre atama',
    article: 'MEB Yön. m.29/4, 31/3',
    result: `${placed} yönetici tercihine yerleşti.`,
  });
  if (lot) {
    tracer.step({
      label: 'Kura',
      article: 'MEB Yön. m.29/2',
      arithmetic: `${lot.record.method}; tohum "${lot.record.seed}", amaç "${lot.record.purpose}"`,
      result: lot.record.tickets.map((t) => `${t.id}: ${lot.placedAt.get(t.id) ?? 'uygun boş yer yok'}`).join('; '),
    });
  }
  for (const { place, candidates } of contested) {
    const message = `${place}: eşit yöneticiler aynı yeri istiyor (${candidates.join(', ')}); sırayı idare belirlemeli.`;
    tracer.warn({ code: 'ESIT_YERLESTIRME', message, article: 'MEB Yön. m.29/4' });
  }
}
