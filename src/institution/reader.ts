import type { Actor } from '../access/index.ts';
import type { Database } from '../database/index.ts';
import { officesOf } from './queries.ts';

/** What a request knows of who reads, and when. */
export interface ReaderContext {
  readonly db: Database;
  readonly actor: Actor;
  readonly today: string;
}

const readers = new WeakMap<ReaderContext, Promise<Actor>>();

/**
 * The account with the offices that the institution's records give its person today: a proxy sees what the holder sees.
 * Asked once for each context, that is once a request.
 */
export function readerOf(context: ReaderContext): Promise<Actor> {
  const known = readers.get(context) ?? loadReader(context);
  readers.set(context, known);
  return known;
}

async function loadReader({ actor, db, today }: ReaderContext): Promise<Actor> {
  if (actor.sicilNo === null) return actor;
  const offices = await officesOf(db, actor.sicilNo, today);
  const grants = offices.map(({ role, service, unitCode }) => ({ role, service, unit: unitCode }));
  return { ...actor, grants: [...actor.grants, ...grants] };
}
