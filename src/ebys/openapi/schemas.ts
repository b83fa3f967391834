import { type Json, nullable, object, ref, text } from './parts.ts';

const fileSchema: Json = object({ href: text, fileName: text, sha256: text, size: { type: 'integer' } });
const replySchema: Json = object({
  itemId: text,
  status: text,
  withdrawn: { type: 'boolean' },
  repeated: { type: 'boolean' },
});

/** The shapes that the calls give. */
export const schemas: Readonly<Record<string, Json>> = {
  FeedPage: object({
    entries: { type: 'array', items: ref('FeedEntry') },
    next: text,
    hasMore: { type: 'boolean' },
  }),
  FeedEntry: object({
    cursor: text,
    kind: { enum: ['LETTER', 'WITHDRAWAL', 'COMPLETION'] },
    itemId: text,
    documentId: text,
    documentVersion: { type: 'integer' },
    publishedAt: { type: 'string', format: 'date-time' },
    status: { enum: ['READY', 'PULLED', 'REGISTERED', 'SIGNED', 'SENT', 'DELIVERED', 'RETURNED', 'WITHDRAWN'] },
    withdraws: nullable(text),
    completes: nullable(text),
    reason: nullable(text),
    ustveri: nullable({ type: 'object' }),
    missing: { type: 'array', items: object({ label: text, place: text }) },
    notes: { type: 'array', items: text },
    package: nullable(fileSchema),
    files: {
      type: 'array',
      items: object({
        role: { enum: ['USTYAZI', 'DOCX', 'EK'] },
        href: text,
        fileName: text,
        sha256: text,
        size: { type: 'integer' },
      }),
    },
  }),
  Lease: object({
    leaseToken: text,
    until: { type: 'string', format: 'date-time' },
    entries: { type: 'array', items: ref('FeedEntry') },
  }),
  AckReply: object({ itemId: text, acknowledged: { type: 'boolean' }, repeated: { type: 'boolean' } }),
  AnswerReply: replySchema,
  Token: object({
    access_token: text,
    token_type: { enum: ['Bearer'] },
    expires_in: { type: 'integer' },
    scope: { enum: ['ebys'] },
  }),
  TokenFailure: object({ error: text, message: text }),
  Failure: object({ errors: { type: 'array', items: object({ message: text }) } }),
};
