import type { bolgeHizmeti, Outcome, selection, Warning } from '../../calculations/index.ts';
import type { Issue } from '../../errors/index.ts';
import type { Person } from '../../personnel/index.ts';
import type { StatementsContext } from '../../statements/index.ts';
import type { ApplicantFacts, StoredApplicant, StoredRound } from './model.ts';

/** Cells of a row of the applicants' CSV by heading. */
export type Cells<C extends string = string> = Partial<Record<C, string>>;
/** Notes a refused cell. */
export type Lack = (column: string, message: string) => void;

/** A ranked applicant with the place, whatever the kind of round. */
export interface RoundRow {
  readonly position: number;
  readonly id: string;
  readonly status: 'TERCIHINE' | 'KURAYLA' | 'YERLESEMEDI';
  readonly place: string | null;
  /** Service region of the place; null without a place and where the kind knows no regions. */
  readonly region: number | null;
  /** What put this one behind the one before; null for the first. */
  readonly decidedBy: string | null;
}

/** The result of a draw, whatever the kind of round. */
export interface RoundResult {
  readonly rows: readonly RoundRow[];
  readonly notEligible: readonly string[];
  readonly lots: readonly selection.LotRecord[];
  readonly warnings: readonly Warning[];
}

/** What rounds of staff and rounds of managers do differently. */
export interface RoundFamily {
  /** Headings of the CSV besides those of every round. */
  readonly columns: readonly string[];
  /** Facts that the calculation reads of an applicant, by their names there. */
  readonly facts: readonly (keyof ApplicantFacts)[];
  /** Whether a cell is empty that the record may tell. */
  readonly asksRecord: (cells: Cells) => boolean;
  /** The facts as the record tells them. Throws ValidationError for somebody whom the round isn't for. */
  readonly factsOnRecord: (
    context: StatementsContext,
    person: Person,
    asked: { readonly round: StoredRound; readonly cells: Cells },
  ) => Promise<ApplicantFacts>;
  /** The facts of a row; `known` stands in for empty cells. */
  readonly readFacts: (cells: Cells, known: ApplicantFacts, lack: Lack) => ApplicantFacts;
  /** What the round refuses of an applicant before the draw, by heading. */
  readonly refusals: (
    round: StoredRound,
    applicant: StoredApplicant,
    deps: bolgeHizmeti.RegionDeps,
  ) => readonly Issue[];
  /** Throws ValidationError for places that the kind can't use. */
  readonly checkPlaces: (round: Pick<StoredRound, 'on' | 'places'>, deps: bolgeHizmeti.RegionDeps) => void;
  /** The round's own part of the calculation's input. */
  readonly roundInput: (round: Pick<StoredRound, 'places' | 'lowerRegion'>) => object;
  /** Ranks, draws and places from raw input. Throws ValidationError. */
  readonly calculate: (raw: unknown, deps: bolgeHizmeti.RegionDeps) => Outcome<unknown>;
  /** Reads back what `calculate` gave. */
  readonly resultOf: (value: unknown) => Omit<RoundResult, 'warnings'>;
  readonly list: ListForm;
}

/** How the family's list is written. */
export interface ListForm {
  readonly documentKind: string;
  /** Cells of an applicant in the list besides those of every list. */
  readonly cells: (applicant: StoredApplicant) => Readonly<Record<string, string>>;
  /** Remark by what decided, and by how the place was given. */
  readonly remarks: Readonly<Record<string, string>>;
}

/** A whole number of days; null for anything else. */
export function daysOf(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** The days of a cell, or of the record where it is empty; notes the cell where neither tells them. */
export function daysCell(cell: string | undefined, known: number | undefined, refuse: () => void): number {
  const days = cell ? daysOf(cell) : (known ?? null);
  if (days === null) refuse();
  return days ?? 0;
}
