import { builder } from '../../graphql/index.ts';
import { EDUCATION_LABELS, EDUCATION_LEVELS } from './education.ts';

export const PromotionEducation = builder.enumType('PromotionEducation', {
  description: 'Bitirilen öğrenimin düzeyi, görevde yükselmede (m.6, 21/2-b).',
  values: Object.fromEntries(EDUCATION_LEVELS.map((l) => [l, { value: l, description: `${EDUCATION_LABELS[l]}.` }])),
});

export const DutyAddition = builder.enumType('PromotionDutyAddition', {
  description: 'Şube müdürlüğünde m.6/2-a-3’ün toplamadan söz etmediği görevler nasıl sayılır (yorum).',
  values: {
    TEK_UNVAN: { value: 'TEK_UNVAN', description: 'Süre tek bir unvanda dolmalıdır; varsayılan.' },
    TOPLAM: { value: 'TOPLAM', description: 'Sayılan unvanlardaki süreler toplanır.' },
  } as const,
});

export const HigherEducationReading = builder.enumType('TitleChangeEducationReading', {
  description: 'm.7/1-a’nın “yükseköğretim”i kaç yıldır (yorum).',
  values: {
    IKI_YILLIK_YETERLI: { value: 'IKI_YILLIK_YETERLI', description: 'İki yıllık yükseköğrenim yeter; varsayılan.' },
    DORT_YILLIK: { value: 'DORT_YILLIK', description: 'Dört yıllık yükseköğrenim aranır.' },
  } as const,
});

export const DownwardReading = builder.enumType('PromotionDownwardReading', {
  description: 'Gruplar arasında aşağı doğru geçiş, metnin sustuğu yerde (yorum).',
  values: {
    SARTLARLA_SINAVSIZ: { value: 'SARTLARLA_SINAVSIZ', description: 'Kadronun şartlarıyla sınavsız; varsayılan.' },
    SINAV: { value: 'SINAV', description: 'Sınavla.' },
  } as const,
});

export const ServiceDayCount = builder.enumType('ServiceDayCount', {
  description: 'Hizmetin son günü sayılır mı (yorum).',
  values: {
    GUN_HARIC: { value: 'GUN_HARIC', description: 'Bitiş − başlangıç; varsayılan.' },
    GUN_DAHIL: { value: 'GUN_DAHIL', description: 'Bir gün eklenir.' },
  } as const,
});

export const Transitional68b = builder.enumType('PromotionTransitional68b', {
  description: 'Geçici m.1, 68/B’nin kısa öğrenime eklediği iki yılı kaldırır mı (yorum).',
  values: {
    ILAVE_SURE_KALIR: { value: 'ILAVE_SURE_KALIR', description: 'Kaldırmaz; varsayılan.' },
    ILAVE_SURE_KALKAR: { value: 'ILAVE_SURE_KALKAR', description: 'Kaldırır.' },
  } as const,
});
