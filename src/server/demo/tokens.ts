import { PRODUCT_ROLES } from '../../access/index.ts';
import type { Catalog } from '../../cases/index.ts';
import { officeHoldersOn } from '../../institution/index.ts';
import { openScope, SERVER_ACTOR } from '../scope.ts';
import type { Services } from '../services.ts';

/** A role that people hold accounts for; `service` null = one for all services. */
export interface AccountRole {
  readonly role: string;
  readonly service: string | null;
}

const BY_SERVICE = ['servis-gorevlisi', 'servis-sorumlusu'];

/** Roles of the catalog that hold accounts: internal offices that are not held through another one. */
export function accountRoles({ vocabulary, services }: Catalog): AccountRole[] {
  const offices = [...vocabulary.roles.values()].filter(
    (r) => r.side === 'internal' && r.heldThrough.length === 0 && r.id !== 'belirtilmemis',
  );
  return offices.flatMap(({ id: role }): AccountRole[] =>
    BY_SERVICE.includes(role) ? services.map((s) => ({ role, service: s.id })) : [{ role, service: null }],
  );
}

async function holderOf(services: Services, { role, service }: AccountRole) {
  const { today } = openScope(services, SERVER_ACTOR).graph;
  const [holder] = await officeHoldersOn(services.db, { role, on: today, service: service ?? undefined });
  return holder ?? null;
}

const grantOf = ({ role, service }: AccountRole): string => (service === null ? role : `${role}@${service}`);

/** Who holds the role today, with the title; the role itself where nobody is recorded. */
export async function holderName(services: Services, account: AccountRole): Promise<string> {
  const holder = await holderOf(services, account);
  return holder ? `${holder.name} ${holder.surname} (${holder.title})` : grantOf(account);
}

/** A development token for a role: in the name of today's holder of that office, if there is one. */
export async function developmentToken(services: Services, account: AccountRole): Promise<string | null> {
  const { issue } = services.authenticator;
  if (!issue) return null;
  const holder = await holderOf(services, account);
  const grant = grantOf(account);
  return issue({
    accountId: `gelistirme:${grant}`,
    name: holder ? `${holder.name} ${holder.surname}` : grant,
    sicilNo: holder?.sicilNo ?? null,
    roles: [grant],
  });
}

/** Lines to print at start: a token for each role; empty in production. */
export async function developmentTokens(services: Services): Promise<string[]> {
  if (!services.authenticator.issue) return [];
  const lines: string[] = ['', 'Geliştirme belirteçleri (12 saat geçerli; üretim kipinde yoktur):'];
  const productRoles = PRODUCT_ROLES.map((role) => ({ role, service: null }));
  for (const account of [...productRoles, ...accountRoles(services.rules.catalog)]) {
    const token = await developmentToken(services, account);
    lines.push(`  ${grantOf(account).padEnd(30)} ${token ?? ''}`);
  }
  return [...lines, ''];
}
