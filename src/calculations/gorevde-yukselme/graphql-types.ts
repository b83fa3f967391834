import { builder } from '../../graphql/index.ts';
import { displaySure, type Outcome } from '../engine/index.ts';
import { choiceType } from '../graphql-choice.ts';
import { mapOutcome } from '../selection/graphql-input.ts';
import { EDUCATION_LABELS, EDUCATION_LEVELS } from './education.ts';
import type { PersonEligibility } from './person.ts';

export const PromotionEducation = builder.enumType('PromotionEducation', {
  description: 'Bitirilen öğrenimin düzeyi, görevde yükselmede (m.6, 21/2-b).',
  values: Object.fromEntries(EDUCATION_LEVELS.map((l) => [l, { value: l, description: `${EDUCATION_LABELS[l]}.` }])),
});

export const DutyAddition = choiceType(
  'PromotionDutyAddition',
  'Şube müdürlüğünde m.6/2-a-3’ün toplamadan söz etmediği görevler nasıl sayılır (yorum).',
  {
    TEK_UNVAN: 'Süre tek bir unvanda dolmalıdır; varsayılan.',
    TOPLAM: 'Sayılan unvanlardaki süreler toplanır.',
  },
);

export const HigherEducationReading = choiceType(
  'TitleChangeEducationReading',
  'm.7/1-a’nın “yükseköğretim”i kaç yıldır (yorum).',
  {
    IKI_YILLIK_YETERLI: 'İki yıllık yükseköğrenim yeter; varsayılan.',
    DORT_YILLIK: 'Dört yıllık yükseköğrenim aranır.',
  },
);

export const DownwardReading = choiceType(
  'PromotionDownwardReading',
  'Gruplar arasında aşağı doğru geçiş, metnin sustuğu yerde (yorum).',
  {
    SARTLARLA_SINAVSIZ: 'Kadronun şartlarıyla sınavsız; varsayılan.',
    SINAV: 'Sınavla.',
  },
);

export const ServiceDayCount = choiceType('ServiceDayCount', 'Hizmetin son günü sayılır mı (yorum).', {
  GUN_HARIC: 'Bitiş − başlangıç; varsayılan.',
  GUN_DAHIL: 'Bir gün eklenir.',
});

export const Transitional68b = choiceType(
  'PromotionTransitional68b',
  'Geçici m.1, 68/B’nin kısa öğrenime eklediği iki yılı kaldırır mı (yorum).',
  {
    ILAVE_SURE_KALIR: 'Kaldırmaz; varsayılan.',
    ILAVE_SURE_KALKAR: 'Kaldırır.',
  },
);

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;

/** The announced kadro and the readings, as the what-if and the question on record ask for them. */
export function kadroFields(t: InputFields) {
  return {
    on: t.field({ type: 'Date', description: 'Başvurunun son günü (m.11/1).' }),
    kadro: t.string({ description: 'Kadro: m.5’teki unvan ya da IL_MEM_YARDIMCISI, ILCE_MEM (m.23).' }),
    derece: t.int({ description: 'Kadro derecesi, 1–15.' }),
    ekGosterge: t.int({ defaultValue: 0, description: 'Kadronun ek göstergesi.' }),
    privateInFull: t.boolean({ defaultValue: false, description: 'Özel sürenin tamamı sayılan üst kadro mu.' }),
    outside68b: t.boolean({ defaultValue: false, description: '68/B dışındaki sınıflardan mı.' }),
    dayCount: t.field({ type: ServiceDayCount, defaultValue: 'GUN_HARIC', description: 'Son günün sayılması.' }),
    transitional68b: t.field({
      type: Transitional68b,
      defaultValue: 'ILAVE_SURE_KALIR',
      description: 'Geçici m.1’in 68/B’ye etkisi.',
    }),
    dutyAddition: t.field({
      type: DutyAddition,
      defaultValue: 'TEK_UNVAN',
      description: 'Görev sürelerinin toplanması.',
    }),
    higherEducationReading: t.field({
      type: HigherEducationReading,
      defaultValue: 'IKI_YILLIK_YETERLI',
      description: 'm.7/1-a’nın yorumu.',
    }),
  };
}

/** Papers that no registry holds. */
export function paperFields(t: InputFields) {
  return {
    licenceBSince: t.field({ type: 'Date', required: false, description: '(B) sınıfı sürücü belgesinin günü.' }),
    documents: t.stringList({ defaultValue: [], description: 'Kadronun istediği belgeler, adlarıyla.' }),
    programmingLanguages: t.int({ defaultValue: 0, description: 'Belgelenen programlama dili sayısı.' }),
    avukatlikRuhsati: t.boolean({ defaultValue: false, description: 'Avukatlık ruhsatı var mı.' }),
  };
}

interface EligibilityView {
  readonly counted68b: string;
  readonly required68bYears: number | null;
}
export const PromotionEligibility = builder.objectRef<EligibilityView>('PromotionEligibility').implement({
  description: 'Kadronun şartları ile 68/B süresi taşınıyor.',
  fields: (t) => ({
    counted68b: t.exposeString('counted68b', { description: '68/B için sayılan hizmet: “12 yıl 6 ay”.' }),
    required68bYears: t.exposeInt('required68bYears', {
      nullable: true,
      description: 'Aranan yıl; 68/B uygulanmıyorsa null.',
    }),
  }),
});

/** The outcome with its lengths as the API shows them. */
export function eligibilityView(outcome: Outcome<PersonEligibility>): Outcome<EligibilityView> {
  return mapOutcome(outcome, (v) => ({ ...v, counted68b: displaySure(v.counted68b) }));
}
