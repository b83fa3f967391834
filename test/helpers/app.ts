import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/server/app.ts';
import { readConfig } from '../../src/server/config.ts';
import { loadDemoInstitution } from '../../src/server/demo/load.ts';
import { createLog } from '../../src/server/log.ts';
import { openServices, type Services } from '../../src/server/services.ts';
import { openTestDatabase } from './database.ts';

/** A GraphQL answer as a client sees it; data is read with `as` where a test knows its query. */
export interface Answer {
  readonly data?: Record<string, never> | null;
  readonly errors?: readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

export interface TestApp {
  readonly services: Services;
  /** A development token for roles such as `servis-gorevlisi@atama`; `sicilNo` ties it to a person. */
  token(roles: readonly string[], sicilNo?: string): Promise<string>;
  /** Sends one operation; `token` null = not signed in. */
  graphql<T = Record<string, unknown>>(
    token: string | null,
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<{ data: T; errors: Answer['errors']; status: number }>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** The real application on a fresh database in a temporary folder, with the demo institution unless told otherwise. */
export async function openTestApp(options: { demo?: boolean; env?: Record<string, string> } = {}): Promise<TestApp> {
  // On a real server when the suite was pointed at one, else on the embedded engine that the services start themselves.
  const other = process.env.OZLUK_TEST_ENGINE || process.env.MONGODB_URI ? await openTestDatabase() : null;
  const folder = mkdtempSync(join(tmpdir(), 'ozluk-test-'));
  const config = readConfig({
    OZLUK_DATA: folder,
    LOG_LEVEL: 'fatal',
    NODE_ENV: 'test',
    MONGODB_URI: other?.uri,
    ...options.env,
  });
  const services = await openServices(config, createLog(config.logLevel), { noSync: true });
  if (options.demo ?? true) await loadDemoInstitution(services);
  const app = createApp(services);
  const fetchPath: TestApp['fetch'] = (path, init) => app.fetch(new Request(`http://localhost${path}`, init));
  return {
    services,
    fetch: fetchPath,
    async token(roles, sicilNo) {
      const { issue } = services.authenticator;
      if (!issue) throw new Error('tests issue their own tokens');
      return issue({ accountId: `test:${roles.join('+')}`, name: roles.join(', '), sicilNo: sicilNo ?? null, roles });
    },
    async graphql(token, query, variables = {}) {
      const response = await fetchPath('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as { data: never; errors?: Answer['errors'] };
      return { data: body.data, errors: body.errors, status: response.status };
    },
    async close() {
      await services.close();
      await other?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
