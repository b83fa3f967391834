/** The ranking of a period's transfer requests in the API. */
import { isoDate } from '../calculations/index.ts';
import { PuanType } from '../calculations/muvafakat/graphql-types.ts';
import { ValidationError } from '../errors/index.ts';
import { builder, decodeCursor, encodeCursor, keysetConnection, pageComplexity, signedIn } from '../graphql/index.ts';
import { CaseType } from './graphql.ts';
import { type RankedRequest, type Ranking, type RequestStanding, rankRequests } from './muvafakat-ranking.ts';

const STANDINGS: Readonly<Record<RequestStanding, { readonly description: string }>> = {
  GRANTED: { description: 'Kontenjan içinde.' },
  UNDECIDED: { description: 'Kontenjanın son yerinde eşit; Komisyon karar verir.' },
  OUTSIDE_QUOTA: { description: 'Kontenjan dışında.' },
  RANKED: { description: 'Sıralandı; atama izni verilmediğinden kontenjan uygulanmadı.' },
  LIFE_SAFETY: { description: 'Can güvenliği: puanlanmaz, sıralanmaz.' },
  NOT_ELIGIBLE: { description: 'Şartları taşımıyor.' },
  INCOMPLETE: { description: 'Kaydı eksik ya da çelişkili; sıralanmadı.' },
};
const StandingType = builder.enumType('MuvafakatStanding', {
  description: 'Başvurunun sıralamadaki durumu.',
  values: STANDINGS,
});

const RequestType = builder.objectRef<RankedRequest>('MuvafakatRequest').implement({
  description: 'Dönemin bir nakil başvurusu ve sıralamadaki yeri.',
  fields: (t) => ({
    case: t.field({ type: CaseType, description: 'Başvurunun işi.', resolve: (r) => r.row }),
    standing: t.field({ type: StandingType, description: 'Durumu.', resolve: (r) => r.standing }),
    rank: t.int({
      nullable: true,
      description: 'Sırası; eşit olanlar paylaşır, sıralanmadıysa null.',
      resolve: (r) => r.place?.rank ?? null,
    }),
    isTied: t.boolean({
      description: 'Eşit mi: kurallarda başka ölçüt yok.',
      resolve: (r) => r.place?.isTied ?? false,
    }),
    aheadBy: t.string({
      nullable: true,
      description: 'Sonrakinden ayıran ölçüt: PUAN, BIRIM_GORUSU, FIILI_HIZMET, YAS, ESIT; sonuncuda null.',
      resolve: (r) => r.place?.aheadBy ?? null,
    }),
    score: t.field({
      type: PuanType,
      nullable: true,
      description: 'Puanı ve gerekçeleri; hesaplanamadıysa null.',
      resolve: (r) => r.score,
    }),
    isUnitPositive: t.boolean({ description: 'Birimin görüşü uygun mu.', resolve: (r) => r.isUnitPositive }),
    netServiceDays: t.int({
      nullable: true,
      description: 'Aylıksız izinler dışında fiilî hizmet günü; sıralanmadıysa null.',
      resolve: (r) => r.applicant?.netServiceDays ?? null,
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Neden sıralanmadığı; sıralandıysa null.' }),
    decision: t.exposeString('decision', {
      nullable: true,
      description: 'Komisyonun kararı: `uygun`, `ret`; açıksa null.',
    }),
  }),
});

const RequestConnection = builder.connectionObject(
  {
    type: RequestType,
    name: 'MuvafakatRequestConnection',
    fields: (t) => ({
      totalCount: t.int({ description: 'Dönemin başvuruları.', resolve: (c) => rankingOf(c).requests.length }),
      quota: t.int({
        nullable: true,
        description: 'Dönemde verilebilecek muvafakat; atama izni verilmediyse null.',
        resolve: (c) => rankingOf(c).quota,
      }),
      grantedEarlier: t.int({
        description: 'Yılın önceki dönemlerinde verilen, kontenjandan düşülen muvafakat.',
        resolve: (c) => rankingOf(c).grantedEarlier,
      }),
    }),
  },
  { name: 'MuvafakatRequestEdge' },
);

/** The connection carries its ranking; Pothos knows only the shape of a connection. */
const rankingOf = (connection: unknown): Ranking => (connection as { readonly ranking: Ranking }).ranking;

builder.queryField('muvafakatSiralamasi', (t) =>
  t.connection(
    {
      type: RequestType,
      nullable: true,
      authScopes: { officer: true },
      complexity: pageComplexity,
      description:
        'Bir dönemde nakil başvurusunda bulunanlar, sırayla; kayıtlardan o an hesaplanır, kaydedilmez. Yalnız görebildiğiniz işler sıralanır. İleriye doğru sayfalanır.',
      args: {
        period: t.arg.string({ description: 'Dönem, YYYY-AA: işin açıldığı ay.' }),
        on: t.arg({ type: 'Date', required: false, description: 'Hizmetin sayıldığı gün; verilmezse bugün.' }),
        permissions: t.arg.int({
          required: false,
          description: 'Yılın 4/A atama izni; verilmezse kontenjan uygulanmaz.',
        }),
        addedPermissions: t.arg.int({ required: false, description: 'Yıl içinde eklenen izin.' }),
        commissionQuota: t.arg.int({
          required: false,
          description: 'Komisyonun yıl için belirlediği sayı; verilmezse tavan.',
        }),
      },
      resolve: async (_root, args, graph) => {
        if (args.before != null || args.last != null)
          throw ValidationError.of('before', 'Sıralama geriye doğru sayfalanmaz; "first" ve "after" kullanın.');
        const ranking = await rankRequests(signedIn(graph), {
          period: args.period,
          on: args.on ? isoDate(args.on, 'on') : undefined,
          permissions: args.permissions ?? undefined,
          addedPermissions: args.addedPermissions ?? undefined,
          commissionQuota: args.commissionQuota ?? undefined,
        });
        const page = await keysetConnection<RankedRequest>(args, cursorOf, async ({ after, limit }) => {
          const start = after === undefined ? 0 : placeAfter(ranking, after);
          return ranking.requests.slice(start, start + limit);
        });
        return { ...page, ranking };
      },
    },
    RequestConnection,
  ),
);

function cursorOf({ row }: RankedRequest): string {
  return encodeCursor([row.caseNumber]);
}

function placeAfter({ requests }: Ranking, cursor: string): number {
  const [caseNumber] = decodeCursor(cursor);
  const place = requests.findIndex(({ row }) => row.caseNumber === caseNumber);
  if (place < 0) throw ValidationError.of('after', 'İmlecin başvurusu bu dönemde yok; sıralamayı baştan okuyun.');
  return place + 1;
}
