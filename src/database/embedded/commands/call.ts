/** What a command is, what it gets to work with, and how it reads its options. */
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
import type { Watch } from '../planner/scan.ts';
import type { CursorTable } from '../session/cursors.ts';
import type { FailPoints } from '../session/fail-points.ts';
import type { Session, SessionTable } from '../session/sessions.ts';
import type { Transaction } from '../session/transaction.ts';
import type { WriteQueue } from '../session/write-queue.ts';
import type { Collection } from '../store/catalog.ts';
import type { Store, View, Writer } from '../store/store.ts';
import type { Answer } from '../wire/reply.ts';

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
  /** Keeps the time limit, counts what is read. */
  readonly watch: Watch;
  readonly now: Date;
}

/** Changes data and gives the reply. Runs inside a group of the write queue or on a transaction; again after a wait for a lock. */
export type Work = (writer: Writer) => Doc;

/** How a command is run, and which options it has besides the general ones. */
export type Command = {
  /** Other options are refused with 40415. `*`: anything goes. */
  readonly options: ReadonlySet<string>;
  /** Options that are known but refused with 115 when they are set. */
  readonly refused: ReadonlySet<string>;
  readonly inTransaction: boolean;
} & (
  | { readonly kind: 'read'; run(call: Call): Answer | Promise<Answer> }
  | { readonly kind: 'write'; prepare(call: Call): Work }
);

interface Options {
  /** Names separated by spaces, as in `refused`. */
  readonly options?: string;
  readonly refused?: string;
  readonly inTransaction?: boolean;
}

const words = (text = ''): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));
const rules = ({ options, refused, inTransaction = false }: Options) => ({
  options: words(options),
  refused: words(refused),
  inTransaction,
});

export function readCommand(run: (call: Call) => Answer | Promise<Answer>, options: Options = {}): Command {
  return { kind: 'read', run, ...rules(options) };
}

export function writeCommand(prepare: (call: Call) => Work, options: Options = {}): Command {
  return { kind: 'write', prepare, ...rules(options) };
}

/** 115 for something that MongoDB has and the embedded engine hasn't. */
export function unsupported(what: string): EngineError {
  return new EngineError(115, `${what} is not supported by the embedded engine`);
}

export function namespaceOf(call: Call, name: unknown = call.body[call.name]): string {
  if (typeof name !== 'string') throw new EngineError(73, `collection name has invalid type ${bsonType(name).name}`);
  if (name === '') throw new EngineError(73, `Invalid namespace specified '${call.database}.'`);
  return `${call.database}.${name}`;
}

/** The collection that the command names, as its view sees it. */
export function collectionOf(call: Call): Collection | undefined {
  return call.view.collection(namespaceOf(call));
}

type Test<T> = (value: unknown) => value is T;

function option<T>(call: Call, name: string, expected: [type: string, test: Test<T>]): T | undefined {
  const value = call.body[name];
  if (value === undefined || value === null) return undefined;
  const [type, test] = expected;
  if (test(value)) return value;
  throw wrongType(`${call.name}.${name}`, value, type);
}

/** 14 for a field of the wrong type. */
export function wrongType(field: string, value: unknown, expected: string): EngineError {
  const type = bsonType(value).name;
  return new EngineError(14, `BSON field '${field}' is the wrong type '${type}', expected type '${expected}'`);
}

const isFlag = (value: unknown): value is unknown => typeof value === 'boolean' || isNumeric(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isNumber = (value: unknown): value is unknown => isNumeric(value);

/** A whole number that isn't negative. */
export function sizeOption(call: Call, name: string): number | undefined {
  const given = option(call, name, ['number', isNumber]);
  if (given === undefined) return undefined;
  const value = Number(given);
  if (value < 0) throw new EngineError(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
  return Math.trunc(value);
}

export function flagOption(call: Call, name: string): boolean {
  const value = option(call, name, ['bool', isFlag]);
  return value === true || (value !== undefined && Number(value) !== 0);
}

export function docOption(call: Call, name: string): Doc | undefined {
  return option(call, name, ['object', isDoc]);
}

export function arrayOption(call: Call, name: string): readonly unknown[] | undefined {
  return option(call, name, ['array', isArray]);
}

export function textOption(call: Call, name: string): string | undefined {
  return option(call, name, ['string', isText]);
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
  if (!isDoc(collation)) throw wrongType('collation', collation, 'object');
  return makeCollator(collation);
}
