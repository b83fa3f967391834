import { DIGEST_BY_URI } from '../codes.ts';
import type { XmlElement } from '../container/xml-reader.ts';
import type { RawDagitim, RawEk, RawIlgi, RawOzId, RawSdp, RawTaraf, RawUstveri } from './raw-types.ts';

/** First child of that local name. */
export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((one) => one.name === name);
}

/** Children of that local name. */
export function childrenOf(parent: XmlElement | undefined, name: string): XmlElement[] {
  return parent?.children.filter((one) => one.name === name) ?? [];
}

/** Trimmed text of a child; undefined when it is absent or empty. */
export function textOf(parent: XmlElement | undefined, name: string): string | undefined {
  const text = child(parent, name)?.text.trim();
  return text === '' ? undefined : text;
}

/** Reads Üstveri of any version by element names; order and values are other checks' business. */
export function readUstveri(root: XmlElement): RawUstveri {
  const sdp = child(root, 'SdpBilgisi');
  return {
    belgeId: textOf(root, 'BelgeId') ?? '',
    konu: textOf(root, 'Konu') ?? '',
    tarih: textOf(root, 'Tarih'),
    belgeNo: textOf(root, 'BelgeNo'),
    gizlilik: textOf(root, 'GuvenlikKodu') ?? '',
    gizlilikGecerlilik: textOf(root, 'GuvenlikKoduGecerlilikTarihi'),
    mimeTuru: textOf(root, 'MimeTuru') ?? '',
    ozId: readOzId(root),
    dagitimlar: childrenOf(child(root, 'DagitimListesi'), 'Dagitim').map(readDagitim),
    ekler: childrenOf(child(root, 'Ekler'), 'Ek').map(readEk),
    ilgiler: childrenOf(child(root, 'Ilgiler'), 'Ilgi').map(readIlgi),
    dil: textOf(root, 'Dil') ?? '',
    olusturan: readTaraf(child(root, 'Olusturan')),
    ilgililer: childrenOf(child(root, 'IlgiliListesi'), 'Ilgili').flatMap((one) => readTaraf(one) ?? []),
    dosyaAdi: textOf(root, 'DosyaAdi') ?? '',
    sdp: childrenOf(sdp, 'AnaSdp').map(readSdp)[0],
    digerSdpler: childrenOf(child(sdp, 'DigerSdpler'), 'SdpListesi').map(readSdp),
    heysk: childrenOf(child(root, 'HeyskListesi'), 'Heysk').map((one) => ({
      kod: Number(textOf(one, 'Kod') ?? Number.NaN),
      ad: textOf(one, 'Ad') ?? '',
      tanim: textOf(one, 'Tanim'),
    })),
    dogrulamaAdresi: textOf(child(root, 'DogrulamaBilgisi'), 'DogrulamaAdresi') ?? '',
  };
}

/** The party inside an Olusturan, Ilgili, Dagitim or Imzalayan holder. */
export function readTaraf(holder: XmlElement | undefined): RawTaraf | undefined {
  const kurum = child(holder, 'KurumKurulus');
  if (kurum)
    return {
      kind: 'KURUM',
      detsisNo: textOf(kurum, 'KKK'),
      ad: textOf(kurum, 'Adi'),
      iletisim: readIletisim(kurum),
      birimDetsisNo: textOf(kurum, 'BirimKKK'),
    };
  const tuzel = child(holder, 'TuzelSahis');
  if (tuzel)
    return {
      kind: 'TUZEL_KISI',
      id: textOf(tuzel, 'Id'),
      schemeId: child(tuzel, 'Id')?.attributes.schemeID,
      ad: textOf(tuzel, 'Adi'),
      iletisim: readIletisim(tuzel),
    };
  const gercek = child(holder, 'GercekSahis');
  return gercek ? readPerson(gercek) : undefined;
}

/** A GercekSahis element (also Imzalayan, YetkiDevreden, VekaletVeren). */
export function readPerson(person: XmlElement): RawTaraf {
  const kisi = child(person, 'Kisi');
  return {
    kind: 'GERCEK_KISI',
    ad: textOf(kisi, 'IlkAdi'),
    soyad: textOf(kisi, 'Soyadi'),
    ikinciAd: textOf(kisi, 'IkinciAdi'),
    unvan: textOf(kisi, 'Unvan'),
    onEk: textOf(kisi, 'OnEk'),
    tckn: textOf(person, 'TCKN'),
    gorev: textOf(person, 'Gorev'),
    iletisim: readIletisim(person),
  };
}

const ILETISIM_FIELDS = [
  ['telefon', 'Telefon'],
  ['telefonDiger', 'TelefonDiger'],
  ['ePosta', 'EPosta'],
  ['kepAdresi', 'KepAdresi'],
  ['faks', 'Faks'],
  ['webAdresi', 'WebAdresi'],
  ['adres', 'Adres'],
  ['il', 'Il'],
  ['ilce', 'Ilce'],
  ['ulke', 'Ulke'],
] as const;

function readIletisim(holder: XmlElement): Record<string, string | undefined> | undefined {
  const found = child(holder, 'IletisimBilgisi');
  if (!found) return undefined;
  return Object.fromEntries(ILETISIM_FIELDS.map(([field, name]) => [field, textOf(found, name)]));
}

function readOzId(holder: XmlElement): RawOzId | undefined {
  const found = child(holder, 'OzId');
  return found ? { value: found.text.trim(), schemeId: found.attributes.schemeID ?? '' } : undefined;
}

function readSdp(holder: XmlElement): RawSdp {
  return { kod: textOf(holder, 'Kod') ?? '', ad: textOf(holder, 'Ad') ?? '', aciklama: textOf(holder, 'Aciklama') };
}

function readDagitim(holder: XmlElement): RawDagitim {
  return {
    muhatap: readTaraf(holder),
    tur: textOf(holder, 'DagitimTuru') ?? '',
    ivedilik: textOf(holder, 'Ivedilik') ?? '',
    miat: textOf(holder, 'Miat'),
    konulmamisEkIds: childrenOf(child(holder, 'KonulmamisEkListesi'), 'KonulmamisEk').map(
      (one) => textOf(one, 'EkId') ?? '',
    ),
  };
}

function readEk(holder: XmlElement): RawEk {
  const ozet = child(holder, 'Ozet');
  const id = child(holder, 'Id');
  const signed = textOf(holder, 'ImzaliMi');
  const kind = textOf(holder, 'Tur') ?? '';
  return {
    kind,
    id: (id?.attributes.Value ?? '').trim(),
    eYazismaId: id?.attributes.EYazismaIdMi === undefined ? undefined : isTrue(id.attributes.EYazismaIdMi),
    belgeNo: textOf(holder, 'BelgeNo'),
    dosyaAdi: textOf(holder, 'DosyaAdi'),
    mimeTuru: textOf(holder, 'MimeTuru'),
    ad: textOf(holder, 'Ad'),
    siraNo: Number(textOf(holder, 'SiraNo') ?? Number.NaN),
    aciklama: textOf(holder, 'Aciklama'),
    referans: textOf(holder, 'Referans'),
    ozId: readOzId(holder),
    imzali: signed === undefined || (kind !== 'DED' && !isTrue(signed)) ? undefined : isTrue(signed),
    ozet: ozet && {
      algoritma: digestName(child(ozet, 'OzetAlgoritmasi')?.attributes.Algorithm ?? ''),
      deger: textOf(ozet, 'OzetDegeri') ?? '',
    },
  };
}

function isTrue(text: string): boolean {
  return text === 'true' || text === '1';
}

function digestName(uri: string): string {
  return DIGEST_BY_URI[uri.toLowerCase()]?.replace('sha', 'SHA-') ?? uri;
}

function readIlgi(holder: XmlElement): RawIlgi {
  return {
    id: (child(holder, 'Id')?.attributes.Value ?? '').trim(),
    belgeNo: textOf(holder, 'BelgeNo'),
    tarih: textOf(holder, 'Tarih'),
    etiket: textOf(holder, 'Etiket') ?? '',
    ekId: textOf(holder, 'EkId'),
    ad: textOf(holder, 'Ad'),
    aciklama: textOf(holder, 'Aciklama'),
    ozId: readOzId(holder),
  };
}
