import type { z } from 'zod';
import type { Outcome } from '../engine/index.ts';
import { type CalculationEntry, defineCalculation } from '../registry.ts';
import { calculateEk2, calculateMoveScore, ek2Input, moveScoreInput } from './ek2.ts';
import { calculateManagerRound, managerRoundInput } from './manager-round.ts';
import { calculateUninterrupted, uninterruptedInput } from './moves.ts';
import { calculatePreferableRegions, preferableInput } from './preference.ts';
import { calculateManagerRanking, managerRankingInput } from './ranking.ts';
import { calculateNewUnitRegion, calculateRegion, newUnitInput, regionInput } from './region.ts';
import { calculateServedRegions, servedRegionsInput } from './served-regions.ts';
import { calculateStaffRound, staffRoundInput } from './staff-round.ts';
import { type RegionDeps, regionTablesOf } from './tables.ts';
import {
  calculateExtension,
  calculateHalfTerm,
  calculateRegionPoints,
  calculateTerm,
  extensionInput,
  halfTermInput,
  regionPointsInput,
  termInput,
} from './term.ts';

interface Entry<S extends z.ZodType, V> {
  readonly kind: string;
  readonly title: string;
  readonly article: string;
  readonly input: S;
  readonly calculate: (input: z.output<S>, deps: RegionDeps) => Outcome<V>;
}

/** An entry that reads the tables of the book. */
function entry<S extends z.ZodType, V>({ calculate, ...rest }: Entry<S, V>): CalculationEntry {
  return defineCalculation({
    ...rest,
    calculate: (input, { book }) => calculate(input, { tables: regionTablesOf(book) }),
  });
}

/** Calculations of region service and relocation, by name. */
export const bolgeHizmetiCalculations: readonly CalculationEntry[] = [
  entry({
    kind: 'hizmet-bolgesi',
    title: 'İl ya da ilçenin hizmet bölgesi',
    article: 'MEB Yön. Ek-3',
    input: regionInput,
    calculate: calculateRegion,
  }),
  entry({
    kind: 'yeni-birim-bolgesi',
    title: 'Yeni kurulan il ya da ilçenin hizmet bölgesi',
    article: 'MEB Yön. Ek-3, Açıklama',
    input: newUnitInput,
    calculate: calculateNewUnitRegion,
  }),
  entry({
    kind: 'bolge-hizmeti-suresi',
    title: 'Bölge hizmeti süresi ve puanı',
    article: 'MEB Yön. m.28',
    input: termInput,
    calculate: calculateTerm,
  }),
  entry({
    kind: 'bolge-hizmeti-kaydi',
    title: 'Bölgelerde geçen ve tamamlanan süreler',
    article: 'MEB Yön. m.29/1, Geçici m.3',
    input: servedRegionsInput,
    calculate: calculateServedRegions,
  }),
  entry({
    kind: 'bolge-puani',
    title: 'Bölge hizmeti puanı',
    article: 'MEB Yön. m.28, 29/4',
    input: regionPointsInput,
    calculate: calculateRegionPoints,
  }),
  entry({
    kind: 'ek2-puani',
    title: 'Ek-2 performans ve yeterlik puanı',
    article: 'MEB Yön. Ek-2',
    input: ek2Input,
    calculate: calculateEk2,
  }),
  entry({
    kind: 'yer-degistirme-puani',
    title: 'Yer değiştirmeye esas puan',
    article: 'MEB Yön. m.4/1-ç',
    input: moveScoreInput,
    calculate: calculateMoveScore,
  }),
  entry({
    kind: 'tercih-edilebilir-bolge',
    title: 'Tercih edilebilecek hizmet bölgeleri',
    article: 'MEB Yön. m.29/2',
    input: preferableInput,
    calculate: calculatePreferableRegions,
  }),
  entry({
    kind: 'bolge-suresinin-yarisi',
    title: 'İsteğe bağlı yer değiştirmede yarı süre',
    article: 'MEB Yön. m.31/1',
    input: halfTermInput,
    calculate: calculateHalfTerm,
  }),
  entry({
    kind: 'bolge-suresi-uzatma',
    title: 'Bölgede bir dönem daha kalma',
    article: 'MEB Yön. m.29/5',
    input: extensionInput,
    calculate: calculateExtension,
  }),
  entry({
    kind: 'kesintisiz-uc-yil',
    title: 'Kesintisiz üç yıl şartı',
    article: 'MEB Yön. m.32, 33',
    input: uninterruptedInput,
    calculate: calculateUninterrupted,
  }),
  entry({
    kind: 'yonetici-siralamasi',
    title: 'Yöneticilerin yer değiştirme sıralaması',
    article: 'MEB Yön. m.29/4',
    input: managerRankingInput,
    calculate: calculateManagerRanking,
  }),
  entry({
    kind: 'yonetici-yer-degistirme',
    title: 'Yöneticilerin yer değiştirme dönemi',
    article: 'MEB Yön. m.29, 31',
    input: managerRoundInput,
    calculate: calculateManagerRound,
  }),
  entry({
    kind: 'personel-yer-degistirme',
    title: 'İl içi ve iller arası yer değiştirme dönemi',
    article: 'MEB Yön. m.32, 33',
    input: staffRoundInput,
    calculate: calculateStaffRound,
  }),
];
