import { defineCollection, Schema } from '../../database/index.ts';
import type { MissingValue } from '../../errors/index.ts';
import type { Ustveri } from '../package/ustveri.ts';
import type { LetterFacts } from './answers.ts';

/** A file of a published letter: `ref` is the owner's own reference to its bytes. */
export interface LetterFile {
  readonly role: 'USTYAZI' | 'DOCX' | 'EK';
  readonly ekId: string | null;
  readonly fileName: string;
  readonly ref: string;
  readonly sha256: string;
  readonly size: number;
}

/** What a package is made of besides Üstveri and files. */
export interface PackageOptions {
  readonly created: string;
  readonly uretici?: string;
  readonly ikinciOzet?: 'SHA-256' | 'SHA-384';
  readonly kriptoluOrtam?: boolean;
}

/** One entry of the feed: a letter to register; or of one (`target`) its withdrawal, or that its package is there now. */
export interface FeedItem {
  /** Item id; of a letter it is its BelgeId. */
  readonly _id: string;
  readonly sequence: number;
  readonly kind: 'LETTER' | 'WITHDRAWAL' | 'COMPLETION';
  readonly documentId: string;
  readonly documentVersion: number;
  readonly caseId: string | null;
  readonly publishedAt: Date;
  /** The letter that a withdrawal or completion is about; of a withdrawal also why. */
  readonly target: string | null;
  readonly reason: string | null;
  readonly ustveri: Ustveri | null;
  /** Of a letter that no package can be made of yet: its data as far as known, and what is lacking. */
  readonly draft: unknown;
  readonly missing: readonly MissingValue[];
  /** What people should know of the entry: why there is no PDF/A. */
  readonly notes: readonly string[];
  readonly files: readonly LetterFile[];
  readonly options: PackageOptions | null;
  readonly packageSha256: string | null;
  readonly packageSize: number;
  /** Waits for a worker: a letter neither acknowledged nor withdrawn. */
  readonly pending: boolean;
  readonly leaseUntil: Date;
  readonly leaseToken: string | null;
  readonly leasedBy: string | null;
  readonly ackedAt: Date | null;
  readonly ackedBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly facts: LetterFacts;
}

const text = { type: String, required: true } as const;
const optionalText = { type: String, default: null } as const;
const optionalDate = { type: Date, default: null } as const;

const itemSchema = new Schema<FeedItem>({
  _id: text,
  sequence: { type: Number, required: true },
  kind: text,
  documentId: text,
  documentVersion: { type: Number, required: true },
  caseId: optionalText,
  publishedAt: { type: Date, required: true },
  target: optionalText,
  reason: optionalText,
  ustveri: { type: Schema.Types.Mixed, default: null },
  draft: { type: Schema.Types.Mixed, default: null },
  missing: { type: Schema.Types.Mixed, required: true },
  notes: { type: [String], default: [] },
  files: { type: Schema.Types.Mixed, required: true },
  options: { type: Schema.Types.Mixed, default: null },
  packageSha256: optionalText,
  packageSize: { type: Number, required: true },
  pending: { type: Boolean, required: true },
  leaseUntil: { type: Date, required: true },
  leaseToken: optionalText,
  leasedBy: optionalText,
  ackedAt: optionalDate,
  ackedBy: optionalText,
  withdrawnAt: optionalDate,
  facts: { type: Schema.Types.Mixed, required: true },
});
itemSchema.index({ sequence: 1 }, { unique: true });
itemSchema.index({ documentId: 1, documentVersion: 1 });
itemSchema.index({ pending: 1, sequence: 1 });
itemSchema.index({ caseId: 1, sequence: 1 });
itemSchema.index({ packageSha256: 1, sequence: 1 });
itemSchema.index({ target: 1 });

export const feedItems = defineCollection('ebysFeedItems', itemSchema);

/** The answer that was given to a request with an idempotency key; `_id` is account and key. */
export interface FeedRequest {
  readonly _id: string;
  readonly route: string;
  readonly bodyHash: string;
  readonly status: number;
  readonly body: unknown;
  readonly at: Date;
}

const requestSchema = new Schema<FeedRequest>({
  _id: text,
  route: text,
  bodyHash: text,
  status: { type: Number, required: true },
  body: { type: Schema.Types.Mixed, required: true },
  at: { type: Date, required: true },
});
requestSchema.index({ at: 1 });

export const feedRequests = defineCollection('ebysRequests', requestSchema);

/** Where an integrator wants to be told; the secret is sealed. */
export interface WebhookEndpoint {
  readonly _id: string;
  readonly url: string;
  readonly secretSealed: string;
  readonly active: boolean;
  readonly createdAt: Date;
}

const endpointSchema = new Schema<WebhookEndpoint>({
  _id: text,
  url: text,
  secretSealed: text,
  active: { type: Boolean, required: true },
  createdAt: { type: Date, required: true },
});

export const webhookEndpoints = defineCollection('ebysWebhookEndpoints', endpointSchema);

/** One message for one endpoint: the outbox, written with the change that it tells of. */
export interface WebhookDelivery {
  readonly _id: string;
  readonly endpointId: string;
  readonly event: string;
  readonly body: string;
  readonly state: 'PENDING' | 'DONE' | 'DEAD';
  readonly attempts: number;
  readonly nextAt: Date;
  readonly lastError: string | null;
  readonly createdAt: Date;
}

const deliverySchema = new Schema<WebhookDelivery>({
  _id: text,
  endpointId: text,
  event: text,
  body: text,
  state: text,
  attempts: { type: Number, required: true },
  nextAt: { type: Date, required: true },
  lastError: optionalText,
  createdAt: { type: Date, required: true },
});
deliverySchema.index({ state: 1, nextAt: 1 });

export const webhookDeliveries = defineCollection('ebysWebhookDeliveries', deliverySchema);
