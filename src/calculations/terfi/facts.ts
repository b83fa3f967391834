import { z } from 'zod';
import { choiceField, countField, dayField, flagField, textField } from '../input.ts';
import entryTable from './entry.json' with { type: 'json' };
import { markField, serviceField, spanText } from './facts-service.ts';

/** Education levels of the entry table. 657 s.K. m.36 Ortak Hükümler A-1. */
export type EducationLevel = keyof typeof entryTable.levels;
/** Every level of the entry table. */
export const EDUCATION_LEVELS = Object.keys(entryTable.levels) as [EducationLevel, ...EducationLevel[]];

/** Turkish titles of the levels. */
export const educationTitles = Object.fromEntries(
  EDUCATION_LEVELS.map((level) => [level, entryTable.levels[level].title]),
) as Record<EducationLevel, string>;

/** Classes of 657 s.K. m.36. */
export const SINIF_TITLES = {
  GIH: 'Genel idare hizmetleri',
  TH: 'Teknik hizmetler',
  SH: 'Sağlık hizmetleri ve yardımcı sağlık hizmetleri',
  EOH: 'Eğitim ve öğretim hizmetleri',
  AH: 'Avukatlık hizmetleri',
  DH: 'Din hizmetleri',
  EH: 'Emniyet hizmetleri',
  JH: 'Jandarma hizmetleri',
  YH: 'Yardımcı hizmetler',
  MIAH: 'Mülki idare amirliği hizmetleri',
  MIT: 'Millî istihbarat hizmetleri',
} as const;
export type Sinif = keyof typeof SINIF_TITLES;
export const SINIFS = Object.keys(SINIF_TITLES) as [Sinif, ...Sinif[]];

const year = countField.pipe(z.int().min(1930).max(2100));
const days = countField.pipe(z.int().max(30_000));
const optionalDay = dayField.nullable().default(null);
const flag = flagField.default(false);
const told = flagField.nullable().default(null);

const education = z.strictObject({
  level: choiceField('TerfiEducationLevel', educationTitles).describe('Öğrenim düzeyi.'),
  graduatedYear: year.nullable().default(null).describe('Mezuniyet yılı; sonraki öğrenimin emsali için gerekir.'),
  presentedOn: optionalDay.describe('Diplomanın ibraz (dilekçe) günü; girişte biliniyorduysa boş.'),
  effectiveOn: optionalDay.describe('Geçerli olduğu gün; boşsa ibrazdan sonraki ayın 14’ü.'),
  title: textField.nullable().default(null).describe('Diplomadaki unvan ya da bölüm (36/A-2…A-5).'),
  school: choiceField('TerfiSchool', {
    SAGLIK_MESLEK_LISESI: 'Sağlık meslek lisesi',
    TEKNIK_LISE: 'Dört yıllık teknik lise',
    AKSAM: 'Akşam okulu (6/b uygulanmaz)',
    DIGER: 'Diğer',
  })
    .default('DIGER')
    .describe('Okulun türü (36/A-6/b).'),
  extraYears: countField
    .pipe(z.int().max(5))
    .default(0)
    .describe('Ortaöğretimin normal süresinden fazla başarılı yıl (36/A-6/b).'),
  worksInTrade: flag.describe('Teknik okul mezunu, mesleğiyle ilgili görevde mi (36/A-6/b).'),
  document: choiceField('TerfiEducationDocument', { DIPLOMA: 'Diploma', ONLISANS_YAZISI: 'Önlisans yazısı' })
    .default('DIPLOMA')
    .describe('Belgenin türü; intibak için diploma gerekir (Tebliğ 142).'),
  isCompletion: flag.describe('Lisans tamamlama mı.'),
  saysMaster: flag.describe('Beş yıllık diplomada “yüksek lisans” yazıyor mu (36/A-9).'),
});

const postgraduate = z.strictObject({
  kind: choiceField('TerfiPostgraduate', {
    YUKSEK_LISANS: 'Yüksek lisans',
    IHTISAS_SERTIFIKASI: 'En az bir yıllık lisansüstü ihtisas sertifikası',
    TIPTA_UZMANLIK: 'Tıpta uzmanlık',
    DOKTORA: 'Doktora',
    DOCENTLIK: 'Doçentlik',
    OZEL_YARISMA_ATAMASI: 'Özel yarışma sınavıyla gelenin müfettiş ya da uzman olarak atanması',
  }).describe('Türü (36/A-9…A-11).'),
  effectiveOn: dayField.describe('İbraz ya da atanma günü.'),
  inOwnField: told.describe('Doktora kendi dalında mı.'),
  atUniversity: told.describe('Doçentlik üniversitede iken mi kazanıldı.'),
});

const posting = z.strictObject({
  from: dayField.describe('Göreve başlama günü.'),
  to: optionalDay.describe('Ayrılış günü; sonraki görevin başlangıcıysa boş.'),
  workplace: textField.describe('Görev yeri.'),
  sinif: choiceField('TerfiSinif', SINIF_TITLES).nullable().default(null).describe('Hizmet sınıfı.'),
  unvan: textField.nullable().default(null).describe('Unvan.'),
  kadro: textField.nullable().default(null).describe('Kadro derecesi ya da aralığı: "5", "1-8".'),
  priorityRegion: told.describe('Kalkınmada 1. derece öncelikli yöre mi (527).'),
  centralObligatory: told.describe('Ataması merkezden ve mecburi süreli mi (527).'),
});

const military = z.strictObject({
  from: dayField.describe('Askerliğin ilk günü.'),
  to: optionalDay.describe('Askerliğin bitişi; sürüyorsa boş.'),
  kind: choiceField('TerfiMilitary', {
    ER: 'Er, erbaş',
    YEDEK_SUBAY: 'Yedek subay',
    KISA_DONEM: 'Kısa dönem',
    BEDELLI: 'Bedelli',
  })
    .default('ER')
    .describe('Türü.'),
  leftDutyOn: optionalDay.describe('Görevden ayrılış günü, askerliğin ilk gününden farklıysa.'),
  returnedOn: optionalDay.describe('Göreve dönüş günü, askerliğin bitişinden farklıysa.'),
  effectiveOn: optionalDay.describe('Asıl memurda ibraz günü (m.84).'),
});

const unpaidLeave = z.strictObject({
  from: dayField.describe('Ayrılış günü.'),
  to: optionalDay.describe('Dönüş günü; sürüyorsa boş.'),
  kind: choiceField('TerfiLeave', {
    GENEL: 'Aylıksız izin (m.108)',
    DOGUM: 'Doğum sonrası aylıksız izin (m.108/B)',
    REFAKAT: 'Refakat',
    DIGER: 'Diğer',
  })
    .default('GENEL')
    .describe('Türü.'),
});

const borclanma = z.strictObject({
  days: days.describe('Borçlanılan gün sayısı (yıl 360 gün).'),
  documentOn: optionalDay.describe('Belgenin tarihi.'),
  effectiveOn: optionalDay.describe('Geçerli olduğu gün; boşsa belgeden sonraki ayın 14’ü.'),
});

const discipline = z.strictObject({
  kind: choiceField('TerfiPenalty', {
    UYARMA: 'Uyarma',
    KINAMA: 'Kınama',
    AYLIKTAN_KESME: 'Aylıktan kesme',
    KADEME_DURDURMA: 'Kademe ilerlemesinin durdurulması',
    DIGER: 'Diğer',
  }).describe('Cezanın türü (m.125).'),
  decidedOn: dayField.describe('Cezanın verildiği gün.'),
  notifiedOn: optionalDay.describe('Tebliğ günü.'),
  years: countField.pipe(z.int().min(1).max(3)).nullable().default(null).describe('Durdurma kaç yıl (1–3).'),
  annulledOn: optionalDay.describe('Yargı kararıyla iptal günü; yoksa boş.'),
});

const sicil = z.strictObject({
  year: year.describe('Sicil yılı.'),
  mark: markField.describe('Sicil notu, 0–100.'),
});

const known = z.strictObject({
  on: dayField.describe('Derece ve kademenin bilindiği gün.'),
  derece: countField.pipe(z.int().min(1).max(15)).describe('Derece.'),
  kademe: countField.pipe(z.int().min(1).max(9)).describe('Kademe.'),
  dueOn: dayField.describe('Müteakip terfi tarihi.'),
  oneDegreeLawUsed: flagField.describe('457, 458, 459 ya da 5289’dan yararlanıldı mı.'),
});

/** What the registry tells about a person. Lists that are null are not told and are asked for where they matter. */
export const terfiFactsSchema = z.strictObject({
  birthOn: optionalDay.describe('Doğum tarihi.'),
  education: z.array(education).nullable().default(null).describe('Öğrenim geçmişi.'),
  postings: z.array(posting).nullable().default(null).describe('Görev yerleri, sınıf, unvan ve kadro.'),
  service: z.array(serviceField).nullable().default(null).describe(spanText),
  military: z.array(military).nullable().default(null).describe('Askerlik; yoksa boş liste.'),
  unpaidLeaves: z.array(unpaidLeave).nullable().default(null).describe('Aylıksız izinler; yoksa boş liste.'),
  discipline: z.array(discipline).nullable().default(null).describe('Disiplin cezaları; yoksa boş liste.'),
  sicil: z.array(sicil).nullable().default(null).describe('2010 ve öncesi sicil notları; yoksa boş liste.'),
  borclanma: z.array(borclanma).default([]).describe('5434’e göre borçlanılan süreler.'),
  postgraduate: z.array(postgraduate).default([]).describe('36/A-9…A-11 belgeleri ve atamaları.'),
  lawyerTrainingOn: optionalDay.describe('Avukatlık stajının bittiği gün (36/A-1).'),
  usedLaws: z
    .array(choiceField('TerfiUsedLaw', { KHK_457: '457 sayılı KHK', KHK_459: '459 sayılı KHK' }))
    .default([])
    .describe('Başka statüde yararlanılan bir derece kanunları.'),
  known: known.nullable().default(null).describe('Kaydın öncesi yoksa, bilinen derece ve kademe.'),
});

export type TerfiFacts = z.output<typeof terfiFactsSchema>;
export type TerfiFactsInput = z.input<typeof terfiFactsSchema>;
export type EducationFact = NonNullable<TerfiFacts['education']>[number];
export type PostingFact = NonNullable<TerfiFacts['postings']>[number];
export type ServiceFact = NonNullable<TerfiFacts['service']>[number];
export type InsuranceFact = Extract<ServiceFact, { readonly days: number }>;
export type MilitaryFact = NonNullable<TerfiFacts['military']>[number];
export type LeaveFact = NonNullable<TerfiFacts['unpaidLeaves']>[number];
export type DisciplineFact = NonNullable<TerfiFacts['discipline']>[number];
