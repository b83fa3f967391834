import { builder } from '../graphql/index.ts';
import { returnTargets } from './acts/return.ts';
import { pinnedProcess } from './cases-context.ts';
import { stepOf } from './definition.ts';
import { nextSlot, rolesAwaited } from './entitlement.ts';
import { CaseCalculationType, calculationWith, currentCalculation } from './graphql-calculation.ts';
import { ApprovalType, forOfficers, HIDDEN } from './graphql-parts.ts';
import { ProcessStepType } from './graphql-process.ts';
import { objectOf, RoleType, rolesOf } from './graphql-terms.ts';
import type { Case } from './model.ts';

const NextAct = builder.enumType('NextAct', {
  description: 'Adımı ilerletecek işlem.',
  values: {
    COMPLETE: { value: 'complete', description: '`completeStep`.' },
    DRAFT: { value: 'draft', description: 'İmzalanacak belge önce hazırlanır: `completeStep`.' },
    PARAF: { value: 'paraf', description: '`parafStep`.' },
    SIGN: { value: 'sign', description: '`signStep`.' },
    APPROVE: { value: 'approve', description: '`approveStep` (OLUR).' },
    CHOOSE_SIGNER: { value: 'chooseSigner', description: 'Yönetici makam seçer: `chooseSigner`.' },
  } as const,
});

/** The step at which a case stands. */
export const CaseStepType = builder.objectRef<{ readonly row: Case; readonly id: string }>('CaseStep').implement({
  description: 'İşin bulunduğu adım.',
  fields: (t) => ({
    step: t.field({
      type: ProcessStepType,
      description: 'Adımın tanımı; `fields` formu verir.',
      resolve: ({ row, id }, _args, context) => {
        const process = pinnedProcess(context, row);
        return { process, step: stepOf(process, id) };
      },
    }),
    nextAct: t.field({
      type: NextAct,
      description: 'Sıradaki işlem.',
      resolve: ({ row, id }, _args, context) => {
        const step = stepOf(pinnedProcess(context, row), id);
        if (step.kind !== 'sign') return 'complete';
        const slot = nextSlot(step, row.state);
        return slot === null ? 'complete' : slot.act === 'sign' && slot.roles.length === 0 ? 'chooseSigner' : slot.act;
      },
    }),
    awaits: t.field({
      type: [RoleType],
      description: 'Sıradaki işlemi yapabilecek roller.',
      resolve: ({ row, id }, _args, context) =>
        rolesOf(context.catalog, rolesAwaited(stepOf(pinnedProcess(context, row), id), row.state)),
    }),
    approvals: t.field({
      type: [ApprovalType],
      description: 'Bu adımda verilmiş paraf ve imzalar.',
      resolve: ({ row }) => [...row.state.approvals],
    }),
    known: t.field({
      type: 'JSON',
      nullable: true,
      description: `Formu önceden doldurmak için bilinen değerler, alan anahtarıyla. ${HIDDEN}`,
      resolve: async ({ row }, _args, context) => {
        if (forOfficers(context, row) === null) return null;
        const calculation = await currentCalculation(row, context);
        return { ...row.state.data, ...calculation?.prefilled, ...calculation?.proposed };
      },
    }),
    calculation: t.field({
      type: CaseCalculationType,
      nullable: true,
      description: `Adımın hesabı; adım hesap yapmıyorsa null. ${HIDDEN}`,
      args: {
        data: t.arg({ type: 'JSON', required: false, description: 'Formda o anda girilmiş değerler; kaydedilmez.' }),
      },
      resolve: ({ row }, { data }, context) => {
        if (forOfficers(context, row) === null) return null;
        return data == null ? currentCalculation(row, context) : calculationWith(row, context, objectOf(data));
      },
    }),
    returnTargets: t.stringList({
      description: 'İade edilebilecek adımlar.',
      resolve: ({ row }) => returnTargets(row.state),
    }),
  }),
});
