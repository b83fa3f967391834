import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention';
import { useDisableIntrospection } from '@graphql-yoga/plugin-disable-introspection';
import type { GraphQLError } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { DomainError } from '../errors/index.ts';
import { createEbysRoutes } from './ebys.ts';
import { EXAMPLE_OPERATIONS } from './examples.ts';
import { maskError, withHint } from './mask-error.ts';
import { readGraphqlBody } from './request-body.ts';
import { failure, json } from './response.ts';
import { routes } from './routes.ts';
import { schema } from './schema.ts';
import { openScope, type RequestScope } from './scope.ts';
import type { Services } from './services.ts';

/** The whole server as a function of a request: GraphQL, documents, uploads, the EBYS's calls, health. */
export interface App {
  fetch(request: Request): Promise<Response>;
}

export function createApp(services: Services): App {
  const yoga = createGraphql(services);
  const ebys = createEbysRoutes(services);
  return {
    async fetch(request) {
      try {
        const actor = await services.authenticator.authenticate(request.headers.get('authorization'));
        const scope = openScope(services, actor);
        const { pathname } = new URL(request.url);
        for (const route of routes) {
          const match = route.method === request.method ? route.path.exec(pathname) : null;
          if (match) return await route.handle(scope, request, match);
        }
        const fromEbys = pathname.startsWith('/ebys/') ? await ebys(request, scope.command()) : null;
        if (fromEbys) return fromEbys;
        if (pathname === '/graphql') return await yoga.fetch(request, scope);
        return json(404, { errors: [{ message: `${pathname} adresinde bir şey yok. API: /graphql` }] });
      } catch (error) {
        if (error instanceof DomainError) return failure(error);
        services.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'request failed');
        return json(500, { errors: [{ message: 'Beklenmeyen bir hata oluştu; sistem yöneticinize bildirin.' }] });
      }
    },
  };
}

function createGraphql({ config, log }: Services): YogaServerInstance<RequestScope, object> {
  return createYoga<RequestScope>({
    schema,
    logging: false,
    cors: false,
    multipart: false,
    batching: false,
    landingPage: false,
    graphiql: config.production ? false : { title: 'Özlük', defaultQuery: EXAMPLE_OPERATIONS },
    maskedErrors: { maskError: (error) => maskError(error, log) },
    context: ({ graph }) => graph,
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
        blockFieldSuggestion: { enabled: config.production },
      }) as Plugin,
      ...(config.production ? [useDisableIntrospection()] : []),
    ],
  });
}
