import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  composeDocument,
  createPdfConverter,
  findOfficeProgram,
  isLetter,
  pdfaPart,
} from '../../src/documents/index.ts';
import { UnavailableError } from '../../src/errors/index.ts';
import { type FakeMode, fakeOffice } from '../helpers/fake-office.ts';
import { library, sampleFacts } from './sample.ts';

const office = fakeOffice();
const folder = mkdtempSync(join(tmpdir(), 'ozluk-pdf-'));
afterAll(() => {
  office.remove();
  rmSync(folder, { recursive: true, force: true });
});

const converterOf = (options: { timeoutMs?: number; maxWaiting?: number } = {}) =>
  createPdfConverter({ program: office.program, folder, ...options });
const DOCX = Buffer.from('PK yazı');

describe('the office program', () => {
  test('is found by name on the search path, by its own path, or not at all', () => {
    expect(findOfficeProgram('auto', `/nowhere:${office.folder}`)).toBe(office.program);
    expect(findOfficeProgram(office.program, '')).toBe(office.program);
    expect(findOfficeProgram('auto', `relative:${folder}`)).toBeNull();
    expect(findOfficeProgram(join(office.folder, 'mode'), '')).toBeNull();
    expect(findOfficeProgram(office.folder, '')).toBeNull();
  });
});

describe('a conversion', () => {
  test('asks for PDF/A-1 with a profile of its own, one at a time, and leaves no work files', async () => {
    const { convert } = converterOf();
    const before = office.runs().length;
    const made = await Promise.all([convert(DOCX), convert(Buffer.from('PK öteki')), convert(DOCX)]);
    expect(made.map((pdf) => pdfaPart(pdf))).toEqual(['1', '1', '1']);
    const runs = office.runs().slice(before);
    expect(runs).toHaveLength(3);
    for (const run of runs) {
      expect(run).toContain('"SelectPdfVersion":{"type":"long","value":"1"}');
      expect(run).toContain(`-env:UserInstallation=file://${folder}/profil`);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each<[FakeMode, RegExp]>([
    ['fail', /çıkış kodu 1\. source file could not be loaded/],
    ['hang', /1 saniyede bitmedi/],
    ['plain', /PDF\/A-1 değil/],
    ['nothing', /çevrilemedi: neden bildirilmedi/],
  ])('that goes wrong (%s) says why, and the next one works', async (mode, message) => {
    const { convert } = converterOf({ timeoutMs: 1000 });
    office.set(mode);
    const failed = await convert(DOCX).catch((error: unknown) => error);
    office.set('good');
    expect(failed).toBeInstanceOf(UnavailableError);
    expect(String(failed)).toMatch(message);
    expect(pdfaPart(await convert(DOCX))).toBe('1');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a program that cannot be started, beyond the queue, or after closing is refused', async () => {
    const absent = createPdfConverter({ program: join(folder, 'yok'), folder });
    await expect(absent.convert(DOCX)).rejects.toThrow('başlatılamadı');
    const short = converterOf({ maxWaiting: 1 });
    const first = short.convert(DOCX);
    await expect(short.convert(DOCX)).rejects.toThrow('sırası dolu');
    await first;
    await short.close();
    expect(short.isClosed()).toBe(true);
    await expect(short.convert(DOCX)).rejects.toThrow('kapanıyor');
  });

  test('under way ends when the converter is closed', async () => {
    const converter = converterOf();
    office.set('hang');
    const turn = converter.convert(DOCX);
    const settled = turn.catch((error: unknown) => error);
    while (!readdirSync(folder).some((name) => name.startsWith('is-'))) await new Promise((go) => setTimeout(go, 5));
    await new Promise((go) => setTimeout(go, 50));
    await converter.close();
    office.set('good');
    expect(String(await settled)).toContain('SIGKILL');
  });
});

const real = findOfficeProgram(process.env.OZLUK_SOFFICE ?? 'auto', process.env.PATH ?? '');

describe('LibreOffice itself', () => {
  test.skipIf(real === null)('makes PDF/A-1 of a letter (skipped where LibreOffice is absent)', async () => {
    const kind = library.kinds.find(isLetter);
    if (!kind || real === null) throw new Error('no letter in the library');
    const docx = library.templateOf(kind).render(composeDocument(kind, sampleFacts(kind)).context);
    const converter = createPdfConverter({ program: real, folder });
    const pdf = await converter.convert(docx);
    await converter.close();
    expect(pdf.subarray(0, 7).toString()).toBe('%PDF-1.');
    expect(pdfaPart(pdf)).toBe('1');
    expect(pdf.length).toBeGreaterThan(5000);
  });
});
