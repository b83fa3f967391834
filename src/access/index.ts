/**
 * Who acts, and what that account may do. A leaf: knows roles, services and units by id only.
 *
 * A grant is a role, optionally narrowed to one service of the directorate and to one unit (with the units below it).
 * The roles are those of the process catalog plus three of the product itself:
 * `okuyucu` reads, `yonetici` administers, `ebys` is the machine that pulls the letters.
 */
import { ForbiddenError } from '../errors/index.ts';

export const PRODUCT_ROLES = ['okuyucu', 'yonetici', 'ebys'] as const;

/** The service whose cases and records are closed to everybody else. */
export const DISCIPLINE_SERVICE = 'disiplin';

export interface RoleGrant {
  readonly role: string;
  /** Service id of the catalog (`atama`, `disiplin` …); null = not narrowed. */
  readonly service: string | null;
  /** Unit code; null = the whole institution. */
  readonly unit: string | null;
}

/** The account behind a request. `sicilNo` links it to a person on record, null for machines and administrators. */
export interface Actor {
  readonly accountId: string;
  readonly name: string;
  readonly sicilNo: string | null;
  readonly grants: readonly RoleGrant[];
}

/** What every command knows of its request: who, and the legal day in Europe/Istanbul. */
export interface ActorContext {
  readonly actor: Actor;
  /** `YYYY-MM-DD` in Europe/Istanbul, computed once at the edge. */
  readonly today: string;
  readonly now: Date;
  readonly requestId: string;
}

export interface Scope {
  readonly service?: string;
  /** The unit and all units above it, nearest first: a grant on any of them covers it. */
  readonly unitPath?: readonly string[];
}

/** True when the actor holds the role where the scope lies. */
export function holdsRole(actor: Actor, role: string, scope: Scope = {}): boolean {
  return actor.grants.some((g) => g.role === role && covers(g, scope));
}

function covers(grant: RoleGrant, { service, unitPath }: Scope): boolean {
  if (grant.service !== null && service !== undefined && grant.service !== service) return false;
  return grant.unit === null || unitPath === undefined || unitPath.includes(grant.unit);
}

export function isAdministrator(actor: Actor): boolean {
  return actor.grants.some((g) => g.role === 'yonetici');
}

/** Officers of the directorate: everybody but the pure reader and the machine. */
export function isOfficer(actor: Actor): boolean {
  return actor.grants.some((g) => g.role !== 'okuyucu' && g.role !== 'ebys');
}

/** An officer of the whole institution who is of the service, or of none; administrators always. */
export function isOfficerOf(actor: Actor, wanted: string): boolean {
  return (
    isAdministrator(actor) ||
    actor.grants.some(
      ({ role, service, unit }) =>
        role !== 'okuyucu' && role !== 'ebys' && unit === null && (service === null || service === wanted),
    )
  );
}

/** May look at personnel at all; the EBYS machine may not. */
export function mayReadPersonnel(actor: Actor): boolean {
  return actor.grants.some((g) => g.role !== 'ebys');
}

/** May see the whole T.C. kimlik no and health details: officers; readers get the masked form. */
export function maySeeIdentity(actor: Actor): boolean {
  return isOfficer(actor);
}

/** May see discipline records: the discipline service and administrators. */
export function maySeeDiscipline(actor: Actor): boolean {
  return isAdministrator(actor) || actor.grants.some((g) => g.service === DISCIPLINE_SERVICE);
}

/** Where a case or a document lies: its service, the units of its subject, and the offices that sign in its process. */
export interface FilePlace {
  readonly service: string;
  readonly unitPath: readonly string[];
  readonly signerRoles: readonly string[];
}

/**
 * Whether the account may read what lies there: any reader in its units; what belongs to the discipline service only that
 * service and the offices that sign in its process. The EBYS machine gets letters through its own feed.
 */
export function mayReadFile(actor: Actor, { service, unitPath, signerRoles }: FilePlace): boolean {
  if (isAdministrator(actor)) return true;
  return actor.grants.some(
    (g) =>
      g.role !== 'ebys' &&
      (g.unit === null || unitPath.includes(g.unit)) &&
      (service !== DISCIPLINE_SERVICE ||
        g.service === DISCIPLINE_SERVICE ||
        (g.service === null && signerRoles.includes(g.role))),
  );
}

/** The same as a condition on stored records that have the fields of a `FilePlace`. */
export function readableFiles(actor: Actor): Readonly<Record<string, unknown>> {
  if (isAdministrator(actor)) return {};
  const ways = actor.grants
    .filter((g) => g.role !== 'ebys')
    .map((g) => ({
      ...(g.unit === null ? {} : { unitPath: g.unit }),
      ...(g.service === DISCIPLINE_SERVICE
        ? {}
        : {
            $or: [{ service: { $ne: DISCIPLINE_SERVICE } }, ...(g.service === null ? [{ signerRoles: g.role }] : [])],
          }),
    }));
  return ways.length === 0 ? { service: { $in: [] } } : { $or: ways };
}

/** Throws ForbiddenError with a sentence that names the right that is lacking. */
export function requireRight(allowed: boolean, needed: string): void {
  if (allowed) return;
  throw new ForbiddenError(`Bu işlem için yetkiniz yok: ${needed}. Yetki için sistem yöneticinize başvurun.`);
}
