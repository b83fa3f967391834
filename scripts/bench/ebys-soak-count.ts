import { auditLines } from '../../src/database/index.ts';
import { readConfig } from '../../src/server/config.ts';
import { createLog } from '../../src/server/log.ts';
import { openServices } from '../../src/server/services.ts';
import { STEP_BEHIND } from './ebys-soak-clerk.ts';

/** How often each thing happened; each must have happened once a letter. */
export interface SoakCounts {
  /** Audit lines of the feed and of the answers. */
  readonly published: number;
  readonly registered: number;
  readonly signed: number;
  readonly sent: number;
  /** Moves that cases made in their history: registration, signature and dispatch, a third each. */
  readonly caseMoves: number;
  /** Cases that stand behind the signature. */
  readonly movedCases: number;
  /** Final letters, the cases they belong to, and the different sayı on them. */
  readonly finalLetters: number;
  readonly casesWithFinal: number;
  readonly differentSayis: number;
}

/** Counts in the data folder of a server that has stopped. */
export async function countSoak(env: NodeJS.ProcessEnv): Promise<SoakCounts> {
  const config = readConfig(env);
  const services = await openServices(config, createLog('silent'));
  try {
    const { db } = services;
    const audited = (action: string) => auditLines(db).countDocuments({ action });
    const cases = db.connection.collection('cases');
    const documents = db.connection.collection('documents');
    const moves = await db.connection.collection('caseEvents').countDocuments({
      kind: 'letterMove',
      'data.islendi': true,
    });
    return {
      published: await audited('ebys.publish'),
      registered: await audited('ebys.registered'),
      signed: await audited('ebys.signed'),
      sent: await audited('ebys.sent'),
      caseMoves: moves / 3,
      movedCases: await cases.countDocuments({ step: STEP_BEHIND }),
      finalLetters: await documents.countDocuments({ status: 'kesin' }),
      casesWithFinal: (await documents.distinct('caseNumber', { status: 'kesin' })).length,
      differentSayis: (await documents.distinct('registration.sayi', { status: 'kesin' })).length,
    };
  } finally {
    await services.close();
  }
}
