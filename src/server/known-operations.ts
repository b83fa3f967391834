import { type DocumentNode, type ExecutionResult, execute, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';

const MOST = 1_000;
const LONGEST_TEXT = 20_000;

/** What an operation is executed with. */
export interface ExecutionOptions {
  readonly schema: GraphQLSchema;
  maskError(error: unknown): GraphQLError;
  /** The Response of the HTTP layer, which makes it without the detours of the platform's own. */
  readonly Response: typeof Response;
}

/** Operations by their text that have passed parsing, validation and limits once, which depend on nothing but the text. */
export interface KnownOperations {
  remember(text: string, document: DocumentNode): void;
  /** The answer as JSON; null for an operation that is not known and must pass first. */
  answer(params: GraphQLParams, contextValue: object): Promise<Response> | null;
}

/** The newest thousand operations, so that a front end's own few are executed at once. */
export function createKnownOperations(options: ExecutionOptions): KnownOperations {
  const { schema } = options;
  const known = new Map<string, DocumentNode>();
  return {
    remember(text, document) {
      if (text.length > LONGEST_TEXT || known.has(text)) return;
      const [oldest] = known.size < MOST ? [] : known.keys();
      if (oldest !== undefined) known.delete(oldest);
      known.set(text, document);
    },
    answer({ query, variables, operationName }, contextValue) {
      const document = query === undefined ? undefined : known.get(query);
      if (!document) return null;
      return Promise.resolve(
        execute({ schema, document, contextValue, variableValues: variables, operationName: operationName ?? null }),
      ).then((result) => toResponse(result, options));
    },
  };
}

function toResponse({ data, errors }: ExecutionResult, options: ExecutionOptions): Response {
  const masked = errors?.map(options.maskError) ?? [];
  const statuses = masked.map((error) => statusOf(error)).filter((status) => status !== undefined);
  const body = {
    ...(masked.length === 0 ? {} : { errors: masked.map(withoutStatus) }),
    ...(data === undefined ? {} : { data }),
  };
  return new options.Response(JSON.stringify(body), {
    status: Math.max(200, ...statuses),
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}

function statusOf({ extensions }: GraphQLError): number | undefined {
  const { http } = extensions as { http?: { readonly status?: number } };
  return http?.status;
}

function withoutStatus(error: GraphQLError): object {
  const { extensions, ...shown } = error.toJSON();
  const { http: _http, ...others } = extensions ?? {};
  return Object.keys(others).length === 0 ? shown : { ...shown, extensions: others };
}
