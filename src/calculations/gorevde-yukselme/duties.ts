import { displaySure, sureDays, sureOfDays } from '../engine/index.ts';
import { foldName } from '../selection/index.ts';
import type { Checked, PromotionInput } from './promotion-facts.ts';
import type { PromotionCondition } from './tables.ts';

/** Days in a title, whatever its spelling in the record; none if it isn't there. */
export function daysOfTitle(days: Readonly<Record<string, number>>, title: string): number {
  const folded = foldName(title);
  let sum = 0;
  for (const [name, value] of Object.entries(days)) if (foldName(name) === folded) sum += value;
  return sum;
}

/**
 * The duty condition (m.6/2-a-3, c-2): one alternative reached, or all listed titles together reach the total. Where an
 * alternative doesn't say that its titles add up, `dutyAddition` decides; TEK_UNVAN wants the limit in a single title.
 */
export function checkDuties(c: Extract<PromotionCondition, { kind: 'DUTIES' }>, input: PromotionInput): Checked {
  const folded = new Map<string, number>();
  for (const [name, value] of Object.entries(input.dutyDays)) {
    folded.set(foldName(name), (folded.get(foldName(name)) ?? 0) + value);
  }
  const days = (title: string) => folded.get(foldName(title)) ?? 0;
  const reached = c.alternatives.find(({ titles, years, adding }) => {
    const together = adding === 'TOGETHER' || input.dutyAddition === 'TOPLAM';
    const best = together ? titles.reduce((sum, t) => sum + days(t), 0) : Math.max(...titles.map(days));
    return best >= yearsInDays(years);
  });
  const total = [...new Set(c.alternatives.flatMap((a) => a.titles))].reduce((sum, t) => sum + days(t), 0);
  const totalReached = c.totalYears !== null && total >= yearsInDays(c.totalYears);
  const required = c.alternatives.map((a) => `${a.years} yıl ${a.titles.join('/')}`).join('; ');
  const asked = c.totalYears === null ? required : `${required}; ya da toplam ${c.totalYears} yıl`;
  const held = displaySure(sureOfDays(total));
  const met = reached !== undefined || totalReached;
  return {
    state: met ? 'MET' : 'FAILED',
    label: 'Asaleten görev',
    article: c.article,
    required: asked,
    result: met
      ? `${held}; ${reached ? `${reached.years} yıl şartı` : 'toplam süre şartı'} sağlanıyor.`
      : `${held}; yetmiyor.`,
    ...(c.alternatives.some((a) => a.adding === 'NOT_STATED')
      ? {
          option: {
            name: 'gorev-suresi-toplama',
            value: input.dutyAddition,
            isDefault: input.dutyAddition === 'TEK_UNVAN',
            article: c.article,
          },
        }
      : {}),
  };
}

function yearsInDays(years: number): number {
  return sureDays({ yil: years, ay: 0, gun: 0 });
}
