import type { ClientSession } from 'mongoose';
import { type CommandContext, inTransaction } from '../../database/index.ts';
import { ValidationError } from '../../errors/index.ts';
import { feedRequests } from './model.ts';
import { sha256 } from './publish.ts';

/** A request that must have its effect once: the client's key, the route and the body that it belongs to. */
export interface KeyedRequest {
  readonly key: string;
  readonly route: string;
  readonly body: unknown;
}

/** An answer to a request; `body` is JSON. */
export interface KeyedAnswer {
  readonly status: number;
  readonly body: object;
}

const DUPLICATE_KEY = 11000;

/**
 * Does the work in a transaction and remembers its answer under the account's key: the same request again gets the same
 * answer without the work. Throws ValidationError when the key was used for another request.
 */
export async function once(
  context: CommandContext,
  request: KeyedRequest,
  work: (session: ClientSession) => Promise<KeyedAnswer>,
): Promise<KeyedAnswer> {
  const _id = `${context.actor.accountId}:${request.key}`;
  const bodyHash = sha256(Buffer.from(JSON.stringify(request.body)));
  const attempt = () =>
    inTransaction(context.db, async (session) => {
      const known = await feedRequests(context.db).findOne({ _id }).session(session).lean();
      if (known && (known.route !== request.route || known.bodyHash !== bodyHash))
        throw ValidationError.of(
          'Idempotency-Key',
          'Bu yineleme anahtarı başka bir istekte kullanılmış; her yeni istek için yeni bir anahtar üretin.',
        );
      if (known) return { status: known.status, body: known.body as object };
      const answer = await work(session);
      const row = { _id, route: request.route, bodyHash, ...answer, at: context.now };
      await feedRequests(context.db).insertMany([row], { session, lean: true });
      return answer;
    });
  try {
    return await attempt();
  } catch (error) {
    // Two equal requests at once: the other one has just committed, so this attempt finds its answer.
    if (error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY) return attempt();
    throw error;
  }
}

/** Forgets answers given before the day `before`; clients that repeat later still meet harmless answers. */
export async function forgetRequests(context: Pick<CommandContext, 'db'>, before: Date): Promise<number> {
  const removed = await feedRequests(context.db).deleteMany({ at: { $lt: before } });
  return removed.deletedCount;
}
