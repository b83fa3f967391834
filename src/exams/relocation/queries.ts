import type { ParameterBook } from '../../calculations/index.ts';
import type { CommandContext, Database } from '../../database/index.ts';
import { NotFoundError } from '../../errors/index.ts';
import { firstStanding } from '../announced.ts';
import { sha256Of, unpack } from '../canonical.ts';
import { mayManageRelocation } from '../exam-access.ts';
import type { Page } from '../queries.ts';
import { readRoundResult, roundResultText } from './calculation.ts';
import type { RoundResult, RoundRow } from './family.ts';
import {
  type Draw,
  relocationAnnouncements,
  relocationApplicants,
  relocationDraws,
  relocationRounds,
  type StoredApplicant,
  type StoredRound,
} from './model.ts';

const HIDE_ID = { _id: 0 } as const;

/** A draw without its bytes. */
export function toDraw(row: Draw): Draw {
  const { roundNumber, draw, inputSha256, resultSha256, applicants, createdBy, createdAt } = row;
  return { roundNumber, draw, inputSha256, resultSha256, applicants, createdBy, createdAt };
}

export async function findRound(db: Database, roundNumber: string): Promise<StoredRound | null> {
  return relocationRounds(db).findOne({ roundNumber }, HIDE_ID).lean();
}

/** The round. Throws NotFoundError. */
export async function requireRound(db: Database, roundNumber: string): Promise<StoredRound> {
  const round = await findRound(db, roundNumber);
  if (round) return round;
  throw new NotFoundError(`${roundNumber} numaralı yer değiştirme dönemi yok. Numarayı denetleyin.`);
}

export function allApplicants(db: Database, roundNumber: string): Promise<StoredApplicant[]> {
  return relocationApplicants(db).find({ roundNumber }, HIDE_ID).sort({ candidateNo: 1 }).lean();
}

/** Which rounds; nothing given = all. */
export interface RoundFilter {
  readonly kind?: StoredRound['kind'] | undefined;
}

/** Rounds by number, newest number first. */
export function listRounds(
  db: Database,
  { after, limit, inverted }: Page,
  { kind }: RoundFilter = {},
): Promise<StoredRound[]> {
  const from = after === undefined ? {} : { roundNumber: { [inverted ? '$gt' : '$lt']: after } };
  return relocationRounds(db)
    .find({ ...from, ...(kind === undefined ? {} : { kind }) }, HIDE_ID)
    .sort({ roundNumber: inverted ? 1 : -1 })
    .limit(limit)
    .lean();
}

/** Applicants by number. */
export function listApplicants(
  db: Database,
  roundNumber: string,
  { after, limit, inverted }: Page,
): Promise<StoredApplicant[]> {
  const from = after === undefined ? {} : { candidateNo: { [inverted ? '$lt' : '$gt']: after } };
  return relocationApplicants(db)
    .find({ roundNumber, ...from }, HIDE_ID)
    .sort({ candidateNo: inverted ? -1 : 1 })
    .limit(limit)
    .lean();
}

/** Names and units of applicants by number. */
export async function applicantsByNumber(
  db: Database,
  roundNumber: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, StoredApplicant>> {
  const rows = await relocationApplicants(db)
    .find({ roundNumber, candidateNo: { $in: [...numbers] } }, HIDE_ID)
    .lean();
  return new Map(rows.map((a) => [a.candidateNo, a]));
}

/** Draws of a round, oldest first, without their bytes. */
export async function listDraws(db: Database, roundNumber: string): Promise<Draw[]> {
  return (
    await relocationDraws(db).find({ roundNumber }, { inputBytes: 0, resultBytes: 0 }).sort({ draw: 1 }).lean()
  ).map(toDraw);
}

export interface RoundListQuestion {
  readonly roundNumber: string;
  readonly draw?: number | undefined;
  /** True: only who got a place; false: only who got none. */
  readonly isPlaced?: boolean | undefined;
  /** Only who got this place. */
  readonly place?: string | undefined;
}

/** A row of the list with the ticket that was drawn for it; null where no lot was needed. */
export interface RoundListRow extends RoundRow {
  readonly ticket: string | null;
}

/**
 * The list of a draw as the account may see it: officers of relocation every draw, others the newest that has been
 * announced. Null where there is none to see.
 */
export async function findRoundList(
  { db, actor }: CommandContext,
  { roundNumber, draw, isPlaced, place }: RoundListQuestion,
): Promise<{ readonly draw: Draw; readonly rows: readonly RoundListRow[] } | null> {
  const visible = mayManageRelocation(actor) ? draw : await announcedDraw(db, roundNumber, draw);
  const found = visible === null ? null : await findDrawResult(db, roundNumber, visible);
  if (!found) return null;
  const { rows, lots } = found.result;
  const tickets = new Map(lots.flatMap((lot) => lot.tickets.map((t) => [t.id, t.digest] as const)));
  const wanted = rows.filter(
    (r) => (isPlaced === undefined || (r.place !== null) === isPlaced) && (place === undefined || r.place === place),
  );
  return { draw: found.draw, rows: wanted.map((r) => ({ ...r, ticket: tickets.get(r.id) ?? null })) };
}

async function announcedDraw(db: Database, roundNumber: string, draw: number | undefined): Promise<number | null> {
  const of = draw === undefined ? { roundNumber } : { roundNumber, draw };
  const announcements = await relocationAnnouncements(db).find(of, HIDE_ID).sort({ draw: -1 }).lean();
  return (await firstStanding(db, announcements))?.draw ?? null;
}

export function countApplicants(db: Database, roundNumber: string): Promise<number> {
  return relocationApplicants(db).countDocuments({ roundNumber });
}

/** A draw with its result; the newest without a number. Null where there is none. */
export async function findDraw(
  db: Database,
  roundNumber: string,
  draw?: number,
): Promise<{ readonly draw: Draw; readonly inputText: string; readonly resultText: string } | null> {
  const row = await relocationDraws(db)
    .findOne(draw === undefined ? { roundNumber } : { roundNumber, draw })
    .sort({ draw: -1 })
    .lean();
  if (!row) return null;
  return { draw: toDraw(row), inputText: unpack(row.inputBytes), resultText: unpack(row.resultBytes) };
}

/** A draw with its result read back; the newest without a number. Null where there is none. */
export async function findDrawResult(
  db: Database,
  roundNumber: string,
  draw?: number,
): Promise<{ readonly draw: Draw; readonly result: RoundResult } | null> {
  const round = await findRound(db, roundNumber);
  const found = round ? await findDraw(db, roundNumber, draw) : null;
  return round && found ? { draw: found.draw, result: readRoundResult(round.kind, found.resultText) } : null;
}

export interface DrawCheck {
  readonly draw: Draw;
  readonly isSame: boolean;
  readonly recalculatedSha256: string;
}

/** Draws a stored round again from its stored input and compares to the byte. Null where there is no draw. */
export async function checkDraw(
  { db, book }: { readonly db: Database; readonly book: ParameterBook },
  roundNumber: string,
  draw?: number,
): Promise<DrawCheck | null> {
  const stored = await findDraw(db, roundNumber, draw);
  if (!stored) return null;
  const again = roundResultText(stored.inputText, book);
  const isSame = again === stored.resultText && sha256Of(stored.inputText) === stored.draw.inputSha256;
  return { draw: stored.draw, isSame, recalculatedSha256: sha256Of(again) };
}
