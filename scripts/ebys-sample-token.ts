/** Where the sample client's access token comes from: given from outside, or the server's own token endpoint. */
export interface TokenSource {
  /** The token to send; one of the endpoint is renewed a minute before its end. */
  get(): Promise<string>;
  /** The server no longer takes the token: the next one is fetched. False when it came from outside. */
  renew(): boolean;
}

const SPARE_MS = 60_000;

/** A source for a given token, or without one for a client's id and secret (RFC 6749 §4.4). */
export function tokenSource(settings: {
  readonly url: string;
  readonly token: string | null;
  readonly clientId: string;
  readonly clientSecret: string;
}): TokenSource {
  const { token: given } = settings;
  if (given !== null) return { get: async () => given, renew: () => false };
  let held: Promise<{ readonly token: string; readonly endsAt: number }> | null = null;
  const get = async (): Promise<string> => {
    held ??= fetchToken(settings).catch((error: unknown) => {
      held = null;
      throw error;
    });
    const { token, endsAt } = await held;
    if (endsAt - SPARE_MS > Date.now()) return token;
    held = null;
    return get();
  };
  return {
    get,
    renew() {
      held = null;
      return true;
    },
  };
}

async function fetchToken({ url, clientId, clientSecret }: { url: string; clientId: string; clientSecret: string }) {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  if (response.status === 429 || response.status >= 500) throw new Error(`HTTP ${response.status}`);
  const body = (await response.json()) as { access_token?: string; expires_in?: number; message?: string };
  if (body.access_token === undefined) {
    console.error(`Belirteç alınamadı: ${body.message ?? response.status}`);
    process.exit(1);
  }
  return { token: body.access_token, endsAt: Date.now() + (body.expires_in ?? 0) * 1000 };
}
