/** What-if questions of region service and relocation over the API. */
import { parseInput } from '../../errors/index.ts';
import { choiceType } from '../graphql-choice.ts';
import './graphql-rounds.ts';
import './graphql-term.ts';
import { builder } from '../../graphql/index.ts';
import { concluded, createTracer } from '../engine/index.ts';
import { outcomeOf, outcomeUnion } from '../graphql.ts';
import { mapOutcome, plainInput, recordOf } from '../selection/graphql-input.ts';
import { calculateEk2, calculateMoveScore, ek2Input } from './ek2.ts';
import { calculatePreferableRegions, type PreferableRegions, preferableInput } from './preference.ts';
import { calculateRegion, type RegionFinding, regionInput } from './region.ts';
import { regionTablesOf } from './tables.ts';
import { calculateRegionPoints, calculateTerm, type RegionPoints, regionPointsInput, termInput } from './term.ts';

const Region = builder.objectRef<RegionFinding & { readonly term: RegionPoints }>('ServiceRegion').implement({
  description: 'Bir yerin hizmet bölgesi, süresi ve puanı (Ek-3, m.28).',
  fields: (t) => ({
    region: t.exposeInt('region', { description: 'Bölge, 1–5.' }),
    il: t.exposeString('il', { description: 'İlin Ek-3’teki adı.' }),
    ilce: t.exposeString('ilce', { nullable: true, description: 'İlçenin adı; il müdürlüğü için null.' }),
    requiredYears: t.int({ description: 'Bölgede çalışılması gereken yıl.', resolve: (v) => v.term.years }),
    pointsPerYear: t.string({ description: 'Bir yılın puanı.', resolve: (v) => v.term.pointsPerYear }),
    pointsForTerm: t.string({ description: 'Tam sürenin puanı.', resolve: (v) => v.term.pointsForTerm }),
  }),
});

builder.queryField('calculateServiceRegion', (t) =>
  t.field({
    type: outcomeUnion('ServiceRegion', { description: 'İl ya da ilçenin hizmet bölgesi.', type: Region }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Bir ilin müdürlüğünün ya da bir ilçenin hizmet bölgesi; adlar her yazılışla bulunur. MEB Yön. Ek-3.',
    args: {
      on: t.arg({ type: 'Date', description: 'Hangi günün çizelgesi.' }),
      il: t.arg.string({ description: 'İl.' }),
      ilce: t.arg.string({ required: false, description: 'İlçe; boşsa il müdürlüğü.' }),
    },
    resolve: (_parent, args, { book }) =>
      outcomeOf(() => {
        const found = calculateRegion(parseInput(regionInput, plainInput(args)), { tables: regionTablesOf(book) });
        if (found.kind !== 'value') return found;
        const term = calculateTerm(parseInput(termInput, { on: args.on, region: found.value.region }), {
          tables: regionTablesOf(book),
        });
        if (term.kind !== 'value') return term;
        return { ...found, value: { ...found.value, term: term.value }, trace: [...found.trace, ...term.trace] };
      }),
  }),
);

export const Preferable = builder.objectRef<PreferableRegions>('PreferableRegions').implement({
  description: 'Tercih edilebilecek hizmet bölgeleri (m.29/2).',
  fields: (t) => ({
    regions: t.intList({ description: 'Tercih edilebilecek bölgeler.', resolve: (v) => [...v.regions] }),
    allCompleted: t.exposeBoolean('allCompleted', { description: 'Bütün bölgelerin süresi tamam mı.' }),
    lotRegions: t.intList({ description: 'Kuranın gönderebileceği bölgeler.', resolve: (v) => [...v.lotRegions] }),
    lotExcludesOwnProvince: t.exposeBoolean('lotExcludesOwnProvince', {
      description: 'Kurada bulunulan il hariç mi.',
    }),
  }),
});

builder.queryField('calculatePreferableRegions', (t) =>
  t.field({
    type: outcomeUnion('PreferableRegions', { description: 'Tercih edilebilecek bölgeler.', type: Preferable }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Bölge süresini tamamlayan yöneticinin tercih edebileceği bölgeler. MEB Yön. m.29/2.',
    args: {
      on: t.arg({ type: 'Date', description: 'Referans günü (31 Mayıs).' }),
      current: t.arg.int({ description: 'Bulunulan bölge, 1–5.' }),
      completed: t.arg.intList({ defaultValue: [], description: 'Süresi tamamlanan bölgeler.' }),
      served: t.arg.intList({ defaultValue: [], description: 'Süresi tamamlanmadan görev yapılan bölgeler.' }),
    },
    resolve: (_parent, args, { book }) =>
      outcomeOf(() => calculatePreferableRegions(parseInput(preferableInput, args), { tables: regionTablesOf(book) })),
  }),
);

export const Ek2CountInput = builder.inputType('Ek2CountInput', {
  description: 'Ek-2 formunun bir satırı ve adedi ya da ayı.',
  fields: (t) => ({
    name: t.string({ description: 'Satır: basari_tesekkur, ayliktan_kesme, ogretmen_denetmen …' }),
    count: t.int({ description: 'Adet; hizmette tam ay.' }),
  }),
});
export const EducationReading = choiceType(
  'Ek2EducationReading',
  'Hangi öğrenim puanlanır (Ek-2, Açıklama 3; yorum).',
  {
    SON_OGRENIM: 'En son bitirilen; varsayılan.',
    EN_YUKSEK: 'Puanı en yüksek olan.',
  },
);
export const ShortService = choiceType('RegionShortService', 'm.29/4’te sayılmayan “bir aydan az” süre (yorum).', {
  BOLGE_TOPLAMINDA_ATILIR: 'Bölgenin toplamında; varsayılan.',
  HER_DONEMDE_ATILIR: 'Her dönemde ayrı ayrı.',
});
const RegionPeriodInput = builder.inputType('RegionPeriodInput', {
  description: 'Bir bölgede geçen süre.',
  fields: (t) => ({
    region: t.int({ description: 'Bölge, 1–5.' }),
    days: t.int({ description: 'Süre, 30/360 gün.' }),
  }),
});
const MoveScoreInput = builder.inputType('MoveScoreInput', {
  description: 'Yer değiştirmeye esas puanın verileri.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'Referans günü.' }),
    education: t.stringList({ defaultValue: [], description: 'Öğrenimler, bitirilme sırasıyla: on_lisans, lisans …' }),
    awards: t.field({ type: [Ek2CountInput], defaultValue: [], description: 'Başarı belgesi ve ödüller.' }),
    penalties: t.field({ type: [Ek2CountInput], defaultValue: [], description: 'Disiplin cezaları.' }),
    serviceMonths: t.field({ type: [Ek2CountInput], defaultValue: [], description: 'Hizmetler, tam ay olarak.' }),
    educationReading: t.field({ type: EducationReading, defaultValue: 'SON_OGRENIM', description: 'Öğrenim yorumu.' }),
    shortService: t.field({
      type: ShortService,
      defaultValue: 'BOLGE_TOPLAMINDA_ATILIR',
      description: '“Bir aydan az” sürenin yorumu.',
    }),
    regionPeriods: t.field({ type: [RegionPeriodInput], defaultValue: [], description: 'Bölgelerde geçen süreler.' }),
  }),
});

interface MoveScore {
  readonly ek2: string;
  readonly regionPoints: string;
  readonly score: string;
}
const MoveScoreType = builder.objectRef<MoveScore>('MoveScore').implement({
  description: 'Yer değiştirmeye esas puan (m.4/1-ç).',
  fields: (t) => ({
    ek2: t.exposeString('ek2', { description: 'Ek-2 formunun toplamı.' }),
    regionPoints: t.exposeString('regionPoints', { description: 'Bölge hizmeti puanı.' }),
    score: t.exposeString('score', { description: 'İkisinin toplamı.' }),
  }),
});

builder.queryField('calculateMoveScore', (t) =>
  t.field({
    type: outcomeUnion('MoveScore', { description: 'Yer değiştirmeye esas puan.', type: MoveScoreType }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Ek-2 puanı ile bölge hizmeti puanının toplamı, referans gününde. MEB Yön. m.4/1-ç, 28, 29/4, Ek-2.',
    args: { input: t.arg({ type: MoveScoreInput, description: 'Veriler.' }) },
    resolve: (_parent, { input }, { book }) =>
      outcomeOf(() => {
        const { on, regionPeriods, shortService, awards, penalties, serviceMonths, ...form } = input;
        const counts = {
          awards: recordOf(awards),
          penalties: recordOf(penalties),
          serviceMonths: recordOf(serviceMonths),
        };
        const ek2 = calculateEk2(parseInput(ek2Input, { on, ...form, ...counts }), { tables: regionTablesOf(book) });
        if (ek2.kind !== 'value') return ek2;
        const points = calculateRegionPoints(
          parseInput(regionPointsInput, { on, periods: regionPeriods, shortService }),
          { tables: regionTablesOf(book) },
        );
        if (points.kind !== 'value') return points;
        const parts = { on: parseInput(termInput.shape.on, on), ek2: ek2.value, regionPoints: points.value };
        const total = mapOutcome(calculateMoveScore(parts), (score) => ({ ...parts, score }));
        if (total.kind !== 'value') return total;
        const tracer = createTracer();
        for (const step of [...ek2.trace, ...points.trace, ...total.trace]) tracer.step(step);
        for (const warning of ek2.warnings) tracer.warn(warning);
        return concluded(total.value, tracer);
      }),
  }),
);
