import { createHash } from 'node:crypto';
import { DIGEST_URIS, REFERENCE_INTERNAL, schemaOf, XML_TYPES_NS } from '../codes.ts';
import { element, escapeXml, optionalText, XML_HEAD } from '../container/xml-writer.ts';
import type { Dagitim, Iletisim, Ilgi, OzId, Sdp, Taraf, Ustveri, UstveriEk } from './ustveri.ts';

/** Prefix of everything below the root: children of Üstveri live in the Tipler namespace. */
const t = (name: string) => `tipler:${name}`;
const value = (name: string, content: string | number | boolean | undefined) => optionalText(t(name), content);

/** Ustveri.xml, children in the order of the schema. */
export function ustveriXml(ustveri: Ustveri): string {
  const children = [
    value('BelgeId', ustveri.belgeId),
    value('Konu', ustveri.konu),
    value('GuvenlikKodu', ustveri.gizlilik),
    value('GuvenlikKoduGecerlilikTarihi', ustveri.gizlilikGecerlilik),
    value('MimeTuru', ustveri.mimeTuru),
    ozIdXml(ustveri.ozId),
    listXml('DagitimListesi', ustveri.dagitimlar.map(dagitimXml)),
    listXml('Ekler', ustveri.ekler.map(ekXml)),
    listXml('Ilgiler', ustveri.ilgiler.map(ilgiXml)),
    value('Dil', ustveri.dil),
    element(t('Olusturan'), tarafXml(ustveri.olusturan)),
    listXml(
      'IlgiliListesi',
      ustveri.ilgililer.map((ilgili) => element(t('Ilgili'), tarafXml(ilgili))),
    ),
    value('DosyaAdi', ustveri.dosyaAdi),
    sdpXml(ustveri),
    listXml(
      'HeyskListesi',
      ustveri.heysk.map((one) =>
        element(t('Heysk'), [value('Kod', one.kod), value('Ad', one.ad), value('Tanim', one.tanim)]),
      ),
    ),
    element(t('DogrulamaBilgisi'), value('DogrulamaAdresi', ustveri.dogrulamaAdresi)),
  ];
  return XML_HEAD + element('UstVeri', children, { xmlns: schemaOf('Ustveri'), 'xmlns:tipler': XML_TYPES_NS });
}

function listXml(name: string, children: readonly string[]): string {
  return children.length === 0 ? '' : element(t(name), children);
}

function ozIdXml(ozId: OzId | undefined): string {
  return ozId === undefined ? '' : optionalText(t('OzId'), ozId.value, { schemeID: ozId.schemeId });
}

function iletisimXml(iletisim: Iletisim | undefined): string {
  if (iletisim === undefined) return '';
  return element(t('IletisimBilgisi'), [
    value('Telefon', iletisim.telefon),
    value('TelefonDiger', iletisim.telefonDiger),
    value('EPosta', iletisim.ePosta),
    value('KepAdresi', iletisim.kepAdresi),
    value('Faks', iletisim.faks),
    value('WebAdresi', iletisim.webAdresi),
    value('Adres', iletisim.adres),
    value('Il', iletisim.il),
    value('Ilce', iletisim.ilce),
    value('Ulke', iletisim.ulke),
  ]);
}

function tarafXml(taraf: Taraf): string {
  const iletisim = iletisimXml(taraf.iletisim);
  if (taraf.kind === 'KURUM')
    return element(t('KurumKurulus'), [
      value('KKK', taraf.detsisNo),
      value('Adi', taraf.ad),
      iletisim,
      value('BirimKKK', taraf.birimDetsisNo),
    ]);
  if (taraf.kind === 'TUZEL_KISI')
    return element(t('TuzelSahis'), [
      optionalText(t('Id'), taraf.id, { schemeID: taraf.schemeId }),
      value('Adi', taraf.ad),
      iletisim,
    ]);
  const kisi = [
    value('IlkAdi', taraf.ad),
    value('Soyadi', taraf.soyad),
    value('IkinciAdi', taraf.ikinciAd),
    value('Unvan', taraf.unvan),
    value('OnEk', taraf.onEk),
  ];
  return element(t('GercekSahis'), [
    element(t('Kisi'), kisi),
    value('TCKN', taraf.tckn),
    value('Gorev', taraf.gorev),
    iletisim,
  ]);
}

function dagitimXml(dagitim: Dagitim): string {
  const left = dagitim.konulmamisEkIds.map((id) => element(t('KonulmamisEk'), value('EkId', id)));
  return element(t('Dagitim'), [
    tarafXml(dagitim.muhatap),
    value('Ivedilik', dagitim.ivedilik),
    value('DagitimTuru', dagitim.tur),
    value('Miat', dagitim.miat),
    listXml('KonulmamisEkListesi', left),
  ]);
}

function ekXml(ek: UstveriEk): string {
  const file = ek.kind === 'DED' ? ek : undefined;
  const reference = ek.kind === 'HRF' ? ek : undefined;
  const ozet = reference?.ozet;
  return element(t('Ek'), [
    element(t('Id'), '', {
      Value: ek.id,
      EYazismaIdMi: ek.eYazismaId === undefined ? undefined : String(ek.eYazismaId),
    }),
    value('BelgeNo', ek.belgeNo),
    value('Tur', ek.kind),
    value('DosyaAdi', file?.dosyaAdi),
    value('MimeTuru', file?.mimeTuru),
    value('Ad', ek.ad),
    value('SiraNo', ek.siraNo),
    value('Aciklama', ek.aciklama),
    value('Referans', reference?.referans),
    ozIdXml(ek.ozId),
    value('ImzaliMi', file?.imzali ?? false),
    ozet === undefined
      ? ''
      : element(t('Ozet'), [
          element(t('OzetAlgoritmasi'), '', { Algorithm: DIGEST_URIS[ozet.algoritma] }),
          value('OzetDegeri', ozet.deger),
        ]),
  ]);
}

function ilgiXml(ilgi: Ilgi): string {
  return element(t('Ilgi'), [
    element(t('Id'), '', { Value: ilgi.id }),
    value('BelgeNo', ilgi.belgeNo),
    value('Tarih', ilgi.tarih),
    value('Etiket', ilgi.etiket),
    value('EkId', ilgi.ekId),
    value('Ad', ilgi.ad),
    value('Aciklama', ilgi.aciklama),
    ozIdXml(ilgi.ozId),
  ]);
}

function sdpXml(ustveri: Ustveri): string {
  if (ustveri.sdp === undefined) return '';
  const one = (name: string, sdp: Sdp) =>
    element(t(name), [value('Kod', sdp.kod), value('Ad', sdp.ad), value('Aciklama', sdp.aciklama)]);
  const others = ustveri.digerSdpler.map((sdp) => one('SdpListesi', sdp));
  return element(t('SdpBilgisi'), [one('AnaSdp', ustveri.sdp), listXml('DigerSdpler', others)]);
}

/** A part that a digest file covers. */
export interface DigestedPart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** PaketOzeti.xml: two digests of the raw bytes of each part, one of them SHA-512 (eyp §3). */
export function paketOzetiXml(belgeId: string, parts: readonly DigestedPart[], second: 'SHA-256' | 'SHA-384'): string {
  const references = parts.map((part) =>
    element('Reference', [digestItem(second, part.bytes), digestItem('SHA-512', part.bytes)], {
      URI: `/${part.name}`,
      Type: REFERENCE_INTERNAL,
    }),
  );
  return XML_HEAD + element('PaketOzeti', references, { xmlns: schemaOf('PaketOzeti'), Id: belgeId });
}

function digestItem(algorithm: keyof typeof DIGEST_URIS, bytes: Uint8Array): string {
  const digest = createHash(algorithm.replace('-', '').toLowerCase()).update(bytes).digest('base64');
  return element('DigestItem', [
    element('DigestMethod', '', { Algorithm: DIGEST_URIS[algorithm] }),
    element('DigestValue', escapeXml(digest)),
  ]);
}
