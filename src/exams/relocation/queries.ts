import type { ParameterBook } from '../../calculations/index.ts';
import type { Database } from '../../database/index.ts';
import { NotFoundError } from '../../errors/index.ts';
import { sha256Of, unpack } from '../canonical.ts';
import { type RoundOutcome, roundResultText } from './calculation.ts';
import {
  type Draw,
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

/** The stored result of a draw, read back. */
export function readRoundResult(resultText: string): RoundOutcome {
  return JSON.parse(resultText) as RoundOutcome;
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
