import { createHash } from 'node:crypto';
import { ValidationError } from '../../errors/index.ts';

/** One drawn ticket: anybody can recompute `digest` with a SHA-256 tool from the recorded text. */
export interface LotTicket {
  readonly id: string;
  readonly digest: string;
}

/** The record of a lot: who was drawn in which order, and how to check it. */
export interface LotRecord {
  readonly seed: string;
  /** What the lot decided, part of the hashed text. */
  readonly purpose: string;
  /** "SHA-256(tohum|amaç|kimlik), küçükten büyüğe". */
  readonly method: string;
  readonly tickets: readonly LotTicket[];
}

export const LOT_METHOD = 'SHA-256(tohum|amaç|kimlik), küçükten büyüğe';

/**
 * Draws a lot that can be repeated and checked: everybody's ticket is the SHA-256 of seed, purpose and id, and the
 * smallest goes first. The same seed gives the same order whatever the input order. The seed is public and must be fixed
 * before the candidates are known. Throws ValidationError without a seed.
 */
export function drawLot(seed: string, purpose: string, ids: readonly string[]): LotRecord {
  if (seed.trim() === '') {
    throw ValidationError.of('seed', 'Kura için tohum (seed) gerekir; kuradan önce ilan edilen bir metin yazın.');
  }
  const tickets = ids.map((id) => ({ id, digest: ticketDigest(seed, purpose, id) }));
  tickets.sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : a.id < b.id ? -1 : 1));
  return { seed, purpose, method: LOT_METHOD, tickets };
}

/** Ticket of one id, as drawLot computes it. */
export function ticketDigest(seed: string, purpose: string, id: string): string {
  return createHash('sha256').update(`${seed}|${purpose}|${id}`, 'utf8').digest('hex');
}

/** A number from 0 up to, not including, `count`, drawn from a ticket: its first 48 bits modulo `count`. */
export function pickFromTicket(digest: string, count: number): number {
  return Number.parseInt(digest.slice(0, 12), 16) % count;
}
