/** What-if queries of law 6245: each takes its typed input and answers with the statement, its reasoning and warnings. */
import { calculationQuery } from '../graphql-input.ts';
import { avansIadeInput, calculateAvansIade, calculateMahsup, mahsupInput } from './avans.ts';
import { belgelerInput, calculateBelgeler } from './belgeler.ts';
import { calculateEmekliTazminati, emekliInput } from './emekli.ts';
import { calculateGeciciGorev } from './gecici.ts';
import { geciciInput } from './gecici-input.ts';
import {
  EsasDereceType,
  KktcKonaklamaType,
  KonaklamaTavaniType,
  MahalType,
  YurtdisiKonaklamaType,
} from './graphql-small-types.ts';
import {
  AvansIadeType,
  BelgelerType,
  EmekliType,
  GeciciType,
  GundelikType,
  GundenAzType,
  KktcEsaslarType,
  KonaklamaType,
  MahsupType,
  SurekliType,
  SureType,
  YolGunuType,
  YurtdisiType,
} from './graphql-types.ts';
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

calculationQuery({
  field: 'calculateGeciciGorev',
  description: 'Yurt içi ya da KKTC geçici görev yolluğu (6245 m.14, 33, 34, 39, 42).',
  input: geciciInput,
  value: GeciciType,
  calculate: calculateGeciciGorev,
});
calculationQuery({
  field: 'calculateYurtdisiGecici',
  description: 'Yurt dışı geçici görev yolluğu (6245 m.34, 42/b).',
  input: yurtdisiInput,
  value: YurtdisiType,
  calculate: calculateYurtdisiGecici,
});
calculationQuery({
  field: 'calculateSurekliGorev',
  description: 'Sürekli görev yolluğu (6245 m.10, 43–46).',
  input: surekliInput,
  value: SurekliType,
  calculate: calculateSurekliGorev,
});
calculationQuery({
  field: 'calculateEmekliTazminati',
  description: 'Emeklilik tazminatı (375 KHK m.1/D).',
  input: emekliInput,
  value: EmekliType,
  calculate: calculateEmekliTazminati,
});
calculationQuery({
  field: 'calculateGundelik',
  description: 'Bir günün gündeliği (6245 m.7, 8, 33, 34).',
  input: gundelikInput,
  value: GundelikType,
  calculate: calculateGundelik,
});
calculationQuery({
  field: 'calculateGundenAz',
  description: 'Bir günden az süreli görevin gündelik payı (6245 m.39).',
  input: gundenAzInput,
  value: GundenAzType,
  calculate: calculateGundenAz,
});
calculationQuery({
  field: 'calculateGundelikSuresi',
  description: 'Gündelik ödenecek günler (6245 m.42).',
  input: sureInput,
  value: SureType,
  calculate: calculateGundelikSuresi,
});
calculationQuery({
  field: 'calculateKonaklama',
  description: 'Yurt içi konaklama ödemesi (6245 m.33/b, 33/d).',
  input: konaklamaInput,
  value: KonaklamaType,
  calculate: calculateKonaklama,
});
calculationQuery({
  field: 'calculateAvansIade',
  description: 'Yolluk avansının iade edilip edilmeyeceği (6245 m.59).',
  input: avansIadeInput,
  value: AvansIadeType,
  calculate: calculateAvansIade,
});
calculationQuery({
  field: 'calculateMahsup',
  description: 'Yolluk beyannamesi ve mahsup için son gün (6245 m.59).',
  input: mahsupInput,
  value: MahsupType,
  calculate: calculateMahsup,
});
calculationQuery({
  field: 'calculateYollukBelgeleri',
  description: 'Yolluk ödemesinde aranacak belgeler (Merkezî Yönetim Harcama Belgeleri Yönetmeliği).',
  input: belgelerInput,
  value: BelgelerType,
  calculate: calculateBelgeler,
});
calculationQuery({
  field: 'calculateYolGunu',
  description: 'Hareket ve varış saatlerinden yol günü (6245 m.43).',
  input: yolGunuInput,
  value: YolGunuType,
  calculate: calculateYolGunu,
});
calculationQuery({
  field: 'calculateKktcEsaslar',
  description: 'KKTC gündeliği, gecelik konaklama tavanı ve yer değiştirme esası (6245 m.34, 46).',
  input: kktcEsaslarInput,
  value: KktcEsaslarType,
  calculate: calculateKktcEsaslar,
});
calculationQuery({
  field: 'calculateEsasDerece',
  description: 'Harcıraha esas derece (6245 m.7, 8).',
  input: esasDereceInput,
  value: EsasDereceType,
  calculate: calculateEsasDerece,
});
calculationQuery({
  field: 'calculateKonaklamaTavani',
  description: 'Yurt içi konaklamanın bir günlük tavanı (6245 m.33/d).',
  input: konaklamaTavaniInput,
  value: KonaklamaTavaniType,
  calculate: calculateKonaklamaTavani,
});
calculationQuery({
  field: 'calculateKktcKonaklama',
  description: 'KKTC konaklama gideri (6245 m.34).',
  input: kktcKonaklamaInput,
  value: KktcKonaklamaType,
  calculate: calculateKktcKonaklama,
});
calculationQuery({
  field: 'calculateYurtdisiKonaklama',
  description: 'Yurt dışı konaklama ilavesi (6245 m.34).',
  input: yurtdisiKonaklamaInput,
  value: YurtdisiKonaklamaType,
  calculate: calculateYurtdisiKonaklama,
});
calculationQuery({
  field: 'calculateMemuriyetMahalli',
  description: 'Bir yerin memuriyet mahalli içinde olup olmadığı (6245 m.3/g).',
  input: mahalInput,
  value: MahalType,
  calculate: calculateMemuriyetMahalli,
});
