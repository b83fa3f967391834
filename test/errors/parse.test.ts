import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { calculations } from '../../src/calculations/index.ts';
import {
  amountField,
  choiceField,
  completedYearsField,
  countField,
  dayField,
  dereceField,
  flagField,
  percentField,
  textField,
  timeField,
} from '../../src/calculations/input.ts';
import { parseInput, ValidationError } from '../../src/errors/index.ts';

const schema = z.strictObject({
  derece: dereceField.optional(),
  on: dayField.optional(),
  days: countField.optional(),
  years: completedYearsField.optional(),
  tutar: amountField.optional(),
  oran: percentField.optional(),
  evet: flagField.optional(),
  saat: timeField.optional(),
  ad: textField.optional(),
  tur: choiceField('Tur', { A: 'a', B: 'b' }).optional(),
  liste: z
    .array(z.strictObject({ kind: z.literal('X'), gun: countField }))
    .max(1)
    .optional(),
  birim: z
    .discriminatedUnion('kind', [z.strictObject({ kind: z.literal('X') }), z.strictObject({ kind: z.literal('Y') })])
    .optional(),
  plain: z.number().optional(),
  nesne: z.strictObject({}).optional(),
});

function refusal(raw: unknown, of: z.ZodType = schema, rule?: string): ValidationError {
  try {
    parseInput(of, raw, rule);
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
  return expect.fail('accepted');
}

describe('refused input', () => {
  test.each([
    [{ derece: 'iki' }, 'derece: Tam sayı yazın.'],
    [{ derece: true }, 'derece: sayı bekleniyor, evet/hayır (true/false) verildi.'],
    [{ derece: 16 }, 'derece: Derece 1–15 arasındadır.'],
    [{ derece: 2.5 }, 'derece: tam sayı bekleniyor, kesirli sayı verildi.'],
    [{ derece: '' }, 'derece: Tam sayı yazın.'],
    [{ plain: 'iki' }, 'plain: sayı bekleniyor, metin verildi.'],
    [{ plain: Number.NaN }, 'plain: sayı bekleniyor, sonlu olmayan bir sayı verildi.'],
    [{ on: '2026-02-29' }, 'on: YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.'],
    [{ on: 20260229 }, 'on: metin bekleniyor, sayı verildi.'],
    [{ days: -1 }, 'days: Sıfır ya da daha büyük bir tam sayı yazın.'],
    [{ days: [1] }, 'days: sayı bekleniyor, liste verildi.'],
    [{ days: {} }, 'days: sayı bekleniyor, nesne verildi.'],
    [{ days: null }, 'days: Bu alan zorunludur; bir değer yazın.'],
    [{ years: 'yedi' }, 'years: Yıl sayısını yazın.'],
    [{ tutar: 'çok' }, 'tutar: Sıfır ya da daha büyük bir sayı yazın; ondalık ayırıcı noktadır (1234.50).'],
    [{ tutar: false }, 'tutar: sayı bekleniyor, evet/hayır (true/false) verildi.'],
    [{ oran: 101 }, 'oran: Oran 0–100 arasındadır.'],
    [
      { evet: 'belki' },
      'evet: Geçersiz değer ("belki"); şunlardan birini yazın: true, evet, 1, false, hayır, hayir, 0.',
    ],
    [{ evet: 7 }, 'evet: evet/hayır (true/false) bekleniyor, sayı verildi.'],
    [{ saat: '24:00' }, 'saat: Saati SS:DD biçiminde yazın (09:30).'],
    [{ ad: '  ' }, 'ad: Boş bırakılamaz.'],
    [{ ad: 5 }, 'ad: metin bekleniyor, sayı verildi.'],
    [{ tur: 'C' }, 'tur: Geçersiz değer ("C"); şunlardan birini yazın: A, B.'],
    [{ liste: 'x' }, 'liste: liste bekleniyor, metin verildi.'],
    [{ liste: [{ kind: 'X' }] }, 'liste.0.gun: Bu alan zorunludur; bir değer yazın.'],
    [
      {
        liste: [
          { kind: 'X', gun: 1 },
          { kind: 'X', gun: 1 },
        ],
      },
      'liste: En çok 1 öge olabilir.',
    ],
    [{ birim: { kind: 'Z' } }, 'birim.kind: Geçersiz değer ("Z"); şunlardan birini yazın: X, Y.'],
    [{ birim: {} }, 'birim.kind: Bu alan zorunludur; bir değer yazın. Olabilecekler: X, Y.'],
    [{ nesne: [] }, 'nesne: nesne bekleniyor, liste verildi.'],
    [{ boyle: 1 }, 'Bilinmeyen alan: boyle. Alan adlarını denetleyin.'],
    [5, 'Nesne bekleniyor, sayı verildi.'],
    [undefined, 'Bu alan zorunludur; bir değer yazın.'],
  ])('%j: %s', (raw, message) => {
    expect(refusal(raw).message).toBe(message);
  });

  test('every refused field is named, with its rule where it is known', () => {
    const { issues, message } = refusal({ derece: 'x', ad: '' }, schema, '657 s.K. m.36');
    expect(issues.map((i) => [i.path, i.rule])).toEqual([
      ['derece', '657 s.K. m.36'],
      ['ad', '657 s.K. m.36'],
    ]);
    expect(message).toBe('2 alan hatalı: derece: Tam sayı yazın; ad: Boş bırakılamaz.');
  });

  test.each(calculations.map((c) => [c.kind, c] as const))('%s: nothing but Turkish, article named', (_kind, entry) => {
    for (const raw of [
      7,
      { yok: 1 },
      Object.fromEntries(Object.keys(shapeOf(entry.input)).map((k) => [k, Symbol.iterator])),
    ]) {
      let refused: unknown;
      try {
        entry.calculate(raw, { book: new Map() });
      } catch (error) {
        refused = error;
      }
      expect(refused).toBeInstanceOf(ValidationError);
      const { issues } = refused as ValidationError;
      for (const { message, rule } of issues) {
        expect(message).not.toMatch(/expected|received|invalid|undefined|Invalid|alınan/);
        expect(rule).toBe(entry.article);
      }
    }
  });
});

function shapeOf(input: z.ZodType): Readonly<Record<string, unknown>> {
  return input instanceof z.ZodObject ? input.shape : {};
}
