import { PRODUCT_ROLES } from '../../access/index.ts';
import { officeHoldersOn } from '../../institution/index.ts';
import { openScope, SERVER_ACTOR } from '../scope.ts';
import type { Services } from '../services.ts';

/** Roles that hold accounts, from the catalog, with the services where they differ by service. */
export interface AccountRole {
  readonly role: string;
  readonly service: string | null;
}

/** A development token for a role: in the name of today's holder of that office, if there is one. */
export async function developmentToken(services: Services, { role, service }: AccountRole): Promise<string | null> {
  const { issue } = services.authenticator;
  if (!issue) return null;
  const { today } = openScope(services, SERVER_ACTOR).graph;
  const [holder] = await officeHoldersOn(services.db, { role, on: today, service: service ?? undefined });
  const grant = service === null ? role : `${role}@${service}`;
  return issue({
    accountId: `gelistirme:${grant}`,
    name: holder ? `${holder.name} ${holder.surname}` : grant,
    sicilNo: holder?.sicilNo ?? null,
    roles: [grant],
  });
}

/** Lines to print at start: a token for each role; empty in production. */
export async function developmentTokens(services: Services, roles: readonly AccountRole[]): Promise<string[]> {
  if (!services.authenticator.issue) return [];
  const lines: string[] = ['', 'Geliştirme belirteçleri (12 saat geçerli; üretim kipinde yoktur):'];
  const productRoles = PRODUCT_ROLES.map((role) => ({ role, service: null }));
  for (const account of [...productRoles, ...roles]) {
    const token = await developmentToken(services, account);
    const name = account.service === null ? account.role : `${account.role}@${account.service}`;
    lines.push(`  ${name.padEnd(30)} ${token ?? ''}`);
  }
  return [...lines, ''];
}
