/** What-if questions of regions, lengths, scores and the order of managers over the API. */
import { builder } from '../../graphql/index.ts';
import { ServiceDayCount } from '../gorevde-yukselme/graphql-types.ts';
import { calculationQuery, shareEnum } from '../graphql-input.ts';
import { ConditionMetType, conditionView, ScoreType, scoreView } from '../graphql-values.ts';
import { mapOutcome } from '../selection/graphql-input.ts';
import { calculateEk2, educationReadingField, ek2Input } from './ek2.ts';
import { EducationReading, ShortService } from './graphql.ts';
import { StaffKind } from './graphql-rounds.ts';
import { calculateUninterrupted, staffKindField, uninterruptedInput } from './moves.ts';
import {
  calculateManagerRanking,
  type ManagerRanking,
  type ManagerRankingRow,
  managerRankingInput,
} from './ranking.ts';
import { calculateNewUnitRegion, newUnitInput } from './region.ts';
import { calculateServedRegions, type ServedRegions, servedRegionsInput } from './served-regions.ts';
import { regionTablesOf } from './tables.ts';
import {
  calculateRegionPoints,
  calculateTerm,
  dayCountChoice,
  type RegionPoints,
  regionPointsInput,
  shortServiceField,
  termInput,
} from './term.ts';

shareEnum(educationReadingField, EducationReading);
shareEnum(shortServiceField, ShortService);
shareEnum(staffKindField, StaffKind);
shareEnum(dayCountChoice, ServiceDayCount);

const NewUnitRegion = builder.objectRef<{ readonly region: number }>('NewUnitRegionValue').implement({
  description: 'Yeni kurulan birimin hizmet bölgesi.',
  fields: (t) => ({ region: t.exposeInt('region', { description: 'Bölge, 1–5.' }) }),
});
calculationQuery({
  field: 'calculateNewUnitRegion',
  description: 'Yeni kurulan il ya da ilçenin hizmet bölgesi (MEB Yön. Ek-3, Açıklama).',
  input: newUnitInput,
  value: NewUnitRegion,
  calculate: (input, { book }) =>
    mapOutcome(calculateNewUnitRegion(input, { tables: regionTablesOf(book) }), (region) => ({ region })),
});

const Term = builder.objectRef<RegionPoints>('RegionTermValue').implement({
  description: 'Bir bölgenin hizmet süresi ve puanı.',
  fields: (t) => ({
    years: t.exposeInt('years', { description: 'Bölgede çalışılması gereken yıl.' }),
    pointsPerYear: t.exposeString('pointsPerYear', { description: 'Bir yılın puanı.' }),
    pointsPerMonth: t.exposeString('pointsPerMonth', { description: 'Bir ayın puanı.' }),
    pointsForTerm: t.exposeString('pointsForTerm', { description: 'Tam sürenin puanı.' }),
  }),
});
calculationQuery({
  field: 'calculateRegionTerm',
  description: 'Bölge hizmeti süresi ve puanı (MEB Yön. m.28).',
  input: termInput,
  value: Term,
  calculate: (input, { book }) => calculateTerm(input, { tables: regionTablesOf(book) }),
});

const ServedRow = builder.objectRef<ServedRegions['byRegion'][number]>('ServedRegionRow').implement({
  description: 'Bir bölgede geçen süre.',
  fields: (t) => ({
    region: t.exposeInt('region', { description: 'Bölge, 1–5.' }),
    days: t.exposeInt('days', { description: 'Süre, 30/360 gün.' }),
    isCompleted: t.exposeBoolean('completed', { description: 'Bölge hizmeti süresi tamam mı.' }),
  }),
});
const Served = builder.objectRef<ServedRegions>('ServedRegionsValue').implement({
  description: 'Bölgelerde geçen ve tamamlanan süreler.',
  fields: (t) => ({
    current: t.exposeInt('current', { description: 'Bulunulan bölge.' }),
    currentDays: t.exposeInt('currentDays', { description: 'Bölgede son gelişten beri geçen 30/360 gün.' }),
    isCurrentCompleted: t.exposeBoolean('currentCompleted', { description: 'Bulunulan bölgenin süresi tamam mı.' }),
    byRegion: t.field({ type: [ServedRow], description: 'Bölge bölge.', resolve: (v) => [...v.byRegion] }),
    completed: t.intList({ description: 'Süresi tamamlanan bölgeler.', resolve: (v) => [...v.completed] }),
  }),
});
calculationQuery({
  field: 'calculateServedRegions',
  description: 'Bölgelerde geçen ve tamamlanan süreler (MEB Yön. m.29/1, Geçici m.3).',
  input: servedRegionsInput,
  value: Served,
  calculate: (input, { book }) => calculateServedRegions(input, { tables: regionTablesOf(book) }),
});

calculationQuery({
  field: 'calculateRegionPoints',
  description: 'Bölge hizmeti puanı (MEB Yön. m.28, 29/4).',
  input: regionPointsInput,
  value: ScoreType,
  calculate: (input, { book }) => scoreView(calculateRegionPoints(input, { tables: regionTablesOf(book) })),
});
calculationQuery({
  field: 'calculateEk2',
  description: 'Ek-2 performans ve yeterlik puanı (MEB Yön. Ek-2).',
  input: ek2Input,
  value: ScoreType,
  calculate: (input, { book }) => scoreView(calculateEk2(input, { tables: regionTablesOf(book) })),
});
calculationQuery({
  field: 'calculateUninterrupted',
  description: 'Kesintisiz üç yıl şartı (MEB Yön. m.32, 33).',
  input: uninterruptedInput,
  value: ConditionMetType,
  calculate: (input, { book }) => conditionView(calculateUninterrupted(input, { tables: regionTablesOf(book) })),
});

const RankedManager = builder.objectRef<ManagerRankingRow>('ManagerRankingRow').implement({
  description: 'Sıralamadaki bir yönetici.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Sırası.' }),
    id: t.exposeString('id', { description: 'Yönetici.' }),
    score: t.exposeString('score', { description: 'Puanı.' }),
    decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Öncekinin ardına koyan ölçüt.' }),
    isEqual: t.exposeBoolean('equal', { description: 'Mevzuatın ayıramadığı bir eşiti var mı.' }),
  }),
});
const Ranking = builder.objectRef<ManagerRanking>('ManagerRankingValue').implement({
  description: 'Yöneticilerin sıralaması.',
  fields: (t) => ({
    rows: t.field({ type: [RankedManager], description: 'Sırasıyla.', resolve: (v) => [...v.rows] }),
  }),
});
calculationQuery({
  field: 'calculateManagerRanking',
  description: 'Yöneticilerin yer değiştirme sıralaması (MEB Yön. m.29/4).',
  input: managerRankingInput,
  value: Ranking,
  calculate: (input) => calculateManagerRanking(input),
});
