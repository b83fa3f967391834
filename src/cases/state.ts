import type { IsoDate } from '../calculations/index.ts';

/** One row of a table field, by column key. */
export type RowValue = Readonly<Record<string, string | number>>;
/** A value recorded in a case. Dates are ISO days, money decimal strings, persons, units and kadros their keys. */
export type FieldValue = string | number | boolean | readonly RowValue[];
export type CaseData = Readonly<Record<string, FieldValue>>;

/**
 * How an office is held: `asil` in one's own right, `vekil` as proxy ("V."), `devir` by delegated authority ("a.").
 * `kaydeden`: an officer records the act of somebody who has no account (a commission, another institution).
 */
export const CAPACITIES = ['asil', 'vekil', 'devir', 'kaydeden'] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** A role that the actor holds on the day of the act; `service` null = in every service. */
export interface HeldRole {
  readonly role: string;
  readonly service: string | null;
  readonly capacity: Capacity;
}

/** Who acts, as the command established it: roles already narrowed to the day and to the unit of the case. */
export interface CaseActor {
  readonly accountId: string;
  readonly name: string;
  readonly sicilNo: string | null;
  readonly roles: readonly HeldRole[];
  readonly administrator: boolean;
}

export type ApprovalAct = 'paraf' | 'sign' | 'approve';

/** One initial or signature on the present sign step. */
export interface Approval {
  readonly act: ApprovalAct;
  readonly role: string;
  readonly capacity: Capacity;
  readonly accountId: string;
  readonly name: string;
  /** The person on record who acted; null for an account without one. */
  readonly sicilNo: string | null;
  readonly on: string;
}

/** A completed step. `sealed`: a document became final here, so nothing before it can be returned to. */
export interface TrailEntry {
  readonly step: string;
  readonly on: string;
  readonly outcome: string | null;
  readonly sealed: boolean;
  /** Initials and signatures of a sign step, in order; empty for others. */
  readonly approvals: readonly Approval[];
}

/** Where a case stands. `step` is null when it has ended; there are no parallel steps. */
export interface CaseState {
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly step: string | null;
  readonly approvals: readonly Approval[];
  /** Signing offices that an administrator chose, by step. */
  readonly chosenSigners: Readonly<Record<string, readonly string[]>>;
  readonly documents: Readonly<Record<string, 'draft' | 'final'>>;
  /** All that was recorded, by field key; a later step's value replaces an earlier one. */
  readonly data: CaseData;
  /** The last data of each step. */
  readonly stepData: Readonly<Record<string, CaseData>>;
  readonly trail: readonly TrailEntry[];
  readonly assignee: { readonly accountId: string; readonly name: string } | null;
  readonly openedOn: string;
  /** How it ended: the last step, `END:<outcome>`, or the reason of the cancellation. */
  readonly ending: string | null;
}

/** A signature or an initial as the EBYS tells it. `on`: its day. */
export interface ToldApproval {
  readonly name: string;
  readonly capacity: Capacity;
  readonly on: string;
}

/** What the EBYS says of a letter of the case. */
export type LetterNews =
  | { readonly kind: 'REGISTER'; readonly sayi: string; readonly tarih: string }
  | {
      readonly kind: 'SIGN';
      readonly sayi: string;
      readonly tarih: string;
      readonly signatures: readonly ToldApproval[];
      readonly initials: readonly ToldApproval[];
      /** Who holds the offices that sign the letter, so that a name finds its office. */
      readonly holders: readonly { readonly role: string; readonly name: string; readonly sicilNo: string }[];
    }
  | { readonly kind: 'RETURN'; readonly by: string; readonly reason: string }
  | { readonly kind: 'SEND'; readonly to: string; readonly channel: string; readonly on: string }
  | { readonly kind: 'DELIVER'; readonly to: string; readonly on: string };

/** What somebody does to a case. */
export type CaseEvent =
  | { readonly kind: 'open'; readonly data: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'completeStep';
      readonly step: string;
      readonly outcome: string | null;
      readonly data: Readonly<Record<string, unknown>>;
      /** What the step's calculation proposes; a value that differs from it needs a reason. */
      readonly calculated?: CaseData;
    }
  | { readonly kind: ApprovalAct; readonly step: string }
  | { readonly kind: 'returnStep'; readonly step: string; readonly to: string | null; readonly reason: string }
  | { readonly kind: 'cancelCase'; readonly reason: string }
  | { readonly kind: 'assignCase'; readonly assignee: { readonly accountId: string; readonly name: string } | null }
  | { readonly kind: 'chooseSigner'; readonly step: string; readonly roles: readonly string[] }
  | { readonly kind: 'recordFacts'; readonly data: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'letterMove';
      /** The document key of the letter, and what identifies the export that the news are about. */
      readonly key: string;
      readonly itemId: string;
      readonly version: number;
      /** Why the news can't be acted on, known before the decision; null = nothing known. */
      readonly refusal: string | null;
      readonly news: LetterNews;
    };

/** One act: what, by whom, on which day. */
export interface Act {
  readonly event: CaseEvent;
  readonly actor: CaseActor;
  readonly today: IsoDate;
}

/** What the command has to do after the decision, in the transaction that saves the state. */
export type CaseEffect =
  | { readonly kind: 'generateDocument'; readonly key: string; readonly step: string }
  | {
      readonly kind: 'finalizeDocument';
      readonly key: string;
      readonly step: string;
      /** Of a letter that the EBYS signed: its sayı and date. */
      readonly registration?: { readonly sayi: string; readonly tarih: string };
    }
  | { readonly kind: 'withdrawDocument'; readonly key: string }
  | { readonly kind: 'record'; readonly system: string; readonly step: string }
  | { readonly kind: 'attachCalculation'; readonly key: string; readonly step: string }
  | { readonly kind: 'changeRegistry'; readonly step: string }
  | { readonly kind: 'deadline'; readonly step: string }
  | { readonly kind: 'openCase'; readonly process: string }
  | { readonly kind: 'closed'; readonly ending: string };

/** The decision: the next state, what follows, and in which role and capacity the actor acted. */
export interface Transition {
  readonly state: CaseState;
  readonly effects: readonly CaseEffect[];
  readonly actedAs: { readonly role: string; readonly capacity: Capacity };
  /** The checked data of the act, as it is to be recorded. */
  readonly data: CaseData;
}
