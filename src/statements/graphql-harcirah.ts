/** Law 6245 for a person on record: each query takes what the record does not tell and answers like its what-if. */
import { outcomeUnion } from '../calculations/graphql.ts';
import {
  EmekliType,
  GeciciType,
  GundelikType,
  SurekliType,
  YurtdisiType,
} from '../calculations/harcirah/graphql-types.ts';
import type { Outcome } from '../calculations/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import {
  emekliRaw,
  geciciRaw,
  gundelikRaw,
  ON_RECORD,
  RecordEmekliInput,
  RecordGeciciInput,
  RecordGundelikInput,
  RecordSurekliInput,
  RecordYurtdisiInput,
  recordAnswer,
  sicilNo,
  surekliRaw,
  yurtdisiRaw,
} from './graphql-inputs.ts';
import { emekliTazminatiOf, geciciGorevOf, gundelikOf, surekliGorevOf, yurtdisiGorevOf } from './harcirah.ts';
import type { StatementsContext } from './office.ts';

interface RecordQuery<V> {
  readonly field: string;
  readonly name: string;
  readonly description: string;
  readonly article: string;
  readonly value: Parameters<typeof outcomeUnion<V>>[1]['type'];
  readonly input: ReturnType<typeof builder.inputType>;
  readonly calculate: (context: StatementsContext, sicilNo: string, input: unknown) => Promise<Outcome<V>>;
}

/** Adds a query on record; for officers. */
function recordQuery<V>({ field, name, description, article, value, input, calculate }: RecordQuery<V>): void {
  builder.queryField(field, (t) =>
    t.field({
      type: outcomeUnion<V>(name, { description: `${description}.`, type: value }),
      nullable: true,
      authScopes: { officer: true },
      description: `Kayıtlı kişi için: ${description} (${article}). ${ON_RECORD}`,
      args: {
        sicilNo: t.arg.string(sicilNo),
        input: t.arg({ type: input, required: true, description: 'Kayıtta olmayan bilgiler.' }),
      },
      resolve: async (_root, args, graph) =>
        (await recordAnswer(() => calculate(signedIn(graph), args.sicilNo, args.input))) as never,
    }),
  );
}

recordQuery({
  field: 'geciciGorevOf',
  name: 'RecordGeciciGorev',
  description: 'Yurt içi ya da KKTC geçici görev yolluğu bildirimi',
  article: '6245 m.14, 33, 34, 39, 42',
  value: GeciciType,
  input: RecordGeciciInput,
  calculate: async (context, id, input) => (await geciciGorevOf(context, id, geciciRaw(input))).outcome,
});
recordQuery({
  field: 'surekliGorevOf',
  name: 'RecordSurekliGorev',
  description: 'Sürekli görev yolluğu bildirimi',
  article: '6245 m.10, 43–46',
  value: SurekliType,
  input: RecordSurekliInput,
  calculate: async (context, id, input) => (await surekliGorevOf(context, id, surekliRaw(input))).outcome,
});
recordQuery({
  field: 'yurtdisiGorevOf',
  name: 'RecordYurtdisiGecici',
  description: 'Yurt dışı geçici görev yolluğu bildirimi',
  article: '6245 m.34, 42/b',
  value: YurtdisiType,
  input: RecordYurtdisiInput,
  calculate: async (context, id, input) => (await yurtdisiGorevOf(context, id, yurtdisiRaw(input))).outcome,
});
recordQuery({
  field: 'gundelikOf',
  name: 'RecordGundelik',
  description: 'Bir günün gündeliği',
  article: '6245 m.7, 33, 34',
  value: GundelikType,
  input: RecordGundelikInput,
  calculate: (context, id, input) => gundelikOf(context, id, gundelikRaw(input)),
});
recordQuery({
  field: 'emekliTazminatiOf',
  name: 'RecordEmekliTazminati',
  description: 'Emeklilik tazminatı',
  article: '375 KHK m.1/D',
  value: EmekliType,
  input: RecordEmekliInput,
  calculate: (context, id, input) => emekliTazminatiOf(context, id, emekliRaw(input)),
});
