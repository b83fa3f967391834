/** Recorded relocation rounds over the API: the round, its applicants, repeatable draws, the list. */
import type { Database } from '../database/index.ts';
import { builder, pageComplexity, signedIn } from '../graphql/index.ts';
import { requireRelocationOfficer } from './exam-access.ts';
import { keyedConnection, rowConnection } from './graphql-pages.ts';
import {
  ApplicantConnection,
  ApplicantType,
  CheckType,
  DrawResultType,
  ListConnection,
  ListRowType,
  type RelocationListRow,
  RoundConnection,
  RoundKindType,
  RoundType,
} from './graphql-relocation-types.ts';
import type { StoredApplicant, StoredRound } from './relocation/model.ts';
import {
  applicantsByNumber,
  checkDraw,
  findDrawResult,
  findRound,
  findRoundList,
  listApplicants,
  listRounds,
  type RoundListRow,
} from './relocation/queries.ts';

export const roundNumber = { description: 'Dönem numarası: Y-2026-0001.' };
export const drawArg = { required: false, description: 'Kaçıncı çekiliş; verilmezse son çekiliş.' } as const;
export const RELOCATION_OFFICERS = 'Atama servisinin görevlileri ve üstleri.';
const WHO = RELOCATION_OFFICERS;

builder.queryFields((t) => ({
  relocationRound: t.field({
    type: RoundType,
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Bir yer değiştirme dönemi; yoksa null.',
    args: { roundNumber: t.arg.string(roundNumber) },
    resolve: (_root, args, { db }) => findRound(db, args.roundNumber),
  }),
  relocationRounds: t.connection(
    {
      type: RoundType,
      nullable: true,
      authScopes: { personnelReader: true },
      complexity: pageComplexity,
      description: 'Yer değiştirme dönemleri, yeniden eskiye.',
      args: { kind: t.arg({ type: RoundKindType, required: false, description: 'Yalnız bu türdekiler.' }) },
      resolve: (_root, { kind, ...page }, { db }) =>
        keyedConnection<StoredRound>(
          page,
          (round) => round.roundNumber,
          (at) => listRounds(db, at, { kind: kind ?? undefined }),
        ),
    },
    RoundConnection,
  ),
  relocationApplicants: t.connection(
    {
      type: ApplicantType,
      nullable: true,
      authScopes: { officer: true },
      complexity: pageComplexity,
      description: `Bir dönemin başvuruları, aday numarası sırasıyla. ${WHO}`,
      args: { roundNumber: t.arg.string(roundNumber) },
      resolve: (_root, { roundNumber: number, ...page }, context) => {
        requireRelocationOfficer(signedIn(context).actor);
        return keyedConnection<StoredApplicant>(
          page,
          (a) => a.candidateNo,
          (at) => listApplicants(context.db, number, at),
        );
      },
    },
    ApplicantConnection,
  ),
  relocationList: t.connection(
    {
      type: ListRowType,
      nullable: true,
      authScopes: { personnelReader: true },
      complexity: pageComplexity,
      description:
        'Bir dönemin listesi, sırayla. Atama servisi dışındakilere belgesi düzenlenmiş (ilan edilmiş) liste açıktır; liste yoksa null.',
      args: {
        roundNumber: t.arg.string(roundNumber),
        draw: t.arg.int(drawArg),
        isPlaced: t.arg.boolean({ required: false, description: 'Yalnız yerleşenler ya da yerleşmeyenler.' }),
        place: t.arg.string({ required: false, description: 'Yalnız bu yere yerleşenler.' }),
      },
      resolve: async (_root, { roundNumber: number, draw, isPlaced, place, ...page }, context) => {
        const filter = { isPlaced: isPlaced ?? undefined, place: place ?? undefined };
        const question = { roundNumber: number, draw: draw ?? undefined, ...filter };
        const found = await findRoundList(signedIn(context), question);
        if (!found) return null;
        return rowConnection<RoundListRow, RelocationListRow>(page, found.rows, {
          key: (row) => row.id,
          complete: (rows) => withApplicants(context.db, number, rows),
        });
      },
    },
    ListConnection,
  ),
  relocationDraw: t.field({
    type: DrawResultType,
    nullable: true,
    authScopes: { officer: true },
    description: `Bir dönemin çekilişi; yoksa null. ${WHO}`,
    args: { roundNumber: t.arg.string(roundNumber), draw: t.arg.int(drawArg) },
    resolve: async (_root, args, context) => {
      requireRelocationOfficer(signedIn(context).actor);
      const found = await findDrawResult(context.db, args.roundNumber, args.draw ?? undefined);
      return found && { ...found.draw, result: found.result };
    },
  }),
  checkRelocationDraw: t.field({
    type: CheckType,
    nullable: true,
    authScopes: { officer: true },
    description: `Saklanan çekilişi saklanan girdisinden yineler ve karşılaştırır; yoksa null. ${WHO}`,
    args: { roundNumber: t.arg.string(roundNumber), draw: t.arg.int(drawArg) },
    resolve: (_root, args, context) => {
      requireRelocationOfficer(signedIn(context).actor);
      return checkDraw(context, args.roundNumber, args.draw ?? undefined);
    },
  }),
}));

async function withApplicants(
  db: Database,
  number: string,
  rows: readonly RoundListRow[],
): Promise<RelocationListRow[]> {
  const ids = rows.map((r) => r.id);
  const known = await applicantsByNumber(db, number, ids);
  return rows.map((row) => ({ ...row, applicant: known.get(row.id) ?? null }));
}
