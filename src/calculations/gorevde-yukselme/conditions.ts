import { assertNever } from '../../errors/index.ts';
import { displaySure, sureDays, sureOfDays } from '../engine/index.ts';
import { foldName } from '../selection/index.ts';
import { checkDuties, daysOfTitle } from './duties.ts';
import { compareEducation, EDUCATION_LABELS, type EducationLevel } from './education.ts';
import type { Checked, PromotionInput } from './promotion-facts.ts';
import type { PromotionCondition, PromotionConditions } from './tables.ts';

/** Tests one condition of m.6/2 on the facts of a person. */
export function checkCondition(c: PromotionCondition, input: PromotionInput, table: PromotionConditions): Checked {
  const asked = (label: string, path: string): Asked => ({ article: c.article, label, path });
  switch (c.kind) {
    case 'EDUCATION':
      return checkEducation(c, input, table);
    case 'LAST_YEARS_IN_MINISTRY':
      return length(asked('Bakanlıkta kesintisiz son hizmet', 'ministryLastDays'), c.years, input.ministryLastDays);
    case 'CIVIL_SERVICE':
      return length(asked('Devlet memurluğundaki hizmet', 'civilServiceDays'), c.years, input.civilServiceDays);
    case 'TITLE_OR_SAME_LEVEL': {
      const label = 'Unvanda veya aynı düzeydeki görevlerde hizmet';
      return length(asked(label, 'titleOrSameLevelDays'), c.years, input.titleOrSameLevelDays);
    }
    case 'MINISTRY_TITLE': {
      const label = `Bakanlıkta ${table.duties[c.title] ?? c.title.toLowerCase()} unvanında hizmet`;
      return length(asked(label, 'ministryDutyDays'), c.years, daysOfTitle(input.ministryDutyDays, c.title));
    }
    case 'LICENCE_B':
      return length(asked('(B) sınıfı sürücü belgesinin süresi', 'licenceBDays'), c.years, input.licenceBDays);
    case 'PROBATION_LIFTED':
      return flag(asked('Adaylığın kalkmış olması', 'probationLifted'), input.probationLifted);
    case 'NOT_IN_YARDIMCI_HIZMETLER': {
      const outside = input.inYardimciHizmetler === undefined ? undefined : !input.inYardimciHizmetler;
      return flag(asked('Yardımcı hizmetler sınıfı dışında olmak', 'inYardimciHizmetler'), outside);
    }
    case 'DOCUMENTS':
      return checkDocuments(c, input, table);
    case 'DUTIES':
      return checkDuties(c, input);
    default:
      return assertNever(c);
  }
}

type Of<K extends PromotionCondition['kind']> = Extract<PromotionCondition, { kind: K }>;

function checkEducation(c: Of<'EDUCATION'>, input: PromotionInput, table: PromotionConditions): Checked {
  const counted = countedEducation(input, table);
  const required = `en az ${EDUCATION_LABELS[c.atLeast]}${c.fields ? ` (${c.fields.join(', ')})` : ''}`;
  const base = { label: 'Öğrenim', article: c.article, required };
  const treated =
    counted === input.education ? '' : ` (${table.transitional.article} ile ${EDUCATION_LABELS[counted]} sayılır)`;
  const held = `${EDUCATION_LABELS[input.education]}${treated}`;
  if (compareEducation(counted, c.atLeast) < 0) {
    return { ...base, state: 'FAILED', result: `${held}; ${required} aranır.` };
  }
  if (!c.fields) return { ...base, state: 'MET', result: held };
  if (input.educationField === undefined) {
    return {
      ...base,
      state: 'UNKNOWN',
      result: 'Bölüm bilinmiyor.',
      missing: { path: 'educationField', label: 'Öğrenimin bölümü' },
    };
  }
  const field = foldName(input.educationField);
  const fits = c.fields.some((f) => foldName(f) === field);
  return {
    ...base,
    state: fits ? 'MET' : 'FAILED',
    result: `${held}, ${input.educationField}${fits ? '' : `; ${required} aranır.`}`,
  };
}

/** Geçici m.1: in post on the day and holding one of the shorter degrees then = treated as the longer one. */
function countedEducation(input: PromotionInput, { transitional }: PromotionConditions): EducationLevel {
  const then = input.educationOnTransitionalDay;
  const covered = input.onDutyOnTransitionalDay && then !== undefined && transitional.from.includes(then);
  return covered && compareEducation(input.education, transitional.treatedAs) < 0
    ? transitional.treatedAs
    : input.education;
}

function checkDocuments(c: Of<'DOCUMENTS'>, input: PromotionInput, table: PromotionConditions): Checked {
  const held = new Set(input.documents.map(foldName));
  const has = (document: string) => held.has(foldName(document));
  const met = c.need === 'ALL' ? c.documents.every(has) : c.documents.some(has);
  const required = c.documents.map((d) => table.documents[d] ?? d).join(c.need === 'ALL' ? ' ve ' : ' ya da ');
  return {
    label: 'Belge',
    article: c.article,
    required,
    state: met ? 'MET' : 'FAILED',
    result: met ? 'Belge var.' : `Gerekli: ${required}.`,
  };
}

interface Asked {
  readonly article: string;
  readonly label: string;
  /** Where the fact stands in the input. */
  readonly path: string;
}

function length(asked: Asked, years: number, days: number | undefined): Checked {
  const { article, label, path } = asked;
  const base = { label, article, required: `en az ${years} yıl` };
  if (days === undefined) return { ...base, state: 'UNKNOWN', result: 'Süre bilinmiyor.', missing: { path, label } };
  const met = days >= sureDays({ yil: years, ay: 0, gun: 0 });
  const held = displaySure(sureOfDays(days));
  return { ...base, state: met ? 'MET' : 'FAILED', result: met ? held : `${held}; en az ${years} yıl aranır.` };
}

function flag({ article, label, path }: Asked, value: boolean | undefined): Checked {
  const base = { label, article, required: 'evet' };
  if (value === undefined) return { ...base, state: 'UNKNOWN', result: 'Bilinmiyor.', missing: { path, label } };
  return { ...base, state: value ? 'MET' : 'FAILED', result: value ? 'Evet.' : 'Hayır.' };
}
