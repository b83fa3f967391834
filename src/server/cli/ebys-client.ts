import { parseArgs } from 'node:util';
import type { CommandContext } from '../../database/index.ts';
import {
  createEbysClient,
  listEbysClients,
  type NewClientSecret,
  revokeEbysClient,
  rotateEbysClientSecret,
} from '../../ebys/index.ts';
import { ValidationError } from '../../errors/index.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openScope, SERVER_ACTOR } from '../scope.ts';
import { openServices } from '../services.ts';
import { type Command, print, table } from './command.ts';

interface Order {
  readonly action: string | undefined;
  readonly what: string;
  readonly overlapHours: number;
}

/** Creates, lists, rotates and revokes the clients that get their tokens at `POST /oauth/token`. */
export const ebysClient: Command = {
  name: 'ebys-client',
  usage: 'ebys-client create AD | list | rotate KİMLİK [--eski-saat 24] | revoke KİMLİK',
  summary: 'EBYS istemcilerini ve gizli anahtarlarını yönetir. Sunucu kapalıyken çalışır (gömülü motor).',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'eski-saat': { type: 'string', default: '24' } },
    });
    const [action, ...rest] = positionals;
    const order = { action, what: rest.join(' '), overlapHours: Number(values['eski-saat']) };
    const config = readConfig(process.env);
    const services = await openServices(config, createLog(config.logLevel));
    try {
      await carryOut(openScope(services, SERVER_ACTOR).command(), order);
      return 0;
    } finally {
      await services.close();
    }
  },
};

async function carryOut(context: CommandContext, { action, what, overlapHours }: Order): Promise<void> {
  if (action === 'list') return printClients(context);
  if (action === 'create') return printSecret(await createEbysClient(context, { name: what }));
  if (action === 'rotate') return printSecret(await rotateEbysClientSecret(context, { clientId: what, overlapHours }));
  if (action !== 'revoke') throw ValidationError.of('İŞLEM', 'create, list, rotate ya da revoke yazın.');
  await revokeEbysClient(context, what);
  print(`${what} iptal edildi; elindeki belirteçler en geç on dakikada biter.`);
}

function printSecret({ client, secret }: NewClientSecret): void {
  print(`client_id:     ${client._id}`);
  print(`client_secret: ${secret}`);
  print('Gizli anahtar bir daha gösterilmez; şimdi saklayın.');
}

async function printClients(context: CommandContext): Promise<void> {
  const rows = (await listEbysClients(context)).map((one) => [
    one._id,
    one.name,
    one.createdAt.toISOString().slice(0, 10),
    one.revokedAt ? `iptal ${one.revokedAt.toISOString().slice(0, 10)}` : 'geçerli',
  ]);
  print(table(['kimlik', 'ad', 'kayıt', 'durum'], rows));
}
