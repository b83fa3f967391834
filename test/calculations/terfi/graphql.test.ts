import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { GraphContext } from '../../../src/graphql/index.ts';
import { schema } from '../../../src/server/schema.ts';

const clerk = {
  accountId: 'a1',
  name: 'Memur',
  sicilNo: null,
  grants: [{ role: 'servis-gorevlisi', service: 'atama', unit: null }],
};

const QUERY = `query ($input: TerfiInput!) { calculateTerfi(input: $input) {
  __typename
  ... on ValidationError { issues { path rule } }
  ... on CalculationMissingFacts { missing { path label } }
  ... on TerfiCalculated {
    value { kha { text } eea { text } nextKha { on position { text } } rows { date label kha { text } remainder { yil ay gun } trace { rule article arithmetic } } }
    trace { option { name value isDefault } }
  } } }`;

async function ask(input: object, actor: object | null = clerk) {
  const contextValue = { actor, book: new Map() } as unknown as GraphContext;
  const { data, errors } = await graphql({ schema, source: QUERY, variableValues: { input }, contextValue });
  return { data: JSON.parse(JSON.stringify(data ?? null)) as Record<string, unknown> | null, errors };
}

// Terfi kılavuzu, Örnek 4.
const facts = {
  birthOn: '1980-02-01',
  education: [{ level: 'YUKSEKOGRENIM_6_YIL', title: 'Tabip' }],
  postings: [
    {
      from: '2006-04-28',
      workplace: 'Malatya 3 Nolu ASHİ',
      sinif: 'SH',
      kadro: '5',
      priorityRegion: true,
      centralObligatory: true,
    },
  ],
  service: [
    { kind: 'ADAY', from: '2006-04-28', to: '2007-06-16' },
    { kind: 'ASIL', from: '2007-06-16' },
  ],
  military: [],
  unpaidLeaves: [],
  discipline: [],
  sicil: [{ year: 2010, mark: '89.50' }],
};

describe('calculateTerfi in the API', () => {
  it('gives the worked table with its reasoning', async () => {
    const { data, errors } = await ask({ asOf: '2010-04-28', facts });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      calculateTerfi: {
        __typename: 'TerfiCalculated',
        value: { kha: { text: '6/3' }, eea: null, nextKha: { on: '2011-04-28', position: { text: '5/1' } } },
      },
    });
    expect(JSON.stringify(data)).toContain('16.06.2007 − 28.04.2006 = 1 yıl 1 ay 18 gün');
  });

  it('takes a reading where practice differs', async () => {
    const discipline = [{ kind: 'KADEME_DURDURMA', decidedOn: '2009-04-20', notifiedOn: '2009-05-02', years: 1 }];
    const kha = async (stopStart: string) =>
      JSON.stringify((await ask({ asOf: '2009-05-01', facts: { ...facts, discipline }, options: { stopStart } })).data);
    expect(await kha('TEBLIG')).toContain('"kha":{"text":"6/1"},"eea":null,"nextKha"');
    expect(await kha('VERILIS')).toContain('"kha":{"text":"7/3"},"eea":null,"nextKha"');
  });

  it('lists what is missing and what is refused', async () => {
    const { sicil, ...rest } = facts;
    expect((await ask({ asOf: '2010-04-28', facts: rest })).data).toMatchObject({
      calculateTerfi: { __typename: 'CalculationMissingFacts', missing: [{ path: 'sicil' }] },
    });
    const unpaidLeaves = [{ from: '2009-05-01', to: '2009-04-01' }];
    expect((await ask({ asOf: '2010-04-28', facts: { ...facts, unpaidLeaves } })).data).toMatchObject({
      calculateTerfi: { __typename: 'ValidationError', issues: [{ path: 'unpaidLeaves.0' }] },
    });
    const service = [{ kind: 'SIGORTA', from: '2004-01-01' }];
    expect((await ask({ asOf: '2010-04-28', facts: { ...facts, service } })).data).toMatchObject({
      calculateTerfi: { __typename: 'ValidationError' },
    });
  });

  it('asks for an account', async () => {
    const { data, errors } = await ask({ asOf: '2010-04-28', facts }, null);
    expect(data).toEqual({ calculateTerfi: null });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
