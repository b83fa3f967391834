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
