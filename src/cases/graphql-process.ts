import { builder } from '../graphql/index.ts';
import { formOf } from './acts/complete.ts';
import { documentFieldsFor } from './case-documents.ts';
import { rulesFor } from './cases-context.ts';
import { type ProcessDefinition, type ServiceDefinition, stepOf } from './definition.ts';
import { fieldsOfOpening } from './fields.ts';
import {
  DeadlineRuleType,
  DocumentRefType,
  EdgeType,
  OutcomeType,
  RoleType,
  roleOf,
  rolesOf,
  StepFieldType,
  type StepInProcess,
  StepKind,
  SystemType,
} from './graphql-terms.ts';
import { type Catalog, processVersion } from './load.ts';

const ServiceType = builder.objectRef<ServiceDefinition>('Service').implement({
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
    calculation: t.string({
      nullable: true,
      description: 'Adımda yapılan hesabın adı: `terfi`, `yolluk` …; hesap yoksa null.',
      resolve: ({ step }) => step.calculate?.kind ?? null,
    }),
    changesRegistry: t.boolean({
      description: 'Tamamlanınca personel kaydını değiştirir mi.',
      resolve: ({ step }) => step.registry !== null,
    }),
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
