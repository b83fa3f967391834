import { isOfficerOf, maySeeDiscipline, requireRight } from '../access/index.ts';
import {
  bolgeHizmeti,
  createTracer,
  type MissingInput,
  type Outcome,
  selection,
  type Tracer,
} from '../calculations/index.ts';
import type { Person } from '../personnel/index.ts';
import { requirePerson, type StatementsContext } from './office.ts';
import { promotionRecordOf } from './promotion-record.ts';
import { onRecord, type RecordFact } from './record.ts';
import {
  ek2Of,
  type LocatedPosting,
  locatedPostings,
  managerPostOf,
  missingPlace,
  ownPlaces,
  type RegionExtras,
} from './region-record.ts';

type IsoDate = bolgeHizmeti.PreferableInput['on'];

/** Which reference day, with what the registry doesn't hold. */
export interface RegionQuestion {
  readonly on: IsoDate;
  readonly extras: RegionExtras;
  readonly otherWorkplaces: readonly string[];
}

/** Where a manager stands with region service on a day. Lengths are 30/360 days, points exact decimal texts. */
export interface RegionStanding {
  readonly place: bolgeHizmeti.RegionFinding;
  readonly term: bolgeHizmeti.RegionPoints;
  readonly served: bolgeHizmeti.ServedRegions;
  /** Null before the term of the present region is completed (m.29/2). */
  readonly preferable: bolgeHizmeti.PreferableRegions | null;
  /** Half of the term is served: a voluntary move is open (m.31/1). */
  readonly isHalfServed: boolean;
  readonly regionPoints: string;
  readonly ek2: string;
  readonly score: string;
  /** Tie-breakers of m.29/4. */
  readonly managerDays: number;
  readonly ministryDays: number;
}

/**
 * Region service of a manager on record: region of the post, time and points served, the score of the reference day, the
 * regions that may be preferred. Workplaces whose place nobody tells are missing. `notEligible` for titles outside m.26.
 * The trace names penalties, so only officers of relocation and those who see discipline get it. Throws ForbiddenError,
 * NotFoundError, ValidationError. MEB Yön. m.26–31, Ek-2.
 */
export async function bolgeHizmetiOf(
  context: StatementsContext,
  sicilNo: string,
  { on, extras, otherWorkplaces }: RegionQuestion,
): Promise<Outcome<RegionStanding>> {
  const { actor } = context;
  requireRight(
    isOfficerOf(actor, 'atama') || maySeeDiscipline(actor),
    'cezaları da gösteren bölge hizmeti puanını atama servisinin görevlileri ve üstleri görür',
  );
  const person = await requirePerson(context.db, sicilNo);
  const tables = bolgeHizmeti.regionTablesOf(context.book);
  const terms = selection.readTable(tables.terms, on).value;
  const regions = selection.readTable(tables.regions, on).value;
  const postings = locatedPostings(person, [...extras.places, ...(await ownPlaces(context.db))], regions);
  const title = postings.findLast((p) => p.from <= on)?.unvan ?? person.unvan;
  const post = managerPostOf(terms, title);
  const own = postings.filter((p) => p.from <= on && post !== undefined && managerPostOf(terms, p.unvan) === post);
  const { form, missing } = ek2Of(person, on, { extras, tables });
  const facts: RecordFact[] = [{ label: 'Unvan', value: title, article: 'MEB Yön. m.26', isFromRecord: true }];
  const absent = [...missingLists(person), ...own.filter((p) => p.finding === null).map(missingPlace), ...missing];
  return onRecord({ input: { on, own, form }, facts, missing: absent }, () => {
    if (post === undefined) {
      const reason = `"${title}" bölge hizmetine tabi bir unvan değil.`;
      return { kind: 'notEligible', article: 'MEB Yön. m.26', reason, trace: [] };
    }
    const days = { managerDays: daysOf(postings, on, (p) => managerPostOf(terms, p.unvan) !== undefined) };
    const ministryDays = ministryDaysOf(person, on, otherWorkplaces);
    return standing({ on, own, form, leaves: leavesIn(person, own) }, { ...days, ministryDays }, { tables });
  });
}

interface Facts {
  readonly on: IsoDate;
  readonly own: readonly LocatedPosting[];
  readonly form: Omit<bolgeHizmeti.Ek2Input, 'educationReading'>;
  /** Unpaid leaves inside the posts. */
  readonly leaves: number;
}

function standing(
  { on, own, form, leaves }: Facts,
  days: Pick<RegionStanding, 'managerDays' | 'ministryDays'>,
  deps: bolgeHizmeti.RegionDeps,
): Outcome<RegionStanding> {
  const place = own.at(-1)?.finding;
  if (!place || own.some((p) => p.finding === null))
    return { kind: 'missing', missing: own.filter((p) => p.finding === null).map(missingPlace), trace: [] };
  const posts = own.flatMap(({ finding, formerRegion, from, until }) =>
    finding ? [{ region: finding.region, from, until, asaleten: true, ...(formerRegion ? { formerRegion } : {}) }] : [],
  );
  const found = bolgeHizmeti.calculateServedRegions({ on, posts }, deps);
  if (found.kind !== 'value') return found;
  const tracer = createTracer();
  const take = collector(tracer);
  const served = take(found);
  const term = take(bolgeHizmeti.calculateTerm({ on, region: served.current }, deps));
  const half = bolgeHizmeti.calculateHalfTerm({ on, region: served.current, servedDays: served.currentDays }, deps);
  const periods = served.byRegion.map(({ region, days: length }) => ({ region, days: length }));
  const shortService = 'BOLGE_TOPLAMINDA_ATILIR' as const;
  const regionPoints = take(bolgeHizmeti.calculateRegionPoints({ on, periods, shortService }, deps));
  const ek2 = take(bolgeHizmeti.calculateEk2({ ...form, educationReading: 'SON_OGRENIM' }, deps));
  const score = take(bolgeHizmeti.calculateMoveScore({ on, ek2, regionPoints }));
  const { completed, current: region, currentCompleted } = served;
  const asked = { on, current: region, completed: [...completed], served: periods.map((p) => p.region) };
  const preferable = currentCompleted ? take(bolgeHizmeti.calculatePreferableRegions(asked, deps)) : null;
  if (leaves > 0) tracer.warn(leaveWarning(leaves));
  const isHalfServed = half.kind === 'value';
  const value = { place, term, served, preferable, isHalfServed, regionPoints, ek2, score, ...days };
  return { kind: 'value', value, trace: tracer.steps, warnings: tracer.warnings };
}

/** Takes the value of a calculation that always has one, and keeps its steps and warnings. */
function collector(tracer: Tracer) {
  return <V>(outcome: Outcome<V>): V => {
    for (const step of outcome.trace) tracer.step(step);
    if (outcome.kind !== 'value') throw new Error(`${outcome.kind} where a value is certain`);
    for (const warning of outcome.warnings) tracer.warn(warning);
    return outcome.value;
  };
}

/** m.28/2 leaves the deductions to a regulation whose text isn't among the rules: the officer must look. */
function leaveWarning(count: number) {
  return {
    code: 'LEAVE_NOT_DEDUCTED',
    message: `Bu görevlerde ${count} aylıksız izin var; bölge hizmetinden düşülecek süreyi Devlet Memurlarının Yer Değiştirme Suretiyle Atanmalarına İlişkin Yönetmelik m.22’ye göre denetleyin.`,
    article: 'MEB Yön. m.28/2',
  };
}

function leavesIn({ career }: Person, own: readonly LocatedPosting[]): number {
  const leaves = career.unpaidLeaves ?? [];
  return leaves.filter((l) =>
    own.some((p) => (l.to === null || l.to > p.from) && (p.until === null || l.from < p.until)),
  ).length;
}

function missingLists({ career }: Person): MissingInput[] {
  return career.postings === null ? [{ path: 'postings', label: 'Görev yerleri ve unvanları' }] : [];
}

function daysOf(
  postings: readonly LocatedPosting[],
  on: IsoDate,
  counts: (posting: LocatedPosting) => boolean,
): number {
  return selection.servedDays(postings.filter(counts), on);
}

function ministryDaysOf(person: Person, on: IsoDate, otherWorkplaces: readonly string[]): number {
  const { record } = promotionRecordOf(person, on, { otherWorkplaces });
  return selection.servedDays(
    record.duties.filter((d) => d.inMinistry),
    on,
  );
}
