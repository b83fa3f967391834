import { holdsRole, isAdministrator, requireRight } from '../access/index.ts';
import type { CommandContext } from '../database/index.ts';
import { ValidationError } from '../errors/index.ts';
import { type ApplyMove, recordAnswer } from './feed/answer.ts';
import { ANSWER_KINDS } from './feed/answers.ts';
import { fileOf, type HandedFile, packageOf, type ReadFile } from './feed/files.ts';
import { deadLetters, registerWebhook, removeWebhook, replayDeadLetters } from './feed/outbox.ts';
import { sha256 } from './feed/publish.ts';
import { acknowledge, audit, findEntry, findItem, leaseLetters, readFeed } from './feed/pull.ts';
import { openApi } from './openapi.ts';
import { createRateLimiter, DEFAULT_RATE, type RateSettings } from './rate-limit.ts';
import { readBody } from './request-body.ts';

/** What the EBYS side needs from the rest of the product. */
export interface EbysPorts {
  readonly readFile: ReadFile;
  readonly applyMove: ApplyMove;
}

/** Answers a request under `/ebys/`; null when the path is none of its own. Throws DomainError for expected failures. */
export type EbysHandler = (request: Request, context: CommandContext) => Promise<Response | null>;

interface Call {
  readonly request: Request;
  readonly context: CommandContext;
  readonly ports: EbysPorts;
  readonly groups: readonly string[];
}
interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (call: Call) => Promise<Response>;
}

const LARGEST_BODY = 64 * 1024;
const ID = '([0-9A-Fa-f-]{36})';

const ROUTES: readonly Route[] = [
  route('GET', '/feed', feed),
  route('POST', '/leases', async ({ request, context }) =>
    json(200, await leaseLetters(context, await bodyOf(request))),
  ),
  route('GET', `/documents/${ID}`, async ({ context, groups: [id = ''] }) => json(200, await findEntry(context, id))),
  route('GET', `/documents/${ID}/package`, async (call) => handOut(call, 'package')),
  route('GET', `/documents/${ID}/files/([0-9]{1,4})`, async (call) => handOut(call, 'file')),
  route('POST', `/documents/${ID}/ack`, async ({ request, context, groups: [itemId = ''] }) =>
    reply(await acknowledge(context, { itemId, key: keyOf(request), body: await bodyOf(request) })),
  ),
  ...ANSWER_KINDS.map((kind) =>
    route(
      'POST',
      `/documents/${ID}/${kind.toLowerCase()}`,
      async ({ request, context, ports, groups: [itemId = ''] }) =>
        reply(
          await recordAnswer(
            context,
            { itemId, kind, key: keyOf(request), body: await bodyOf(request) },
            ports.applyMove,
          ),
        ),
    ),
  ),
  route('POST', '/webhooks', async ({ request, context }) =>
    json(201, await registerWebhook(context, await bodyOf(request))),
  ),
  route('DELETE', `/webhooks/${ID}`, async ({ context, groups: [id = ''] }) => {
    await removeWebhook(context, id);
    return json(200, { removed: id });
  }),
  route('GET', '/webhooks/dead-letters', async ({ context }) => json(200, { deadLetters: await deadLetters(context) })),
  route('POST', '/webhooks/dead-letters/replay', async ({ context }) =>
    json(200, { replayed: await replayDeadLetters(context, null) }),
  ),
  route('POST', `/webhooks/dead-letters/${ID}/replay`, async ({ context, groups: [id = ''] }) =>
    json(200, { replayed: await replayDeadLetters(context, id) }),
  ),
  route('GET', '/openapi.json', async () => json(200, openApi)),
];

/** Methods and path patterns of all routes, as OpenAPI writes them: `GET /ebys/documents/{id}`. */
export const ebysRoutes: readonly string[] = [
  'POST /oauth/token',
  ...ROUTES.map(({ method, path }) => `${method} ${templateOf(path)}`),
];

/** The HTTP side of the EBYS. Holds the rate limiter; everything else is in the database. */
export function createEbysHandler(ports: EbysPorts, rate: RateSettings = DEFAULT_RATE): EbysHandler {
  const limiter = createRateLimiter(rate);
  return async (request, context) => {
    const { pathname } = new URL(request.url);
    for (const one of ROUTES) {
      const match = one.method === request.method ? one.path.exec(pathname) : null;
      if (!match) continue;
      requireRight(
        holdsRole(context.actor, 'ebys') || isAdministrator(context.actor),
        'EBYS hizmetlerini yalnız "ebys" rolündeki hesaplar kullanır',
      );
      const waitSeconds = limiter(context.actor.accountId, context.now);
      if (waitSeconds > 0) return tooMany(waitSeconds);
      return one.handle({ request, context, ports, groups: groupsOf(match, pathname) });
    }
    return null;
  };
}

/** Ids of letters are GUIDs, which many systems write in lower case. */
function groupsOf(match: RegExpExecArray, pathname: string): string[] {
  const groups = match.slice(1);
  return pathname.startsWith('/ebys/documents/') ? groups.map((group) => group.toUpperCase()) : groups;
}

function route(method: string, path: string, handle: Route['handle']): Route {
  return { method, path: new RegExp(`^/ebys${path.replaceAll('.', '\\.')}$`), handle };
}

function templateOf(path: RegExp): string {
  let index = 0;
  const names = ['{id}', '{index}'];
  return path.source
    .slice(1, -1)
    .replaceAll('\\/', '/')
    .replaceAll('\\.', '.')
    .replace(/\([^)]*\)/g, () => names[index++] ?? '{x}');
}

async function feed({ request, context }: Call): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const page = await readFeed(context, { after: query.get('after'), limit: query.get('limit') });
  const etag = `"${sha256(Buffer.from(JSON.stringify(page))).slice(0, 32)}"`;
  if (hasTag(request, etag)) return new Response(null, { status: 304, headers: { etag } });
  return json(200, page, { etag });
}

/** Whether the client has this version: its list of tags may be several, and a proxy may have marked them weak. */
function hasTag(request: Request, etag: string): boolean {
  const tags = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

async function handOut(
  { context, ports, groups: [itemId = '', index] }: Call,
  what: 'package' | 'file',
): Promise<Response> {
  const item = await findItem(context, itemId);
  const file =
    what === 'package'
      ? await packageOf(context, item, ports.readFile)
      : await fileOf(context, item, { index: Number(index), readFile: ports.readFile });
  await audit(context, { action: `ebys.download.${what}`, recordId: itemId, details: { fileName: file.fileName } });
  return fileResponse(file);
}

function fileResponse(file: HandedFile): Response {
  return new Response(Buffer.from(file.bytes), {
    headers: {
      'content-type': file.mimeType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'cache-control': 'private, no-store',
      etag: `"${file.sha256}"`,
      'x-content-sha256': file.sha256,
      'x-content-type-options': 'nosniff',
    },
  });
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-cache', ...headers },
  });
}

function reply(answer: { status: number; body: object }): Response {
  return json(answer.status, answer.body);
}

function tooMany(waitSeconds: number): Response {
  const message = `Çok sık istek gönderiyorsunuz; ${waitSeconds} saniye sonra yeniden deneyin.`;
  return json(
    429,
    { errors: [{ message, extensions: { code: 'RATE_LIMITED' } }] },
    { 'retry-after': String(waitSeconds) },
  );
}

function keyOf(request: Request): string {
  const key = request.headers.get('idempotency-key') ?? '';
  if (/^[\x21-\x7e]{8,100}$/.test(key)) return key;
  throw ValidationError.of(
    'Idempotency-Key',
    '8–100 karakterlik bir "Idempotency-Key" başlığı gönderin; aynı isteği yinelerken aynı anahtarı kullanın.',
  );
}

async function bodyOf(request: Request): Promise<unknown> {
  const body = await readBody(request, LARGEST_BODY);
  if (!body) throw ValidationError.of('body', `İstek gövdesi en çok ${LARGEST_BODY} bayt olabilir.`);
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw ValidationError.of('body', `İstek gövdesi JSON değil: ${cause instanceof Error ? cause.message : ''}`);
  }
}
