import { z } from 'zod';
import { dataValue, personnelFacts } from './facts.ts';

/**
 * The one shape that every template may read. All texts are ready to print: declined, formatted, in order. A part that a
 * letter does not have is an empty text, an empty list or null, so that a template can ask for it with `{#part}`.
 */
const text = z.string();
const line = z.object({ line: text });
const lines = z.array(line);

const signature = z.object({ name: text, titles: lines });
const row = z.object({ c1: text, c2: text, c3: text, c4: text, c5: text, c6: text, c7: text, c8: text });
const table = z.object({ head: row, rows: z.array(row) }).nullable();
const parties = z.object({ name: text, detail: text });

export const documentContext = z.object({
  kind: z.object({ key: text, title: text }),
  /** Letterhead, `T.C.` first (m.10). */
  head: lines,
  gizlilik: text,
  sureli: text,
  /** `E-12345678-903.02-` and the registry number once it is known (m.11). */
  sayi: text,
  tarih: text,
  konu: text,
  muhatap: z.object({ kind: text, name: text, unit: text, lines }),
  ilgi: z.object({
    single: z.object({ text }).nullable(),
    many: z.object({ items: z.array(z.object({ label: text, colon: text, letter: text, text })) }).nullable(),
  }),
  /** The body, closing sentence last; with a table in the letter the closing sentence stands in `ending`, after it. */
  paragraphs: z.array(z.object({ text })),
  ending: z.array(z.object({ text })),
  closing: z.object({ stem: text, formula: text, reason: text }),
  /** Exactly one of these is filled: signatures by number, in printing order from left to right (m.17/11). */
  signature: z.object({
    one: z.object({ a: signature }).nullable(),
    two: z.object({ a: signature, b: signature }).nullable(),
    three: z.object({ a: signature, b: signature, c: signature }).nullable(),
    four: z.object({ a: signature, b: signature, c: signature, d: signature }).nullable(),
    five: z.object({ a: signature, b: signature, c: signature, d: signature, e: signature }).nullable(),
  }),
  olur: z
    .object({ intermediates: z.array(z.object({ text, name: text, titles: lines })), approver: signature })
    .nullable(),
  ek: z.object({
    single: z.object({ text }).nullable(),
    many: z.object({ items: z.array(z.object({ text })) }).nullable(),
  }),
  dagitim: z.object({
    plain: z.object({ items: lines }).nullable(),
    columns: z.object({ geregi: lines, bilgi: lines }).nullable(),
    /** The same addressees for the package: names in the nominative, what is done, and the note (`Ek konulmadı`). */
    recipients: z.array(z.object({ name: text, tur: z.enum(['GRG', 'BLG']), note: text })),
  }),
  contact: z.object({ lines }),
  bilgiIcin: lines,
  /** Title of a form, minutes, list or report, in capitals. */
  title: text,
  /** Label and value pairs of a form. */
  fields: z.array(z.object({ label: text, value: text })),
  hasFields: z.boolean(),
  /** At most one is filled, by number of columns. */
  table: z.object({ of2: table, of3: table, of4: table, of5: table, of6: table, of7: table, of8: table }),
  /** Parts of a report. */
  sections: z.array(z.object({ heading: text, paragraphs: z.array(z.object({ text })) })),
  /** Who serves and who is served, on a tebliğ-tebellüğ belgesi. */
  parties: z.object({ teblig: parties, tebellug: parties }),
  personnel: personnelFacts.partial(),
  /** The process's own fields as printed, by key. */
  data: z.record(z.string(), dataValue),
});

export type DocumentContext = z.infer<typeof documentContext>;
export type SignatureContext = z.infer<typeof signature>;
export type TableRow = z.infer<typeof row>;

/** Paths a template may read: `muhatap.name`, `paragraphs`, `text` inside its loop … `data.*` stands for any field. */
export interface ContextPaths {
  readonly kind: 'text' | 'list' | 'object' | 'open';
  readonly children: ReadonlyMap<string, ContextPaths>;
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: unknown;
}

/** The context's shape as a tree, read from its zod schema so that there is only one description of it. */
export function contextPaths(): ContextPaths {
  return toPaths(z.toJSONSchema(documentContext, { io: 'input' }) as JsonSchema);
}

function toPaths(schema: JsonSchema): ContextPaths {
  const object = schema.anyOf?.find((option) => option.type === 'object') ?? schema;
  if (object.type === 'array')
    return { kind: 'list', children: object.items ? toPaths(object.items).children : new Map() };
  if (object.type !== 'object') return { kind: 'text', children: new Map() };
  if (!object.properties) return { kind: 'open', children: new Map() };
  return {
    kind: 'object',
    children: new Map(Object.entries(object.properties).map(([key, value]) => [key, toPaths(value)])),
  };
}
