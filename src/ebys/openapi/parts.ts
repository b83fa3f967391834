/** Plain JSON of the OpenAPI description. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Any text. */
export const text: Json = { type: 'string' };
/** A named schema. */
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
/** A required JSON body. */
export const jsonBody = (schema: Json): Json => ({ required: true, content: { 'application/json': { schema } } });
/** A JSON answer. */
export const ok = (description: string, schema: Json): Json => ({
  description,
  content: { 'application/json': { schema } },
});
/** The item id in the path. */
export const idParameter: Json = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Akış girdisinin itemId değeri',
  schema: text,
};
/** The idempotency key. */
export const keyParameter: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'İsteğin yineleme anahtarı; aynı isteği yinelerken aynı anahtar gönderilir',
  schema: { type: 'string', minLength: 8, maxLength: 100 },
};
const FAILURES: Json = {
  '401': { description: 'Belirteç yok, geçersiz ya da süresi dolmuş' },
  '403': { description: 'Hesabın "ebys" rolü yok' },
  '429': { description: 'Çok sık istek; Retry-After saniye bekleyin' },
};
/** Failures of every call, and those given. */
export const failures = (more: Record<string, string>): Record<string, Json> => ({
  ...(FAILURES as Record<string, Json>),
  ...Object.fromEntries(
    Object.entries(more).map(([status, description]): [string, Json] => [status, ok(description, ref('Failure'))]),
  ),
});
/** An object all of whose properties are there. */
export const object = (properties: Record<string, Json>): Json => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
/** The schema, or null. */
export const nullable = (schema: Json): Json => ({ anyOf: [schema, { type: 'null' }] });
/** An answer of bytes. */
export const bytes = (description: string): Json => ({
  description,
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
});

/** One call. */
export const operation = (operationId: string, summary: string, rest: Record<string, Json>): Json => ({
  operationId,
  summary,
  ...rest,
});
