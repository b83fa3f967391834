/** Values that several calculations give in the API: a condition that is met, a score. */
import { builder } from '../graphql/index.ts';
import type { Outcome } from './engine/index.ts';
import { mapOutcome } from './selection/graphql-input.ts';

interface ConditionMet {
  readonly isMet: boolean;
}
export const ConditionMetType = builder.objectRef<ConditionMet>('ConditionMet').implement({
  description: 'Şart taşınıyor.',
  fields: (t) => ({
    isMet: t.exposeBoolean('isMet', { description: 'Her zaman doğru; taşınmıyorsa sonuç değil gerekçe verilir.' }),
  }),
});

/** The outcome of a condition as the API shows it. */
export function conditionView(outcome: Outcome<true>): Outcome<ConditionMet> {
  return mapOutcome(outcome, (isMet) => ({ isMet }));
}

interface Score {
  readonly score: string;
}
export const ScoreType = builder.objectRef<Score>('CalculatedScore').implement({
  description: 'Bir puan.',
  fields: (t) => ({ score: t.exposeString('score', { description: 'Puan, ondalık metin; yuvarlanmaz.' }) }),
});

/** The outcome of a score as the API shows it. */
export function scoreView(outcome: Outcome<string>): Outcome<Score> {
  return mapOutcome(outcome, (score) => ({ score }));
}
