import type { ActorContext } from '../access/index.ts';
import type { Database } from './connect.ts';
import type { FieldCipher } from './secret.ts';

/** What every command and query gets first: who acts on which day, the database, the cipher of sealed fields. */
export interface CommandContext extends ActorContext {
  readonly db: Database;
  readonly cipher: FieldCipher;
}
