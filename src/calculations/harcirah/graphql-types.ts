/** Results of the harcırah calculations in the API. */
import { builder } from '../../graphql/index.ts';
import type { AvansIadeValue, MahsupValue } from './avans.ts';
import type { BildirimLine } from './bildirim.ts';
import type { EmekliValue } from './emekli.ts';
import type { GeciciLodging, GeciciValue } from './gecici.ts';
import type { GundelikValue } from './gundelik.ts';
import type { GundenAzValue } from './gunden-az.ts';
import type { KktcEsaslarValue } from './kktc.ts';
import type { KonaklamaBand, KonaklamaValue } from './konaklama.ts';
import type { PaidDays, SureValue } from './sure.ts';
import type { SurekliValue } from './surekli.ts';
import type { YolGunuValue } from './yol-gunu.ts';
import type { YurtdisiValue } from './yurtdisi.ts';

const TRY = 'TL, kuruşa yuvarlanmış.';

export const GundelikType = builder.objectRef<GundelikValue>('GundelikValue').implement({
  description: 'Bir günün gündeliği (6245 m.33, 34).',
  fields: (t) => ({
    gundelik: t.expose('gundelik', { type: 'Money', description: TRY }),
    group: t.exposeString('group', { nullable: true, description: 'H cetveli satırı; tutar elle verildiyse null.' }),
    esasDerece: t.exposeInt('esasDerece', {
      nullable: true,
      description: 'Esas alınan derece; unvana ya da verilen tutara göre ödeniyorsa null.',
    }),
  }),
});

export const BildirimLineType = builder.objectRef<BildirimLine>('BildirimLine').implement({
  description: 'Yolluk bildiriminin bir satırı.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Satırın değişmeyen adı.' }),
    label: t.exposeString('label', { description: 'Formda yazılan adı.' }),
    quantity: t.exposeInt('quantity', { description: 'Miktar.' }),
    unit: t.exposeString('unit', { description: 'Birim: gün, gece, km, kişi, kez.' }),
    unitAmount: t.expose('unitAmount', { type: 'Decimal', description: 'Birim tutar, tam değer.' }),
    amount: t.expose('amount', { type: 'Money', description: 'Satır tutarı, kuruşa yuvarlanmış.' }),
    article: t.exposeString('article', { description: 'Dayanağı.' }),
  }),
});

export const PaidDaysType = builder.objectRef<PaidDays>('PaidDays').implement({
  description: 'Gündelik ödenen ve ödenmeyen günler (6245 m.42).',
  fields: (t) => ({
    full: t.exposeInt('full', { description: 'Tam gündelik ödenen gün.' }),
    reduced: t.exposeInt('reduced', { description: 'Üçte iki gündelik ödenen gün.' }),
    unpaid: t.exposeInt('unpaid', { description: 'Süre aşıldığından ödenmeyen gün.' }),
  }),
});

const GeciciLodgingType = builder.objectRef<GeciciLodging>('GeciciLodging').implement({
  description: 'Geçici görevde konaklama ödemesi (6245 m.33/d).',
  fields: (t) => ({
    billTotal: t.expose('billTotal', { type: 'Money', description: 'Belgelerin toplamı, TL.' }),
    firstBandCap: t.expose('firstBandCap', {
      type: 'Money',
      nullable: true,
      description: 'İlk dönem tavanı; KKTC için null.',
    }),
    laterBandsCap: t.expose('laterBandsCap', {
      type: 'Money',
      nullable: true,
      description: 'Sonraki dönemlerin tavanı; KKTC için null.',
    }),
    payable: t.expose('payable', { type: 'Money', description: 'Ödenecek tutar, TL.' }),
  }),
});

export const GeciciType = builder.objectRef<GeciciValue>('GeciciGorevValue').implement({
  description: 'Geçici görev yolluğu bildirimi.',
  fields: (t) => ({
    gundelik: t.expose('gundelik', { type: GundelikType, description: 'Uygulanan gündelik.' }),
    lines: t.field({
      type: [BildirimLineType],
      description: 'Satırlar, formdaki sırayla.',
      resolve: (v) => [...v.lines],
    }),
    linesTotal: t.expose('linesTotal', { type: 'Money', description: 'Konaklama dışında satırların toplamı, TL.' }),
    lodging: t.expose('lodging', {
      type: GeciciLodgingType,
      nullable: true,
      description: 'Konaklama; istenmediyse null.',
    }),
    days: t.expose('days', { type: PaidDaysType, description: 'Görev yerindeki günler.' }),
    gross: t.expose('gross', { type: 'Money', description: TRY }),
    damga: t.expose('damga', { type: 'Money', description: 'Damga vergisi, TL.' }),
    net: t.expose('net', { type: 'Money', description: TRY }),
    advance: t.expose('advance', { type: 'Money', description: 'Alınan avans, TL.' }),
    payable: t.expose('payable', { type: 'Money', description: 'Avanstan sonra ödenecek, TL.' }),
    refund: t.expose('refund', { type: 'Money', description: 'Kişiden geri alınacak, TL.' }),
    endOn: t.expose('endOn', { type: 'Date', description: 'Dönüş günü.' }),
    settlementDueOn: t.expose('settlementDueOn', { type: 'Date', description: 'Beyanname için son gün (6245 m.59).' }),
    documents: t.stringList({ description: 'Ödeme dosyasında aranacak belgeler.', resolve: (v) => [...v.documents] }),
  }),
});

export const SurekliType = builder.objectRef<SurekliValue>('SurekliGorevValue').implement({
  description: 'Sürekli görev yolluğu bildirimi (6245 m.10, 43–46).',
  fields: (t) => ({
    gundelik: t.expose('gundelik', { type: 'Money', description: 'Uygulanan gündelik, TL.' }),
    lines: t.field({
      type: [BildirimLineType],
      description: 'Yedi satır, sıfırlar dâhil.',
      resolve: (v) => [...v.lines],
    }),
    gross: t.expose('gross', { type: 'Money', description: TRY }),
    damga: t.expose('damga', { type: 'Money', description: 'Damga vergisi, TL.' }),
    net: t.expose('net', { type: 'Money', description: TRY }),
    advance: t.expose('advance', { type: 'Money', description: 'Alınan avans, TL.' }),
    payable: t.expose('payable', { type: 'Money', description: 'Avanstan sonra ödenecek, TL.' }),
    refund: t.expose('refund', { type: 'Money', description: 'Kişiden geri alınacak, TL.' }),
    documents: t.stringList({ description: 'Ödeme dosyasında aranacak belgeler.', resolve: (v) => [...v.documents] }),
  }),
});

export const EmekliType = builder.objectRef<EmekliValue>('EmekliTazminatiValue').implement({
  description: 'Emeklilik tazminatı (375 KHK m.1/D).',
  fields: (t) => ({
    gross: t.expose('gross', { type: 'Money', description: TRY }),
    damga: t.expose('damga', { type: 'Money', description: 'Damga vergisi, TL.' }),
    net: t.expose('net', { type: 'Money', description: TRY }),
    documents: t.stringList({ description: 'Ödeme dosyasında aranacak belgeler.', resolve: (v) => [...v.documents] }),
  }),
});

type Payment = NonNullable<YurtdisiValue['payment']>;
const PaymentType = builder.objectRef<Payment>('YurtdisiPayment').implement({
  description: 'Yurt dışı yolluğunun Türk lirası ödemesi.',
  fields: (t) => ({
    gross: t.expose('gross', { type: 'Money', description: TRY }),
    damga: t.expose('damga', { type: 'Money', description: 'Damga vergisi, TL.' }),
    net: t.expose('net', { type: 'Money', description: TRY }),
  }),
});

export const YurtdisiType = builder.objectRef<YurtdisiValue>('YurtdisiGeciciValue').implement({
  description: 'Yurt dışı geçici görev yolluğu bildirimi (6245 m.34).',
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'Satırların para birimi, ISO 4217.' }),
    lines: t.field({ type: [BildirimLineType], description: 'Satırlar, dövizle.', resolve: (v) => [...v.lines] }),
    gross: t.expose('gross', { type: 'Decimal', description: 'Dövizle brüt.' }),
    payment: t.expose('payment', {
      type: PaymentType,
      nullable: true,
      description: 'TL ödeme; kur girilmediyse null.',
    }),
    endOn: t.expose('endOn', { type: 'Date', description: 'Dönüş günü.' }),
    settlementDueOn: t.expose('settlementDueOn', { type: 'Date', description: 'Beyanname için son gün (6245 m.59).' }),
    documents: t.stringList({ description: 'Ödeme dosyasında aranacak belgeler.', resolve: (v) => [...v.documents] }),
  }),
});

export const GundenAzType = builder.objectRef<GundenAzValue>('GundenAzValue').implement({
  description: 'Bir günden az süreli görevin gündelik payı (6245 m.39).',
  fields: (t) => ({
    numerator: t.exposeInt('numerator', { description: 'Payın üst sayısı.' }),
    denominator: t.exposeInt('denominator', { description: 'Payın alt sayısı.' }),
    meals: t.stringList({ description: 'Geçirilen öğünler: OGLE, AKSAM.', resolve: (v) => [...v.meals] }),
    amount: t.expose('amount', { type: 'Money', nullable: true, description: 'TL; gündelik verilmediyse null.' }),
  }),
});

export const SureType = builder.objectRef<SureValue>('GundelikSuresiValue').implement({
  description: 'Gündelik ödenen günler ve tutarı (6245 m.42).',
  fields: (t) => ({
    full: t.exposeInt('full', { description: 'Tam gündelik ödenen gün.' }),
    reduced: t.exposeInt('reduced', { description: 'Üçte iki gündelik ödenen gün.' }),
    unpaid: t.exposeInt('unpaid', { description: 'Süre aşıldığından ödenmeyen gün.' }),
    amount: t.expose('amount', { type: 'Money', description: TRY }),
  }),
});

const KonaklamaBandType = builder.objectRef<KonaklamaBand>('KonaklamaBand').implement({
  description: 'Konaklamada aynı tavana giren geceler.',
  fields: (t) => ({
    nights: t.exposeInt('nights', { description: 'Gece sayısı.' }),
    multiplier: t.field({
      type: 'Decimal',
      description: 'Tam gündeliğin katı.',
      resolve: (b) => b.multiplier.toDecimalPlaces(6),
    }),
    cap: t.expose('cap', { type: 'Money', description: 'Gecelik tavan, TL.' }),
  }),
});

export const KonaklamaType = builder.objectRef<KonaklamaValue>('KonaklamaValue').implement({
  description: 'Yurt içi konaklama ödemesi (6245 m.33/b, 33/d).',
  fields: (t) => ({
    billTotal: t.expose('billTotal', { type: 'Money', description: 'Belgelerin toplamı, TL.' }),
    capTotal: t.expose('capTotal', { type: 'Money', description: 'Tavanların toplamı, TL.' }),
    payableByNight: t.expose('payableByNight', { type: 'Money', description: 'Gece gece sınanırsa ödenecek, TL.' }),
    payableByTotal: t.expose('payableByTotal', { type: 'Money', description: 'Toplamda sınanırsa ödenecek, TL.' }),
    payable: t.expose('payable', { type: 'Money', description: 'Seçilen yoruma göre ödenecek, TL.' }),
    bands: t.field({ type: [KonaklamaBandType], description: 'Dönemler.', resolve: (v) => [...v.bands] }),
  }),
});

export const AvansIadeType = builder.objectRef<AvansIadeValue>('AvansIadeValue').implement({
  description: 'Yolluk avansının iadesi (6245 m.59).',
  fields: (t) => ({
    departByOn: t.expose('departByOn', { type: 'Date', description: 'Hareket için son gün.' }),
    isReturnDue: t.exposeBoolean('isReturnDue', { description: 'Para derhal iade edilmeli mi.' }),
  }),
});

export const MahsupType = builder.objectRef<MahsupValue>('MahsupValue').implement({
  description: 'Beyanname ve mahsup süresi (6245 m.59).',
  fields: (t) => ({
    dueOn: t.expose('dueOn', { type: 'Date', description: 'Son gün.' }),
    isLate: t.exposeBoolean('isLate', { nullable: true, description: 'Geç mi; beyanname verilmediyse null.' }),
  }),
});

export const BelgelerType = builder
  .objectRef<{ readonly documents: readonly string[] }>('YollukBelgeleriValue')
  .implement({
    description: 'Yolluk ödemesinde aranacak belgeler.',
    fields: (t) => ({
      documents: t.stringList({ description: 'Belgeler, yönetmelikteki sırayla.', resolve: (v) => [...v.documents] }),
    }),
  });

export const YolGunuType = builder.objectRef<YolGunuValue>('YolGunuValue').implement({
  description: 'Yolun günü (6245 m.43).',
  fields: (t) => ({
    days: t.exposeInt('days', { description: 'Her 24 saat ve kesri bir gün.' }),
  }),
});

export const KktcEsaslarType = builder.objectRef<KktcEsaslarValue>('KktcEsaslarValue').implement({
  description: 'KKTC gündeliği ve ona bağlı esaslar (6245 m.34, 46).',
  fields: (t) => ({
    gundelik: t.expose('gundelik', { type: 'Money', description: TRY }),
    nightlyCap: t.expose('nightlyCap', { type: 'Money', description: 'Gecelik konaklama tavanı, TL.' }),
    relocationGundelik: t.expose('relocationGundelik', {
      type: 'Decimal',
      description: 'Yer değiştirme masrafında esas alınan gündelik, tam değer.',
    }),
    relocationFixed: t.expose('relocationFixed', { type: 'Money', description: 'Kendisi için sabit unsur, TL.' }),
  }),
});
