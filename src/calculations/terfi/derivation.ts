import type { IsoDate, MissingInput, Tracer, TraceStep } from '../engine/index.ts';
import type { TerfiEvent } from './events.ts';
import type { PostingFact, TerfiFacts } from './facts.ts';
import type { TerfiReadings } from './readings.ts';

/** Something in the record that a clerk should look at; the result stands. */
export interface TerfiFinding {
  readonly code: string;
  /** Path of the record: `service.2`. */
  readonly record: string;
  readonly rule: string;
  readonly article: string;
  readonly message: string;
}

/** Years without a penalty that open article 37; `to` is the day before which they end. */
export interface OpenWindow {
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** The officer's spells as the record tells them. */
export interface ServiceFrame {
  /** First day as an officer (aday or asıl). */
  readonly entryOn: IsoDate;
  readonly asaletOn: IsoDate | null;
  readonly startsAsAsil: boolean;
  /** Days away between two spells: resignation and return. */
  readonly gaps: readonly { readonly from: IsoDate; readonly to: IsoDate }[];
  readonly endOn: IsoDate | null;
}

/** Where the deriving functions put what they find. */
export interface Derivation {
  readonly facts: TerfiFacts;
  /** Postings in order of their first day. */
  readonly postings: readonly PostingFact[];
  readonly asOf: IsoDate;
  readonly readings: TerfiReadings;
  readonly events: TerfiEvent[];
  readonly missing: MissingInput[];
  readonly findings: TerfiFinding[];
  readonly tracer: Tracer | undefined;
}

export function addMissing(derivation: Derivation, path: string, label: string): void {
  derivation.missing.push({ path, label });
}

/** Adds a finding; nothing is built in bulk, where nobody reads it. */
export function addFinding(derivation: Derivation, build: () => TerfiFinding): void {
  if (derivation.tracer) derivation.findings.push(build());
}

/** Adds a trace step; nothing is built where no trace is kept. */
export function note(derivation: Derivation, step: () => TraceStep): void {
  derivation.tracer?.step(step());
}
