import { z } from 'zod';
import { concluded, createTracer, type Exact, exact, type Outcome } from '../engine/index.ts';
import { dayField } from '../input.ts';
import { type Criterion, equalGroups, highestFirst, rank } from '../selection/index.ts';
import { moveRankingCandidate } from './moves.ts';

export const managerRankingInput = z.object({
  on: dayField.describe('Referans günü: 31 Mayıs ya da 30 Haziran.'),
  candidates: z.array(moveRankingCandidate).describe('Yöneticiler.'),
});
export type ManagerRankingInput = z.output<typeof managerRankingInput>;

export interface ManagerRankingRow {
  readonly position: number;
  readonly id: string;
  readonly score: string;
  /** What put this one behind the one before: `PUAN`, `YONETICILIK`, `BAKANLIK`. */
  readonly decidedBy: string | null;
  readonly equal: boolean;
}

export interface ManagerRanking {
  readonly rows: readonly ManagerRankingRow[];
  readonly equalGroups: readonly (readonly string[])[];
}

interface Scored {
  readonly id: string;
  readonly score: Exact;
  readonly managerDays: number;
  readonly ministryDays: number;
}

const CRITERIA: readonly Criterion<Scored>[] = [
  highestFirst('PUAN', (c) => c.score),
  { name: 'YONETICILIK', key: (c) => -c.managerDays },
  { name: 'BAKANLIK', key: (c) => -c.ministryDays },
];

/** Order of managers for a move: score, service as manager, service in the Ministry. MEB Yön. m.29/4, 31/3. */
export function calculateManagerRanking(input: ManagerRankingInput): Outcome<ManagerRanking> {
  const tracer = createTracer();
  const ranked = rank(
    input.candidates.map((c) => ({ ...c, score: exact(c.score) })),
    CRITERIA,
  );
  const groups = equalGroups(ranked);
  tracer.step({
    label: 'Yer değiştirme sıralaması',
    article: 'MEB Yön. m.29/4',
    result: `${ranked.length} yönetici; puan, yöneticilik hizmeti, Bakanlık hizmeti sırasıyla.`,
  });
  for (const group of groups) {
    const message = `Eşit: ${group.join(', ')}. Mevzuatta başka ölçüt yok; sırayı idare belirler.`;
    tracer.warn({ code: 'ESIT', message, article: 'MEB Yön. m.29/4' });
  }
  const rows = ranked.map(({ position, item, decidedBy, equal }) => ({
    position,
    id: item.id,
    score: item.score.toFixed(),
    decidedBy,
    equal,
  }));
  return concluded({ rows, equalGroups: groups }, tracer);
}
