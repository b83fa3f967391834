import { type CalculationEntry, defineCalculation } from '../registry.ts';
import { calculateGerekce, gerekceInput } from './gerekce.ts';
import { calculateHizmetPuani, calculateHizmetTablosu, hizmetPuaniInput, hizmetTablosuInput } from './hizmet-puani.ts';
import { calculateKomisyon, calculateKomisyonKarari, komisyonInput, komisyonKararInput } from './komisyon.ts';
import { calculateKontenjan, kontenjanInput } from './kontenjan.ts';
import { calculateMuvafakatPuan, muvafakatPuanInput } from './puan.ts';
import { calculateSiralama, siralamaInput } from './siralama.ts';
import { calculateGecerlilik, calculateTakvim, gecerlilikInput, takvimInput } from './takvim.ts';
import { calculateKapsam, calculateMuvafakatUygunluk, kapsamInput, uygunlukInput } from './uygunluk.ts';

const rules = 'Kurumun muvafakat usul ve esasları';

/** Every calculation of consent to transfer under its name. */
export const muvafakatCalculations: readonly CalculationEntry[] = [
  defineCalculation({
    kind: 'muvafakat-kapsam',
    title: 'Muvafakat: kapsam',
    article: `${rules} m.2, 10, 11`,
    input: kapsamInput,
    calculate: calculateKapsam,
  }),
  defineCalculation({
    kind: 'muvafakat-uygunluk',
    title: 'Muvafakat: başvuru şartları',
    article: `${rules} m.5, 10–12`,
    input: uygunlukInput,
    calculate: calculateMuvafakatUygunluk,
  }),
  defineCalculation({
    kind: 'muvafakat-gerekce',
    title: 'Muvafakat: gerekçeler ve kanıtları',
    article: `${rules} m.5/2`,
    input: gerekceInput,
    calculate: calculateGerekce,
  }),
  defineCalculation({
    kind: 'muvafakat-hizmet-puani',
    title: 'Muvafakat: hizmet yılı puanı',
    article: `${rules} m.8/2-b`,
    input: hizmetPuaniInput,
    calculate: calculateHizmetPuani,
  }),
  defineCalculation({
    kind: 'muvafakat-hizmet-tablosu',
    title: 'Muvafakat: hizmet yılı puan tablosu',
    article: `${rules} m.8/2-b`,
    input: hizmetTablosuInput,
    calculate: calculateHizmetTablosu,
  }),
  defineCalculation({
    kind: 'muvafakat-puan',
    title: 'Muvafakat: toplam puan',
    article: `${rules} m.8/2`,
    input: muvafakatPuanInput,
    calculate: calculateMuvafakatPuan,
  }),
  defineCalculation({
    kind: 'muvafakat-siralama',
    title: 'Muvafakat: sıralama',
    article: `${rules} m.8/2-ç`,
    input: siralamaInput,
    calculate: calculateSiralama,
  }),
  defineCalculation({
    kind: 'muvafakat-kontenjan',
    title: 'Muvafakat: kontenjan',
    article: `${rules} m.7/1`,
    input: kontenjanInput,
    calculate: calculateKontenjan,
  }),
  defineCalculation({
    kind: 'muvafakat-komisyon',
    title: 'Muvafakat: komisyon',
    article: `${rules} m.6`,
    input: komisyonInput,
    calculate: calculateKomisyon,
  }),
  defineCalculation({
    kind: 'muvafakat-komisyon-karari',
    title: 'Muvafakat: komisyon kararı',
    article: `${rules} m.6/3`,
    input: komisyonKararInput,
    calculate: calculateKomisyonKarari,
  }),
  defineCalculation({
    kind: 'muvafakat-takvim',
    title: 'Muvafakat: başvuru takvimi',
    article: `${rules} m.7/3`,
    input: takvimInput,
    calculate: calculateTakvim,
  }),
  defineCalculation({
    kind: 'muvafakat-gecerlilik',
    title: 'Muvafakat: süre, hak kaybı, yeniden başvuru',
    article: `${rules} m.9/1`,
    input: gecerlilikInput,
    calculate: calculateGecerlilik,
  }),
];
