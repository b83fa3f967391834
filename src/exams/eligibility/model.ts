import { defineCollection, Schema } from '../../database/index.ts';

/** `EKSIK_BILGI`: the record doesn't tell; papers that the registry doesn't hold must be looked at. */
export const ELIGIBILITY_STATES = ['UYGUN', 'UYGUN_DEGIL', 'EKSIK_BILGI'] as const;
export type EligibilityState = (typeof ELIGIBILITY_STATES)[number];

/** What the commission decided against or beside the record, and why. */
export interface EligibilityDecision {
  readonly isEligible: boolean;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** A candidate against the conditions of the post: what the records say, and the commission's decision over it. */
export interface StoredEligibility {
  readonly examNumber: string;
  readonly candidateNo: string;
  /** Null: the commission decided before the record was checked. */
  readonly state: EligibilityState | null;
  /** Articles that fail or facts that lack, in Turkish; empty where all conditions are met. */
  readonly reasons: readonly string[];
  readonly checkedAt: Date | null;
  readonly decision: EligibilityDecision | null;
}

const text = { type: String, required: true } as const;
const eligibilityMongo = new Schema<StoredEligibility>({
  examNumber: text,
  candidateNo: text,
  state: { type: String, default: null },
  reasons: { type: [String], required: true },
  checkedAt: { type: Date, default: null },
  decision: { type: Schema.Types.Mixed, default: null },
});
eligibilityMongo.index({ examNumber: 1, candidateNo: 1 }, { unique: true });
export const examEligibility = defineCollection('examEligibility', eligibilityMongo);

/** The state that counts: the commission's where it decided, else the record's. */
export function effectiveState({
  state,
  decision,
}: Pick<StoredEligibility, 'state' | 'decision'>): EligibilityState | null {
  if (decision === null) return state;
  return decision.isEligible ? 'UYGUN' : 'UYGUN_DEGIL';
}
