import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isAdministrator, requireRight } from '../../access/index.ts';
import { type CommandContext, inTransaction, writeAudit } from '../../database/index.ts';
import { NotFoundError, parseInput } from '../../errors/index.ts';
import { type EbysClient, ebysClients } from './model.ts';
import { newSecret } from './secret.ts';

const ADMINS = 'EBYS istemcilerini yalnız yönetici düzenler';

/** A client with the secret that is told this once. */
export interface NewClientSecret {
  readonly client: EbysClient;
  readonly secret: string;
}

const clientInput = z.strictObject({ name: z.string().trim().min(3, 'İstemciye bir ad verin.').max(100) });

/** Registers a client for an EBYS. Administrators only. */
export async function createEbysClient(context: CommandContext, input: { name: string }): Promise<NewClientSecret> {
  requireRight(isAdministrator(context.actor), ADMINS);
  const { name } = parseInput(clientInput, input);
  const { secret, kept } = await newSecret(context.now);
  const client: EbysClient = {
    _id: `ebys-${randomUUID()}`,
    name,
    secrets: [kept],
    createdAt: context.now,
    createdBy: context.actor.accountId,
    revokedAt: null,
  };
  await inTransaction(context.db, async (session) => {
    await ebysClients(context.db).insertMany([client], { session, lean: true });
    await note(session, context, { action: 'ebys.createClient', clientId: client._id });
  });
  return { client, secret };
}

const rotation = z.strictObject({
  clientId: z.string(),
  overlapHours: z.number().min(0, 'Saat 0 ile 720 arasında olmalıdır.').max(720, 'Saat 0 ile 720 arasında olmalıdır.'),
});

/**
 * Gives a client a new secret; the old ones are taken for `overlapHours` more (0: end at once). Administrators only.
 * NotFoundError for a client that is not there or revoked.
 */
export async function rotateEbysClientSecret(
  context: CommandContext,
  input: { clientId: string; overlapHours: number },
): Promise<NewClientSecret> {
  requireRight(isAdministrator(context.actor), ADMINS);
  const { clientId, overlapHours } = parseInput(rotation, input);
  const { secret, kept } = await newSecret(context.now);
  const overlapEnds = new Date(context.now.getTime() + overlapHours * 3_600_000);
  const client = await inTransaction(context.db, async (session) => {
    const found = await ebysClients(context.db).findOne({ _id: clientId, revokedAt: null }).session(session).lean();
    if (!found) throw unknownClient(clientId);
    const old = found.secrets
      .map((one) => ({ ...one, endsAt: one.endsAt !== null && one.endsAt < overlapEnds ? one.endsAt : overlapEnds }))
      .filter(({ endsAt }) => endsAt > context.now);
    const secrets = [...old, kept];
    await ebysClients(context.db).updateOne({ _id: clientId }, { $set: { secrets } }, { session });
    await note(session, context, { action: 'ebys.rotateClient', clientId });
    return { ...found, secrets };
  });
  return { client, secret };
}

/** Ends a client: it gets no token any more; those it has end by themselves within minutes. Administrators only. */
export async function revokeEbysClient(context: CommandContext, clientId: string): Promise<EbysClient> {
  requireRight(isAdministrator(context.actor), ADMINS);
  return inTransaction(context.db, async (session) => {
    const change = { $set: { revokedAt: context.now, secrets: [] } };
    const options = { session, returnDocument: 'after' as const };
    const client = await ebysClients(context.db)
      .findOneAndUpdate({ _id: clientId, revokedAt: null }, change, options)
      .lean();
    if (!client) throw unknownClient(clientId);
    await note(session, context, { action: 'ebys.revokeClient', clientId });
    return client;
  });
}

/** All clients, newest first. Administrators only. */
export async function listEbysClients(context: CommandContext): Promise<EbysClient[]> {
  requireRight(isAdministrator(context.actor), ADMINS);
  return ebysClients(context.db).find().sort({ createdAt: -1, _id: 1 }).lean<EbysClient[]>();
}

function unknownClient(clientId: string): NotFoundError {
  return new NotFoundError(
    `"${clientId}" kimlikli, iptal edilmemiş bir EBYS istemcisi yok. Kimlikler listeden alınır.`,
  );
}

async function note(
  session: Parameters<typeof writeAudit>[1],
  context: CommandContext,
  { action, clientId }: { action: string; clientId: string },
): Promise<void> {
  await writeAudit(context.db, session, context, { action, recordType: 'EbysClient', recordId: clientId });
}
