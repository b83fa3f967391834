/** Types of recorded relocation rounds: the round, its applicants, draws and list. */
import { LowerRegion } from '../calculations/bolge-hizmeti/graphql-rounds.ts';
import { WarningType } from '../calculations/graphql.ts';
import { choiceType } from '../calculations/graphql-choice.ts';
import { builder } from '../graphql/index.ts';
import type { RoundResult, RoundRow } from './relocation/family.ts';
import type { Draw, StoredApplicant, StoredRound } from './relocation/model.ts';
import { countApplicants, type DrawCheck, listDraws, type RoundListRow } from './relocation/queries.ts';

export const RoundKindType = choiceType('RelocationRoundKind', 'Yer değiştirmenin türü.', {
  IL_ICI: 'İl içi (MEB Yön. m.32).',
  ILLER_ARASI: 'İller arası (m.33).',
  BOLGE_HIZMETI: 'Yöneticilerin bölge hizmetine bağlı yer değiştirmesi (m.29).',
  ISTEGE_BAGLI_YONETICI: 'Yöneticilerin isteğe bağlı yer değiştirmesi (m.31).',
});

type RoundPlace = StoredRound['places'][number];
export const RoundPlaceInput = builder.inputType('RelocationRoundPlaceInput', {
  description: 'İlan edilen bir yer.',
  fields: (t) => ({
    name: t.string({ description: 'Yerin adı ya da kodu; tercihler bununla yazılır.' }),
    count: t.int({ description: 'Kadro sayısı.' }),
    il: t.string({ required: false, description: 'Yönetici kadrosunun ili; personel dönemlerinde boş.' }),
    ilce: t.string({ required: false, description: 'Yönetici kadrosunun ilçesi; il müdürlüğünde boş.' }),
  }),
});
const RoundPlaceType = builder.objectRef<RoundPlace>('RelocationRoundPlace').implement({
  description: 'İlan edilen bir yer.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Yerin adı ya da kodu.' }),
    count: t.exposeInt('count', { description: 'Kadro sayısı.' }),
    il: t.exposeString('il', { nullable: true, description: 'Yönetici kadrosunun ili; personel dönemlerinde null.' }),
    ilce: t.exposeString('ilce', { nullable: true, description: 'İlçesi; il müdürlüğünde null.' }),
  }),
});

export const DrawType = builder.objectRef<Draw>('RelocationDraw').implement({
  description: 'Çekilmiş bir kura ve yerleştirme; girdisi ve sonucuyla saklanır.',
  fields: (t) => ({
    draw: t.exposeInt('draw', { description: 'Kaçıncı çekiliş.' }),
    applicants: t.exposeInt('applicants', { description: 'Başvuru sayısı.' }),
    inputSha256: t.exposeString('inputSha256', { description: 'Girdinin özeti.' }),
    resultSha256: t.exposeString('resultSha256', { description: 'Sonucun özeti; listede yazılır.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Çekildiği an.' }),
  }),
});

export const RoundType = builder.objectRef<StoredRound>('RelocationRound').implement({
  description: 'Bir yer değiştirme dönemi; kura tohumu dönem açılırken kaydedilir ve değişmez.',
  fields: (t) => ({
    roundNumber: t.exposeString('roundNumber', { description: 'Dönem numarası.' }),
    name: t.exposeString('name', { description: 'Adı.' }),
    kind: t.field({ type: RoundKindType, description: 'Türü.', resolve: (r) => r.kind }),
    on: t.field({ type: 'Date', description: 'Referans günü.', resolve: (r) => r.on }),
    seed: t.exposeString('seed', { description: 'Kuranın tohumu.' }),
    seedFixedAt: t.expose('createdAt', { type: 'DateTime', description: 'Tohumun kaydedildiği an.' }),
    places: t.field({ type: [RoundPlaceType], description: 'Yerler.', resolve: (r) => [...r.places] }),
    lowerRegion: t.expose('lowerRegion', {
      type: LowerRegion,
      nullable: true,
      description: 'm.31’in “alt bölge”sinin yorumu; seçilmediyse null ve varsayılan.',
    }),
    applicantCount: t.int({
      description: 'Başvuru sayısı.',
      complexity: 5,
      resolve: (r, _args, { db }) => countApplicants(db, r.roundNumber),
    }),
    draws: t.field({
      type: [DrawType],
      description: 'Çekilişler, eskiden yeniye.',
      complexity: 5,
      resolve: (r, _args, { db }) => listDraws(db, r.roundNumber),
    }),
  }),
});
export const RoundConnection = builder.connectionObject(
  { type: RoundType, name: 'RelocationRoundConnection' },
  { name: 'RelocationRoundEdge' },
);

const ManagerFactsType = builder.objectRef<StoredApplicant>('RelocationManagerFacts').implement({
  description: 'Bir yöneticinin bölge hizmeti, puanı ve süreleri.',
  fields: (t) => ({
    il: t.string({ description: 'Bulunduğu il.', resolve: (a) => a.il ?? '' }),
    ilce: t.exposeString('ilce', { nullable: true, description: 'Bulunduğu ilçe; il müdürlüğünde null.' }),
    completed: t.intList({ description: 'Süresi tamamlanan bölgeler.', resolve: (a) => a.completed ?? [] }),
    served: t.intList({ description: 'Süresi tamamlanmadan görev yapılan bölgeler.', resolve: (a) => a.served ?? [] }),
    regionDays: t.int({ description: 'Bulunduğu bölgede geçen 30/360 gün.', resolve: (a) => a.regionDays ?? 0 }),
    score: t.string({ description: 'Yer değiştirmeye esas puan.', resolve: (a) => a.score ?? '' }),
    managerDays: t.int({ description: 'Yöneticilikteki hizmet, 30/360 gün.', resolve: (a) => a.managerDays ?? 0 }),
    ministryDays: t.int({ description: 'Bakanlıktaki hizmet, 30/360 gün.', resolve: (a) => a.ministryDays ?? 0 }),
  }),
});

export const ApplicantType = builder.objectRef<StoredApplicant>('RelocationApplicant').implement({
  description: 'Bir başvuru: süreleri ve tercihleri.',
  fields: (t) => ({
    candidateNo: t.exposeString('candidateNo', { description: 'Aday numarası.' }),
    sicilNo: t.exposeString('sicilNo', { nullable: true, description: 'Sicil numarası; kurum dışındansa null.' }),
    fullName: t.exposeString('fullName', { description: 'Adı ve soyadı.' }),
    title: t.exposeString('title', { description: 'Unvanı; bilinmiyorsa boş.' }),
    unit: t.exposeString('unit', { description: 'Birimi; bilinmiyorsa boş.' }),
    since: t.field({
      type: 'Date',
      nullable: true,
      description: 'Kesintisiz hizmetin başladığı gün; yöneticide null.',
      resolve: (a) => a.since,
    }),
    serviceDays: t.exposeInt('serviceDays', {
      nullable: true,
      description: 'Hizmet süresi, 30/360 gün; yöneticide null.',
    }),
    kadroDays: t.exposeInt('kadroDays', {
      nullable: true,
      description: 'Kadrodaki süre, 30/360 gün; yöneticide null.',
    }),
    manager: t.field({
      type: ManagerFactsType,
      nullable: true,
      description: 'Yöneticinin bölge hizmeti ve puanı; personel dönemlerinde null.',
      resolve: (a) => (a.score === undefined ? null : a),
    }),
    preferences: t.stringList({ description: 'Tercihleri, sırasıyla.', resolve: (a) => [...a.preferences] }),
  }),
});
export const ApplicantConnection = builder.connectionObject(
  { type: ApplicantType, name: 'RelocationApplicantConnection' },
  { name: 'RelocationApplicantEdge' },
);

const MoveStatus = choiceType('RelocationStatus', 'Yer değiştirmenin sonucu.', {
  TERCIHINE: 'Tercihine yerleşti.',
  KURAYLA: 'Tercihine yerleşemeyen yöneticiye kurayla yer verildi (m.29/2).',
  YERLESEMEDI: 'Yerleşmedi.',
});

/** A row of the list with its applicant. */
export interface RelocationListRow extends RoundListRow {
  readonly applicant: StoredApplicant | null;
}
export const ListRowType = builder.objectRef<RelocationListRow>('RelocationListRow').implement({
  description: 'Yer değiştirme listesinin satırı.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Sırası.' }),
    candidateNo: t.exposeString('id', { description: 'Aday numarası.' }),
    fullName: t.string({ description: 'Adı ve soyadı.', resolve: (r) => r.applicant?.fullName ?? '' }),
    unit: t.string({ description: 'Birimi.', resolve: (r) => r.applicant?.unit ?? '' }),
    status: t.field({ type: MoveStatus, description: 'Sonuç.', resolve: (r) => r.status }),
    place: t.exposeString('place', { nullable: true, description: 'Yeri; yerleşmediyse null.' }),
    region: t.exposeInt('region', {
      nullable: true,
      description: 'Yerin hizmet bölgesi; personel dönemlerinde ve yerleşmeyende null.',
    }),
    decidedBy: t.exposeString('decidedBy', {
      nullable: true,
      description: 'Öncekinin ardına koyan ölçüt; ilkinde null.',
    }),
    ticket: t.exposeString('ticket', {
      nullable: true,
      description: 'Kurada çekilen SHA-256; kuraya girmediyse null. Tohumla yeniden hesaplanabilir.',
    }),
  }),
});
export const ListConnection = builder.connectionObject(
  { type: ListRowType, name: 'RelocationListConnection' },
  { name: 'RelocationListEdge' },
);

interface DrawView extends Draw {
  readonly result: RoundResult;
}
const RowType = builder.objectRef<RoundRow>('RelocationDrawRow').implement({
  description: 'Bir başvurunun sonucu.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Sırası.' }),
    candidateNo: t.exposeString('id', { description: 'Aday numarası.' }),
    status: t.field({ type: MoveStatus, description: 'Sonuç.', resolve: (r) => r.status }),
    place: t.exposeString('place', { nullable: true, description: 'Yeri; yerleşmediyse null.' }),
    region: t.exposeInt('region', {
      nullable: true,
      description: 'Yerin hizmet bölgesi; personel dönemlerinde ve yerleşmeyende null.',
    }),
    decidedBy: t.exposeString('decidedBy', {
      nullable: true,
      description: 'Öncekinin ardına koyan ölçüt; ilkinde null.',
    }),
  }),
});

export const DrawResultType = builder.objectRef<DrawView>('RelocationDrawResult').implement({
  description: 'Bir çekilişin sonucu.',
  fields: (t) => ({
    draw: t.field({ type: DrawType, description: 'Çekiliş.', resolve: (d) => d }),
    rows: t.field({
      type: [RowType],
      description: 'Sırasıyla; en çok ilk 1.000 satır.',
      resolve: (d) => d.result.rows.slice(0, 1_000),
    }),
    notEligible: t.stringList({
      description: 'Aranan süreyi doldurmayanlar.',
      resolve: (d) => [...d.result.notEligible],
    }),
    lotCount: t.int({ description: 'Çekilen kura sayısı.', resolve: (d) => d.result.lots.length }),
    warnings: t.field({
      type: [WarningType],
      description: 'Uyarılar: aynı yeri isteyen eşit yöneticiler.',
      resolve: (d) => [...d.result.warnings],
    }),
  }),
});

export const CheckType = builder.objectRef<DrawCheck>('RelocationDrawCheck').implement({
  description: 'Saklanan bir çekilişin saklanan girdisinden yinelenmesi.',
  fields: (t) => ({
    draw: t.field({ type: DrawType, description: 'Çekiliş.', resolve: (c) => c.draw }),
    isSame: t.exposeBoolean('isSame', { description: 'Sonuç baytı baytına aynı mı.' }),
    recalculatedSha256: t.exposeString('recalculatedSha256', { description: 'Yinelenen sonucun özeti.' }),
  }),
});
