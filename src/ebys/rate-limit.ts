/** A bucket of requests: refills steadily up to its size. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export interface RateSettings {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests a second in the long run. */
  readonly perSecond: number;
}

export const DEFAULT_RATE: RateSettings = { burst: 120, perSecond: 40 };

/** Takes one request out of the bucket (`at`, `now` in milliseconds); `waitSeconds` > 0 when it is empty. */
export function takeRequest(
  bucket: Bucket | undefined,
  now: number,
  settings: RateSettings,
): { readonly bucket: Bucket; readonly waitSeconds: number } {
  const before = bucket ?? { tokens: settings.burst, at: now };
  const refilled = before.tokens + (Math.max(0, now - before.at) / 1000) * settings.perSecond;
  const tokens = Math.min(settings.burst, refilled);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now }, waitSeconds: 0 };
  return { bucket: { tokens, at: now }, waitSeconds: Math.max(1, Math.ceil((1 - tokens) / settings.perSecond)) };
}

/** A limiter for one process: a bucket an account. Gives the seconds to wait, 0 when the request may pass. */
export function createRateLimiter(settings: RateSettings = DEFAULT_RATE): (account: string, now: Date) => number {
  const buckets = new Map<string, Bucket>();
  return (account, now) => {
    const taken = takeRequest(buckets.get(account), now.getTime(), settings);
    buckets.set(account, taken.bucket);
    return taken.waitSeconds;
  };
}

/** Counts failures by key: how long a key has to wait once it has failed too often. */
export interface FailureLimiter {
  /** Seconds to wait before the next try; 0 when it may be made. */
  waitSeconds(key: string, now: Date): number;
  failed(key: string, now: Date): void;
}

/** A limiter of failures for one process; successes cost nothing. */
export function createFailureLimiter(settings: RateSettings): FailureLimiter {
  const buckets = new Map<string, Bucket>();
  const take = (key: string, now: Date) => takeRequest(buckets.get(key), now.getTime(), settings);
  return {
    waitSeconds: (key, now) => take(key, now).waitSeconds,
    failed: (key, now) => void buckets.set(key, take(key, now).bucket),
  };
}
