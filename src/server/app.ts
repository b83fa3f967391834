import { createTokenHandler } from '../ebys/index.ts';
import { DomainError } from '../errors/index.ts';
import { createEbysRoutes } from './ebys.ts';
import { createGraphql } from './graphql.ts';
import { failure, json } from './response.ts';
import { routes } from './routes.ts';
import { schema } from './schema.ts';
import { openScope, type RequestScope, TOKEN_DESK } from './scope.ts';
import type { Services } from './services.ts';

/** The whole server as a function of a request: GraphQL, documents, uploads, the EBYS's calls, health. */
export interface App {
  fetch(request: Request): Promise<Response>;
}

export function createApp(services: Services): App {
  const { config, log } = services;
  const yoga = createGraphql<RequestScope>({
    schema,
    production: config.production,
    log,
    contextOf: ({ graph }) => graph,
  });
  const ebys = createEbysRoutes(services);
  const token = createTokenHandler(services.authenticator.issueForClient);
  return {
    async fetch(request) {
      try {
        const { pathname } = new URL(request.url);
        // Who asks for a token shows a secret instead of one.
        if (pathname === '/oauth/token' && request.method === 'POST')
          return await token(request, openScope(services, TOKEN_DESK).command());
        const actor = await services.authenticator.authenticate(request.headers.get('authorization'));
        const scope = openScope(services, actor);
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
