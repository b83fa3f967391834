/** Region service and relocation of a person on record. Nothing is saved. */
import { Ek2CountInput, Preferable } from '../calculations/bolge-hizmeti/graphql.ts';
import { StaffKind } from '../calculations/bolge-hizmeti/graphql-rounds.ts';
import { outcomeUnion } from '../calculations/graphql.ts';
import { bolgeHizmeti, displaySure, isoDate, sureOfDays } from '../calculations/index.ts';
import { recordOf } from '../calculations/selection/graphql-input.ts';
import { parseInput } from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { recordAnswer } from './graphql-inputs.ts';
import type { KnownPlace } from './region-record.ts';
import { bolgeHizmetiOf, type RegionStanding } from './region-service.ts';
import { type StaffStanding, yerDegistirmeOf } from './staff-move.ts';

const ON_RECORD = 'Bilgiler personel kaydından alınır; kayıtta olmayanlar eksik olarak listelenir. Kişi yoksa null.';
const sicilNo = { description: 'Sicil numarası.' };
const length = (days: number): string => displaySure(sureOfDays(days));

const PlaceInput = builder.inputType('RecordWorkplaceInput', {
  description: 'Kayıttaki bir görev yerinin ili ve ilçesi; kurumun kendi birimleri ile adından anlaşılanlar yazılmaz.',
  fields: (t) => ({
    workplace: t.string({ description: 'Görev yeri, kayıttaki adıyla.' }),
    il: t.string({ description: 'İl.' }),
    ilce: t.string({ required: false, description: 'İlçe; il müdürlüğü için boş.' }),
    formerRegion: t.int({ required: false, description: '19/6/2021’den önceki bölgesi, değiştiyse (Geçici m.3/2).' }),
  }),
});
const PLACES = { type: [PlaceInput] as [typeof PlaceInput], defaultValue: [], description: 'Görev yerlerinin illeri.' };

function placesOf(
  places: readonly {
    workplace: string;
    il: string;
    ilce?: string | null | undefined;
    formerRegion?: number | null | undefined;
  }[],
): KnownPlace[] {
  return places.map(({ workplace, il, ilce, formerRegion }) => ({
    workplace,
    il,
    ilce: ilce ?? undefined,
    formerRegion: formerRegion == null ? undefined : parseInput(bolgeHizmeti.regionField, formerRegion),
  }));
}

type Served = bolgeHizmeti.ServedRegions['byRegion'][number];
const ServedType = builder.objectRef<Served>('RecordServedRegion').implement({
  description: 'Bir bölgede geçen süre.',
  fields: (t) => ({
    region: t.exposeInt('region', { description: 'Bölge, 1–5.' }),
    days: t.exposeInt('days', { description: 'Süre, 30/360 gün.' }),
    duration: t.string({ description: 'Süre: “3 yıl 2 ay”.', resolve: (v) => length(v.days) }),
    isCompleted: t.exposeBoolean('completed', { description: 'Bölge hizmeti süresi tamam mı.' }),
  }),
});

const StandingType = builder.objectRef<RegionStanding>('RecordRegionStanding').implement({
  description: 'Bir yöneticinin bölge hizmeti: süreleri, puanları, tercih edebileceği bölgeler.',
  fields: (t) => ({
    region: t.int({ description: 'Bulunduğu bölge, 1–5.', resolve: (v) => v.served.current }),
    il: t.string({ description: 'Bulunduğu il.', resolve: (v) => v.place.il }),
    ilce: t.string({ nullable: true, description: 'İlçe; il müdürlüğünde null.', resolve: (v) => v.place.ilce }),
    requiredYears: t.int({ description: 'Bölgede çalışılması gereken yıl.', resolve: (v) => v.term.years }),
    currentDays: t.int({
      description: 'Bölgede son gelişten beri geçen süre, 30/360 gün.',
      resolve: (v) => v.served.currentDays,
    }),
    currentDuration: t.string({ description: 'Aynı süre yazıyla.', resolve: (v) => length(v.served.currentDays) }),
    isCompleted: t.boolean({ description: 'Süre tamam mı (m.29/1).', resolve: (v) => v.served.currentCompleted }),
    isHalfServed: t.exposeBoolean('isHalfServed', { description: 'Sürenin yarısı dolmuş mu (m.31/1).' }),
    byRegion: t.field({ type: [ServedType], description: 'Bölge bölge.', resolve: (v) => [...v.served.byRegion] }),
    preferable: t.field({
      type: Preferable,
      nullable: true,
      description: 'Tercih edilebilecek bölgeler (m.29/2); süre tamam değilse null.',
      resolve: (v) => v.preferable,
    }),
    regionPoints: t.exposeString('regionPoints', { description: 'Bölge hizmeti puanı.' }),
    ek2: t.exposeString('ek2', { description: 'Ek-2 formunun toplamı.' }),
    score: t.exposeString('score', { description: 'Yer değiştirmeye esas puan.' }),
    managerDays: t.exposeInt('managerDays', { description: 'Yöneticilikteki hizmet, 30/360 gün (m.29/4).' }),
    ministryDays: t.exposeInt('ministryDays', { description: 'Bakanlıktaki hizmet, 30/360 gün (m.29/4).' }),
  }),
});

const RegionInput = builder.inputType('RecordRegionInput', {
  description: 'Referans günü ve personel kaydında tutulmayan bilgiler.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'Referans günü: 31 Mayıs ya da 30 Haziran.' }),
    places: t.field(PLACES),
    awards: t.field({
      type: [Ek2CountInput],
      required: false,
      description: 'Başarı belgeleri ve ödüller, Ek-2 satırlarıyla; yoksa boş liste.',
    }),
    managementPostgraduate: t.boolean({
      defaultValue: false,
      description: 'Kayıttaki yüksek lisans ya da doktora yönetim alanında mı (Ek-2, Açıklama 1).',
    }),
    otherWorkplaces: t.stringList({
      defaultValue: [],
      description: 'Kayıttaki görev yerlerinden Bakanlık dışında olanlar; ötekiler Bakanlıkta sayılır.',
    }),
  }),
});

builder.queryField('bolgeHizmetiOf', (t) =>
  t.field({
    type: outcomeUnion('RecordRegionService', { description: 'Bölge hizmeti ve puanı.', type: StandingType }),
    nullable: true,
    authScopes: { officer: true },
    description: `Kayıtlı yöneticinin bölge hizmeti, puanı ve tercih edebileceği bölgeler (MEB Yön. m.26–31, Ek-2). ${ON_RECORD}`,
    args: { sicilNo: t.arg.string(sicilNo), input: t.arg({ type: RegionInput, description: 'Referans günü.' }) },
    resolve: async (_root, { sicilNo: number, input }, graph) =>
      (await recordAnswer(() => {
        const { places, awards, managementPostgraduate, otherWorkplaces } = input;
        const extras = { places: placesOf(places), awards: awards ? recordOf(awards) : null, managementPostgraduate };
        return bolgeHizmetiOf(signedIn(graph), number, { on: isoDate(input.on, 'on'), extras, otherWorkplaces });
      })) as never,
  }),
);

const MoveType = builder.objectRef<StaffStanding>('RecordStaffMove').implement({
  description: 'Yer değiştirme sıralamasında kullanılan süreler.',
  fields: (t) => ({
    since: t.field({ type: 'Date', description: 'Kesintisiz hizmetin başladığı gün.', resolve: (v) => v.since }),
    serviceDays: t.exposeInt('serviceDays', { description: 'Hizmet süresi, 30/360 gün (m.4/1-h).' }),
    serviceDuration: t.string({ description: 'Aynı süre yazıyla.', resolve: (v) => length(v.serviceDays) }),
    kadroDays: t.exposeInt('kadroDays', { description: 'Bulunduğu kadrodaki süre, 30/360 gün.' }),
    kadroDuration: t.string({ description: 'Aynı süre yazıyla.', resolve: (v) => length(v.kadroDays) }),
  }),
});

builder.queryField('yerDegistirmeOf', (t) =>
  t.field({
    type: outcomeUnion('RecordStaffRelocation', { description: 'İsteğe bağlı yer değiştirme şartı.', type: MoveType }),
    nullable: true,
    authScopes: { officer: true },
    description: `Kayıtlı kişinin il içi ya da iller arası yer değiştirme şartı ve süreleri (MEB Yön. m.32, 33). ${ON_RECORD}`,
    args: {
      sicilNo: t.arg.string(sicilNo),
      on: t.arg({ type: 'Date', description: 'Referans günü (30 Eylül).' }),
      kind: t.arg({ type: StaffKind, description: 'Türü.' }),
      places: t.arg(PLACES),
    },
    resolve: async (_root, { sicilNo: number, on, kind, places }, graph) =>
      (await recordAnswer(() =>
        yerDegistirmeOf(signedIn(graph), number, { on: isoDate(on, 'on'), kind, places: placesOf(places) }),
      )) as never,
  }),
);
