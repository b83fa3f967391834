import { z } from 'zod';
import {
  concluded,
  createTracer,
  type IsoDate,
  type MissingInput,
  missing,
  notEligible,
  type Outcome,
  type Sure,
  sureDays,
  type TraceStep,
} from '../engine/index.ts';
import { countField, dayField, dereceField, flagField, textField } from '../input.ts';
import { foldName, readTable, servedDays } from '../selection/index.ts';
import { calculateApplication } from './application.ts';
import { daysOfTitle } from './duties.ts';
import { compareEducation, HIGHER_EDUCATION_YEARS } from './education.ts';
import { findKadro, kadroByName } from './kadro.ts';
import { calculateManagerConditions } from './manager.ts';
import {
  counted68bFacts,
  covers,
  highestEducation,
  type PersonRecord,
  personFacts,
  personRecord,
} from './person-facts.ts';
import { calculatePromotionConditions } from './promotion.ts';
import { promotionInput } from './promotion-facts.ts';
import { calculateCounted68b, calculateEligible68b, type Required68b } from './service-68b.ts';
import type { PromotionDeps } from './tables.ts';
import { calculateTitleChange, titleChangeInput } from './title-change.ts';

/** A person's records against one announced kadro. */
export const personEligibilityInput = z.object({
  /** Last day of the application period (m.11/1). */
  on: dayField,
  /** A kadro of m.5, or `IL_MEM_YARDIMCISI`, `ILCE_MEM` (m.23). */
  kadro: textField,
  derece: dereceField,
  ekGosterge: countField.default(0),
  privateInFull: flagField.default(false),
  /** Sağlık or eğitim-öğretim sınıfı kadro: 68/B doesn't apply. */
  outside68b: flagField.default(false),
  /** Whether the last day of a service counts; the text is silent, the default is end − start. */
  dayCount: z.enum(['GUN_HARIC', 'GUN_DAHIL']).default('GUN_HARIC'),
  /** Whether Geçici m.1 also spares the two years that 68/B adds for a shorter education; by default it doesn't. */
  transitional68b: z.enum(['ILAVE_SURE_KALIR', 'ILAVE_SURE_KALKAR']).default('ILAVE_SURE_KALIR'),
  dutyAddition: promotionInput.shape.dutyAddition,
  higherEducationReading: titleChangeInput.shape.higherEducationReading,
  person: personRecord,
});
export type PersonEligibilityInput = z.output<typeof personEligibilityInput>;

export interface PersonEligibility {
  readonly counted68b: Sure;
  /** Years that 68/B wants; null where it doesn't apply. */
  readonly required68bYears: number | null;
}

/**
 * Whether a person's records open the way to a kadro: bars to the application (m.11), the kadro's own conditions (m.6, 7
 * or 23) and 68/B together. `notEligible` names the first article that fails and lists all reasons.
 */
export function calculatePersonEligibility(
  input: PersonEligibilityInput,
  deps: PromotionDeps,
): Outcome<PersonEligibility> {
  const counted = calculateCounted68b(
    { on: input.on, privateInFull: input.privateInFull, ...counted68bFacts(input.person, input) },
    deps,
  );
  if (counted.kind !== 'value') return counted;
  const service = input.outside68b ? null : service68b(input, counted.value, deps);
  const parts: Outcome<unknown>[] = [...ownConditions(input, deps), counted, ...(service ? [service] : [])];
  const tracer = createTracer();
  tracer.step(readingStep(input));
  for (const part of parts) for (const step of part.trace) tracer.step(step);
  for (const part of parts) if (part.kind === 'value') for (const warning of part.warnings) tracer.warn(warning);
  const refused = parts.flatMap((p) => (p.kind === 'notEligible' ? [p] : []));
  const first = refused[0];
  if (first) return notEligible(first.article, refused.map((r) => `${r.article}: ${r.reason}`).join(' | '), tracer);
  const absent = parts.flatMap((p): readonly MissingInput[] => (p.kind === 'missing' ? p.missing : []));
  if (absent.length > 0) return missing(absent, tracer);
  const years = service?.kind === 'value' ? service.value.years : null;
  return concluded({ counted68b: counted.value, required68bYears: years }, tracer);
}

function service68b(input: PersonEligibilityInput, counted: Sure, deps: PromotionDeps): Outcome<Required68b> {
  const { on, derece, ekGosterge, person } = input;
  const held = highestEducation(person, on)?.level ?? 'ILKOGRETIM';
  const { transitional } = readTable(deps.tables.promotion, on).value;
  const covered = transitional.from.includes(held) && onTransition(person, transitional.onDutyOn as IsoDate);
  const spared = covered && input.transitional68b === 'ILAVE_SURE_KALKAR';
  const higherEducationYears = HIGHER_EDUCATION_YEARS[spared ? transitional.treatedAs : held];
  const facts = { on, derece, ekGosterge, higherEducationYears, departmentHead: false, serviceDays: sureDays(counted) };
  return calculateEligible68b(facts, deps);
}

function ownConditions(input: PersonEligibilityInput, deps: PromotionDeps): Outcome<unknown>[] {
  const { on, person } = input;
  const kadros = readTable(deps.tables.kadros, on).value;
  if (!findKadro(kadros, input.kadro)) {
    const { posts } = readTable(deps.tables.managers, on).value;
    const post = Object.keys(posts).find((id) => foldName(id) === foldName(input.kadro));
    if (post) return [managerConditions(post, input, deps)];
  }
  const kadro = kadroByName(kadros, input.kadro);
  const application = calculateApplication(
    {
      on,
      current: person.currentTitle,
      announced: kadro.id,
      otherInstitution: person.otherInstitution,
      candidateOfficer: !lifted(person.probationLiftedOn, on),
      onLeave: person.onLeave,
    },
    deps,
  );
  const titleChange = kadro.group === 'UNVAN_DEGISIKLIGI';
  return [application, titleChange ? titleChangeConditions(input, deps) : promotionConditions(input, deps)];
}

/** Tries every completed education and keeps the first that fits: a shorter one may lie in the field asked for. */
function promotionConditions(input: PersonEligibilityInput, deps: PromotionDeps): Outcome<unknown> {
  const { on, kadro, person, dutyAddition } = input;
  const facts = personFacts(person, readTable(deps.tables.kadros, on).value, input);
  const day = readTable(deps.tables.promotion, on).value.transitional.onDutyOn as IsoDate;
  const then = highestEducation(person, day);
  const base = {
    on,
    kadro,
    ...facts,
    dutyDays: { ...facts.dutyDays },
    ministryDutyDays: { ...facts.ministryDutyDays },
    probationLifted: lifted(person.probationLiftedOn, on),
    licenceBDays:
      person.licenceBSince === null ? 0 : servedDays([{ from: person.licenceBSince, until: null }], on, input.dayCount),
    documents: person.documents,
    onDutyOnTransitionalDay: onTransition(person, day),
    ...(then ? { educationOnTransitionalDay: then.level } : {}),
    dutyAddition,
  };
  const educations = person.educations
    .filter((e) => e.completedOn <= on)
    .sort((a, b) => compareEducation(b.level, a.level));
  const outcomes = educations.map((e) =>
    calculatePromotionConditions({ ...base, education: e.level, educationField: e.field ?? '' }, deps),
  );
  const none = () => calculatePromotionConditions({ ...base, education: 'ILKOGRETIM' }, deps);
  return outcomes.find((o) => o.kind === 'value') ?? outcomes[0] ?? none();
}

function titleChangeConditions(input: PersonEligibilityInput, deps: PromotionDeps): Outcome<unknown> {
  const { on, kadro, person, higherEducationReading } = input;
  const row = readTable(deps.tables.titleChange, on).value[
    kadroByName(readTable(deps.tables.kadros, on).value, kadro).id
  ];
  const inField = highestEducation({ ...person, educations: person.educations.filter((e) => e.inKadroField) }, on);
  return calculateTitleChange(
    {
      on,
      kadro,
      fieldEducation: inField?.level ?? null,
      field: row?.field ?? 'KADRO_ALANI',
      languages: person.programmingLanguages,
      licence: person.avukatlikRuhsati,
      higherEducationReading,
    },
    deps,
  );
}

function managerConditions(post: string, input: PersonEligibilityInput, deps: PromotionDeps): Outcome<true> {
  const { on, person } = input;
  const { dutyDays } = personFacts(person, readTable(deps.tables.kadros, on).value, input);
  const rules = readTable(deps.tables.managers, on).value;
  const sum = (titles: readonly string[]) => titles.reduce((days, t) => days + daysOfTitle(dutyDays, t), 0);
  const facts = {
    on,
    post,
    principalDays: sum(rules.principalTitles),
    branchManagerDays: sum(rules.branchManagerTitles),
    teachingProbationLifted: lifted(person.teachingProbationLiftedOn, on),
  };
  return calculateManagerConditions(facts, deps);
}

/** In post in the public service on the day of Geçici m.1. */
function onTransition(person: PersonRecord, day: IsoDate): boolean {
  return person.duties.some((d) => d.kind === 'KAMU' && covers(d, day));
}

function readingStep({ dayCount, transitional68b }: PersonEligibilityInput): TraceStep {
  const spares = transitional68b === 'ILAVE_SURE_KALKAR';
  return {
    label: 'Hizmet süreleri (30/360)',
    article: 'MEB Yön. m.4/1-k; Geçici m.1',
    arithmetic: dayCount === 'GUN_DAHIL' ? 'bitiş − başlangıç + 1 gün' : 'bitiş − başlangıç',
    result: `Geçici m.1, 68/B'deki iki yıllık ilaveyi ${spares ? 'kaldırır' : 'kaldırmaz'}.`,
    option: {
      name: 'gun-dahil, gecici-1-68b',
      value: `${dayCount}, ${transitional68b}`,
      isDefault: dayCount === 'GUN_HARIC' && !spares,
      article: 'MEB Yön. m.4/1-k; Geçici m.1',
    },
  };
}

function lifted(day: IsoDate | null, on: IsoDate): boolean {
  return day !== null && day <= on;
}
