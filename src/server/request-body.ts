import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';

const LARGEST_BODY = 1024 * 1024;

/** Bodies that have been read before the request came to yoga, or why they could not be. */
const read = new WeakMap<Request, Promise<GraphQLParams>>();

/** True for a request with a JSON body, which a foreign page can't make a browser send. */
export function hasJsonBody({ method, headers }: Request): boolean {
  return method === 'POST' && (headers.get('content-type')?.startsWith('application/json') ?? false);
}

/** The parameters of a request with a JSON body, of which no more than 1 MiB is ever held. Throws GraphQLError. */
export function graphqlParamsOf(request: Request): Promise<GraphQLParams> {
  const params = read.get(request) ?? readLimited(request).then(parseBody);
  read.set(request, params);
  return params;
}

/** Reads the JSON bodies of requests for yoga; refuses other bodies. */
export function readGraphqlBody(): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      if (request.method !== 'POST') return;
      if (!hasJsonBody(request))
        throw badRequest('İsteği "content-type: application/json" başlığıyla, JSON olarak gönderin.');
      setRequestParser(graphqlParamsOf);
    },
  };
}

async function readLimited(request: Request): Promise<string> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (length > LARGEST_BODY) throw tooLarge();
  // No more than announced ever comes.
  if (length >= 0) return request.text();
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
