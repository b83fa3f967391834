import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  composeDocument,
  contextPaths,
  documentContext,
  isLetter,
  lintDocx,
  listTags,
  openTemplate,
} from '../../src/documents/index.ts';
import { plainText } from './docx-text.ts';
import { library, sampleFacts, templatesFolder } from './sample.ts';

interface CatalogDocument {
  readonly key: string;
  readonly title: string;
  readonly type: string;
}

/** The documents that the steps of the processes name, by key. */
function catalogDocuments(): Map<string, CatalogDocument> {
  const folder = fileURLToPath(new URL('../../src/cases/processes/', import.meta.url));
  const found = new Map<string, CatalogDocument>();
  for (const name of readdirSync(folder)) {
    const file = parse(readFileSync(`${folder}${name}`, 'utf8')) as {
      processes?: { steps: { document?: CatalogDocument }[] }[];
    };
    for (const { document } of (file.processes ?? []).flatMap((process) => process.steps)) {
      if (document) found.set(document.key, document);
    }
  }
  return found;
}

describe('the library', () => {
  it('loads without findings', () => expect(library.findings).toEqual([]));

  it('knows the names of the tour', () => {
    const names = ['atama-onayi', 'teblig-yazisi', 'izahat-istemi'].map((name) => library.kind(name).key);
    expect(names).toEqual(['naklen-onay-muvafakat', 'naklen-ayrilis-baslayis-isteme', 'mal-bildirimi-izahat-yazisi']);
  });

  it('has an entry with title and type for each document of the process catalog', () => {
    const wanted = catalogDocuments();
    expect(wanted.size).toBe(273);
    const ours = new Map(library.kinds.map((kind) => [kind.key, [kind.title, kind.type]]));
    for (const [key, { title, type }] of wanted) expect(ours.get(key), key).toEqual([title, type]);
  });
});

describe.each(library.kinds.map((kind) => [kind.key, kind] as const))('%s', (_key, kind) => {
  const facts = sampleFacts(kind);
  const composed = composeDocument(kind, facts);
  const bytes = library.templateOf(kind).render(composed.context);

  it('is complete with its declared fields and fits the context', () => {
    expect(composed.missing).toEqual([]);
    expect(documentContext.safeParse(composed.context).error).toBeUndefined();
  });

  it('keeps the layout rules', () => {
    const { formula } = composed.context.closing;
    const metadata = { konu: composed.context.konu, sayi: composed.context.sayi, tarih: '' };
    expect(lintDocx(bytes, isLetter(kind) ? { closingFormula: formula, metadata } : {})).toEqual([]);
  });

  it('prints no undefined, no gap, no open placeholder, no doubled blank', () => {
    const text = plainText(bytes);
    expect(text).not.toMatch(/undefined|null|\[object|[{}]|\uE000| {2}\S| ,/u);
    for (const { text: sentence } of composed.context.paragraphs) expect(text).toContain(sentence);
  });

  it('lists every required value by label when nothing is known', () => {
    const required = kind.fields.filter((field) => field.required).map((field) => field.label);
    const { missing } = composeDocument(kind, sampleFacts(kind, { data: {} }));
    const conditional = JSON.stringify(kind.paragraphs);
    const always = kind.fields.filter((field) => field.required && !conditional.includes(`"when":"data.`));
    for (const { label } of always)
      expect(
        missing.map((value) => value.label),
        kind.key,
      ).toContain(label);
    for (const value of missing) expect(required).toContain(value.label);
  });
});

describe('templates', () => {
  const names = [
    'layouts/yazi',
    'layouts/olur',
    'layouts/teblig-tebellug',
    'layouts/tutanak',
    'layouts/form',
    'layouts/cetvel',
    'layouts/emir',
    'layouts/rapor',
    'atama-onayi',
    'teblig-yazisi',
    'izahat-istemi',
  ];

  it.each(names)('%s reads only what the context has', (name) => {
    const template = openTemplate(name, readFileSync(`${templatesFolder}/${name}.docx`));
    const roots = contextPaths().children;
    const top = listTags(template).filter((tag) => tag.loops.length === 0);
    expect(top.length).toBeGreaterThan(3);
    for (const tag of top) expect([...roots.keys()]).toContain(tag.path.split('.')[0]);
  });

  it('are exactly what the script builds', async () => {
    const { allTemplates } = await import('../../scripts/make-templates.ts');
    for (const [name, built] of allTemplates())
      expect(built.equals(readFileSync(`${templatesFolder}/${name}`)), name).toBe(true);
  });
});
