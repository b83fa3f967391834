/**
 * Üstveri as found in a package: the fields of `Ustveri`, but nothing is promised about their values, since packages
 * in the wild break the schema. Missing required texts are ''. `tarih` and `belgeNo` stand here only in 1.x.
 */
export interface RawUstveri {
  readonly belgeId: string;
  readonly konu: string;
  readonly tarih?: string | undefined;
  readonly belgeNo?: string | undefined;
  readonly gizlilik: string;
  readonly gizlilikGecerlilik?: string | undefined;
  readonly mimeTuru: string;
  readonly ozId?: RawOzId | undefined;
  readonly dagitimlar: readonly RawDagitim[];
  readonly ekler: readonly RawEk[];
  readonly ilgiler: readonly RawIlgi[];
  readonly dil: string;
  readonly olusturan?: RawTaraf | undefined;
  readonly ilgililer: readonly RawTaraf[];
  readonly dosyaAdi: string;
  readonly sdp?: RawSdp | undefined;
  readonly digerSdpler: readonly RawSdp[];
  readonly heysk: readonly { readonly kod: number; readonly ad: string; readonly tanim?: string | undefined }[];
  readonly dogrulamaAdresi: string;
}
export interface RawOzId {
  readonly value: string;
  readonly schemeId: string;
}
export interface RawSdp {
  readonly kod: string;
  readonly ad: string;
  readonly aciklama?: string | undefined;
}
export interface RawTaraf {
  readonly kind: 'KURUM' | 'GERCEK_KISI' | 'TUZEL_KISI';
  readonly ad?: string | undefined;
  readonly detsisNo?: string | undefined;
  readonly birimDetsisNo?: string | undefined;
  readonly id?: string | undefined;
  readonly schemeId?: string | undefined;
  readonly soyad?: string | undefined;
  readonly ikinciAd?: string | undefined;
  readonly unvan?: string | undefined;
  readonly onEk?: string | undefined;
  readonly tckn?: string | undefined;
  readonly gorev?: string | undefined;
  readonly iletisim?: Readonly<Record<string, string | undefined>> | undefined;
}
export interface RawDagitim {
  readonly muhatap?: RawTaraf | undefined;
  readonly tur: string;
  readonly ivedilik: string;
  readonly miat?: string | undefined;
  readonly konulmamisEkIds: readonly string[];
}
export interface RawEk {
  readonly kind: string;
  readonly id: string;
  readonly eYazismaId?: boolean | undefined;
  readonly belgeNo?: string | undefined;
  readonly dosyaAdi?: string | undefined;
  readonly mimeTuru?: string | undefined;
  readonly ad?: string | undefined;
  readonly siraNo: number;
  readonly aciklama?: string | undefined;
  readonly referans?: string | undefined;
  readonly ozId?: RawOzId | undefined;
  readonly imzali?: boolean | undefined;
  readonly ozet?: { readonly algoritma: string; readonly deger: string } | undefined;
}
export interface RawIlgi {
  readonly id: string;
  readonly belgeNo?: string | undefined;
  readonly tarih?: string | undefined;
  readonly etiket: string;
  readonly ekId?: string | undefined;
  readonly ad?: string | undefined;
  readonly aciklama?: string | undefined;
  readonly ozId?: RawOzId | undefined;
}
