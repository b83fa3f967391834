import type { DocumentLibrary } from '../documents/index.ts';
import { builder } from '../graphql/index.ts';
import { formOf } from './acts/complete.ts';
import { documentFieldsFor } from './case-documents.ts';
import { rulesFor } from './cases-context.ts';
import {
  type DeadlineDefinition,
  END,
  type ProcessDefinition,
  type RoleDefinition,
  type ServiceDefinition,
  type StepDefinition,
  type SystemDefinition,
  stepOf,
} from './definition.ts';
import { fieldsOfOpening, type StepField } from './fields.ts';
import { type Catalog, processVersion } from './load.ts';

declare module '../graphql/context.ts' {
  interface GraphContext {
    catalog: Catalog;
    library: DocumentLibrary;
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

export const ServiceType = builder.objectRef<ServiceDefinition>('Service').implement({
  description: 'Müdürlüğün bir servisi.',
  fields: (t) => ({
    key: t.exposeString('id', { description: 'Servis kimliği: `atama`.' }),
    title: t.exposeString('title', { description: 'Adı.' }),
    processes: t.field({
      type: [ProcessType],
      description: 'Bugün yürürlükte olan süreçleri.',
      resolve: (service, _args, { catalog, today }) => processesOn(catalog, today, service.id),
    }),
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

const StepKind = builder.enumType('StepKind', {
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

const DocumentRefType = builder.objectRef<NonNullable<StepDefinition['document']>>('StepDocument').implement({
  description: 'Adımın belgesi.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Belge türü anahtarı.' }),
    type: t.exposeString('type', { description: '`yazi`, `onay`, `tebligat`, `form` …' }),
    title: t.exposeString('title', { description: 'Adı.' }),
  }),
});

const OutcomeType = builder.objectRef<StepDefinition['outcomes'][number]>('StepOutcome').implement({
  description: 'İncelemenin bir sonucu.',
  fields: (t) => ({
    key: t.exposeString('key', { description: '`completeStep` için `outcome` değeri.' }),
    label: t.exposeString('label', { description: 'Türkçe adı.' }),
    needsReason: t.exposeBoolean('reason', { description: 'Gerekçe (`gerekce`) zorunlu mu.' }),
  }),
});

const EdgeType = builder.objectRef<StepDefinition['next'][number]>('StepEdge').implement({
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

const DeadlineRuleType = builder.objectRef<DeadlineDefinition>('DeadlineRule').implement({
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

export const ProcessStepType = builder.objectRef<StepInProcess>('ProcessStep').implement({
  description: 'Sürecin bir adımı.',
  fields: (t) => ({
    key: t.string({ description: 'Süreç içinde tek olan adım kimliği.', resolve: ({ step }) => step.id }),
    title: t.string({ description: 'Ne yapıldığı.', resolve: ({ step }) => step.title }),
    kind: t.field({ type: StepKind, description: 'Türü.', resolve: ({ step }) => step.kind }),
    directiveNumbers: t.intList({ description: 'Yönergedeki adım numaraları.', resolve: ({ step }) => [...step.no] }),
    actor: t.field({
      type: RoleType,
      description: 'Yapan.',
      resolve: ({ step }, _a, c) => roleOf(c.catalog, step.actor),
    }),
    isActorInferred: t.boolean({
      description: 'Yapanı yönerge yazmıyor mu.',
      resolve: ({ step }) => step.actorInferred,
    }),
    coActors: t.field({
      type: [RoleType],
      description: 'Birlikte yapabilenler.',
      resolve: ({ step }, _a, c) => rolesOf(c.catalog, step.coActors),
    }),
    counterparties: t.field({
      type: [RoleType],
      description: 'Yazının gittiği ya da geldiği yer.',
      resolve: ({ step }, _a, c) => rolesOf(c.catalog, step.counterparty),
    }),
    paraf: t.field({
      type: [RoleType],
      description: 'Paraf sırası.',
      resolve: ({ step }, _a, c) => rolesOf(c.catalog, step.paraf),
    }),
    signers: t.field({
      type: [RoleType],
      description: 'İmza makamları.',
      resolve: ({ step }, _a, c) => rolesOf(c.catalog, step.signers),
    }),
    signsAny: t.boolean({
      description: 'true: makamlardan biri imzalar; false: sırayla tümü.',
      resolve: ({ step }) => step.signMode === 'any',
    }),
    isSignerUnnamed: t.boolean({
      description: 'İmza makamını yönetici mi seçer (`chooseSigner`).',
      resolve: ({ step }) => step.signerUnnamed,
    }),
    approvers: t.field({
      type: [RoleType],
      description: 'OLUR makamı; birden çoksa biri verir, yoksa boş.',
      resolve: ({ step }, _a, c) =>
        rolesOf(c.catalog, step.approver === null ? [] : [step.approver, ...step.approverAlternatives]),
    }),
    document: t.field({
      type: DocumentRefType,
      nullable: true,
      description: 'Belgesi; yoksa null.',
      resolve: ({ step }) => step.document,
    }),
    systems: t.field({
      type: [SystemType],
      description: 'Kullanılan sistemler.',
      resolve: ({ step }, _a, { catalog }) => step.systems.flatMap((s) => catalog.vocabulary.systems.get(s) ?? []),
    }),
    outcomes: t.field({
      type: [OutcomeType],
      description: 'Sonuçlar; dallanmıyorsa boş.',
      resolve: ({ step }) => step.outcomes,
    }),
    fields: t.field({
      type: [StepFieldType],
      description: 'Girilecek bilgiler: adım türünün, adımın ve hazırladığı belgenin.',
      resolve: ({ process, step }, _a, c) => formOf(rulesFor(c, process, documentFieldsFor(c)), step),
    }),
    deadline: t.field({
      type: DeadlineRuleType,
      nullable: true,
      description: 'Süresi; yoksa null.',
      resolve: ({ step }) => step.deadline,
    }),
    calls: t.stringList({ description: 'Tamamlanınca açılan süreçler.', resolve: ({ step }) => [...step.calls] }),
    next: t.field({
      type: [EdgeType],
      description: 'Sonraki adımlar; son adımda boş.',
      resolve: ({ step }) => step.next,
    }),
    note: t.string({
      nullable: true,
      description: 'Yönerge metnine ilişkin not; yoksa null.',
      resolve: ({ step }) => step.note,
    }),
  }),
});

const SubjectKind = builder.enumType('CaseSubjectKind', {
  description: 'İşin konusu.',
  values: {
    PERSON: { value: 'person', description: 'Bir personel; `sicilNo` ile açılır.' },
    UNIT: { value: 'unit', description: 'Bir birim; `unitCode` ile açılır.' },
    PROCUREMENT: { value: 'procurement', description: 'Bir alım ya da ödeme.' },
    VEHICLE: { value: 'vehicle', description: 'Bir araç.' },
    DOCUMENT: { value: 'document', description: 'Bir evrak ya da başvuru.' },
    TRAINING: { value: 'training', description: 'Bir eğitim ya da sınav.' },
    NONE: { value: 'none', description: 'Belirli bir konusu yok.' },
  } as const,
});

export const ProcessType = builder.objectRef<ProcessDefinition>('Process');
ProcessType.implement({
  description: 'Bir sürecin tanımı: adımlar, görevliler, belgeler, süreler.',
  fields: (t) => ({
    key: t.exposeString('id', { description: 'Süreç kimliği: `naklen-atama`.' }),
    version: t.exposeInt('version', { description: 'Tanımın sürümü; açık işler açıldıkları sürümde kalır.' }),
    effectiveFrom: t.field({ type: 'Date', description: 'Sürümün yürürlük tarihi.', resolve: (p) => p.effectiveFrom }),
    title: t.exposeString('title', { description: 'Adı.' }),
    service: t.field({
      type: ServiceType,
      nullable: true,
      description: 'Servisi; servis dosyası kaldırılmışsa null.',
      resolve: (p, _args, { catalog }) => catalog.services.find((s) => s.id === p.service) ?? null,
    }),
    subject: t.field({ type: SubjectKind, description: 'Konusu.', resolve: (p) => p.subject }),
    legalBasis: t.stringList({ description: 'Yönergenin andığı mevzuat.', resolve: (p) => [...p.legalBasis] }),
    legalBasisInferred: t.stringList({
      description: 'Yönergede anılmayan dayanak.',
      resolve: (p) => [...p.legalBasisInferred],
    }),
    period: t.exposeString('period', { nullable: true, description: 'Yinelenme dönemi; yoksa null.' }),
    openingFields: t.field({
      type: [StepFieldType],
      description: 'İş açılırken girilecek bilgiler.',
      resolve: (p, _args, { catalog }) => fieldsOfOpening(p, catalog.vocabulary),
    }),
    start: t.field({
      type: ProcessStepType,
      description: 'İlk adım.',
      resolve: (process) => ({ process, step: stepOf(process, process.start) }),
    }),
    steps: t.field({
      type: [ProcessStepType],
      description: 'Bütün adımlar, yönergedeki sırayla.',
      complexity: { multiplier: 20 },
      resolve: (process) => process.steps.map((step) => ({ process, step })),
    }),
  }),
});

builder.queryFields((t) => ({
  services: t.field({
    type: [ServiceType],
    nullable: true,
    authScopes: { signedIn: true },
    description: 'Müdürlüğün servisleri ve süreçleri.',
    resolve: (_root, _args, { catalog }) => [...catalog.services],
  }),
  process: t.field({
    type: ProcessType,
    nullable: true,
    authScopes: { signedIn: true },
    description: 'Bir süreç; bilinmeyen kimlik ya da sürüm için null.',
    args: {
      key: t.arg.string({ description: 'Süreç kimliği.' }),
      version: t.arg.int({ required: false, description: 'Sürüm; verilmezse bugün yürürlükte olan.' }),
    },
    resolve: (_root, { key, version }, { catalog, today }) =>
      version === null || version === undefined
        ? (processesOn(catalog, today).find((p) => p.id === key) ?? null)
        : processVersion(catalog, key, version),
  }),
  roles: t.field({
    type: [RoleType],
    nullable: true,
    authScopes: { signedIn: true },
    description: 'Süreçlerde geçen roller.',
    resolve: (_root, _args, { catalog }) => [...catalog.vocabulary.roles.values()],
  }),
}));

function processesOn(catalog: Catalog, day: string, service?: string): ProcessDefinition[] {
  const newest = new Map<string, ProcessDefinition>();
  for (const p of catalog.processes)
    if (p.effectiveFrom <= day && (service === undefined || p.service === service)) newest.set(p.id, p);
  return [...newest.values()];
}

/** The role of an id. The catalog's check has made sure that there is one. */
export function roleOf({ vocabulary }: Catalog, id: string): RoleDefinition {
  const role = vocabulary.roles.get(id);
  if (!role) throw new Error(`role ${id} is not in the catalog`);
  return role;
}

export function rolesOf(catalog: Catalog, ids: readonly string[]): RoleDefinition[] {
  return ids.map((id) => roleOf(catalog, id));
}
