import { z } from 'zod';
import { OFFICE_LEVELS } from './levels.ts';

const level = z.enum(OFFICE_LEVELS);
const relation = z.enum(['ust', 'esit', 'ast', 'belirsiz']);
const text = z.string().trim();

/** Who signs. `delegator` gives the `a.` line (m.17/9), `vekil` the `V.` mark (m.17/10), `akademikUnvan` stands before the name. */
export const signerFacts = z.strictObject({
  ad: text,
  soyad: text,
  unvan: text,
  akademikUnvan: text.optional(),
  vekil: z.boolean().default(false),
  delegator: z.strictObject({ unvan: text, level: level.optional() }).optional(),
  level: level.optional(),
});

/** The sending office: letterhead lines below `T.C.`, its DETSİS number and how to reach it. */
export const senderFacts = z.strictObject({
  /** Idare first (printed in capitals), then birim; at most three (m.10). */
  lines: z.array(text).min(1).max(3),
  detsis: text.regex(/^[1-9]\d{7}$/u, 'DETSİS numarası 8 haneli olmalı ve 0 ile başlamamalıdır.').nullable(),
  level: level.optional(),
  address: text.default(''),
  phone: text.default(''),
  fax: text.default(''),
  email: text.default(''),
  web: text.default(''),
  kep: text.default(''),
});

/** To whom. `birim` = a unit of the same idare, `kurum` = another idare or company, `kisi` = a person, `makam` = who gives the olur. */
export const addresseeFacts = z.strictObject({
  kind: z.enum(['kurum', 'birim', 'kisi', 'makam', 'dagitim']),
  name: text.default(''),
  /** A unit below the idare, printed in parentheses without suffix. */
  unit: text.optional(),
  /** Extra lines for letters that leave the idare. */
  address: z.array(text).default([]),
  level: level.optional(),
  relation: relation.optional(),
  /** A company or association: always `rica ederim` (Kılavuz 13.1). */
  isPrivate: z.boolean().optional(),
  /** A person on our own staff, whom the office may ask or instruct. */
  isStaff: z.boolean().optional(),
});

/** One İlgi: its text without letter, and its day for the order (oldest first). `key` lets texts cite it. */
export const ilgiFacts = z.strictObject({ key: text.optional(), tarih: z.iso.date().optional(), metin: text });

/** One line of the Dağıtım; `note` such as `Ek konulmadı`. */
export const recipientFacts = z.strictObject({
  name: text,
  level: level.optional(),
  relation: relation.optional(),
  isPrivate: z.boolean().optional(),
  note: text.optional(),
});

export const personnelFacts = z.strictObject({
  adSoyad: text,
  sicilNo: text.optional(),
  tckn: text.optional(),
  unvan: text.optional(),
  unit: text.optional(),
  hizmetSinifi: text.optional(),
  kadroDerecesi: z.number().int().optional(),
  derece: z.number().int().optional(),
  kademe: z.number().int().optional(),
  ekGosterge: z.number().int().optional(),
  dogumTarihi: z.iso.date().optional(),
  dogumYeri: text.optional(),
  babaAdi: text.optional(),
  ogrenim: text.optional(),
  address: z.array(text).default([]),
});

/** Value of a step's own field. Money is a decimal text, dates are ISO days; rows belong to tables. */
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const named = z.looseObject({ adSoyad: text.optional(), name: text.optional(), unvan: text.optional() });
export const dataValue = z.union([cell, named, z.array(z.record(z.string(), cell)), z.array(z.string())]);

/** Everything that a caller knows about the letter. What is absent is taken from the kind, or reported as missing. */
export const documentFacts = z.strictObject({
  sender: senderFacts,
  /** Who is written to; without it the kind's own rule decides. */
  muhatap: addresseeFacts.optional(),
  /** Registry number, known only after EBYS gave it; empty in drafts and new letters. */
  kayitNo: text.regex(/^\d+$/u).optional(),
  ortam: z.enum(['E', 'Z', 'O']).default('E'),
  /** Day of the last signature; empty until then. */
  tarih: z.iso.date().optional(),
  /** In rank order, lowest first. In an olur the first one proposes. */
  signers: z.array(signerFacts).max(5).default([]),
  /** Olur: who agree between proposer and approver, and who gives the olur. */
  olur: z
    .strictObject({ intermediates: z.array(signerFacts).default([]), approver: signerFacts, makam: text.optional() })
    .optional(),
  ilgiler: z.array(ilgiFacts).optional(),
  ekler: z.array(text).optional(),
  dagitim: z
    .strictObject({ geregi: z.array(recipientFacts).default([]), bilgi: z.array(recipientFacts).default([]) })
    .optional(),
  gizlilik: z.enum(['HİZMETE ÖZEL', 'GİZLİ', 'ÇOK GİZLİ']).optional(),
  sureli: z.enum(['ACELE', 'GÜNLÜDÜR']).optional(),
  bilgiIcin: z.strictObject({ adSoyad: text, unvan: text, phone: text.default('') }).optional(),
  personnel: personnelFacts.optional(),
  data: z.record(z.string(), dataValue).default({}),
});

export type SignerFacts = z.infer<typeof signerFacts>;
export type SenderFacts = z.infer<typeof senderFacts>;
export type AddresseeFacts = z.infer<typeof addresseeFacts>;
export type RecipientFacts = z.infer<typeof recipientFacts>;
export type DocumentFacts = z.infer<typeof documentFacts>;
/** What a caller may write: defaults left out. */
export type DocumentFactsInput = z.input<typeof documentFacts>;
