/** Pages of the exams room: keyset cursors over numbers, and over the rows of a list that is stored whole. */
import { decodeCursor, encodeCursor, keysetConnection, type PageArguments } from '../graphql/index.ts';
import type { Page } from './queries.ts';

/** A connection over a collection that is listed by one text key. */
export function keyedConnection<T extends object>(
  args: PageArguments,
  key: (row: T) => string,
  list: (page: Page) => Promise<T[]>,
) {
  const keyOf = (cursor: string | undefined) => (cursor === undefined ? undefined : String(decodeCursor(cursor)[0]));
  return keysetConnection<T>(
    args,
    (row) => encodeCursor([key(row)]),
    ({ after, before, limit, inverted }) => list({ after: keyOf(inverted ? before : after), limit, inverted }),
  );
}

/** A connection over the rows of a stored list; `complete` adds to the rows of a page what they show. */
export function rowConnection<R extends object, T extends R>(
  args: PageArguments,
  rows: readonly R[],
  { key, complete }: { readonly key: (row: R) => string; readonly complete: (rows: readonly R[]) => Promise<T[]> },
) {
  const indexOf = (cursor: string | undefined) => (cursor === undefined ? undefined : Number(decodeCursor(cursor)[0]));
  return keysetConnection<T>(
    args,
    (row) => encodeCursor([rows.findIndex((r) => key(r) === key(row))]),
    ({ after, before, limit, inverted }) => {
      const from = indexOf(after);
      const between = rows.slice(from === undefined ? 0 : from + 1, indexOf(before));
      return complete(inverted ? between.slice(-limit).reverse() : between.slice(0, limit));
    },
  );
}
