import { readFileSync } from 'node:fs';
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { buildDocx } from '../../scripts/templates/package.ts';
import { cell, paragraph, row, section, table } from '../../scripts/templates/wordml.ts';
import { checkTags, compileTemplate, composeDocument, openTemplate, renderPlainly } from '../../src/documents/index.ts';
import { TemplateError } from '../../src/errors/index.ts';
import { plainText } from './docx-text.ts';
import { library, sampleFacts, templatesFolder } from './sample.ts';

const template = (body: string): Buffer =>
  buildDocx({ title: 'Deneme', body, header: paragraph('{konu}'), footer: paragraph('{konu}') });

/** Every construct: text, dotted path, paragraph loop, nested loop, inline loop, inverted, table rows, cells that may stay empty. */
const ALL_CONSTRUCTS = template(
  [
    paragraph('Konu: {konu} – {muhatap.name}'),
    section('liste', paragraph('{ad} {konu}') + section('alt', paragraph('{.} / {ad}'))),
    paragraph('{#liste}{ad}; {/liste}son {^liste}liste boş{/liste}'),
    table(
      row(cell(paragraph('{#satirlar}{a}'), { width: 3000 }) + cell(paragraph('{b}{/satirlar}'), { width: 3000 })),
      { widths: [3000, 3000], borders: 'all' },
    ),
    table(row(cell(section('satirlar', paragraph('{a}')), { width: 3000 })), { widths: [3000], borders: 'all' }),
    section('bayrak', paragraph('bayrak {konu}')),
    paragraph('{^bayrak}bayraksız{/bayrak}'),
  ].join(''),
);
const render = compileTemplate(ALL_CONSTRUCTS);

const text = fc
  .oneof(fc.string({ maxLength: 12 }), fc.constantFrom('Işık & <Ğ> "İ"', 'iki\nsatır\n', "O'Neil", ''))
  .map((value) => value.replace(/[^\P{C}\n\t]/gu, ''));
const context = fc.record({
  konu: text,
  muhatap: fc.record({ name: fc.oneof(text, fc.integer()) }),
  liste: fc.array(fc.record({ ad: text, alt: fc.array(text, { maxLength: 3 }) }), { maxLength: 3 }),
  satirlar: fc.array(fc.record({ a: text, b: text }), { maxLength: 3 }),
  bayrak: fc.oneof(fc.boolean(), text, fc.constant(null)),
});

describe('the compiled renderer', () => {
  prop.prop([context])('gives the same text as docxtemplater in all cases', (data) => {
    expect(plainText(render(data))).toBe(plainText(renderPlainly(ALL_CONSTRUCTS, data, 'deneme.docx')));
  });

  prop.prop([context])('gives equal bytes for equal contexts', (data) => {
    expect(render(data).equals(render(structuredClone(data)))).toBe(true);
  });

  it.each(library.kinds.filter((_kind, index) => index % 9 === 0).map((kind) => [kind.key, kind] as const))(
    'prints %s as docxtemplater does',
    (_key, kind) => {
      const { context: data } = composeDocument(kind, sampleFacts(kind));
      const { name, render: ours } = library.templateOf(kind);
      const plain = renderPlainly(readFileSync(`${templatesFolder}/${name}`), data, name);
      expect(plainText(ours(data))).toBe(plainText(plain));
    },
  );

  it('leaves no table without rows and no cell without paragraph', () => {
    const bytes = render({ konu: 'x', muhatap: { name: 'y' }, liste: [], satirlar: [], bayrak: false });
    expect(plainText(bytes)).toContain('bayraksız');
    expect(xmlOf(bytes)).not.toMatch(/<w:tbl>(?:(?!<w:tr>).)*<\/w:tbl>|<\/w:tcPr><\/w:tc>/u);
  });

  it('names the tag that has no value', () => {
    expect(() => render({ konu: 'x' })).toThrow(TemplateError);
    expect(() => render({ konu: 'x' })).toThrow(/muhatap\.name/u);
  });

  it('refuses control characters', () => {
    expect(() => render({ konu: 'a\u0007b', muhatap: { name: '' }, liste: [], satirlar: [], bayrak: false })).toThrow(
      /denetim karakterleri/u,
    );
  });

  it('lets docxtemplater render what it cannot compile', () => {
    const odd = template(
      section('liste', table(row(cell(paragraph('{ad}'), { width: 3000 })), { widths: [3000], borders: 'all' })) +
        paragraph('{konu}'),
    );
    const bytes = compileTemplate(odd)({ konu: 'k', liste: [{ ad: 'bir' }, { ad: 'iki' }] });
    expect(plainText(bytes)).toContain('bir');
  });

  it('tells which tag is wrong', () => {
    expect(() => openTemplate('bozuk.docx', template(paragraph('{#liste}')))).toThrow(/bozuk\.docx/u);
    expect(() => openTemplate('dosya.docx', Buffer.from('word değil'))).toThrow(TemplateError);
    const wrong = checkTags(
      openTemplate('deneme.docx', template(section('paragraphs', paragraph('{texxt}')) + paragraph('{data.herhangi}'))),
    );
    expect(wrong.map((error) => error.tag)).toEqual(['texxt']);
  });
});

function xmlOf(bytes: Buffer): string {
  return bytes.length === 0 ? '' : renderXml(bytes);
}

function renderXml(bytes: Buffer): string {
  return openTemplate('sonuc.docx', bytes).document.getZip().file('word/document.xml')?.asText() ?? '';
}
