import { randomUUID } from 'node:crypto';
import type { Actor } from '../access/index.ts';
import type { CommandContext } from '../database/index.ts';
import type { GraphContext } from '../graphql/index.ts';
import { dayInIstanbul } from '../turkish/index.ts';
import { TokenError } from './auth.ts';
import type { Services } from './services.ts';

/** One request: who, when, and the contexts that the rooms want. */
export interface RequestScope {
  readonly services: Services;
  readonly graph: GraphContext;
  /** The context of the signed-in account. Throws TokenError when nobody is signed in. */
  command(): CommandContext;
}

/** Opens the scope of a request; the legal day is fixed here, once. */
export function openScope(services: Services, actor: Actor | null, now = new Date()): RequestScope {
  const { db, cipher, uploads, background, rules, letterDesk, pdf } = services;
  const { catalog, library, book } = rules;
  const base = { db, cipher, now, today: dayInIstanbul(now), requestId: randomUUID() };
  return {
    services,
    graph: { ...base, actor, uploads, background, catalog, library, book, letterDesk, pdf },
    command() {
      if (actor === null) throw new TokenError('INVALID');
      return { ...base, actor };
    },
  };
}

/** The account under which the server itself acts: loading demo data, jobs started from the command line. */
export const SERVER_ACTOR: Actor = {
  accountId: 'sistem',
  name: 'Özlük',
  sicilNo: null,
  grants: [{ role: 'yonetici', service: null, unit: null }],
};

/** The account in whose name tokens are handed out to clients; it may do nothing. */
export const TOKEN_DESK: Actor = { accountId: 'oauth', name: 'Belirteç', sicilNo: null, grants: [] };
