import { z } from 'zod';
import { concluded, createTracer, type Outcome } from '../engine/index.ts';
import { findGerekce, type GerekceValue, reasonField } from './gerekce.ts';
import { findHizmetPuani, type HizmetPuaniValue, hizmetPuaniFields } from './hizmet-puani.ts';
import { kurumField, type MuvafakatContext, onField, openRules } from './kurallar.ts';

export const muvafakatPuanInput = z.strictObject({
  on: onField,
  kurum: kurumField,
  reasons: z.array(reasonField).max(20).default([]).describe('İleri sürülen gerekçeler.'),
  ...hizmetPuaniFields,
});
export type MuvafakatPuanInput = z.output<typeof muvafakatPuanInput>;

export interface MuvafakatPuanValue {
  readonly reasons: GerekceValue;
  readonly service: HizmetPuaniValue;
  readonly total: number;
}

/** The score of a request: proved reasons and service years. m.8/2. */
export function calculateMuvafakatPuan(
  input: MuvafakatPuanInput,
  context: MuvafakatContext,
): Outcome<MuvafakatPuanValue> {
  const tracer = createTracer();
  const rules = openRules(input, context, tracer);
  const reasons = findGerekce(input.reasons, rules, tracer);
  const service = findHizmetPuani(input, rules, tracer);
  const total = reasons.points + service.total;
  tracer.step({
    label: 'Toplam puan',
    article: rules.article('m.8/2'),
    arithmetic: `${reasons.points} + ${service.total}`,
    result: `${total} puan`,
  });
  if (reasons.isLifeSafety)
    tracer.warn({
      code: 'LIFE_SAFETY_NOT_RANKED',
      message: `Can güvenliği gerekçesi puanlanmaz ve sıralamaya girmez: ${rules.texts.lifeSafetyDecision}.`,
      article: rules.article('m.5/2-a'),
    });
  return concluded({ reasons, service, total }, tracer);
}
