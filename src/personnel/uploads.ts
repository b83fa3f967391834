import type { Readable } from 'node:stream';

/** Files that a client put on the server to be named in a later mutation. Made by the server. */
export interface Uploads {
  /** The content; null when the id is unknown, ended or another account's. */
  open(uploadId: string, accountId: string): Promise<Readable | null>;
}
