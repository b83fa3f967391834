/** Types of recorded relocation rounds: the round, its applicants, draws and list. */
import type { bolgeHizmeti } from '../calculations/index.ts';
import { builder } from '../graphql/index.ts';
import { PlaceType } from './graphql-import.ts';
import type { Draw, StoredApplicant, StoredRound } from './relocation/model.ts';
import { countApplicants, type DrawCheck, listDraws, type RoundListRow } from './relocation/queries.ts';

export const RoundKindType = builder.enumType('RelocationRoundKind', {
  description: 'Yer değiştirmenin türü.',
  values: {
    IL_ICI: { value: 'IL_ICI', description: 'İl içi (MEB Yön. m.32).' },
    ILLER_ARASI: { value: 'ILLER_ARASI', description: 'İller arası (m.33).' },
  } as const,
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
    places: t.field({ type: [PlaceType], description: 'Yerler.', resolve: (r) => [...r.places] }),
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

export const ApplicantType = builder.objectRef<StoredApplicant>('RelocationApplicant').implement({
  description: 'Bir başvuru: süreleri ve tercihleri.',
  fields: (t) => ({
    candidateNo: t.exposeString('candidateNo', { description: 'Aday numarası.' }),
    sicilNo: t.exposeString('sicilNo', { nullable: true, description: 'Sicil numarası; kurum dışındansa null.' }),
    fullName: t.exposeString('fullName', { description: 'Adı ve soyadı.' }),
    title: t.exposeString('title', { description: 'Unvanı; bilinmiyorsa boş.' }),
    unit: t.exposeString('unit', { description: 'Birimi; bilinmiyorsa boş.' }),
    since: t.field({ type: 'Date', description: 'Kesintisiz hizmetin başladığı gün.', resolve: (a) => a.since }),
    serviceDays: t.exposeInt('serviceDays', { description: 'Hizmet süresi, 30/360 gün.' }),
    kadroDays: t.exposeInt('kadroDays', { description: 'Kadrodaki süre, 30/360 gün.' }),
    preferences: t.stringList({ description: 'Tercihleri, sırasıyla.', resolve: (a) => [...a.preferences] }),
  }),
});
export const ApplicantConnection = builder.connectionObject(
  { type: ApplicantType, name: 'RelocationApplicantConnection' },
  { name: 'RelocationApplicantEdge' },
);

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
    place: t.exposeString('place', { nullable: true, description: 'Yeri; yerleşmediyse null.' }),
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
  readonly result: bolgeHizmeti.StaffRound;
}
type Row = bolgeHizmeti.StaffRoundRow;
const RowType = builder.objectRef<Row>('RelocationDrawRow').implement({
  description: 'Bir başvurunun sonucu.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Sırası.' }),
    candidateNo: t.exposeString('id', { description: 'Aday numarası.' }),
    place: t.exposeString('place', { nullable: true, description: 'Yeri; yerleşmediyse null.' }),
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
    notEligible: t.stringList({ description: 'Süreyi doldurmayanlar.', resolve: (d) => [...d.result.notEligible] }),
    lotCount: t.int({ description: 'Çekilen kura sayısı.', resolve: (d) => d.result.lots.length }),
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
