/** Calculations for a person on record: facts come from the registry, what it lacks is listed as missing. Nothing is saved. */
import './graphql-harcirah.ts';
import './graphql-mutations.ts';
import './graphql-region.ts';
import { eligibilityView, PromotionEligibility } from '../calculations/gorevde-yukselme/graphql-types.ts';
import { outcomeUnion } from '../calculations/graphql.ts';
import { isoDate } from '../calculations/index.ts';
import { PuanType, UygunlukType } from '../calculations/muvafakat/graphql-types.ts';
import { PositionType, TerfiType } from '../calculations/terfi/graphql.ts';
import { ValidationError } from '../errors/index.ts';
import { builder, decodeCursor, encodeCursor, keysetConnection, pageComplexity, signedIn } from '../graphql/index.ts';
import { PersonType } from '../personnel/graphql.ts';
import type { MonthEntry } from '../personnel/index.ts';
import {
  muvafakatRaw,
  ON_RECORD,
  RecordMuvafakatInput,
  RecordUygunlukInput,
  RecordYukselmeInput,
  readingsOf,
  recordAnswer,
  sicilNo,
  TerfiReadingsInput,
  yukselmeQuestion,
} from './graphql-inputs.ts';
import { muvafakatPuaniOf } from './muvafakat.ts';
import { muvafakatUygunluguOf, type UygunlukQuestion } from './muvafakat-uygunluk.ts';
import { yukselmeOf } from './promotion.ts';
import { terfiOnRecord } from './terfi-cetveli.ts';
import { terfiTakvimi } from './terfi-listesi.ts';

builder.queryField('terfiOf', (t) =>
  t.field({
    type: outcomeUnion('RecordTerfi', { description: 'Kayıtlı kişinin hizmet ve terfi cetveli.', type: TerfiType }),
    nullable: true,
    authScopes: { officer: true },
    description: `Terfi ve intibak: derece, kademe ve müteakip terfi tarihleri (657 m.36, 37, 64). ${ON_RECORD}`,
    args: {
      sicilNo: t.arg.string(sicilNo),
      asOf: t.arg({ type: 'Date', required: false, description: 'Hesabın yapıldığı son gün; verilmezse bugün.' }),
      readings: t.arg({ type: TerfiReadingsInput, required: false, description: 'Yorumlar.' }),
    },
    resolve: async (_root, args, graph) => {
      const context = signedIn(graph);
      const asOf = isoDate(args.asOf ?? context.today, 'asOf');
      const readings = readingsOf(args.readings);
      return (await recordAnswer(
        async () => (await terfiOnRecord(context, { sicilNo: args.sicilNo, asOf, readings })).outcome,
      )) as never;
    },
  }),
);

builder.queryField('yukselmeOf', (t) =>
  t.field({
    type: outcomeUnion('RecordPromotion', { description: 'Görevde yükselme uygunluğu.', type: PromotionEligibility }),
    nullable: true,
    authScopes: { officer: true },
    description: `Kayıtlı kişinin bir kadroya uygunluğu (MEB Yön. m.6, 7, 11, 23; 657 m.68/B). ${ON_RECORD}`,
    args: { sicilNo: t.arg.string(sicilNo), input: t.arg({ type: RecordYukselmeInput, description: 'Kadro.' }) },
    resolve: async (_root, args, graph) =>
      (await recordAnswer(async () =>
        eligibilityView(await yukselmeOf(signedIn(graph), args.sicilNo, yukselmeQuestion(args.input))),
      )) as never,
  }),
);

builder.queryField('muvafakatUygunluguOf', (t) =>
  t.field({
    type: outcomeUnion('RecordMuvafakatUygunlugu', { description: 'Nakil başvurusunun şartları.', type: UygunlukType }),
    nullable: true,
    authScopes: { officer: true },
    description: `Kayıtlı kişinin nakil başvurusunda bulunup bulunamayacağı. ${ON_RECORD}`,
    args: {
      sicilNo: t.arg.string(sicilNo),
      input: t.arg({ type: RecordUygunlukInput, required: true, description: 'Başvuru.' }),
    },
    resolve: async (_root, { sicilNo: whose, input }, graph) =>
      (await recordAnswer(async () => {
        const context = signedIn(graph);
        const { on, kurum, reason, examPostSince, contractDays, ...rest } = input;
        return muvafakatUygunluguOf(context, whose, {
          ...rest,
          on: isoDate(on ?? context.today, 'on'),
          kurum: kurum ?? undefined,
          reason: (reason ?? null) as UygunlukQuestion['reason'],
          examPostSince: examPostSince ? isoDate(examPostSince, 'examPostSince') : null,
          contractDays: contractDays ?? undefined,
        });
      })) as never,
  }),
);

builder.queryField('muvafakatPuaniOf', (t) =>
  t.field({
    type: outcomeUnion('RecordMuvafakatPuani', { description: 'Nakil talebinin puanı.', type: PuanType }),
    nullable: true,
    authScopes: { officer: true },
    description: `Kayıtlı kişinin muvafakat puanı. ${ON_RECORD}`,
    args: {
      sicilNo: t.arg.string(sicilNo),
      input: t.arg({ type: RecordMuvafakatInput, required: true, description: 'Talep.' }),
      otherWorkplaces: t.arg.stringList({
        defaultValue: [],
        description: 'Kayıttaki görev yerlerinden kurum dışında olanlar.',
      }),
    },
    resolve: async (_root, args, graph) =>
      (await recordAnswer(async () => {
        const raw = { ...muvafakatRaw(args.input), otherWorkplaces: args.otherWorkplaces };
        return (await muvafakatPuaniOf(signedIn(graph), args.sicilNo, raw)).outcome;
      })) as never,
  }),
);

const Track = builder.enumType('TerfiTrack', {
  description: 'Terfinin hattı.',
  values: {
    KHA: { value: 'kha', description: 'Kazanılmış hak aylığı.' },
    EEA: { value: 'eea', description: 'Emekli keseneğine esas aylık.' },
  } as const,
});

const EntryType = builder.objectRef<MonthEntry>('TerfiTakvimiEntry').implement({
  description: 'Ay içinde terfi eden bir kişi, ya da kaydı yetersiz olduğundan hesaplanamayan.',
  fields: (t) => ({
    personnel: t.field({ type: PersonType, description: 'Kişi.', resolve: (e) => e.person }),
    track: t.field({
      type: Track,
      nullable: true,
      description: 'Hat; hesaplanamadıysa null.',
      resolve: (e) => (e.kind === 'due' ? e.track : null),
    }),
    on: t.field({
      type: 'Date',
      nullable: true,
      description: 'Terfi günü; hesaplanamadıysa null.',
      resolve: (e) => (e.kind === 'due' ? e.next.on : null),
    }),
    position: t.field({
      type: PositionType,
      nullable: true,
      description: 'Varılan derece ve kademe; hesaplanamadıysa null.',
      resolve: (e) => (e.kind === 'due' ? e.next.position : null),
    }),
    reason: t.string({
      nullable: true,
      description: 'Neden hesaplanamadığı; hesaplandıysa null.',
      resolve: (e) => (e.kind === 'unclear' ? e.reason : null),
    }),
  }),
});
const EntryConnection = builder.connectionObject(
  { type: EntryType, name: 'TerfiTakvimiConnection' },
  { name: 'TerfiTakvimiEdge' },
);

builder.queryField('terfiTakvimi', (t) =>
  t.connection(
    {
      type: EntryType,
      nullable: true,
      authScopes: { officer: true },
      complexity: pageComplexity,
      description: 'Bir ayda terfi edenler, sicil numarası sırasıyla; yalnız ileriye doğru sayfalanır (first, after).',
      args: {
        month: t.arg.string({ description: 'Ay, YYYY-AA.' }),
        unitCode: t.arg.string({ required: false, description: 'Birim ve altındakiler; verilmezse bütün kurum.' }),
        readings: t.arg({ type: TerfiReadingsInput, required: false, description: 'Yorumlar.' }),
      },
      resolve: (_root, args, graph) => {
        if (args.before != null || args.last != null)
          throw ValidationError.of('before', 'Terfi takvimi geriye doğru sayfalanmaz; "first" ve "after" kullanın.');
        return keysetConnection<MonthEntry>(args, cursorOf, async ({ after, limit }) => {
          const place = after === undefined ? null : placeOf(after);
          const question = { month: args.month, unitCode: args.unitCode ?? null, readings: readingsOf(args.readings) };
          const entries = await terfiTakvimi(signedIn(graph), { ...question, fromSicilNo: place?.sicilNo });
          return takeAfter(entries, place, limit);
        });
      },
    },
    EntryConnection,
  ),
);

function cursorOf(entry: MonthEntry): string {
  return encodeCursor([entry.person.sicilNo, entry.kind === 'due' ? entry.track : entry.kind]);
}

interface Place {
  readonly sicilNo: string;
  readonly track: string;
}

function placeOf(cursor: string): Place {
  const [sicilNo, track] = decodeCursor(cursor);
  return { sicilNo: String(sicilNo), track: String(track) };
}

/** The page after a place; the stream begins with the person of the place and is left where the page is full. */
async function takeAfter(
  entries: AsyncGenerator<MonthEntry>,
  place: Place | null,
  limit: number,
): Promise<MonthEntry[]> {
  const page: MonthEntry[] = [];
  for await (const entry of entries) {
    const isGiven =
      entry.person.sicilNo === place?.sicilNo &&
      (entry.kind === 'unclear' || place.track === 'eea' || entry.track === place.track);
    if (isGiven) continue;
    page.push(entry);
    if (page.length >= limit) break;
  }
  return page;
}
