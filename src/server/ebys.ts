import { applyLetterMove, type CasesContext, type LetterDesk } from '../cases/index.ts';
import type { CommandContext } from '../database/index.ts';
import {
  createEbysHandler,
  type EbysHandler,
  feedDocumentId,
  isSignedThere,
  type LetterMove,
  type PublishSettings,
  publishDocument,
  readLetterFile,
  withdrawExport,
} from '../ebys/index.ts';
import type { Services } from './services.ts';

/** What packages say on behalf of the institution, and who makes their PDF/A. */
export function publishSettings({ config, pdf }: Pick<Services, 'config' | 'pdf'>): PublishSettings {
  return { dogrulamaAdresi: config.dogrulamaAdresi, pdf };
}

/** The EBYS as cases know it: letters go into its feed in the transaction of the act that made them. */
export function createLetterDesk(services: Pick<Services, 'config' | 'pdf'>): LetterDesk {
  const settings = publishSettings(services);
  return {
    signs: services.config.ebysSigns,
    async ready(session, context, letter) {
      await publishDocument(session, context, { ...letter, settings });
    },
    async withdrawn(session, context, { reason, ...letter }) {
      await withdrawExport(session, context, { documentId: feedDocumentId({ id: '', ...letter }), reason });
    },
    isSigned: (session, { db }, letter) => isSignedThere(session, db, feedDocumentId({ id: '', ...letter })),
  };
}

/** Everything under `/ebys/`, over the documents and cases of this server. */
export function createEbysRoutes({ rules, letterDesk }: Services): EbysHandler {
  const { catalog, library, book } = rules;
  const casesContext = (context: CommandContext): CasesContext => ({ ...context, catalog, library, book, letterDesk });
  return createEbysHandler({
    readFile: readLetterFile,
    applyMove: (session, context, move) => applyMove(session, casesContext(context), move),
  });
}

async function applyMove(
  session: Parameters<typeof applyLetterMove>[0],
  context: CasesContext,
  { caseId, documentId, documentVersion: version, ...rest }: LetterMove,
): Promise<void> {
  // A letter that belongs to no case moves none; its record is the feed's.
  if (caseId === null) return;
  const kind = documentId.slice(caseId.length + 1);
  await applyLetterMove(session, context, { caseNumber: caseId, kind, version, ...rest });
}
