import { createHmac, createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify, SignJWT } from 'jose';
import type { Actor, RoleGrant } from '../access/index.ts';
import { DomainError } from '../errors/index.ts';
import type { Config } from './config.ts';

/** A token that does not open the door: expired, forged, for another audience, malformed. */
export class TokenError extends DomainError {
  readonly code = 'UNAUTHENTICATED';
  readonly reason: 'EXPIRED' | 'INVALID';

  constructor(reason: 'EXPIRED' | 'INVALID', options?: ErrorOptions) {
    super(
      reason === 'EXPIRED'
        ? 'Erişim belirtecinin süresi dolmuş; yeniden oturum açıp yeni belirteçle deneyin.'
        : 'Erişim belirteci geçersiz; kurumunuzun verdiği belirteci "Authorization: Bearer …" başlığında gönderin.',
      options,
    );
    this.reason = reason;
  }
}

const DEVELOPMENT_ISSUER = 'ozluk-development';
const DEVELOPMENT_HOURS = 12;
const CLOCK_SKEW_SECONDS = 30;
/** Issuer and audience of the tokens that EBYS clients get from this server. */
const EBYS_ISSUER = 'ozluk-ebys';

export interface Authenticator {
  /** The account of an `Authorization` header; null without one. Throws TokenError. */
  authenticate(authorization: string | null): Promise<Actor | null>;
  /** Makes a development token; null where tokens come from the institution. */
  issue: ((claims: DevelopmentClaims) => Promise<string>) | null;
  /** Makes a token of role `ebys` for a client that has shown its secret. */
  issueForClient(client: { clientId: string; name: string }, seconds: number): Promise<string>;
}

export interface DevelopmentClaims {
  readonly accountId: string;
  readonly name: string;
  readonly sicilNo: string | null;
  readonly roles: readonly string[];
  /** Hours until it expires; 12 unless said. */
  readonly hours?: number;
}

/** Checks bearer tokens with the trust of the configuration: signature, issuer, audience, expiry. */
export function createAuthenticator(config: Config): Authenticator {
  const { trust, audience } = config;
  const issuer = trust.kind === 'development' ? DEVELOPMENT_ISSUER : config.issuer;
  const key = keyOf(config);
  const ebysKey = createSecretKey(createHmac('sha256', config.fieldKey).update('ozluk/ebys/token').digest());
  const options = {
    audience,
    clockTolerance: CLOCK_SKEW_SECONDS,
    requiredClaims: ['exp', 'sub'],
    ...(issuer ? { issuer } : {}),
  };
  return {
    async authenticate(authorization) {
      if (authorization === null) return null;
      const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
      if (!token) throw new TokenError('INVALID');
      try {
        if (isEbysToken(token)) return ebysActor((await jwtVerify(token, ebysKey, EBYS_OPTIONS)).payload);
        const { payload } = await (typeof key === 'function'
          ? jwtVerify(token, key, options)
          : jwtVerify(token, key, options));
        return toActor(payload);
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new TokenError('EXPIRED', { cause: error });
        if (error instanceof errors.JOSEError || error instanceof TypeError)
          throw new TokenError('INVALID', { cause: error });
        throw error;
      }
    },
    issueForClient: ({ clientId, name }, seconds) =>
      new SignJWT({ name })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(clientId)
        .setIssuer(EBYS_ISSUER)
        .setAudience(EBYS_ISSUER)
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .sign(ebysKey),
    issue:
      trust.kind === 'development'
        ? ({ accountId, name, sicilNo, roles, hours }) =>
            new SignJWT({ name, roles, ...(sicilNo === null ? {} : { sicilNo }) })
              .setProtectedHeader({ alg: 'HS256' })
              .setSubject(accountId)
              .setIssuer(DEVELOPMENT_ISSUER)
              .setAudience(audience)
              .setIssuedAt()
              .setExpirationTime(`${hours ?? DEVELOPMENT_HOURS}h`)
              .sign(trust.secret)
        : null,
  };
}

const EBYS_OPTIONS = {
  issuer: EBYS_ISSUER,
  audience: EBYS_ISSUER,
  algorithms: ['HS256'],
  clockTolerance: CLOCK_SKEW_SECONDS,
  requiredClaims: ['exp', 'sub'],
};

/** Which key has to have signed it; the claim is believed only once that key's signature holds. */
function isEbysToken(token: string): boolean {
  return decodeJwt(token).iss === EBYS_ISSUER;
}

/** A client is the EBYS and nothing else, whatever its token says. */
function ebysActor({ sub, name }: JWTPayload): Actor {
  const accountId = sub ?? '';
  const grants = [{ role: 'ebys', service: null, unit: null }];
  return { accountId, name: typeof name === 'string' ? name : accountId, sicilNo: null, grants };
}

function keyOf({ trust }: Config): KeyObject | JWTVerifyGetKey {
  if (trust.kind === 'development') return trust.secret;
  if (trust.kind === 'jwks') return createRemoteJWKSet(new URL(trust.url));
  const text = readFileSync(trust.path, 'utf8').trim();
  if (text.includes('PRIVATE KEY')) return createPublicKey(createPrivateKey(text));
  if (text.includes('BEGIN')) return createPublicKey(text);
  return createSecretKey(Buffer.from(text, 'base64'));
}

/**
 * Claims of a token: `sub`, `name`, optional `sicilNo`, and `roles` as texts `role`, `role@service`, `role/unit` or
 * `role@service/unit`: `servis-gorevlisi@atama`, `defterdar`, `birim-amiri/KST-MUHASEBE`.
 */
function toActor(payload: JWTPayload): Actor {
  const roles = Array.isArray(payload.roles) ? payload.roles.filter((r) => typeof r === 'string') : [];
  const accountId = payload.sub ?? '';
  return {
    accountId,
    name: typeof payload.name === 'string' ? payload.name : accountId,
    sicilNo: typeof payload.sicilNo === 'string' ? payload.sicilNo : null,
    grants: roles.map(toGrant).filter((g) => g !== null),
  };
}

function toGrant(text: string): RoleGrant | null {
  const match = /^([a-z0-9-]+)(?:@([a-z0-9-]+))?(?:\/([A-Z0-9-]+))?$/.exec(text);
  return match?.[1] ? { role: match[1], service: match[2] ?? null, unit: match[3] ?? null } : null;
}
