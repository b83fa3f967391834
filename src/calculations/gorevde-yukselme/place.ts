import { z } from 'zod';
import { type Issue, ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Outcome, readExact, type Tracer } from '../engine/index.ts';
import { countField, dayField, flagField, textField } from '../input.ts';
import { contestedPlaces, placeByPreference, readTable } from '../selection/index.ts';
import type { PromotionDeps } from './tables.ts';

const ARTICLE = 'MEB Yön. m.21';

export const preferenceFields = {
  preferences: z.array(textField).describe('Tercihleri, sırasıyla; boşsa hakkından vazgeçmiş sayılır (m.21/5).'),
  acceptsOutside: flagField.describe('Tercih dışı atanmayı kabul ediyor mu (m.21/4).'),
};
export const placementInput = z.object({
  on: dayField.describe('Başvurunun son günü.'),
  order: z.array(textField).describe('Aday numaraları, başarı sırasıyla.'),
  /** Ids whom the order could not separate, group by group. */
  equalGroups: z.array(z.array(textField)).default([]),
  candidates: z
    .array(z.object({ id: textField.describe('Aday numarası.'), ...preferenceFields }))
    .describe('Adaylar ve tercihleri.'),
  quotas: z.record(z.string(), countField).describe('İlan edilen yerler ve kadro sayıları.'),
});
export type PlacementInput = z.output<typeof placementInput>;

export const PLACEMENT_LABELS = {
  YERLESTI: 'yerleşti',
  TERCIH_DISI: 'tercih dışı (yeri idare belirler)',
  ATANAMAZ: 'atanamaz (tercih dışı kabul etmedi)',
  VAZGECMIS: 'vazgeçmiş sayılır (tercihte bulunmadı)',
} as const;
export type PlacementStatus = keyof typeof PLACEMENT_LABELS;

export interface PlacementRow {
  readonly id: string;
  readonly status: PlacementStatus;
  readonly place: string | null;
}

export interface Contest {
  readonly place: string;
  readonly candidates: readonly string[];
}

export interface Placement {
  /** In the order of success. */
  readonly rows: readonly PlacementRow[];
  /** Those who accept any place and got none, in the order of success: the administration decides. */
  readonly outsidePool: readonly string[];
  /** Posts left free, by place, in the order of their names; full places are left out. */
  readonly vacancies: readonly { readonly place: string; readonly count: number }[];
  /** Reserve list where the institution's rules have one; the Ministry's have none. */
  readonly reserve: readonly string[];
  /** Places for which equals competed. */
  readonly contested: readonly Contest[];
}

/**
 * Placement in the order of success over the preferences. MEB Yön. m.21/4-5. Throws ValidationError for more preferences
 * than allowed, an unknown place, and an id that is doubled or absent.
 */
export function calculatePlacement(input: PlacementInput, deps: PromotionDeps): Outcome<Placement> {
  const tracer = createTracer();
  return concluded(placement(input, deps, tracer), tracer);
}

/** The placement itself, for the exam as a whole. */
export function placement(input: PlacementInput, deps: PromotionDeps, tracer: Tracer): Placement {
  const byId = new Map(input.candidates.map((c) => [c.id, c]));
  const quotas = new Map(Object.entries(input.quotas));
  const limit = readExact(deps.book, 'gorevde-yukselme-azami-tercih', input.on);
  refuse(input, byId, limit.value.toNumber());
  const ordered = input.order.flatMap((id) => byId.get(id) ?? []);
  const { placedAt, vacancies } = placeByPreference(ordered, quotas);
  const rows = ordered.map((c): PlacementRow => {
    const place = placedAt.get(c.id) ?? null;
    return { id: c.id, place, status: statusOf(c, place) };
  });
  const outsidePool = rows.filter((r) => r.status === 'TERCIH_DISI').map((r) => r.id);
  const contested = contestedPlaces(input.equalGroups, (id) => byId.get(id)?.preferences ?? [], placedAt);
  const placed = rows.filter((r) => r.status === 'YERLESTI').length;
  tracer.step({
    label: 'Yerleştirme',
    article: `${ARTICLE}/4`,
    result: `${rows.length} adaydan ${placed} kişi tercihine yerleşti.`,
    parameters: [limit.reading],
  });
  traceRemarks(rows, contested, tracer);
  const free = [...vacancies].filter(([, count]) => count > 0).map(([place, count]) => ({ place, count }));
  free.sort((a, b) => (a.place < b.place ? -1 : 1));
  return { rows, outsidePool, vacancies: free, reserve: reserveList(rows, input, deps), contested };
}

function statusOf(
  c: { preferences: readonly string[]; acceptsOutside: boolean },
  place: string | null,
): PlacementStatus {
  if (c.preferences.length === 0) return 'VAZGECMIS';
  if (place !== null) return 'YERLESTI';
  return c.acceptsOutside ? 'TERCIH_DISI' : 'ATANAMAZ';
}

function traceRemarks(rows: readonly PlacementRow[], contested: readonly Contest[], tracer: Tracer): void {
  const count = (status: PlacementStatus) => rows.filter((r) => r.status === status).length;
  tracer.step({
    label: 'Vazgeçmiş sayılanlar',
    article: `${ARTICLE}/5`,
    result: `${count('VAZGECMIS')} aday tercihte bulunmadı.`,
  });
  tracer.step({
    label: 'Tercih dışı kabul edenler',
    article: `${ARTICLE}/4`,
    result: `${count('TERCIH_DISI')} aday başarı sırasıyla havuzda; yerlerini idare belirler. ${count('ATANAMAZ')} aday atanamaz.`,
    option: { name: 'tercih-disi-yerlestirme', value: 'IDAREYE_BIRAKILIR', isDefault: true, article: `${ARTICLE}/4` },
  });
  for (const { place, candidates } of contested) {
    const message = `${place}: eşit adaylar aynı kadroyu istiyor (${candidates.join(', ')}); sırayı idare belirlemeli.`;
    tracer.warn({ code: 'ESIT_YERLESTIRME', message, article: `${ARTICLE}/2` });
  }
}

function reserveList(rows: readonly PlacementRow[], input: PlacementInput, { book }: PromotionDeps): readonly string[] {
  const multiple = readExact(book, 'gorevde-yukselme-yedek-liste-kati', input.on).value;
  const posts = Object.values(input.quotas).reduce((sum, n) => sum + n, 0);
  const unplaced = rows.filter((r) => r.status === 'TERCIH_DISI' || r.status === 'ATANAMAZ');
  return unplaced.slice(0, multiple.times(posts).floor().toNumber()).map((r) => r.id);
}

function refuse(input: PlacementInput, byId: ReadonlyMap<string, unknown>, limit: number): void {
  const issues: Issue[] = [];
  input.candidates.forEach((c, i) => {
    const path = `candidates.${i}.preferences`;
    if (c.preferences.length > limit)
      issues.push({ path, message: tooMany(c.preferences.length, limit), rule: `${ARTICLE}/4` });
    for (const place of c.preferences) {
      if (!Object.hasOwn(input.quotas, place))
        issues.push({ path, message: `"${place}" ilan edilen kadrolar arasında yok.` });
    }
  });
  if (byId.size !== input.candidates.length)
    issues.push({ path: 'candidates', message: 'Bir aday birden çok kez yazılmış.' });
  if (new Set(input.order).size !== input.order.length)
    issues.push({ path: 'order', message: 'Sırada bir aday birden çok kez var.' });
  for (const id of input.order)
    if (!byId.has(id)) issues.push({ path: 'order', message: `Sıradaki "${id}" adaylar arasında yok.` });
  if (issues.length > 0) throw new ValidationError(issues);
}

function tooMany(count: number, limit: number): string {
  return `En fazla ${limit} tercih yapılabilir; ${count} tercih var.`;
}

export const preferenceRulesInput = z.object({ on: dayField, count: countField.optional() });

export interface PreferenceRules {
  readonly maximum: number;
  readonly outsideDeclarationNeeded: boolean;
}

/** How many preferences are allowed, and whether the outside declaration is asked for. Throws ValidationError above. */
export function calculatePreferenceRules(
  input: z.output<typeof preferenceRulesInput>,
  { book, tables }: PromotionDeps,
): Outcome<PreferenceRules> {
  const tracer = createTracer();
  const limit = readExact(book, 'gorevde-yukselme-azami-tercih', input.on);
  const maximum = limit.value.toNumber();
  if (input.count !== undefined && input.count > maximum) {
    throw ValidationError.of('count', tooMany(input.count, maximum), `${ARTICLE}/4`);
  }
  tracer.step({
    label: 'Tercih hakkı',
    article: `${ARTICLE}/4`,
    result: `en çok ${maximum}`,
    parameters: [limit.reading],
  });
  const outsideDeclarationNeeded = readTable(tables.exam, input.on).value.outsideDeclaration;
  return concluded({ maximum, outsideDeclarationNeeded }, tracer);
}
