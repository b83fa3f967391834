/** Relocation rounds over the API: in-province and inter-province moves of staff, moves of managers. */
import { parseInput } from '../../errors/index.ts';
import { builder } from '../../graphql/index.ts';
import { outcomeOf, outcomeUnion } from '../graphql.ts';
import { choiceType } from '../graphql-choice.ts';
import { plainInput, recordOf } from '../selection/graphql-input.ts';
import type { LotRecord, LotTicket } from '../selection/index.ts';
import { calculateManagerRound, type ManagerMoveRow, type ManagerRound, managerRoundInput } from './manager-round.ts';
import { calculateStaffRound, type StaffRound, type StaffRoundRow, staffRoundInput } from './staff-round.ts';
import { regionTablesOf } from './tables.ts';

const Ticket = builder.objectRef<LotTicket>('LotTicket').implement({
  description: 'Kurada çekilen bir numara; herkes yeniden hesaplayabilir.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Kişi.' }),
    digest: t.exposeString('digest', { description: 'SHA-256(tohum|amaç|kimlik).' }),
  }),
});
const Lot = builder.objectRef<LotRecord>('LotRecord').implement({
  description: 'Kura tutanağı: aynı tohum her zaman aynı sırayı verir.',
  fields: (t) => ({
    seed: t.exposeString('seed', { description: 'Kuradan önce ilan edilen tohum.' }),
    purpose: t.exposeString('purpose', { description: 'Kuranın amacı.' }),
    method: t.exposeString('method', { description: 'Yöntemi.' }),
    tickets: t.field({ type: [Ticket], description: 'Çekiliş sırasıyla.', resolve: (v) => [...v.tickets] }),
  }),
});

const PlaceInput = builder.inputType('RelocationPlaceInput', {
  description: 'İlan edilen bir yer.',
  fields: (t) => ({
    name: t.string({ description: 'Yerin adı ya da kodu.' }),
    count: t.int({ description: 'Boş kadro sayısı.' }),
  }),
});
const StaffInput = builder.inputType('StaffRelocationCandidateInput', {
  description: 'Yer değiştirmek isteyen bir personel.',
  fields: (t) => ({
    id: t.string({ description: 'Sicil ya da başvuru numarası.' }),
    since: t.field({ type: 'Date', description: 'Kesintisiz hizmetin başladığı gün.' }),
    serviceDays: t.int({ description: 'Hizmet süresi, 30/360 gün.' }),
    kadroDays: t.int({ description: 'Bulunduğu kadrodaki süre, 30/360 gün.' }),
    preferences: t.stringList({ description: 'Tercihleri, sırasıyla.' }),
  }),
});
export const StaffKind = choiceType('StaffRelocationKind', 'Yer değiştirmenin türü.', {
  IL_ICI: 'İl içi (m.32).',
  ILLER_ARASI: 'İller arası (m.33).',
});
const StaffRoundInput = builder.inputType('StaffRelocationInput', {
  description: 'Bir yer değiştirme dönemi.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'Referans günü (30 Eylül).' }),
    kind: t.field({ type: StaffKind, description: 'Türü.' }),
    seed: t.string({ description: 'Kuranın önceden ilan edilen tohumu.' }),
    places: t.field({ type: [PlaceInput], description: 'Boş yerler.' }),
    candidates: t.field({ type: [StaffInput], description: 'Başvuranlar.' }),
  }),
});
const StaffRow = builder.objectRef<StaffRoundRow>('StaffRelocationRow').implement({
  description: 'Bir başvurunun sonucu.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Sırası.' }),
    id: t.exposeString('id', { description: 'Başvuran.' }),
    place: t.exposeString('place', { nullable: true, description: 'Yeri; yerleşmediyse null.' }),
    decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Öncekinin ardına koyan ölçüt.' }),
  }),
});
const StaffRoundType = builder.objectRef<StaffRound>('StaffRelocation').implement({
  description: 'Yer değiştirme döneminin sonucu.',
  fields: (t) => ({
    rows: t.field({ type: [StaffRow], description: 'Sırasıyla.', resolve: (v) => [...v.rows] }),
    notEligible: t.stringList({ description: 'Üç yılı doldurmayanlar.', resolve: (v) => [...v.notEligible] }),
    lots: t.field({ type: [Lot], description: 'Kura tutanakları.', resolve: (v) => [...v.lots] }),
  }),
});

builder.queryField('calculateStaffRelocation', (t) =>
  t.field({
    type: outcomeUnion('StaffRelocation', { description: 'Yer değiştirme sıralaması.', type: StaffRoundType }),
    nullable: true,
    authScopes: { officer: true },
    description:
      'İl içi ya da iller arası yer değiştirme: sıralama, kura, yerleştirme; kaydedilmez. MEB Yön. m.32, 33.',
    args: { input: t.arg({ type: StaffRoundInput, description: 'Dönem.' }) },
    resolve: (_parent, { input: { places, ...rest } }, { book }) =>
      outcomeOf(() =>
        calculateStaffRound(parseInput(staffRoundInput, { ...rest, quotas: recordOf(places) }), {
          tables: regionTablesOf(book),
        }),
      ),
  }),
);

const ManagerKind = choiceType('ManagerRelocationKind', 'Yöneticilerin yer değiştirme türü.', {
  BOLGE_HIZMETI: 'Bölge hizmetine bağlı (m.29).',
  ISTEGE_BAGLI_YONETICI: 'İsteğe bağlı (m.31).',
});
export const LowerRegion = choiceType('LowerRegionReading', 'm.31’in “alt bölge”si (yorum).', {
  BUYUK_NUMARA: 'Daha az gelişmiş, numarası büyük bölge; varsayılan.',
  KUCUK_NUMARA: 'Numarası küçük bölge.',
});
const LocatedPlaceInput = builder.inputType('ManagerRelocationPlaceInput', {
  description: 'Boş bir yöneticilik kadrosu ve yeri.',
  fields: (t) => ({
    id: t.string({ description: 'Yerin kodu; tercihler bununla yazılır.' }),
    il: t.string({ description: 'İl.' }),
    ilce: t.string({ required: false, description: 'İlçe; il müdürlüğü için boş.' }),
    quota: t.int({ description: 'Boş kadro sayısı.' }),
  }),
});
const ManagerInput = builder.inputType('ManagerRelocationCandidateInput', {
  description: 'Yer değiştirecek bir yönetici.',
  fields: (t) => ({
    id: t.string({ description: 'Sicil numarası.' }),
    il: t.string({ description: 'Bulunduğu il.' }),
    ilce: t.string({ required: false, description: 'Bulunduğu ilçe; il müdürlüğü için boş.' }),
    completed: t.intList({ defaultValue: [], description: 'Süresini tamamladığı bölgeler.' }),
    served: t.intList({ defaultValue: [], description: 'Süresini tamamlamadan görev yaptığı bölgeler.' }),
    regionDays: t.int({ defaultValue: 0, description: 'Bulunduğu bölgede geçen süre, 30/360 gün (m.31).' }),
    score: t.field({ type: 'Decimal', description: 'Yer değiştirmeye esas puan.' }),
    managerDays: t.int({ description: 'Yöneticilikteki hizmet, 30/360 gün.' }),
    ministryDays: t.int({ description: 'Bakanlıktaki hizmet, 30/360 gün.' }),
    preferences: t.stringList({ description: 'Tercihleri, sırasıyla.' }),
  }),
});
const ManagerRoundInput = builder.inputType('ManagerRelocationInput', {
  description: 'Yöneticilerin bir yer değiştirme dönemi.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'Referans günü: 31 Mayıs ya da 30 Haziran.' }),
    kind: t.field({ type: ManagerKind, description: 'Türü.' }),
    seed: t.string({ description: 'Kuranın önceden ilan edilen tohumu.' }),
    lowerRegion: t.field({ type: LowerRegion, defaultValue: 'BUYUK_NUMARA', description: '“Alt bölge” yorumu.' }),
    places: t.field({ type: [LocatedPlaceInput], description: 'Boş yerler.' }),
    candidates: t.field({ type: [ManagerInput], description: 'Yöneticiler.' }),
  }),
});
const ManagerStatus = choiceType('ManagerRelocationStatus', 'Yer değiştirmenin sonucu.', {
  TERCIHINE: 'Tercihine yerleşti.',
  KURAYLA: 'Kurayla yerleşti (m.29/2).',
  YERLESEMEDI: 'Uygun boş yer kalmadı.',
  SARTI_TASIMIYOR: 'Bölge süresinin yarısı dolmamış (m.31/1).',
});
const ManagerRow = builder.objectRef<ManagerMoveRow>('ManagerRelocationRow').implement({
  description: 'Bir yöneticinin sonucu.',
  fields: (t) => ({
    position: t.exposeInt('position', { nullable: true, description: 'Sırası; şartı taşımayanda null.' }),
    id: t.exposeString('id', { description: 'Yönetici.' }),
    status: t.field({ type: ManagerStatus, description: 'Sonuç.', resolve: (v) => v.status }),
    place: t.exposeString('place', { nullable: true, description: 'Yeri; yerleşmediyse null.' }),
    region: t.exposeInt('region', { nullable: true, description: 'Yerin bölgesi; yerleşmediyse null.' }),
    decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Öncekinin ardına koyan ölçüt.' }),
  }),
});
const ManagerRoundType = builder.objectRef<ManagerRound>('ManagerRelocation').implement({
  description: 'Yöneticilerin yer değiştirme döneminin sonucu.',
  fields: (t) => ({
    rows: t.field({ type: [ManagerRow], description: 'Sırasıyla.', resolve: (v) => [...v.rows] }),
    lot: t.field({ type: Lot, nullable: true, description: 'Kura tutanağı; kura yoksa null.', resolve: (v) => v.lot }),
  }),
});

builder.queryField('calculateManagerRelocation', (t) =>
  t.field({
    type: outcomeUnion('ManagerRelocation', { description: 'Yönetici yer değiştirmesi.', type: ManagerRoundType }),
    nullable: true,
    authScopes: { officer: true },
    description: 'Yöneticilerin yer değiştirmesi: sıralama, yerleştirme, kura; kaydedilmez. MEB Yön. m.29, 31.',
    args: { input: t.arg({ type: ManagerRoundInput, description: 'Dönem.' }) },
    resolve: (_parent, { input }, { book }) =>
      outcomeOf(() =>
        calculateManagerRound(parseInput(managerRoundInput, plainInput(input)), { tables: regionTablesOf(book) }),
      ),
  }),
);
