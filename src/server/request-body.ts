import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';

const LARGEST_BODY = 1024 * 1024;

/** Reads the JSON body of a GraphQL request itself, so that no more than 1 MiB is ever held. */
export function readGraphqlBody(): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      if (request.method !== 'POST') return;
      if (!request.headers.get('content-type')?.startsWith('application/json')) return;
      setRequestParser(async (incoming) => parseBody(await readLimited(incoming)));
    },
  };
}

async function readLimited(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) throw tooLarge();
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): GraphQLParams {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw badRequest('İstek gövdesi geçerli bir JSON değil.', error);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('İstek gövdesi {"query": "…", "variables": {…}} biçiminde bir JSON nesnesi olmalıdır.');
  return body as GraphQLParams;
}

function badRequest(message: string, cause?: unknown): GraphQLError {
  return new GraphQLError(message, {
    ...(cause instanceof Error ? { originalError: null } : {}),
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}

function tooLarge(): GraphQLError {
  return new GraphQLError('İstek 1 MiB sınırını aşıyor; sorguyu bölün, dosyalar için PUT /uploads kullanın.', {
    extensions: { code: 'REQUEST_TOO_LARGE', http: { status: 413 } },
  });
}
