import type { DocumentLibrary } from '../documents/index.ts';
import { builder } from '../graphql/index.ts';
import type { LetterDesk } from './cases-context.ts';
import {
  type DeadlineDefinition,
  END,
  type ProcessDefinition,
  type RoleDefinition,
  type StepDefinition,
  type SystemDefinition,
} from './definition.ts';
import type { StepField } from './fields.ts';
import type { Catalog } from './load.ts';

declare module '../graphql/context.ts' {
  interface GraphContext {
    catalog: Catalog;
    library: DocumentLibrary;
    letterDesk?: LetterDesk;
  }
}

/** A step with the process that it belongs to: its names are looked up there. */
export interface StepInProcess {
  readonly process: ProcessDefinition;
  readonly step: StepDefinition;
}

export const RoleType = builder.objectRef<RoleDefinition>('Role').implement({
  description: 'Süreç kataloğunun bir rolü: makam, görevli, kurul ya da dış kurum.',
  fields: (t) => ({
    key: t.exposeString('id', { description: 'Rol kimliği: `defterdar`.' }),
    label: t.exposeString('label', { description: 'Türkçe adı.' }),
    isExternal: t.boolean({
      description: 'Kurum dışı mı; işlemlerini servis görevlisi kaydeder.',
      resolve: (role) => role.side === 'external',
    }),
    meaning: t.exposeString('meaning', { description: 'Süreçlerdeki görevi.' }),
  }),
});

export const SystemType = builder.objectRef<SystemDefinition>('RecordSystem').implement({
  description: 'Kayıt yapılan sistem, defter ya da kart.',
  fields: (t) => ({
    key: t.exposeString('id', { description: 'Kimliği: `perop`.' }),
    label: t.exposeString('label', { description: 'Adı.' }),
    kind: t.exposeString('kind', { description: '`system`, `register` (defter) ya da `card`.' }),
  }),
});

const FieldKind = builder.enumType('FieldType', {
  description: 'Bir bilginin türü; formda hangi giriş öğesinin çizileceğini söyler.',
  values: {
    TEXT: { value: 'text', description: 'Metin.' },
    DATE: { value: 'date', description: 'Gün: `YYYY-MM-DD`.' },
    NUMBER: { value: 'number', description: 'Sayı.' },
    MONEY: { value: 'money', description: 'Türk lirası, iki haneli metin: `"1234.50"`.' },
    BOOLEAN: { value: 'boolean', description: 'Evet/hayır.' },
    CHOICE: { value: 'choice', description: '`options` içinden bir `key`.' },
    PERSON: { value: 'person', description: 'Kayıtlı personel: sicil numarası.' },
    UNIT: { value: 'unit', description: 'Birim kodu.' },
    KADRO: { value: 'kadro', description: 'Kadro numarası.' },
    OFFICE: {
      value: 'office',
      description: 'Muhatap kurum: rehberdeki kodu (`externalOffices`); rehberde yoksa açık adı.',
    },
    ROWS: { value: 'rows', description: 'Satır listesi; sütunları `columns` verir.' },
  } as const,
});

const OptionType = builder.objectRef<{ readonly key: string; readonly label: string }>('FieldOption').implement({
  description: 'Bir seçenek.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Gönderilecek değer.' }),
    label: t.exposeString('label', { description: 'Gösterilecek metin.' }),
  }),
});

const ColumnType = builder.objectRef<StepField['columns'][number]>('FieldColumn').implement({
  description: 'Satır listesinin bir sütunu.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Satırdaki anahtarı.' }),
    label: t.exposeString('label', { description: 'Başlığı.' }),
    type: t.field({ type: FieldKind, description: 'Türü.', resolve: (c) => c.type }),
  }),
});

export const StepFieldType = builder.objectRef<StepField>('StepField').implement({
  description: 'Bir adımda girilen bilgi; ön yüz formu bunlardan çizer.',
  fields: (t) => ({
    key: t.exposeString('key', { description: '`data` içindeki anahtarı.' }),
    label: t.exposeString('label', { description: 'Türkçe adı.' }),
    type: t.field({ type: FieldKind, description: 'Türü.', resolve: (f) => f.type }),
    isRequired: t.exposeBoolean('required', { description: 'Zorunlu mu.' }),
    help: t.exposeString('help', { nullable: true, description: 'Yardım metni; yoksa null.' }),
    options: t.field({
      type: [OptionType],
      description: 'Seçenekler; `CHOICE` dışında boş.',
      resolve: (f) => [...f.options],
    }),
    columns: t.field({
      type: [ColumnType],
      description: 'Sütunlar; `ROWS` dışında boş.',
      resolve: (f) => [...f.columns],
    }),
    outcomes: t.stringList({
      nullable: true,
      description: 'Yalnız bu sonuçlardan biri seçilirse sorulur; her zaman sorulursa null.',
      resolve: (f) => (f.when === null ? null : [...f.when]),
    }),
    isPast: t.exposeBoolean('past', { description: 'Bugünden sonraki gün reddedilir.' }),
    origin: t.exposeString('origin', {
      description: 'Nereden geldiği: `kind` adım türünden, `step` adımın kendisinden, `document` hazırlanan belgeden.',
    }),
  }),
});

export const StepKind = builder.enumType('StepKind', {
  description: 'Adımın türü.',
  values: {
    PREPARE: { value: 'prepare', description: 'Belge hazırlanır.' },
    SIGN: { value: 'sign', description: 'Paraflanır, imzalanır ya da onaylanır.' },
    RECEIVE: { value: 'receive', description: 'Evrak ya da bilgi gelir.' },
    REVIEW: { value: 'review', description: 'İncelenir; dallanan tek tür.' },
    RECORD: { value: 'record', description: 'Sisteme ya da deftere işlenir.' },
    WAIT: { value: 'wait', description: 'Süre ya da olay beklenir.' },
    DELIVER: { value: 'deliver', description: 'Gönderilir ya da teslim edilir.' },
    ARCHIVE: { value: 'archive', description: 'Dosyaya kaldırılır.' },
  } as const,
});

export const DocumentRefType = builder.objectRef<NonNullable<StepDefinition['document']>>('StepDocument').implement({
  description: 'Adımın belgesi.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Belge türü anahtarı.' }),
    type: t.exposeString('type', { description: '`yazi`, `onay`, `tebligat`, `form` …' }),
    title: t.exposeString('title', { description: 'Adı.' }),
  }),
});

export const OutcomeType = builder.objectRef<StepDefinition['outcomes'][number]>('StepOutcome').implement({
  description: 'İncelemenin bir sonucu.',
  fields: (t) => ({
    key: t.exposeString('key', { description: '`completeStep` için `outcome` değeri.' }),
    label: t.exposeString('label', { description: 'Türkçe adı.' }),
    needsReason: t.exposeBoolean('reason', { description: 'Gerekçe (`gerekce`) zorunlu mu.' }),
  }),
});

export const EdgeType = builder.objectRef<StepDefinition['next'][number]>('StepEdge').implement({
  description: 'Sonraki adıma geçiş.',
  fields: (t) => ({
    to: t.string({
      nullable: true,
      description: 'Varılan adım; süreç burada biterse null.',
      resolve: (e) => (e.to === END ? null : e.to),
    }),
    outcome: t.string({ nullable: true, description: 'Geçişin sonucu; koşulsuzsa null.', resolve: (e) => e.when }),
    isLoop: t.exposeBoolean('loop', { description: 'Daha önceki bir adıma dönüyor mu.' }),
    isInferred: t.exposeBoolean('inferred', { description: 'Yönergede yazılı değil, çıkarım mı.' }),
  }),
});

export const PeriodUnit = builder.enumType('PeriodUnit', {
  description: 'Süre birimi.',
  values: {
    GUN: { value: 'gun', description: 'Takvim günü.' },
    IS_GUNU: { value: 'is-gunu', description: 'İş günü (2429 s.K. tatilleri sayılmaz).' },
    AY: { value: 'ay', description: 'Ay.' },
    YIL: { value: 'yil', description: 'Yıl.' },
  } as const,
});

export const DeadlineRuleType = builder.objectRef<DeadlineDefinition>('DeadlineRule').implement({
  description: 'Adımın süresi.',
  fields: (t) => ({
    amount: t.exposeInt('amount', { description: 'Miktar.' }),
    unit: t.field({ type: PeriodUnit, description: 'Birim.', resolve: (d) => d.unit }),
    article: t.exposeString('article', { description: 'Dayanak: kanun/madde.' }),
    source: t.exposeString('source', {
      description: '`text` yönerge, `named-law` yönergede anılan kanun, `inferred-law` anılmayan kanun.',
    }),
    anchorLabel: t.exposeString('anchorLabel', { description: 'Sürenin başlangıcı.' }),
    isEarliest: t.boolean({
      description: 'true: bu günden önce yapılamaz; false: en geç bu gün yapılır.',
      resolve: (d) => d.sense === 'earliest',
    }),
  }),
});

/** The role of an id. The catalog's check has made sure that there is one. */
export function roleOf({ vocabulary }: Catalog, id: string): RoleDefinition {
  const role = vocabulary.roles.get(id);
  if (!role) throw new Error(`role ${id} is not in the catalog`);
  return role;
}

export function rolesOf(catalog: Catalog, ids: readonly string[]): RoleDefinition[] {
  return ids.map((id) => roleOf(catalog, id));
}

/** JSON of a field that must be an object; anything else counts as empty and the form says what is missing. */
export const objectOf = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {};
