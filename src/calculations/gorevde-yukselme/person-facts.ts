import { z } from 'zod';
import { addDays, type IsoDate, sureDays } from '../engine/index.ts';
import { dayField, flagField, textField } from '../input.ts';
import { type DayCount, foldName, type ServicePeriod, servedDays, serviceBetween } from '../selection/index.ts';
import { compareEducation, EDUCATION_LEVELS } from './education.ts';
import { findKadro, standing } from './kadro.ts';
import type { Counted68bInput } from './service-68b.ts';
import type { KadroTable } from './tables.ts';

const period = { from: dayField, until: dayField.nullable().default(null) };

/** A record of service. `KAMU`: an institution of KHK 217 m.2; `OZEL`: private or own work; `ASKERLIK`: military. */
export const dutyRecord = z.object({
  ...period,
  kind: z.enum(['KAMU', 'OZEL', 'ASKERLIK']).default('KAMU'),
  title: z.string().default(''),
  inMinistry: flagField.default(true),
  asaleten: flagField.default(true),
  /** Devlet memurluğu; false for workers and contract staff of public institutions. */
  civilServant: flagField.default(true),
  yardimciHizmetler: flagField.default(false),
});
export type DutyRecord = z.output<typeof dutyRecord>;

export const educationRecord = z.object({
  level: z.enum(EDUCATION_LEVELS),
  completedOn: dayField,
  /** Department. */
  field: z.string().optional(),
  /** Lies in the field that the kadro asks for (m.7). */
  inKadroField: flagField.default(false),
});
export type EducationRecord = z.output<typeof educationRecord>;

/** The record of a person as far as promotion asks for it. */
export const personRecord = z.object({
  currentTitle: textField,
  otherInstitution: flagField.default(false),
  onLeave: flagField.default(false),
  educations: z.array(educationRecord),
  duties: z.array(dutyRecord),
  /** Unpaid leave: no service actually worked for 68/B. */
  unpaidLeaves: z.array(z.object(period)).default([]),
  probationLiftedOn: dayField.nullable().default(null),
  teachingProbationLiftedOn: dayField.nullable().default(null),
  licenceBSince: dayField.nullable().default(null),
  documents: z.array(z.string()).default([]),
  programmingLanguages: z.int().min(0).default(0),
  avukatlikRuhsati: flagField.default(false),
});
export type PersonRecord = z.output<typeof personRecord>;

/** Facts of m.6 that the records tell; lengths are 30/360 days up to and without `on`. */
export interface PersonFacts {
  readonly ministryLastDays: number;
  readonly civilServiceDays: number;
  readonly titleOrSameLevelDays: number;
  readonly dutyDays: Readonly<Record<string, number>>;
  readonly ministryDutyDays: Readonly<Record<string, number>>;
  readonly inYardimciHizmetler: boolean;
}

/** The day that the facts hold for, and how the last day of a service counts. */
export interface FactsDay {
  readonly on: IsoDate;
  readonly dayCount: DayCount;
}

export function personFacts(person: PersonRecord, kadros: KadroTable, { on, dayCount }: FactsDay): PersonFacts {
  const kamu = person.duties.filter((d) => d.kind === 'KAMU');
  const asaleten = kamu.filter((d) => d.asaleten);
  const days = (records: readonly ServicePeriod[]) => servedDays(records, on, dayCount);
  const byTitle = (records: readonly DutyRecord[]) => {
    const titles = new Set(records.map((r) => foldName(r.title)));
    return Object.fromEntries([...titles].map((t) => [t, days(records.filter((r) => foldName(r.title) === t))]));
  };
  return {
    ministryLastDays: lastStretchDays(
      kamu.filter((d) => d.inMinistry),
      { on, dayCount },
    ),
    civilServiceDays: days(kamu.filter((d) => d.civilServant)),
    titleOrSameLevelDays: days(asaleten.filter((d) => isSameLevel(d.title, person.currentTitle, kadros))),
    dutyDays: byTitle(asaleten),
    ministryDutyDays: byTitle(asaleten.filter((d) => d.inMinistry)),
    inYardimciHizmetler: kamu.some((d) => d.yardimciHizmetler && covers(d, on)),
  };
}

/** What 68/B counts of the records; nothing counts twice, unpaid leave doesn't count, private time splits at the degree. */
export function counted68bFacts(
  person: PersonRecord,
  { on, dayCount }: FactsDay,
): Omit<Counted68bInput, 'on' | 'privateInFull'> {
  const of = (kind: DutyRecord['kind']) => person.duties.filter((d) => d.kind === kind);
  const days = (...records: readonly ServicePeriod[][]) => servedDays(records.flat(), on, dayCount);
  const kamu = of('KAMU');
  const askerlik = of('ASKERLIK');
  const ozel = of('OZEL');
  const leaves = person.unpaidLeaves;
  const publicAll = days(kamu);
  const leave = publicAll + days(leaves) - days(kamu, leaves);
  const official = days(kamu, askerlik);
  const degree = degreeDay(person, on);
  const after = degree === null ? [] : ozel.flatMap((d) => clip(d, degree));
  const privateAll = days(kamu, askerlik, ozel) - official;
  const privateAfterDays = days(kamu, askerlik, after) - official;
  return {
    publicDays: Math.max(0, publicAll - leave),
    militaryDays: official - publicAll,
    privateAfterDays,
    privateBeforeDays: privateAll - privateAfterDays,
  };
}

/** The highest education completed on a day; null where there is none. */
export function highestEducation(person: PersonRecord, on: IsoDate): EducationRecord | null {
  const completed = person.educations.filter((e) => e.completedOn <= on);
  return completed.reduce<EducationRecord | null>(
    (best, e) => (best === null || compareEducation(e.level, best.level) > 0 ? e : best),
    null,
  );
}

export function covers({ from, until }: ServicePeriod, day: IsoDate): boolean {
  return from <= day && (until === null || until >= day);
}

/** Length of the stretch without a gap that reaches `on`; zero where `on` isn't covered. */
function lastStretchDays(records: readonly ServicePeriod[], { on, dayCount }: FactsDay): number {
  const start = lastStretchStart(records, on);
  return start === null ? 0 : sureDays(serviceBetween(start, on, dayCount));
}

/** First day of the stretch without a gap that reaches `on`; null where `on` isn't covered. */
export function lastStretchStart(records: readonly ServicePeriod[], on: IsoDate): IsoDate | null {
  let start: IsoDate | null = null;
  for (const r of [...records].sort((a, b) => (a.from < b.from ? 1 : -1))) {
    if (r.from > on) continue;
    const reached = start === null ? on : start;
    if (r.until !== null && addDays(r.until, 1) < reached) continue;
    start = r.from;
  }
  return start;
}

function isSameLevel(title: string, current: string, kadros: KadroTable): boolean {
  if (foldName(title) === foldName(current)) return true;
  const [a, b] = [findKadro(kadros, title), findKadro(kadros, current)];
  return a !== undefined && b !== undefined && standing(a, b) === 'SAME_LEVEL';
}

function degreeDay(person: PersonRecord, on: IsoDate): IsoDate | null {
  const higher = person.educations.filter((e) => compareEducation(e.level, 'ONLISANS') >= 0 && e.completedOn <= on);
  return higher.map((e) => e.completedOn).sort()[0] ?? null;
}

function clip(record: ServicePeriod, from: IsoDate): ServicePeriod[] {
  if (record.until !== null && record.until <= from) return [];
  return [{ from: record.from < from ? from : record.from, until: record.until }];
}
