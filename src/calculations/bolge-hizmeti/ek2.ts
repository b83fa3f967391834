import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Exact, exact, type Outcome, type Tracer } from '../engine/index.ts';
import { countField, dayField, textField } from '../input.ts';
import { foldName, readTable, type TableReading } from '../selection/index.ts';
import type { Ek2Row, Ek2Table, RegionDeps } from './tables.ts';
import { monthly } from './term.ts';

const ARTICLE = 'MEB Yön. Ek-2';
const SECTIONS = ['education', 'awards', 'penalties', 'service'] as const;

export const ek2RowInput = z.object({
  on: dayField,
  /** Section of the form: 1 education, 2 awards, 3 penalties, 4 service. */
  section: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^[1-4]$/)
        .transform(Number),
    ])
    .pipe(z.int().min(1).max(4)),
  row: textField,
});
export type Ek2RowInput = z.output<typeof ek2RowInput>;

/** Score of one row of the form. Throws ValidationError for a row that the form doesn't have. */
export function calculateEk2Row(input: Ek2RowInput, { tables }: RegionDeps): Outcome<string> {
  const tracer = createTracer();
  const table = readTable(tables.ek2, input.on);
  const section = SECTIONS[input.section - 1] ?? 'education';
  const uncounted = section === 'education' && isUncounted(input.row, table.value);
  const score = uncounted ? '0' : rowOf(table.value[section], input.row, 'row').score;
  warnAttachment(table, tracer);
  tracer.step({ label: input.row, article: ARTICLE, result: `${score} puan`, parameters: [table.cite(score, 'puan')] });
  return concluded(score, tracer);
}

const counts = z.record(z.string(), countField).default({});
/** Explanation 3 scores the last education; the other reading takes the one with the highest score. */
export const educationReadingField = z.enum(['SON_OGRENIM', 'EN_YUKSEK']);

export const ek2Input = z.object({
  on: dayField.describe('Referans günü.'),
  education: z.array(textField).default([]).describe('1. bölüm: öğrenimler, bitirilme sırasıyla: on_lisans, lisans …'),
  awards: counts.describe('2. bölüm: başarı belgesi ve ödüller, adediyle.'),
  penalties: counts.describe('3. bölüm: disiplin cezaları, adediyle.'),
  serviceMonths: counts.describe('4. bölüm: hizmetler, tam ay olarak.'),
  educationReading: educationReadingField
    .default('SON_OGRENIM')
    .describe('Hangi öğrenim puanlanır (Ek-2, Açıklama 3; yorum).'),
});
export type Ek2Input = z.output<typeof ek2Input>;

/**
 * Total of the Ek-2 form: the last education (of postgraduate ones the best), each award once, each penalty, service by
 * the month. MEB Yön. Ek-2. Throws ValidationError for unknown rows. Warns that the scores were matched to the labels.
 */
export function calculateEk2(input: Ek2Input, { tables }: RegionDeps): Outcome<string> {
  const tracer = createTracer();
  const table = readTable(tables.ek2, input.on);
  const { value } = table;
  let total = educationScore(input, table, tracer);
  const add = (row: Ek2Row, arithmetic: string, score: Exact) => {
    total = total.plus(score);
    const parameters = [table.cite(row.score, 'puan')];
    tracer.step({ label: row.label, article: ARTICLE, arithmetic, result: `${score} puan`, parameters });
  };
  for (const [id, count] of Object.entries(input.awards)) {
    const row = rowOf(value.awards, id, `awards.${id}`);
    const counted = Math.min(count, value.awardLimit);
    if (count > 0) add(row, `${count} adet, sayılan ${counted} × ${row.score}`, exact(row.score).times(counted));
  }
  for (const [id, count] of Object.entries(input.penalties)) {
    const row = rowOf(value.penalties, id, `penalties.${id}`);
    if (count > 0) add(row, `${count} × ${row.score}`, exact(row.score).times(count));
  }
  for (const [id, months] of Object.entries(input.serviceMonths)) {
    const row = rowOf(value.service, id, `serviceMonths.${id}`);
    if (months > 0) add(row, `${months} ay × ${monthly(row.score)}`, monthly(row.score).times(months));
  }
  warnAttachment(table, tracer);
  tracer.step({ label: 'Ek-2 toplamı', article: ARTICLE, result: `${total} puan` });
  return concluded(total.toFixed(), tracer);
}

function educationScore(input: Ek2Input, table: TableReading<Ek2Table>, tracer: Tracer): Exact {
  const { education, postgraduate } = table.value;
  const rows = input.education.flatMap((id, i) =>
    isUncounted(id, table.value) ? [] : [rowOf(education, id, `education.${i}`)],
  );
  const last = rows.at(-1);
  if (!last) return exact(0);
  const isPostgraduate = (row: Ek2Row) => postgraduate.includes(row.id);
  const candidates =
    input.educationReading === 'EN_YUKSEK' ? rows : isPostgraduate(last) ? rows.filter(isPostgraduate) : [last];
  const best = candidates.reduce((a, b) => (exact(b.score).gt(a.score) ? b : a), last);
  tracer.step({
    label: `Öğrenim: ${best.label}`,
    article: `${ARTICLE}, Açıklama 3-4`,
    result: `${best.score} puan`,
    parameters: [table.cite(best.score, 'puan')],
    option: {
      name: 'ek2-ogrenim',
      value: input.educationReading,
      isDefault: input.educationReading === 'SON_OGRENIM',
      article: `${ARTICLE}, Açıklama 3`,
    },
  });
  return exact(best.score);
}

function isUncounted(id: string, table: Ek2Table): boolean {
  return table.uncountedEducation.some((u) => foldName(u) === foldName(id));
}

function rowOf(rows: readonly Ek2Row[], id: string, path: string): Ek2Row {
  const folded = foldName(id);
  const row = rows.find((r) => foldName(r.id) === folded || foldName(r.label) === folded);
  if (row) return row;
  throw ValidationError.of(path, `"${id}" Ek-2 formunda yok; satırlar: ${rows.map((r) => r.id).join(', ')}.`, ARTICLE);
}

function warnAttachment(table: TableReading<Ek2Table>, tracer: Tracer): void {
  if (table.cite('').confidence === 'verified') return;
  tracer.warn({
    code: 'EK2_ESLESTIRME',
    message:
      'Ek-2 puanları, kaynakta etiketlerinden ayrı basıldığı için sıra ile eşleştirildi; basılı formla karşılaştırın.',
    article: ARTICLE,
  });
}

export const moveScoreInput = z.object({
  on: dayField,
  /** Ek-2 total, may be negative. */
  ek2: z
    .union([z.string(), z.number().transform(String)])
    .refine((t) => /^-?\d{1,9}(\.\d{1,12})?$/.test(t), 'Sayı yazın.'),
  regionPoints: z
    .union([z.string(), z.number().transform(String)])
    .refine((t) => /^\d{1,9}(\.\d{1,12})?$/.test(t), 'Sayı yazın.'),
});

/** Yer değiştirmeye esas puan: Ek-2 and region points together. MEB Yön. m.4/1-ç. */
export function calculateMoveScore(input: z.output<typeof moveScoreInput>): Outcome<string> {
  const tracer = createTracer();
  const score = exact(input.ek2).plus(input.regionPoints).toFixed();
  tracer.step({
    label: 'Yer değiştirmeye esas puan',
    article: 'MEB Yön. m.4/1-ç',
    arithmetic: `${input.ek2} + ${input.regionPoints} = ${score}`,
    result: `${score} puan`,
  });
  return concluded(score, tracer);
}
