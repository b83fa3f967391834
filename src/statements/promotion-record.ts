import {
  addSureToDate,
  compareDates,
  type gorevdeYukselme,
  type IsoDate,
  isoDate,
  type MissingInput,
  sureOfDays,
} from '../calculations/index.ts';
import type { Career, Person } from '../personnel/index.ts';
import { PROMOTION_LEVELS } from './education.ts';

type Duty = gorevdeYukselme.DutyRecord;
type Service = NonNullable<Career['service']>[number];
type Posting = NonNullable<Career['postings']>[number];

/** What the registry doesn't hold and the question brings along. */
export interface PromotionExtras {
  /** Workplaces of the record that lie outside the ministry; the others count as service in it. */
  readonly otherWorkplaces: readonly string[];
  /** Departments that lie in the field of the announced kadro (m.7). */
  readonly kadroFields: readonly string[];
  readonly licenceBSince: IsoDate | null;
  readonly documents: readonly string[];
  readonly programmingLanguages: number;
  readonly avukatlikRuhsati: boolean;
}

/** Nothing but what the registry holds. */
export const NO_EXTRAS: PromotionExtras = {
  otherWorkplaces: [],
  kadroFields: [],
  licenceBSince: null,
  documents: [],
  programmingLanguages: 0,
  avukatlikRuhsati: false,
};

/** The record of a person as promotion reads it, with the lists that have not been entered. MEB Yön. m.6, 7; 657 s.K. m.68/B. */
export function promotionRecordOf(
  person: Person,
  on: string,
  given: Partial<PromotionExtras> = {},
): { readonly record: gorevdeYukselme.PersonRecord; readonly missing: readonly MissingInput[] } {
  const extras = { ...NO_EXTRAS, ...given };
  const { career } = person;
  const service = career.service ?? [];
  const asil = service.find((s) => s.kind === 'ASIL');
  const leaves = (career.unpaidLeaves ?? []).map(({ from, to }) => ({ from, until: to }));
  const record: gorevdeYukselme.PersonRecord = {
    currentTitle: person.unvan,
    otherInstitution: person.status === 'ayrildi',
    onLeave: leaves.some((l) => l.from <= on && (l.until === null || l.until > on)),
    educations: educationsOf(person, extras),
    duties: [...postingDuties(career, extras), ...otherDuties(service), ...militaryDuties(career)],
    unpaidLeaves: leaves,
    probationLiftedOn: person.status === 'aday' ? null : (asil?.from ?? null),
    teachingProbationLiftedOn: null,
    licenceBSince: extras.licenceBSince,
    documents: [...extras.documents],
    programmingLanguages: extras.programmingLanguages,
    avukatlikRuhsati: extras.avukatlikRuhsati,
  };
  return { record, missing: missingOf(person) };
}

function missingOf({ career, education, status }: Person): MissingInput[] {
  const lists: [unknown, string, string][] = [
    [career.postings, 'postings', 'Görev yerleri ve unvanları'],
    [career.service, 'service', 'Hizmet kayıtları'],
    [career.military, 'military', 'Askerlik kaydı (yoksa boş liste)'],
    [career.unpaidLeaves, 'unpaidLeaves', 'Aylıksız izinler (yoksa boş liste)'],
  ];
  const missing = lists.filter(([list]) => list === null).map(([, path, label]) => ({ path, label }));
  if (education.length === 0) missing.push({ path: 'education', label: 'Öğrenim kaydı' });
  if (status === 'asil' && career.service !== null && !career.service.some((s) => s.kind === 'ASIL'))
    missing.push({ path: 'service', label: 'Asıl memurluk kaydı (adaylığın kalktığı gün)' });
  (career.postings ?? []).forEach((p, i) => {
    if (p.unvan === null) missing.push({ path: `postings.${i}.unvan`, label: `${p.workplace} görevinin unvanı` });
  });
  (career.service ?? []).forEach((s, i) => {
    if (s.kind === 'SIGORTA' && s.sector === null)
      missing.push({ path: `service.${i}.sector`, label: `${s.from} tarihli sigortalı hizmetin sektörü` });
  });
  return missing;
}

function educationsOf(
  { education, career }: Person,
  { kadroFields }: PromotionExtras,
): gorevdeYukselme.EducationRecord[] {
  const folded = new Set(kadroFields.map(fold));
  const diplomas = education.map((e) => ({
    level: PROMOTION_LEVELS[e.level],
    completedOn: isoDate(e.graduatedOn, 'graduatedOn'),
    ...(e.field === null ? {} : { field: e.field }),
    inKadroField: [e.field, e.title].some((text) => text !== null && folded.has(fold(text))),
  }));
  const higher = career.postgraduate.flatMap((p) =>
    p.kind === 'YUKSEK_LISANS' || p.kind === 'DOKTORA'
      ? [{ level: p.kind, completedOn: p.effectiveOn, inKadroField: false }]
      : [],
  );
  return [...diplomas, ...higher];
}

/** A posting with the day on which it ended; null = still running. */
export interface PostingSpan extends Posting {
  readonly until: IsoDate | null;
}

/** The postings in the order of time; one without an end lasts until the next one begins. */
export function postingSpans({ postings }: Pick<Career, 'postings'>): readonly PostingSpan[] {
  const ordered = [...(postings ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1));
  return ordered.map((p, i) => ({ ...p, until: p.to ?? ordered[i + 1]?.from ?? null }));
}

function postingDuties(career: Career, { otherWorkplaces }: PromotionExtras): Duty[] {
  const outside = new Set(otherWorkplaces.map(fold));
  return postingSpans(career).map((p) => ({
    kind: 'KAMU',
    from: p.from,
    until: p.until,
    title: p.unvan ?? '',
    inMinistry: !outside.has(fold(p.workplace)),
    asaleten: true,
    civilServant: true,
    yardimciHizmetler: p.sinif === 'YH',
  }));
}

/** Service before and beside the officer's own; the postings tell that of the officer. */
function otherDuties(service: readonly Service[]): Duty[] {
  return service.flatMap((s) => {
    if (s.kind === 'ADAY' || s.kind === 'ASIL') return [];
    const isPrivate =
      s.kind === 'SERBEST_AVUKATLIK' || s.kind === 'TARIM_KOOPERATIFI' || (s.kind === 'SIGORTA' && s.sector !== 'KAMU');
    return [{ ...PLAIN, kind: isPrivate ? 'OZEL' : 'KAMU', from: s.from, until: endOf(s) } satisfies Duty];
  });
}

const PLAIN = { title: '', inMinistry: false, asaleten: false, civilServant: false, yardimciHizmetler: false } as const;

/** Insurance counts by the days of its document, not by the calendar. */
function endOf(s: Exclude<Service, { readonly kind: 'ADAY' | 'ASIL' }>): IsoDate {
  if (s.kind === 'SOZLESMELI_4B') return s.to;
  const documented = addSureToDate(s.from, sureOfDays(s.days));
  return compareDates(documented, s.to) < 0 ? documented : s.to;
}

function militaryDuties({ military }: Career): Duty[] {
  return (military ?? []).map((m) => ({ ...PLAIN, kind: 'ASKERLIK', from: m.from, until: m.to }));
}

function fold(text: string): string {
  return text.toLocaleLowerCase('tr').replace(/\s+/g, ' ').trim();
}
