import { describe, expect, test } from 'vitest';
import { harcirahCalculations } from '../../../src/calculations/harcirah/index.ts';
import { ValidationError } from '../../../src/errors/index.ts';
import { context, settled } from './fixtures.ts';

/** Runs an entry by its name with raw input, as the command line does. */
function run(kind: string, raw: unknown) {
  const entry = harcirahCalculations.find((c) => c.kind === kind);
  if (!entry) throw new Error(`no calculation ${kind}`);
  return entry.calculate(raw, context);
}

describe('advance, settlement, documents, memuriyet mahalli', () => {
  test.each([
    { departedOn: '2024-03-16', isPersonal: true, isReturnDue: false },
    { departedOn: '2024-03-17', isPersonal: true, isReturnDue: true },
    { departedOn: '2024-03-17', isPersonal: false, isReturnDue: false },
    { on: '2024-03-17', isPersonal: true, isReturnDue: true },
    { on: '2024-03-10', isPersonal: true, isReturnDue: false },
  ])('advance of 1 March 2024: %o', ({ isReturnDue, ...facts }) => {
    expect(settled(run('harcirah-avans-iade', { receivedOn: '2024-03-01', ...facts }))).toEqual({
      departByOn: '2024-03-16',
      isReturnDue,
    });
  });

  test('a departure before the advance is a reversed interval', () => {
    const facts = { receivedOn: '2024-03-10', departedOn: '2024-03-09', isPersonal: true };
    expect(() => run('harcirah-avans-iade', facts)).toThrow(/09\.03\.2024.*önce olamaz/);
  });

  test.each([
    ['2024-03-01', '08:00', '2024-03-02', '08:00', 1],
    ['2024-03-01', '08:00', '2024-03-02', '08:01', 2],
    ['2024-12-31', '23:30', '2025-01-01', '00:30', 1],
    ['2024-02-28', '12:00', '2024-03-01', '12:00', 2],
  ])('the way from %s %s to %s %s takes %i days (m.43)', (departsOn, departsAt, arrivesOn, arrivesAt, days) => {
    expect(settled(run('harcirah-yol-gunu', { departsOn, departsAt, arrivesOn, arrivesAt }))).toEqual({ days });
  });

  test('an arrival before the departure is refused', () => {
    const facts = { departsOn: '2024-03-01', departsAt: '08:00', arrivesOn: '2024-03-01', arrivesAt: '08:00' };
    expect(() => run('harcirah-yol-gunu', facts)).toThrow(ValidationError);
  });

  test.each([
    ['2023-01-31', '2023-02-28'],
    ['2024-01-30', '2024-02-29'],
    ['2024-02-29', '2024-03-29'],
    ['2024-11-30', '2024-12-30'],
  ])('a duty that ends on %s is declared by %s', (dutyEndOn, dueOn) => {
    expect(settled(run('harcirah-mahsup', { dutyEndOn }))).toEqual({ dueOn, isLate: null });
    expect(settled(run('harcirah-mahsup', { dutyEndOn, declaredOn: dueOn }))).toEqual({ dueOn, isLate: false });
  });

  test('the checklist follows the kind and what happened', () => {
    const documents = (facts: object) =>
      (settled(run('harcirah-belgeler', facts)) as { documents: string[] }).documents;
    expect(documents({ kind: 'YURTICI_GECICI' })).toHaveLength(2);
    expect(documents({ kind: 'YURTICI_GECICI', hasLodging: 'evet', purpose: 'KONFERANS' })).toEqual([
      'Harcama Talimatı ve Görevlendirme Yazısı',
      'Yurtiçi/Yurtdışı Geçici Görev Yolluğu Beyannamesi',
      'Konaklama Faturası',
      'Üniversite Yönetim Kurulu Kararı',
      'Birimlere ait Yönetim Kurulu Kararı',
      'Katılım Belgesi',
    ]);
    expect(documents({ kind: 'YURTDISI_GECICI', isFlight: true })).toContain('Uçak bileti');
    expect(documents({ kind: 'EMEKLI_TAZMINATI' })).toEqual(['Personelin dilekçesi', 'SGK aylık bağlama yazısı']);
  });

  test.each([
    { isMetropolitan: true, isSameProvince: true, isInsideMunicipality: true, expected: true },
    { isMetropolitan: true, isSameProvince: true, isReachedByInstitution: true, expected: true },
    { isMetropolitan: true, isSameProvince: false, isReachedByInstitution: true, expected: false },
    { isMetropolitan: false, isSameProvince: false, isReachedByInstitution: true, expected: true },
    { isMetropolitan: false, isSameProvince: true, expected: false },
  ])('memuriyet mahalli: %o', ({ expected, ...facts }) => {
    const all = { isInsideMunicipality: false, isContinuation: false, isReachedByInstitution: false, ...facts };
    expect(settled(run('harcirah-memuriyet-mahalli', all))).toEqual({ isInside: expected });
  });
});

describe('entries', () => {
  test('each has its own name, a title and an article', () => {
    const kinds = harcirahCalculations.map((c) => c.kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const c of harcirahCalculations) {
      expect(c.kind).toMatch(/^harcirah-[a-z-]+$/);
      expect(c.title.length).toBeGreaterThan(3);
      expect(c.article.length).toBeGreaterThan(5);
    }
  });

  test('the strings of a CSV row do', () => {
    const row = { startOn: '2016-06-01', derece: '7', dutyDays: '2', fareOut: '60.00', isFlight: 'hayır' };
    expect((settled(run('harcirah-gecici', row)) as { gross: { toFixed(n: number): string } }).gross.toFixed(2)).toBe(
      '128.36',
    );
  });

  test('every refused field is named in Turkish, unknown fields too', () => {
    const refused = () => run('harcirah-gecici', { startOn: '2016-02-30', dutyDays: -1, gun: 3 });
    expect(refused).toThrow(ValidationError);
    try {
      refused();
    } catch (error) {
      const issues = error instanceof ValidationError ? error.issues : [];
      expect(issues.map((i) => i.path)).toEqual(['startOn', 'dutyDays', '']);
      expect(issues[0]?.message).toContain('takvimde bulunan');
    }
  });
});
