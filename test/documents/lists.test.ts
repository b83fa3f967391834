import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { buildDocx } from '../../scripts/templates/package.ts';
import { cell, lines, paragraph, row, section, table } from '../../scripts/templates/wordml.ts';
import { compileTemplate, composeDocument, lintDocx, openTemplate, renderPlainly } from '../../src/documents/index.ts';
import { library, sampleFacts, signers } from './sample.ts';

const NAMES = ['Ayşe Nur IŞIK', 'Abdurrahman Gazi KARAMUSTAFAOĞLU', 'Ali ER'];

function xmlOf(bytes: Buffer): string {
  return openTemplate('sonuc.docx', bytes).document.getZip().file('word/document.xml')?.asText() ?? '';
}

function list(count: number, names: readonly string[] = NAMES): Buffer {
  const kind = library.kind('terfi-listesi');
  const rows = Array.from({ length: count }, (_row, index) => ({
    sicilNo: `ORNEK-${index}`,
    adSoyad: names[index % names.length] ?? '',
    unvan: 'Veri Hazırlama ve Kontrol İşletmeni',
    birim: 'Taşköprü Malmüdürlüğü',
    hat: 'KHA',
    tarih: '2026-05-15',
    derece: '3/1',
  }));
  const plain = sampleFacts(kind);
  const facts = sampleFacts(kind, { data: { ...plain.data, terfiEdenler: rows }, signers: [signers.defterdar] });
  return library.templateOf(kind).render(composeDocument(kind, facts).context);
}

/** Column widths of the table with a repeated header row. */
function widthsOf(xml: string): number[] {
  const found = xml.split('<w:tbl>').find((piece) => piece.includes('<w:tblHeader')) ?? '';
  return [...found.matchAll(/<w:gridCol w:w="(\d+)"\/>/gu)].map((match) => Number(match[1]));
}

describe('columns of a list', () => {
  const xml = xmlOf(list(60));
  const [sira = 0, sicil = 0, ad = 0, unvan = 0, , hat = 0, tarih = 0, derece = 0] = widthsOf(xml);

  it('are as wide as what they hold', () => {
    expect(widthsOf(xml).reduce((sum, width) => sum + width, 0)).toBe(15138 - ((15138 - 680) % 7));
    expect(ad).toBeGreaterThan(4 * sira);
    expect(unvan).toBeGreaterThan(3 * hat);
    expect(Math.max(sicil, tarih, derece)).toBeLessThan(ad);
    // A day in 9 pt is about 850 twips wide and must not be broken.
    expect(tarih).toBeGreaterThan(1000);
  });

  it('repeat their head, do not split a row, and stand in every cell as in the grid', () => {
    expect(xml.match(/<w:tblHeader\/>/gu)).toHaveLength(1);
    const rows = xml.slice(xml.indexOf('<w:tblHeader/>')).match(/<w:tr>.*?<\/w:tr>/gsu) ?? [];
    expect(rows.length).toBeGreaterThanOrEqual(60);
    for (const item of rows.slice(0, 60)) {
      expect(item).toContain('<w:cantSplit/>');
      expect([...item.matchAll(/<w:tcW w:w="(\d+)"/gu)].map((match) => Number(match[1]))).toEqual(widthsOf(xml));
    }
  });

  it('keep the rules of the linter, and equal lists give equal bytes', () => {
    expect(lintDocx(list(60))).toEqual([]);
    expect(list(60).equals(list(60))).toBe(true);
  });

  prop.prop([
    fc.array(
      fc.string({ maxLength: 200 }).map((text) => text.replace(/[{}\p{C}]/gu, '')),
      { minLength: 1, maxLength: 4 },
    ),
  ])('fill the table whatever they hold', (names) => {
    const widths = widthsOf(xmlOf(list(5, names)));
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(15138 - ((15138 - 680) % 7));
    expect(Math.min(...widths)).toBeGreaterThan(250);
  });
});

describe('a template of the institution', () => {
  const own = (widths: readonly number[]): Buffer => {
    const head = widths.map((width, index) => cell(paragraph(`{head.c${index + 1}}`), { width })).join('');
    const tags = ['{#rows}{c1}', '{c2}', '{c3}{/rows}'];
    const body = widths
      .map((width, index) => cell(paragraph(tags[index] ?? '', { align: 'left' }), { width }))
      .join('');
    const grid = table(row(head, { isHeader: true }) + row(body), { widths, borders: 'all' });
    const gap = lines(2, { keepNext: true }) + paragraph('İmza');
    return buildDocx({ title: 'x', body: section('table', grid + lines(1)) + gap, header: '', footer: '' });
  };
  const context = {
    table: {
      head: { c1: 'Sıra No', c2: 'Adı', c3: 'Tutarı' },
      rows: [{ c1: '1', c2: 'Abdurrahman Gazi KARAMUSTAFAOĞLU', c3: '1.250,00 TL' }],
    },
  };

  it.each([
    ['equally wide columns are fitted', [3000, 3000, 3000], false],
    ['columns that somebody has set stay', [1000, 6000, 2000], true],
  ])('%s', (_what, widths, isKept) => {
    const bytes = own(widths);
    const found = widthsOf(xmlOf(compileTemplate(bytes)(context)));
    if (isKept) expect(found).toEqual(widths);
    else expect(found[1]).toBeGreaterThan(2 * (found[0] ?? 0));
    expect(widthsOf(xmlOf(renderPlainly(bytes, context, 'kurum.docx')))).toEqual(found);
  });

  it('amounts stand to the right', () => {
    const xml = xmlOf(compileTemplate(own([3000, 3000, 3000]))(context));
    expect(xml).toMatch(/<w:jc w:val="right"\/>(?:(?!<w:p>).)*1\.250,00 TL/u);
    expect(xml).toMatch(/<w:jc w:val="left"\/>(?:(?!<w:p>).)*Abdurrahman/u);
  });
});

/** Paragraphs between a text and the signature, and how many of them are not held to the next one. */
function looseAfter(xml: string, start: number): number {
  const above = xml.slice(start, xml.indexOf('İbrahim ŞAHİN'));
  return (above.match(/<w:p>(?!<w:pPr><w:keepNext\/>)/gu) ?? []).length;
}

describe('a signature', () => {
  it('is held to the text below a list and to its last two rows', () => {
    const xml = xmlOf(list(60));
    const rows = xml.split('<w:tr>').length;
    const held = xml.split('<w:tr>').filter((piece) => piece.split('</w:tr>')[0]?.includes('<w:keepNext/>'));
    expect(rows).toBeGreaterThan(60);
    expect(held).toHaveLength(2);
    expect(looseAfter(xml, xml.lastIndexOf('ORNEK-58'))).toBe(0);
  });

  // The paragraph, three lines of gap, the name.
  it('is held to the last paragraph of a letter only', () => {
    const kind = library.kind('teblig-yazisi');
    const facts = sampleFacts(kind, { signers: [signers.defterdar] });
    const xml = xmlOf(library.templateOf(kind).render(composeDocument(kind, facts).context));
    const texts = xml.slice(0, xml.indexOf('İbrahim ŞAHİN'));
    expect(looseAfter(xml, texts.lastIndexOf('<w:p>', texts.lastIndexOf('</w:t>')))).toBe(0);
    expect(texts.slice(texts.indexOf('Konu')).match(/<w:keepNext\/>/gu)?.length).toBe(5);
  });
});
