/** The foundation of the API: builder, scalars, error union members, connections. Knows no room. */
import './scalars.ts';

export { type Builder, builder, upperFirst } from './builder.ts';
export {
  DEFAULT_PAGE,
  decodeCursor,
  encodeCursor,
  type KeysetPage,
  keysetConnection,
  LARGEST_PAGE,
  type PageArguments,
  pageComplexity,
} from './connection.ts';
export { type GraphContext, signedIn } from './context.ts';
export { ErrorInterface } from './errors.ts';
