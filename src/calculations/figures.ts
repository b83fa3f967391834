import {
  type DatedValue,
  displayDate,
  displayMoney,
  displayNumber,
  type Exact,
  exact,
  type IsoDate,
  isoDate,
  type ParameterBook,
  type ParameterReading,
  readParameter,
  type Tracer,
} from './engine/index.ts';

/** Reads the legal figures of one day and remembers them for the next trace step. */
export interface Figures {
  /** The figure in force. Throws ParameterNotInForceError where the law sets none on that day. */
  exact(name: string): Exact;
  /** The same as a whole number: days, times, limits. */
  count(name: string): number;
  /** Null where no value is in force: a limit that the law did not know yet. */
  optional(name: string): Exact | null;
  /** What was read since the last call. */
  used(): readonly ParameterReading[];
}

/** Figures of the first day of something that lasts. */
export interface LastingFigures extends Figures {
  /** What was read and has another value by a later day, each once: the first change. */
  changesUntil(day: string): readonly FigureChange[];
}

/** A figure that the law changes on a day; `to` is null where no value is known from then on. */
export interface FigureChange {
  readonly title: string;
  readonly unit: string;
  readonly on: IsoDate;
  readonly from: string;
  readonly to: string | null;
}

/** A reader of the book on a day; an unverified figure adds a warning to the tracer, once for each figure. */
export function createFigures(book: ParameterBook, on: string, tracer: Tracer): LastingFigures {
  const state: State = { book, on, tracer, recent: [], all: [], warned: null };
  // Method shorthand: thousands of readers a second are made, and it is the cheapest to make.
  return {
    exact(name) {
      return read(state, name).value;
    },
    count(name) {
      return read(state, name).count;
    },
    optional(name) {
      return (valueInForce(book, name, on)?.value ?? null) === null ? null : read(state, name).value;
    },
    used() {
      const taken = state.recent;
      state.recent = [];
      return taken;
    },
    changesUntil(day) {
      return changesOf(state, day);
    },
  };
}

interface State {
  readonly book: ParameterBook;
  readonly on: string;
  readonly tracer: Tracer;
  recent: ParameterReading[];
  readonly all: ParameterReading[];
  warned: Set<string> | null;
}

function read(state: State, name: string): Found {
  const found = find(state.book, name, state.on);
  const { reading } = found;
  state.recent.push(reading);
  state.all.push(reading);
  if (reading.confidence === 'unverified' && !state.warned?.has(name)) {
    state.warned ??= new Set();
    state.warned.add(name);
    state.tracer.warn(unverifiedFigure(reading));
  }
  return found;
}

function changesOf({ book, on, all }: State, day: string): readonly FigureChange[] {
  const changes = new Map<string, FigureChange>();
  for (const { name, title, unit, value } of all) {
    if (changes.has(name)) continue;
    const next = book.get(name)?.values.find((v) => v.from > on && v.from <= day && v.value !== value);
    if (next) changes.set(name, { title, unit, on: isoDate(next.from), from: value, to: next.value });
  }
  return [...changes.values()];
}

function unverifiedFigure({ title, value, unit, from, source }: ParameterReading) {
  return {
    code: 'UNVERIFIED_FIGURE',
    message: `"${title}" için kullanılan ${displayFigure(value, unit)} (${displayDate(isoDate(from))} gününden) resmî metinle doğrulanmadı. Ödemeden önce Resmî Gazete’deki metinden denetleyin; bulunduğu yer: ${source}.`,
  };
}

/** A figure with its unit in Turkish: "850,00 TL/gün", "1,5 kat". */
export function displayFigure(value: string, unit: string): string {
  const number = exact(value);
  return unit.startsWith('TRY')
    ? `${displayMoney(number)} ${unit.replace('TRY', 'TL')}`
    : `${displayNumber(number)} ${unit}`;
}

interface Found {
  readonly reading: ParameterReading;
  readonly value: Exact;
  /** The same as a JS number. */
  readonly count: number;
}

/** One entry for each dated value that was ever read: thousands of rows a second read the same few. */
const foundByValue = new WeakMap<DatedValue, Found>();

function find(book: ParameterBook, name: string, on: string): Found {
  const current = valueInForce(book, name, on);
  const known = current && foundByValue.get(current);
  if (known) return known;
  const reading = readParameter(book, name, on);
  const value = exact(reading.value);
  const found = { reading, value, count: value.toNumber() };
  if (current) foundByValue.set(current, found);
  return found;
}

function valueInForce(book: ParameterBook, name: string, on: string): DatedValue | undefined {
  const values = book.get(name)?.values ?? [];
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i];
    if (value && value.from <= on) return value;
  }
  return undefined;
}
