import { describe, expect, it } from 'vitest';
import { isoDate, type Outcome } from '../../../src/calculations/index.ts';
import {
  calculateTerfi,
  deriveTerfiEvents,
  positionText,
  type TerfiFactsInput,
  type TerfiReadings,
  type TerfiResult,
  terfiFactsSchema,
} from '../../../src/calculations/terfi/index.ts';
import { ValidationError } from '../../../src/errors/index.ts';

const base: TerfiFactsInput = {
  birthOn: '1980-01-01',
  education: [{ level: 'LISANS', title: 'İşletme', graduatedYear: 2004 }],
  postings: [{ from: '2006-01-10', workplace: 'Merkez', sinif: 'GIH', priorityRegion: false }],
  service: [
    { kind: 'ADAY', from: '2006-01-10', to: '2007-01-10' },
    { kind: 'ASIL', from: '2007-01-10' },
  ],
  military: [],
  unpaidLeaves: [],
  discipline: [],
  sicil: [],
};

interface Asked {
  readonly asOf?: string;
  readonly readings?: Partial<TerfiReadings>;
}

function outcomeOf(
  change: Partial<TerfiFactsInput>,
  { asOf = '2010-06-01', readings = {} }: Asked = {},
): Outcome<TerfiResult> {
  return calculateTerfi(terfiFactsSchema.parse({ ...base, ...change }), { asOf: isoDate(asOf), readings });
}
function resultOf(change: Partial<TerfiFactsInput>, asked: Asked = {}): TerfiResult {
  const outcome = outcomeOf(change, asked);
  if (outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
const positionOf = (change: Partial<TerfiFactsInput>, asked: Asked = {}): string =>
  positionText(resultOf(change, asked).kha);
const entryOf = (change: Partial<TerfiFactsInput>): string => positionOf(change, { asOf: '2006-02-01' });
const missingOf = (change: Partial<TerfiFactsInput>, asked: Asked = {}): readonly string[] => {
  const outcome = outcomeOf(change, asked);
  return outcome.kind === 'missing' ? outcome.missing.map((m) => m.path) : [];
};

const inClass = (sinif: 'GIH' | 'TH' | 'SH' | 'AH', unvan: string | null = null): Partial<TerfiFactsInput> => ({
  postings: [{ from: '2006-01-10', workplace: 'Merkez', sinif, unvan, priorityRegion: false }],
});

describe('entry by education, class and title (m.36 A-1 … A-6)', () => {
  // Entry table of the guide, section 3.
  it.each([
    ['ILKOKUL', '15/1'],
    ['ORTAOKUL', '14/2'],
    ['ORTAOKUL_MESLEKI', '14/3'],
    ['ORTAOKUL_USTU_1_YIL', '13/1'],
    ['ORTAOKUL_USTU_2_YIL', '13/2'],
    ['LISE', '13/3'],
    ['LISE_MESLEKI', '12/2'],
    ['LISE_USTU_1_YIL', '11/1'],
    ['LISE_USTU_2_YIL', '10/1'],
    ['ORTAOKUL_USTU_5_YIL', '10/1'],
    ['LISE_USTU_3_YIL', '10/2'],
    ['ONLISANS', '10/2'],
    ['YUKSEKOGRENIM_3_YIL', '10/3'],
    ['LISANS', '9/1'],
    ['YUKSEKOGRENIM_5_YIL', '9/2'],
    ['YUKSEKOGRENIM_6_YIL', '9/3'],
  ] as const)('%s enters at %s', (level, expected) => {
    expect(entryOf({ education: [{ level, title: 'Diğer' }] })).toBe(expected);
  });

  it('lets an ilkokul graduate of before 1 March 1970 enter at 14/1', () => {
    const started = (from: string): string =>
      positionOf(
        {
          education: [{ level: 'ILKOKUL' }],
          service: [{ kind: 'ADAY', from, to: null }],
          postings: [{ from, workplace: 'Okul', sinif: 'YH', priorityRegion: false }],
        },
        { asOf: '1970-06-01' },
      );
    expect(started('1970-02-28')).toBe('14/1');
    expect(started('1970-03-01')).toBe('15/1');
  });

  it.each([
    ['LISANS', 'Kimya Mühendisi', 'GIH', '8/1', 'A/2 in any class'],
    ['LISANS', 'Kimyager', 'TH', '8/1', 'A/4 in the technical class'],
    ['LISANS', 'Kimyager', 'GIH', '9/1', 'A/4 outside the technical class'],
    ['YUKSEKOGRENIM_5_YIL', 'Yüksek Mimar', 'GIH', '8/2', 'A/3'],
    ['YUKSEKOGRENIM_6_YIL', 'Tabip', 'SH', '8/3', 'A/5 six years'],
    ['YUKSEKOGRENIM_5_YIL', 'Diş Tabibi', 'SH', '8/2', 'A/5 five years'],
    ['LISANS', 'HEMŞİRE', 'SH', '8/1', 'A/5 four years, in capitals'],
    ['ONLISANS', 'Tekniker', 'TH', '9/2', 'A/4 önlisans'],
    ['ONLISANS', 'Hemşire', 'SH', '10/2', 'A/5 needs four years'],
  ] as const)('%s %s in %s: %s (%s)', (level, title, sinif, expected, _why) => {
    expect(entryOf({ ...inClass(sinif), education: [{ level, title }] })).toBe(expected);
  });

  it.each([
    [{ level: 'LISE_MESLEKI', school: 'SAGLIK_MESLEK_LISESI' }, 'SH', '12/3'],
    [{ level: 'LISE_MESLEKI', school: 'TEKNIK_LISE', graduatedYear: 2009 }, 'GIH', '12/3'],
    [{ level: 'LISE_MESLEKI', school: 'TEKNIK_LISE', graduatedYear: 2009 }, 'TH', '11/1'],
    [{ level: 'LISE_MESLEKI', school: 'TEKNIK_LISE', graduatedYear: 2010 }, 'TH', '12/2'],
    [{ level: 'LISE', extraYears: 1 }, 'GIH', '12/1'],
    [{ level: 'LISE', school: 'AKSAM', extraYears: 1 }, 'GIH', '13/3'],
    [{ level: 'LISE_MESLEKI', worksInTrade: true }, 'GIH', '12/3'],
  ] as const)('A-6/b: %o in %s gives %s', (education, sinif, expected) => {
    expect(entryOf({ ...inClass(sinif), education: [education] })).toBe(expected);
  });

  it('adds the lawyer training and the master before the entry', () => {
    expect(entryOf({ lawyerTrainingOn: '2005-05-01' })).toBe('9/3');
    expect(entryOf({ postgraduate: [{ kind: 'YUKSEK_LISANS', effectiveOn: '2005-05-01' }] })).toBe('9/2');
    const doctorate = { kind: 'DOKTORA', effectiveOn: '2005-06-01', inOwnField: true } as const;
    expect(entryOf({ postgraduate: [doctorate] })).toBe('8/1');
    expect(entryOf({ postgraduate: [doctorate, { kind: 'YUKSEK_LISANS', effectiveOn: '2003-05-01' }] })).toBe('8/1');
    expect(
      entryOf({
        postgraduate: [
          { kind: 'YUKSEK_LISANS', effectiveOn: '2005-05-01' },
          { kind: 'YUKSEK_LISANS', effectiveOn: '2005-07-01' },
        ],
      }),
    ).toBe('9/2');
  });

  it('gives one step for the lawyer training in service', () => {
    expect(positionOf({ lawyerTrainingOn: '2009-06-01' }, { asOf: '2009-12-31' })).toBe('8/2');
    expect(positionOf({}, { asOf: '2009-12-31' })).toBe('8/1');
  });
});

describe('64/4 and 37 by sicil marks and discipline', () => {
  const marks = (...values: number[]) => values.map((mark, i) => ({ year: 2010 - values.length + 1 + i, mark }));
  const expectedOn = (change: Partial<TerfiFactsInput>, asked?: Asked): readonly string[] =>
    resultOf(change, asked).expected.map((e) => e.on);

  // Transitional table, geçici m.36/C.
  it.each([
    [[90, 85, 87, 100, 90], '2014-02-25'],
    [[80, 90, 90, 90, 90], '2015-02-25'],
    [[50, 80, 90, 90, 90], '2016-02-25'],
    [[50, 50, 80, 90, 90], '2017-02-25'],
    [[50, 50, 50, 80, 90], '2018-02-25'],
    [[90, 90, 90, 90, 80], '2019-02-25'],
    [[], '2019-02-25'],
  ])('marks %j give %s', (values, expected) => {
    expect(expectedOn({ sicil: marks(...values) }, { asOf: '2013-01-01' })).toEqual([expected]);
  });

  it('starts again at a penalty, by eight years or by the shortened period', () => {
    const discipline = [{ kind: 'UYARMA' as const, decidedOn: '2012-05-10' }];
    expect(expectedOn({ sicil: marks(90), discipline }, { asOf: '2013-01-01' })).toEqual(['2020-05-10']);
    const readings = { penaltyPeriod: 'SAME_PERIOD' } as const;
    expect(expectedOn({ sicil: marks(90), discipline }, { asOf: '2013-01-01', readings })).toEqual(['2019-05-10']);
  });

  it('gives a new officer the step after eight years of service', () => {
    const change: Partial<TerfiFactsInput> = {
      service: [
        { kind: 'ADAY', from: '2012-01-10', to: '2013-01-10' },
        { kind: 'ASIL', from: '2013-01-10' },
      ],
      postings: [{ from: '2012-01-10', workplace: 'Merkez', sinif: 'GIH', priorityRegion: false }],
      sicil: null,
    };
    expect(expectedOn(change, { asOf: '2014-01-01' })).toEqual(['2020-01-10']);
  });

  it('uses up six sicil years at a time until 24.02.2011', () => {
    const sicil = Array.from({ length: 11 }, (_, i) => ({ year: 2000 + i, mark: 95 }));
    const service: TerfiFactsInput['service'] = [
      { kind: 'ADAY', from: '1999-01-10', to: '2000-01-10' },
      { kind: 'ASIL', from: '2000-01-10' },
    ];
    const postings: TerfiFactsInput['postings'] = [
      { from: '1999-01-10', workplace: 'Merkez', sinif: 'GIH', priorityRegion: false },
    ];
    const derived = deriveTerfiEvents(terfiFactsSchema.parse({ ...base, sicil, service, postings }), {
      asOf: isoDate('2012-01-01'),
    });
    const steps = derived.events.filter((e) => e.type === 'steps').map((e) => e.on);
    expect(steps).toEqual(['2006-01-01', '2014-02-25']);
  });
});

describe('insurance (m.36/C, 5510)', () => {
  const job = {
    kind: 'SIGORTA',
    scheme: 'SSK',
    from: '2003-01-01',
    to: '2005-01-01',
    days: 720,
    sector: 'OZEL',
    inProfession: true,
    proof: 'ISVEREN',
  } as const;
  const withJob = (change: object, sinif: 'GIH' | 'TH' | 'SH' = 'SH'): Partial<TerfiFactsInput> => ({
    ...inClass(sinif),
    service: [...(base.service ?? []), { ...job, ...change }],
  });
  const both = (change: Partial<TerfiFactsInput>, asked?: Asked): string => {
    const { kha, eea } = resultOf(change, { asOf: '2006-02-01', ...asked });
    return `${positionText(kha)} ${eea ? positionText(eea) : '-'}`;
  };

  it.each([
    ['¾ in the profession', withJob({}), '9/2 9/3'],
    ['EEA only in the general class', withJob({}, 'GIH'), '9/1 9/3'],
    ['EEA only outside the profession', withJob({ inProfession: false }), '9/1 9/3'],
    ['EEA only with a paper of a chamber', withJob({ proof: 'ODA' }), '9/1 9/3'],
    ['whole in a public institution', withJob({ sector: 'KAMU' }), '9/3 -'],
    ['public work under a year waits for asalet', withJob({ sector: 'KAMU', days: 300 }), '9/1 -'],
    ['nothing before the age of 18', { ...withJob({}), birthOn: '1987-01-01' }, '9/1 -'],
    ['only the part after the age of 18', { ...withJob({}), birthOn: '1986-01-01' }, '9/1 9/2'],
  ])('%s', (_title, change, expected) => {
    expect(both(change)).toBe(expected);
  });

  it('counts overlapping insurance once', () => {
    const change = withJob({});
    const twice = {
      ...change,
      service: [...(change.service ?? []), { ...job, scheme: 'BAGKUR', proof: 'VERGI_DAIRESI' } as const],
    };
    expect(both(twice)).toBe(both(change));
  });

  it('caps the counted time at 12 years, or the time itself', () => {
    const long = { ...withJob({ from: '1988-01-01', to: '2005-01-01', days: 6120 }), birthOn: '1965-01-01' };
    expect(both(long)).toBe('5/1 4/3');
    expect(both(long, { readings: { insuranceCap: 'RAW' } })).toBe('6/1 4/3');
  });

  it('rounds a part of a day up, or drops it', () => {
    const change = withJob({ days: 479 });
    expect(positionOf(change, { asOf: '2006-02-01' })).toBe('9/2');
    expect(positionOf(change, { asOf: '2006-02-01', readings: { insuranceRounding: 'DOWN' } })).toBe('9/1');
  });

  it('lets a candidate wait for asalet by the stricter reading', () => {
    expect(both(withJob({}), { readings: { candidateInsurance: 'ASALET' } })).toBe('9/1 -');
  });

  it('opens no EEA for those appointed after 01.10.2008, but for yedek subay', () => {
    const later: Partial<TerfiFactsInput> = {
      ...withJob({}, 'GIH'),
      postings: [{ from: '2008-10-02', workplace: 'Merkez', sinif: 'GIH', priorityRegion: false }],
    };
    const service: TerfiFactsInput['service'] = [{ kind: 'ADAY', from: '2008-10-02', to: null }, job];
    const asked = { asOf: '2008-11-01' };
    expect(both({ ...later, service }, asked)).toBe('9/1 -');
    expect(resultOf({ ...later, service }, asked).findings.map((f) => f.code)).toContain('EEA_CLOSED');
    const military = [{ from: '2005-02-01', to: '2006-02-01', kind: 'YEDEK_SUBAY' as const }];
    expect(both({ ...later, service, military }, asked)).toBe('9/1 9/3');
    const before = { ...later, service: [{ kind: 'ADAY' as const, from: '2008-10-01', to: null }, job] };
    expect(both(before, asked)).toBe('9/1 9/3');
  });
});

describe('readings where practice differs', () => {
  it('stops from the decision or from the notification', () => {
    const discipline = [
      { kind: 'KADEME_DURDURMA' as const, decidedOn: '2009-01-05', notifiedOn: '2009-01-15', years: 1 },
    ];
    expect(positionOf({ discipline }, { asOf: '2009-01-12' })).toBe('8/1');
    expect(positionOf({ discipline }, { asOf: '2009-01-12', readings: { stopStart: 'VERILIS' } })).toBe('9/3');
  });

  it('prints the reading and whether it is the default', () => {
    const discipline = [
      { kind: 'KADEME_DURDURMA' as const, decidedOn: '2009-01-05', notifiedOn: '2009-01-15', years: 1 },
    ];
    const outcome = outcomeOf({ discipline }, { readings: { stopStart: 'VERILIS' } });
    const option = outcome.trace.find((s) => s.option?.name === 'stopStart')?.option;
    expect(option).toEqual({ name: 'stopStart', value: 'VERILIS', isDefault: false, article: '657 s.K. m.125/D, 132' });
  });

  it('counts a birth leave from 10.02.2016', () => {
    const leave = (kind: 'DOGUM' | 'GENEL') => ({ unpaidLeaves: [{ from: '2017-03-10', to: '2018-03-10', kind }] });
    const asked = { asOf: '2018-03-10' };
    expect([positionOf({}, asked), positionOf(leave('DOGUM'), asked), positionOf(leave('GENEL'), asked)]).toEqual([
      '4/1',
      '4/1',
      '5/3',
    ]);
    expect(resultOf(leave('DOGUM'), asked).next.kha?.on).toBe('2019-01-10');
    expect(resultOf(leave('GENEL'), asked).next.kha?.on).toBe('2019-01-10');
  });
});

describe('what the record does not tell', () => {
  it.each([
    [{ education: null }, 'education'],
    [{ service: null }, 'service'],
    [{ postings: null }, 'postings'],
    [{ military: null }, 'military'],
    [{ unpaidLeaves: null }, 'unpaidLeaves'],
    [{ sicil: null }, 'sicil'],
    [{ education: [{ level: 'LISANS' as const }] }, 'education.0.title'],
    [{ postings: [{ from: '2006-01-10', workplace: 'Merkez', sinif: 'GIH' as const }] }, 'postings.0.priorityRegion'],
    [
      { discipline: [{ kind: 'KADEME_DURDURMA' as const, decidedOn: '2009-01-05', years: 1 }] },
      'discipline.0.notifiedOn',
    ],
    [
      { discipline: [{ kind: 'KADEME_DURDURMA' as const, decidedOn: '2009-01-05', notifiedOn: '2009-01-05' }] },
      'discipline.0.years',
    ],
    [{ borclanma: [{ days: 100 }] }, 'borclanma.0.documentOn'],
    [
      {
        education: [
          { level: 'LISE' as const },
          { level: 'LISANS' as const, title: 'İşletme', effectiveOn: '2009-05-14' },
        ],
      },
      'education.0.graduatedYear',
    ],
  ] satisfies [Partial<TerfiFactsInput>, string][])('%j is asked for: %s', (change, path) => {
    expect(missingOf(change)).toContain(path);
  });

  it('asks for discipline only from the day on which it matters', () => {
    expect(missingOf({ discipline: null })).toEqual([]);
    expect(missingOf({ discipline: null }, { asOf: '2012-01-01' })).toEqual(['discipline']);
  });

  it('lists everything at once', () => {
    expect(missingOf({ military: null, sicil: null, unpaidLeaves: null }).length).toBe(3);
  });
});

describe('bad input', () => {
  const refused = (change: Partial<TerfiFactsInput>, asked?: Asked): ValidationError => {
    try {
      outcomeOf(change, asked);
    } catch (error) {
      if (error instanceof ValidationError) return error;
      throw error;
    }
    throw new Error('was accepted');
  };

  it.each([
    ['a reversed leave', { unpaidLeaves: [{ from: '2009-05-01', to: '2009-04-01' }] }, 'unpaidLeaves.0'],
    ['a leave before the service', { unpaidLeaves: [{ from: '2005-05-01', to: '2005-06-01' }] }, 'unpaidLeaves.0'],
    [
      'overlapping leaves',
      {
        unpaidLeaves: [
          { from: '2009-05-01', to: '2009-08-01' },
          { from: '2009-07-01', to: '2009-09-01' },
        ],
      },
      'unpaidLeaves.1',
    ],
    [
      'overlapping service',
      {
        service: [
          { kind: 'ADAY' as const, from: '2006-01-10', to: '2007-01-10' },
          { kind: 'ASIL' as const, from: '2006-12-01' },
        ],
      },
      'service.1',
    ],
    ['a candidate past two years', { service: [{ kind: 'ADAY' as const, from: '2006-01-10', to: null }] }, 'service'],
    [
      'a reversed service record',
      { service: [{ kind: 'ADAY' as const, from: '2006-01-10', to: '2005-01-10' }] },
      'service.0',
    ],
    [
      'a penalty before the service',
      { discipline: [{ kind: 'UYARMA' as const, decidedOn: '2005-01-10' }] },
      'discipline.0',
    ],
    [
      'a notification before the decision',
      { discipline: [{ kind: 'UYARMA' as const, decidedOn: '2008-01-10', notifiedOn: '2008-01-09' }] },
      'discipline.0',
    ],
    ['borçlanma before the service', { borclanma: [{ days: 30, effectiveOn: '2005-05-14' }] }, 'borclanma.0'],
    [
      '4/B time across the entry',
      { service: [...(base.service ?? []), { kind: 'SOZLESMELI_4B' as const, from: '2005-01-10', to: '2006-02-10' }] },
      'service.2',
    ],
    ['a reversed military service', { military: [{ from: '2004-05-01', to: '2004-04-01' }] }, 'military.0'],
  ] satisfies [string, Partial<TerfiFactsInput>, string][])(
    '%s names the record and the rule',
    (_title, change, path) => {
      const [issue] = refused(change).issues;
      expect(issue?.path).toBe(path);
      expect(issue?.rule).toMatch(/^R\d+/);
      expect(issue?.message).toMatch(/\.$/);
    },
  );

  it('refuses an education that the table does not know, and a day that the calendar lacks', () => {
    expect(terfiFactsSchema.safeParse({ ...base, education: [{ level: 'KURS' }] }).success).toBe(false);
    expect(terfiFactsSchema.safeParse({ ...base, birthOn: '1980-02-30' }).success).toBe(false);
  });

  it('refuses a next date more than a year away', () => {
    const known = { on: '2009-01-01', derece: 8, kademe: 1, dueOn: '2010-03-01', oneDegreeLawUsed: true };
    expect(refused({ known }).issues[0]?.rule).toContain('R1.8');
  });

  it('lists an asalet outside one to two years as a finding', () => {
    const service: TerfiFactsInput['service'] = [
      { kind: 'ADAY', from: '2006-01-10', to: '2008-03-10' },
      { kind: 'ASIL', from: '2008-03-10' },
    ];
    expect(resultOf({ service }).findings.map((f) => f.code)).toEqual(['CANDIDACY_TOO_LONG']);
    const short: TerfiFactsInput['service'] = [
      { kind: 'ADAY', from: '2006-01-10', to: '2006-11-10' },
      { kind: 'ASIL', from: '2006-11-10' },
    ];
    expect(resultOf({ service: short }).findings.map((f) => f.code)).toEqual(['CANDIDACY_TOO_SHORT']);
  });

  it('does not count an önlisans paper without a diploma', () => {
    const education: TerfiFactsInput['education'] = [
      { level: 'LISE', graduatedYear: 2000 },
      { level: 'ONLISANS', effectiveOn: '2009-05-14', document: 'ONLISANS_YAZISI' },
    ];
    expect(resultOf({ education }).findings.map((f) => f.code)).toEqual(['NO_DIPLOMA']);
  });
});
