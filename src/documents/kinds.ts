import { z } from 'zod';
import { addresseeFacts, recipientFacts } from './facts.ts';
import { OFFICE_LEVELS } from './levels.ts';

export const DOCUMENT_TYPES = ['yazi', 'onay', 'tebligat', 'form', 'tutanak', 'cetvel', 'emir', 'rapor'] as const;
export const LAYOUTS = ['yazi', 'olur', 'teblig-tebellug', 'tutanak', 'form', 'cetvel', 'emir', 'rapor'] as const;
export const FIELD_TYPES = [
  'text',
  'date',
  'number',
  'money',
  'boolean',
  'choice',
  'person',
  'unit',
  'kadro',
  'office',
  'rows',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];
export type Layout = (typeof LAYOUTS)[number];
export type FieldType = (typeof FIELD_TYPES)[number];

const key = z.string().regex(/^[a-z][a-z0-9-]*$/u, 'küçük harf, rakam ve tireyle yazılmalı');
const fieldKey = z.string().regex(/^[a-z][A-Za-z0-9]*$/u, 'küçük harfle başlayan camelCase olmalı');
const filled = z.string().min(1, 'boş olamaz');

/** A step's own value that texts may use as `{data.key}`. `word` says how names in it take suffixes. */
export const fieldDefinition = z.strictObject({
  label: filled,
  type: z.enum(FIELD_TYPES),
  required: z.boolean().default(true),
  help: filled.optional(),
  /** The day must not lie in the future. */
  past: z.boolean().optional(),
  word: z.enum(['person', 'place', 'institution', 'law', 'abbreviation', 'common']).optional(),
  options: z.array(z.strictObject({ key: filled, label: filled })).optional(),
  columns: z
    .array(
      z.strictObject({
        key: fieldKey,
        label: filled,
        type: z.enum(['text', 'date', 'number', 'money']).default('text'),
      }),
    )
    .max(7, 'Tabloya sıra numarasından başka en çok yedi sütun sığar.')
    .optional(),
});

/** A paragraph, or one that is only printed when a value is given (`when`), lacking (`unless`) or equal to something (`is`). */
const conditional = z.strictObject({
  text: filled,
  when: filled.optional(),
  unless: filled.optional(),
  is: filled.optional(),
});
const paragraph = z.union([filled, conditional]);

const addressee = z.union([
  key,
  z.strictObject({
    kind: addresseeFacts.shape.kind,
    name: z.string().default(''),
    unit: filled.optional(),
    level: z.enum(OFFICE_LEVELS).optional(),
    isPrivate: z.boolean().optional(),
    isStaff: z.boolean().optional(),
  }),
]);

/** A line of the Dağıtım: its name, with its rank or relation for the closing formula. */
const recipient = z.union([filled.transform((name) => ({ name })), recipientFacts.extend({ name: filled })]);

const ilgi = z.union([key, z.strictObject({ key, tarih: filled.optional(), metin: filled })]);

/** An entry of `templates/texts/<service>.yaml`. */
export const kindEntry = z.strictObject({
  key,
  title: filled,
  type: z.enum(DOCUMENT_TYPES),
  layout: z.enum(LAYOUTS).optional(),
  /** A Word file of its own in `templates/` instead of the layout. */
  template: z
    .string()
    .regex(/^[a-z0-9-]+\.docx$/u, 'templates klasöründeki .docx dosyasının adı olmalı')
    .optional(),
  konu: filled.optional(),
  sdp: filled.optional(),
  muhatap: addressee.optional(),
  ilgi: z.array(ilgi).default([]),
  paragraphs: z.array(paragraph).default([]),
  /** What is asked for, without the formula: `bilgi`, `geregi`, `bilgi-geregi` or a text ending in the accusative. */
  closing: filled.optional(),
  ekler: z.array(paragraph).default([]),
  dagitim: z.strictObject({ geregi: z.array(recipient).default([]), bilgi: z.array(recipient).default([]) }).optional(),
  sureli: z.enum(['ACELE', 'GÜNLÜDÜR']).optional(),
  gizlilik: z.enum(['HİZMETE ÖZEL', 'GİZLİ', 'ÇOK GİZLİ']).optional(),
  retention: filled.optional(),
  heading: filled.optional(),
  rows: z.array(z.strictObject({ label: filled, value: filled })).default([]),
  /** Printed from a field of type `rows`; columns as the field has them. */
  table: fieldKey.optional(),
  sections: z.array(z.strictObject({ heading: filled, paragraphs: z.array(paragraph) })).default([]),
  /** Definitions of fields that only this kind uses; shared ones stand in `fields.yaml`. */
  fields: z.array(fieldDefinition.extend({ key: fieldKey })).default([]),
  /** Other names under which the kind is known. */
  aliases: z.array(key).default([]),
});

/** An office that many letters go to; `name` may hold placeholders. */
export const addresseeEntry = z.strictObject({
  kind: addresseeFacts.shape.kind,
  name: z.string().default(''),
  unit: filled.optional(),
  level: z.enum(OFFICE_LEVELS).optional(),
  isPrivate: z.boolean().optional(),
  isStaff: z.boolean().optional(),
});

/** A topic of the file plan. `confidence` A–D tells how well the code is sourced. */
export const sdpTopic = z.strictObject({
  code: z.string().regex(/^\d{3}(\.\d{2}){0,3}$/u, 'SDP kodu 903.02 biçiminde olmalı'),
  title: filled,
  retention: filled.nullable(),
  confidence: z.enum(['A', 'B', 'C', 'D']),
  note: filled.optional(),
});

export type FieldDefinition = z.infer<typeof fieldDefinition> & { readonly key: string };
export type KindEntry = z.infer<typeof kindEntry>;
export type AddresseeEntry = z.infer<typeof addresseeEntry>;
export type SdpTopic = z.infer<typeof sdpTopic>;
export type ParagraphEntry = z.infer<typeof paragraph>;
export type IlgiEntry = z.infer<typeof ilgi>;

/** A document kind ready for use: every name in it resolved. */
export interface DocumentKind extends Omit<KindEntry, 'layout' | 'muhatap' | 'ilgi' | 'sdp' | 'fields' | 'retention'> {
  /** Service of the directorate whose file holds it. */
  readonly service: string;
  readonly layout: Layout;
  readonly sdp: SdpTopic | null;
  /** Years to be kept as the file plan prints them (`B` = permanent); null where no source gives it. */
  readonly retention: string | null;
  readonly muhatap: AddresseeEntry | undefined;
  readonly ilgi: readonly { readonly key: string; readonly tarih?: string | undefined; readonly metin: string }[];
  /** Every `data` field that its texts use. The case engine asks for these. */
  readonly fields: readonly FieldDefinition[];
  readonly source: { readonly file: string; readonly line: number };
}

/** True for kinds written as a letter with Sayı, Konu and muhatap; the others are minutes, forms and lists. */
export function isLetter(kind: { readonly layout: Layout }): boolean {
  return kind.layout === 'yazi' || kind.layout === 'olur';
}

/** The layout that a type has unless its entry names another. */
export function defaultLayout(type: DocumentType): Layout {
  if (type === 'onay') return 'olur';
  return type === 'yazi' || type === 'tebligat' ? 'yazi' : type;
}
