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
import { openCase } from './commands/open-case.ts';

import { DATA, NUMBER, ON_LETTER, payload, STEP, VERSION } from './graphql-payload.ts';
import { objectOf } from './graphql-terms.ts';
import './graphql-attachments.ts';
import './graphql-management.ts';

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
