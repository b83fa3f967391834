import { type CommandContext, inTransaction, writeAudit } from '../../database/index.ts';
import { createFailureLimiter, type RateSettings } from '../rate-limit.ts';
import { readBody } from '../request-body.ts';
import { ebysClients } from './model.ts';
import { isSecretOf } from './secret.ts';

/** Makes an access token for a client, good for the seconds given. */
export type IssueClientToken = (client: { clientId: string; name: string }, seconds: number) => Promise<string>;

/** Answers `POST /oauth/token`. The context's actor is the server: whoever asks is not signed in yet. */
export type TokenHandler = (request: Request, context: CommandContext) => Promise<Response>;

const TOKEN_SECONDS = 600;
const LARGEST_FORM = 4096;
/** Wrong secrets that may come at once, and how fast more are let in: guessing 256 bits at this pace is hopeless. */
const FAILURES: RateSettings = { burst: 5, perSecond: 0.1 };

interface Credentials {
  readonly clientId: string;
  readonly secret: string;
  readonly isBasic: boolean;
}

/** The token endpoint for client credentials (RFC 6749 §4.4). Holds the limiter of failures. */
export function createTokenHandler(issue: IssueClientToken): TokenHandler {
  const failures = createFailureLimiter(FAILURES);
  return async (request, context) => {
    const form = await formOf(request);
    if (!form) return refuse(400, 'invalid_request', 'Gövdeyi application/x-www-form-urlencoded olarak gönderin.');
    const given = credentialsOf(request, form);
    if (!given) return refuse(400, 'invalid_request', 'client_id ve client_secret değerlerini bir kez gönderin.');
    if (form.get('grant_type') !== 'client_credentials')
      return refuse(400, 'unsupported_grant_type', 'grant_type=client_credentials gönderin.');
    if (!['', 'ebys'].includes(form.get('scope') ?? '')) return refuse(400, 'invalid_scope', 'Tek kapsam "ebys"tir.');
    const client = await ebysClients(context.db).findOne({ _id: given.clientId, revokedAt: null }).lean();
    // All unknown clients share one count: their names are whatever a stranger writes.
    const counted = client?._id ?? '';
    const waitSeconds = failures.waitSeconds(counted, context.now);
    if (waitSeconds > 0) return tooMany(waitSeconds);
    if (!(await isSecretOf(client?.secrets ?? [], given.secret, context.now)) || !client) {
      failures.failed(counted, context.now);
      await note(context, 'ebys.tokenRefused', client?._id ?? 'bilinmeyen');
      const challenge: Record<string, string> = given.isBasic ? { 'www-authenticate': 'Basic realm="ozluk"' } : {};
      return refuse(
        401,
        'invalid_client',
        'İstemci kimliği ya da gizli anahtarı yanlış, veya istemci iptal edilmiş.',
        challenge,
      );
    }
    await note(context, 'ebys.token', client._id);
    const token = await issue({ clientId: client._id, name: client.name }, TOKEN_SECONDS);
    return answer(200, { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS, scope: 'ebys' });
  };
}

async function formOf(request: Request): Promise<URLSearchParams | null> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? '')) return null;
  const body = await readBody(request, LARGEST_FORM);
  return body && new URLSearchParams(body.toString('utf8'));
}

/** From HTTP Basic or from the form, not both; null when they are missing or given twice (RFC 6749 §2.3). */
function credentialsOf(request: Request, form: URLSearchParams): Credentials | null {
  const basic = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (basic !== undefined) {
    const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
    if (!id || !secret || form.has('client_secret')) return null;
    return { clientId: formDecoded(id), secret: formDecoded(secret), isBasic: true };
  }
  const [clientId, ...moreIds] = form.getAll('client_id');
  const [secret, ...moreSecrets] = form.getAll('client_secret');
  if (!clientId || !secret || moreIds.length > 0 || moreSecrets.length > 0) return null;
  return { clientId, secret, isBasic: false };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

async function note(context: CommandContext, action: string, clientId: string): Promise<void> {
  await inTransaction(context.db, (session) =>
    writeAudit(context.db, session, context, { action, recordType: 'EbysClient', recordId: clientId }),
  );
}

function answer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      pragma: 'no-cache',
      ...headers,
    },
  });
}

/** `error` is the protocol's word, `message` the sentence for people. */
function refuse(status: number, error: string, message: string, headers?: Record<string, string>): Response {
  return answer(status, { error, message }, headers);
}

function tooMany(waitSeconds: number): Response {
  const message = `Çok sayıda hatalı deneme oldu; ${waitSeconds} saniye sonra yeniden deneyin.`;
  return answer(429, { error: 'invalid_client', message }, { 'retry-after': String(waitSeconds) });
}
