import { z } from 'zod';
import { bolgeHizmeti, type ParameterBook } from '../../calculations/index.ts';
import { parseInput } from '../../errors/index.ts';
import { canonicalJson } from '../canonical.ts';
import { candidateOf } from './candidate.ts';
import type { RoundResult } from './family.ts';
import { familyOf } from './kinds.ts';
import { ROUND_KINDS, type RoundKind, type StoredApplicant, type StoredRound } from './model.ts';

/** What a round is drawn from, as canonical text; the order of the applicants doesn't matter. */
export function roundInputText(round: StoredRound, applicants: readonly StoredApplicant[]): string {
  const { on, kind, seed } = round;
  const family = familyOf(kind);
  const sorted = [...applicants].sort((a, b) => (a.candidateNo < b.candidateNo ? -1 : 1));
  const candidates = sorted.map((applicant) => candidateOf(applicant, family.facts));
  return canonicalJson({ on, kind, seed, ...family.roundInput(round), candidates });
}

const kindOfInput = z.object({ kind: z.enum(ROUND_KINDS) });

/** Order, lots and places from the canonical input. Pure: the same text gives the same bytes. Throws ValidationError. */
export function roundResultText(inputText: string, book: ParameterBook): string {
  const raw: unknown = JSON.parse(inputText);
  const { kind } = parseInput(kindOfInput, raw);
  return canonicalJson(familyOf(kind).calculate(raw, { tables: bolgeHizmeti.regionTablesOf(book) }));
}

/** The stored result of a draw, read back. */
export function readRoundResult(kind: RoundKind, resultText: string): RoundResult {
  const { value, warnings } = JSON.parse(resultText) as { value: unknown; warnings: RoundResult['warnings'] };
  return { ...familyOf(kind).resultOf(value), warnings };
}
