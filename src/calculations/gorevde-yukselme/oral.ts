import { z } from 'zod';
import { type Issue, ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Exact, exact, type Outcome, readExact } from '../engine/index.ts';
import { amountField, dayField } from '../input.ts';
import { readTable } from '../selection/index.ts';
import { readThreshold } from './marks.ts';
import type { PromotionDeps } from './tables.ts';

/** One row a member of the commission (chair first), one mark a topic in the order of m.16/2. */
export const memberMarksField = z.array(z.array(amountField));

export const oralMarkInput = z.object({ on: dayField, members: memberMarksField });
export type OralMarkInput = z.output<typeof oralMarkInput>;

export interface OralMark {
  readonly memberTotals: readonly string[];
  /** Arithmetic mean of the totals, unrounded. */
  readonly mark: string;
  readonly passed: boolean;
}

/**
 * The oral mark from the marks of every member: mean of the members' totals. MEB Yön. m.16/3, Ek-1. Throws
 * ValidationError for a wrong number of members or topics and for a mark above its topic's maximum.
 */
export function calculateOralMark(input: OralMarkInput, deps: PromotionDeps): Outcome<OralMark> {
  const tracer = createTracer();
  const { limit } = readThreshold('SOZLU', { on: input.on, deps, tracer });
  const { totals, mean } = oralMean(input.members, oralForm(input.on, deps), 'members');
  const memberTotals = totals.map((t) => t.toFixed());
  const mark = mean.toFixed();
  const passed = mean.gte(limit);
  tracer.step({
    label: 'Sözlü sınav puanı',
    article: 'MEB Yön. m.16/3',
    arithmetic: `(${memberTotals.join(' + ')}) / ${memberTotals.length} = ${mark}`,
    result: passed ? 'Başarılı.' : 'Başarısız.',
  });
  return concluded({ memberTotals, mark, passed }, tracer);
}

/** Number of members and the maximum of each topic. */
export interface OralForm {
  readonly members: number;
  readonly maxima: readonly Exact[];
}

export function oralForm(on: string, { book, tables }: PromotionDeps): OralForm {
  return {
    members: readExact(book, 'gorevde-yukselme-komisyon-uye', on).value.toNumber(),
    maxima: readTable(tables.exam, on).value.oralTopics.map((t) => exact(t.maximum)),
  };
}

/** Totals of the members and their mean. Throws ValidationError with every broken mark. */
export function oralMean(
  members: readonly (readonly Exact[])[],
  form: OralForm,
  path: string,
): { totals: Exact[]; mean: Exact } {
  const issues: Issue[] = [];
  members.forEach((marks, m) => {
    if (marks.length !== form.maxima.length) {
      issues.push({
        path: `${path}.${m}`,
        message: `${form.maxima.length} konunun puanı yazılmalı; ${marks.length} puan var.`,
      });
    }
    marks.forEach((mark, t) => {
      const maximum = form.maxima[t];
      if (maximum && mark.gt(maximum)) {
        issues.push({
          path: `${path}.${m}.${t}`,
          message: `Konu azami puanı aşıldı (${maximum}); verilen ${mark}.`,
          rule: 'Ek-1',
        });
      }
    });
  });
  if (members.length !== form.members) {
    issues.push({
      path,
      message: `Komisyon üye tam sayısıyla (${form.members}) puan verir; ${members.length} üyenin puanı var.`,
      rule: 'MEB Yön. m.14/5',
    });
  }
  if (issues.length > 0) throw new ValidationError(issues);
  const totals = members.map((marks) => marks.reduce((sum, m) => sum.plus(m), exact(0)));
  return { totals, mean: totals.reduce((sum, t) => sum.plus(t), exact(0)).div(totals.length) };
}
