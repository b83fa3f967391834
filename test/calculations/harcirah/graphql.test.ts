import { graphql, isInputObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { GraphContext } from '../../../src/graphql/index.ts';
import { schema } from '../../../src/server/schema.ts';
import { context } from './fixtures.ts';

const clerk = {
  accountId: 'a1',
  name: 'Memur',
  sicilNo: null,
  grants: [{ role: 'servis-gorevlisi', service: 'atama', unit: null }],
};

async function ask(source: string, input: object, actor: object | null = clerk) {
  const contextValue = { actor, book: context.book } as unknown as GraphContext;
  const { data, errors } = await graphql({ schema, source, variableValues: { input }, contextValue });
  return { data: JSON.parse(JSON.stringify(data ?? null)) as Record<string, unknown> | null, errors };
}

const GECICI = `query ($input: GeciciGorevInput!) { calculateGeciciGorev(input: $input) {
  __typename
  ... on Error { message }
  ... on ValidationError { issues { path } }
  ... on CalculationMissingFacts { missing { path label } }
  ... on CalculationNotEligible { article }
  ... on GeciciGorevCalculated {
    value { gross damga net lines { code amount } lodging { payable } settlementDueOn documents }
    warnings { code }
    trace { article option { name isDefault } parameters { name source } }
  } } }`;
const example = {
  startOn: '2016-06-01',
  derece: 7,
  dutyDays: 12,
  travelDaysOut: 1,
  travelDaysBack: 1,
  fareOut: '60',
  fareBack: '60.00',
  taxiHomeOut: '20',
  taxiPlaceOut: '30',
  taxiPlaceBack: '30',
  taxiHomeBack: '20',
  lodgingNights: 12,
  lodgingNightlyPrice: '50',
  kadroDerece: null,
};

describe('what-if queries', () => {
  test('the example of the guide: money with two digits, lines, reasoning', async () => {
    const { data, errors } = await ask(GECICI, { ...example, options: { damgaYuvarlama: 'KIRP' } });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      calculateGeciciGorev: {
        __typename: 'GeciciGorevCalculated',
        value: {
          gross: '1245.40',
          damga: '9.45',
          net: '1235.95',
          lodging: { payable: '546.88' },
          settlementDueOn: '2016-07-14',
        },
        warnings: [],
      },
    });
  });

  test('missing facts, refused input, no right and figures not in force are members of the union', async () => {
    const result = async (input: object) => (await ask(GECICI, input)).data?.calculateGeciciGorev;
    expect(await result({ ...example, derece: undefined })).toMatchObject({ missing: [{ path: 'derece' }] });
    expect(await result({ ...example, derece: 16 })).toMatchObject({
      __typename: 'ValidationError',
      issues: [{ path: 'derece' }],
    });
    expect(await result({ startOn: '2016-06-01', derece: 7, dutyDays: 1, insideMemuriyetMahalli: true })).toMatchObject(
      {
        article: '6245 s.K. m.39',
      },
    );
    expect(await result({ ...example, startOn: '2015-06-01' })).toMatchObject({
      __typename: 'ParameterNotInForceError',
    });
  });

  test('a ranking with tied applicants', async () => {
    const source = `query ($input: MuvafakatSiralamaInput!) { calculateMuvafakatSiralama(input: $input) {
      ... on MuvafakatSiralamaCalculated { value { ranking { applicantId rank isTied aheadBy score } granted undecided } } } }`;
    const person = { score: '30', isUnitPositive: true, netServiceDays: 4000, bornOn: '1980-01-01' };
    const applicants = [
      { ...person, id: 'b' },
      { ...person, id: 'a' },
    ];
    const { data } = await ask(source, { on: '2024-04-01', applicants, quota: 1 });
    expect(data).toMatchObject({
      calculateMuvafakatSiralama: {
        value: {
          ranking: [
            { applicantId: 'a', rank: 1, isTied: true, aheadBy: 'ESIT', score: '30' },
            { applicantId: 'b', rank: 1, isTied: true, aheadBy: null },
          ],
          granted: [],
          undecided: ['a', 'b'],
        },
      },
    });
  });

  test('reasons of different kinds in one list; fields of another kind are refused', async () => {
    const source = `query ($input: MuvafakatPuanInput!) { calculateMuvafakatPuan(input: $input) {
      __typename ... on MuvafakatPuanCalculated { value { total reasons { points findings { kind isProven } } service { universityBand total } } } } }`;
    const facts = { on: '2024-04-01', universityYears: 16, outsideYears: 3 };
    const reasons = [
      { kind: 'ENGELLILIK', disabled: 'ES', percent: '60' },
      { kind: 'AILE_BIRLIGI', spouse: 'OZEL', premiumDays: 360, stillWorks: true },
    ];
    const { data } = await ask(source, { ...facts, reasons });
    expect(data).toMatchObject({
      calculateMuvafakatPuan: {
        value: { total: 47, reasons: { points: 40 }, service: { universityBand: '16-23', total: 7 } },
      },
    });
    const mixed = await ask(source, { ...facts, reasons: [{ kind: 'SAGLIK', percent: '60' }] });
    expect(mixed.data).toMatchObject({ calculateMuvafakatPuan: { __typename: 'ValidationError' } });
  });

  test('only who may read personnel may calculate', async () => {
    expect((await ask(GECICI, example, null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const machine = { ...clerk, grants: [{ role: 'ebys', service: null, unit: null }] };
    expect((await ask(GECICI, example, machine)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('every field of every input is described', () => {
    const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
    expect(inputs.length).toBeGreaterThan(25);
    const fields = inputs.flatMap((input) => Object.values(input.getFields()));
    expect(fields.filter((field) => !field.description).map((field) => field.name)).toEqual([]);
  });
});
