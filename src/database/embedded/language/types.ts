/** Shared types of the engine's query language. Pure: no file of this folder does I/O or reads a clock. */

/**
 * A decoded BSON document: own enumerable fields in stored order. Documents made by `decode` and `createDoc` inherit
 * nothing, so names such as `constructor` or `__proto__` are ordinary fields. (Integer-like names move to the front.)
 */
export type Doc = Record<string, unknown>;

/** BSON type of a value: its `$type` alias and its number in the BSON specification. */
export interface BsonType {
  readonly name: string;
  readonly number: number;
}

/** How strings compare: `compare` orders; `fold` gives equal text for equal strings (for indexes and hash tables). */
export interface Collator {
  /** The collation document of the wire protocol with every default filled in. */
  readonly spec: Doc;
  compare(a: string, b: string): number;
  fold(text: string): string;
}

/** What every compiled piece may use. `let` holds evaluated variables (see `evaluateLet`); `now` is `$$NOW`. */
export interface LanguageContext {
  readonly collation?: Collator | undefined;
  readonly let?: Doc | undefined;
  readonly now?: Date | undefined;
}

/** Filled while a filter matches: index of the array element that made the last array predicate true. */
export interface MatchDetails {
  index: number | undefined;
}

/** A compiled filter. Pass `details` only when the positional operator is used. */
export type Predicate = (doc: Doc, details?: MatchDetails) => boolean;

/** One bound of a range predicate. */
export interface Bound {
  readonly value: unknown;
  readonly inclusive: boolean;
}

/**
 * What must hold for one dotted path, as far as an index can use it. Every entry is a *necessary* condition, so bounds
 * may be loose: the whole filter runs again on what the index gives. `elements: true` says that the conditions came
 * from one `$elemMatch` and hold for one and the same element.
 */
export type PathPredicate =
  | { readonly path: string; readonly kind: 'equal'; readonly value: unknown; readonly elements: boolean }
  | { readonly path: string; readonly kind: 'in'; readonly values: readonly unknown[]; readonly elements: boolean }
  | {
      readonly path: string;
      readonly kind: 'range';
      readonly low?: Bound;
      readonly high?: Bound;
      readonly elements: boolean;
    }
  | { readonly path: string; readonly kind: 'prefix'; readonly prefix: string; readonly elements: boolean }
  | { readonly path: string; readonly kind: 'exists'; readonly elements: boolean };

/** Index-relevant view of a filter: conditions joined by "and", and each `$or` with its branches. */
export interface FilterPredicates {
  readonly paths: readonly PathPredicate[];
  readonly ors: readonly (readonly FilterPredicates[])[];
}

/** How to compile an update. `filter` is needed for the positional operator and its array index. */
export interface UpdateOptions extends LanguageContext {
  readonly arrayFilters?: readonly Doc[] | undefined;
  readonly filter?: Doc | undefined;
}

/** A compiled update. */
export interface CompiledUpdate {
  readonly kind: 'replacement' | 'modifiers' | 'pipeline';
  /** True when it uses the positional `$`, so it can't run as an upsert insert. */
  readonly positional: boolean;
  /** Gives the new document, or the very same object when nothing changes. Never changes its argument. */
  apply(doc: Doc, isInsert: boolean): Doc;
}

/** How to compile a projection. `filter` is needed for the positional projection `'a.$': 1`. */
export interface ProjectionOptions extends LanguageContext {
  readonly mode: 'find' | 'aggregate';
  readonly filter?: Doc | undefined;
}

/** Variables of an expression by name without `$$`: `ROOT` and those of `let`. */
export type Variables = Readonly<Record<string, unknown>>;

/** What `PipelineContext.find` is asked for besides the filter; in that order: sort, skip, limit. */
export interface FindOptions {
  readonly sort?: Doc | undefined;
  readonly skip?: number | undefined;
  readonly limit?: number | undefined;
  readonly collation?: Collator | undefined;
  readonly let?: Doc | undefined;
}

/** The world of a pipeline: `find` is its only way to data. */
export interface PipelineContext extends LanguageContext {
  /** Documents of another collection of the same database, in natural order unless `sort` is given. */
  find(collection: string, filter: Doc, options: FindOptions): Iterable<Doc>;
  /** A sort, group or join that keeps more than this many bytes fails with 292. */
  readonly memoryLimitBytes: number;
  /** Called about once a document, so that the engine can enforce time limits by throwing. */
  tick(): void;
}

/** The leading part of a pipeline that a plain find can do, and the stages that remain. */
export interface PipelineSplit {
  readonly filter: Doc;
  readonly sort?: Doc;
  readonly skip?: number;
  readonly limit?: number;
  readonly rest: readonly Doc[];
}
