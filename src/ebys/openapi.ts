import { z } from 'zod';
import { ANSWER_KINDS, ANSWER_SCHEMAS, type AnswerKind } from './feed/answers.ts';
import {
  bytes,
  failures,
  idParameter,
  type Json,
  jsonBody,
  keyParameter,
  nullable,
  object,
  ok,
  operation,
  ref,
  text,
} from './openapi/parts.ts';
import { schemas } from './openapi/schemas.ts';
import { tokenPath } from './openapi/token-path.ts';

const ANSWER_SUMMARIES: Readonly<Record<AnswerKind, string>> = {
  REGISTERED: 'Belge kayda alındı: sayı ve tarih',
  INITIALLED: 'Belge parafe edildi',
  SIGNED: 'Belge imzalandı (last: imzayı tamamlayan)',
  RETURNED: 'Belge gerekçesiyle iade edildi',
  SENT: 'Belge gönderildi',
  DELIVERED: 'Belge tebliğ edildi: tebliğ günü',
};

function answerPath(kind: AnswerKind): [string, Json] {
  const schema = z.toJSONSchema(ANSWER_SCHEMAS[kind], { io: 'input' });
  const { $schema, ...body } = schema as unknown as Record<string, Json>;
  return [
    `/ebys/documents/{id}/${kind.toLowerCase()}`,
    {
      post: {
        operationId: `answer${kind[0]}${kind.slice(1).toLowerCase()}`,
        summary: ANSWER_SUMMARIES[kind],
        parameters: [idParameter, keyParameter],
        requestBody: jsonBody(body),
        responses: {
          '200': ok('Kaydedildi; yinelenen yanıtta "repeated": true', ref('AnswerReply')),
          ...failures({
            '404': 'Böyle bir belge yok',
            '409': 'Önceki bir yanıtla çelişiyor',
            '422': 'Gövde ya da anahtar hatalı',
          }),
        },
      },
    },
  ];
}

/** OpenAPI 3.1 description of everything under `/ebys/`. Tests compare it with the routes and with real answers. */
export const openApi: { readonly [key: string]: Json } = {
  openapi: '3.1.0',
  info: {
    title: 'Özlük EBYS bağlantısı',
    version: '1.0.0',
    description: 'Kayda hazır yazıların EBYS tarafından çekilmesi ve EBYS’den dönen sonuçlar. Ayrıntı: docs/ebys.md',
  },
  security: [{ bearer: [] }, { clientCredentials: ['ebys'] }],
  paths: {
    ...tokenPath,
    '/ebys/feed': {
      get: operation('readFeed', 'İmleçten sonraki akış girdileri, sırayla', {
        parameters: [
          { name: 'after', in: 'query', description: 'Önceki yanıttaki next; boşsa baştan', schema: text },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
          { name: 'If-None-Match', in: 'header', schema: text },
        ],
        responses: {
          '200': ok('Bir sayfa', ref('FeedPage')),
          '304': { description: 'Değişmedi' },
          ...failures({ '422': 'İmleç ya da sınır hatalı' }),
        },
      }),
    },
    '/ebys/leases': {
      post: operation('leaseLetters', 'Bekleyen en eski yazıları bir işçiye kiralar', {
        requestBody: jsonBody({
          type: 'object',
          required: ['worker'],
          properties: {
            worker: { type: 'string', maxLength: 100 },
            limit: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
            seconds: { type: 'integer', minimum: 5, maximum: 3600, default: 120 },
          },
        }),
        responses: { '200': ok('Kiralanan yazılar', ref('Lease')), ...failures({ '422': 'Gövde hatalı' }) },
      }),
    },
    '/ebys/documents/{id}': {
      get: operation('readEntry', 'Bir akış girdisi', {
        parameters: [idParameter],
        responses: { '200': ok('Girdi', ref('FeedEntry')), ...failures({ '404': 'Böyle bir belge yok' }) },
      }),
    },
    '/ebys/documents/{id}/package': {
      get: operation('readPackage', 'Taslak e-Yazışma paketi (*.taslak.eyp)', {
        parameters: [idParameter],
        responses: {
          '200': bytes('Paketin baytları; X-Content-SHA256 başlığıyla'),
          ...failures({ '404': 'Belge ya da paketi yok' }),
        },
      }),
    },
    '/ebys/documents/{id}/files/{index}': {
      get: operation('readFile', 'Yazının bir dosyası (üst yazı, düzenlenebilir DOCX, ek)', {
        parameters: [idParameter, { name: 'index', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { '200': bytes('Dosyanın baytları'), ...failures({ '404': 'Belge ya da dosya yok' }) },
      }),
    },
    '/ebys/documents/{id}/ack': {
      post: operation('acknowledge', 'Yazının EBYS’de saklandığını bildirir', {
        parameters: [idParameter, keyParameter],
        requestBody: {
          required: false,
          content: { 'application/json': { schema: { type: 'object', properties: { leaseToken: nullable(text) } } } },
        },
        responses: {
          '200': ok('Alındı', ref('AckReply')),
          ...failures({
            '404': 'Böyle bir belge yok',
            '409': 'Kira başka işçide ya da belge geri çekildi',
            '422': 'Anahtar hatalı',
          }),
        },
      }),
    },
    ...Object.fromEntries(ANSWER_KINDS.map(answerPath)),
    '/ebys/webhooks': {
      post: operation('registerWebhook', 'Web kancası kaydeder (yönetici); gizli anahtar yalnız burada döner', {
        requestBody: jsonBody(object({ url: text })),
        responses: {
          '201': ok('Kaydedildi', object({ id: text, url: text, secret: text })),
          ...failures({ '422': 'Adres hatalı' }),
        },
      }),
    },
    '/ebys/webhooks/{id}': {
      delete: operation('removeWebhook', 'Web kancasını kaldırır (yönetici)', {
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        responses: {
          '200': ok('Kaldırıldı', object({ removed: text })),
          ...failures({ '404': 'Böyle bir kanca yok' }),
        },
      }),
    },
    '/ebys/webhooks/dead-letters': {
      get: operation('deadLetters', 'Gönderilemeyen iletiler (yönetici)', {
        responses: {
          '200': ok('Ölü iletiler', object({ deadLetters: { type: 'array', items: { type: 'object' } } })),
          ...failures({}),
        },
      }),
    },
    '/ebys/webhooks/dead-letters/replay': {
      post: operation('replayDeadLetters', 'Bütün ölü iletileri yeniden kuyruğa koyar (yönetici)', {
        responses: { '200': ok('Kuyruğa konan sayısı', object({ replayed: { type: 'integer' } })), ...failures({}) },
      }),
    },
    '/ebys/webhooks/dead-letters/{id}/replay': {
      post: operation('replayDeadLetter', 'Bir ölü iletiyi yeniden kuyruğa koyar (yönetici)', {
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        responses: {
          '200': ok('Kuyruğa konan sayısı', object({ replayed: { type: 'integer' } })),
          ...failures({ '404': 'Böyle bir ileti yok' }),
        },
      }),
    },
    '/ebys/openapi.json': {
      get: operation('readOpenApi', 'Bu tanım', {
        responses: { '200': ok('OpenAPI 3.1', { type: 'object' }), ...failures({}) },
      }),
    },
  },
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      clientCredentials: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: { ebys: 'Akış ve yanıtlar' } } },
      },
    },
    schemas,
  },
};
