import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calculations, loadParameters, type ParameterBook } from '../../../src/calculations/index.ts';
import { ParameterNotInForceError } from '../../../src/errors/index.ts';

const SOURCE = join(import.meta.dirname, '..', '..', '..', 'src', 'calculations');
const builtIn = join(SOURCE, 'parameters');
const figures = readFileSync(join(builtIn, 'muvafakat-ktu.yaml'), 'utf8');
const texts = readFileSync(join(SOURCE, 'muvafakat', 'ktu.json'), 'utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ozluk-kurum-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loads the built-in figures and an institution's folder with these files. */
function load(name: string, files: Readonly<Record<string, string>>) {
  const own = join(folder, name);
  mkdirSync(join(own, 'tables'), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text);
  return loadParameters([builtIn, own]);
}

function run(book: ParameterBook, kind: string, input: object) {
  const entry = calculations.find((c) => c.kind === kind);
  if (!entry) throw new Error(`no calculation ${kind}`);
  return entry.calculate(input, { book });
}

/** The figure of a file with another value from another day. */
const changed = (name: string, from: string, value: string, kurum = 'ktu') => `muvafakat-${kurum}-${name}:
  title: "${name}"
  unit: "-"
  values:
    - {from: "2024-01-01", value: "5", source: "Eski esaslar", gazette: null, checkedOn: "2026-01-01"}
    - {from: "${from}", value: "${value}", source: "Yeni esaslar", gazette: null, checkedOn: "2026-01-01"}
`;

describe("an institution's own rules", () => {
  test('a figure of its folder replaces the built-in one, from its day', () => {
    const { book, findings } = load('rakam', { 'bizim.yaml': changed('fiili-hizmet-yil', '2026-01-01', '3') });
    expect(findings).toEqual([]);
    const asked = (on: string) => run(book, 'muvafakat-uygunluk', { on, serviceDays: 1200 }).kind;
    expect([asked('2025-12-31'), asked('2026-01-01')]).toEqual(['notEligible', 'value']);
  });

  test('another institution: own texts, bands and calendar, chosen without being named; a missing figure is never borrowed', () => {
    const own = figures.replaceAll('muvafakat-ktu-', 'muvafakat-abc-');
    const bands =
      own.slice(0, own.indexOf('muvafakat-abc-bant-4-alt')) + own.slice(own.indexOf('muvafakat-abc-dis-hizmet'));
    const months = bands.slice(0, bands.indexOf('muvafakat-abc-basvuru-ayi-2'));
    const rules = texts.replace('muvafakat-ktu', 'muvafakat-abc').replace('KTÜ Muvafakat', 'ABC Muvafakat');
    const { book, findings } = load('abc', {
      'abc.yaml': months.replaceAll(/(muvafakat-abc-adaylik-yil:\n.*\n.*\n.*\n.*\n\s*value: )"2"/g, '$1null'),
      'tables/abc.json': rules.replace('"Şube Müdürü"', '"Koordinatör"'),
    });
    expect(findings).toEqual([]);
    const on = '2026-05-04';
    const uygunluk = run(book, 'muvafakat-uygunluk', { on, unvan: 'Koordinatör' });
    expect(uygunluk).toMatchObject({ kind: 'notEligible', article: 'ABC Muvafakat Usul ve Esasları m.11' });
    expect(run(book, 'muvafakat-uygunluk', { on, unvan: 'Şube Müdürü', serviceDays: 1800 }).kind).toBe('value');
    expect(run(book, 'muvafakat-hizmet-puani', { on, universityYears: 40, outsideYears: 40 })).toMatchObject({
      value: { total: 9, universityBand: { fromYear: 16, toYear: null } },
    });
    expect(run(book, 'muvafakat-takvim', { on })).toMatchObject({ value: { months: [4], nextPeriodOn: '2027-04-01' } });
    expect(() => run(book, 'muvafakat-uygunluk', { on, isCandidate: true })).toThrow(ParameterNotInForceError);
    // KTÜ's rules stay there by their name.
    expect(run(book, 'muvafakat-takvim', { on, kurum: 'ktu' })).toMatchObject({ value: { months: [4, 10] } });
  });

  test('a later wording of the texts holds from its day', () => {
    const table = JSON.parse(texts);
    const [version] = table.versions;
    const later = { ...version, from: '2026-01-01', value: { ...version.value, lifeSafetyDecision: 'Rektör onayı' } };
    const { book } = load('sonra', { 'tables/ktu.json': JSON.stringify({ ...table, versions: [version, later] }) });
    const decision = (on: string) =>
      run(book, 'muvafakat-gerekce', { on, reasons: [{ kind: 'CAN_GUVENLIGI', document: 'ADLI' }] });
    expect(decision('2025-12-31')).toMatchObject({ value: { decision: 'Komisyon teklifi + Rektör onayı' } });
    expect(decision('2026-01-01')).toMatchObject({ value: { decision: 'Rektör onayı' } });
  });
});

describe('tables of regulations', () => {
  test('regions, terms and conditions of an institution replace the built-in ones', () => {
    const terms = JSON.parse(readFileSync(join(SOURCE, 'bolge-hizmeti', 'terms.json'), 'utf8'));
    for (const row of terms.versions[0].value.terms) if (row.region === 1) row.years = 9;
    const { book, findings } = load('bolge', { 'tables/sureler.json': JSON.stringify(terms) });
    expect(findings).toEqual([]);
    const input = { on: '2026-05-04', region: 1 };
    expect(run(book, 'bolge-hizmeti-suresi', input)).toMatchObject({ value: { years: 9 } });
    expect(run(loadParameters().book, 'bolge-hizmeti-suresi', input)).not.toMatchObject({ value: { years: 9 } });
  });

  test('a table that breaks its schema or has an unknown name is reported with its file, and the built-in one stays', () => {
    const broken = texts.replace('"route"', '"yol"');
    const { book, findings } = load('bozuk', {
      'tables/ktu.json': broken,
      'tables/x.yaml': 'name: terfi-tablosu\n',
      'tables/y.yaml': 'name: [\n',
    });
    expect(findings.map((f) => f.file.split('/').at(-1))).toEqual(['ktu.json', 'ktu.json', 'x.yaml', 'y.yaml']);
    expect(findings[2]?.message).toContain('hizmet-bolgeleri');
    expect(run(book, 'muvafakat-uygunluk', { on: '2026-05-04', unvan: 'Şube Müdürü' }).kind).toBe('notEligible');
  });
});
