import {
  bolgeHizmeti,
  type gorevdeYukselme,
  type IsoDate,
  type MissingInput,
  selection,
} from '../calculations/index.ts';
import type { Database } from '../database/index.ts';
import { findInstitution, listUnits } from '../institution/index.ts';
import type { Person } from '../personnel/index.ts';
import { type PostingSpan, postingSpans, promotionRecordOf } from './promotion-record.ts';

const { foldName, readTable, servedDays, wholeMonths } = selection;

/** Where a workplace of the record lies; without a district at the provincial directorate. */
export interface KnownPlace {
  readonly workplace: string;
  readonly il: string;
  readonly ilce?: string | undefined;
  /** Its region before 19/6/2021, where the new table changed it (Geçici m.3/2). */
  readonly formerRegion?: bolgeHizmeti.Region | undefined;
}

/** What the registry doesn't hold and the question brings along. */
export interface RegionExtras {
  readonly places: readonly KnownPlace[];
  /** Documents of success by row of Ek-2; null = not known, an empty record = none. */
  readonly awards: Readonly<Record<string, number>> | null;
  /** The yüksek lisans or doktora on record lies in the field of management (Ek-2, Açıklama 1). */
  readonly managementPostgraduate: boolean;
}

/** A posting with its place; null where neither its name nor the question tells it. */
export interface LocatedPosting extends PostingSpan {
  readonly finding: bolgeHizmeti.RegionFinding | null;
  readonly formerRegion: bolgeHizmeti.Region | undefined;
  /** Place in the list as it was entered, for the path of what is missing. */
  readonly index: number;
}

/** The places of the institution itself and of its units, by their names. */
export async function ownPlaces(db: Database): Promise<KnownPlace[]> {
  const institution = await findInstitution(db);
  if (!institution) return [];
  const { name, province: il } = institution;
  const units = await listUnits(db);
  return [{ workplace: name, il }, ...units.map((u) => ({ workplace: u.name, il, ilce: u.district ?? undefined }))];
}

/** Postings with the regions of their places: told by the question, by the institution's units, or by the name itself. */
export function locatedPostings(
  { career }: Person,
  places: readonly KnownPlace[],
  table: bolgeHizmeti.RegionTable,
): readonly LocatedPosting[] {
  const known = new Map([...places].reverse().map((p) => [foldName(p.workplace), p]));
  const entered = career.postings ?? [];
  return postingSpans(career).map((posting) => {
    const place = known.get(foldName(posting.workplace));
    const finding = place
      ? bolgeHizmeti.findRegion(table, place.il, place.ilce)
      : bolgeHizmeti.placeInName(table, posting.workplace);
    const index = entered.findIndex((p) => p.from === posting.from && p.workplace === posting.workplace);
    return { ...posting, finding, formerRegion: place?.formerRegion, index };
  });
}

/** The place that is still asked for. */
export function missingPlace({ index, workplace }: LocatedPosting): MissingInput {
  return { path: `postings.${index}.workplace`, label: `"${workplace}" görev yerinin ili ve ilçesi` };
}

/** The kadro of m.26 that a title names; undefined for titles that aren't bound to region service. */
export function managerPostOf(table: bolgeHizmeti.TermTable, title: string | null): string | undefined {
  if (title === null) return undefined;
  const folded = foldName(title);
  return table.managerPosts.find(({ titles }) => titles.some((t) => foldName(t) === folded))?.id;
}

const EDUCATION_ROWS: Readonly<Record<gorevdeYukselme.EducationLevel, string>> = {
  ILKOGRETIM: 'lise',
  LISE: 'lise',
  ONLISANS: 'on_lisans',
  UC_YILLIK: 'uc_yillik_yuksekokul',
  LISANS: 'lisans',
  YUKSEK_LISANS: 'yuksek_lisans',
  DOKTORA: 'doktora',
};
type Penalty = NonNullable<Person['career']['discipline']>[number]['kind'];
const PENALTY_ROWS: Readonly<Record<Exclude<Penalty, 'DIGER'>, string>> = {
  UYARMA: 'uyarma',
  KINAMA: 'kinama_tevbih_kusurlu',
  AYLIKTAN_KESME: 'ayliktan_kesme',
  KADEME_DURDURMA: 'kademe_durdurma_kidem_derece_indirme',
};

/** The Ek-2 form as the record fills it, with what it lacks. */
export function ek2Of(
  person: Person,
  on: IsoDate,
  { extras, tables }: { readonly extras: RegionExtras; readonly tables: bolgeHizmeti.RegionTables },
): { readonly form: Omit<bolgeHizmeti.Ek2Input, 'educationReading'>; readonly missing: readonly MissingInput[] } {
  const missing: MissingInput[] = [];
  if (extras.awards === null) missing.push({ path: 'awards', label: 'Başarı belgeleri ve ödüller (yoksa boş liste)' });
  const { discipline } = person.career;
  if (discipline === null) missing.push({ path: 'discipline', label: 'Disiplin cezaları (yoksa boş liste)' });
  const penalties: Record<string, number> = {};
  for (const { kind, decidedOn, annulledOn } of discipline ?? []) {
    if (decidedOn > on || (annulledOn !== null && annulledOn <= on)) continue;
    if (kind === 'DIGER') missing.push({ path: 'discipline', label: `${decidedOn} tarihli cezanın Ek-2’deki satırı` });
    else penalties[PENALTY_ROWS[kind]] = (penalties[PENALTY_ROWS[kind]] ?? 0) + 1;
  }
  const form = {
    on,
    education: educationRows(person, on, extras),
    awards: { ...extras.awards },
    penalties,
    serviceMonths: serviceMonths(person, on, readTable(tables.ek2, on).value),
  };
  return { form, missing };
}

function educationRows(person: Person, on: IsoDate, { managementPostgraduate }: RegionExtras): string[] {
  const field = managementPostgraduate ? 'yonetim' : 'diger';
  const completed = promotionRecordOf(person, on).record.educations.filter((e) => e.completedOn <= on);
  completed.sort((a, b) => (a.completedOn < b.completedOn ? -1 : 1));
  return completed.map(({ level }) => {
    const row = EDUCATION_ROWS[level];
    return level === 'YUKSEK_LISANS' || level === 'DOKTORA' ? `${row}_${field}` : row;
  });
}

/** Whole months by row of the form; titles that no row names go to the row without titles. */
function serviceMonths({ career }: Person, on: IsoDate, { service }: bolgeHizmeti.Ek2Table): Record<string, number> {
  const other = service.find((row) => row.titles.length === 0)?.id ?? '';
  const rowOf = (title: string | null): string => {
    const folded = foldName(title ?? '');
    return service.find((row) => row.titles.some((t) => foldName(t) === folded))?.id ?? other;
  };
  const byRow = new Map<string, PostingSpan[]>();
  for (const span of postingSpans(career)) {
    const row = rowOf(span.unvan);
    byRow.set(row, [...(byRow.get(row) ?? []), span]);
  }
  return Object.fromEntries([...byRow].map(([row, spans]) => [row, wholeMonths(servedDays(spans, on))]));
}
