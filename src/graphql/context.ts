import { GraphQLError } from 'graphql';
import type { Actor } from '../access/index.ts';
import type { CommandContext } from '../database/index.ts';

/**
 * What resolvers get. Rooms add what their resolvers need beyond the command context by module augmentation beside their
 * fields: `declare module '../graphql/context.ts' { interface GraphContext { catalog: Catalog } }`; the server, which
 * builds it, is then made by the compiler to supply it.
 */
export interface GraphContext extends Omit<CommandContext, 'actor'> {
  /** The account behind the token; null = not signed in. */
  actor: Actor | null;
}

/** The context of a signed-in account, as commands and queries want it. Throws UNAUTHENTICATED. */
export function signedIn<C extends GraphContext>(context: C): C & CommandContext {
  const { actor } = context;
  if (actor !== null) return context as C & CommandContext;
  throw unauthenticated();
}

export function unauthenticated(): GraphQLError {
  return new GraphQLError('Oturum açılmamış: geçerli bir erişim belirteci ile yeniden deneyin.', {
    extensions: { code: 'UNAUTHENTICATED' },
  });
}
