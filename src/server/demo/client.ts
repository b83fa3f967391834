/** A GraphQL client as a front end would write it: HTTP, bearer token, nothing of the server's code. */
export interface Client {
  readonly url: string;
  query<T>(token: string, text: string, variables?: Record<string, unknown>): Promise<T>;
  download(token: string, path: string): Promise<{ bytes: Buffer; fileName: string }>;
}

/** Sends operations to a running server. Throws with the server's own sentence when it refuses. */
export function createClient(url: string): Client {
  return {
    url,
    async query<T>(token: string, text: string, variables: Record<string, unknown> = {}): Promise<T> {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: text, variables }),
      });
      const body = (await response.json()) as { data?: T; errors?: { message: string }[] };
      if (body.errors || !body.data) throw new Error(body.errors?.map((e) => e.message).join('; ') ?? 'no data');
      return body.data;
    },
    async download(token, path) {
      const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } });
      if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
      const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? path;
      return { bytes: Buffer.from(await response.arrayBuffer()), fileName: decodeURIComponent(name) };
    },
  };
}
