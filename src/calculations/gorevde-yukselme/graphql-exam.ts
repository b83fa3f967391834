/** A promotion exam over the API: call list, success list and placement list from marks and preferences. */
import { parseInput } from '../../errors/index.ts';
import { builder } from '../../graphql/index.ts';
import { outcomeOf, outcomeUnion } from '../graphql.ts';
import { plainInput, recordOf } from '../selection/graphql-input.ts';
import type { CalledCandidate, OralCall } from './call.ts';
import { calculateExam, type ExamResult, examInput, type OralRow } from './exam.ts';
import { PromotionEducation } from './graphql-types.ts';
import { type Contest, PLACEMENT_LABELS, type Placement, type PlacementRow } from './place.ts';
import type { SuccessList, SuccessRow } from './success.ts';
import { promotionTablesOf } from './tables.ts';

const Stage = builder.enumType('PromotionExamStage', {
  description: 'Sınavın hangi listeye kadar yürüdüğü.',
  values: {
    CAGRI: { value: 'CAGRI', description: 'Sözlü sınava çağrı listesi.' },
    BASARI: { value: 'BASARI', description: 'Başarı listesi.' },
    YERLESTIRME: { value: 'YERLESTIRME', description: 'Yerleştirme listesi.' },
  } as const,
});
const QuotaInput = builder.inputType('PromotionExamPlaceInput', {
  description: 'İlan edilen bir yer ve kadro sayısı.',
  fields: (t) => ({
    name: t.string({ description: 'Yerin adı ya da kodu.' }),
    count: t.int({ description: 'Kadro sayısı.' }),
  }),
});
const CandidateInput = builder.inputType('PromotionExamCandidateInput', {
  description: 'Bir aday: puanları ve tercihleri.',
  fields: (t) => ({
    id: t.string({ description: 'Aday numarası.' }),
    written: t.field({ type: 'Decimal', required: false, description: 'Yazılı puanı; girmediyse boş.' }),
    oral: t.field({
      type: t.listRef(t.listRef('Decimal')),
      required: false,
      description: 'Her üyenin konu puanları, Ek-1 sırasıyla; sınava gelmediyse boş.',
    }),
    serviceDays: t.int({ description: 'Başvurunun son günündeki hizmet süresi, 30/360 gün.' }),
    education: t.field({ type: PromotionEducation, description: 'Öğrenim düzeyi.' }),
    grade: t.field({ type: 'Decimal', description: 'Mezuniyet notu; bütün adaylar aynı ölçekte.' }),
    preferences: t.stringList({ defaultValue: [], description: 'Tercihleri, sırasıyla.' }),
    acceptsOutside: t.boolean({ defaultValue: false, description: 'Tercih dışı atanmayı kabul ediyor mu.' }),
  }),
});
const ExamInput = builder.inputType('PromotionExamInput', {
  description: 'Bir unvanın sınavı.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'Başvurunun son günü.' }),
    stage: t.field({ type: Stage, defaultValue: 'YERLESTIRME', description: 'Hangi listeye kadar.' }),
    announced: t.int({ required: false, description: 'İlan edilen kadro sayısı; boşsa yerlerin toplamı.' }),
    places: t.field({ type: [QuotaInput], description: 'İlan edilen yerler.' }),
    candidates: t.field({ type: [CandidateInput], description: 'Adaylar.' }),
  }),
});

const Called = builder.objectRef<CalledCandidate>('PromotionExamCalled').implement({
  description: 'Yazılı sınavda başarılı bir aday.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Sırası; eşit puanlar aynı sırada.' }),
    id: t.exposeString('id', { description: 'Aday numarası.' }),
    written: t.exposeString('written', { description: 'Yazılı puanı.' }),
  }),
});
export const CallType = builder.objectRef<OralCall>('PromotionExamCall').implement({
  description: 'Sözlü sınava çağrı listesi (m.16/1).',
  fields: (t) => ({
    called: t.field({ type: [Called], description: 'Çağrılanlar, puan sırasıyla.', resolve: (v) => [...v.called] }),
    cut: t.exposeString('cut', { nullable: true, description: 'Son çağrılanın puanı; çağrılan yoksa null.' }),
    notCalled: t.field({ type: [Called], description: 'Başarılı, çağrılmayanlar.', resolve: (v) => [...v.notCalled] }),
    failed: t.stringList({ description: 'Başarısızlar ve girmeyenler.', resolve: (v) => [...v.failed] }),
  }),
});
const Oral = builder.objectRef<OralRow>('PromotionExamOral').implement({
  description: 'Bir adayın sözlü puanı (m.16/3).',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Aday numarası.' }),
    mark: t.exposeString('mark', { nullable: true, description: 'Üyelerin ortalaması; gelmediyse null.' }),
    memberTotals: t.stringList({ description: 'Üyelerin toplamları.', resolve: (v) => [...v.memberTotals] }),
  }),
});
const Success = builder.objectRef<SuccessRow>('PromotionExamSuccess').implement({
  description: 'Başarı listesinin bir satırı (m.21).',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Başarı sırası.' }),
    id: t.exposeString('id', { description: 'Aday numarası.' }),
    written: t.exposeString('written', { description: 'Yazılı puanı.' }),
    oral: t.exposeString('oral', { description: 'Sözlü puanı.' }),
    score: t.exposeString('score', { description: 'Başarı puanı.' }),
    decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Öncekinin ardına koyan ölçüt.' }),
    equal: t.exposeBoolean('equal', { description: 'Mevzuatın ayıramadığı bir eşiti var mı.' }),
  }),
});
export const SuccessListType = builder.objectRef<SuccessList>('PromotionExamSuccessList').implement({
  description: 'Başarı listesi.',
  fields: (t) => ({
    rows: t.field({ type: [Success], description: 'Satırlar, sırayla.', resolve: (v) => [...v.rows] }),
    failed: t.stringList({ description: 'Sözlüde başarısızlar.', resolve: (v) => [...v.failed] }),
  }),
});
const PlacementStatus = builder.enumType('PromotionPlacementStatus', {
  description: 'Yerleştirmenin sonucu (m.21/4-5).',
  values: Object.fromEntries(
    Object.entries(PLACEMENT_LABELS).map(([id, label]) => [id, { value: id, description: `${label}.` }]),
  ),
});
const PlacementRowType = builder.objectRef<PlacementRow>('PromotionPlacementRow').implement({
  description: 'Bir adayın yerleştirme sonucu.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Aday numarası.' }),
    status: t.field({ type: PlacementStatus, description: 'Sonucu.', resolve: (v) => v.status }),
    place: t.exposeString('place', { nullable: true, description: 'Yeri; yerleşmediyse null.' }),
  }),
});
const ContestType = builder.objectRef<Contest>('PromotionContest').implement({
  description: 'Eşit adayların aynı yeri istemesi; sırayı idare belirler.',
  fields: (t) => ({
    place: t.exposeString('place', { description: 'Yer.' }),
    candidates: t.stringList({
      description: 'Adaylar; ilk yazılan şimdilik yerleşti.',
      resolve: (v) => [...v.candidates],
    }),
  }),
});
const Vacancy = builder.objectRef<Placement['vacancies'][number]>('PromotionVacancy').implement({
  description: 'Boş kalan kadrolar.',
  fields: (t) => ({
    place: t.exposeString('place', { description: 'Yer.' }),
    count: t.exposeInt('count', { description: 'Boş kadro sayısı.' }),
  }),
});
export const PlacementType = builder.objectRef<Placement>('PromotionPlacement').implement({
  description: 'Yerleştirme listesi.',
  fields: (t) => ({
    rows: t.field({ type: [PlacementRowType], description: 'Başarı sırasıyla.', resolve: (v) => [...v.rows] }),
    outsidePool: t.stringList({ description: 'Tercih dışı havuzu, sırayla.', resolve: (v) => [...v.outsidePool] }),
    reserve: t.stringList({ description: 'Yedek liste; Bakanlıkta yoktur.', resolve: (v) => [...v.reserve] }),
    vacancies: t.field({ type: [Vacancy], description: 'Boş kalanlar.', resolve: (v) => [...v.vacancies] }),
    contested: t.field({
      type: [ContestType],
      description: 'Eşitlerin istediği yerler.',
      resolve: (v) => [...v.contested],
    }),
  }),
});
const Exam = builder.objectRef<ExamResult>('PromotionExam').implement({
  description: 'Bir sınavın listeleri.',
  fields: (t) => ({
    announced: t.exposeInt('announced', { description: 'İlan edilen kadro sayısı.' }),
    call: t.field({ type: CallType, description: 'Çağrı listesi.', resolve: (v) => v.call }),
    oral: t.field({
      type: [Oral],
      nullable: true,
      description: 'Sözlü puanları; o aşamaya gelinmediyse null.',
      resolve: (v) => (v.oral ? [...v.oral] : null),
    }),
    success: t.field({
      type: SuccessListType,
      nullable: true,
      description: 'Başarı listesi; o aşamaya gelinmediyse null.',
      resolve: (v) => v.success,
    }),
    placement: t.field({
      type: PlacementType,
      nullable: true,
      description: 'Yerleştirme listesi; o aşamaya gelinmediyse null.',
      resolve: (v) => v.placement,
    }),
  }),
});

builder.queryField('calculatePromotionExam', (t) =>
  t.field({
    type: outcomeUnion('PromotionExam', { description: 'Görevde yükselme sınavının listeleri.', type: Exam }),
    nullable: true,
    authScopes: { officer: true },
    description:
      'Puan ve tercihlerden çağrı, başarı ve yerleştirme listeleri; hiçbir şey kaydedilmez. MEB Yön. m.16, 21.',
    args: { input: t.arg({ type: ExamInput, description: 'Sınav.' }) },
    resolve: (_parent, { input }, { book }) =>
      outcomeOf(() => {
        const { places, candidates, ...rest } = input;
        const marks = candidates.map((c) => ({ ...(plainInput(c) as object), written: plainInput(c.written ?? null) }));
        const raw = { ...(plainInput(rest) as object), quotas: recordOf(places), candidates: marks };
        return calculateExam(parseInput(examInput, raw), { book, tables: promotionTablesOf(book) });
      }),
  }),
);
