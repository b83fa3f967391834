import { describe, expect, it } from 'vitest';
import { buildDraftPackage, inspectPackage } from '../../src/ebys/index.ts';
import { edited, madeWith } from './rehash.ts';
import { fullInput } from './sample-input.ts';

const USTVERI = 'Ustveri/Ustveri.xml';
const CORE = 'package/services/metadata/core-properties/4897e50d4c5b4ba6a449fa1bd1b075f6.psmdcp';
const YAZI = 'UstYazi/izin-yazisi.docx';
const source = buildDraftPackage(fullInput());
const sound = new Set(inspectPackage(source).map(({ code, message }) => `${code} ${message}`));

/** Findings of a copy that the sound package does not have: `ONEMLI ALAN_DEGER`. */
function fresh(copy: Buffer): string[] {
  const found = inspectPackage(copy).filter(({ code, message }) => !sound.has(`${code} ${message}`));
  return found.map(({ severity, code }) => `${severity} ${code}`);
}

/** The letter inside the package, edited as text. */
const inLetter = (from: string, to: string) => (parts: Map<string, Buffer>) =>
  void parts.set(YAZI, edited(parts.get(YAZI) ?? Buffer.alloc(0), 'word/document.xml', from, to));
const withPart = (name: string, content: string) => (parts: Map<string, Buffer>) => {
  const docx = madeWith(parts.get(YAZI) ?? Buffer.alloc(0), (inner) => inner.set(name, Buffer.from(content)));
  parts.set(YAZI, docx);
};
const RELATION = (mode: string, type: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="http://x/" ${mode}/></Relationships>`;

const fields: [string, string | RegExp, string, string][] = [
  [USTVERI, ' schemeID="VAKA"', '', 'ONEMLI ALAN_DEGER'],
  [USTVERI, 'ornek@hs01.kep.tr', 'ornek@example.com', 'ONEMLI ALAN_DEGER'],
  [USTVERI, '>999999<', '>0<', 'ONEMLI ALAN_DEGER'],
  [USTVERI, 'Dil>tur<', 'Dil>Türkçe<', 'ONEMLI ALAN_DEGER'],
  [USTVERI, 'schemeID="MERSIS"', 'schemeID="BASKA"', 'ONEMLI ALAN_DEGER'],
  [USTVERI, '2036-11-22T00:00:00Z', 'yarın', 'ONEMLI ALAN_DEGER'],
  [USTVERI, '2026-09-01T00:00:00', '01.09.2026', 'ONEMLI ALAN_DEGER'],
  [USTVERI, 'P15D', 'PDT', 'ONEMLI ALAN_DEGER'],
  [USTVERI, 'Soyadi>Yılmaz<', 'Soyadi><', 'ONEMLI ALAN_DEGER'],
  [USTVERI, /(izin-formu.pdf[\s\S]*?ImzaliMi>)true/, '$1evet', 'ONEMLI ALAN_DEGER'],
  [USTVERI, '3301"', '3301" EYazismaIdMi="belki"', 'ONEMLI ALAN_DEGER'],
  [USTVERI, 'https://www.example.gov.tr/yonerge.pdf', 'C:/yonerge.pdf', 'ONEMLI ALAN_DEGER'],
  [USTVERI, '/InKUd7ATLR4PzUCBiWjyD38d9oxbWF72RR1QVSdFMo=', 'AAAA', 'ONEMLI EK_OZET'],
  [USTVERI, /(OzetAlgoritmasi Algorithm=")[^"]*/, '$1http://www.w3.org/2000/09/xmldsig#sha1', 'ONEMLI EK_OZET'],
  [USTVERI, /3F2504E0-4F89-41D3-9A0C-0305E82C3304/g, '4897E50D-4C5B-4BA6-A449-FA1BD1B075F6', 'KRITIK KIMLIK_YINE'],
  [USTVERI, '<tipler:Tur>FZK</tipler:Tur>', '$&<tipler:DosyaAdi>x.pdf</tipler:DosyaAdi>', 'UYARI EK_DOSYA'],
  [USTVERI, '<tipler:Konu>Yıllık', '<tipler:Konu><b/>Yıllık', 'KRITIK XML_DUZEN'],
  [USTVERI, /<tipler:Ilgi><tipler:Id Value="2A413385[\s\S]*?<\/tipler:Ilgi>/, '', 'ONEMLI METIN_ILGI'],
  [USTVERI, /<tipler:Ek><tipler:Id Value="[^"]*3303"[\s\S]*?<\/tipler:Ek>/, '', 'ONEMLI METIN_EK'],
  [USTVERI, /<tipler:Dagitim><tipler:TuzelSahis>[\s\S]*?<\/tipler:Dagitim>/, '', 'UYARI METIN_DAGITIM'],
  [
    USTVERI,
    /GNL<\/tipler:Ivedilik>([\s\S]*?)<tipler:Miat>P15D<\/tipler:Miat>/,
    'NRM</tipler:Ivedilik>$1',
    'ONEMLI METIN_IVEDILIK',
  ],
  [CORE, /<dc:identifier>[^<]*<\/dc:identifier>/, '$&$&', 'ONEMLI CORE_ALAN'],
  [CORE, 'RESMIYAZISMA', 'RESMIYAZISMA/SIFRELI', 'ONEMLI CORE_TUR'],
  [CORE, 'Örnek Başkanlığı/', 'Başka/', 'ONEMLI CORE_OLUSTURAN'],
  ['PaketOzeti/PaketOzeti.xml', '#dahili', '#harici', 'KRITIK OZET_HARICI'],
];

const files: [string, (parts: Map<string, Buffer>) => void, string][] = [
  [
    'an ek that is a program',
    (parts) => parts.set('Ekler/izin-formu.pdf', Buffer.from('MZ\u0090')),
    'ONEMLI EK_ICERIK',
  ],
  ['a letter with a macro', withPart('word/vbaProject.bin', 'x'), 'ONEMLI USTYAZI_ETKIN'],
  ['a letter with an embedded file', withPart('word/embeddings/a.bin', 'x'), 'ONEMLI USTYAZI_ETKIN'],
  [
    'a letter that fetches its template',
    withPart('word/_rels/settings.xml.rels', RELATION('TargetMode="External"', 'attachedTemplate')),
    'ONEMLI USTYAZI_ETKIN',
  ],
  ['a letter with an invented sayı', inLetter('903.05-…', '903.05-17'), 'ONEMLI TASLAK_SAYI'],
  ['a letter with the sayı of another office', inLetter('E-87654321-', 'E-11111111-'), 'ONEMLI METIN_SAYI'],
  ['a letter with another day of its ilgi', inLetter('01.09.2026 tarihli', '02.09.2026 tarihli'), 'ONEMLI METIN_ILGI'],
];

describe('a producer’s fault is named though every digest fits', () => {
  it('and the remade package itself is sound', () => {
    expect(fresh(madeWith(source, () => {}))).toEqual([]);
  });

  it.each(fields)('%s: %s → %s gives %s', (part, from, to, finding) => {
    expect(fresh(edited(source, part, from, to))).toContain(finding);
  });

  it.each(files)('%s', (_, edit, finding) => {
    expect(fresh(madeWith(source, edit))).toContain(finding);
  });

  it('but a letter may link to a page', () => {
    const links = withPart('word/_rels/document.xml.rels', RELATION('TargetMode="External"', 'hyperlink'));
    expect(fresh(madeWith(source, links))).toEqual([]);
  });
});
