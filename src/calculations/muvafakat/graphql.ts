/** What-if queries of consent to transfer. */
import { calculationQuery, flatItemType } from '../graphql-input.ts';
import { calculateGerekce, gerekceInput, reasonField } from './gerekce.ts';
import {
  GecerlilikType,
  GerekceType,
  HizmetPuaniType,
  HizmetTablosuType,
  KapsamType,
  KomisyonKararType,
  KomisyonType,
  KontenjanType,
  PuanType,
  SiralamaType,
  TakvimType,
  UygunlukType,
} from './graphql-types.ts';
import { calculateHizmetPuani, calculateHizmetTablosu, hizmetPuaniInput, hizmetTablosuInput } from './hizmet-puani.ts';
import { calculateKomisyon, calculateKomisyonKarari, komisyonInput, komisyonKararInput } from './komisyon.ts';
import { calculateKontenjan, kontenjanInput } from './kontenjan.ts';
import { reasonKindField } from './kurallar.ts';
import { calculateMuvafakatPuan, muvafakatPuanInput } from './puan.ts';
import { calculateSiralama, siralamaInput } from './siralama.ts';
import { calculateGecerlilik, calculateTakvim, gecerlilikInput, takvimInput } from './takvim.ts';
import { calculateKapsam, calculateMuvafakatUygunluk, kapsamInput, uygunlukInput } from './uygunluk.ts';

flatItemType('MuvafakatReasonInput', reasonField, {
  kind: reasonKindField.describe('Gerekçe.'),
  description: 'İleri sürülen bir gerekçe ve kanıtları; yalnız kendi türünün alanları doldurulur.',
});

calculationQuery({
  field: 'calculateMuvafakatKapsam',
  description: 'Muvafakat kurallarının kapsamı.',
  input: kapsamInput,
  value: KapsamType,
  calculate: calculateKapsam,
});
calculationQuery({
  field: 'calculateMuvafakatUygunluk',
  description: 'Muvafakat başvurusunun şartları.',
  input: uygunlukInput,
  value: UygunlukType,
  calculate: calculateMuvafakatUygunluk,
});
calculationQuery({
  field: 'calculateMuvafakatGerekce',
  description: 'Nakil gerekçeleri ve kanıtları.',
  input: gerekceInput,
  value: GerekceType,
  calculate: calculateGerekce,
});
calculationQuery({
  field: 'calculateMuvafakatPuan',
  description: 'Muvafakat talebinin puanı.',
  input: muvafakatPuanInput,
  value: PuanType,
  calculate: calculateMuvafakatPuan,
});
calculationQuery({
  field: 'calculateMuvafakatSiralama',
  description: 'Muvafakat başvurularının sıralaması.',
  input: siralamaInput,
  value: SiralamaType,
  calculate: calculateSiralama,
});
calculationQuery({
  field: 'calculateMuvafakatKontenjan',
  description: 'Muvafakat kontenjanının tavanı.',
  input: kontenjanInput,
  value: KontenjanType,
  calculate: calculateKontenjan,
});
calculationQuery({
  field: 'calculateMuvafakatKomisyon',
  description: 'Değerlendirme komisyonunun kuruluşu.',
  input: komisyonInput,
  value: KomisyonType,
  calculate: calculateKomisyon,
});
calculationQuery({
  field: 'calculateMuvafakatKomisyonKarari',
  description: 'Komisyonun toplanması ve kararı.',
  input: komisyonKararInput,
  value: KomisyonKararType,
  calculate: calculateKomisyonKarari,
});
calculationQuery({
  field: 'calculateMuvafakatTakvim',
  description: 'Muvafakat başvuru takvimi.',
  input: takvimInput,
  value: TakvimType,
  calculate: calculateTakvim,
});
calculationQuery({
  field: 'calculateMuvafakatGecerlilik',
  description: 'Muvafakatin süresi, hak kaybı ve yeniden başvuru.',
  input: gecerlilikInput,
  value: GecerlilikType,
  calculate: calculateGecerlilik,
});
calculationQuery({
  field: 'calculateMuvafakatHizmetPuani',
  description: 'Muvafakatte hizmet yılı puanı.',
  input: hizmetPuaniInput,
  value: HizmetPuaniType,
  calculate: calculateHizmetPuani,
});
calculationQuery({
  field: 'calculateMuvafakatHizmetTablosu',
  description: 'Muvafakatte hizmet yılı puan tablosu.',
  input: hizmetTablosuInput,
  value: HizmetTablosuType,
  calculate: calculateHizmetTablosu,
});
