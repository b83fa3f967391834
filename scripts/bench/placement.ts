import { performance } from 'node:perf_hooks';
import { bolgeHizmetiCalculations } from '../../src/calculations/bolge-hizmeti/index.ts';
import {
  builtInPromotionTables,
  calculatePlacement,
  calculateSuccessRanking,
  gorevdeYukselmeCalculations,
  type PlacementInput,
  type PromotionDeps,
  placementInput,
  type SuccessRankingInput,
  successRankingInput,
} from '../../src/calculations/gorevde-yukselme/index.ts';
import { loadParameters } from '../../src/calculations/index.ts';
import { parseInput } from '../../src/errors/index.ts';

const CANDIDATES = 100_000;
const PLACES = 5_000;
const LIMIT_MS = 2_000;
const ON = '2025-03-31';

/** One figure of the bench; `limit` is what it must stay below where there is one. */
export interface PlacementFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | '1/s';
  readonly limit?: number;
}

/**
 * Ranking plus placement of 100,000 candidates over 5,000 places (on checked input, and with the check of the raw input),
 * and calculations a second of each simple engine from raw input. The input comes from a fixed recurrence: every run
 * measures the same work.
 */
export function benchPlacement(): readonly PlacementFigure[] {
  const deps: PromotionDeps = { book: loadParameters().book, tables: builtInPromotionTables };
  const raw = rawInput();
  const ranking = parseInput(successRankingInput, raw.ranking);
  const placement = parseInput(placementInput, raw.placement);
  rankAndPlace(ranking, placement, deps);
  return [
    {
      name: '100.000 aday, 5.000 kadro: sıralama ve yerleştirme',
      value: elapsed(() => rankAndPlace(ranking, placement, deps)),
      unit: 'ms',
      limit: LIMIT_MS,
    },
    {
      name: 'aynısı, girdinin denetimiyle birlikte',
      value: elapsed(() =>
        rankAndPlace(parseInput(successRankingInput, raw.ranking), parseInput(placementInput, raw.placement), deps),
      ),
      unit: 'ms',
    },
    ...simpleEngines(deps),
  ];
}

function rankAndPlace(ranking: SuccessRankingInput, placement: PlacementInput, deps: PromotionDeps): number {
  const ranked = calculateSuccessRanking(ranking, deps);
  if (ranked.kind !== 'value') throw new Error('no ranking');
  const order = ranked.value.rows.map((r) => r.id);
  const equalGroups = ranked.value.equalGroups.map((g) => [...g]);
  const placed = calculatePlacement({ ...placement, order, equalGroups }, deps);
  if (placed.kind !== 'value') throw new Error('no placement');
  return placed.value.rows.filter((r) => r.status === 'YERLESTI').length;
}

function rawInput() {
  const next = recurrence(20_250_331);
  const candidates = Array.from({ length: CANDIDATES }, (_, i) => ({
    id: String(i),
    written: (60 + next(4_000) / 100).toFixed(2),
    oral: (70 + next(150) / 5).toFixed(1),
    serviceDays: 1_800 + next(9_000),
    education: ['ONLISANS', 'LISANS', 'YUKSEK_LISANS'][next(3)],
    grade: (60 + next(4_000) / 100).toFixed(2),
  }));
  const wishes = candidates.map(({ id }) => ({
    id,
    preferences: Array.from({ length: 20 }, () => `K${Math.min(next(PLACES), next(PLACES))}`),
    acceptsOutside: next(2) === 1,
  }));
  const quotas = Object.fromEntries(Array.from({ length: PLACES }, (_, i) => [`K${i}`, 1 + (i % 9)]));
  return {
    ranking: { on: ON, candidates },
    placement: { on: ON, order: [], candidates: wishes, quotas },
  };
}

/** Raw inputs of the simple engines, by kind. */
const SIMPLE: Readonly<Record<string, unknown>> = {
  'gorevde-yukselme-sartlari': {
    on: ON,
    kadro: 'şube müdürü',
    education: 'LISANS',
    ministryLastDays: 720,
    dutyDays: { OGRETMEN: 900, SEF: 540 },
  },
  'unvan-degisikligi-sartlari': { on: ON, kadro: 'mühendis', fieldEducation: 'LISANS' },
  'gorevde-yukselme-gecis': { on: ON, from: 'memur', to: 'şef' },
  '68b-uygunluk': { on: ON, derece: 1, ekGosterge: 3600, higherEducationYears: 4, serviceDays: 4000 },
  '68b-hizmet': { on: ON, publicDays: 2160, militaryDays: 450, privateAfterDays: 3600 },
  'sozlu-puan': { on: ON, members: Array.from({ length: 5 }, () => [15, 12, 12, 12, 15, 12]) },
  'basari-puani': { on: ON, written: '80', oral: '75' },
  'hizmet-bolgesi': { on: ON, il: 'Şanlıurfa', ilce: 'Eyyübiye' },
  'bolge-puani': {
    on: ON,
    periods: [
      { region: 3, days: 950 },
      { region: 5, days: 720 },
    ],
  },
  'ek2-puani': {
    on: ON,
    education: ['lisans', 'yuksek_lisans_yonetim'],
    awards: { basari_tesekkur: 3 },
    serviceMonths: { ogretmen_denetmen: 100, il_ilce_sube_muduru: 55 },
  },
  'tercih-edilebilir-bolge': { on: ON, current: 3, completed: [1, 3] },
};

function simpleEngines({ book }: PromotionDeps): PlacementFigure[] {
  return [...gorevdeYukselmeCalculations, ...bolgeHizmetiCalculations].flatMap(({ kind, title, calculate }) => {
    const raw = SIMPLE[kind];
    if (raw === undefined) return [];
    return [{ name: title, value: perSecond(() => calculate(raw, { book })), unit: '1/s' as const }];
  });
}

function perSecond(work: () => unknown): number {
  for (let i = 0; i < 200; i++) work();
  const started = performance.now();
  let runs = 0;
  while (performance.now() - started < 200) {
    for (let i = 0; i < 50; i++) work();
    runs += 50;
  }
  return (runs * 1000) / (performance.now() - started);
}

function elapsed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** Whole numbers below a limit from a linear congruence with a fixed start. */
function recurrence(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}
