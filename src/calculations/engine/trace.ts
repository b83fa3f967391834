import type { ParameterReading } from './dated.ts';

/** One line of reasoning that a clerk can check by hand and an auditor can sign. */
export interface TraceStep {
  /** Turkish sentence or name of the step. */
  readonly label: string;
  /** Rule id of the rules page ("R6.2"), for developers and auditors. */
  readonly rule?: string;
  /** Law and article: "657 s.K. m.64". */
  readonly article: string;
  /** The arithmetic as the guides print it: "16.06.2006 − 28.04.2005 = 1 yıl 1 ay 18 gün". */
  readonly arithmetic?: string;
  /** The outcome of the step, in Turkish. */
  readonly result: string;
  readonly parameters?: readonly ParameterReading[];
  /** The reading that was chosen where practice differs. */
  readonly option?: ChosenOption;
}

/** A reading of the law where practice differs: which one was used, and whether it was the default. */
export interface ChosenOption {
  readonly name: string;
  readonly value: string;
  readonly isDefault: boolean;
  readonly article: string;
}

/** Something the user should look at although the result stands: an unverified figure, a source slip. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly article?: string;
}

/** Input that the record does not tell; `label` is what a form prints. */
export interface MissingInput {
  readonly path: string;
  readonly label: string;
}

/**
 * What every calculation returns. `value`: a result with its reasoning. `notEligible`: the law does not grant it, with
 * the article that fails. `missing`: the record lacks facts, which are listed and never assumed.
 */
export type Outcome<V> =
  | {
      readonly kind: 'value';
      readonly value: V;
      readonly trace: readonly TraceStep[];
      readonly warnings: readonly Warning[];
    }
  | {
      readonly kind: 'notEligible';
      readonly article: string;
      readonly reason: string;
      readonly trace: readonly TraceStep[];
    }
  | { readonly kind: 'missing'; readonly missing: readonly MissingInput[]; readonly trace: readonly TraceStep[] };

/** A step as a calculation hands it in: a text that costs work may be a function, which runs when the trace is read. */
export interface StepDraft extends Omit<TraceStep, 'label' | 'arithmetic' | 'result'> {
  readonly label: string | (() => string);
  readonly arithmetic?: string | (() => string);
  readonly result: string | (() => string);
}

/** Collects steps and warnings while a calculation runs. */
export interface Tracer {
  readonly steps: readonly TraceStep[];
  readonly warnings: readonly Warning[];
  step(step: StepDraft): void;
  warn(warning: Warning): void;
}

/** Whoever calculates a thousand rows for their totals never pays for the sentences. */
class StepTracer implements Tracer {
  readonly warnings: Warning[] = [];
  readonly #drafts: StepDraft[] = [];
  readonly #written: TraceStep[] = [];

  get steps(): readonly TraceStep[] {
    for (const draft of this.#drafts.slice(this.#written.length)) this.#written.push(write(draft));
    return this.#written;
  }

  step(step: StepDraft): void {
    this.#drafts.push(step);
  }

  warn(warning: Warning): void {
    this.warnings.push(warning);
  }
}

export function createTracer(): Tracer {
  return new StepTracer();
}

function write({ label, arithmetic, result, ...rest }: StepDraft): TraceStep {
  const sum = arithmetic === undefined ? {} : { arithmetic: textOf(arithmetic) };
  return { label: textOf(label), ...sum, result: textOf(result), ...rest };
}

function textOf(text: string | (() => string)): string {
  return typeof text === 'string' ? text : text();
}

/** The `value` outcome with everything that the tracer collected; the trace is written when it is first read. */
export function concluded<V>(value: V, tracer: Tracer): Outcome<V> {
  return new Concluded(value, tracer);
}

/** `trace` is an own property, so that copies and JSON have it; one shared getter keeps all outcomes one hidden class. */
const TRACE: PropertyDescriptor & ThisType<{ readonly tracer: () => Tracer }> = {
  enumerable: true,
  get() {
    return this.tracer().steps;
  },
};

class Concluded<V> {
  readonly kind = 'value';
  readonly value: V;
  declare readonly trace: readonly TraceStep[];
  declare readonly warnings: readonly Warning[];
  readonly #tracer: Tracer;

  constructor(value: V, tracer: Tracer) {
    this.value = value;
    this.#tracer = tracer;
    Object.defineProperty(this, 'trace', TRACE);
    this.warnings = tracer.warnings;
  }

  tracer(): Tracer {
    return this.#tracer;
  }
}

export function notEligible(article: string, reason: string, tracer: Tracer): Outcome<never> {
  return { kind: 'notEligible', article, reason, trace: tracer.steps };
}

export function missing(inputs: readonly MissingInput[], tracer: Tracer): Outcome<never> {
  return { kind: 'missing', missing: inputs, trace: tracer.steps };
}
