import { type IsoDate, isoDate } from '../engine/index.ts';
import table from './entry.json' with { type: 'json' };
import type { EducationFact, EducationLevel, Sinif } from './facts.ts';
import { type Position, rankOf } from './position.ts';

export type BonusId = 'A2' | 'A3' | 'A4' | 'A5';

export interface LevelEntry {
  readonly title: string;
  readonly position: Position;
  readonly ceiling: number;
  /** Years of school after ilkokul. */
  readonly schoolYears: number;
  readonly isHigher: boolean;
  readonly higherYears: number;
}

/** What the class and title of the post tell about a bonus. */
export interface PostTitle {
  readonly sinif: Sinif | null;
  readonly unvan: string | null;
}

interface BonusRule {
  readonly article: string;
  readonly minYears: number;
  readonly maxYears: number | null;
  readonly sinif: string | null;
  readonly titles: ReadonlySet<string>;
  readonly titleEndings: readonly string[];
}

type RawLevel = Omit<LevelEntry, 'position' | 'higherYears'> & { position: number[]; higherYears?: number };

const levelEntries = new Map<string, LevelEntry>(
  Object.entries(table.levels as Readonly<Record<string, RawLevel>>).map(([level, raw]) => [
    level,
    { ...raw, position: positionOf(raw.position), higherYears: raw.higherYears ?? 0 },
  ]),
);

function positionOf([derece = 15, kademe = 1]: readonly number[]): Position {
  return { derece, kademe };
}

/** The row of the entry table. 657 s.K. m.36 Ortak Hükümler A-1. */
export function levelEntry(level: EducationLevel): LevelEntry {
  const entry = levelEntries.get(level);
  if (!entry) throw new Error(`no entry row for ${level}`);
  return entry;
}

/** Entry position by the day of entry: ilkokul before 1 March 1970 enters higher (1897 s.K.). */
export function basePosition(level: EducationLevel, entryOn: IsoDate): Position {
  const { before, position } = table.ilkokulBefore;
  return level === 'ILKOKUL' && entryOn < before ? positionOf(position) : levelEntry(level).position;
}

/** Orders educations: the higher entry position first, then the longer school. */
export function compareLevels(a: EducationLevel, b: EducationLevel): number {
  const [first, second] = [levelEntry(a), levelEntry(b)];
  return rankOf(first.position) - rankOf(second.position) || first.schoolYears - second.schoolYears;
}

const bonusRules = new Map<BonusId, BonusRule>(
  (['A2', 'A3', 'A5', 'A4'] as const).map((id) => {
    const { titles, ...rule } = table.bonuses[id];
    return [id, { ...rule, titles: new Set(titles) }];
  }),
);

export function bonusArticle(id: BonusId): string {
  return table.bonuses[id].article;
}

/**
 * The one-degree bonus of a diploma (A/2 to A/5): at most one. `hadA4`: an officer who stays in the technical class
 * keeps A/4 with a later diploma. Undefined where the title is not told and decides.
 */
export function bonusOf(education: EducationFact, post: PostTitle, hadA4: boolean): BonusId | null | undefined {
  const years = levelEntry(education.level).higherYears;
  const title = education.title === null ? null : foldTitle(education.title);
  for (const [id, rule] of bonusRules) {
    if (title === null || years < rule.minYears || (rule.maxYears !== null && years > rule.maxYears)) continue;
    if (rule.sinif !== null && rule.sinif !== post.sinif) continue;
    if (rule.titles.has(title) || rule.titleEndings.some((ending) => title.endsWith(ending))) return id;
  }
  if (post.sinif === 'TH' && (hadA4 || isTechnicianMyo(years, post))) return 'A4';
  const couldMatter = years >= table.bonuses.A5.minYears || (years > 0 && (post.sinif === 'TH' || post.sinif === null));
  return title === null && couldMatter ? undefined : null;
}

const LARGEST_MEMO = 2_000;
const foldedTitles = new Map<string, string>();

/** Lower case by Turkish rules, remembered: a few hundred titles serve a whole institution, and the locale is slow. */
function foldTitle(title: string): string {
  const known = foldedTitles.get(title);
  if (known !== undefined) return known;
  const folded = title.toLocaleLowerCase('tr');
  if (foldedTitles.size < LARGEST_MEMO) foldedTitles.set(title, folded);
  return folded;
}

function isTechnicianMyo(higherYears: number, { unvan }: PostTitle): boolean {
  const rule = table.bonuses.A4.technicianMyo;
  return higherYears === rule.higherYears && unvan !== null && foldTitle(unvan).startsWith(rule.unvan);
}

/** Steps of A-6/b that a secondary school gives; none for evening schools and higher education. */
export function sixBSteps(education: EducationFact, sinif: Sinif | null): number {
  if (levelEntry(education.level).isHigher || education.school === 'AKSAM') return 0;
  const { schools, teknikLise, technicalInTrade } = table.sixB;
  if (education.school === 'TEKNIK_LISE') {
    if (education.graduatedYear === null || education.graduatedYear >= Number(teknikLise.before.slice(0, 4))) return 0;
    return sinif === 'TH' ? teknikLise.technicalClass : teknikLise.anyClass;
  }
  const longer = Math.max(
    education.extraYears,
    education.school === 'SAGLIK_MESLEK_LISESI' ? schools.SAGLIK_MESLEK_LISESI : 0,
  );
  return longer + (education.worksInTrade ? technicalInTrade : 0);
}

/** Day on which a peer who never paused would have had the later diploma: 30.06 secondary, 31.07 higher. Tebliğ 142. */
export function emsalDate(first: EducationFact & { readonly graduatedYear: number }, later: EducationFact): IsoDate {
  const [from, to] = [levelEntry(first.level), levelEntry(later.level)];
  const years = to.isHigher
    ? to.higherYears - from.higherYears + secondaryYears(from)
    : to.schoolYears - from.schoolYears;
  const monthDay = to.isHigher ? table.emsal.higher : table.emsal.secondary;
  return isoDate(`${first.graduatedYear + Math.max(0, years)}-${monthDay}`);
}

/** Years of secondary school still to come before higher education. */
function secondaryYears(first: LevelEntry): number {
  const lise = table.levels.LISE.schoolYears;
  return first.isHigher ? 0 : Math.max(0, lise - first.schoolYears);
}

export const postgraduateRules = table.postgraduate;
export const lawyerTraining = table.lawyerTraining;
export const diplomaNeededFrom = isoDate(table.diplomaNeededFrom);

/** The first 14th after a petition: the encümen day that the guide uses (pay day 15). R4. */
export function nextIbrazDay(presentedOn: IsoDate): IsoDate {
  const [year, month, day] = [
    Number(presentedOn.slice(0, 4)),
    Number(presentedOn.slice(5, 7)),
    Number(presentedOn.slice(8)),
  ];
  const months = year * 12 + month - 1 + (day < table.ibrazDay ? 0 : 1);
  return isoDate(`${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-${table.ibrazDay}`);
}
