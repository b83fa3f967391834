/** The door of the muvafakat engine (consent to transfer, 657 s.K. m.74) over dated institution rules; KTÜ's are the first. */
export { muvafakatCalculations } from './entries.ts';
export {
  calculateGerekce,
  type GerekceInput,
  type GerekceValue,
  gerekceInput,
  type Reason,
  type ReasonFinding,
  reasonField,
} from './gerekce.ts';
export {
  bandName,
  calculateHizmetPuani,
  calculateHizmetTablosu,
  type HizmetPuaniInput,
  type HizmetPuaniValue,
  type HizmetTablosuValue,
  hizmetPuaniInput,
  hizmetTablosuInput,
  type ServiceBand,
} from './hizmet-puani.ts';
export {
  calculateKomisyon,
  calculateKomisyonKarari,
  type KomisyonKararValue,
  type KomisyonValue,
  komisyonInput,
  komisyonKararInput,
} from './komisyon.ts';
export { calculateKontenjan, type KontenjanValue, kontenjanInput } from './kontenjan.ts';
export {
  builtInRules,
  INSTITUTION_RULES,
  type InstitutionRules,
  institutionRulesSchema,
  type MuvafakatContext,
  type ReasonKind,
  reasonKindField,
  rulesTitle,
} from './kurallar.ts';
export {
  calculateMuvafakatPuan,
  type MuvafakatPuanInput,
  type MuvafakatPuanValue,
  muvafakatPuanInput,
} from './puan.ts';
export {
  type Applicant,
  type Criterion,
  calculateSiralama,
  type RankedApplicant,
  rankApplicants,
  type SiralamaInput,
  type SiralamaValue,
  siralamaInput,
} from './siralama.ts';
export {
  calculateGecerlilik,
  calculateTakvim,
  type GecerlilikValue,
  gecerlilikInput,
  type TakvimValue,
  takvimInput,
} from './takvim.ts';
export {
  calculateKapsam,
  calculateMuvafakatUygunluk,
  type KapsamValue,
  kapsamInput,
  type UygunlukInput,
  type UygunlukValue,
  uygunlukInput,
} from './uygunluk.ts';
