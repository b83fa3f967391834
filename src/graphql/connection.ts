import { resolveCursorConnection } from '@pothos/plugin-relay';
import { ValidationError } from '../errors/index.ts';

export const DEFAULT_PAGE = 20;
export const LARGEST_PAGE = 100;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
  readonly after?: string | null | undefined;
}

/** What a keyset query needs: rows strictly after/before a cursor, in this order, at most `limit`. */
export interface KeysetPage {
  readonly after: string | undefined;
  readonly before: string | undefined;
  readonly limit: number;
  readonly inverted: boolean;
}

/**
 * Relay connection over a keyset query: `load` gives rows for the page, `cursorOf` the opaque cursor of a row.
 * Refuses pages over 100 rather than clamping, so that nobody takes a cut list for a whole one.
 */
export async function keysetConnection<T extends object>(
  args: PageArguments,
  cursorOf: (row: T) => string,
  load: (page: KeysetPage) => Promise<T[]>,
): Promise<KeysetConnection<T>> {
  for (const name of ['first', 'last'] as const) {
    const size = args[name];
    if (size !== null && size !== undefined && (size < 0 || size > LARGEST_PAGE))
      throw ValidationError.of(
        name,
        `Bir sayfada en çok ${LARGEST_PAGE} kayıt istenebilir; sonraki sayfa için "after" kullanın.`,
      );
  }
  const connection = await resolveCursorConnection(
    { args, defaultSize: DEFAULT_PAGE, maxSize: LARGEST_PAGE, toCursor: (row) => cursorOf(row as T) },
    ({ after, before, limit, inverted }): Promise<unknown[]> => load({ after, before, limit, inverted }),
  );
  // The plugin's helper loses the row type on the way.
  return connection as KeysetConnection<T>;
}

export interface KeysetConnection<T> {
  pageInfo: {
    startCursor: string | null;
    endCursor: string | null;
    hasNextPage: boolean;
    hasPreviousPage: boolean;
  };
  edges: { cursor: string; node: T }[];
}

/** Complexity of a connection field by its real page size. */
export function pageComplexity({ first, last }: PageArguments): { field: number; multiplier: number } {
  return { field: 1, multiplier: Math.min(first ?? last ?? DEFAULT_PAGE, LARGEST_PAGE) };
}

/** Opaque cursor of sort values; `decodeCursor` refuses a damaged one. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

export function decodeCursor(cursor: string): (string | number | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values)) return values as (string | number | null)[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw ValidationError.of('after', 'Sayfa imleci geçersiz; bir önceki yanıttaki imleci değiştirmeden gönderin.');
}
