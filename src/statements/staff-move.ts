import {
  bolgeHizmeti,
  gorevdeYukselme,
  type IsoDate,
  type MissingInput,
  type Outcome,
  type Sure,
  selection,
  sureDays,
} from '../calculations/index.ts';
import type { Person } from '../personnel/index.ts';
import { requirePerson, type StatementsContext } from './office.ts';
import { counted68bOf } from './promotion.ts';
import { promotionRecordOf } from './promotion-record.ts';
import { onRecord } from './record.ts';
import {
  type KnownPlace,
  type LocatedPosting,
  locatedPostings,
  managerPostOf,
  missingPlace,
  ownPlaces,
} from './region-record.ts';

/** Which round: in-province (m.32) or inter-province (m.33), on which reference day. */
export interface StaffMoveQuestion {
  readonly on: IsoDate;
  readonly kind: 'IL_ICI' | 'ILLER_ARASI';
  readonly places: readonly KnownPlace[];
}

/** What ranks a member of staff in a round. Lengths are 30/360 days. */
export interface StaffStanding {
  /** Start of the uninterrupted service: in the workplace (m.32), in the province (m.33). */
  readonly since: IsoDate;
  /** Hizmet süresi as 68 counts it (m.4/1-h). */
  readonly serviceDays: number;
  /** In the kadro now held. */
  readonly kadroDays: number;
}

/** Whether a person may ask for a move, and with which lengths he is ranked. MEB Yön. m.32, 33. Throws NotFoundError. */
export async function yerDegistirmeOf(
  context: StatementsContext,
  sicilNo: string,
  question: StaffMoveQuestion,
): Promise<Outcome<StaffStanding>> {
  const person = await requirePerson(context.db, sicilNo);
  const { on, kind } = question;
  const deps = { tables: bolgeHizmeti.regionTablesOf(context.book) };
  const terms = selection.readTable(deps.tables.terms, on).value;
  const facts = [{ label: 'Unvan', value: person.unvan, article: 'MEB Yön. m.32/1, 33/1', isFromRecord: true }];
  if (managerPostOf(terms, person.unvan) !== undefined) {
    const reason = `"${person.unvan}" bölge hizmetine bağlıdır; yer değiştirmesi m.29 ve 31’e göre yapılır.`;
    return { kind: 'notEligible', article: 'MEB Yön. m.32/1, 33/1', reason, trace: [] };
  }
  const found = await staffStandingOf(context, person, question);
  const missing = 'missing' in found ? found.missing : [];
  return onRecord({ input: found, facts, missing }, (input) => {
    if ('missing' in input) return { kind: 'missing', missing: input.missing, trace: [] };
    const { since } = input;
    const done = bolgeHizmeti.calculateUninterrupted({ on, kind, since, dayCount: 'GUN_HARIC' }, deps);
    return done.kind === 'value' ? { ...done, value: input } : done;
  });
}

/** The lengths of a person on record, or what the record lacks for them. */
export async function staffStandingOf(
  context: StatementsContext,
  person: Person,
  { on, kind, places }: StaffMoveQuestion,
): Promise<StaffStanding | { readonly missing: readonly MissingInput[] }> {
  const regions = selection.readTable(bolgeHizmeti.regionTablesOf(context.book).regions, on).value;
  const postings = locatedPostings(person, [...places, ...(await ownPlaces(context.db))], regions);
  const current = postings.findLast((p) => p.from <= on);
  const counted = counted68bOf(context, person, on);
  const own = current ? stretchOf(postings, current, kind) : [];
  const unplaced = kind === 'ILLER_ARASI' && current?.finding === null ? [missingPlace(current)] : [];
  const since = gorevdeYukselme.lastStretchStart(own, on);
  const inKadro = postings.filter(
    (p) => current && selection.foldName(p.unvan ?? '') === selection.foldName(current.unvan ?? ''),
  );
  const kadroFrom = gorevdeYukselme.lastStretchStart(inKadro, on);
  if (counted === null || unplaced.length > 0 || since === null || kadroFrom === null)
    return { missing: missingFor(person, on, { counted, unplaced }) };
  return { since, serviceDays: sureDays(counted), kadroDays: sureDays(selection.serviceBetween(kadroFrom, on)) };
}

/** The postings that m.32 counts with the present one (same workplace) or m.33 (same province). */
function stretchOf(
  postings: readonly LocatedPosting[],
  current: LocatedPosting,
  kind: StaffMoveQuestion['kind'],
): readonly LocatedPosting[] {
  if (kind === 'ILLER_ARASI') return postings.filter((p) => p.finding?.il === current.finding?.il);
  const workplace = selection.foldName(current.workplace);
  return postings.filter((p) => selection.foldName(p.workplace) === workplace);
}

function missingFor(
  person: Person,
  on: IsoDate,
  { counted, unplaced }: { readonly counted: Sure | null; readonly unplaced: readonly MissingInput[] },
): readonly MissingInput[] {
  const lists = counted === null ? promotionRecordOf(person, on).missing : [];
  const found = [...lists, ...unplaced];
  return found.length > 0 ? found : [{ path: 'postings', label: 'Referans gününde bulunulan görev yeri' }];
}
