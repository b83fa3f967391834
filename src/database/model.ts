import type { Collection, CollectionSchema } from './collection.ts';
import type { Database } from './connect.ts';

/** One collection of a room: opens its model on a database. */
export interface CollectionModel<T> {
  readonly name: string;
  (db: Database): Collection<T>;
}

const registered: CollectionModel<never>[] = [];

/**
 * Declares a collection: its schema with indexes. The schema is made strict, so that a field that it doesn't know
 * is an error and not a silent loss. Rooms call it once in `model.ts`.
 */
export function defineCollection<T>(name: string, schema: CollectionSchema<T>): CollectionModel<T> {
  schema.set('strict', 'throw');
  schema.set('strictQuery', 'throw');
  schema.set('collection', name);
  schema.set('versionKey', false);
  schema.set('minimize', false);
  const open = ((db: Database) =>
    db.connection.models[name] ?? db.connection.model(name, schema as never)) as unknown as CollectionModel<T>;
  Object.defineProperty(open, 'name', { value: name });
  registered.push(open as unknown as CollectionModel<never>);
  return open;
}

/** Creates every declared collection and its indexes where they are missing. Called once at start. */
export async function prepareCollections(db: Database): Promise<void> {
  await Promise.all(
    registered.map(async (open) => {
      const model = open(db);
      await model.createCollection();
      await model.createIndexes();
    }),
  );
}
