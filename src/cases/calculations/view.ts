import type { IsoDate, MissingInput, Outcome, TraceStep, terfi, Warning } from '../../calculations/index.ts';
import { type DomainError, ParameterNotInForceError, ValidationError } from '../../errors/index.ts';
import type { Person } from '../../personnel/index.ts';
import type { CasesContext } from '../cases-context.ts';
import type { CalculationKind } from '../definition-effects.ts';
import type { Case } from '../model.ts';
import type { CaseData } from '../state.ts';

/** One line of a result that is no timeline: an item of a statement, a condition, a score. */
export interface CalculationLine {
  readonly label: string;
  /** Quantity and unit price, or the proof. */
  readonly detail: string;
  /** Amount in TRY, points, or what was found. */
  readonly result: string;
  readonly article: string;
}

/** What a calculation says at a step, as the API shows it and as the case's history keeps it. Plain data. */
export interface CaseCalculation {
  readonly kind: CalculationKind;
  /** `refused`: the record contradicts itself, or a figure of the day is not in force. */
  readonly status: 'value' | 'notEligible' | 'missing' | 'refused';
  /** The day that the calculation speaks of. */
  readonly on: IsoDate;
  /** The result in one sentence. */
  readonly summary: string;
  /** Values by field key that the officer confirms or overrides with a reason. */
  readonly proposed: CaseData;
  /** Values that only fill the form beforehand. */
  readonly prefilled: CaseData;
  /** The outcome of the step that the result speaks for; null where it leaves that open. */
  readonly proposedOutcome: string | null;
  readonly terfi: terfi.TerfiResult | null;
  readonly lines: readonly CalculationLine[];
  readonly missing: readonly MissingInput[];
  /** The provision that fails; null unless `notEligible`. */
  readonly article: string | null;
  readonly trace: readonly TraceStep[];
  readonly warnings: readonly Warning[];
}

/** What a calculation reads: the case, its person, and all that the case knows with what is being entered. */
export interface CalculationScene {
  readonly context: CasesContext;
  readonly row: Case;
  readonly person: Person;
  readonly data: Readonly<Record<string, unknown>>;
  readonly on: IsoDate;
}

/** The worked table of a result, ready for its document. */
export interface WorkedTable {
  readonly data: Readonly<Record<string, unknown>>;
  /** Who signs it: the personnel manager, or the person whose declaration it is. */
  readonly signedBy: 'office' | 'person';
  /** The kind of document where the step's calculation decides it. */
  readonly kind?: string;
}

/** A calculation with its worked table; without a value there is none. */
export interface StepCalculation {
  readonly view: CaseCalculation;
  readonly table: WorkedTable | null;
}

/** What a value says beyond the outcome itself. */
export type Findings = Pick<CaseCalculation, 'summary'> &
  Partial<Pick<CaseCalculation, 'proposed' | 'prefilled' | 'proposedOutcome' | 'terfi' | 'lines' | 'warnings'>> & {
    readonly table?: WorkedTable | null;
  };

const NOTHING = { proposed: {}, prefilled: {}, proposedOutcome: null, terfi: null, lines: [], article: null } as const;

/** An outcome as a step shows it; `read` says what a value means here. */
export function stepCalculation<V>(
  { kind, on }: Pick<CaseCalculation, 'kind' | 'on'>,
  outcome: Outcome<V>,
  read: (value: V, trace: readonly TraceStep[]) => Findings,
): StepCalculation {
  const base = { ...NOTHING, kind, on, missing: [], warnings: [], trace: outcome.trace };
  switch (outcome.kind) {
    case 'value': {
      const { table = null, ...found } = read(outcome.value, outcome.trace);
      const warnings = [...outcome.warnings, ...(found.warnings ?? [])];
      return { view: { ...base, status: 'value', ...found, warnings }, table };
    }
    case 'notEligible': {
      const { article, reason } = outcome;
      return { view: { ...base, status: 'notEligible', article, summary: reason }, table: null };
    }
    case 'missing': {
      const summary = `Kayıtta eksik: ${outcome.missing.map((m) => m.label).join('; ')}.`;
      return { view: { ...base, status: 'missing', missing: outcome.missing, summary }, table: null };
    }
  }
}

/** Runs a calculation; a record that contradicts itself or figures not in force give `refused` with the reason. */
export async function refusable(
  { kind, on }: Pick<CaseCalculation, 'kind' | 'on'>,
  calculate: () => Promise<StepCalculation>,
): Promise<StepCalculation> {
  try {
    return await calculate();
  } catch (error) {
    if (!(error instanceof ValidationError || error instanceof ParameterNotInForceError)) throw error;
    const summary = messageOf(error);
    const view = { ...NOTHING, kind, on, missing: [], warnings: [], trace: [], status: 'refused' as const, summary };
    return { view, table: null };
  }
}

function messageOf(error: DomainError): string {
  if (!(error instanceof ValidationError)) return error.message;
  return error.issues.map((i) => `${i.message}${i.rule ? ` (${i.rule})` : ''}`).join(' ');
}

/** A text of the case's data; undefined where it has none. */
export function textOf(data: CalculationScene['data'], key: string): string | undefined {
  const value = data[key];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A number of the case's data; undefined where it has none. */
export function numberOf(data: CalculationScene['data'], key: string): number | undefined {
  const value = data[key];
  return typeof value === 'number' ? value : undefined;
}
