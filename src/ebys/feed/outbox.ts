import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { z } from 'zod';
import { isAdministrator, requireRight } from '../../access/index.ts';
import {
  type CommandContext,
  type Database,
  type FieldCipher,
  inTransaction,
  writeAudit,
} from '../../database/index.ts';
import { NotFoundError, parseInput } from '../../errors/index.ts';
import { afterFailure, DEFAULT_RETRY, type RetrySettings, signWebhook } from '../webhook-rules.ts';
import { type WebhookDelivery, webhookDeliveries, webhookEndpoints } from './model.ts';

export type WebhookEventType = 'letter.ready' | 'letter.completed' | 'letter.withdrawn' | 'letter.answered';

/** Writes one delivery for each active endpoint, in the transaction of the change. */
export async function enqueueEvent(
  session: ClientSession,
  context: CommandContext,
  event: { readonly type: WebhookEventType; readonly itemId: string },
): Promise<void> {
  const endpoints = await webhookEndpoints(context.db).find({ active: true }).session(session).lean();
  if (endpoints.length === 0) return;
  const rows = endpoints.map((endpoint) => {
    const id = randomUUID();
    const body = JSON.stringify({ id, type: event.type, itemId: event.itemId, at: context.now.toISOString() });
    return {
      _id: id,
      endpointId: endpoint._id,
      event: event.type,
      body,
      state: 'PENDING' as const,
      attempts: 0,
      nextAt: context.now,
      lastError: null,
      createdAt: context.now,
    };
  });
  await webhookDeliveries(context.db).create(rows, { session, ordered: true });
}

const endpointInput = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'http ya da https adresi yazın.' }).max(500),
});
const ADMINS = 'web kancalarını yalnız yönetici düzenler';

/** Registers an endpoint; its secret is told once, here. Administrators only: the server calls this address. */
export async function registerWebhook(
  context: CommandContext,
  raw: unknown,
): Promise<{ id: string; url: string; secret: string }> {
  requireRight(isAdministrator(context.actor), ADMINS);
  const { url } = parseInput(endpointInput, raw);
  const id = randomUUID();
  const secret = randomBytes(32).toString('base64url');
  await inTransaction(context.db, async (session) => {
    const row = { _id: id, url, secretSealed: context.cipher.seal(secret), active: true, createdAt: context.now };
    await webhookEndpoints(context.db).create([row], { session });
    await writeAudit(context.db, session, context, {
      action: 'ebys.registerWebhook',
      recordType: 'EbysWebhook',
      recordId: id,
    });
  });
  return { id, url, secret };
}

/** Stops an endpoint; what is still waiting for it goes to the dead-letter list. */
export async function removeWebhook(context: CommandContext, id: string): Promise<void> {
  requireRight(isAdministrator(context.actor), ADMINS);
  await inTransaction(context.db, async (session) => {
    const changed = await webhookEndpoints(context.db).updateOne(
      { _id: id, active: true },
      { $set: { active: false } },
      { session },
    );
    if (changed.matchedCount === 0) throw new NotFoundError('Bu kimlikte etkin bir web kancası yok.');
    await webhookDeliveries(context.db).updateMany(
      { endpointId: id, state: 'PENDING' },
      { $set: { state: 'DEAD', lastError: 'web kancası kaldırıldı' } },
      { session },
    );
    await writeAudit(context.db, session, context, {
      action: 'ebys.removeWebhook',
      recordType: 'EbysWebhook',
      recordId: id,
    });
  });
}

/** Deliveries that were given up, newest first, at most 100. */
export async function deadLetters(context: CommandContext): Promise<Omit<WebhookDelivery, 'body'>[]> {
  requireRight(isAdministrator(context.actor), ADMINS);
  const rows = await webhookDeliveries(context.db).find({ state: 'DEAD' }).sort({ createdAt: -1 }).limit(100).lean();
  return rows.map(({ body, ...row }) => row);
}

/** Puts a dead delivery (or, with null, all of them) back into the queue. Gives how many. */
export async function replayDeadLetters(context: CommandContext, id: string | null): Promise<number> {
  requireRight(isAdministrator(context.actor), ADMINS);
  return inTransaction(context.db, async (session) => {
    const active = await webhookEndpoints(context.db).find({ active: true }).session(session).lean();
    const which = {
      state: 'DEAD' as const,
      endpointId: { $in: active.map((one) => one._id) },
      ...(id === null ? {} : { _id: id }),
    };
    const changed = await webhookDeliveries(context.db).updateMany(
      which,
      { $set: { state: 'PENDING', attempts: 0, nextAt: context.now } },
      { session },
    );
    if (id !== null && changed.matchedCount === 0)
      throw new NotFoundError('Bu kimlikte yinelenebilecek bir ölü ileti yok.');
    await writeAudit(context.db, session, context, {
      action: 'ebys.replayWebhooks',
      recordType: 'EbysWebhook',
      recordId: id ?? 'hepsi',
      details: { count: changed.matchedCount },
    });
    return changed.matchedCount;
  });
}

/** What the sender of webhooks works with; `post` is `fetch` in the server. */
export interface WebhookSender {
  readonly db: Database;
  readonly cipher: FieldCipher;
  readonly now: () => Date;
  readonly post: (url: string, init: RequestInit) => Promise<Response>;
  readonly retry?: RetrySettings;
}

const CLAIM_SECONDS = 60;
const ANSWER_SECONDS = 10;

/** Sends what is due, one after the other, at most `limit`. Gives how many attempts were made. */
export async function sendDueWebhooks(sender: WebhookSender, limit = 50): Promise<number> {
  for (let made = 0; made < limit; made++) {
    const now = sender.now();
    // Claimed by moving its time ahead: a sender that dies leaves it to the next one.
    const claimed = await webhookDeliveries(sender.db)
      .findOneAndUpdate(
        { state: 'PENDING', nextAt: { $lte: now } },
        { $set: { nextAt: new Date(now.getTime() + CLAIM_SECONDS * 1000) }, $inc: { attempts: 1 } },
        { sort: { nextAt: 1 }, returnDocument: 'after' },
      )
      .lean();
    if (!claimed) return made;
    await attempt(sender, claimed);
  }
  return limit;
}

async function attempt(sender: WebhookSender, delivery: WebhookDelivery): Promise<void> {
  const endpoint = await webhookEndpoints(sender.db).findOne({ _id: delivery.endpointId, active: true }).lean();
  const error = endpoint ? await post(sender, delivery, endpoint) : 'web kancası kaldırıldı';
  const now = sender.now();
  const next = endpoint
    ? afterFailure(delivery.attempts, now, sender.retry ?? DEFAULT_RETRY)
    : { state: 'DEAD' as const, nextAt: now };
  const change = error === null ? { state: 'DONE' as const, lastError: null } : { ...next, lastError: error };
  await webhookDeliveries(sender.db).updateOne({ _id: delivery._id, attempts: delivery.attempts }, { $set: change });
}

async function post(
  sender: WebhookSender,
  delivery: WebhookDelivery,
  endpoint: { url: string; secretSealed: string },
): Promise<string | null> {
  try {
    const signature = signWebhook(sender.cipher.open(endpoint.secretSealed), delivery.body, sender.now());
    const response = await sender.post(endpoint.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-ozluk-signature': signature, 'x-ozluk-event': delivery.event },
      body: delivery.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_SECONDS * 1000),
    });
    await response.body?.cancel();
    return response.ok ? null : `HTTP ${response.status}`;
  } catch (cause) {
    return cause instanceof Error ? cause.message.slice(0, 300) : String(cause).slice(0, 300);
  }
}
