import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalog, processOn, processVersion, type StepDefinition, validateProcess } from '../../src/cases/index.ts';
import { openLibrary } from '../../src/documents/index.ts';
import { catalog, findings, processNamed } from './helpers.ts';

const steps = catalog.processes.flatMap((p) => p.steps);
const tally = (values: readonly string[]) =>
  Object.fromEntries([...new Set(values)].map((v) => [v, values.filter((w) => w === v).length]));

describe('the built-in catalog', () => {
  it('is without findings', () => expect(findings).toEqual([]));

  it('has all processes, steps, documents and edges', () => {
    expect(catalog.processes).toHaveLength(67);
    expect(tally(catalog.processes.map((p) => p.service))).toEqual({
      atama: 23,
      disiplin: 8,
      'kadro-egitim': 13,
      mali: 12,
      sosyal: 11,
    });
    expect(steps).toHaveLength(914);
    expect(steps.flatMap((s) => s.next)).toHaveLength(905);
    expect(new Set(steps.flatMap((s) => s.document?.key ?? [])).size).toBe(273);
    expect(steps.filter((s) => s.deadline)).toHaveLength(28);
  });

  it('has the steps of each kind', () =>
    expect(tally(steps.map((s) => s.kind))).toEqual({
      prepare: 270,
      sign: 266,
      review: 152,
      record: 92,
      receive: 73,
      deliver: 41,
      archive: 17,
      wait: 3,
    }));

  it('has a letter text of the same type for every document', () => {
    const library = openLibrary([join(import.meta.dirname, '../../templates')]);
    const kinds = new Map(library.kinds.map((k) => [k.key, k.type]));
    const wrong = steps.flatMap((s) =>
      s.document && kinds.get(s.document.key) !== s.document.type ? [s.document.key] : [],
    );
    expect(wrong).toEqual([]);
  });

  it('means the same by a field as the letters do', () => {
    const library = openLibrary([join(import.meta.dirname, '../../templates')]);
    const clashes = library.kinds.flatMap((k) =>
      k.fields
        .filter((f) => (catalog.vocabulary.fields.get(f.key)?.type ?? f.type) !== f.type)
        .map((f) => `${k.key}.${f.key}`),
    );
    expect(clashes).toEqual([]);
  });

  it('covers every number of the directive', () => {
    for (const p of catalog.processes) {
      const covered = new Set(p.steps.flatMap((s) => s.no));
      expect(
        [...covered].sort((a, b) => a - b),
        p.id,
      ).toEqual(Array.from({ length: p.sourceSteps }, (_, i) => i + 1));
    }
    expect(catalog.processes.reduce((sum, p) => sum + p.sourceSteps, 0)).toBe(846);
  });

  it('asks in some step, at opening or in the record for what its deadlines hang on', () => {
    const late: string[] = [];
    for (const p of catalog.processes) {
      const asked = new Set(
        [...p.data, ...p.steps.flatMap((s) => s.data)].map((d) =>
          typeof d === 'string' ? d.replace('?', '') : d.field,
        ),
      );
      for (const s of p.steps)
        if (s.deadline && 'field' in s.deadline.anchor && !asked.has(s.deadline.anchor.field))
          late.push(`${p.id}/${s.id}`);
    }
    expect(late).toEqual([]);
  });
});

const naklen = processNamed('naklen-atama');
const context = { vocabulary: catalog.vocabulary, processIds: new Set(catalog.processes.map((p) => p.id)) };
const change = (id: string, patch: Partial<StepDefinition>) => ({
  ...naklen,
  steps: naklen.steps.map((s) => (s.id === id ? { ...s, ...patch } : s)),
});
const edge = (to: string, when: string | null = null, loop = false) => ({ to, when, inferred: false, loop });
const order = naklen.steps.find((s) => s.id === 'onay-kurumlar-arasi-imza');

describe.each([
  ['an unknown target', change('izin-gelir', { next: [edge('yok')] }), '"yok" adımı yok'],
  ['an unreachable step', change('izin-isteme-imza', { next: [edge('birim-belirle')] }), 'başlangıçtan ulaşılamıyor'],
  [
    'a path without an end',
    change('arsiv-notu', { next: [edge('teslim-yazisi-imza', null, true)] }),
    'hiçbir bitişe varılamıyor',
  ],
  [
    'an unmarked loop',
    change('ozluk-eksik-mi', {
      next: [edge('ozluk-gelir', 'eksik-evrak-var'), edge('teslim-yazisi-hazirla', 'evrak-tam')],
    }),
    'işaretsiz bir döngüde',
  ],
  [
    'a branching step that is no review',
    change('talep-degerlendir', { kind: 'receive' }),
    'yalnız "review" adımı dallanabilir',
  ],
  ['outcomes that differ from the branches', change('talep-degerlendir', { outcomes: [] }), 'uyuşmuyor'],
  ['an unknown role', change('izin-gelir', { actor: 'kral' }), '"kral" rolü'],
  ['an unknown system', change('giris-muvafakat', { systems: ['pero'] }), '"pero" sistemi'],
  ['an unknown field', change('izin-gelir', { data: ['yokAlan'] }), '"yokAlan" alanı'],
  ['an unknown called process', change('izin-gelir', { calls: ['yok'] }), 'çağrılan "yok" süreci yok'],
  ['a signature outside a sign step', change('izin-gelir', { signers: ['vali'] }), 'yalnız "sign" adımında'],
  ['a sign step without an office', change('izin-isteme-imza', { signers: [] }), 'imzalayacak makam yok'],
  [
    'an approver among the signers',
    change('onay-kurumlar-arasi-imza', { ...order, signers: ['vali'] }),
    'OLUR makamı imzacılarda',
  ],
  ['a twice used id', { ...naklen, steps: [...naklen.steps, ...naklen.steps.slice(-1)] }, 'yineleniyor'],
  ['a missing start', { ...naklen, start: 'yok' }, 'Başlangıç adımı'],
])('validateProcess finds %s', (_title, process, message) => {
  it('and says so in Turkish', () => {
    const found = validateProcess(process, context);
    expect(found.map((f) => f.message).join('\n')).toContain(message);
  });
});

describe('data folders', () => {
  const folder = (files: Record<string, string>) => {
    const path = mkdtempSync(join(tmpdir(), 'ozluk-catalog-'));
    mkdirSync(join(path, 'processes'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return path;
  };
  const own = (id: string, version: number) => `service: {id: ozel, title: Özel Servis}
processes:
  - id: ${id}
    version: ${version}
    effectiveFrom: '2026-01-01'
    title: Özel İşlem
    service: ozel
    subject: none
    legalBasis: []
    legalBasisInferred: []
    sourceSteps: 1
    start: incele
    steps:
      - id: incele
        no: [1]
        title: İncelenir
        kind: review
        actor: servis-gorevlisi
        next: []
`;

  it('add processes and newer versions', () => {
    const loaded = loadCatalog([folder({ 'processes/ozel.yaml': own('ozel-islem', 1) })]);
    expect(loaded.findings).toEqual([]);
    expect(loaded.catalog.processes).toHaveLength(68);
    expect(loaded.catalog.services.map((s) => s.id)).toContain('ozel');
  });

  it('bring a newer version that new cases get from its day on, while old ones keep theirs', () => {
    const newer = own('ozel-islem', 2).replace('2026-01-01', '2026-07-01');
    const loaded = loadCatalog([
      folder({ 'processes/a.yaml': own('ozel-islem', 1) }),
      folder({ 'processes/b.yaml': newer }),
    ]);
    expect(loaded.findings).toEqual([]);
    expect(processOn(loaded.catalog, 'ozel-islem', '2026-06-30')?.version).toBe(1);
    expect(processOn(loaded.catalog, 'ozel-islem', '2026-07-01')?.version).toBe(2);
    expect(processOn(loaded.catalog, 'ozel-islem', '2025-12-31')).toBeNull();
    expect(processVersion(loaded.catalog, 'ozel-islem', 1)?.effectiveFrom).toBe('2026-01-01');
  });

  it('list every finding with file and line, and leave the broken process out', () => {
    const text = own('ozel-islem', 1).replace('actor: servis-gorevlisi', 'actor: kral').replace("'2026-01-01'", 'dün');
    const shape = loadCatalog([folder({ 'processes/ozel.yaml': text })]);
    expect(shape.findings).toHaveLength(1);
    expect(shape.findings[0]).toMatchObject({ line: 5, message: expect.stringContaining('processes.0.effectiveFrom') });
    const roleOnly = loadCatalog([
      folder({ 'processes/ozel.yaml': own('ozel-islem', 1).replace('actor: servis-gorevlisi', 'actor: kral') }),
    ]);
    expect(roleOnly.findings).toEqual([
      {
        file: expect.stringContaining('ozel.yaml'),
        line: 18,
        message: 'ozel-islem: "incele": "kral" rolü roles.yaml içinde yok.',
      },
    ]);
    expect(roleOnly.catalog.processes).toHaveLength(67);
  });

  it('report text that is no YAML', () => {
    const loaded = loadCatalog([folder({ 'processes/ozel.yaml': 'service: {id: [' })]);
    expect(loaded.findings[0]?.message).toContain('YAML okunamadı');
  });
});
