import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import '../../../src/calculations/bolge-hizmeti/graphql.ts';
import '../../../src/calculations/gorevde-yukselme/graphql.ts';
import { schema } from '../../../src/server/schema.ts';
import { deps } from './fixtures.ts';

const actor = {
  accountId: 'a',
  name: 'Ayşe',
  sicilNo: null,
  grants: [{ role: 'yonetici', service: null, unit: null }],
};

async function ask(source: string, variableValues: object = {}, who: typeof actor | null = actor) {
  const contextValue = { book: deps.book, actor: who };
  const { data, errors } = await graphql({ schema, source, variableValues: { ...variableValues }, contextValue });
  expect(errors).toBeUndefined();
  return data as Record<string, Record<string, unknown>>;
}

describe('promotion over the API', () => {
  const ELIGIBILITY = `query ($input: PromotionEligibilityInput!) { calculatePromotionEligibility(input: $input) {
    __typename
    ... on PromotionEligibilityCalculated { value { counted68b required68bYears } trace { article result } }
    ... on CalculationNotEligible { article reason }
    ... on ValidationError { issues { path message } } } }`;
  const person = {
    currentTitle: 'memur',
    educations: [{ level: 'LISANS', completedOn: '2010-06-30' }],
    duties: [{ title: 'memur', from: '2015-03-31' }],
    probationLiftedOn: '2016-03-31',
  };

  it('answers for records that open the way, and for those that do not', async () => {
    const input = { on: '2025-03-31', kadro: 'şef', derece: 3, person };
    const yes = await ask(ELIGIBILITY, { input });
    expect(yes.calculatePromotionEligibility).toMatchObject({
      __typename: 'PromotionEligibilityCalculated',
      value: { counted68b: '10 yıl', required68bYears: 8 },
    });
    const no = await ask(ELIGIBILITY, {
      input: { ...input, on: '2021-12-31', person: { ...person, duties: [{ title: 'memur', from: '2018-03-31' }] } },
    });
    expect(no.calculatePromotionEligibility).toMatchObject({ article: 'MEB Yön. m.6/2-b-2' });
  });

  it('tells the way between kadros and the conditions of a title change', async () => {
    const data = await ask(`{
      way: calculatePromotionTransition(on: "2025-01-01", from: "memur", to: "şef") {
        ... on PromotionTransitionCalculated { value { method } } }
      gap: calculateTitleChange(on: "2025-01-01", kadro: "makyajcı") {
        ... on TitleChangeCalculated { value { regulated } warnings { code } } } }`);
    expect(data.way).toEqual({ value: { method: 'SINAV' } });
    expect(data.gap).toEqual({ value: { regulated: false }, warnings: [{ code: 'UNREGULATED' }] });
  });

  it('compares the service of 68/B and averages the oral marks', async () => {
    const marks = '["14", "10", "10", "10", "14", "12"]';
    const low = '["14", "10", "10", "10", "14", "11"]';
    const data = await ask(`{
      enough: calculate68b(input: { on: "2025-01-01", derece: 1, ekGosterge: 3600, higherEducationYears: 4,
        publicDays: 1440, privateAfterDays: 3600 }) {
        ... on Service68bCalculated { value { counted requiredYears } } ... on CalculationNotEligible { article } }
      short: calculate68b(input: { on: "2025-01-01", derece: 1, ekGosterge: 5300, higherEducationYears: 2,
        publicDays: 5039 }) { ... on CalculationNotEligible { article reason } }
      oral: calculateOralMark(on: "2025-01-01", members: [${marks}, ${marks}, ${marks}, ${marks}, ${low}]) {
        ... on PromotionOralMarkCalculated { value { memberTotals mark passed } } }
      lone: calculateOralMark(on: "2025-01-01", members: [${marks}]) { ... on ValidationError { issues { path } } } }`);
    // Four years and three quarters of ten, capped at six: exactly the ten years that are wanted.
    expect(data.enough).toEqual({ value: { counted: '10 yıl', requiredYears: 10 } });
    expect(data.short).toEqual({ article: '657 s.K. m.68/B', reason: '13 yıl 11 ay 29 gün; 14 yıl dolmamış.' });
    expect(data.oral).toEqual({ value: { memberTotals: ['70', '70', '70', '70', '69'], mark: '69.8', passed: false } });
    expect(data.lone).toEqual({ issues: [{ path: 'members' }] });
  });

  it('tells whether a manager may stay longer, and half of the term', async () => {
    const data = await ask(`{
      stay: calculateRegionExtension(on: "2025-05-31", region: 5, termCompleted: true, extendedBefore: false) {
        ... on RegionExtensionCalculated { value { years } } }
      again: calculateRegionExtension(on: "2025-05-31", region: 5, termCompleted: true, extendedBefore: true) {
        ... on CalculationNotEligible { article } }
      half: calculateRegionHalfTerm(on: "2025-06-30", region: 1, servedDays: 1080) {
        ... on RegionHalfTermCalculated { value { isServed } } }
      early: calculateRegionHalfTerm(on: "2025-06-30", region: 1, servedDays: 1079) {
        ... on CalculationNotEligible { article } } }`);
    expect(data).toEqual({
      stay: { value: { years: 2 } },
      again: { article: 'MEB Yön. m.29/5' },
      half: { value: { isServed: true } },
      early: { article: 'MEB Yön. m.31/1' },
    });
  });

  it('makes the three lists of an exam', async () => {
    const member = ['16', '12', '12', '12', '16', '12'];
    const candidate = (id: string, written: string | null, preferences: string[]) => ({
      id,
      written,
      oral: written === null ? null : Array.from({ length: 5 }, () => member),
      serviceDays: 3600,
      education: 'LISANS',
      grade: '80',
      preferences,
    });
    const input = {
      on: '2025-03-31',
      places: [{ name: 'A', count: 1 }],
      candidates: [candidate('1', '85', ['A']), candidate('2', '90.5', ['A']), candidate('3', null, [])],
    };
    const data = await ask(
      `query ($input: PromotionExamInput!) {
        calculatePromotionExam(input: $input) {
          ... on PromotionExamCalculated {
            value {
              call { cut failed }
              success { rows { id score } }
              placement { rows { id status place } }
            }
          }
        }
      }`,
      { input },
    );
    expect(data.calculatePromotionExam).toEqual({
      value: {
        call: { cut: '85', failed: ['3'] },
        success: {
          rows: [
            { id: '2', score: '85.25' },
            { id: '1', score: '82.5' },
          ],
        },
        placement: {
          rows: [
            { id: '2', status: 'YERLESTI', place: 'A' },
            { id: '1', status: 'ATANAMAZ', place: null },
          ],
        },
      },
    });
  });

  it('is closed to those who are not signed in', async () => {
    const { errors } = await graphql({
      schema,
      source: '{ calculatePromotionTransition(on: "2025-01-01", from: "memur", to: "şef") { __typename } }',
      contextValue: { book: deps.book, actor: null },
    });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('region service over the API', () => {
  it('finds regions, scores and preferable regions', async () => {
    const data = await ask(
      `query ($score: MoveScoreInput!) {
        region: calculateServiceRegion(on: "2025-05-31", il: "van", ilce: "SARAY") {
          ... on ServiceRegionCalculated {
            value { region il ilce requiredYears pointsForTerm }
          }
        }
        prefer: calculatePreferableRegions(on: "2025-05-31", current: 3, completed: [1]) {
          ... on PreferableRegionsCalculated {
            value { regions allCompleted }
          }
        }
        score: calculateMoveScore(input: $score) {
          ... on MoveScoreCalculated {
            value { ek2 regionPoints score }
          }
        }
      }`,
      {
        score: {
          on: '2025-05-31',
          education: ['lisans'],
          penalties: [{ name: 'kinama_tevbih_kusurlu', count: 1 }],
          regionPeriods: [{ region: 5, days: 720 }],
        },
      },
    );
    expect(data.region).toEqual({
      value: { region: 5, il: 'VAN', ilce: 'Saray', requiredYears: 2, pointsForTerm: '28.8' },
    });
    expect(data.prefer).toEqual({ value: { regions: [2, 4, 5], allCompleted: false } });
    expect(data.score).toEqual({ value: { ek2: '2', regionPoints: '28.8', score: '30.8' } });
  });

  it('runs relocation rounds with their lots', async () => {
    const staff = (id: string) => ({ id, since: '2020-01-01', serviceDays: 100, kadroDays: 10, preferences: ['X'] });
    const manager = { id: 'm', il: 'Adana', score: '-1.5', managerDays: 1, ministryDays: 1, preferences: [] };
    const data = await ask(
      `query ($staff: StaffRelocationInput!, $managers: ManagerRelocationInput!) {
      staff: calculateStaffRelocation(input: $staff) {
        ... on StaffRelocationCalculated { value { rows { id place decidedBy } lots { seed tickets { id } } } } }
      managers: calculateManagerRelocation(input: $managers) {
        ... on ManagerRelocationCalculated { value { rows { id status place region } lot { seed } } } } }`,
      {
        staff: {
          on: '2025-09-30',
          kind: 'IL_ICI',
          seed: 'ilan',
          places: [{ name: 'X', count: 1 }],
          candidates: [staff('a'), staff('b')],
        },
        managers: {
          on: '2025-05-31',
          kind: 'BOLGE_HIZMETI',
          seed: 'ilan',
          places: [{ id: 'VAN-Saray', il: 'Van', ilce: 'Saray', quota: 1 }],
          candidates: [manager],
        },
      },
    );
    const { rows, lots } = (data.staff?.value ?? {}) as {
      rows: { id: string }[];
      lots: { tickets: { id: string }[] }[];
    };
    expect(rows.map((r) => r.id)).toEqual(lots[0]?.tickets.map((t) => t.id));
    expect(data.managers).toEqual({
      value: { rows: [{ id: 'm', status: 'KURAYLA', place: 'VAN-Saray', region: 5 }], lot: { seed: 'ilan' } },
    });
  });
});
