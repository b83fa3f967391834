import { z } from 'zod';
import { ParameterNotInForceError } from '../../errors/index.ts';
import type { Confidence, ParameterBook, ParameterReading } from '../engine/index.ts';

/** One wording of a legal table, in force from `from` until the next one. `value: null` = repealed from that day. */
export interface TableVersion<T> {
  readonly from: string;
  readonly value: T | null;
  readonly source: string;
  readonly gazette: string | null;
  readonly checkedOn: string;
  readonly confidence: Confidence;
}

/** A table of the law with all its wordings in time, oldest first: what DatedParameter is for a single figure. */
export interface DatedTable<T> {
  readonly name: string;
  readonly title: string;
  readonly versions: readonly TableVersion<T>[];
}

/** What was read of a table, with the reading that the trace prints. */
export interface TableReading<T> {
  readonly value: T;
  /** The trace line of this table; `cell` names the row or cell that was used. */
  cite(cell: string, unit?: string): ParameterReading;
}

/** Schema of a table file; `value` is the schema of one wording. Refuses wordings that are out of order or doubled. */
export function datedTableSchema<T extends z.ZodType>(value: T) {
  return z.strictObject({
    name: z.string().min(1),
    title: z.string().min(1),
    versions: z
      .array(
        z.strictObject({
          from: z.iso.date(),
          value: value.nullable(),
          source: z.string().min(3),
          gazette: z.string().nullable(),
          checkedOn: z.iso.date(),
          confidence: z.enum(['verified', 'single-source', 'unverified']),
        }),
      )
      .min(1)
      .refine(
        (all) => all.every((v, i) => i === 0 || (all[i - 1]?.from ?? '') < v.from),
        'sürümler tarih sırasında değil',
      ),
  });
}

/** The wording in force on a day. Throws ParameterNotInForceError before the first one and after a repeal. */
export function readTable<T>(table: DatedTable<T>, on: string): TableReading<T> {
  const current = table.versions.findLast((v) => v.from <= on);
  if (!current || current.value === null) throw new ParameterNotInForceError(table.title, on);
  const { from, source, confidence } = current;
  return {
    value: current.value,
    cite: (cell, unit = '') => ({ name: table.name, title: table.title, value: cell, unit, from, source, confidence }),
  };
}

/**
 * A reader of a topic's tables: the built-in ones, each replaced by the book's own of the same name. The book's tables were
 * checked against the same schemas when it was loaded.
 */
export function tablesOfBook<T extends { readonly [K in keyof T]: DatedTable<unknown> }>(
  builtIn: T,
): (book: ParameterBook) => T {
  const known = new WeakMap<ParameterBook, T>();
  return (book) => {
    const { tables } = book;
    if (tables === undefined || tables.size === 0) return builtIn;
    const found = known.get(book) ?? replaced(builtIn, tables);
    known.set(book, found);
    return found;
  };
}

function replaced<T extends { readonly [K in keyof T]: DatedTable<unknown> }>(
  builtIn: T,
  own: ReadonlyMap<string, unknown>,
): T {
  const entries = Object.entries<DatedTable<unknown>>(builtIn);
  return Object.fromEntries(entries.map(([key, table]) => [key, own.get(table.name) ?? table])) as T;
}

/** Schemas of a topic's tables by the name that a file of the institution's own gives. */
export function schemasByName<T extends { readonly [K in keyof T]: DatedTable<unknown> }>(
  builtIn: T,
  schemas: Readonly<Record<keyof T, z.ZodType>>,
): readonly (readonly [string, z.ZodType])[] {
  return Object.entries<DatedTable<unknown>>(builtIn).map(([key, { name }]) => [name, schemas[key as keyof T]]);
}
