import { defineCollection, Schema } from '../../database/index.ts';

/** A secret of a client as kept: scrypt, never the secret itself. */
export interface ClientSecret {
  readonly salt: string;
  readonly hash: string;
  readonly createdAt: Date;
  /** When it stops being taken; null for the newest. */
  readonly endsAt: Date | null;
}

/** A machine account of an EBYS that gets its tokens here (RFC 6749 §4.4). */
export interface EbysClient {
  readonly _id: string;
  readonly name: string;
  readonly secrets: readonly ClientSecret[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly revokedAt: Date | null;
}

const schema = new Schema<EbysClient>({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  secrets: { type: Schema.Types.Mixed, required: true },
  createdAt: { type: Date, required: true },
  createdBy: { type: String, required: true },
  revokedAt: { type: Date, default: null },
});

export const ebysClients = defineCollection('ebysClients', schema);
