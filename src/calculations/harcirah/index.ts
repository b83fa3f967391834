/** The door of the harcırah engine (law 6245). */
export * from './avans.ts';
export {
  type BelgeListId,
  belgeListIds,
  belgelerInput,
  calculateBelgeler,
  documentsOf,
  requiredDocuments,
} from './belgeler.ts';
export { type BildirimLine, type BildirimTotals, type Settlement, settle } from './bildirim.ts';
export { calculateEmekliTazminati, type EmekliInput, type EmekliValue, emekliInput } from './emekli.ts';
export { harcirahCalculations } from './entries.ts';
export { calculateGeciciGorev, type GeciciLodging, type GeciciValue } from './gecici.ts';
export { type GeciciInput, geciciInput } from './gecici-input.ts';
export {
  calculateEsasDerece,
  calculateGundelik,
  type EsasDereceInput,
  esasDereceInput,
  type GundelikInput,
  type GundelikValue,
  gundelikInput,
} from './gundelik.ts';
export { calculateGundenAz, type GundenAzInput, type GundenAzValue, gundenAzInput } from './gunden-az.ts';
export {
  calculateKktcEsaslar,
  calculateKktcKonaklama,
  type KktcEsaslarValue,
  type KktcKonaklamaValue,
  kktcEsaslarInput,
  kktcKonaklamaInput,
} from './kktc.ts';
export { calculateKonaklama, type KonaklamaInput, type KonaklamaValue, konaklamaInput } from './konaklama.ts';
export { calculateKonaklamaTavani, type KonaklamaTavaniValue, konaklamaTavaniInput } from './konaklama-tavani.ts';
export { calculateMemuriyetMahalli, mahalInput } from './mahal.ts';
export { type CountedDuty, countDutyDays, type EarlierDuty, yilHesabi } from './onceki-gorevler.ts';
export {
  type CountedDays,
  calculateGundelikSuresi,
  type PaidDays,
  type SureInput,
  type SureValue,
  sureInput,
} from './sure.ts';
export { calculateSurekliGorev, type SurekliInput, type SurekliValue, surekliInput } from './surekli.ts';
export { calculateYolGunu, type YolGunuInput, type YolGunuValue, yolGunuInput } from './yol-gunu.ts';
export { calculateYurtdisiGecici, type YurtdisiInput, type YurtdisiValue, yurtdisiInput } from './yurtdisi.ts';
export {
  calculateYurtdisiKonaklama,
  type YurtdisiKonaklamaValue,
  yurtdisiKonaklamaInput,
} from './yurtdisi-konaklama.ts';
