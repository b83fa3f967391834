import type { Actor } from '../access/index.ts';

/**
 * What resolvers get. Rooms add what their resolvers need by module augmentation beside their fields:
 * `declare module '../graphql/context.ts' { interface GraphContext { catalog: Catalog } }`; the server, which builds it,
 * is then made by the compiler to supply it.
 */
export interface GraphContext {
  /** The account behind the token; null = not signed in. */
  actor: Actor | null;
}
