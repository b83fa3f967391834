/** What the engine knows of collections and indexes, and how that is kept in the catalog entries. */
import { randomUUID } from 'node:crypto';
import { Binary } from 'bson';
import {
  type Collator,
  compileFilter,
  type Doc,
  decode,
  encode,
  makeCollator,
  type Predicate,
} from '../language/index.ts';

/** One field of an index key. */
export interface IndexField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly descending: boolean;
}

/**
 * One index. `arrays` holds the paths at which an array was ever met (a multikey index), `longKeys` says that some key
 * was cut, so that key order is no sort order. Both only ever grow; the rest never changes.
 */
export interface Index {
  readonly id: number;
  readonly name: string;
  readonly spec: Doc;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Doc | undefined;
  readonly covers: Predicate | undefined;
  readonly expireAfterSeconds: number | undefined;
  readonly hidden: boolean;
  readonly collator: Collator | undefined;
  readonly arrays: Set<string>;
  longKeys: boolean;
}

/** One collection; replaced as a whole when its options or indexes change. */
export interface Collection {
  readonly id: number;
  readonly namespace: string;
  readonly database: string;
  readonly name: string;
  readonly uuid: Binary;
  readonly options: Doc;
  readonly collator: Collator | undefined;
  readonly validator: Predicate | undefined;
  readonly indexes: readonly Index[];
}

/** Builds an index from the specification that listIndexes shows. */
export function makeIndex(
  id: number,
  spec: Doc,
  state: { readonly arrays?: Iterable<string>; readonly longKeys?: boolean } = {},
): Index {
  const partial = spec.partialFilterExpression as Doc | undefined;
  const expire = spec.expireAfterSeconds;
  return {
    id,
    name: String(spec.name),
    spec,
    fields: Object.entries(spec.key as Doc).map(([path, direction]) => ({
      path,
      parts: path.split('.'),
      descending: Number(direction) < 0,
    })),
    unique: spec.unique === true || spec.name === '_id_',
    sparse: spec.sparse === true,
    partial,
    covers: partial && compileFilter(partial, {}),
    expireAfterSeconds: expire === undefined ? undefined : Number(expire),
    hidden: spec.hidden === true,
    collator: makeCollator(spec.collation as Doc | undefined),
    arrays: new Set(state.arrays),
    longKeys: state.longKeys ?? false,
  };
}

/** Builds a collection; a new one gets an identity of its own. */
export function makeCollection(
  given: Pick<Collection, 'id' | 'namespace' | 'options' | 'indexes'> & { uuid?: Binary },
): Collection {
  const { id, namespace, options, indexes, uuid = newUuid() } = given;
  const dot = namespace.indexOf('.');
  const collator = makeCollator(options.collation as Doc | undefined);
  const rule = options.validator as Doc | undefined;
  const validator = rule && Object.keys(rule).length > 0 ? compileFilter(rule, { collation: collator }) : undefined;
  const names = { database: namespace.slice(0, dot), name: namespace.slice(dot + 1) };
  return { id, namespace, ...names, uuid, options, collator, validator, indexes };
}

/** The same collection with another name, other options or indexes. */
export function changedCollection(
  collection: Collection,
  change: Partial<Pick<Collection, 'namespace' | 'options' | 'indexes'>>,
): Collection {
  return makeCollection({ ...collection, ...change });
}

function newUuid(): Binary {
  return new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID);
}

export function encodeCollection({ id, uuid, options, indexes }: Collection): Buffer {
  const kept = indexes.map((index) => ({
    id: index.id,
    spec: index.spec,
    arrays: [...index.arrays],
    longKeys: index.longKeys,
  }));
  return encode({ id, uuid, options, indexes: kept });
}

export function decodeCollection(namespace: string, bytes: Buffer): Collection {
  const entry = decode(bytes);
  const indexes = (entry.indexes as Doc[]).map(({ id, spec, arrays, longKeys }) =>
    makeIndex(Number(id), spec as Doc, { arrays: arrays as string[], longKeys: longKeys === true }),
  );
  return makeCollection({
    id: Number(entry.id),
    namespace,
    options: entry.options as Doc,
    indexes,
    uuid: entry.uuid as Binary,
  });
}

/** The specification of the index that every collection has. */
export function idIndexSpec(collation: Doc | undefined): Doc {
  return { v: 2, key: { _id: 1 }, name: '_id_', ...(collation ? { collation } : {}) };
}
