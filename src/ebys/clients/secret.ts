import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { ClientSecret } from './model.ts';

const LENGTH = 32;
const COST: ScryptOptions = { N: 16_384, r: 8, p: 1 };

/** A new secret of 256 random bits, and what is kept of it. */
export async function newSecret(now: Date): Promise<{ readonly secret: string; readonly kept: ClientSecret }> {
  const secret = randomBytes(LENGTH).toString('base64url');
  const salt = randomBytes(16).toString('base64url');
  const hash = (await derive(secret, salt)).toString('base64url');
  return { secret, kept: { salt, hash, createdAt: now, endsAt: null } };
}

/** Whether one of the kept secrets that still count is the given one. Takes as long where there is none. */
export async function isSecretOf(kept: readonly ClientSecret[], secret: string, now: Date): Promise<boolean> {
  const alive = kept.filter(({ endsAt }) => endsAt === null || endsAt > now);
  let matches = false;
  for (const { salt, hash } of alive.length > 0 ? alive : [NOBODY]) {
    const [given, expected] = [await derive(secret, salt), Buffer.from(hash, 'base64url')];
    if (given.length === expected.length && timingSafeEqual(given, expected)) matches = true;
  }
  return matches;
}

/** Compared with where no client is, so that the time of an answer doesn't tell which clients there are. */
const NOBODY = { salt: randomBytes(16).toString('base64url'), hash: randomBytes(LENGTH).toString('base64url') };

function derive(secret: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(secret, salt, LENGTH, COST, (error, key) => (error ? reject(error) : resolve(key))),
  );
}
