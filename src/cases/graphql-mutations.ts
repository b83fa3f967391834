import { DocumentType } from '../documents/graphql.ts';
import type { OfficeDocument } from '../documents/index.ts';
import {
  CaseStateError,
  ConflictError,
  ForbiddenError,
  MissingValuesError,
  NotEligibleError,
  NotFoundError,
  TemplateError,
  ValidationError,
} from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { approveStep, parafStep, signStep } from './commands/approvals.ts';
import { completeStep } from './commands/complete-step.ts';
import { generateDocument } from './commands/generate-document.ts';
import { assignCase, cancelCase, chooseSigner, recordFacts, returnStep } from './commands/manage.ts';
import { openCase } from './commands/open-case.ts';
import type { CaseResult } from './commands/record.ts';
import { CaseType } from './graphql.ts';

const ON_CASE = [ValidationError, NotFoundError, ForbiddenError, ConflictError, CaseStateError];
const ON_LETTER = [...ON_CASE, MissingValuesError, TemplateError];

/** The payload of a mutation on a case; each has its own type so that it can grow. */
const payload = (name: string) =>
  builder.objectRef<CaseResult>(name).implement({
    description: 'İşlemden sonraki durum.',
    fields: (t) => ({
      case: t.field({ type: CaseType, description: 'İşlemden sonraki durumuyla iş.', resolve: (r) => r.case }),
      documents: t.field({
        type: [DocumentType],
        description: 'İşlemin ürettiği ya da kesinleştirdiği belgeler.',
        resolve: (r) => [...r.documentIds],
      }),
      openedCaseNumbers: t.stringList({
        description: 'İşlemin açtığı işlerin numaraları.',
        resolve: (r) => [...r.openedCaseNumbers],
      }),
    }),
  });

const NUMBER = { description: 'İş numarası.' };
const VERSION = { description: 'Okunan işin sürümü; iş bu arada ilerlediyse ConflictError döner.' };
const STEP = { description: 'Bulunulan adım.' };
const DATA = 'Bilgiler, alan anahtarıyla: `{"talepTarihi": "2026-11-02"}`. Para metin, gün `YYYY-MM-DD`.';

/** JSON of a field that must be an object; anything else counts as empty and the form says what is missing. */
const objectOf = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {};

const OpenCaseInput = builder.inputType('OpenCaseInput', {
  description: 'Açılacak iş.',
  fields: (t) => ({
    process: t.string({ description: 'Süreç kimliği.' }),
    sicilNo: t.string({ required: false, description: 'İlgili personel; konusu personel olan süreçte zorunlu.' }),
    unitCode: t.string({
      required: false,
      description: 'İlgili birim; konusu birim olan süreçte zorunlu, verilmezse personelin birimi.',
    }),
    label: t.string({ required: false, description: 'Listelerde görünecek ad; verilmezse konunun adı.' }),
    data: t.field({ type: 'JSON', required: false, description: `Sürecin \`openingFields\` alanları. ${DATA}` }),
    idempotencyKey: t.string({
      required: false,
      description: 'Aynı anahtarla ikinci çağrı yeni iş açmaz, ilkini döndürür.',
    }),
  }),
});
builder.mutationField('openCase', (t) =>
  t.field({
    type: payload('OpenCasePayload'),
    nullable: true,
    description: 'Bir süreçten iş açar. Sürecin servisindeki görevliler.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: OpenCaseInput, description: 'Açılacak iş.' }) },
    errors: { types: [ValidationError, ForbiddenError] },
    resolve: (_root, { input }, context) =>
      openCase(signedIn(context), {
        process: input.process,
        sicilNo: input.sicilNo ?? null,
        unitCode: input.unitCode ?? null,
        label: input.label ?? null,
        data: objectOf(input.data),
        idempotencyKey: input.idempotencyKey ?? null,
      }),
  }),
);

const CompleteStepInput = builder.inputType('CompleteStepInput', {
  description: 'Tamamlanan adım.',
  fields: (t) => ({
    caseNumber: t.string(NUMBER),
    expectedVersion: t.int(VERSION),
    step: t.string(STEP),
    outcome: t.string({ required: false, description: 'Dallanan adımda seçilen sonuç.' }),
    data: t.field({ type: 'JSON', required: false, description: `Adımın \`fields\` alanları. ${DATA}` }),
  }),
});
builder.mutationField('completeStep', (t) =>
  t.field({
    type: payload('CompleteStepPayload'),
    nullable: true,
    description: 'Bulunulan adımı sonucu ve bilgileriyle tamamlar; hazırlık adımında belge üretilir.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CompleteStepInput, description: 'Tamamlanan adım.' }) },
    errors: { types: [...ON_LETTER, NotEligibleError] },
    resolve: (_root, { input }, context) =>
      completeStep(signedIn(context), { ...input, outcome: input.outcome ?? null, data: objectOf(input.data) }),
  }),
);

const approvals = [
  ['parafStep', parafStep, 'Sıradaki parafı verir. Yalnız o gün o görevde olan.'],
  ['signStep', signStep, 'Sıradaki imzayı verir; son imza belgeyi kesinleştirir. Yalnız o gün o makamda olan.'],
  ['approveStep', approveStep, 'OLUR verir; onay kesinleşir. Yalnız o gün o makamda olan.'],
] as const;
for (const [name, command, description] of approvals) {
  const typeName = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const input = builder.inputType(`${typeName}Input`, {
    description: 'İşlemin yapıldığı adım.',
    fields: (t) => ({ caseNumber: t.string(NUMBER), expectedVersion: t.int(VERSION), step: t.string(STEP) }),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: payload(`${typeName}Payload`),
      nullable: true,
      description,
      authScopes: { signedIn: true },
      args: { input: t.arg({ type: input, description: 'İşlemin yapıldığı adım.' }) },
      errors: { types: ON_LETTER },
      resolve: (_root, args, context) => command(signedIn(context), args.input),
    }),
  );
}

const ReturnStepInput = builder.inputType('ReturnStepInput', {
  description: 'İade.',
  fields: (t) => ({
    caseNumber: t.string(NUMBER),
    expectedVersion: t.int(VERSION),
    step: t.string(STEP),
    to: t.string({
      required: false,
      description: 'İade edilecek adım (`returnTargets`); verilmezse belgeyi hazırlayan adım.',
    }),
    reason: t.string({ description: 'Gerekçe: neyin düzeltileceği.' }),
  }),
});
builder.mutationField('returnStep', (t) =>
  t.field({
    type: payload('ReturnStepPayload'),
    nullable: true,
    description: 'İade eder: verilmiş paraf ve imzalar düşer, taslak geri çekilir. Sırası gelen makam ya da görevli.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ReturnStepInput, description: 'İade.' }) },
    errors: { types: ON_CASE },
    resolve: (_root, { input }, context) => returnStep(signedIn(context), { ...input, to: input.to ?? null }),
  }),
);

const CancelCaseInput = builder.inputType('CancelCaseInput', {
  description: 'İptal.',
  fields: (t) => ({
    caseNumber: t.string(NUMBER),
    expectedVersion: t.int(VERSION),
    reason: t.string({ description: 'Gerekçe.' }),
  }),
});
builder.mutationField('cancelCase', (t) =>
  t.field({
    type: payload('CancelCasePayload'),
    nullable: true,
    description: 'İşi sonuçsuz bitirir. Servis sorumlusu, personel müdürlüğü yöneticileri ve yönetici.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CancelCaseInput, description: 'İptal.' }) },
    errors: { types: ON_CASE },
    resolve: (_root, { input }, context) => cancelCase(signedIn(context), input),
  }),
);

const AssigneeInput = builder.inputType('AssigneeInput', {
  description: 'İşi üzerine alacak hesap.',
  fields: (t) => ({
    accountId: t.string({ description: 'Hesap kimliği.' }),
    name: t.string({ description: 'Listelerde görünecek ad.' }),
  }),
});
const AssignCaseInput = builder.inputType('AssignCaseInput', {
  description: 'Görevlendirme.',
  fields: (t) => ({
    caseNumber: t.string(NUMBER),
    expectedVersion: t.int(VERSION),
    assignee: t.field({ type: AssigneeInput, required: false, description: 'Görevli; verilmezse iş serbest kalır.' }),
  }),
});
builder.mutationField('assignCase', (t) =>
  t.field({
    type: payload('AssignCasePayload'),
    nullable: true,
    description:
      'İşi bir görevliye verir. Servis sorumlusu ve üstleri; görevli yalnız kendi üzerine alır ya da bırakır.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: AssignCaseInput, description: 'Görevlendirme.' }) },
    errors: { types: ON_CASE },
    resolve: (_root, { input }, context) =>
      assignCase(signedIn(context), { ...input, assignee: input.assignee ?? null }),
  }),
);

const ChooseSignerInput = builder.inputType('ChooseSignerInput', {
  description: 'İmza makamı seçimi.',
  fields: (t) => ({
    caseNumber: t.string(NUMBER),
    expectedVersion: t.int(VERSION),
    step: t.string({ description: 'İmza adımı.' }),
    roles: t.stringList({ description: 'Rol kimlikleri; birden çoksa biri imzalar.' }),
  }),
});
builder.mutationField('chooseSigner', (t) =>
  t.field({
    type: payload('ChooseSignerPayload'),
    nullable: true,
    description: 'Yönergenin adlandırmadığı imza makamını seçer. Yönetici.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ChooseSignerInput, description: 'İmza makamı seçimi.' }) },
    errors: { types: ON_CASE },
    resolve: (_root, { input }, context) => chooseSigner(signedIn(context), input),
  }),
);

const RecordFactsInput = builder.inputType('RecordFactsInput', {
  description: 'Süreye esas bilgiler.',
  fields: (t) => ({
    caseNumber: t.string(NUMBER),
    expectedVersion: t.int(VERSION),
    data: t.field({ type: 'JSON', description: `Sürelerin \`ask\` alanları. ${DATA}` }),
  }),
});
builder.mutationField('recordFacts', (t) =>
  t.field({
    type: payload('RecordFactsPayload'),
    nullable: true,
    description: 'Sürelerin dayandığı tarihleri, öğrenildiği anda kaydeder. Servis görevlileri.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RecordFactsInput, description: 'Süreye esas bilgiler.' }) },
    errors: { types: ON_CASE },
    resolve: (_root, { input }, context) => recordFacts(signedIn(context), { ...input, data: objectOf(input.data) }),
  }),
);

const GenerateDocumentInput = builder.inputType('GenerateDocumentInput', {
  description: 'İstenen taslak.',
  fields: (t) => ({
    caseNumber: t.string(NUMBER),
    kind: t.string({ description: 'Sürecin belgelerinden birinin anahtarı.' }),
    allowGaps: t.boolean({
      required: false,
      description:
        'true: eksik bilgilerin yeri taslakta boş ve işaretli görünür; verilmezse eksikler hata olarak döner.',
    }),
  }),
});
const GenerateDocumentPayload = builder.objectRef<OfficeDocument>('GenerateDocumentPayload').implement({
  description: 'Üretilen taslak.',
  fields: (t) => ({ document: t.field({ type: DocumentType, description: 'Taslak.', resolve: (d) => d.id }) }),
});
builder.mutationField('generateDocument', (t) =>
  t.field({
    type: GenerateDocumentPayload,
    nullable: true,
    description: 'İşin şimdi bilinen bilgileriyle belge taslağı üretir; iş ilerlemez. Kesin belge imzayla oluşur.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: GenerateDocumentInput, description: 'İstenen taslak.' }) },
    errors: {
      types: [
        ValidationError,
        NotFoundError,
        ForbiddenError,
        ConflictError,
        CaseStateError,
        MissingValuesError,
        TemplateError,
      ],
    },
    resolve: (_root, { input }, context) =>
      generateDocument(signedIn(context), { ...input, allowGaps: input.allowGaps ?? false }),
  }),
);
