import { createServer } from 'node:http';
import { createServerAdapter } from '@whatwg-node/server';
import type { GraphQLSchema } from 'graphql';
import { createGraphql } from '../../src/server/graphql.ts';
import { createLog } from '../../src/server/log.ts';

/** What the bench gives: its own schema, and a context for each request. */
interface Served {
  readonly schema: GraphQLSchema;
  readonly port: number;
  makeContext(): object;
}

/** Serves a schema by our endpoint, limits and masking in force as in production: the module that the bench loads. */
export async function serve({ schema, makeContext, port }: Served): Promise<void> {
  const log = createLog('error');
  const graphql = createGraphql<object>({ schema, production: true, log, contextOf: makeContext });
  const server = createServer(createServerAdapter((request: Request) => graphql.fetch(request, {})));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}
