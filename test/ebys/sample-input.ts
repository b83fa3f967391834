import type { PackageInput } from '../../src/ebys/index.ts';
import { writeZip } from '../../src/ebys/index.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const WORD_NS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A DOCX with one paragraph a line (`\t` becomes a tab), enough for reading the letter back. */
export function docxOf(lines: readonly string[]): Buffer {
  const runs = (line: string) =>
    line
      .split('\t')
      .map((piece) => `<w:r><w:t xml:space="preserve">${piece.replaceAll('&', '&amp;')}</w:t></w:r>`)
      .join('<w:r><w:tab/></w:r>');
  const body = lines.map((line) => `<w:p>${runs(line)}</w:p>`).join('');
  const xml = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORD_NS}"><w:body>${body}</w:body></w:document>`;
  return writeZip([
    { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
    { name: 'word/document.xml', bytes: Buffer.from(xml) },
  ]);
}

/** Something that begins and ends like a PDF/A and holds `size` bytes that do not compress to nothing. */
export function pdfOf(size: number, seed = 1): Buffer {
  const body = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    body[at] = 32 + ((state >>> 16) % 90);
  }
  return Buffer.concat([Buffer.from('%PDF-1.4\n<pdfaid:part>1</pdfaid:part>\n'), body, Buffer.from('\n%%EOF\n')]);
}

export const LETTER_LINES = [
  'T.C.',
  'ÖRNEK BAŞKANLIĞI',
  'HİZMETE ÖZEL',
  'GÜNLÜDÜR',
  'Sayı\t: E-87654321-903.05-…',
  'Konu\t: Yıllık İzin Talebi (Ayşe YILMAZ)',
  'DAĞITIM YERLERİNE',
  'İlgi\t: a) 01.09.2026 tarihli ve E-84801842-902.02-1042582 sayılı yazınız.',
  'b) 15.09.2026 tarihli dilekçe.',
  'İlgi (a) ve (b) uyarınca gereğini arz ve rica ederim.',
  'Ek:',
  '1- İzin Formu (1 Sayfa)',
  '2- Kayıt Örneği (CD)',
  '3- Yönerge',
  '4- Taslak Çizelge',
  'Dağıtım:',
  'Gereği:\tBilgi:',
  'Örnek Bakanlığına\tAyşe YILMAZ',
  'Deneme Anonim Şirketine',
];

export const EK_FORM = '3F2504E0-4F89-41D3-9A0C-0305E82C3301';
export const EK_CD = '3F2504E0-4F89-41D3-9A0C-0305E82C3302';
export const EK_YONERGE = '3F2504E0-4F89-41D3-9A0C-0305E82C3303';
export const EK_CIZELGE = '3F2504E0-4F89-41D3-9A0C-0305E82C3304';

/** An input that uses every field of the package, with a DOCX letter that says the same. */
export function fullInput(): PackageInput {
  return {
    belgeId: '4897e50d-4c5b-4ba6-a449-fa1bd1b075f6',
    konu: 'Yıllık İzin Talebi (Ayşe YILMAZ)',
    gizlilik: 'HZO',
    gizlilikGecerlilik: '2036-11-22T00:00:00Z',
    ozId: { value: '2026/17', schemeId: 'VAKA' },
    ustYazi: { dosyaAdi: 'izin-yazisi.docx', mimeTuru: DOCX, bytes: docxOf(LETTER_LINES) },
    dagitimlar: [
      {
        muhatap: {
          kind: 'KURUM',
          detsisNo: '12345678',
          ad: 'Örnek Bakanlığı',
          birimDetsisNo: '12345679',
          iletisim: {
            telefon: '0312 000 00 00',
            kepAdresi: 'ornek@hs01.kep.tr',
            adres: 'Kızılay & "Çankaya" <1>',
            il: 'Ankara',
          },
        },
        ivedilik: 'GNL',
        miat: 'P15D',
        konulmamisEkIds: [EK_CD],
      },
      { muhatap: { kind: 'GERCEK_KISI', ad: 'Ayşe', soyad: 'Yılmaz', unvan: 'Memur' }, tur: 'BLG' },
      { muhatap: { kind: 'TUZEL_KISI', id: '0123456789012345', schemeId: 'MERSIS', ad: 'Deneme Anonim Şirketi' } },
    ],
    ekler: [
      {
        kind: 'DED',
        id: EK_FORM,
        ad: 'İzin Formu',
        dosyaAdi: 'izin-formu.pdf',
        mimeTuru: 'application/pdf',
        imzali: true,
        bytes: pdfOf(900),
      },
      { kind: 'FZK', id: EK_CD, ad: 'Kayıt Örneği', aciklama: 'Bir CD' },
      {
        kind: 'HRF',
        id: EK_YONERGE,
        ad: 'Yönerge',
        referans: 'https://www.example.gov.tr/yonerge.pdf?a=1&b=2',
        ozet: { algoritma: 'SHA-256', deger: '/InKUd7ATLR4PzUCBiWjyD38d9oxbWF72RR1QVSdFMo=' },
      },
      {
        kind: 'DED',
        id: EK_CIZELGE,
        ad: 'Taslak Çizelge',
        dosyaAdi: 'cizelge.csv',
        mimeTuru: 'text/csv',
        imzali: false,
        bytes: Buffer.from('a;b\n1;2\n'),
      },
    ],
    ilgiler: [
      {
        id: '76C7FD89-40F5-4F0D-AB41-CDC215B39EB6',
        belgeNo: 'E-84801842-902.02-1042582',
        tarih: '2026-09-01T00:00:00',
        ad: 'Yazınız',
      },
      { id: '2A413385-F2DB-43D7-87D2-432D1BEFB247', tarih: '2026-09-15T00:00:00', ad: 'Dilekçe', ekId: EK_FORM },
    ],
    olusturan: { kind: 'KURUM', detsisNo: '87654321', ad: 'Örnek Başkanlığı', birimDetsisNo: '87654322' },
    ilgililer: [
      { kind: 'GERCEK_KISI', ad: 'Hüseyin', soyad: 'Yetmez', gorev: 'Şef', iletisim: { telefon: '0312 111 11 11' } },
    ],
    sdp: { kod: '903.05', ad: 'İzin İşleri' },
    digerSdpler: [{ kod: '020', ad: 'Olurlar' }],
    heysk: [{ kod: 999999, ad: 'İzin', tanim: 'İzin işlemleri' }],
    dogrulamaAdresi: 'https://www.turkiye.gov.tr/belge-dogrulama',
    created: '2026-11-22T09:00:00Z',
  };
}

/** The least that makes a package: one addressee, a PDF letter, no ek. */
export function smallInput(): PackageInput {
  return {
    belgeId: '11111111-2222-4333-8444-555555555555',
    konu: 'Deneme',
    gizlilik: 'YOK',
    ustYazi: { dosyaAdi: 'yazi.pdf', mimeTuru: 'application/pdf', bytes: pdfOf(300) },
    dagitimlar: [{ muhatap: { kind: 'KURUM', detsisNo: '12345678', ad: 'Örnek Bakanlığı' } }],
    ekler: [
      {
        kind: 'DED',
        id: EK_FORM,
        ad: 'Form',
        dosyaAdi: 'form.pdf',
        mimeTuru: 'application/pdf',
        imzali: true,
        bytes: pdfOf(200, 7),
      },
    ],
    olusturan: { kind: 'KURUM', detsisNo: '87654321', ad: 'Örnek Başkanlığı' },
    dogrulamaAdresi: 'https://www.turkiye.gov.tr/belge-dogrulama',
    created: '2026-11-22T09:00:00Z',
  };
}
