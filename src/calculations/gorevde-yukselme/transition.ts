import { z } from 'zod';
import { concluded, createTracer, notEligible, type Outcome } from '../engine/index.ts';
import { dayField, flagField, textField } from '../input.ts';
import { readTable } from '../selection/index.ts';
import { kadroByName, standing } from './kadro.ts';
import type { Kadro, KadroTable, PromotionDeps } from './tables.ts';

/** How one comes from a kadro to another. */
export const TRANSITION_LABELS = {
  SINAV: 'sınav',
  SINAVSIZ: 'sınavsız (şartlar taşınırsa)',
  UNVAN_DEGISIKLIGI_SINAVI: 'unvan değişikliği sınavı',
  GENEL_HUKUMLER: 'genel hükümler',
  BELGEYLE: 'sınavsız (alanında belgeyle)',
} as const;
export type TransitionMethod = keyof typeof TRANSITION_LABELS;

export const transitionInput = z.object({
  on: dayField,
  from: textField,
  to: textField,
  /** The target, or a kadro of its level or above, was held asaleten before, anywhere in the public service. */
  heldBefore: flagField.default(false),
  /** Downward between groups without earlier service: the text is silent; the default asks for the post's conditions. */
  downwardReading: z.enum(['SARTLARLA_SINAVSIZ', 'SINAV']).default('SARTLARLA_SINAVSIZ'),
});
export type TransitionInput = z.output<typeof transitionInput>;

export interface Transition {
  readonly method: TransitionMethod;
  readonly label: string;
  readonly article: string;
  /** True where the conditions of service are waived: posts held before (m.22/1-b). */
  readonly serviceConditionWaived: boolean;
}

/**
 * Whether the way from a kadro to another leads through an exam. MEB Yön. m.22. `notEligible` where the regulation opens
 * no way (hukuk müşaviri from anything but avukat). Throws ValidationError for an unknown kadro.
 */
export function calculateTransition(input: TransitionInput, { tables }: PromotionDeps): Outcome<Transition> {
  const tracer = createTracer();
  const table = readTable(tables.kadros, input.on);
  const from = kadroByName(table.value, input.from, 'from');
  const to = kadroByName(table.value, input.to, 'to');
  const found = decide({ from, to }, input, table.value);
  const parameters = [table.cite(`${describe(from)} → ${describe(to)}`)];
  if (!found) {
    const reason = `${to.title} kadrosuna ${from.title} kadrosundan geçiş bu yönetmelikte düzenlenmemiştir.`;
    tracer.step({ label: `${from.title} → ${to.title}`, article: 'MEB Yön. m.22', result: reason, parameters });
    return notEligible('MEB Yön. m.22', reason, tracer);
  }
  const label = TRANSITION_LABELS[found.method];
  tracer.step({ label: `${from.title} → ${to.title}`, article: found.article, result: label, parameters });
  if (found.reading) {
    tracer.step({
      label: 'Gruplar arasında aşağı doğru geçiş',
      article: found.article,
      result: label,
      option: {
        name: 'gruplar-arasi-asagi',
        value: input.downwardReading,
        isDefault: input.downwardReading === 'SARTLARLA_SINAVSIZ',
        article: found.article,
      },
    });
  }
  const { method, article, serviceConditionWaived = false } = found;
  return concluded({ method, label, article, serviceConditionWaived }, tracer);
}

interface Decision {
  readonly method: TransitionMethod;
  readonly article: string;
  readonly serviceConditionWaived?: boolean;
  readonly reading?: boolean;
}

function decide({ from, to }: { from: Kadro; to: Kadro }, input: TransitionInput, table: KadroTable): Decision | null {
  const free = table.freeTransitions.find((t) => t.to.includes(to.id) && (t.from?.includes(from.id) ?? true));
  if (free) return { method: free.basis === 'CERTIFICATE' ? 'BELGEYLE' : 'GENEL_HUKUMLER', article: free.article };
  if (to.group === 'GRUP_DISI') return null;
  if (input.heldBefore) {
    const article = to.group === 'UNVAN_DEGISIKLIGI' ? 'MEB Yön. m.22/2' : 'MEB Yön. m.22/1-b';
    return { method: 'SINAVSIZ', article, serviceConditionWaived: to.group !== 'UNVAN_DEGISIKLIGI' };
  }
  if (from.id === to.id) return { method: 'SINAVSIZ', article: 'MEB Yön. m.22/1-a' };
  if (to.group === 'UNVAN_DEGISIKLIGI') return { method: 'UNVAN_DEGISIKLIGI_SINAVI', article: 'MEB Yön. m.22/2' };
  const order = standing(to, from);
  if (from.group === to.group) {
    return { method: order === 'HIGHER' ? 'SINAV' : 'SINAVSIZ', article: 'MEB Yön. m.22/1-a' };
  }
  if (order === 'HIGHER' || order === 'NOT_COMPARABLE') return { method: 'SINAV', article: 'MEB Yön. m.22/1-b' };
  const method = input.downwardReading === 'SINAV' ? 'SINAV' : 'SINAVSIZ';
  return { method, article: 'MEB Yön. m.22/1-b', reading: true };
}

function describe({ title, group, bent }: Kadro): string {
  return bent === null ? `${title} (${group})` : `${title} (${group}/${bent})`;
}
