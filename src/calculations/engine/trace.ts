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

/** Collects steps and warnings while a calculation runs. */
export interface Tracer {
  readonly steps: readonly TraceStep[];
  readonly warnings: readonly Warning[];
  step(step: TraceStep): void;
  warn(warning: Warning): void;
}

export function createTracer(): Tracer {
  const steps: TraceStep[] = [];
  const warnings: Warning[] = [];
  // Method shorthand: the cheapest to make, and every calculation makes one.
  return {
    steps,
    warnings,
    step(step) {
      steps.push(step);
    },
    warn(warning) {
      warnings.push(warning);
    },
  };
}

/** The `value` outcome with everything that the tracer collected. */
export function concluded<V>(value: V, tracer: Tracer): Outcome<V> {
  return { kind: 'value', value, trace: tracer.steps, warnings: tracer.warnings };
}

export function notEligible(article: string, reason: string, tracer: Tracer): Outcome<never> {
  return { kind: 'notEligible', article, reason, trace: tracer.steps };
}

export function missing(inputs: readonly MissingInput[], tracer: Tracer): Outcome<never> {
  return { kind: 'missing', missing: inputs, trace: tracer.steps };
}
