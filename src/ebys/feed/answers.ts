import { z } from 'zod';

const day = z.iso.date('YYYY-AA-GG biçiminde bir gün yazın.');
const moment = z.iso.datetime({
  offset: true,
  error: 'ISO biçiminde, saat dilimli bir an yazın (2026-11-22T09:00:00+03:00).',
});
const name = z.string().trim().min(1, 'Boş bırakılamaz.').max(200, 'En çok 200 karakter olabilir.');
const addressee = z.string().trim().max(300).default('');

/** What the EBYS may answer about a letter, by kind. `to` names an addressee where a letter has several. */
export const ANSWER_SCHEMAS = {
  /** The letter got its sayı and date. */
  REGISTERED: z.strictObject({
    sayi: z
      .string()
      .regex(
        /^[EZO]-[1-9][0-9]{7}-[0-9]{3}(\.[0-9]{2}){0,3}-[0-9]+$/,
        'Sayı "E-67915368-903.07.02-4752" biçiminde olmalı (m.11).',
      ),
    tarih: day,
  }),
  /** Somebody initialled it. */
  INITIALLED: z.strictObject({ by: name, unvan: name.optional(), at: moment }),
  /** Somebody signed it; `last` with the signature that completes it. */
  SIGNED: z.strictObject({
    by: name,
    unvan: name.optional(),
    capacity: z.enum(['ASIL', 'VEKIL', 'DEVIR']).default('ASIL'),
    at: moment,
    last: z.boolean(),
  }),
  /** It was sent back unsigned. */
  RETURNED: z.strictObject({
    by: name,
    at: moment,
    reason: z.string().trim().min(1, 'İade gerekçesini yazın.').max(2000),
  }),
  /** It left the institution. */
  SENT: z.strictObject({ to: addressee, at: moment, channel: z.enum(['EYAZISMA', 'KEP', 'POSTA', 'ELDEN']) }),
  /** It was served: the tebliğ date, from which periods run. */
  DELIVERED: z.strictObject({ to: addressee, on: day }),
} as const;

export type AnswerKind = keyof typeof ANSWER_SCHEMAS;
export const ANSWER_KINDS: readonly AnswerKind[] = [
  'REGISTERED',
  'INITIALLED',
  'SIGNED',
  'RETURNED',
  'SENT',
  'DELIVERED',
];

type Body<K extends AnswerKind> = z.output<(typeof ANSWER_SCHEMAS)[K]>;
/** One answer with its kind. */
export type Answer = { [K in AnswerKind]: { readonly kind: K } & Readonly<Body<K>> }[AnswerKind];

/** Everything that the EBYS has said about a letter; lists in an order of their own, not that of arrival. */
export interface LetterFacts {
  readonly registered: Body<'REGISTERED'> | null;
  readonly initialled: readonly Body<'INITIALLED'>[];
  readonly signed: readonly Body<'SIGNED'>[];
  readonly returned: Body<'RETURNED'> | null;
  readonly sent: readonly Body<'SENT'>[];
  readonly delivered: readonly Body<'DELIVERED'>[];
}

/** A letter about which nothing was said yet. */
export const NO_FACTS: LetterFacts = {
  registered: null,
  initialled: [],
  signed: [],
  returned: null,
  sent: [],
  delivered: [],
};
