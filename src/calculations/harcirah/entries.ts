import { type CalculationEntry, defineCalculation } from '../registry.ts';
import { avansIadeInput, calculateAvansIade, calculateMahsup, mahsupInput } from './avans.ts';
import { belgelerInput, calculateBelgeler } from './belgeler.ts';
import { calculateEmekliTazminati, emekliInput } from './emekli.ts';
import { calculateGeciciGorev } from './gecici.ts';
import { geciciInput } from './gecici-input.ts';
import { calculateEsasDerece, calculateGundelik, esasDereceInput, gundelikInput } from './gundelik.ts';
import { calculateGundenAz, gundenAzInput } from './gunden-az.ts';
import { calculateKktcEsaslar, calculateKktcKonaklama, kktcEsaslarInput, kktcKonaklamaInput } from './kktc.ts';
import { calculateKonaklama, konaklamaInput } from './konaklama.ts';
import { calculateKonaklamaTavani, konaklamaTavaniInput } from './konaklama-tavani.ts';
import { calculateMemuriyetMahalli, mahalInput } from './mahal.ts';
import { calculateGundelikSuresi, sureInput } from './sure.ts';
import { calculateSurekliGorev, surekliInput } from './surekli.ts';
import { calculateYolGunu, yolGunuInput } from './yol-gunu.ts';
import { calculateYurtdisiGecici, yurtdisiInput } from './yurtdisi.ts';
import { calculateYurtdisiKonaklama, yurtdisiKonaklamaInput } from './yurtdisi-konaklama.ts';

/** Every calculation of law 6245 under its name. */
export const harcirahCalculations: readonly CalculationEntry[] = [
  defineCalculation({
    kind: 'harcirah-gecici',
    title: 'Geçici görev yolluğu (yurt içi, KKTC)',
    article: '6245 s.K. m.14, 33, 34, 39, 42',
    input: geciciInput,
    calculate: calculateGeciciGorev,
  }),
  defineCalculation({
    kind: 'harcirah-yurtdisi',
    title: 'Yurt dışı geçici görev yolluğu',
    article: '6245 s.K. m.34, 42/b',
    input: yurtdisiInput,
    calculate: calculateYurtdisiGecici,
  }),
  defineCalculation({
    kind: 'harcirah-surekli',
    title: 'Sürekli görev yolluğu',
    article: '6245 s.K. m.10, 43–46',
    input: surekliInput,
    calculate: calculateSurekliGorev,
  }),
  defineCalculation({
    kind: 'harcirah-emekli',
    title: 'Emeklilik tazminatı',
    article: '375 s. KHK m.1/D',
    input: emekliInput,
    calculate: calculateEmekliTazminati,
  }),
  defineCalculation({
    kind: 'harcirah-gundelik',
    title: 'Gündelik',
    article: '6245 s.K. m.33, 34',
    input: gundelikInput,
    calculate: calculateGundelik,
  }),
  defineCalculation({
    kind: 'harcirah-esas-derece',
    title: 'Harcıraha esas derece',
    article: '6245 s.K. m.7, 8',
    input: esasDereceInput,
    calculate: calculateEsasDerece,
  }),
  defineCalculation({
    kind: 'harcirah-gunden-az',
    title: 'Bir günden az süreli görev',
    article: '6245 s.K. m.39',
    input: gundenAzInput,
    calculate: calculateGundenAz,
  }),
  defineCalculation({
    kind: 'harcirah-yol-gunu',
    title: 'Yol günü',
    article: '6245 s.K. m.43',
    input: yolGunuInput,
    calculate: calculateYolGunu,
  }),
  defineCalculation({
    kind: 'harcirah-sure',
    title: 'Gündelik ödenecek günler',
    article: '6245 s.K. m.42',
    input: sureInput,
    calculate: calculateGundelikSuresi,
  }),
  defineCalculation({
    kind: 'harcirah-konaklama',
    title: 'Yurt içi konaklama gideri',
    article: '6245 s.K. m.33/b, 33/d',
    input: konaklamaInput,
    calculate: calculateKonaklama,
  }),
  defineCalculation({
    kind: 'harcirah-konaklama-tavani',
    title: 'Yurt içi konaklama tavanı',
    article: '6245 s.K. m.33/d',
    input: konaklamaTavaniInput,
    calculate: calculateKonaklamaTavani,
  }),
  defineCalculation({
    kind: 'harcirah-kktc',
    title: 'KKTC gündeliği ve ona bağlı esaslar',
    article: '6245 s.K. m.34, 46',
    input: kktcEsaslarInput,
    calculate: calculateKktcEsaslar,
  }),
  defineCalculation({
    kind: 'harcirah-kktc-konaklama',
    title: 'KKTC konaklama gideri',
    article: '6245 s.K. m.34',
    input: kktcKonaklamaInput,
    calculate: calculateKktcKonaklama,
  }),
  defineCalculation({
    kind: 'harcirah-yurtdisi-konaklama',
    title: 'Yurt dışı konaklama ilavesi',
    article: '6245 s.K. m.34',
    input: yurtdisiKonaklamaInput,
    calculate: calculateYurtdisiKonaklama,
  }),
  defineCalculation({
    kind: 'harcirah-avans-iade',
    title: 'Yolluk avansının iadesi',
    article: '6245 s.K. m.59',
    input: avansIadeInput,
    calculate: calculateAvansIade,
  }),
  defineCalculation({
    kind: 'harcirah-mahsup',
    title: 'Yolluk beyanname ve mahsup süresi',
    article: '6245 s.K. m.59',
    input: mahsupInput,
    calculate: calculateMahsup,
  }),
  defineCalculation({
    kind: 'harcirah-belgeler',
    title: 'Yolluk ödemesinde aranacak belgeler',
    article: 'Merkezî Yönetim Harcama Belgeleri Yönetmeliği',
    input: belgelerInput,
    calculate: calculateBelgeler,
  }),
  defineCalculation({
    kind: 'harcirah-memuriyet-mahalli',
    title: 'Memuriyet mahalli',
    article: '6245 s.K. m.3/g',
    input: mahalInput,
    calculate: calculateMemuriyetMahalli,
  }),
];
