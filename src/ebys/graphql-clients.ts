import { ForbiddenError, NotFoundError, ValidationError } from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { createEbysClient, listEbysClients, revokeEbysClient, rotateEbysClientSecret } from './clients/commands.ts';
import type { EbysClient } from './clients/model.ts';

const ClientType = builder.objectRef<EbysClient>('EbysClient').implement({
  description: 'Erişim belirtecini bu sunucudan alan EBYS hesabı (OAuth 2.0 istemci kimlik bilgileri).',
  fields: (t) => ({
    clientId: t.exposeString('_id', { description: 'İstemci kimliği (`client_id`).' }),
    name: t.exposeString('name', { description: 'Adı.' }),
    createdAt: t.field({ type: 'DateTime', description: 'Kaydedildiği an.', resolve: (one) => one.createdAt }),
    secretCreatedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Son gizli anahtarın verildiği an; iptal edilmişse null.',
      resolve: (one) => one.secrets.at(-1)?.createdAt ?? null,
    }),
    revokedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'İptal edildiği an; geçerliyse null.',
      resolve: (one) => one.revokedAt,
    }),
  }),
});

builder.queryField('ebysClients', (t) =>
  t.field({
    type: [ClientType],
    nullable: true,
    description: 'EBYS istemcileri, yeniden eskiye. Yalnız `yonetici`.',
    authScopes: { administrator: true },
    resolve: (_root, _args, context) => listEbysClients(signedIn(context)),
  }),
);

const types = [ValidationError, ForbiddenError, NotFoundError];
const SECRET = 'Gizli anahtar (`client_secret`); yalnız burada gösterilir, saklayın.';

builder.relayMutationField(
  'createEbysClient',
  {
    description: 'Yeni EBYS istemcisi.',
    inputFields: (t) => ({ name: t.string({ description: 'Adı: hangi sistem, hangi sunucu.' }) }),
  },
  {
    description: 'EBYS istemcisi kaydeder; gizli anahtarı bir kez verir. Yalnız `yonetici`.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types: [ValidationError, ForbiddenError] },
    resolve: (_root, { input }, context) => createEbysClient(signedIn(context), { name: input.name }),
  },
  {
    description: 'Kaydedilen istemci ve gizli anahtarı.',
    outputFields: (t) => ({
      client: t.field({ type: ClientType, description: 'İstemci.', resolve: (p) => p.client }),
      secret: t.exposeString('secret', { description: SECRET }),
    }),
  },
);

builder.relayMutationField(
  'rotateEbysClientSecret',
  {
    description: 'Anahtarı yenilenecek istemci.',
    inputFields: (t) => ({
      clientId: t.string({ description: 'İstemci kimliği.' }),
      overlapHours: t.float({ required: false, description: 'Eski anahtar kaç saat daha geçsin (0–720); 24 sayılır.' }),
    }),
  },
  {
    description: 'EBYS istemcisine yeni gizli anahtar verir; eskisi bir süre daha geçer. Yalnız `yonetici`.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types },
    resolve: (_root, { input }, context) =>
      rotateEbysClientSecret(signedIn(context), { clientId: input.clientId, overlapHours: input.overlapHours ?? 24 }),
  },
  {
    description: 'İstemci ve yeni gizli anahtarı.',
    outputFields: (t) => ({
      client: t.field({ type: ClientType, description: 'İstemci.', resolve: (p) => p.client }),
      secret: t.exposeString('secret', { description: SECRET }),
    }),
  },
);

builder.relayMutationField(
  'revokeEbysClient',
  {
    description: 'İptal edilecek istemci.',
    inputFields: (t) => ({ clientId: t.string({ description: 'İstemci kimliği.' }) }),
  },
  {
    description: 'EBYS istemcisini iptal eder; elindeki belirteçler en geç on dakikada biter. Yalnız `yonetici`.',
    nullable: true,
    authScopes: { signedIn: true },
    errors: { types: [ForbiddenError, NotFoundError] },
    resolve: async (_root, { input }, context) => ({
      client: await revokeEbysClient(signedIn(context), input.clientId),
    }),
  },
  {
    description: 'İptal edilen istemci.',
    outputFields: (t) => ({
      client: t.field({ type: ClientType, description: 'İstemci.', resolve: (p) => p.client }),
    }),
  },
);
