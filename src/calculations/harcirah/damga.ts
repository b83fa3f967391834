import { displayMoney, displayNumber, type Exact, roundKurus, type Tracer, truncateKurus } from '../engine/index.ts';
import type { Figures } from '../figures.ts';
import { chooseReading, type Reading } from '../options.ts';

/** How the stamp duty is brought to kuruş. */
export const damgaYuvarlama: Reading<'KIRP' | 'YUVARLA'> = {
  name: 'damgaYuvarlama',
  label: 'Damga vergisinin kuruşa indirilmesi',
  article: '488 s.K.',
  default: 'KIRP',
  choices: {
    KIRP: 'Kuruştan sonrası atılır (kaynaktaki uygulama).',
    YUVARLA: 'Kuruşa yarım yukarı yuvarlanır.',
  },
};

export interface NetAmount {
  readonly damga: Exact;
  readonly net: Exact;
}

/** Stamp duty of a gross that is already in kuruş, and what is left, TRY. 488 s.K. (1) sayılı tablo. */
export function deductDamga(
  gross: Exact,
  { rate, rounding, figures }: { rate?: Exact | undefined; rounding: 'KIRP' | 'YUVARLA'; figures: Figures },
  tracer: Tracer,
): NetAmount {
  chooseReading(damgaYuvarlama, rounding, tracer);
  const used = rate ?? figures.exact('damga-vergisi-orani');
  const duty = gross.mul(used);
  const damga = rounding === 'KIRP' ? truncateKurus(duty) : roundKurus(duty);
  const net = gross.minus(damga);
  tracer.step({
    label: 'Damga vergisi',
    article: '488 s.K. (1) sayılı tablo',
    arithmetic: () => `${displayMoney(gross)} × ${displayNumber(used)} = ${displayNumber(duty)}`,
    result: () => `damga ${displayMoney(damga)} TL, net ${displayMoney(net)} TL`,
    parameters: figures.used(),
  });
  return { damga, net };
}
