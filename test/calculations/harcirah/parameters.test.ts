import { describe, expect, test } from 'vitest';
import { exact, loadParameters } from '../../../src/calculations/index.ts';

const { book, findings } = loadParameters();
const values = (name: string) => book.get(name)?.values ?? expect.fail(`no parameter ${name}`);
const groups = ['gundelik-b-a', 'gundelik-b-b', 'gundelik-b-c', 'gundelik-b-d', 'gundelik-b-e'];

describe('dated figures of 2016–2026', () => {
  test('every file is in order', () => {
    expect(findings).toEqual([]);
  });

  test.each(groups)('%s has a figure for every year, and July 2022', (name) => {
    const years = Array.from({ length: 11 }, (_, i) => `${2016 + i}-01-01`);
    expect(values(name).map((v) => v.from)).toEqual([...years, '2022-07-01'].toSorted());
    expect(values(name).every((v) => v.value !== null)).toBe(true);
  });

  test('a higher row never pays less, a later year never less than the one before', () => {
    for (const [i, v] of values('gundelik-b-a').entries()) {
      const amounts = groups.map((g) => exact(values(g)[i]?.value ?? expect.fail(`${g} ${v.from}`)));
      for (let k = 1; k < amounts.length; k++) expect(amounts[k - 1]?.gte(amounts[k] ?? 0)).toBe(true);
    }
    for (const name of [...groups, 'memur-aylik-katsayisi'])
      for (const [i, v] of values(name).entries())
        if (i > 0) expect(exact(v.value ?? 0).gte(values(name)[i - 1]?.value ?? 0)).toBe(true);
  });

  test('the coefficient has a value for each half year', () => {
    const halves = Array.from({ length: 22 }, (_, i) => `${2016 + Math.floor(i / 2)}-${i % 2 === 0 ? '01' : '07'}-01`);
    expect(values('memur-aylik-katsayisi').map((v) => v.from)).toEqual(halves);
  });
});
