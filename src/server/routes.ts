import { isOfficer, requireRight } from '../access/index.ts';
import { ValidationError } from '../errors/index.ts';
import { TokenError } from './auth.ts';
import { bundleRoute } from './bundle-route.ts';
import { attachmentRoute, documentRoute } from './document-route.ts';
import { json } from './response.ts';
import type { RequestScope } from './scope.ts';

/** Everything that is not GraphQL: one pattern, one handler. `match` holds the groups of the pattern. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  handle(scope: RequestScope, request: Request, match: RegExpExecArray): Promise<Response>;
}

const live: Route = {
  method: 'GET',
  path: /^\/health\/live$/,
  handle: async () => json(200, { status: 'canlı' }),
};

const ready: Route = {
  method: 'GET',
  path: /^\/health\/ready$/,
  async handle({ services }) {
    const { connection, engine } = services.db;
    if (connection.readyState !== 1) return json(503, { status: 'veritabanı bağlı değil', engine: engine.kind });
    await connection.db?.command({ ping: 1 });
    return json(200, { status: 'hazır', engine: engine.kind });
  },
};

const upload: Route = {
  method: 'PUT',
  path: /^\/uploads$/,
  async handle({ services, graph, command }, request) {
    if (graph.actor === null) throw new TokenError('INVALID');
    requireRight(isOfficer(command().actor), 'dosya yüklemeyi yalnız servis görevlileri ve üstleri yapabilir');
    if (request.body === null)
      throw ValidationError.of('body', 'İstek gövdesi boş; dosyanın kendisini gövdede gönderin.');
    return json(201, await services.uploads.save(request.body, graph.actor.accountId));
  },
};

export const routes: readonly Route[] = [live, ready, upload, documentRoute, bundleRoute, attachmentRoute];
