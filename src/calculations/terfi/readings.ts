import { z } from 'zod';
import { type Reading, readingField } from '../options.ts';

/** Where practice differs: each question with its article, its readings, and the default (the Ministry guide). */
export const terfiReadings = {
  stopStart: {
    name: 'stopStart',
    label: 'Kademe ilerlemesinin durdurulması hangi günden işler',
    article: '657 s.K. m.125/D, 132',
    default: 'TEBLIG',
    choices: {
      TEBLIG: 'Cezanın tebliğ tarihinden (Bakanlık kılavuzu 7/d)',
      VERILIS: 'Cezanın verildiği tarihten (m.132)',
    },
  },
  lawDuringLeave: {
    name: 'lawDuringLeave',
    label: 'Aylıksız izinde olana bir derece hangi günden verilir',
    article: '5289 s.K. m.1; 458 s.KHK; 2182 s.K.',
    default: 'RETURN',
    choices: { RETURN: 'Göreve dönüş tarihinden (kılavuz 8/c)', LAW_DATE: 'Kanunun gösterdiği günden' },
  },
  insuranceCap: {
    name: 'insuranceCap',
    label: '12 yıl sınırı hangi süreye uygulanır',
    article: '657 s.K. m.36/C-1, C-2',
    default: 'COUNTED',
    choices: { COUNTED: 'Sayılan (¾) süreye', RAW: 'Geçen sürenin kendisine' },
  },
  insuranceRounding: {
    name: 'insuranceRounding',
    label: '¾ hesabında gün kesri',
    article: '657 s.K. m.36/C-1, C-2',
    default: 'UP',
    choices: { UP: 'Kesir tam güne tamamlanır (kılavuz)', DOWN: 'Kesir atılır' },
  },
  regionStepInStop: {
    name: 'regionStepInStop',
    label: 'Durdurma süresinde dolan 527 kademesi',
    article: '657 s.K. m.64/3, 125/D',
    default: 'LOST',
    choices: { LOST: 'Verilmez ve geri gelmez (kılavuz)', GIVEN: 'Verilir; durdurma yalnız yıllık terfiyi etkiler' },
  },
  vekil: {
    name: 'vekil',
    label: 'Vekil öğretmen, ebe, hemşire, imam hizmetinin KHA’daki yeri',
    article: '657 s.K. m.36/C; 1425 s.K.',
    default: 'GUIDE',
    choices: {
      GUIDE: 'EEA’da asaletten, KHA’da yalnız 12/d içinde (kılavuz)',
      EXCLUDED: 'Yalnız EEA’da',
      COUNTED: 'KHA ve EEA’da asaletten',
    },
  },
  sixBInHigher: {
    name: 'sixBInHigher',
    label: '6/b kademesi yükseköğrenim intibakına taşınır mı',
    article: '657 s.K. m.36/A-6/b; Danıştay 5. D. 2007/5592, 12. D. 2021/2068',
    default: 'KEEP',
    choices: { KEEP: 'Taşınır (kılavuz)', DROP: 'Taşınmaz (Danıştay)' },
  },
  candidateInsurance: {
    name: 'candidateInsurance',
    label: 'Adayın sigortalı hizmet yılları ne zaman verilir',
    article: '657 s.K. m.36/C, 158',
    default: 'ENTRY',
    choices: { ENTRY: 'Girişin ertesi günü (kılavuz)', ASALET: 'Asalet tasdikinde (m.158)' },
  },
  penaltyPeriod: {
    name: 'penaltyPeriod',
    label: 'Disiplin cezasından sonra 64/4 süresi',
    article: '657 s.K. m.64/4, geçici m.36/C',
    default: 'EIGHT_YEARS',
    choices: { EIGHT_YEARS: 'Ceza tarihinden 8 yıl', SAME_PERIOD: 'Ceza tarihinden, kısaltılmış ilk süre kadar' },
  },
  lisansTamamlama: {
    name: 'lisansTamamlama',
    label: '12/d uygulanmış olanın sağlıkta lisans tamamlaması',
    article: '657 s.K. m.36/A-5, A-12-d',
    default: 'DEGREE',
    choices: { DEGREE: 'Yalnız A/5 ile bir derece (kılavuz Örnek 19)', REPEAT: '12/d yeniden uygulanır (kılavuz 8/d)' },
  },
} as const satisfies Readonly<Record<string, Reading<string>>>;

export type TerfiReadingName = keyof typeof terfiReadings;
export type TerfiReadings = {
  readonly [K in TerfiReadingName]: keyof (typeof terfiReadings)[K]['choices'];
};

const names = Object.keys(terfiReadings) as TerfiReadingName[];

/** The default of every reading. */
export const defaultReadings: TerfiReadings = Object.fromEntries(
  names.map((name) => [name, terfiReadings[name].default]),
) as TerfiReadings;

/** Input field of the readings: each optional, its default when absent. */
export const readingsSchema = z
  .strictObject(Object.fromEntries(names.map((name) => [name, readingField<string>(terfiReadings[name]).optional()])))
  .transform((chosen) => ({ ...defaultReadings, ...chosen }) as TerfiReadings);
