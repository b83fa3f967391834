/** The door of the statements room: calculations for people on record, and the documents that print them. */

export { EDUCATION_TITLES } from './education.ts';
export {
  emekliTazminatiOf,
  geciciGorevOf,
  gundelikOf,
  surekliGorevOf,
  type YollukOnRecord,
  yurtdisiGorevOf,
} from './harcirah.ts';
export { type MuvafakatOnRecord, type MuvafakatRaw, muvafakatPuaniOf } from './muvafakat.ts';
export {
  muvafakatUygunluguOf,
  type UygunlukQuestion,
  uygunlukOfPerson,
} from './muvafakat-uygunluk.ts';
export { type NakilTalepOrder, nakilTalepData, writeNakilTalepFormu } from './nakil-talep-formu.ts';
export {
  type CaseAttachment,
  fullNameOf,
  officeSignature,
  type StatementsContext,
  senderOf,
} from './office.ts';
export {
  counted68bOf,
  eligible68bOf,
  promotionEducationOf,
  publicServiceOf,
  type YukselmeQuestion,
  yukselmeOf,
  yukselmeOfPerson,
} from './promotion.ts';
export { NO_EXTRAS, type PromotionExtras, promotionRecordOf } from './promotion-record.ts';
export type { KnownPlace, RegionExtras } from './region-record.ts';
export { bolgeHizmetiOf, type RegionQuestion, type RegionStanding } from './region-service.ts';
export {
  type StaffMoveQuestion,
  type StaffStanding,
  staffStandingOf,
  yerDegistirmeOf,
} from './staff-move.ts';
export { type TerfiQuestion, terfiCetveliData, terfiOnRecord, writeTerfiCetveli } from './terfi-cetveli.ts';
export {
  LONGEST_LIST,
  terfiListesiData,
  terfiTakvimi,
  writeTerfiListesi,
} from './terfi-listesi.ts';
export { writeYollukBildirimi, type YollukBildirimiOrder } from './yolluk-bildirimi.ts';
export { geciciBildirimData, surekliBildirimData, unitPriceText, yurtdisiBildirimData } from './yolluk-data.ts';
