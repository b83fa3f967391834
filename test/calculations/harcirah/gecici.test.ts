import { describe, expect, test } from 'vitest';
import { calculateGeciciGorev, geciciInput } from '../../../src/calculations/harcirah/index.ts';
import { moneyText } from '../../../src/calculations/index.ts';
import { parseInput, ValidationError } from '../../../src/errors/index.ts';
import { context, optionsOf, settled, warningsOf } from './fixtures.ts';

/** Example 2 of the guide (2016): Konya–Malatya, 14 days with travel, 12 nights at 50 TL. */
const example = {
  startOn: '2016-06-01',
  derece: 7,
  dutyDays: 12,
  travelDaysOut: 1,
  travelDaysBack: 1,
  totalDays: 14,
  fareOut: '60',
  fareBack: '60',
  taxiHomeOut: '20',
  taxiPlaceOut: '30',
  taxiPlaceBack: '30',
  taxiHomeBack: '20',
  lodgingNights: 12,
  lodgingNightlyPrice: '50',
};
const run = (facts: object) => calculateGeciciGorev(parseInput(geciciInput, { ...example, ...facts }), context);
const totals = (facts: object) => {
  const { gross, damga, net } = settled(run(facts));
  return [gross, damga, net].map(moneyText);
};

describe('statement of a temporary duty', () => {
  test('the example of the guide, line by line in the order of the form', () => {
    const value = settled(run({}));
    expect(value.lines.map((l) => [l.code, l.quantity, moneyText(l.amount)])).toEqual([
      ['TAKSI_EV_GIDIS', 1, '20.00'],
      ['YOL_GIDERI_GIDIS', 1, '60.00'],
      ['YOL_GUNDELIGI_GIDIS', 1, '34.18'],
      ['TAKSI_GOREV_YERI_VARIS', 1, '30.00'],
      ['GUNDELIK_TAM', 12, '410.16'],
      ['TAKSI_GOREV_YERI_DONUS', 1, '30.00'],
      ['YOL_GIDERI_DONUS', 1, '60.00'],
      ['YOL_GUNDELIGI_DONUS', 1, '34.18'],
      ['TAKSI_EV_DONUS', 1, '20.00'],
    ]);
    expect(totals({})).toEqual(['1245.40', '9.45', '1235.95']);
    expect(value.endOn).toBe('2016-06-14');
    expect(value.settlementDueOn).toBe('2016-07-14');
  });

  test('the stricter readings that the guide names as alternatives', () => {
    expect(totals({ options: { belgeKarsilastirma: 'GECE' } })).toEqual(['1232.70', '9.35', '1223.35']);
  });

  test('stamp duty half up instead of truncated', () => {
    // 1249.00 × 0.00759 = 9.47991
    const facts = { taxiHomeBack: '23.60' };
    expect(totals(facts)).toEqual(['1249.00', '9.47', '1239.53']);
    expect(totals({ ...facts, options: { damgaYuvarlama: 'YUVARLA' } })).toEqual(['1249.00', '9.48', '1239.52']);
  });

  test('every reading that was used stands in the trace, with whether it is the default', () => {
    const outcome = run({ options: { belgeKarsilastirma: 'GECE' } });
    expect(optionsOf(outcome)).toContainEqual(
      expect.objectContaining({ name: 'belgeKarsilastirma', value: 'GECE', isDefault: false }),
    );
    expect(optionsOf(outcome)).toContainEqual(
      expect.objectContaining({ name: 'damgaYuvarlama', value: 'KIRP', isDefault: true }),
    );
  });

  test('days beyond ninety at two thirds, beyond 180 unpaid, the nights after the bands of earlier days', () => {
    const value = settled(run({ dutyDays: 100, priorDays: 85, lodgingNights: 0 }));
    expect(value.days).toEqual({ full: 5, reduced: 90, unpaid: 5 });
    expect(value.lines.find((l) => l.code === 'GUNDELIK_INDIRIMLI')).toMatchObject({ quantity: 90 });
    expect(warningsOf(run({ dutyDays: 100, priorDays: 85 }))).toContain('DAYS_OVER_LIMIT');
    // 86th to 90th night: half of 34.18; the 91st: 4/15 of it.
    const lodging = settled(run({ dutyDays: 6, priorDays: 85, lodgingNights: 6 })).lodging;
    expect(moneyText(lodging?.payable ?? expect.fail())).toBe('94.56');
  });

  test('duties to the same place for the same work count, others do not', () => {
    const earlier = [
      { place: 'Malatya', work: 'Denetim', startOn: '2016-01-05', endOn: '2016-03-24' },
      { place: 'MALATYA', work: 'denetim', startOn: '2016-04-01', endOn: '2016-04-05' },
      { place: 'Malatya', work: 'Eğitim', startOn: '2016-04-10', endOn: '2016-04-20' },
      { place: 'Sivas', work: 'Denetim', startOn: '2016-04-21', endOn: '2016-04-25' },
    ];
    const facts = { dutyPlace: 'Malatya', work: 'Denetim', earlierDuties: earlier, dutyDays: 12, lodgingNights: 0 };
    // 80 + 5 earlier days: 5 of the 12 are full.
    expect(settled(run(facts)).days).toEqual({ full: 5, reduced: 7, unpaid: 0 });
    expect(settled(run({ ...facts, work: 'Sayım' })).days).toEqual({ full: 12, reduced: 0, unpaid: 0 });
  });

  test('under one day: a third for a meal, no lodging needed', () => {
    const short = { dutyDays: 0, travelDaysOut: 0, travelDaysBack: 0, totalDays: 0, lodgingNights: 0 };
    const value = settled(run({ ...short, departsAt: '10:00', returnsAt: '18:00' }));
    expect(value.lines.find((l) => l.code === 'GUNDELIK_KISMI')?.amount.toFixed(2)).toBe('11.39');
  });

  test('inside the memuriyet mahalli only the fare is paid, and nothing at all without one', () => {
    const noFare = {
      fareOut: '0',
      fareBack: '0',
      taxiHomeOut: '0',
      taxiPlaceOut: '0',
      taxiPlaceBack: '0',
      taxiHomeBack: '0',
    };
    expect(totals({ insideMemuriyetMahalli: true })[0]).toBe('220.00');
    expect(run({ ...noFare, insideMemuriyetMahalli: true })).toMatchObject({
      kind: 'notEligible',
      article: '6245 s.K. m.39',
    });
  });

  test('an advance is set off, and a greater one comes back', () => {
    const paid = settled(run({ advance: '1000' }));
    expect([paid.payable, paid.refund].map(moneyText)).toEqual(['235.95', '0.00']);
    const over = settled(run({ advance: '1300' }));
    expect([over.payable, over.refund].map(moneyText)).toEqual(['0.00', '64.05']);
    expect(over.documents[0]).toContain('Harcama Talimatı');
  });

  test('missing facts are listed, not assumed', () => {
    const { derece: _, lodgingNightlyPrice: __, ...rest } = example;
    const outcome = calculateGeciciGorev(parseInput(geciciInput, rest), context);
    expect(outcome).toMatchObject({ kind: 'missing', missing: [{ path: 'lodgingNightlyPrice' }, { path: 'derece' }] });
  });

  test('a total that differs and a change of year are reported', () => {
    expect(warningsOf(run({ totalDays: 15 }))).toContain('DAYS_DIFFER');
    expect(warningsOf(run({ startOn: '2016-12-25', gundelik: '34.18' }))).toContain('YEAR_CHANGES');
  });

  test.each([
    // The last day is 31 December, 1 January; the tables of 2018 and 2019 are the same (m.33).
    { startOn: '2016-12-18', changes: [] },
    { startOn: '2016-12-19', changes: ['01.01.2017 gününden sonra 36,25 TL/gün (bildirimde 34,18 TL/gün)'] },
    { startOn: '2018-12-25', changes: [] },
    // Within a year: the gündelik in July 2022, the lodging on 15 April 2022.
    { startOn: '2022-06-30', changes: ['01.07.2022 gününden sonra 87,00 TL/gün (bildirimde 62,00 TL/gün)'] },
    {
      startOn: '2022-04-10',
      changes: ['15.04.2022 gününden sonra 2,8 kat (bildirimde 1,5 kat)', '15.04.2022 gününden sonra 0,95 kat'],
    },
  ])('a figure that changes before the last day of a duty from $startOn is named', ({ startOn, changes }) => {
    const outcome = run({ startOn, taxiHomeOut: '0' });
    const found = outcome.kind === 'value' ? outcome.warnings.filter((w) => w.code === 'FIGURE_CHANGES') : [];
    expect(found).toHaveLength(changes.length);
    for (const [i, text] of changes.entries()) expect(found[i]?.message).toContain(text);
  });

  test('an unverified figure is named in Turkish digits, with where to check it', () => {
    const outcome = run({ startOn: '2026-05-04', taxiHomeOut: '0' });
    const messages = outcome.kind === 'value' ? outcome.warnings.map((w) => w.message) : [];
    expect(messages[0]).toContain('850,00 TL/gün (01.01.2026 gününden)');
    expect(messages[0]).toContain('Resmî Gazete');
  });

  test('a figure that no source knows is an error that says where to take it from', () => {
    expect(() => run({ startOn: '2026-05-04', protokol: 'A_B' })).toThrow(/04\.05\.2026.*H cetvelinden girilmeli/);
  });

  test('more nights than days are reported', () => {
    expect(warningsOf(run({ lodgingNights: 14 }))).toEqual([]);
    expect(warningsOf(run({ lodgingNights: 15 }))).toEqual(['NIGHTS_OVER_DAYS']);
  });

  test('hours belong to a duty under one day only; one that ends after midnight is settled from the next day', () => {
    expect(() => run({ departsAt: '10:00', returnsAt: '18:00' })).toThrow(/bir günden az/);
    const short = { dutyDays: 0, travelDaysOut: 0, travelDaysBack: 0, totalDays: 0, lodgingNights: 1 };
    const night = settled(
      run({
        ...short,
        startOn: '2016-01-31',
        departsAt: '16:00',
        returnsAt: '02:00',
        nightSpent: true,
        lodgingNights: 0,
      }),
    );
    expect([night.endOn, night.settlementDueOn]).toEqual(['2016-02-01', '2016-03-01']);
    expect(night.lines.find((l) => l.code === 'GUNDELIK_KISMI')?.amount.toFixed(2)).toBe('34.18');
    expect(warningsOf(run({ ...short, departsAt: '16:00', returnsAt: '02:00', nightSpent: true }))).toEqual([]);
  });

  test('where the year of m.42 begins anew within the duty, the nights do too', () => {
    // Ten days end the first year with 178 used: 2 reduced days, 8 unpaid; then 4 full days of the new year.
    const earlierDuties = [{ place: 'Malatya', work: 'Denetim', startOn: '2017-01-10', endOn: '2017-07-06' }];
    const facts = { dutyPlace: 'Malatya', work: 'Denetim', earlierDuties, startOn: '2017-12-30', travelDaysOut: 1 };
    const value = settled(run({ ...facts, dutyDays: 14, lodgingNights: 14, totalDays: 16 }));
    expect(value.days).toEqual({ full: 4, reduced: 2, unpaid: 8 });
    // 2 nights at 36.25 × 4/15, 8 unpaid, 4 at 36.25 × 1.5, on bills of 14 × 50.
    expect(moneyText(value.lodging?.payable ?? expect.fail())).toBe('236.83');
  });

  test('the taxi limit of 2016 asks for the invoice', () => {
    const asks = (facts: object) => settled(run(facts)).documents.some((d) => d.includes('taksi'));
    expect([asks({ taxiHomeOut: '45' }), asks({ taxiHomeOut: '45.01' }), asks({ isTaxiOverLimit: true })]).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('an earlier duty that ends on the day of departure is refused', () => {
    const earlierDuties = [{ place: 'Sivas', work: 'Sayım', startOn: '2016-05-30', endOn: '2016-06-01' }];
    expect(() => run({ dutyPlace: 'Malatya', work: 'Denetim', earlierDuties })).toThrow(ValidationError);
  });

  test('KKTC: its own gündelik, half of it for a night in 2016, ten nights from 2018', () => {
    const bare = {
      fareOut: '0',
      fareBack: '0',
      taxiHomeOut: '0',
      taxiPlaceOut: '0',
      taxiPlaceBack: '0',
      taxiHomeBack: '0',
    };
    const facts = { ...bare, place: 'KKTC', travelDaysOut: 0, travelDaysBack: 0, totalDays: 12 };
    // 12 × 70.01 + 12 × 35.005
    expect(totals(facts)[0]).toBe('1260.18');
    // 12 × 75.05 + 10 × 37.525
    expect(totals({ ...facts, startOn: '2018-06-01' })[0]).toBe('1275.85');
  });

  test('an earlier duty on the same days is refused', () => {
    const earlierDuties = [{ place: 'Malatya', work: 'Denetim', startOn: '2016-06-01', endOn: '2016-06-03' }];
    expect(() => run({ dutyPlace: 'Malatya', work: 'Denetim', earlierDuties })).toThrow(ValidationError);
  });
});
