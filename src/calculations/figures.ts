import {
  type Exact,
  exact,
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

/** A reader of the book on a day; an unverified figure adds a warning to the tracer, once for each figure. */
export function createFigures(book: ParameterBook, on: string, tracer: Tracer): Figures {
  let recent: ParameterReading[] = [];
  const warned = new Set<string>();
  const read = (name: string): Exact => {
    const reading = readParameter(book, name, on);
    recent.push(reading);
    if (reading.confidence === 'unverified' && !warned.has(name)) {
      warned.add(name);
      tracer.warn(unverifiedFigure(reading));
    }
    return exact(reading.value);
  };
  return {
    exact: read,
    count: (name) => read(name).toNumber(),
    optional: (name) => (isInForce(book, name, on) ? read(name) : null),
    used() {
      const taken = recent;
      recent = [];
      return taken;
    },
  };
}

function unverifiedFigure(reading: ParameterReading) {
  return {
    code: 'UNVERIFIED_FIGURE',
    message: `"${reading.title}" için kullanılan ${reading.value} (${reading.from} gününden) resmî metinle doğrulanmadı. Ödemeden önce denetleyin: ${reading.source}`,
  };
}

function isInForce(book: ParameterBook, name: string, on: string): boolean {
  const current = book.get(name)?.values.findLast((v) => v.from <= on);
  return current !== undefined && current.value !== null;
}
