import { type Json, ok, operation, ref, text } from './parts.ts';

/** How a client gets its token. */
export const tokenPath: Record<string, Json> = {
  '/oauth/token': {
    post: operation('createToken', 'İstemci kimlik bilgileriyle on dakikalık belirteç verir (RFC 6749 §4.4)', {
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              required: ['grant_type'],
              properties: {
                grant_type: { enum: ['client_credentials'] },
                client_id: { ...(text as object), description: 'HTTP Basic ile de gönderilebilir' },
                client_secret: text,
                scope: { enum: ['ebys'] },
              },
            },
          },
        },
      },
      responses: {
        '200': ok('Belirteç', ref('Token')),
        '400': ok('İstek hatalı', ref('TokenFailure')),
        '401': ok('Kimlik ya da anahtar yanlış', ref('TokenFailure')),
        '429': ok('Çok sayıda hatalı deneme; Retry-After saniye bekleyin', ref('TokenFailure')),
      },
    }),
  },
};
