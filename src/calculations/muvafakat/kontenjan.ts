import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Outcome } from '../engine/index.ts';
import { countField } from '../input.ts';
import { kurumField, type MuvafakatContext, onField, openRules } from './kurallar.ts';

export const kontenjanInput = z.strictObject({
  on: onField,
  kurum: kurumField,
  permissions: countField.describe('Yılın 4/A atama izni.'),
  addedPermissions: countField.default(0).describe('Yıl içinde eklenen izin.'),
  rectorTransfers: countField.default(0).describe('Rektörlükçe başvurusuz nakil; düşülmez.'),
  commissionQuota: countField.optional().describe('Komisyonun belirlediği sayı; verilmezse tavan.'),
});
export type KontenjanInput = z.output<typeof kontenjanInput>;

export interface KontenjanValue {
  readonly initialCeiling: number;
  /** After the added permissions. */
  readonly ceiling: number;
  readonly quota: number;
  /** Taken off for transfers without an application. */
  readonly deducted: number;
}

/** The year's quota: at most a share of the permissions, rounded down; revised when permissions rise. m.7/1. */
export function calculateKontenjan(input: KontenjanInput, context: MuvafakatContext): Outcome<KontenjanValue> {
  const tracer = createTracer();
  const rules = openRules(input, context, tracer);
  const share = rules.figures.exact('kontenjan-oran');
  const ceilingOf = (permissions: number) => share.mul(permissions).floor().toNumber();
  const initialCeiling = ceilingOf(input.permissions);
  const ceiling = ceilingOf(input.permissions + input.addedPermissions);
  tracer.step({
    label: 'Kontenjan tavanı',
    article: rules.article('m.7/1'),
    arithmetic: `(${input.permissions} + ${input.addedPermissions}) × ${share}, tam sayıya aşağı`,
    result: `en fazla ${ceiling}`,
    parameters: rules.figures.used(),
  });
  if (input.rectorTransfers > 0)
    tracer.step({
      label: 'Rektörlükçe başvurusuz nakil',
      article: rules.article('m.7/1'),
      arithmetic: `${input.rectorTransfers} nakil`,
      result: 'kontenjandan düşülmez',
    });
  if (input.commissionQuota !== undefined && input.commissionQuota > ceiling)
    throw ValidationError.of(
      'commissionQuota',
      `Komisyonun belirlediği sayı tavanı (${ceiling}) aşamaz.`,
      rules.article('m.7/1'),
    );
  return concluded({ initialCeiling, ceiling, quota: input.commissionQuota ?? ceiling, deducted: 0 }, tracer);
}
