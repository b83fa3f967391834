/** Results of the muvafakat calculations in the API. */
import { builder } from '../../graphql/index.ts';
import type { GerekceValue, ReasonFinding } from './gerekce.ts';
import { bandName, type HizmetPuaniValue, type HizmetTablosuValue, type ServiceBand } from './hizmet-puani.ts';
import type { KomisyonKararValue, KomisyonValue } from './komisyon.ts';
import type { KontenjanValue } from './kontenjan.ts';
import type { MuvafakatPuanValue } from './puan.ts';
import type { RankedApplicant, SiralamaValue } from './siralama.ts';
import type { GecerlilikValue, TakvimValue } from './takvim.ts';
import type { KapsamValue, UygunlukValue } from './uygunluk.ts';

export const KapsamType = builder.objectRef<KapsamValue>('MuvafakatKapsamValue').implement({
  description: 'Kişinin kuralların kapsamında olup olmadığı.',
  fields: (t) => ({
    isOutside: t.exposeBoolean('isOutside', { description: 'Kapsam dışında mı.' }),
    route: t.exposeString('route', { nullable: true, description: 'Kapsam dışındaysa karar yolu; içindeyse null.' }),
    isConsidered: t.exposeBoolean('isConsidered', { description: 'Talep dikkate alınır mı (adaylık).' }),
  }),
});

export const UygunlukType = builder.objectRef<UygunlukValue>('MuvafakatUygunlukValue').implement({
  description: 'Başvurulabilecek talebin yolu.',
  fields: (t) => ({
    netServiceDays: t.exposeInt('netServiceDays', { description: 'Aylıksız izinler dışında fiilî hizmet günü.' }),
    route: t.exposeString('route', { description: 'KOMISYON ya da CAN_GUVENLIGI (puansız, takvimsiz).' }),
  }),
});

const ReasonFindingType = builder.objectRef<ReasonFinding>('MuvafakatReasonFinding').implement({
  description: 'Bir nakil gerekçesi hakkındaki değerlendirme.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'Gerekçenin değişmeyen adı.' }),
    title: t.exposeString('title', { description: 'Türkçe adı.' }),
    article: t.exposeString('article', { description: 'Kurallardaki maddesi.' }),
    proof: t.exposeString('proof', { description: 'İstenen kanıt.' }),
    isProven: t.exposeBoolean('isProven', { description: 'Sağlandı mı.' }),
    isScored: t.exposeBoolean('isScored', { description: 'Puanlanır mı.' }),
    points: t.exposeInt('points', { description: 'Puanı.' }),
  }),
});

export const GerekceType = builder.objectRef<GerekceValue>('MuvafakatGerekceValue').implement({
  description: 'Gerekçeler ve puanları.',
  fields: (t) => ({
    findings: t.field({
      type: [ReasonFindingType],
      description: 'Her gerekçe bir kez.',
      resolve: (v) => [...v.findings],
    }),
    points: t.exposeInt('points', { description: 'Gerekçe puanı.' }),
    isLifeSafety: t.exposeBoolean('isLifeSafety', { description: 'Belgeli can güvenliği talebi mi.' }),
    isCalendarBound: t.exposeBoolean('isCalendarBound', { description: 'Başvuru takvimine bağlı mı.' }),
    decision: t.exposeString('decision', {
      nullable: true,
      description: 'Sıralama dışındaki karar yolu; sıralanıyorsa null.',
    }),
  }),
});

export const HizmetPuaniType = builder.objectRef<HizmetPuaniValue>('MuvafakatHizmetPuani').implement({
  description: 'Hizmet yılı puanı.',
  fields: (t) => ({
    universityBand: t.string({
      description: 'Üniversite hizmetinin bandı: 24-30.',
      resolve: (v) => bandName(v.universityBand),
    }),
    university: t.exposeInt('university', { description: 'Üniversite içi birikimli puan.' }),
    outside: t.exposeInt('outside', { description: 'Üniversite dışı ya da onun yerine eklenen puan.' }),
    total: t.exposeInt('total', { description: 'Toplam hizmet puanı.' }),
  }),
});

export const PuanType = builder.objectRef<MuvafakatPuanValue>('MuvafakatPuanValue').implement({
  description: 'Talebin toplam puanı.',
  fields: (t) => ({
    reasons: t.expose('reasons', { type: GerekceType, description: 'Gerekçeler.' }),
    service: t.expose('service', { type: HizmetPuaniType, description: 'Hizmet puanı.' }),
    total: t.exposeInt('total', { description: 'Toplam puan.' }),
  }),
});

const RankedApplicantType = builder.objectRef<RankedApplicant>('MuvafakatRankedApplicant').implement({
  description: 'Sıralamadaki bir başvuru.',
  fields: (t) => ({
    applicantId: t.exposeString('id', { description: 'Başvurunun kimliği.' }),
    rank: t.exposeInt('rank', { description: 'Sırası; eşit olanlar aynı sırayı paylaşır.' }),
    isTied: t.exposeBoolean('isTied', { description: 'Eşit mi: kurallarda başka ölçüt yok.' }),
    aheadBy: t.exposeString('aheadBy', { nullable: true, description: 'Sonrakinden ayıran ölçüt; sonuncuda null.' }),
    score: t.expose('score', { type: 'Decimal', description: 'Toplam puan.' }),
  }),
});

export const SiralamaType = builder.objectRef<SiralamaValue>('MuvafakatSiralamaValue').implement({
  description: 'Başvuruların sıralaması.',
  fields: (t) => ({
    ranking: t.field({
      type: [RankedApplicantType],
      description: 'Sırayla başvurular.',
      resolve: (v) => [...v.ranking],
    }),
    granted: t.stringList({ description: 'Muvafakat verilenler.', resolve: (v) => [...v.granted] }),
    undecided: t.stringList({
      description: 'Kontenjan sınırında eşit kalanlar; Komisyon karar verir.',
      resolve: (v) => [...v.undecided],
    }),
  }),
});

export const KontenjanType = builder.objectRef<KontenjanValue>('MuvafakatKontenjanValue').implement({
  description: 'Muvafakat kontenjanı.',
  fields: (t) => ({
    initialCeiling: t.exposeInt('initialCeiling', { description: 'İlk izne göre tavan.' }),
    ceiling: t.exposeInt('ceiling', { description: 'Eklenen izinle tavan.' }),
    quota: t.exposeInt('quota', { description: 'Verilecek muvafakat sayısı.' }),
    deducted: t.exposeInt('deducted', { description: 'Başvurusuz nakiller için düşülen.' }),
  }),
});

export const KomisyonType = builder.objectRef<KomisyonValue>('MuvafakatKomisyonValue').implement({
  description: 'Komisyonun kuruluşu.',
  fields: (t) => ({
    seats: t.stringList({ description: 'Üyelikler.', resolve: (v) => [...v.seats] }),
    size: t.exposeInt('size', { description: 'Üye tam sayısı.' }),
    quorum: t.exposeInt('quorum', { description: 'Toplantı yeter sayısı.' }),
    termYears: t.exposeInt('termYears', { description: 'Görev süresi, yıl.' }),
    extensionYears: t.exposeInt('extensionYears', { description: 'Uzatma, yıl.' }),
    mayObserve: t.exposeBoolean('mayObserve', { description: 'Başvuranın sendikası gözlemci gönderebilir mi.' }),
  }),
});

export const KomisyonKararType = builder.objectRef<KomisyonKararValue>('MuvafakatKomisyonKarariValue').implement({
  description: 'Komisyonun kararı.',
  fields: (t) => ({
    quorum: t.exposeInt('quorum', { description: 'Toplantı yeter sayısı.' }),
    votesNeeded: t.exposeInt('votesNeeded', { description: 'Gereken kabul oyu.' }),
    result: t.exposeString('result', { nullable: true, description: 'TOPLANAMAZ, KABUL, RET; oy verilmediyse null.' }),
  }),
});

export const TakvimType = builder.objectRef<TakvimValue>('MuvafakatTakvimValue').implement({
  description: 'Başvuru takvimi.',
  fields: (t) => ({
    months: t.intList({ description: 'Başvuru ayları.', resolve: (v) => [...v.months] }),
    validityMonths: t.exposeInt('validityMonths', { description: 'Muvafakatin geçerlilik süresi, ay.' }),
    isOpen: t.exposeBoolean('isOpen', { description: 'O gün başvuru alınır mı.' }),
    nextPeriodOn: t.expose('nextPeriodOn', { type: 'Date', description: 'Süren ya da gelecek dönemin ilk günü.' }),
  }),
});

type Loss = NonNullable<GecerlilikValue['loss']>;
const LossType = builder.objectRef<Loss>('MuvafakatHakKaybi').implement({
  description: 'Muvafakat hakkının kaybı ve yeniden başvuru.',
  fields: (t) => ({
    lostOn: t.expose('lostOn', { type: 'Date', description: 'Hakkın kaybedildiği gün.' }),
    skippedPeriods: t.stringList({
      description: 'Geçmesi gereken dönemler, YYYY-AA.',
      resolve: (v) => [...v.skippedPeriods],
    }),
    firstPeriod: t.exposeString('firstPeriod', { description: 'Talebin değerlendirileceği ilk dönem, YYYY-AA.' }),
  }),
});

export const GecerlilikType = builder.objectRef<GecerlilikValue>('MuvafakatGecerlilikValue').implement({
  description: 'Muvafakatin süresi.',
  fields: (t) => ({
    lastOn: t.expose('lastOn', { type: 'Date', description: 'Talep yazısı için son gün.' }),
    loss: t.expose('loss', { type: LossType, nullable: true, description: 'Hak kaybı; zamanında kullanıldıysa null.' }),
  }),
});

const ServiceBandType = builder.objectRef<ServiceBand>('MuvafakatServiceBand').implement({
  description: 'Hizmet yılı bandı ve puanları.',
  fields: (t) => ({
    name: t.string({ description: 'Band: 24-30.', resolve: (v) => bandName(v) }),
    university: t.exposeInt('university', { description: 'Üniversite içi puanı.' }),
    universityTotal: t.exposeInt('universityTotal', { description: 'Üniversite içi birikimli puanı.' }),
    outside: t.exposeInt('outside', { description: 'Üniversite dışı puanı.' }),
    outsideTotal: t.exposeInt('outsideTotal', { description: 'Üniversite dışı birikimli puanı.' }),
  }),
});

export const HizmetTablosuType = builder.objectRef<HizmetTablosuValue>('MuvafakatHizmetTablosuValue').implement({
  description: 'Hizmet yılı puan tablosu.',
  fields: (t) => ({
    bands: t.field({ type: [ServiceBandType], description: 'Bantlar, alttan üste.', resolve: (v) => [...v.bands] }),
    universityMax: t.exposeInt('universityMax', { description: 'Üniversite içi en yüksek puan.' }),
    outsideMax: t.exposeInt('outsideMax', { description: 'Üniversite dışı en yüksek puan.' }),
    max: t.exposeInt('max', { description: 'En yüksek toplam.' }),
  }),
});
