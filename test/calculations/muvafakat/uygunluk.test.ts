import { describe, expect, test } from 'vitest';
import {
  calculateKapsam,
  calculateMuvafakatUygunluk,
  kapsamInput,
  uygunlukInput,
} from '../../../src/calculations/muvafakat/index.ts';
import { parseInput, ValidationError } from '../../../src/errors/index.ts';
import { context, on, settled } from './fixtures.ts';

const run = (facts: object) => calculateMuvafakatUygunluk(parseInput(uygunlukInput, { on, ...facts }), context);
/** The article that fails, or the route of an eligible request. */
const answer = (facts: object) => {
  const outcome = run(facts);
  if (outcome.kind === 'value') return outcome.value.route;
  return outcome.kind === 'notEligible' ? outcome.article.split(' ').at(-1) : outcome.kind;
};

describe('who may ask (5, 10, 11, 12)', () => {
  test.each([
    [{ serviceDays: 1800 }, 'KOMISYON'],
    [{ serviceDays: 1799 }, 'm.5/3'],
    [{ serviceDays: 1830, unpaidLeaveDays: 31 }, 'm.5/3'],
    [{ serviceDays: 1830, unpaidLeaveDays: 30 }, 'KOMISYON'],
    [{ serviceDays: 3000, examPostDays: 1079 }, 'm.5/3'],
    [{ serviceDays: 3000, examPostDays: 1080 }, 'KOMISYON'],
    [{ serviceDays: 100, examPostDays: 10, reason: 'SAGLIK' }, 'KOMISYON'],
    [{ isCandidate: true, candidacyDays: 719, serviceDays: 719, reason: 'SAGLIK' }, 'm.10'],
    [{ isCandidate: true, candidacyDays: 720, serviceDays: 720, reason: 'SAGLIK' }, 'KOMISYON'],
    [{ isCandidate: true, candidacyDays: 300, reason: 'CAN_GUVENLIGI' }, 'm.10'],
    [{ contractDays: 1000, officerDays: 439, reason: 'SAGLIK' }, 'm.12'],
    [{ contractDays: 1000, officerDays: 440, reason: 'SAGLIK' }, 'KOMISYON'],
    [{ contractDays: 1000, officerDays: 400, reason: 'CAN_GUVENLIGI' }, 'm.12'],
    [{ contractDays: 1000, officerDays: 500, reason: 'CAN_GUVENLIGI' }, 'CAN_GUVENLIGI'],
    [{ contractDays: 1000, officerDays: 500 }, 'm.5/3'],
    [{ contractDays: 1000, officerDays: 800 }, 'KOMISYON'],
    [{ statu: 'SOZLESMELI', contractDays: 500, reason: 'SAGLIK' }, 'KOMISYON'],
    [{ statu: 'SOZLESMELI', contractDays: 500, reason: 'OGRENIM' }, 'm.12'],
    [{ serviceDays: 1440, contractDays: 700, reason: 'SAGLIK' }, 'KOMISYON'],
    [{ serviceDays: 1439, contractDays: 700, reason: 'SAGLIK' }, 'm.12'],
    [{ unvan: 'şube müdürü', serviceDays: 5000 }, 'm.11'],
    [{ unvan: 'Bilgisayar İşletmeni', serviceDays: 5000 }, 'KOMISYON'],
    [{ unvan: 'Koordinatör', isManager: true, serviceDays: 5000 }, 'm.11'],
  ])('%o → %s', (facts, expected) => {
    expect(answer(facts)).toBe(expected);
  });

  test('a failure says what is lacking, and the trace keeps the tests that were met', () => {
    const outcome = run({ contractDays: 1000, officerDays: 500 });
    expect(outcome).toMatchObject({ kind: 'notEligible', reason: expect.stringContaining('5 yıl (1800 gün)') });
    expect(outcome.trace.map((s) => s.result)).toEqual(['şart sağlandı', '300 gün eksik']);
  });

  test('scope: managers go to the rector, candidates wait', () => {
    const scope = (facts: object) => settled(calculateKapsam(parseInput(kapsamInput, { on, ...facts }), context));
    expect(scope({ unvan: 'Daire Başkanı' })).toMatchObject({
      isOutside: true,
      route: expect.stringContaining('Rektör takdiri'),
    });
    expect(scope({ unvan: 'Memur', isCandidate: true })).toEqual({
      isOutside: false,
      route: null,
      isConsidered: false,
    });
    expect(scope({ isCandidate: true, isCandidacyOver: true }).isConsidered).toBe(true);
  });
});

describe('rules of an institution', () => {
  test('unknown institutions and days before the rules are refused', () => {
    expect(() => run({ kurum: 'xyz', serviceDays: 1800 })).toThrow(ValidationError);
    expect(() => run({ on: '2023-12-31', serviceDays: 1800 })).toThrow(ValidationError);
  });
});
