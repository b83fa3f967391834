import { type Actor, DISCIPLINE_SERVICE, isAdministrator } from '../access/index.ts';
import type { QueryFilter } from '../database/index.ts';
import type { DocumentPlace, StoredDocument } from './model.ts';

/**
 * Whether the account may see a document: as its case. Any reader in its units; a document of the discipline service only
 * that service and the offices that sign in its process. The EBYS machine gets letters through its own feed.
 */
export function maySeeDocument(actor: Actor, place: DocumentPlace): boolean {
  if (isAdministrator(actor)) return true;
  return actor.grants.some(
    (grant) =>
      grant.role !== 'ebys' &&
      (grant.unit === null || place.unitPath.includes(grant.unit)) &&
      (place.service !== DISCIPLINE_SERVICE ||
        grant.service === DISCIPLINE_SERVICE ||
        (grant.service === null && place.signerRoles.includes(grant.role))),
  );
}

/** The same as a condition on stored documents. */
export function visibleDocuments(actor: Actor): QueryFilter<StoredDocument> {
  if (isAdministrator(actor)) return {};
  const ways = actor.grants
    .filter((grant) => grant.role !== 'ebys')
    .map((grant) => ({
      ...(grant.unit === null ? {} : { unitPath: grant.unit }),
      ...(grant.service === DISCIPLINE_SERVICE
        ? {}
        : {
            $or: [
              { service: { $ne: DISCIPLINE_SERVICE } },
              ...(grant.service === null ? [{ signerRoles: grant.role }] : []),
            ],
          }),
    }));
  return (ways.length === 0 ? { kind: { $in: [] } } : { $or: ways }) as QueryFilter<StoredDocument>;
}
