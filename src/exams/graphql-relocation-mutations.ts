/** Acts on relocation rounds: opening with the seed, importing applicants, drawing, announcing the list. */
import { LowerRegion } from '../calculations/bolge-hizmeti/graphql-rounds.ts';
import { plainInput } from '../calculations/selection/graphql-input.ts';
import { DocumentType } from '../documents/graphql.ts';
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { requireRelocationOfficer } from './exam-access.ts';
import { CSV_TEXT, importGiven, ReportType, UPLOAD } from './graphql-import.ts';
import { drawArg, RELOCATION_OFFICERS, roundNumber } from './graphql-relocation.ts';
import { DrawType, RoundKindType, RoundPlaceInput, RoundType } from './graphql-relocation-types.ts';
import { applicantColumns } from './relocation/columns.ts';
import { createRelocationRound, drawRelocationRound, importRelocationApplicants } from './relocation/commands.ts';
import { writeRelocationList } from './relocation/list-document.ts';
import type { RoundRaw } from './relocation/model.ts';

const signed = { nullable: true, authScopes: { signedIn: true } } as const;

builder.relayMutationField(
  'createRelocationRound',
  {
    description: 'Dönemin bilgileri.',
    inputFields: (t) => ({
      name: t.string({ description: 'Adı.' }),
      kind: t.field({ type: RoundKindType, description: 'Türü.' }),
      on: t.field({ type: 'Date', description: 'Referans günü: 30 Eylül; yöneticide 31 Mayıs ya da 30 Haziran.' }),
      seed: t.string({ description: 'Kuranın tohumu: başvurulardan önce ilan edilen metin.' }),
      places: t.field({ type: [RoundPlaceInput], description: 'Yerler.' }),
      lowerRegion: t.field({
        type: LowerRegion,
        required: false,
        description: 'm.31’in “alt bölge”sinin yorumu; verilmezse varsayılan.',
      }),
    }),
  },
  {
    ...signed,
    description: `Yer değiştirme dönemi açar; kura tohumu sonradan değişmez. ${RELOCATION_OFFICERS}`,
    errors: { types: [ValidationError, ForbiddenError] },
    resolve: async (_root, { input }, graph) => ({
      round: await createRelocationRound(signedIn(graph), plainInput(input) as RoundRaw),
    }),
  },
  {
    description: 'Açılan dönem.',
    outputFields: (t) => ({ round: t.field({ type: RoundType, description: 'Dönem.', resolve: (p) => p.round }) }),
  },
);

builder.relayMutationField(
  'importRelocationApplicants',
  {
    description: `Başvuru CSV’si. Personel: ${applicantColumns('IL_ICI').join(', ')}. Yönetici: ${applicantColumns('BOLGE_HIZMETI').join(', ')}.`,
    inputFields: (t) => ({
      roundNumber: t.string(roundNumber),
      uploadId: t.id(UPLOAD),
      csv: t.string(CSV_TEXT),
    }),
  },
  {
    ...signed,
    description: `Başvuruları aktarır; yinelenmesi zararsızdır, boş bırakılan süreler personel kaydından sayılır. ${RELOCATION_OFFICERS}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError] },
    resolve: (_root, { input: { roundNumber: number, ...file } }, graph) => {
      const context = signedIn(graph);
      requireRelocationOfficer(context.actor);
      return importGiven(graph, file, (source) => importRelocationApplicants(context, number, source));
    },
  },
  {
    description: 'Aktarımın sonucu.',
    outputFields: (t) => ({ report: t.field({ type: ReportType, description: 'Sonuç.', resolve: (p) => p.report }) }),
  },
);

builder.relayMutationField(
  'drawRelocationRound',
  { description: 'Dönem.', inputFields: (t) => ({ roundNumber: t.string(roundNumber) }) },
  {
    ...signed,
    description: `Sıralar, kurayı dönemin tohumuyla çeker, yerleştirir ve saklar; başvurular değişmediyse son çekiliş döner. ${RELOCATION_OFFICERS}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError, ConflictError] },
    resolve: async (_root, { input }, graph) => ({
      draw: await drawRelocationRound(signedIn(graph), input.roundNumber),
    }),
  },
  {
    description: 'Çekiliş.',
    outputFields: (t) => ({ draw: t.field({ type: DrawType, description: 'Çekiliş.', resolve: (p) => p.draw }) }),
  },
);

builder.relayMutationField(
  'writeRelocationList',
  {
    description: 'Dönem ve çekiliş.',
    inputFields: (t) => ({ roundNumber: t.string(roundNumber), draw: t.int(drawArg) }),
  },
  {
    ...signed,
    description: `Yer değiştirme listesini kura tutanağının özetiyle düzenler; belgesi düzenlenen liste ilan edilmiş sayılır ve herkese açılır. ${RELOCATION_OFFICERS}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError] },
    resolve: async (_root, { input }, graph) => ({
      document: await writeRelocationList(signedIn(graph), {
        roundNumber: input.roundNumber,
        draw: input.draw ?? undefined,
      }),
    }),
  },
  {
    description: 'Düzenlenen belge.',
    outputFields: (t) => ({
      document: t.field({ type: DocumentType, description: 'Belge.', resolve: (p) => p.document }),
    }),
  },
);
