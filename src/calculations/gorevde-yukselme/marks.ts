import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Exact, exact, notEligible, type Outcome, readExact } from '../engine/index.ts';
import { amountField, dayField, textField } from '../input.ts';
import { foldName, readTable } from '../selection/index.ts';
import type { PromotionDeps, PromotionRun } from './tables.ts';

export type ExamPart = 'YAZILI' | 'SOZLU';

const PARTS = {
  YAZILI: { parameter: 'gorevde-yukselme-yazili-baraj', article: 'MEB Yön. m.13/1', label: 'Yazılı sınav' },
  SOZLU: { parameter: 'gorevde-yukselme-sozlu-baraj', article: 'MEB Yön. m.16/3', label: 'Sözlü sınav' },
} as const;

export interface Threshold {
  readonly limit: Exact;
  readonly full: Exact;
}

/** The pass mark and the full mark of a part of the exam on a day; noted in the trace. */
export function readThreshold(part: ExamPart, { on, deps: { book }, tracer }: PromotionRun): Threshold {
  const { parameter, article, label } = PARTS[part];
  const limit = readExact(book, parameter, on);
  const full = readExact(book, 'gorevde-yukselme-tam-puan', on);
  tracer.step({
    label: `${label} başarı sınırı`,
    article,
    result: `${limit.value} puan ve üzeri`,
    parameters: [limit.reading, full.reading],
  });
  return { limit: limit.value, full: full.value };
}

/** Throws ValidationError for a mark over the full mark. */
export function checkMark(mark: Exact, full: Exact, path: string): Exact {
  if (mark.lte(full)) return mark;
  throw ValidationError.of(path, `${mark} puan, tam puandan (${full}) büyük; notu düzeltin.`);
}

export const thresholdInput = z.object({ on: dayField, part: z.enum(['YAZILI', 'SOZLU']), mark: amountField });
export type ThresholdInput = z.output<typeof thresholdInput>;

/** Whether a mark passes; compared unrounded. `notEligible` below the limit; ValidationError above the full mark. */
export function calculateThreshold(input: ThresholdInput, deps: PromotionDeps): Outcome<true> {
  const tracer = createTracer();
  const { limit, full } = readThreshold(input.part, { on: input.on, deps, tracer });
  const passed = checkMark(input.mark, full, 'mark').gte(limit);
  const { article, label } = PARTS[input.part];
  const result = `${input.mark} puan, ${passed ? 'başarılı' : 'başarısız'}.`;
  tracer.step({ label, article, result });
  return passed ? concluded(true, tracer) : notEligible(article, result, tracer);
}

export const oralTopicInput = z.object({ on: dayField, topic: textField });

/** Most that a topic of the oral exam can give. Ek-1, m.16/2. Throws ValidationError for an unknown topic. */
export function calculateOralTopic(input: z.output<typeof oralTopicInput>, { tables }: PromotionDeps): Outcome<string> {
  const tracer = createTracer();
  const table = readTable(tables.exam, input.on);
  const topic = table.value.oralTopics.find((t) =>
    [t.id, t.title].some((name) => foldName(name) === foldName(input.topic)),
  );
  if (!topic) throw ValidationError.of('topic', `"${input.topic}" sözlü sınav konularından değil.`, 'MEB Yön. m.16/2');
  const parameters = [table.cite(topic.maximum, 'puan')];
  tracer.step({ label: topic.title, article: 'MEB Yön. m.16/2', result: `en çok ${topic.maximum} puan`, parameters });
  return concluded(topic.maximum, tracer);
}

export interface OralRules {
  readonly fullMark: string;
  readonly members: number;
  readonly topics: readonly { readonly title: string; readonly maximum: string }[];
}

export const oralRulesInput = z.object({ on: dayField });

/** The form of the oral exam: topics with their weights, their sum, members of the commission. Ek-1, m.14, 16. */
export function calculateOralRules(
  input: z.output<typeof oralRulesInput>,
  { book, tables }: PromotionDeps,
): Outcome<OralRules> {
  const tracer = createTracer();
  const table = readTable(tables.exam, input.on);
  const members = readExact(book, 'gorevde-yukselme-komisyon-uye', input.on);
  const topics = table.value.oralTopics.map(({ title, maximum }) => ({ title, maximum }));
  const fullMark = topics.reduce((sum, t) => sum.plus(t.maximum), exact(0)).toFixed();
  const parameters = [members.reading, ...topics.map((t) => table.cite(`${t.title}: ${t.maximum}`, 'puan'))];
  tracer.step({
    label: 'Sözlü sınav formu',
    article: 'MEB Yön. m.16/2',
    result: `toplam ${fullMark} puan`,
    parameters,
  });
  return concluded({ fullMark, members: members.value.toNumber(), topics }, tracer);
}
