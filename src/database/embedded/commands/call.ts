/** What a command gets to work with, and how it reads its options. */
import type { Timestamp } from 'bson';
import {
  bsonType,
  type Collator,
  type Doc,
  EngineError,
  evaluateLet,
  isDoc,
  isNumeric,
  makeCollator,
} from '../language/index.ts';
import type { ScanWatch } from '../planner/scan.ts';
import type { CursorTable } from '../session/cursors.ts';
import type { FailPoints } from '../session/fail-points.ts';
import type { Session, SessionTable } from '../session/sessions.ts';
import type { Transaction } from '../session/transaction.ts';
import type { WriteQueue } from '../session/write-queue.ts';
import type { Store, View, Writer } from '../store/store.ts';
import type { CursorReply } from '../wire/reply.ts';

/** The running engine, as commands see it. */
export interface Engine {
  readonly store: Store;
  readonly writes: WriteQueue;
  readonly sessions: SessionTable;
  readonly cursors: CursorTable;
  readonly failPoints: FailPoints | undefined;
  readonly memoryLimitBytes: number;
  readonly startedAt: number;
  readonly address: () => string;
  clusterTime(): Timestamp;
}

/** One command on its way. */
export interface Call {
  readonly engine: Engine;
  readonly name: string;
  readonly body: Doc;
  readonly documents: readonly Buffer[] | undefined;
  readonly database: string;
  readonly session: Session | undefined;
  readonly transaction: Transaction | undefined;
  readonly view: View;
  /** Milliseconds since the epoch; infinite without maxTimeMS. */
  readonly deadline: number;
  readonly watch: ScanWatch;
  readonly now: Date;
}

/** A reply: its fields, and perhaps a batch of stored documents in front of them. */
export interface Answer {
  readonly fields: Doc;
  readonly cursor?: CursorReply;
}

/** How a command is run. Writes run inside a group of the write queue, or on the transaction; they may run again after a wait. */
export type Command = {
  /** Option names besides the ones that every command has; others are refused with 40415. */
  readonly options: readonly string[];
  readonly inTransaction: boolean;
} & (
  | { readonly kind: 'read'; run(call: Call): Answer | Promise<Answer> }
  | { readonly kind: 'write'; prepare(call: Call): (writer: Writer) => Doc }
);

export function namespaceOf(call: Call, name: unknown = call.body[call.name]): string {
  if (typeof name !== 'string') {
    throw new EngineError(73, `collection name has invalid type ${bsonType(name).name}`);
  }
  if (name === '') throw new EngineError(73, `Invalid namespace specified '${call.database}.'`);
  return `${call.database}.${name}`;
}

function wrongType(call: Call, name: string, expected: string): EngineError {
  const type = bsonType(call.body[name]).name;
  return new EngineError(
    14,
    `BSON field '${call.name}.${name}' is the wrong type '${type}', expected type '${expected}'`,
  );
}

export function numberOption(call: Call, name: string): number | undefined {
  const value = call.body[name];
  if (value === undefined || value === null) return undefined;
  if (!isNumeric(value)) throw wrongType(call, name, 'number');
  return Number(value);
}

/** A whole number that isn't negative. */
export function sizeOption(call: Call, name: string): number | undefined {
  const value = numberOption(call, name);
  if (value === undefined) return undefined;
  if (value < 0) throw new EngineError(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
  return Math.trunc(value);
}

export function flagOption(call: Call, name: string): boolean {
  const value = call.body[name];
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return Number(value) !== 0;
  throw wrongType(call, name, 'bool');
}

export function docOption(call: Call, name: string): Doc | undefined {
  const value = call.body[name];
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value)) throw wrongType(call, name, 'object');
  return value;
}

export function arrayOption(call: Call, name: string): readonly unknown[] | undefined {
  const value = call.body[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrongType(call, name, 'array');
  return value;
}

export function textOption(call: Call, name: string): string | undefined {
  const value = call.body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(call, name, 'string');
  return value;
}

/** The values of the command's `let`. */
export function letOption(call: Call): Doc | undefined {
  const spec = docOption(call, 'let');
  return spec && evaluateLet(spec, { now: call.now });
}

export function hintOption(value: unknown): Doc | string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (isDoc(value)) return Object.keys(value).length > 0 ? value : undefined;
  throw new EngineError(9, 'Hint must be a string or an object');
}

/** The collation asked for, else the collection's own. */
export function collatorFor(collation: unknown, fallback: Collator | undefined): Collator | undefined {
  if (collation === undefined || collation === null) return fallback;
  if (!isDoc(collation))
    throw new EngineError(
      14,
      `BSON field 'collation' is the wrong type '${bsonType(collation).name}', expected type 'object'`,
    );
  return makeCollator(collation);
}
