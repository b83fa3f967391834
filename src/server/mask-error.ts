import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { DomainError, ValidationError } from '../errors/index.ts';
import type { Logger } from './log.ts';

/**
 * What a client may see of a failure: expected ones as they are, with their code; the refusals of GraphQL itself with a
 * Turkish hint; anything else masked, with the request id under which the log has it.
 */
export function maskError(error: unknown, log: Logger): GraphQLError {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (original instanceof DomainError) return expected(error, original);
  if (original instanceof GraphQLError) return withHint(original);
  const named = error instanceof GraphQLError ? error : null;
  const requestId = randomUUID();
  log.error({ requestId, path: named?.path, error: describe(original) }, 'unexpected failure');
  return new GraphQLError(
    'Beklenmeyen bir hata oluştu. Yineleniyorsa istek numarasıyla sistem yöneticinize bildirin.',
    {
      ...(named?.nodes ? { nodes: named.nodes } : {}),
      ...(named?.path ? { path: named.path } : {}),
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
    },
  );
}

function expected(error: unknown, original: DomainError): GraphQLError {
  const issues = original instanceof ValidationError ? { issues: original.issues } : {};
  const extensions = { code: original.code, ...issues };
  return error instanceof GraphQLError
    ? new GraphQLError(original.message, { nodes: error.nodes ?? null, path: error.path ?? null, extensions })
    : new GraphQLError(original.message, { extensions });
}

const REFUSED_BY_GRAPHQL = ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED'];
const LIMIT = /(depth|complexity|breadth|tokens?|aliases|directives?)\b.*(limit|exceed|max)|exceed/i;

/** A refusal of GraphQL itself with a Turkish sentence before its own words, and a code. */
export function withHint(error: GraphQLError): GraphQLError {
  const { code } = error.extensions;
  if (code !== undefined && !REFUSED_BY_GRAPHQL.includes(String(code))) return error;
  const tooMuch = LIMIT.test(error.message);
  return new GraphQLError(
    tooMuch
      ? `Sorgu sınırları aşıyor (${error.message}). Daha az alan, daha sığ bir sorgu ya da daha küçük sayfa isteyin.`
      : `Sorgu geçersiz: ${error.message}`,
    {
      nodes: error.nodes ?? null,
      path: error.path ?? null,
      extensions: { ...error.extensions, code: tooMuch ? 'QUERY_TOO_COMPLEX' : 'GRAPHQL_VALIDATION_FAILED' },
    },
  );
}

/** Name, message and stack for the log; never the input. */
function describe(error: unknown): object {
  return error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { value: typeof error };
}
