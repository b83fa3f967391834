import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention';
import { useDisableIntrospection } from '@graphql-yoga/plugin-disable-introspection';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import {
  createYoga,
  type GraphQLParams,
  type Plugin,
  type YogaInitialContext,
  type YogaServerInstance,
} from 'graphql-yoga';
import { EXAMPLE_OPERATIONS } from './examples.ts';
import { createKnownOperations } from './known-operations.ts';
import type { Logger } from './log.ts';
import { maskError, withHint } from './mask-error.ts';
import { graphqlParamsOf, hasJsonBody, readGraphqlBody } from './request-body.ts';

/** What the endpoint serves; `contextOf` gives the resolvers' context from what the request came with. */
export interface GraphqlOptions<Scope> {
  readonly schema: GraphQLSchema;
  readonly production: boolean;
  readonly log: Logger;
  contextOf(scope: Scope): object;
}

/** Answers a GraphQL request. */
export interface GraphqlEndpoint<Scope> {
  fetch(request: Request, scope: Scope): Promise<Response>;
}

/**
 * The GraphQL endpoint with its limits: body, tokens, depth, aliases, CSRF, masked errors. Yoga does the work the first time
 * an operation comes; afterwards only what depends on the request is left, which is to execute it.
 */
export function createGraphql<Scope extends object>(options: GraphqlOptions<Scope>): GraphqlEndpoint<Scope> {
  const { schema, log, contextOf } = options;
  const remembering: Plugin = {
    onExecute({ args: { document, contextValue } }) {
      const { params } = contextValue as YogaInitialContext;
      if (params.query) known.remember(params.query, document);
    },
  };
  const yoga = createYogaServer(options, remembering);
  const known = createKnownOperations({
    schema,
    maskError: (error) => maskError(error, log),
    Response: yoga.fetchAPI.Response,
  });
  return {
    async fetch(request, scope) {
      if (!hasJsonBody(request) || !takesJson(request)) return yoga.fetch(request, scope);
      const params = await graphqlParamsOf(request).catch((error: unknown) => error);
      // What can't be read is refused by yoga, which comes upon the same failure.
      const answered = params instanceof Error ? null : known.answer(params as GraphQLParams, contextOf(scope));
      return answered ?? yoga.fetch(request, scope);
    },
  };
}

/** Other media types that GraphQL knows have other statuses. */
function takesJson({ headers }: Request): boolean {
  const accepted = headers.get('accept');
  return accepted === null || /^(application\/json|\*\/\*)/.test(accepted);
}

function createYogaServer<Scope extends object>(
  { schema, production, log, contextOf }: GraphqlOptions<Scope>,
  remembering: Plugin,
): YogaServerInstance<Scope, object> {
  return createYoga<Scope>({
    schema,
    logging: false,
    cors: false,
    multipart: false,
    batching: false,
    // readGraphqlBody holds no more than it may.
    maxRequestBodySize: false,
    landingPage: false,
    graphiql: production ? false : { title: 'Özlük', defaultQuery: EXAMPLE_OPERATIONS },
    // Loaded with the first page: large, and all of it comes from here, since closed networks reach no other place.
    renderGraphiQL: async (page) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(page ?? {}),
    maskedErrors: { maskError: (error) => maskError(error, log) },
    context: (scope) => contextOf(scope),
    plugins: [
      readGraphqlBody(),
      {
        onValidate:
          () =>
          ({ valid, result, setResult }) =>
            valid || setResult([...result].map((e) => withHint(e as GraphQLError))),
      } satisfies Plugin,
      useCSRFPrevention({ requestHeaders: ['authorization', 'x-ozluk-csrf'] }),
      // Its cost limit reads only literal page sizes; the complexity plugin of the schema sees variables too.
      EnvelopArmorPlugin({
        costLimit: { enabled: false },
        maxDepth: { n: 12 },
        maxAliases: { n: 15 },
        maxTokens: { n: 2_000 },
        blockFieldSuggestion: { enabled: production },
      }) as Plugin,
      ...(production ? [useDisableIntrospection()] : []),
      remembering,
    ],
  });
}
