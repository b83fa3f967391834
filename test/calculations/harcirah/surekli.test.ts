import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { calculateSurekliGorev, surekliInput } from '../../../src/calculations/harcirah/index.ts';
import { moneyText } from '../../../src/calculations/index.ts';
import { parseInput } from '../../../src/errors/index.ts';
import { context, optionsOf, settled, warningsOf } from './fixtures.ts';

/** Example 3 of the guide: Kayseri–Konya, 300 km, five children, the spouse claims for herself. */
const example = { on: '2016-06-01', derece: 5, km: 300, fare: '40', familyMembers: 5, hasMoved: true };
const run = (facts: object) => calculateSurekliGorev(parseInput(surekliInput, { ...example, ...facts }), context);
const amounts = (facts: object) => settled(run(facts)).lines.map((l) => moneyText(l.amount));

describe('permanent transfer (m.10, 45)', () => {
  test('the example line by line; gross, then stamp duty and net', () => {
    expect(amounts({})).toEqual(['40.00', '34.18', '683.60', '512.70', '200.00', '170.90', '1367.20']);
    const value = settled(run({}));
    expect([value.gross, value.damga, value.net].map(moneyText)).toEqual(['3008.58', '22.83', '2985.75']);
  });

  test('appointed by promotion to the second degree: the alternative that the guide leaves open', () => {
    expect(moneyText(settled(run({ terfiDerece: 2 })).gross)).toBe('3094.44');
  });

  test('the officer spouse: half of the kilometre part, the twenty-fold stays', () => {
    const facts = { derece: 7, familyMembers: 0, isOfficerSpouse: true };
    expect(amounts(facts)).toEqual(['40.00', '34.18', '683.60', '256.35', '0.00', '0.00', '0.00']);
    expect(moneyText(settled(run(facts)).gross)).toBe('1014.13');
  });

  test.each([
    { members: 1, fixed: '341.80' },
    { members: 4, fixed: '1367.20' },
    { members: 5, fixed: '1367.20' },
  ])('$members family members: $fixed', ({ members, fixed }) => {
    expect(amounts({ familyMembers: members })[6]).toBe(fixed);
  });

  test('KKTC: relocation on one and a half gündelik, travel on the plain one', () => {
    // 87.47 × 1.5 = 131.205; × 20, × 0.05 × 300, × 40
    expect(amounts({ place: 'KKTC', derece: 3 })).toEqual([
      '40.00',
      '87.47',
      '2624.10',
      '1968.08',
      '200.00',
      '437.35',
      '5248.20',
    ]);
  });

  test('not moved: paid with a warning by default, refused by the stricter reading', () => {
    expect(warningsOf(run({ hasMoved: null }))).toEqual(['MOVE_NOT_DECLARED']);
    expect(moneyText(settled(run({ hasMoved: false })).gross)).toBe('3008.58');
    const strict = run({ hasMoved: false, options: { fiiliTasinma: 'ARANIR' } });
    expect(moneyText(settled(strict).gross)).toBe('445.08');
    expect(optionsOf(strict)).toContainEqual(expect.objectContaining({ name: 'fiiliTasinma', isDefault: false }));
  });

  test('inside the same memuriyet mahalli no claim arises; distance is asked for', () => {
    expect(run({ isSameMahal: true })).toMatchObject({ kind: 'notEligible', article: '6245 s.K. m.10' });
    expect(run({ km: undefined })).toMatchObject({ kind: 'missing', missing: [{ path: 'km' }] });
  });

  test('the distance table is wanted only for places off the official map', () => {
    const hasTable = (facts: object) => settled(run(facts)).documents.some((d) => d.includes('mesafe cetveli'));
    expect([hasTable({ isOffMap: true }), hasTable({})]).toEqual([true, false]);
  });

  property.prop([fc.nat(3000), fc.nat(12), fc.nat(5)])(
    'farther, more people or more days never cost less',
    (km, familyMembers, travelDays) => {
      const gross = (facts: object) => settled(run({ km, familyMembers, travelDays, ...facts })).gross;
      const base = gross({});
      for (const more of [{ km: km + 1 }, { familyMembers: familyMembers + 1 }, { travelDays: travelDays + 1 }])
        expect(gross(more).gte(base)).toBe(true);
    },
  );
});
