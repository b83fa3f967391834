import { z } from 'zod';
import { concluded, createTracer, type Exact, type Outcome, readExact } from '../engine/index.ts';
import { amountField, countField, dayField, textField } from '../input.ts';
import { type Criterion, compareIds, highestFirst, rank } from '../selection/index.ts';
import { checkMark, readThreshold } from './marks.ts';
import type { PromotionDeps, PromotionRun } from './tables.ts';

export const oralCallInput = z.object({
  on: dayField.describe('Başvurunun son günü.'),
  announced: countField.describe('İlan edilen kadro sayısı.'),
  candidates: z
    .array(
      z.object({
        id: textField.describe('Aday numarası.'),
        written: amountField.nullable().default(null).describe('Yazılı sınav puanı; girmediyse boş.'),
      }),
    )
    .describe('Adaylar.'),
});
export type OralCallInput = z.output<typeof oralCallInput>;

export interface CalledCandidate {
  readonly position: number;
  readonly id: string;
  readonly written: string;
}

export interface OralCall {
  /** Best first; equal marks share a position. */
  readonly called: readonly CalledCandidate[];
  /** Mark of the last candidate called; null where nobody is. */
  readonly cut: string | null;
  /** Passed the written exam but weren't called. */
  readonly notCalled: readonly CalledCandidate[];
  /** Below the limit or absent. */
  readonly failed: readonly string[];
}

interface Passer {
  readonly id: string;
  readonly written: Exact;
}

const BY_WRITTEN: readonly Criterion<Passer>[] = [highestFirst('YAZILI_PUANI', (p) => p.written)];

/**
 * Who is called to the oral exam: of those who passed the written one, by mark, three times the announced posts, and
 * everybody whose mark equals the last one's. MEB Yön. m.16/1; the multiple is an institution's parameter.
 */
export function calculateOralCall(input: OralCallInput, deps: PromotionDeps): Outcome<OralCall> {
  const tracer = createTracer();
  return concluded(oralCall(input, { on: input.on, deps, tracer }), tracer);
}

/** The call list itself, for the exam as a whole. */
export function oralCall(input: Omit<OralCallInput, 'on'>, run: PromotionRun): OralCall {
  const { on, deps, tracer } = run;
  const { limit, full } = readThreshold('YAZILI', run);
  const multiple = readExact(deps.book, 'gorevde-yukselme-sozlu-cagri-kati', on);
  const passers: Passer[] = [];
  const failed: string[] = [];
  input.candidates.forEach(({ id, written }, i) => {
    if (written !== null && checkMark(written, full, `candidates.${i}.written`).gte(limit))
      passers.push({ id, written });
    else failed.push(id);
  });
  const ranked = rank(passers, BY_WRITTEN);
  const wanted = multiple.value.times(input.announced).floor().toNumber();
  const last = ranked[Math.min(wanted, ranked.length) - 1];
  const rows = ranked.map(({ position, item }) => ({ position, id: item.id, written: item.written.toFixed() }));
  const count = last ? ranked.findLastIndex((r) => r.position === last.position) + 1 : 0;
  const cut = last ? last.item.written.toFixed() : null;
  tracer.step({
    label: 'Sözlü sınava çağrı',
    article: 'MEB Yön. m.16/1',
    arithmetic: `${input.announced} kadro × ${multiple.value} = ${wanted}`,
    result: `${ranked.length} başarılı adaydan ${count} kişi çağrılır${cut === null ? '' : `; kesme puanı ${cut}`}.`,
    parameters: [multiple.reading],
  });
  return { called: rows.slice(0, count), cut, notCalled: rows.slice(count), failed: failed.sort(compareIds) };
}
