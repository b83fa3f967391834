import { builder, signedIn } from '../graphql/index.ts';
import { assignCase, cancelCase, chooseSigner, recordFacts, returnStep } from './commands/manage.ts';

import { DATA, NUMBER, ON_CASE, payload, STEP, VERSION } from './graphql-payload.ts';
import { objectOf } from './graphql-terms.ts';

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
