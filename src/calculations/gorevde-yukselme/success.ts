import { z } from 'zod';
import { concluded, createTracer, type Exact, exact, notEligible, type Outcome } from '../engine/index.ts';
import { amountField, countField, dayField, textField } from '../input.ts';
import { type Criterion, compareIds, equalGroups, highestFirst, rank, readTable } from '../selection/index.ts';
import { type EducationLevel, educationField } from './education.ts';
import { checkMark, readThreshold } from './marks.ts';
import type { ExamRules, PromotionDeps, PromotionRun } from './tables.ts';

export const successScoreInput = z.object({
  on: dayField.describe('Hangi günün kuralları.'),
  written: amountField.describe('Yazılı sınav puanı.'),
  oral: amountField.describe('Sözlü sınav puanı.'),
});
export type SuccessScoreInput = z.output<typeof successScoreInput>;

/** Başarı puanı: mean of written and oral mark, unrounded. MEB Yön. m.21/1. `notEligible` where a part is failed. */
export function calculateSuccessScore(input: SuccessScoreInput, deps: PromotionDeps): Outcome<string> {
  const tracer = createTracer();
  const written = readThreshold('YAZILI', { on: input.on, deps, tracer });
  const oral = readThreshold('SOZLU', { on: input.on, deps, tracer });
  if (checkMark(input.written, written.full, 'written').lt(written.limit)) {
    return notEligible(
      'MEB Yön. m.13/1',
      `Yazılı sınav puanı ${input.written}; en az ${written.limit} gerekir.`,
      tracer,
    );
  }
  if (checkMark(input.oral, oral.full, 'oral').lt(oral.limit)) {
    return notEligible('MEB Yön. m.16/3', `Sözlü sınav puanı ${input.oral}; en az ${oral.limit} gerekir.`, tracer);
  }
  const score = successScore(input.written, input.oral).toFixed();
  tracer.step({
    label: 'Başarı puanı',
    article: 'MEB Yön. m.21/1',
    arithmetic: `(${input.written} + ${input.oral}) / 2 = ${score}`,
    result: `${score} puan`,
  });
  return concluded(score, tracer);
}

export const successCandidateFields = {
  id: textField.describe('Aday numarası.'),
  written: amountField.describe('Yazılı sınav puanı.'),
  oral: amountField.describe('Sözlü sınav puanı.'),
  serviceDays: countField.describe('Başvurunun son günündeki hizmet süresi, 30/360 gün.'),
  education: educationField.describe('Öğrenim düzeyi.'),
  grade: amountField.describe('Mezuniyet notu; bütün adaylar aynı ölçekte.'),
};
export const successRankingInput = z.object({
  on: dayField.describe('Başvurunun son günü.'),
  candidates: z.array(z.object(successCandidateFields)).describe('Adaylar.'),
});
export type SuccessRankingInput = z.output<typeof successRankingInput>;

export interface SuccessRow {
  readonly position: number;
  readonly id: string;
  readonly written: string;
  readonly oral: string;
  readonly score: string;
  /** What put this candidate behind the one before: `BASARI_PUANI`, `HIZMET_SURESI`, `UST_OGRENIM`, `MEZUNIYET_NOTU`. */
  readonly decidedBy: string | null;
  /** True where the law has no further criterion and another candidate stands equal. */
  readonly equal: boolean;
}

export interface SuccessList {
  readonly rows: readonly SuccessRow[];
  /** Below a pass mark: not ranked. */
  readonly failed: readonly string[];
  /** Candidates whom the law can't separate: the administration decides, nothing is invented. */
  readonly equalGroups: readonly (readonly string[])[];
}

export interface SuccessCandidate {
  readonly id: string;
  readonly written: Exact;
  readonly oral: Exact;
  readonly serviceDays: number;
  readonly education: EducationLevel;
  readonly grade: Exact;
}

interface Scored extends SuccessCandidate {
  readonly score: Exact;
}

const CRITERIA: Readonly<Record<ExamRules['tieBreakers'][number]['criterion'], Criterion<Scored>>> = {
  HIZMET_SURESI: { name: 'HIZMET_SURESI', key: (c) => -c.serviceDays },
  UST_OGRENIM: { name: 'UST_OGRENIM', key: (c) => -educationField.options.indexOf(c.education) },
  MEZUNIYET_NOTU: highestFirst('MEZUNIYET_NOTU', (c) => c.grade),
};

/** Order of success of those who passed both parts, with the tie-breakers of m.21/2 and a visible "eşit" after them. */
export function calculateSuccessRanking(input: SuccessRankingInput, deps: PromotionDeps): Outcome<SuccessList> {
  const tracer = createTracer();
  return concluded(successList(input.candidates, { on: input.on, deps, tracer }), tracer);
}

/** The success list itself, for the exam as a whole. */
export function successList(candidates: readonly SuccessCandidate[], run: PromotionRun): SuccessList {
  const { on, deps, tracer } = run;
  const written = readThreshold('YAZILI', run);
  const oral = readThreshold('SOZLU', run);
  const rules = readTable(deps.tables.exam, on);
  const scored: Scored[] = [];
  const failed: string[] = [];
  candidates.forEach((c, i) => {
    const passed =
      checkMark(c.written, written.full, `candidates.${i}.written`).gte(written.limit) &&
      checkMark(c.oral, oral.full, `candidates.${i}.oral`).gte(oral.limit);
    if (passed) scored.push({ ...c, score: successScore(c.written, c.oral) });
    else failed.push(c.id);
  });
  const criteria = [
    highestFirst<Scored>('BASARI_PUANI', (c) => c.score),
    ...rules.value.tieBreakers.map((t) => CRITERIA[t.criterion]),
  ];
  const ranked = rank(scored, criteria);
  const groups = equalGroups(ranked);
  tracer.step({
    label: 'Başarı sıralaması',
    article: 'MEB Yön. m.21/2',
    result: `${ranked.length} aday sıralandı, ${failed.length} aday başarısız.`,
    parameters: [rules.cite(criteria.map((c) => c.name).join(' > '))],
  });
  for (const group of groups) {
    const message = `Eşit: ${group.join(', ')}. Mevzuatta başka ölçüt yok; sırayı idare belirler.`;
    tracer.warn({ code: 'ESIT', message, article: 'MEB Yön. m.21/2' });
  }
  const rows = ranked.map(({ position, item, decidedBy, equal }) => ({
    position,
    id: item.id,
    written: item.written.toFixed(),
    oral: item.oral.toFixed(),
    score: item.score.toFixed(),
    decidedBy,
    equal,
  }));
  return { rows, failed: failed.sort(compareIds), equalGroups: groups };
}

const HALF = exact('0.5');

function successScore(written: Exact, oral: Exact): Exact {
  return written.plus(oral).times(HALF);
}
