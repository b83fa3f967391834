import { describe, expect, it } from 'vitest';
import {
  applicationInput,
  builtInPromotionTables,
  calculateApplication,
  calculateCounted68b,
  calculateDoctorateTransition,
  calculateEligible68b,
  calculateManagerConditions,
  calculatePromotionConditions,
  calculateRequired68b,
  calculateTitleChange,
  calculateTransition,
  counted68bInput,
  doctorateInput,
  eligible68bInput,
  managerInput,
  promotionInput,
  required68bInput,
  titleChangeInput,
  transitionInput,
} from '../../../src/calculations/gorevde-yukselme/index.ts';
import { ParameterNotInForceError, parseInput, ValidationError } from '../../../src/errors/index.ts';
import { deps, resultOf, years } from './fixtures.ts';

const on = '2025-03-31';
const conditions = (raw: object) => calculatePromotionConditions(parseInput(promotionInput, { on, ...raw }), deps);

describe('conditions of m.6', () => {
  const subeMuduru = { kadro: 'şube müdürü', education: 'LISANS', ministryLastDays: years(2) };

  it.each([
    ['one title one day short (i)', { OKUL_MUDURU: years(2) - 1 }, 'notEligible'],
    ['two titles of (i) that reach the limit together only', { OKUL_MUDURU: 400, UZMAN: 400 }, 'notEligible'],
    ['two titles of (iii) that reach the limit together only', { MIMAR: 600, SEF: 600 }, 'notEligible'],
    ['titles that reach four years over (i) to (iv)', { MIMAR: 700, OGRETMEN: 740 }, 'value'],
    ['a title outside the list counts for nothing', { MEMUR: years(20) }, 'notEligible'],
  ])('şube müdürü: %s', (_title, dutyDays, kind) => {
    expect(conditions({ ...subeMuduru, dutyDays }).kind).toBe(kind);
  });

  it('adds titles of (i) up where the institution reads the text so, and the trace says which reading it was', () => {
    const dutyDays = { OKUL_MUDURU: 400, UZMAN: 400 };
    const outcome = conditions({ ...subeMuduru, dutyDays, dutyAddition: 'TOPLAM' });
    expect(outcome.kind).toBe('value');
    expect(outcome.trace.find((s) => s.option)?.option).toMatchObject({ value: 'TOPLAM', isDefault: false });
  });

  it('names the first article that fails and all reasons', () => {
    const outcome = conditions({ ...subeMuduru, education: 'ONLISANS', ministryLastDays: 10 });
    expect(outcome).toMatchObject({ kind: 'notEligible', article: 'MEB Yön. m.6/2-a-1' });
    expect(outcome.kind === 'notEligible' && outcome.reason).toContain('Bakanlıkta');
  });

  it('asks for facts that the record lacks and assumes none', () => {
    const outcome = conditions({ kadro: 'şef', education: 'ONLISANS', ministryLastDays: years(2) });
    expect(outcome.kind === 'missing' && outcome.missing.map((m) => m.path)).toEqual([
      'civilServiceDays',
      'titleOrSameLevelDays',
      'inYardimciHizmetler',
    ]);
  });

  it.each([
    ['ONLISANS', 'value'],
    ['UC_YILLIK', 'value'],
    ['LISE', 'notEligible'],
  ])('Geçici m.1 treats %s held on 18/4/1999 as …', (educationOnTransitionalDay, kind) => {
    const dutyDays = { OGRETMEN: years(4) };
    const person = { ...subeMuduru, dutyDays, education: 'ONLISANS', educationOnTransitionalDay };
    expect(conditions({ ...person, onDutyOnTransitionalDay: true }).kind).toBe(kind);
    expect(conditions({ ...person, onDutyOnTransitionalDay: false }).kind).toBe('notEligible');
  });

  it('has a row for every promotion kadro and for no other', () => {
    const kadros = builtInPromotionTables.kadros.versions[0]?.value?.kadros ?? [];
    const rows = Object.keys(builtInPromotionTables.promotion.versions[0]?.value?.rows ?? {});
    expect(rows.sort()).toEqual(
      kadros
        .filter((k) => k.bent !== null)
        .map((k) => k.id)
        .sort(),
    );
    const titleRows = Object.keys(builtInPromotionTables.titleChange.versions[0]?.value ?? {});
    expect(titleRows.sort()).toEqual(
      kadros
        .filter((k) => k.group === 'UNVAN_DEGISIKLIGI')
        .map((k) => k.id)
        .sort(),
    );
    expect(titleRows).toHaveLength(25);
  });

  it('refuses a kadro that the regulation does not know, and a day before the wording', () => {
    expect(() => conditions({ kadro: 'müsteşar', education: 'LISANS' })).toThrow(ValidationError);
    expect(() => conditions({ ...subeMuduru, on: '2018-01-12' })).toThrow(ParameterNotInForceError);
  });
});

describe('conditions of m.7', () => {
  const titleChange = (raw: object) => calculateTitleChange(parseInput(titleChangeInput, { on, ...raw }), deps);

  it.each(['şehir plancısı', 'makyajcı'])('%s: the regulation sets no condition, a warning says so', (kadro) => {
    const outcome = titleChange({ kadro });
    expect(outcome).toMatchObject({ kind: 'value', value: 'UNREGULATED' });
    expect(outcome.kind === 'value' && outcome.warnings).toHaveLength(1);
  });

  it('takes two years of higher education for m.7/1-a by default, four under the other reading', () => {
    const facts = { kadro: 'mühendis', fieldEducation: 'ONLISANS' };
    expect(resultOf(titleChange(facts))).toBe('ELIGIBLE');
    expect(titleChange({ ...facts, higherEducationReading: 'DORT_YILLIK' }).kind).toBe('notEligible');
  });

  it('refuses education outside the field and a promotion kadro', () => {
    expect(titleChange({ kadro: 'avukat', fieldEducation: 'DOKTORA', licence: true }).kind).toBe('notEligible');
    expect(() => titleChange({ kadro: 'şef' })).toThrow(ValidationError);
  });
});

describe('managers of m.23', () => {
  const manager = (raw: object) => calculateManagerConditions(parseInput(managerInput, { on, ...raw }), deps);

  it.each([
    ['IL_MEM_YARDIMCISI', years(4), 0, undefined, 'value'],
    ['IL_MEM_YARDIMCISI', years(4) - 1, 0, undefined, 'notEligible'],
    ['IL_MEM_YARDIMCISI', years(3), years(1), undefined, 'value'],
    ['ILCE_MEM', 0, years(2), undefined, 'missing'],
    ['ILCE_MEM', 0, years(2), false, 'notEligible'],
    ['ILCE_MEM', 0, years(2), true, 'value'],
  ])('%s after %d + %d days, probation lifted %s: %s', (post, principalDays, branchManagerDays, lifted, kind) => {
    expect(manager({ post, principalDays, branchManagerDays, teachingProbationLifted: lifted }).kind).toBe(kind);
  });

  it('waits for the wording of 5/11/2021', () => {
    const facts = { post: 'ILCE_MEM', principalDays: 0, branchManagerDays: years(2), teachingProbationLifted: true };
    expect(() => manager({ ...facts, on: '2021-11-04' })).toThrow(ParameterNotInForceError);
    expect(manager({ ...facts, on: '2021-11-05' }).kind).toBe('value');
  });
});

describe('68/B', () => {
  const required = (raw: object) => calculateRequired68b(parseInput(required68bInput, { on, ...raw }), deps);
  const counted = (raw: object) => resultOf(calculateCounted68b(parseInput(counted68bInput, { on, ...raw }), deps));

  it.each([
    [1, 5300, 4, 12],
    [1, 5299, 4, 10],
    [1, 5300, 3, 14],
    [2, 0, 2, 12],
    [4, 0, 4, 8],
    [5, 0, 4, null],
  ])('degree %d, ek gösterge %d, %d years of study: %s years', (derece, ekGosterge, higherEducationYears, wanted) => {
    expect(resultOf(required({ derece, ekGosterge, higherEducationYears })).years).toBe(wanted);
  });

  it('asks for higher education, and for five years only of a department head since KHK-703', () => {
    expect(required({ derece: 3, higherEducationYears: 0 })).toMatchObject({
      kind: 'notEligible',
      article: '657 s.K. m.68/B',
    });
    const head = { derece: 1, ekGosterge: 3600, higherEducationYears: 4, departmentHead: true };
    expect(resultOf(required(head)).years).toBe(5);
    expect(() => required({ ...head, on: '2018-07-08' })).toThrow(ParameterNotInForceError);
  });

  it.each([
    ['fraction dropped', { publicDays: 0, privateAfterDays: 3 }, { yil: 0, ay: 0, gun: 2 }],
    ['cap on the result', { publicDays: 0, privateAfterDays: years(9) }, { yil: 6, ay: 0, gun: 0 }],
    ['just under the cap', { publicDays: 0, privateAfterDays: years(8) - 1 }, { yil: 5, ay: 11, gun: 29 }],
    [
      'in full for top posts',
      { publicDays: 1, privateAfterDays: years(9), privateInFull: true },
      { yil: 9, ay: 0, gun: 1 },
    ],
    ['before the degree never', { publicDays: 5, privateBeforeDays: years(9) }, { yil: 0, ay: 0, gun: 5 }],
  ])('private time: %s', (_title, raw, wanted) => {
    expect(counted(raw)).toEqual(wanted);
  });

  it('is met to the day', () => {
    const eligible = (serviceDays: number) =>
      calculateEligible68b(parseInput(eligible68bInput, { on, derece: 3, higherEducationYears: 4, serviceDays }), deps)
        .kind;
    expect([eligible(years(8) - 1), eligible(years(8))]).toEqual(['notEligible', 'value']);
  });
});

describe('transitions of m.22', () => {
  const way = (from: string, to: string, more: object = {}) => {
    const outcome = calculateTransition(parseInput(transitionInput, { on, from, to, ...more }), deps);
    return outcome.kind === 'value' ? outcome.value.method : outcome.kind;
  };

  it.each([
    ['memur', 'ayniyat saymanı', 'SINAV'],
    ['ayniyat saymanı', 'sayman', 'SINAV'],
    ['sayman', 'çözümleyici', 'SINAVSIZ'],
    ['sayman', 'şef', 'SINAV'],
    ['şef', 'eğitim uzmanı', 'SINAV'],
    ['eğitim uzmanı', 'TTK uzmanı', 'SINAVSIZ'],
    ['eğitim uzmanı', 'şube müdürü', 'SINAV'],
    ['şube müdürü', 'eğitim uzmanı', 'SINAVSIZ'],
    ['şef', 'sayman', 'SINAVSIZ'],
    ['tekniker', 'memur', 'SINAV'],
    ['memur', 'mühendis', 'UNVAN_DEGISIKLIGI_SINAVI'],
    ['mühendis', 'mimar', 'UNVAN_DEGISIKLIGI_SINAVI'],
    ['avukat', 'hukuk müşaviri', 'GENEL_HUKUMLER'],
    ['şef', 'hukuk müşaviri', 'notEligible'],
    ['memur', 'aşçı', 'BELGEYLE'],
  ])('%s → %s: %s', (from, to, wanted) => {
    expect(way(from, to)).toBe(wanted);
  });

  it('needs no exam back to a post held before, and reads the silent case by option', () => {
    expect(way('memur', 'şube müdürü', { heldBefore: true })).toBe('SINAVSIZ');
    expect(way('memur', 'mühendis', { heldBefore: true })).toBe('SINAVSIZ');
    expect(way('şef', 'sayman', { downwardReading: 'SINAV' })).toBe('SINAV');
  });
});

describe('application and doctorate', () => {
  const apply = (raw: object) => calculateApplication(parseInput(applicationInput, { on, ...raw }), deps).kind;

  it.each([
    [{ current: 'memur', announced: 'veznedar' }, 'notEligible'],
    [{ current: 'şube müdürü', announced: 'şef' }, 'notEligible'],
    [{ current: 'memur', announced: 'şef', onLeave: true }, 'value'],
    [{ current: 'memur', announced: 'şef', candidateOfficer: true }, 'notEligible'],
    [{ current: 'memur', announced: 'şef', otherInstitution: true }, 'notEligible'],
    [{ current: 'tekniker', announced: 'memur' }, 'value'],
  ])('%o: %s', (raw, kind) => {
    expect(apply(raw)).toBe(kind);
  });

  it.each([
    ['şef', true, true, 'value'],
    ['memur', true, true, 'value'],
    ['şube müdürü', true, true, 'notEligible'],
    ['eğitim uzmanı', true, false, 'notEligible'],
    ['eğitim uzmanı', false, true, 'notEligible'],
  ])('doctorate → %s (doctorate %s, conditions %s): %s', (target, hasDoctorate, conditionsMet, kind) => {
    const input = parseInput(doctorateInput, { on, target, hasDoctorate, conditionsMet });
    expect(calculateDoctorateTransition(input, deps).kind).toBe(kind);
  });
});
