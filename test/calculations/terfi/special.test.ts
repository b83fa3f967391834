import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../src/calculations/index.ts';
import {
  calculateTerfi,
  positionText,
  type TerfiFactsInput,
  type TerfiReadings,
  type TerfiResult,
  terfiCalculations,
  terfiFactsSchema,
} from '../../../src/calculations/terfi/index.ts';

function resultOf(facts: unknown, asOf: string, readings: Partial<TerfiReadings> = {}): TerfiResult {
  const outcome = calculateTerfi(terfiFactsSchema.parse(facts), { asOf: isoDate(asOf), readings });
  if (outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

/** "KHA EEA" on a day. */
function stateOn(result: TerfiResult, day: string): string {
  const row = result.rows.findLast((r) => r.date <= day && !r.isSuperseded);
  return row ? `${positionText(row.kha)} ${row.eea ? positionText(row.eea) : '-'}` : 'none';
}

function example(no: string): { facts: unknown; asOf: string } {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'ornekler', `ornek-${no}.json`), 'utf8'));
}

const base: TerfiFactsInput = {
  birthOn: '1955-01-01',
  education: [{ level: 'LISANS', title: 'Hukuk', graduatedYear: 1978 }],
  military: [],
  unpaidLeaves: [],
  discipline: [],
  sicil: [],
};

type Sinif = NonNullable<TerfiFactsInput['postings']>[number]['sinif'];

function career(
  entry: string,
  asalet: string,
  sinif: Sinif,
  more: NonNullable<TerfiFactsInput['service']> = [],
): TerfiFactsInput {
  return {
    ...base,
    postings: [{ from: entry, workplace: 'Merkez', sinif, priorityRegion: false }],
    service: [{ kind: 'ADAY', from: entry, to: asalet }, { kind: 'ASIL', from: asalet }, ...more],
  };
}

describe('readings on the examples of the guide', () => {
  it('gives the 527 step inside a stop (example 8)', () => {
    const { facts, asOf } = example('08');
    expect(stateOn(resultOf(facts, asOf, { regionStepInStop: 'GIVEN' }), '2010-01-10')).toBe('6/1 -');
  });

  it('drops 6/b in higher education (example 20)', () => {
    const { facts, asOf } = example('20');
    expect(stateOn(resultOf(facts, asOf, { sixBInHigher: 'DROP' }), '2007-10-14')).toBe('7/2 7/2');
  });

  it('repeats 12/d for a lisans tamamlama with the same outcome (example 19, note)', () => {
    const { facts, asOf } = example('19');
    const repeated = resultOf(facts, asOf, { lisansTamamlama: 'REPEAT' });
    expect(stateOn(repeated, '2012-06-14')).toBe('7/1 -');
    expect(stateOn(repeated, '2012-08-01')).toBe('7/2 -');
  });

  it('leaves vekil service out of KHA, or counts it from asalet (example 21, erratum)', () => {
    const { facts } = example('21');
    const excluded = resultOf(facts, '2005-09-14', { vekil: 'EXCLUDED' });
    expect(positionText(excluded.kha)).toBe('8/3');
    expect(excluded.next.kha?.on).toBe('2006-04-04');
    expect(stateOn(resultOf(facts, '2003-08-04', { vekil: 'COUNTED' }), '2003-08-04')).toBe('11/2 -');
  });

  it('gives 5289 during a leave on the day of the law (example 22)', () => {
    const { facts, asOf } = example('22');
    expect(stateOn(resultOf(facts, asOf, { lawDuringLeave: 'LAW_DATE' }), '2005-01-15')).toBe('10/3 9/1');
  });

  it('keeps the rows of an annulled stop as history (example 9)', () => {
    const { facts, asOf } = example('09');
    const superseded = resultOf(facts, asOf).rows.filter((r) => r.isSuperseded);
    expect(superseded.map((r) => `${r.date} ${positionText(r.kha)}`)).toEqual(['2010-01-10 7/3', '2011-01-10 7/3']);
  });

  it('names the last day on a row before an absence (example 10)', () => {
    const { facts, asOf } = example('10');
    expect(resultOf(facts, asOf).rows.find((r) => r.leftOn !== null)?.leftOn).toBe('2006-10-19');
  });
});

describe('service outside officership', () => {
  const span = { from: '1995-01-01', to: '1997-01-01', days: 720 } as const;

  it.each([
    ['VERGI_DAIRESI', '9/2 9/3'],
    ['BARO', '9/1 9/3'],
  ] as const)('free practice of a lawyer with a paper of %s (C/3)', (proof, expected) => {
    const facts = career('2000-03-01', '2001-03-01', 'AH', [{ kind: 'SERBEST_AVUKATLIK', ...span, proof }]);
    expect(stateOn(resultOf(facts, '2000-03-02'), '2000-03-02')).toBe(expected);
  });

  it('counts a cooperative whole, up to 12 years (C/7)', () => {
    const long = { from: '1980-01-01', to: '1994-01-01', days: 5000 } as const;
    const facts = career('2000-03-01', '2001-03-01', 'GIH', [{ kind: 'TARIM_KOOPERATIFI', ...long }]);
    expect(stateOn(resultOf(facts, '2000-03-02'), '2000-03-02')).toBe('5/1 5/2');
  });

  it.each([
    ['1982-09-01', '9/3 -'],
    ['1982-09-02', '9/1 9/3'],
    ['1984-07-01', '9/3 -'],
  ])('a worker who passed directly on %s', (entry, expected) => {
    const job = {
      kind: 'SIGORTA',
      scheme: 'SSK',
      from: '1979-01-01',
      to: '1981-01-01',
      days: 720,
      sector: 'KAMU',
      passedDirectly: true,
    } as const;
    const facts = career(entry, `${Number(entry.slice(0, 4)) + 1}${entry.slice(4)}`, 'GIH', [job]);
    expect(stateOn(resultOf(facts, `${entry.slice(0, 8)}03`), `${entry.slice(0, 8)}03`)).toBe(expected);
  });

  it('counts 4/B time of one who became a candidate at asalet (C-6)', () => {
    const facts = career('2000-03-01', '2001-03-01', 'GIH', [
      { kind: 'SOZLESMELI_4B', from: '1998-03-01', to: '2000-03-01' },
    ]);
    expect(positionText(resultOf(facts, '2001-03-01').kha)).toBe('8/1');
  });
});

describe('breaks and changes of a career', () => {
  it('goes on after a resignation with the time in the step', () => {
    const facts = career('2000-03-01', '2001-03-01', 'GIH');
    const service: TerfiFactsInput['service'] = [
      { kind: 'ADAY', from: '2000-03-01', to: '2001-03-01' },
      { kind: 'ASIL', from: '2001-03-01', to: '2004-09-01' },
      { kind: 'ASIL', from: '2006-09-01' },
    ];
    const result = resultOf({ ...facts, service }, '2006-10-01');
    expect(positionText(result.kha)).toBe('8/2');
    expect(result.next.kha?.on).toBe('2007-03-01');
    expect(result.rows.at(-1)?.label).toBe('Memuriyete yeniden atanma');
  });

  it('has no next date after the end of the service', () => {
    const facts = career('2000-03-01', '2001-03-01', 'GIH');
    const service: TerfiFactsInput['service'] = [
      { kind: 'ADAY', from: '2000-03-01', to: '2001-03-01' },
      { kind: 'ASIL', from: '2001-03-01', to: '2004-09-01' },
    ];
    expect(resultOf({ ...facts, service }, '2006-10-01').next.kha).toBeNull();
  });

  it('gives A/4 when an officer with the title comes into the technical class', () => {
    const facts = {
      ...career('2000-03-01', '2001-03-01', 'GIH'),
      education: [{ level: 'LISANS', title: 'Kimyager' }],
      postings: [
        { from: '2000-03-01', workplace: 'Merkez', sinif: 'GIH', priorityRegion: false },
        { from: '2002-06-01', workplace: 'Laboratuvar', sinif: 'TH', unvan: 'Kimyager', priorityRegion: false },
      ],
    };
    expect(stateOn(resultOf(facts, '2002-06-01'), '2002-05-31')).toBe('9/3 -');
    expect(stateOn(resultOf(facts, '2002-06-01'), '2002-06-01')).toBe('8/3 -');
  });

  it('does not count two years that a transfer cut short', () => {
    const facts = {
      ...career('2000-03-01', '2001-03-01', 'GIH'),
      postings: [
        { from: '2000-03-01', workplace: 'Van', sinif: 'GIH', priorityRegion: true, centralObligatory: true },
        { from: '2002-02-28', workplace: 'Hakkâri', sinif: 'GIH', priorityRegion: true, centralObligatory: true },
      ],
    };
    expect(stateOn(resultOf(facts, '2004-02-27'), '2004-02-27')).toBe('8/1 -');
    expect(stateOn(resultOf(facts, '2004-02-28'), '2004-02-28')).toBe('8/2 -');
  });

  it('does not give 527 to one whom the governor appointed (5442)', () => {
    const facts = {
      ...career('2000-03-01', '2001-03-01', 'GIH'),
      postings: [
        { from: '2000-03-01', workplace: 'Van', sinif: 'GIH', priorityRegion: true, centralObligatory: false },
      ],
    };
    expect(stateOn(resultOf(facts, '2002-03-01'), '2002-03-01')).toBe('9/3 -');
  });
});

describe('a record that begins in mid-career', () => {
  it('warns that an intibak lacks the earlier part', () => {
    const facts = {
      ...base,
      education: [
        { level: 'LISE', graduatedYear: 1990 },
        { level: 'LISANS', title: 'İktisat', effectiveOn: '2008-05-14' },
      ],
      postings: [{ from: '2000-03-01', workplace: 'Merkez', sinif: 'GIH', priorityRegion: false }],
      service: [{ kind: 'ASIL', from: '1995-03-01' }],
      known: { on: '2006-01-01', derece: 9, kademe: 1, dueOn: '2006-03-01', oneDegreeLawUsed: true },
    };
    const result = resultOf(facts, '2009-01-01');
    expect(result.findings.map((f) => f.code)).toEqual(['INTIBAK_ON_KNOWN_POSITION']);
    // 14.05.2008 − 01.03.1995 = 13 yıl 2 ay 13 gün, the peer of 31.07.1994 has 13 yıl 9 ay 14 gün: 9/1 + 13 steps = 5/2, + one degree.
    expect(positionText(result.kha)).toBe('4/2');
  });

  it('credits insurance between two officerships after the return', () => {
    const facts = career('2000-03-01', '2001-03-01', 'SH');
    const service: TerfiFactsInput['service'] = [
      { kind: 'ADAY', from: '2000-03-01', to: '2001-03-01' },
      { kind: 'ASIL', from: '2001-03-01', to: '2004-09-01' },
      { kind: 'ASIL', from: '2006-09-01' },
      {
        kind: 'SIGORTA',
        scheme: 'SSK',
        from: '2004-09-01',
        to: '2006-09-01',
        days: 720,
        sector: 'OZEL',
        inProfession: true,
        proof: 'ISVEREN',
      },
    ];
    // 8/2 since 01.03.2004, six months in the step, away on 15.01.2005: + 1 yıl 6 ay (¾) in KHA, + 2 yıl in EEA, two steps each.
    expect(stateOn(resultOf({ ...facts, service }, '2006-09-02'), '2006-09-02')).toBe('7/1 7/1');
  });
});

describe('the entry for the list of calculations', () => {
  it('takes raw input and refuses an unknown field', () => {
    const [entry] = terfiCalculations;
    const { facts, asOf } = example('04');
    const outcome = entry?.calculate({ asOf, facts }, { book: new Map() });
    expect(outcome?.kind).toBe('value');
    expect(() => entry?.calculate({ asOf, facts, kademe: 3 }, { book: new Map() })).toThrow();
  });
});
