import { fileURLToPath } from 'node:url';
import {
  type DocumentFacts,
  type DocumentFactsInput,
  type DocumentKind,
  documentFacts,
  type FieldDefinition,
  openLibrary,
} from '../../src/documents/index.ts';

export const templatesFolder = fileURLToPath(new URL('../../templates', import.meta.url));
export const library = openLibrary([templatesFolder]);

/** A made-up institution and person: nothing here exists. */
export const sender: DocumentFactsInput['sender'] = {
  lines: ['Kastamonu Valiliği', 'Defterdarlık', 'Personel Müdürlüğü'],
  detsis: '12345678',
  level: 'il-birimi',
  address: 'Örnek Mahallesi Deneme Caddesi No: 1 37000 Merkez/KASTAMONU',
  phone: '(0366) 000 00 00',
  fax: '(0366) 000 00 01',
  email: 'personel@ornek.gov.tr',
  web: 'www.ornek.gov.tr',
  kep: 'ornek@hs01.kep.tr',
};

export const signers = {
  personelMuduru: { ad: 'Gülşah', soyad: 'Ilgaz', unvan: 'Personel Müdürü', level: 'il-alt-birimi' },
  defterdarYardimcisi: { ad: 'Çağrı', soyad: 'Ünal', unvan: 'Defterdar Yardımcısı', level: 'il-birimi' },
  defterdar: { ad: 'İbrahim', soyad: 'Şahin', unvan: 'Defterdar', level: 'il-birimi' },
  valiYardimcisi: {
    ad: 'Özlem',
    soyad: 'Işık',
    unvan: 'Vali Yardımcısı',
    level: 'valilik',
    delegator: { unvan: 'Vali', level: 'valilik' },
  },
  vali: { ad: 'Umut', soyad: 'Çetin', unvan: 'Vali', level: 'valilik' },
} as const satisfies Record<string, NonNullable<DocumentFactsInput['signers']>[number]>;

export const personnel: DocumentFactsInput['personnel'] = {
  adSoyad: 'Ayşe YILMAZ',
  sicilNo: '123456',
  tckn: '10000000146',
  unvan: 'Veri Hazırlama ve Kontrol İşletmeni',
  unit: 'Taşköprü Malmüdürlüğü',
  hizmetSinifi: 'Genel İdare Hizmetleri Sınıfı',
  kadroDerecesi: 5,
  derece: 6,
  kademe: 2,
  ekGosterge: 0,
  dogumTarihi: '1990-05-17',
  dogumYeri: 'Kastamonu',
  babaAdi: 'Hasan',
  ogrenim: 'Lisans',
  address: ['Örnek Mahallesi Deneme Sokak No: 2', 'Merkez/KASTAMONU'],
};

const PLAIN: Readonly<Record<string, unknown>> = {
  date: '2026-11-02',
  number: 15,
  money: '10545.72',
  boolean: true,
  person: 'Hasan ÖZTÜRK',
  unit: 'Muhasebe Müdürlüğü',
  kadro: { derece: 5, unvan: 'Veri Hazırlama ve Kontrol İşletmeni' },
};

const INSTITUTIONS: Readonly<Record<string, string>> = {
  mahkeme: 'Kastamonu İdare Mahkemesi',
  firma: 'Deneme Ticaret Anonim Şirketi',
};

/** A plausible value for a field, by its type. */
export function sampleValue(field: FieldDefinition): unknown {
  if (field.type === 'choice') return field.options?.[0]?.key ?? 'seçenek';
  if (field.type === 'rows') return [sampleRow(field, 1), sampleRow(field, 2)];
  if (PLAIN[field.type] !== undefined) return PLAIN[field.type];
  if (INSTITUTIONS[field.key] !== undefined) return INSTITUTIONS[field.key];
  if (field.word === 'institution') return 'Çankırı Defterdarlığı';
  if (field.word === 'person') return 'Hasan ÖZTÜRK';
  if (field.word === 'place') return 'Kastamonu';
  if (/sayısı$|numarası$/u.test(field.label)) return '2026/123';
  return field.label.toLocaleLowerCase('tr');
}

function sampleRow(field: FieldDefinition, index: number): Record<string, unknown> {
  const cell = (type: string): unknown => PLAIN[type] ?? `Örnek ${index}`;
  return Object.fromEntries((field.columns ?? []).map((column) => [column.key, cell(column.type)]));
}

/** Facts that fill a kind completely. */
export function sampleFacts(kind: DocumentKind, changes: Partial<DocumentFactsInput> = {}): DocumentFacts {
  const olur =
    kind.layout === 'olur'
      ? { olur: { intermediates: [signers.defterdar, signers.valiYardimcisi], approver: signers.vali } }
      : {};
  return documentFacts.parse({
    sender,
    signers: [kind.layout === 'olur' ? signers.personelMuduru : signers.defterdar],
    ...olur,
    bilgiIcin: { adSoyad: 'Mehmet Örnek', unvan: 'Şef', phone: '(0366) 000 00 02' },
    personnel,
    data: Object.fromEntries(kind.fields.map((field) => [field.key, sampleValue(field)])),
    ...changes,
  });
}
