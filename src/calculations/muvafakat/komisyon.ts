import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Outcome } from '../engine/index.ts';
import { countField, textField } from '../input.ts';
import { fold, kurumField, type MuvafakatContext, onField, openRules } from './kurallar.ts';

const asked = { on: onField, kurum: kurumField };

export const komisyonInput = z.strictObject({
  ...asked,
  applicantUnion: textField.optional().describe('Başvuranın sendikası; üyeliği yoksa boş.'),
  representedUnions: z.array(textField).default([]).describe('Komisyonda temsil edilen yetkili sendikalar.'),
});
export type KomisyonInput = z.output<typeof komisyonInput>;

export interface KomisyonValue {
  readonly seats: readonly string[];
  readonly size: number;
  /** Absolute majority of all seats. */
  readonly quorum: number;
  readonly termYears: number;
  readonly extensionYears: number;
  /** The applicant's own other union may send an observer without a vote. */
  readonly mayObserve: boolean;
}

/** Seats, quorum, term and the observer's right. m.6. */
export function calculateKomisyon(input: KomisyonInput, context: MuvafakatContext): Outcome<KomisyonValue> {
  const tracer = createTracer();
  const rules = openRules(input, context, tracer);
  const size = rules.figures.count('uye-sayisi');
  const quorum = majorityOf(size);
  const { applicantUnion } = input;
  const mayObserve =
    applicantUnion !== undefined && !input.representedUnions.some((u) => fold(u) === fold(applicantUnion));
  const value = {
    seats: rules.texts.commission.seats,
    size,
    quorum,
    termYears: rules.figures.count('gorev-suresi-yil'),
    extensionYears: rules.figures.count('uzatma-yil'),
    mayObserve,
  };
  tracer.step({
    label: 'Komisyon',
    article: rules.article('m.6/2, 6/3'),
    arithmetic: `${size} üyenin salt çoğunluğu`,
    result: `toplantı yeter sayısı ${quorum}; gözlemci ${mayObserve ? 'katılabilir (oy hakkı yok)' : 'yok'}`,
    parameters: rules.figures.used(),
  });
  return concluded(value, tracer);
}

export const komisyonKararInput = z.strictObject({
  ...asked,
  membersPresent: countField.describe('Toplantıya katılan üye, başkan dâhil.'),
  observers: countField.default(0).describe('Gözlemci; oyu yoktur, yeter sayıya girmez.'),
  votesFor: countField.nullable().default(null).describe('Kabul oyu; yalnız gereken oy soruluyorsa boş.'),
});
export type KomisyonKararInput = z.output<typeof komisyonKararInput>;

export interface KomisyonKararValue {
  readonly quorum: number;
  readonly votesNeeded: number;
  /** Null without a vote. */
  readonly result: 'TOPLANAMAZ' | 'KABUL' | 'RET' | null;
}

/** Whether the commission may meet and what it decided: absolute majority of those present, no casting vote. m.6/3. */
export function calculateKomisyonKarari(
  input: KomisyonKararInput,
  context: MuvafakatContext,
): Outcome<KomisyonKararValue> {
  const tracer = createTracer();
  const rules = openRules(input, context, tracer);
  const size = rules.figures.count('uye-sayisi');
  const { membersPresent: present, votesFor } = input;
  if (present > size)
    throw ValidationError.of(
      'membersPresent',
      `Komisyonun ${size} üyesi var; katılan üye bundan çok olamaz.`,
      rules.article('m.6/2'),
    );
  const quorum = majorityOf(size);
  if (votesFor !== null && present >= quorum && votesFor > present)
    throw ValidationError.of(
      'votesFor',
      'Kabul oyu katılan üye sayısını aşamaz; gözlemcinin oyu yoktur.',
      rules.article('m.6/2'),
    );
  const votesNeeded = majorityOf(present);
  if (votesFor === null && present < quorum)
    throw ValidationError.of('membersPresent', `Komisyon en az ${quorum} üyeyle toplanır.`, rules.article('m.6/3'));
  const result = present < quorum ? 'TOPLANAMAZ' : votesFor === null ? null : votesFor >= votesNeeded ? 'KABUL' : 'RET';
  tracer.step({
    label: 'Komisyon kararı',
    article: rules.article('m.6/3'),
    arithmetic: `katılan ${present} (yeter sayı ${quorum}), gereken oy ${votesNeeded}, kabul ${votesFor ?? '–'}; gözlemci ${input.observers} oysuz`,
    result: result === null ? `${votesNeeded} oy gerekir` : resultTexts[result],
    parameters: rules.figures.used(),
  });
  return concluded({ quorum, votesNeeded, result }, tracer);
}

const resultTexts = { TOPLANAMAZ: 'toplanamaz', KABUL: 'kabul', RET: 'ret' } as const;

function majorityOf(members: number): number {
  return Math.floor(members / 2) + 1;
}
