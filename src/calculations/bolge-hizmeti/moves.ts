import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import {
  concluded,
  createTracer,
  displaySure,
  type IsoDate,
  isoDate,
  notEligible,
  type Outcome,
  sureDays,
} from '../engine/index.ts';
import { countField, dayField, scoreField, textField } from '../input.ts';
import { readTable, serviceBetween } from '../selection/index.ts';
import type { Move, RegionDeps } from './tables.ts';
import { dayCountField } from './term.ts';

export const moveKindField = z.enum(['BOLGE_HIZMETI', 'ISTEGE_BAGLI_YONETICI', 'IL_ICI', 'ILLER_ARASI']);

export const moveRulesInput = z.object({ on: dayField, kind: moveKindField });

/** Reference day, number of preferences and calendar of a kind of move. MEB Yön. m.29, 31, 32, 33. */
export function calculateMoveRules(input: z.output<typeof moveRulesInput>, { tables }: RegionDeps): Outcome<Move> {
  const tracer = createTracer();
  const table = readTable(tables.moves, input.on);
  const move = moveOf(table.value.kinds, input.kind);
  const result = `${move.referenceLabel} itibarıyla, en çok ${move.maxPreferences} tercih`;
  tracer.step({ label: 'Yer değiştirme kuralları', article: move.article, result, parameters: [table.cite(result)] });
  return concluded(move, tracer);
}

export function moveOf(kinds: readonly Move[], kind: Move['id']): Move {
  const move = kinds.find((m) => m.id === kind);
  if (!move) throw ValidationError.of('kind', `"${kind}" türünde yer değiştirme yürürlükte değil.`);
  return move;
}

/** The reference day of a kind of move in a year. */
export function referenceDate(move: Move, year: number): IsoDate {
  return isoDate(`${String(year).padStart(4, '0')}-${move.referenceDay}`);
}

/** Throws ValidationError for more preferences than the move allows. */
export function checkPreferences(count: number, move: Move, path: string): void {
  if (count <= move.maxPreferences) return;
  throw ValidationError.of(
    path,
    `En fazla ${move.maxPreferences} tercih yapılabilir; ${count} tercih var.`,
    move.article,
  );
}

/** In-province or inter-province move of staff. */
export const staffKindField = z.enum(['IL_ICI', 'ILLER_ARASI']);

export const uninterruptedInput = z.object({
  on: dayField.describe('Referans günü (30 Eylül).'),
  kind: staffKindField.default('IL_ICI').describe('Yer değiştirmenin türü.'),
  since: dayField.describe(
    'Kesintisiz hizmetin başladığı gün: kurumda (m.32) ya da ildeki Bakanlık görevlerinde (m.33).',
  ),
  dayCount: dayCountField,
});
export type UninterruptedInput = z.output<typeof uninterruptedInput>;

/** Whether three uninterrupted years are completed on the reference day. m.32/1, 33/1. ValidationError where reversed. */
export function calculateUninterrupted(input: UninterruptedInput, { tables }: RegionDeps): Outcome<true> {
  const tracer = createTracer();
  const table = readTable(tables.moves, input.on);
  const move = moveOf(table.value.kinds, input.kind);
  const served = serviceBetween(input.since, input.on, input.dayCount);
  const years = move.minimumYears ?? 0;
  const met = sureDays(served) >= sureDays({ yil: years, ay: 0, gun: 0 });
  const result = `${displaySure(served)}; kesintisiz ${years} yıl ${met ? 'dolmuş' : 'dolmamış'}.`;
  tracer.step({
    label: 'Kesintisiz hizmet',
    article: `${move.article}/1`,
    arithmetic: `${input.on} − ${input.since}`,
    result,
    parameters: [table.cite(`${years}`, 'yıl')],
    option: { name: 'otuz-eylul', value: 'AYNI_YILIN_30_EYLULU', isDefault: true, article: `${move.article}/1` },
  });
  return met ? concluded(true, tracer) : notEligible(`${move.article}/1`, result, tracer);
}

export const moveRankingCandidate = z.object({
  id: textField.describe('Sicil numarası.'),
  score: scoreField.describe('Yer değiştirmeye esas puan; eksi olabilir.'),
  managerDays: countField.describe('Yöneticilikteki hizmet, 30/360 gün.'),
  ministryDays: countField.describe('Bakanlıktaki hizmet, 30/360 gün.'),
});
