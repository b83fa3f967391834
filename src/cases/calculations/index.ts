import { isoDate } from '../../calculations/index.ts';
import { findPersonBySicilNo } from '../../personnel/index.ts';
import type { CasesContext } from '../cases-context.ts';
import type { StepDefinition } from '../definition.ts';
import type { CalculationKind } from '../definition-effects.ts';
import type { Case } from '../model.ts';
import { article68bStep } from './article-68b.ts';
import { muvafakatStep } from './muvafakat.ts';
import { asaletStep, candidacyStep, evaluationStep, intibakStep } from './service.ts';
import { article64Step, promotionStep } from './terfi.ts';
import { type CalculationScene, refusable, type StepCalculation } from './view.ts';
import { yollukStep } from './yolluk.ts';

export type { CalculationLine, CaseCalculation, StepCalculation, WorkedTable } from './view.ts';

const CALCULATIONS: Readonly<
  Record<CalculationKind, (scene: CalculationScene) => StepCalculation | Promise<StepCalculation>>
> = {
  'adaylik-hizmeti': candidacyStep,
  asalet: asaletStep,
  terfi: promotionStep,
  'madde-64-4': article64Step,
  'madde-68-b': article68bStep,
  intibak: intibakStep,
  'hizmet-degerlendirme': evaluationStep,
  yolluk: yollukStep,
  muvafakat: muvafakatStep,
};

/**
 * What the calculation of a step says today of the case's person, with the data being entered; null where the step
 * calculates nothing or the case is about nobody. A contradicting record gives `refused`, never an error.
 */
export async function calculateStep(
  context: CasesContext,
  row: Case,
  { step, data = {} }: { step: StepDefinition; data?: Readonly<Record<string, unknown>> },
): Promise<StepCalculation | null> {
  const kind = step.calculate?.kind;
  const { sicilNo } = row.subject;
  if (kind === undefined || sicilNo === null) return null;
  const person = await findPersonBySicilNo(context.db, sicilNo);
  if (!person) return null;
  const on = isoDate(context.today);
  const scene = { context, row, person, data: { ...row.state.data, ...data }, on };
  return refusable({ kind, on }, async () => CALCULATIONS[kind](scene));
}
