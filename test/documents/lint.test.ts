import { describe, expect, it } from 'vitest';
import type { DocumentFactsInput, LintFacts } from '../../src/documents/index.ts';
import { composeDocument, LINT_CHECKS, lintDocx } from '../../src/documents/index.ts';
import { withPart } from './docx-text.ts';
import { library, sampleFacts, signers } from './sample.ts';

const DOCUMENT = 'word/document.xml';

function make(key: string, changes: Partial<DocumentFactsInput> = {}): Buffer {
  const kind = library.kind(key);
  return library.templateOf(kind).render(composeDocument(kind, sampleFacts(kind, changes)).context);
}

const yazi = make('teblig-yazisi', { ekler: ['Atama Onayı (1 Sayfa)'] });
const ikiEk = make('teblig-yazisi');
const kisi = make('izahat-istemi');
const olur = make('atama-onayi');
const dagitim = make('yeniden-iptal-bildirim');
const kurum = make('bak-talep-talep-gonderme');
const gunlu = make('yil-sonu-izin-isteme');
const iki = make('teblig-yazisi', { signers: [signers.personelMuduru, signers.defterdar] });
const devir = make('teblig-yazisi', { signers: [signers.valiYardimcisi] });

const swap = (from: string | RegExp, to: string) => (xml: string) => xml.replace(from, to);
const paragraphOf = (text: string) => new RegExp(`<w:p>(?:(?!</w:p>).)*${text}(?:(?!</w:p>).)*</w:p>`, 'u');

/** For each check a good letter and the change that breaks it. */
type Breakage = readonly [id: string, good: Buffer, part: string, change: (xml: string) => string, facts?: LintFacts];
const breakages: readonly Breakage[] = [
  ['P1', yazi, DOCUMENT, swap('w:w="11906"', 'w:w="12240"')],
  ['P2', yazi, DOCUMENT, swap('w:left="850"', 'w:left="1417"')],
  ['F1', yazi, 'word/styles.xml', swap(/Times New Roman/gu, 'Calibri')],
  [
    'F2',
    yazi,
    DOCUMENT,
    swap(
      '<w:r><w:t xml:space="preserve">Söz konusu',
      '<w:r><w:rPr><w:sz w:val="14"/></w:rPr><w:t xml:space="preserve">Söz konusu',
    ),
  ],
  ['B1', yazi, DOCUMENT, swap('T.C.', 'TC')],
  ['B2', yazi, DOCUMENT, swap('KASTAMONU VALİLİĞİ', 'Kastamonu Valiliği')],
  ['B3', yazi, DOCUMENT, swap('>Defterdarlık<', '>DEFTERDARLIK<')],
  ['S1', yazi, DOCUMENT, swap('E-12345678-903.02-', '12345678-903.02-E.15')],
  ['S2', yazi, DOCUMENT, swap('w:pos="624"', 'w:pos="700"')],
  ['T1', yazi, DOCUMENT, swap('<w:tab w:val="right" w:pos="10206"/>', '')],
  ['K1', yazi, DOCUMENT, swap('Naklen Atama Onayının', 'Naklen atama onayının')],
  ['K2', yazi, DOCUMENT, swap('(Ayşe YILMAZ)</w:t>', '(Ayşe YILMAZ) Hk.</w:t>')],
  ['K3', yazi, DOCUMENT, swap('w:right="5103"', 'w:right="0"')],
  [
    'M1',
    yazi,
    DOCUMENT,
    swap(paragraphOf('MUHASEBE MÜDÜRLÜĞÜNE'), '<w:p><w:r><w:t>MUHASEBE MÜDÜRLÜĞÜNE</w:t></w:r></w:p>'),
  ],
  ['M2', yazi, DOCUMENT, swap('MUHASEBE MÜDÜRLÜĞÜNE', 'MUHASEBE MÜDÜRLÜĞÜ')],
  ['M3', kisi, DOCUMENT, swap('Sayın Ayşe YILMAZ', 'Sayın Ayşe Yılmaz Hanım')],
  [
    'M4',
    kurum,
    DOCUMENT,
    swap('(Personel Genel Müdürlüğü)</w:t></w:r></w:p>', '(Personel Genel Müdürlüğüne)</w:t></w:r></w:p>'),
  ],
  ['M5', dagitim, DOCUMENT, swap('DAĞITIM YERLERİNE', 'MUHASEBE MÜDÜRLÜĞÜNE')],
  ['I1', olur, DOCUMENT, swap('02.11.2026 tarihli dilekçesi', '05.11.2026 tarihli dilekçesi')],
  ['I2', olur, DOCUMENT, swap('>b)<', '>c)<')],
  ['I3', yazi, DOCUMENT, swap('sayılı oluru.', 'sayılı oluru')],
  ['I4', yazi, DOCUMENT, swap('İlgi’de kayıtlı', 'yukarıda kayıtlı')],
  ['X1', yazi, DOCUMENT, swap(/w:firstLine="709"/gu, 'w:firstLine="400"')],
  [
    'X2',
    yazi,
    DOCUMENT,
    swap(/w:firstLine="709"\/><w:jc w:val="both"\/>/gu, 'w:firstLine="709"/><w:jc w:val="left"/>'),
  ],
  ['X3', yazi, DOCUMENT, swap('<w:ind w:firstLine="709"/>', '<w:spacing w:before="120"/><w:ind w:firstLine="709"/>')],
  ['X4', yazi, DOCUMENT, swap('Söz konusu olurun', 'Söz konusu 12345 kişilik olurun')],
  ['X5', yazi, DOCUMENT, swap('rica ederim.', 'saygılarımla.')],
  ['X5', yazi, DOCUMENT, swap('rica ederim.', 'arz ederim.'), { closingFormula: 'rica ederim.' }],
  [
    'Z1',
    yazi,
    DOCUMENT,
    swap(
      paragraphOf('İbrahim ŞAHİN'),
      '<w:p><w:pPr><w:ind w:left="200"/><w:jc w:val="center"/></w:pPr><w:r><w:t>İbrahim ŞAHİN</w:t></w:r></w:p>',
    ),
  ],
  [
    'Z2',
    yazi,
    DOCUMENT,
    swap('<w:p><w:pPr><w:keepNext/></w:pPr></w:p>'.repeat(3), '<w:p><w:pPr><w:keepNext/></w:pPr></w:p>'),
  ],
  ['Z3', yazi, DOCUMENT, swap('İbrahim ŞAHİN', 'İbrahim Şahin')],
  ['Z4', devir, DOCUMENT, swap('>Vali a.<', '>Vali V<')],
  [
    'Z5',
    iki,
    DOCUMENT,
    (xml) =>
      xml
        .replace('Personel Müdürü</w:t>', '@@')
        .replace('>Defterdar</w:t>', '>Personel Müdürü</w:t>')
        .replace('@@', 'Defterdar</w:t>'),
  ],
  [
    'Z6',
    yazi,
    DOCUMENT,
    swap(
      '<w:t xml:space="preserve">İbrahim ŞAHİN',
      '<w:t xml:space="preserve">e-imzalıdır</w:t></w:r></w:p><w:p><w:r><w:t>İbrahim ŞAHİN',
    ),
  ],
  ['E1', yazi, DOCUMENT, swap('Ek: Atama Onayı (1 Sayfa)', 'Ek: 1- Atama Onayı')],
  ['E1', ikiEk, DOCUMENT, swap('1- Atama Onayı (1 Sayfa)', 'Atama Onayı')],
  ['D1', dagitim, DOCUMENT, swap('Gereği:', 'Gereğine')],
  ['O1', olur, DOCUMENT, swap('>OLUR<', '>ONAY<')],
  ['R1', yazi, DOCUMENT, swap('<w:sectPr>', '<w:p><w:r><w:t>Paraf:</w:t></w:r></w:p><w:sectPr>')],
  ['V1', yazi, 'word/footer1.xml', (xml) => xml.replace(/<w:tbl>.*<\/w:tbl>/u, '')],
  [
    'V2',
    yazi,
    'word/footer1.xml',
    swap('<w:tbl>', '<w:p><w:r><w:t>Belge Doğrulama Kodu: ABC</w:t></w:r></w:p><w:tbl>'),
  ],
  ['N1', yazi, 'word/footer1.xml', swap(' NUMPAGES ', ' SECTION ')],
  ['G1', kisi, 'word/header1.xml', swap('HİZMETE ÖZEL', 'ÖZEL')],
  ['U1', gunlu, DOCUMENT, swap('GÜNLÜDÜR', 'İVEDİ')],
  ['U2', gunlu, DOCUMENT, swap(/02\.11\.2026/gu, 'ilerideki')],
  [
    'A1',
    yazi,
    DOCUMENT,
    swap('Naklen Atama Onayının', 'Naklen Atama Kararının'),
    { metadata: { konu: 'Naklen Atama Onayının Tebliği (Ayşe YILMAZ)' } },
  ],
];

describe('the linter', () => {
  it('knows every check of the list', () => {
    const ids =
      'P1 P2 F1 F2 B1 B2 B3 S1 S2 T1 K1 K2 K3 M1 M2 M3 M4 M5 I1 I2 I3 I4 X1 X2 X3 X4 X5 Z1 Z2 Z3 Z4 Z5 Z6 E1 D1 O1 R1 V1 V2 N1 G1 U1 U2 A1';
    expect(LINT_CHECKS.map((check) => check.id).toSorted()).toEqual(ids.split(' ').toSorted());
    expect(new Set(breakages.map(([id]) => id))).toEqual(new Set(ids.split(' ')));
  });

  it.each(breakages.map((row) => [row[0], row] as const))('%s is found', (id, [, good, part, change, facts]) => {
    expect(lintDocx(good, facts?.closingFormula ? { closingFormula: facts.closingFormula } : {})).toEqual([]);
    const found = lintDocx(withPart(good, part, change), facts ?? {});
    expect(found.map((finding) => finding.id)).toContain(id);
    for (const finding of found) expect(finding.message).toMatch(/\.$/u);
  });

  it('wants registry number and date once the letter is signed', () => {
    expect(lintDocx(yazi, { isDraft: false }).map((finding) => finding.id)).toEqual(
      expect.arrayContaining(['S1', 'T1']),
    );
    const signed = make('teblig-yazisi', { kayitNo: '4752', tarih: '2026-11-22', ekler: ['Atama Onayı (1 Sayfa)'] });
    expect(lintDocx(signed, { isDraft: false })).toEqual([]);
  });

  it('refuses what is no Word file', () => expect(() => lintDocx(Buffer.from('x'))).toThrow(RangeError));
});
