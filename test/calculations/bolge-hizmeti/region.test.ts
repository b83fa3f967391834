import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  builtInRegionTables,
  calculateNewUnitRegion,
  calculateRegion,
  newUnitInput,
  placeInName,
  regionInput,
} from '../../../src/calculations/bolge-hizmeti/index.ts';
import { foldName } from '../../../src/calculations/selection/index.ts';
import { ParameterNotInForceError, parseInput } from '../../../src/errors/index.ts';
import { deps, resultOf } from './fixtures.ts';

const on = '2025-05-31';
const region = (il: string, ilce?: string, more: object = {}) =>
  resultOf(
    calculateRegion(parseInput(regionInput, { on, il, ...(ilce === undefined ? {} : { ilce }), ...more }), deps),
  );
const provinces = builtInRegionTables.regions.versions[0]?.value?.provinces ?? [];

describe('the table of Ek-3', () => {
  it('holds 81 provinces, 30 of them büyükşehir, and 922 districts in their five regions', () => {
    const counts = [1, 2, 3, 4, 5].map(
      (r) => provinces.flatMap((p) => Object.values(p.ilceler)).filter((x) => x === r).length,
    );
    expect(provinces).toHaveLength(81);
    expect(provinces.filter((p) => p.buyuksehir)).toHaveLength(30);
    expect(counts).toEqual([111, 149, 222, 270, 170]);
    expect(provinces.filter((p) => p.ilMem === 1)).toHaveLength(29);
  });

  it('has no two names of a province that fold to the same', () => {
    expect(new Set(provinces.map((p) => foldName(p.il))).size).toBe(81);
    for (const p of provinces) {
      const names = Object.keys(p.ilceler);
      expect(new Set(names.map(foldName)).size).toBe(names.length);
    }
  });

  it('is found again under any spelling of case and diacritics', () => {
    const all = provinces.flatMap((p) => Object.entries(p.ilceler).map(([ilce, r]) => ({ il: p.il, ilce, r })));
    const ascii = (s: string) => s.replace(/[çğışöüÇĞİŞÖÜ]/g, (c) => 'cgisouCGISOU'['çğışöüÇĞİŞÖÜ'.indexOf(c)] ?? c);
    const spell = fc.constantFrom(
      (s: string) => s.toLocaleUpperCase('tr'),
      (s: string) => s.toLocaleLowerCase('tr'),
      (s: string) => ascii(s.toLocaleLowerCase('tr')),
      (s: string) => ` ${s} `,
      (s: string) => s.normalize('NFD'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...all), spell, ({ il, ilce, r }, write) => {
        expect(region(write(il), write(ilce)).region).toBe(r);
      }),
      { numRuns: 500 },
    );
  });
});

describe('region of a place', () => {
  it.each([
    ['ADANA', undefined, 1],
    ['rize', 'Merkez', 1],
    ['Rize', 'Rize Merkez', 1],
    ['BURSA', 'Yenişehir', 2],
    ['MERSİN', 'Yenişehir', 1],
    ['İçel', 'Tarsus', 1],
    ['Ağrı', 'Doğubayazıt', 3],
    ['Samsun', 'Ondokuzmayıs', 2],
    ['İstanbul', 'Eyüp', 2],
    ['Ankara', 'Kazan', 2],
    ['Siirt', 'Aydınlar', 4],
    ['Zonguldak', 'Kdz. Ereğli', 2],
    ['KONYA', 'EREĞLİ', 2],
    ['Bursa', 'M.Kemalpaşa', 3],
    ['Ankara', 'Ş.Koçhisar', 3],
    ['ısparta', 'Eğridir', 2],
    ['HAKKÂRİ', 'Derecik', 5],
    ['i\u0307stanbul', 'şi\u0307şli\u0307', 1],
  ])('%s / %s: %d', (il, ilce, wanted) => {
    expect(region(il, ilce).region).toBe(wanted);
  });

  it.each(['İl M.E.M.', 'il mem', 'İl Millî Eğitim Müdürlüğü'])('knows the directorate as %s', (unit) => {
    expect(region('Adana', undefined, { unit }).ilce).toBeNull();
  });

  it.each([
    ['an unknown province', () => region('Atlantis'), /adında bir il yok/],
    ['a centre in a büyükşehir', () => region('Ankara', 'Merkez'), /ANKARA ilinde/],
    ['a district of other provinces, which it names', () => region('Adana', 'Yenişehir'), /BURSA, DİYARBAKIR, MERSİN/],
    ['an unknown unit', () => region('Adana', undefined, { unit: 'Rehberlik' }), /birimi Ek-3/],
  ])('refuses %s', (_title, call, message) => {
    expect(call).toThrow(message);
  });

  it('has no table before 19/6/2021', () => {
    expect(() => region('Adana', undefined, { on: '2021-06-18' })).toThrow(ParameterNotInForceError);
    expect(region('Adana', undefined, { on: '2021-06-19' }).region).toBe(1);
  });

  it('puts a new district into the lowest region of its parents', () => {
    const fresh = (parents: object[]) =>
      resultOf(calculateNewUnitRegion(parseInput(newUnitInput, { on, parents }), deps));
    expect(
      fresh([
        { il: 'Ankara', ilce: 'Çankaya' },
        { il: 'Ankara', ilce: 'Evren' },
      ]),
    ).toBe(5);
    expect(fresh([{ il: 'Van' }, { il: 'Van', ilce: 'Edremit' }])).toBe(2);
    expect(() => fresh([])).toThrow();
  });
});

describe('the place in the name of a workplace', () => {
  const table = builtInRegionTables.regions.versions[0]?.value;
  it.each([
    ['Kastamonu / Tosya İlçe MEM', 'KASTAMONU/Tosya'],
    ['Tosya İlçe Millî Eğitim Müdürlüğü', 'KASTAMONU/Tosya'],
    ['RİZE İL MEM', 'RİZE/–'],
    ['Rize Merkez', 'RİZE/Merkez'],
    ['Samsun 19 Mayıs İlçe Millî Eğitim Müdürlüğü', 'SAMSUN/19 Mayıs'],
    ['K. Maraş Pazarcık', 'KAHRAMANMARAŞ/Pazarcık'],
    ['Yenişehir İlçe Millî Eğitim Müdürlüğü', null],
    ['Güney Anadolu Lisesi', null],
    ['Adana Fen Lisesi', null],
    ['Personel Müdürlüğü', null],
    ['', null],
  ])('%s: %s', (name, wanted) => {
    const found = table ? placeInName(table, name) : null;
    expect(found && `${found.il}/${found.ilce ?? '–'}`).toBe(wanted);
  });
});
