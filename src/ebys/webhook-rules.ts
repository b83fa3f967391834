import { createHmac, timingSafeEqual } from 'node:crypto';

/** How deliveries are retried: first pause, longest pause (seconds), attempts until the dead-letter list. */
export interface RetrySettings {
  readonly firstSeconds: number;
  readonly longestSeconds: number;
  readonly attempts: number;
}

export const DEFAULT_RETRY: RetrySettings = { firstSeconds: 10, longestSeconds: 6 * 3600, attempts: 12 };

/** What happens after an attempt failed: doubled pauses, then the dead-letter list. `attempts` counts the one just made. */
export function afterFailure(
  attempts: number,
  now: Date,
  settings: RetrySettings = DEFAULT_RETRY,
): { readonly state: 'PENDING' | 'DEAD'; readonly nextAt: Date } {
  const pause = Math.min(settings.longestSeconds, settings.firstSeconds * 2 ** Math.max(0, attempts - 1));
  return { state: attempts >= settings.attempts ? 'DEAD' : 'PENDING', nextAt: new Date(now.getTime() + pause * 1000) };
}

/** `X-Ozluk-Signature` of a body: `t=<unix seconds>,v1=<HMAC-SHA-256 of "t.body" in hex>`. */
export function signWebhook(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `t=${seconds},v1=${digest(secret, `${seconds}.${body}`)}`;
}

/** Checks such a header: right secret, body untouched, not older than `toleranceSeconds` (a replay). */
export function isWebhookGenuine(
  header: string,
  given: { secret: string; body: string; now: Date; toleranceSeconds?: number },
): boolean {
  const found = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  if (!found?.[1] || !found[2]) return false;
  const age = Math.abs(given.now.getTime() / 1000 - Number(found[1]));
  if (age > (given.toleranceSeconds ?? 300)) return false;
  const expected = digest(given.secret, `${found[1]}.${given.body}`);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(found[2]));
}

function digest(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}
