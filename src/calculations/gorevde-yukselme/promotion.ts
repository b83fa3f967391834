import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type MissingInput, missing, notEligible, type Outcome } from '../engine/index.ts';
import { readTable } from '../selection/index.ts';
import { checkCondition } from './conditions.ts';
import { kadroByName } from './kadro.ts';
import type { Checked, PromotionInput } from './promotion-facts.ts';
import type { PromotionDeps } from './tables.ts';

/**
 * The conditions of m.6/2 for one kadro: education, service, documents. 68/B and the exam are separate tests.
 * `notEligible` with the first article that fails, its reason naming all; `missing` where the answer hangs on an absent
 * fact. Throws ValidationError for a kadro outside m.5/1.
 */
export function calculatePromotionConditions(input: PromotionInput, { tables }: PromotionDeps): Outcome<true> {
  const tracer = createTracer();
  const kadro = kadroByName(readTable(tables.kadros, input.on).value, input.kadro);
  const table = readTable(tables.promotion, input.on);
  const conditions = table.value.rows[kadro.id];
  if (!conditions) {
    throw ValidationError.of('kadro', `${kadro.title} görevde yükselmeye tabi bir kadro değil.`, 'MEB Yön. m.5/1');
  }
  const checked = conditions.map((condition) => checkCondition(condition, input, table.value));
  for (const c of checked) {
    tracer.step({
      label: c.label,
      article: c.article,
      result: c.result,
      parameters: [table.cite(c.required)],
      ...(c.option ? { option: c.option } : {}),
    });
  }
  const failed = checked.filter((c) => c.state === 'FAILED');
  const first = failed[0];
  if (first) return notEligible(first.article, failed.map(describeFailure).join(' '), tracer);
  const absent = checked.flatMap((c): MissingInput[] => (c.missing ? [c.missing] : []));
  return absent.length > 0 ? missing(absent, tracer) : concluded(true, tracer);
}

function describeFailure(check: Checked): string {
  return `${check.label}: ${check.result}`;
}
