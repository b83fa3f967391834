/** What-if questions of promotion, title change and appointment over the API. */
import { parseInput } from '../../errors/index.ts';
import { choiceType } from '../graphql-choice.ts';
import './graphql-68b.ts';
import './graphql-lists.ts';
import { builder } from '../../graphql/index.ts';
import { outcomeOf, outcomeUnion } from '../graphql.ts';
import { mapOutcome, plainInput } from '../selection/graphql-input.ts';
import {
  DownwardReading,
  eligibilityView,
  HigherEducationReading,
  kadroFields,
  PromotionEducation,
  PromotionEligibility,
  paperFields,
} from './graphql-types.ts';
import { calculatePersonEligibility, personEligibilityInput } from './person.ts';
import { promotionTablesOf } from './tables.ts';
import { calculateTitleChange, titleChangeInput } from './title-change.ts';
import { calculateTransition, TRANSITION_LABELS, type Transition, transitionInput } from './transition.ts';

const DutyKind = choiceType('PromotionDutyKind', 'Hizmetin türü (657 m.68/B).', {
  KAMU: '217 sayılı KHK m.2 kapsamındaki kurum.',
  OZEL: 'Özel kurum ya da serbest çalışma.',
  ASKERLIK: 'Muvazzaf askerlik, yedek subaylık, yedek astsubaylık.',
});

const DutyInput = builder.inputType('PromotionDutyInput', {
  description: 'Bir hizmet kaydı.',
  fields: (t) => ({
    kind: t.field({ type: DutyKind, defaultValue: 'KAMU', description: 'Türü.' }),
    title: t.string({ defaultValue: '', description: 'Görev unvanı.' }),
    from: t.field({ type: 'Date', description: 'Başlama günü.' }),
    until: t.field({ type: 'Date', required: false, description: 'Ayrılma günü; sürüyorsa boş.' }),
    inMinistry: t.boolean({ defaultValue: true, description: 'Bakanlıkta mı.' }),
    asaleten: t.boolean({ defaultValue: true, description: 'Asaleten mi.' }),
    civilServant: t.boolean({ defaultValue: true, description: 'Devlet memurluğu mu.' }),
    yardimciHizmetler: t.boolean({ defaultValue: false, description: 'Yardımcı hizmetler sınıfında mı.' }),
  }),
});

const EducationRecordInput = builder.inputType('PromotionEducationInput', {
  description: 'Bitirilen bir öğrenim.',
  fields: (t) => ({
    level: t.field({ type: PromotionEducation, description: 'Düzeyi.' }),
    completedOn: t.field({ type: 'Date', description: 'Mezuniyet günü.' }),
    field: t.string({ required: false, description: 'Bölümü.' }),
    inKadroField: t.boolean({ defaultValue: false, description: 'Kadronun gerektirdiği alanda mı (m.7).' }),
  }),
});

const LeaveInput = builder.inputType('PromotionUnpaidLeaveInput', {
  description: 'Aylıksız izin; 68/B süresine sayılmaz.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'Başlama günü.' }),
    until: t.field({ type: 'Date', required: false, description: 'Bitiş günü; sürüyorsa boş.' }),
  }),
});

const PersonInput = builder.inputType('PromotionPersonInput', {
  description: 'Görevde yükselme için kişinin kayıtları.',
  fields: (t) => ({
    currentTitle: t.string({ description: 'Bulunduğu kadronun unvanı.' }),
    otherInstitution: t.boolean({ defaultValue: false, description: 'Başka kurumun personeli mi (m.11/3).' }),
    onLeave: t.boolean({ defaultValue: false, description: 'İzinde mi; başvuruya engel değildir (m.11/2).' }),
    educations: t.field({ type: [EducationRecordInput], description: 'Öğrenimleri.' }),
    duties: t.field({ type: [DutyInput], description: 'Hizmetleri.' }),
    unpaidLeaves: t.field({ type: [LeaveInput], defaultValue: [], description: 'Aylıksız izinleri.' }),
    probationLiftedOn: t.field({ type: 'Date', required: false, description: 'Adaylığın kalktığı gün.' }),
    teachingProbationLiftedOn: t.field({
      type: 'Date',
      required: false,
      description: 'Öğretmenlikte adaylığın kalktığı gün (m.23).',
    }),
    ...paperFields(t),
  }),
});

const EligibilityInput = builder.inputType('PromotionEligibilityInput', {
  description: 'Kayıtlar ve ilan edilen kadro.',
  fields: (t) => ({
    ...kadroFields(t),
    person: t.field({ type: PersonInput, description: 'Kişinin kayıtları.' }),
  }),
});

builder.queryField('calculatePromotionEligibility', (t) =>
  t.field({
    type: outcomeUnion('PromotionEligibility', {
      description: 'Kayıtlara göre görevde yükselme, unvan değişikliği ya da m.23 uygunluğu.',
      type: PromotionEligibility,
    }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Kayıtları verilen kişinin bir kadroya uygunluğu; hiçbir şey kaydedilmez. MEB Yön. m.6, 7, 11, 23.',
    args: { input: t.arg({ type: EligibilityInput, description: 'Kayıtlar ve kadro.' }) },
    resolve: (_parent, { input }, { book }) =>
      outcomeOf(() => {
        const facts = parseInput(personEligibilityInput, plainInput(input));
        return eligibilityView(calculatePersonEligibility(facts, { book, tables: promotionTablesOf(book) }));
      }),
  }),
);

const TransitionMethod = builder.enumType('PromotionTransitionMethod', {
  description: 'Bir kadrodan ötekine geçiş yolu (m.22).',
  values: Object.fromEntries(
    Object.entries(TRANSITION_LABELS).map(([id, label]) => [id, { value: id, description: `${label}.` }]),
  ),
});
const TransitionType = builder.objectRef<Transition>('PromotionTransition').implement({
  description: 'Geçişin yolu.',
  fields: (t) => ({
    method: t.field({ type: TransitionMethod, description: 'Yolu.', resolve: (v) => v.method }),
    label: t.exposeString('label', { description: 'Türkçe adı.' }),
    article: t.exposeString('article', { description: 'Dayandığı madde.' }),
    serviceConditionWaived: t.exposeBoolean('serviceConditionWaived', {
      description: 'Hizmet şartı aranmıyor mu (m.22/1-b).',
    }),
  }),
});

builder.queryField('calculatePromotionTransition', (t) =>
  t.field({
    type: outcomeUnion('PromotionTransition', { description: 'Kadrolar arası geçiş.', type: TransitionType }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Bir kadrodan ötekine sınavla mı sınavsız mı geçilir. MEB Yön. m.22.',
    args: {
      on: t.arg({ type: 'Date', description: 'Hangi günün kuralları.' }),
      from: t.arg.string({ description: 'Bulunulan kadronun unvanı.' }),
      to: t.arg.string({ description: 'Gidilecek kadronun unvanı.' }),
      heldBefore: t.arg.boolean({ defaultValue: false, description: 'Daha önce asaleten bulunuldu mu.' }),
      downwardReading: t.arg({
        type: DownwardReading,
        defaultValue: 'SARTLARLA_SINAVSIZ',
        description: 'Metnin sustuğu yerde yorum.',
      }),
    },
    resolve: (_parent, args, { book }) =>
      outcomeOf(() =>
        calculateTransition(parseInput(transitionInput, args), { book, tables: promotionTablesOf(book) }),
      ),
  }),
);

const TitleChange = builder.objectRef<{ readonly regulated: boolean }>('TitleChangeEligibility').implement({
  description: 'Unvan değişikliği şartları.',
  fields: (t) => ({
    regulated: t.exposeBoolean('regulated', {
      description: 'Kadronun şartı yönetmelikte yazılı mı; değilse kararı idare verir.',
    }),
  }),
});

builder.queryField('calculateTitleChange', (t) =>
  t.field({
    type: outcomeUnion('TitleChange', { description: 'Unvan değişikliği uygunluğu.', type: TitleChange }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Unvan değişikliği sınavına girmek için öğrenim ve belge şartları. MEB Yön. m.7.',
    args: {
      on: t.arg({ type: 'Date', description: 'Hangi günün kuralları.' }),
      kadro: t.arg.string({ description: 'Kadronun unvanı.' }),
      fieldEducation: t.arg({
        type: PromotionEducation,
        required: false,
        description: 'Alanındaki en yüksek öğrenim.',
      }),
      field: t.arg.string({
        defaultValue: 'KADRO_ALANI',
        description: 'Öğrenimin alanı: KADRO_ALANI, HUKUK ya da BILGISAYAR_PROGRAMCILIGI.',
      }),
      languages: t.arg.int({ defaultValue: 0, description: 'Belgelenen programlama dili sayısı.' }),
      licence: t.arg.boolean({ defaultValue: false, description: 'Avukatlık ruhsatı var mı.' }),
      higherEducationReading: t.arg({
        type: HigherEducationReading,
        defaultValue: 'IKI_YILLIK_YETERLI',
        description: 'm.7/1-a’nın yorumu.',
      }),
    },
    resolve: (_parent, args, { book }) =>
      outcomeOf(() => {
        const facts = parseInput(titleChangeInput, plainInput(args));
        const outcome = calculateTitleChange(facts, { book, tables: promotionTablesOf(book) });
        return mapOutcome(outcome, (v) => ({ regulated: v === 'ELIGIBLE' }));
      }),
  }),
);
