import { describe, expect, it } from 'vitest';
import {
  calculatePersonEligibility,
  personEligibilityInput,
} from '../../../src/calculations/gorevde-yukselme/index.ts';
import { parseInput } from '../../../src/errors/index.ts';
import { deps } from './fixtures.ts';

const eligibility = (raw: object) =>
  calculatePersonEligibility(parseInput(personEligibilityInput, { on: '2025-03-31', ...raw }), deps);

const person = {
  currentTitle: 'memur',
  educations: [
    { level: 'LISE', completedOn: '2005-06-15' },
    { level: 'LISANS', completedOn: '2010-06-30', field: 'maliye' },
  ],
  duties: [
    { kind: 'OZEL', from: '2008-07-01', until: '2012-07-01' },
    { kind: 'ASKERLIK', from: '2012-08-01', until: '2013-08-01' },
    { title: 'memur', from: '2015-03-31' },
  ],
  probationLiftedOn: '2016-03-31',
};

describe('eligibility from the records', () => {
  it('counts 68/B from the records: public and military in full, private after the degree by three quarters', () => {
    // 10 y public + 1 y military + ¾ × (30.06.2010–01.07.2012 = 2 y 0 m 1 d = 721 d → 540 d)
    const outcome = eligibility({ kadro: 'şef', derece: 3, person });
    expect(outcome).toMatchObject({
      kind: 'value',
      value: { counted68b: { yil: 12, ay: 6, gun: 0 }, required68bYears: 8 },
    });
  });

  it('joins all tests and lists everything that fails', () => {
    const young = { ...person, probationLiftedOn: null, duties: [{ title: 'memur', from: '2022-03-31' }] };
    const outcome = eligibility({ kadro: 'şef', derece: 3, person: young });
    expect(outcome).toMatchObject({ kind: 'notEligible', article: 'MEB Yön. m.11/3' });
    const reason = outcome.kind === 'notEligible' ? outcome.reason : '';
    expect(reason).toContain('m.6/2-b-2');
    expect(reason).toContain('657 s.K. m.68/B');
  });

  it('does not ask for 68/B below degree 4', () => {
    expect(eligibility({ kadro: 'sayman', derece: 6, person })).toMatchObject({
      kind: 'value',
      value: { required68bYears: null },
    });
  });

  it('takes the education that lies in the field, though a longer one does not', () => {
    const educations = [
      { level: 'ONLISANS', completedOn: '2009-06-30', field: 'Büro Yönetimi' },
      { level: 'LISANS', completedOn: '2012-06-30', field: 'tarih' },
    ];
    const clerk = { ...person, currentTitle: 'hizmetli', educations };
    const outcome = eligibility({ kadro: 'sekreter', derece: 7, person: { ...clerk, currentTitle: 'tekniker' } });
    expect(outcome.kind).toBe('value');
  });

  it('breaks the last two years in the Ministry at a gap and joins what touches', () => {
    const withDuties = (...until: string[]) => ({
      ...person,
      duties: [
        { title: 'memur', from: '2010-01-01', until: until[0] },
        { title: 'memur', from: '2024-06-01' },
      ],
    });
    expect(eligibility({ kadro: 'şef', derece: 3, person: withDuties('2024-05-31') }).kind).toBe('value');
    const gap = eligibility({ kadro: 'şef', derece: 3, person: withDuties('2024-05-29') });
    expect(gap).toMatchObject({ kind: 'notEligible', article: 'MEB Yön. m.6/2-b-2' });
  });

  it('does not count unpaid leave or the same day twice for 68/B', () => {
    const duties = [
      { title: 'memur', from: '2015-03-31' },
      { kind: 'ASKERLIK', from: '2018-01-01', until: '2019-01-01' },
    ];
    const unpaidLeaves = [{ from: '2020-01-01', until: '2021-01-01' }];
    const outcome = eligibility({ kadro: 'şef', derece: 3, person: { ...person, duties, unpaidLeaves } });
    expect(outcome).toMatchObject({ value: { counted68b: { yil: 9, ay: 0, gun: 0 } } });
  });

  it('reads m.7 and m.23 from the same records', () => {
    const educations = [{ level: 'LISANS', completedOn: '2010-06-30', inKadroField: true }];
    expect(eligibility({ kadro: 'mühendis', derece: 4, person: { ...person, educations } }).kind).toBe('value');
    expect(eligibility({ kadro: 'mühendis', derece: 4, person }).kind).toBe('notEligible');
    const teacher = { ...person, duties: [{ title: 'okul müdürü', from: '2015-03-31' }] };
    expect(eligibility({ kadro: 'IL_MEM_YARDIMCISI', derece: 1, ekGosterge: 3600, person: teacher }).kind).toBe(
      'value',
    );
    expect(eligibility({ kadro: 'ILCE_MEM', derece: 1, person: teacher }).kind).toBe('notEligible');
  });

  it('lets a teacher apply although the title stands in no group of m.5', () => {
    const duties = [{ title: 'öğretmen', from: '2014-03-31' }];
    const teacher = { ...person, currentTitle: 'öğretmen', duties };
    expect(eligibility({ kadro: 'şube müdürü', derece: 1, ekGosterge: 3600, person: teacher }).kind).toBe('value');
  });

  it('keeps the two years of 68/B for those whom Geçici m.1 covers, unless the other reading is chosen', () => {
    const educations = [{ level: 'ONLISANS', completedOn: '1998-06-30' }];
    const duties = [{ title: 'öğretmen', from: '1998-09-01' }];
    const veteran = { ...person, currentTitle: 'öğretmen', educations, duties };
    const asked = (transitional68b: string) => {
      const outcome = eligibility({ kadro: 'şube müdürü', derece: 1, person: veteran, transitional68b });
      return outcome.kind === 'value' ? outcome.value.required68bYears : outcome.kind;
    };
    expect([asked('ILAVE_SURE_KALIR'), asked('ILAVE_SURE_KALKAR')]).toEqual([12, 10]);
  });

  it('counts the last day where the institution does, and the trace says so', () => {
    const raw = { kadro: 'şef', derece: 3, person: { ...person, duties: [{ title: 'memur', from: '2015-04-01' }] } };
    const outcome = eligibility({ ...raw, dayCount: 'GUN_DAHIL' });
    expect(outcome).toMatchObject({ value: { counted68b: { yil: 10, ay: 0, gun: 0 } } });
    expect(outcome.trace[0]?.option).toMatchObject({ isDefault: false });
    expect(eligibility(raw)).toMatchObject({ value: { counted68b: { yil: 9, ay: 11, gun: 29 } } });
  });

  it('works for days before m.23 was reworded', () => {
    expect(eligibility({ on: '2021-03-31', kadro: 'memur', derece: 9, person })).toMatchObject({
      article: 'MEB Yön. m.11/3',
    });
    expect(eligibility({ on: '2021-03-31', kadro: 'sayman', derece: 9, person }).kind).toBe('value');
  });
});
