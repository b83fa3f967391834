import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServerAdapter } from '@whatwg-node/server';
import { DomainError } from '../errors/index.ts';
import type { App } from './app.ts';
import { knowConnection } from './streamed.ts';

/** The port is taken by another program. */
export class PortInUseError extends DomainError {
  readonly code = 'PORT_IN_USE';
}

export interface Listening {
  /** `http://localhost:4000` */
  readonly url: string;
  /** Takes no new connection and waits for the requests under way, 10 seconds at most. */
  stop(): Promise<void>;
}

/** Serves the app over HTTP. Throws PortInUseError. */
export async function listen(app: App, { port, host }: { port: number; host: string }): Promise<Listening> {
  const adapter = createServerAdapter<{ res: ServerResponse }>((request: Request, { res }) => {
    knowConnection(request, () => res.destroy());
    return app.fetch(request);
  });
  const server = createServer(adapter);
  server.requestTimeout = 120_000;
  server.headersTimeout = 20_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new PortInUseError(
              `${port} numaralı kapı dolu. Öteki programı durdurun ya da PORT=4001 gibi başka bir kapı verin.`,
            )
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
  const bound = server.address() as AddressInfo;
  const name = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return {
    url: `http://${name}:${bound.port}`,
    stop: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), 10_000);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
