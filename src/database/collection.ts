import mongoose, { type ClientSession, type mongo, type Types } from 'mongoose';

/**
 * The part of mongoose that rooms use, typed by the row. Its own types derive each query's result from the schema anew,
 * which takes a compiler most of its time and tells no more than the row type does.
 */
export type Row<T> = T extends { readonly _id: unknown } ? T : T & { readonly _id: Types.ObjectId };

/** A MongoDB filter over the fields of a row and dotted paths into them; unknown ones are refused when the query runs. */
export type QueryFilter<T> = { readonly [K in keyof T]?: unknown } & Readonly<Record<string, unknown>>;

/** Field → what is to be done with it, under MongoDB's operators or plain. */
export type Update = Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];
export type Projection = Readonly<Record<string, unknown>> | string | null;
export type SortOrder = Readonly<Record<string, 1 | -1 | { readonly $meta: string }>>;

export interface InSession {
  readonly session?: ClientSession | undefined;
}

/** A read that runs when it is awaited. */
export interface Query<R> extends Promise<R> {
  /** Plain objects, without mongoose's documents around them. */
  lean(): this;
  /** The same for rows of a projection. */
  lean<S>(): Query<S>;
  sort(order: SortOrder): this;
  limit(count: number): this;
  skip(count: number): this;
  select(fields: Projection): this;
  /** The fields of the index to read; it must be there. */
  hint(index: Readonly<Record<string, 1 | -1>>): this;
  session(session: ClientSession | null): this;
  cursor(options?: { readonly batchSize?: number }): AsyncIterable<R extends readonly (infer Item)[] ? Item : never>;
}

export interface FindOptions extends InSession {
  readonly sort?: SortOrder;
  readonly skip?: number;
  readonly limit?: number;
}

export interface UpdateOptions extends InSession {
  readonly upsert?: boolean;
  readonly arrayFilters?: Readonly<Record<string, unknown>>[];
}

export interface ChangeOptions extends UpdateOptions {
  readonly returnDocument?: 'before' | 'after';
  readonly sort?: SortOrder;
  readonly lean?: boolean;
}

export interface UpdateResult {
  readonly matchedCount: number;
  readonly modifiedCount: number;
  readonly upsertedCount: number;
}

export interface InsertOptions extends InSession {
  readonly lean?: boolean;
  /** False: goes on after a refused row. */
  readonly ordered?: boolean;
}

/** One step of a bulk write. */
export type BulkStep<T> =
  | { readonly insertOne: { readonly document: T } }
  | { readonly updateOne: { readonly filter: QueryFilter<T>; readonly update: Update; readonly upsert?: boolean } }
  | { readonly updateMany: { readonly filter: QueryFilter<T>; readonly update: Update } }
  | { readonly deleteOne: { readonly filter: QueryFilter<T> } };

/** One collection, open. */
export interface Collection<T> {
  /** The driver's own collection, without the schema. */
  readonly collection: mongo.Collection;
  readonly modelName: string;
  find(filter?: QueryFilter<T>, fields?: Projection, options?: FindOptions): Query<Row<T>[]>;
  findOne(filter?: QueryFilter<T>, fields?: Projection, options?: FindOptions): Query<Row<T> | null>;
  findById(id: unknown, fields?: Projection, options?: InSession): Query<Row<T> | null>;
  findOneAndUpdate(
    filter: QueryFilter<T>,
    update: Update,
    options: ChangeOptions & { readonly returnDocument: 'after'; readonly upsert: true },
  ): Query<Row<T>>;
  findOneAndUpdate(filter: QueryFilter<T>, update: Update, options?: ChangeOptions): Query<Row<T> | null>;
  findOneAndDelete(filter: QueryFilter<T>, options?: InSession): Query<Row<T> | null>;
  exists(filter: QueryFilter<T>): Query<{ readonly _id: unknown } | null>;
  countDocuments(filter?: QueryFilter<T>, options?: InSession & { readonly limit?: number }): Query<number>;
  estimatedDocumentCount(): Query<number>;
  distinct(field: string, filter?: QueryFilter<T>): Query<unknown[]>;
  aggregate<R>(pipeline: readonly object[]): Query<R[]>;
  /** Checks the rows by the schema and stores them. */
  create(rows: readonly T[], options?: InsertOptions): Promise<Row<T>[]>;
  create(row: T): Promise<Row<T>>;
  /** `lean` stores the rows as they are: for many that the caller has checked. */
  insertMany(rows: readonly T[], options?: InsertOptions): Promise<unknown>;
  updateOne(filter: QueryFilter<T>, update: Update, options?: UpdateOptions): Query<UpdateResult>;
  updateMany(filter: QueryFilter<T>, update: Update, options?: UpdateOptions): Query<UpdateResult>;
  replaceOne(filter: QueryFilter<T>, row: Omit<T, '_id'>, options?: UpdateOptions): Query<UpdateResult>;
  deleteOne(filter: QueryFilter<T>, options?: InSession): Query<{ readonly deletedCount: number }>;
  deleteMany(filter?: QueryFilter<T>, options?: InSession): Query<{ readonly deletedCount: number }>;
  bulkWrite(steps: readonly BulkStep<T>[], options?: InSession & { readonly ordered?: boolean }): Promise<unknown>;
  createCollection(): Promise<unknown>;
  createIndexes(): Promise<unknown>;
}

/** The declaration of a row's fields: a mongoose schema whose result is the row type named and not one derived from it. */
export interface CollectionSchema<T> {
  index(fields: Readonly<Record<string, 1 | -1 | 'text'>>, options?: IndexOptions): this;
  set(option: string, value: unknown): this;
  /** Keeps T part of the type. */
  readonly rowType?: T;
}

export interface IndexOptions {
  readonly unique?: boolean;
  readonly sparse?: boolean;
  readonly name?: string;
  readonly expireAfterSeconds?: number;
  readonly partialFilterExpression?: object;
}

interface SchemaMaker {
  new <T>(
    fields: { readonly [K in keyof T]?: unknown },
    options?: Readonly<Record<string, unknown>>,
  ): CollectionSchema<T>;
  readonly Types: { readonly [K in 'Mixed' | 'ObjectId' | 'Buffer' | 'Decimal128']: unknown };
}

/** mongoose's Schema, typed by the row alone. */
export const Schema = mongoose.Schema as unknown as SchemaMaker;
