import type { z } from 'zod';
import { harcirah, type Outcome } from '../calculations/index.ts';
import { parseInput } from '../errors/index.ts';
import type { Person } from '../personnel/index.ts';
import { basisOf, fact, familyOf } from './harcirah-basis.ts';
import { requirePerson, type StatementsContext } from './office.ts';
import { onRecord } from './record.ts';

export type GeciciRaw = z.input<typeof harcirah.geciciInput>;
export type SurekliRaw = z.input<typeof harcirah.surekliInput>;
export type YurtdisiRaw = z.input<typeof harcirah.yurtdisiInput>;
export type GundelikRaw = z.input<typeof harcirah.gundelikInput>;
export type EmekliRaw = z.input<typeof harcirah.emekliInput>;

/** A statement with the checked input that it was made from. */
export interface YollukOnRecord<I, V> {
  readonly person: Person;
  readonly input: I;
  readonly outcome: Outcome<V>;
}

/**
 * Statement of a temporary duty of a person on record: degree, post and title come from the record unless given. Throws
 * NotFoundError, ValidationError. 6245 s.K. m.7, 14, 33–42.
 */
export async function geciciGorevOf(
  context: StatementsContext,
  sicilNo: string,
  raw: GeciciRaw,
): Promise<YollukOnRecord<harcirah.GeciciInput, harcirah.GeciciValue>> {
  const person = await requirePerson(context.db, sicilNo);
  const basis = await basisOf(context, person, { raw, on: raw.startOn });
  const input = parseInput(harcirah.geciciInput, { ...raw, ...basis.given });
  const outcome = onRecord({ input, ...basis }, (i) => harcirah.calculateGeciciGorev(i, context));
  return { person, input, outcome };
}

/**
 * Statement of a permanent transfer of a person on record: basis and family come from the record unless given. Throws
 * NotFoundError, ValidationError. 6245 s.K. m.10, 43–46.
 */
export async function surekliGorevOf(
  context: StatementsContext,
  sicilNo: string,
  raw: SurekliRaw,
): Promise<YollukOnRecord<harcirah.SurekliInput, harcirah.SurekliValue>> {
  const person = await requirePerson(context.db, sicilNo);
  const basis = await basisOf(context, person, { raw, on: raw.on });
  const family = familyOf(person, raw.familyMembers);
  const given = { ...basis.given, ...(family.count === null ? {} : { familyMembers: family.count }) };
  const input = parseInput(harcirah.surekliInput, { ...raw, ...given });
  const completed = {
    input,
    facts: [...basis.facts, ...family.facts],
    missing: [...basis.missing, ...family.missing],
  };
  return { person, input, outcome: onRecord(completed, (i) => harcirah.calculateSurekliGorev(i, context)) };
}

/**
 * Statement of a duty abroad of a person on record. The record holds neither country nor column of the yearly table: both
 * are input. Throws NotFoundError, ValidationError. 6245 s.K. m.34, 42/b.
 */
export async function yurtdisiGorevOf(
  context: StatementsContext,
  sicilNo: string,
  raw: YurtdisiRaw,
): Promise<YollukOnRecord<harcirah.YurtdisiInput, harcirah.YurtdisiValue>> {
  const person = await requirePerson(context.db, sicilNo);
  const input = parseInput(harcirah.yurtdisiInput, raw);
  const facts = [fact('Unvan', person.unvan, true)];
  const outcome = onRecord({ input, facts, missing: [] }, (i) => harcirah.calculateYurtdisiGecici(i, context));
  return { person, input, outcome };
}

/**
 * The gündelik of a person on record on a day, at home or in KKTC: degree, post and title come from the record unless
 * given. Throws NotFoundError, ValidationError. 6245 s.K. m.7, 33, 34.
 */
export async function gundelikOf(
  context: StatementsContext,
  sicilNo: string,
  raw: GundelikRaw,
): Promise<Outcome<harcirah.GundelikValue>> {
  const person = await requirePerson(context.db, sicilNo);
  const basis = await basisOf(context, person, { raw, on: raw.on });
  const input = parseInput(harcirah.gundelikInput, { ...raw, ...basis.given });
  return onRecord({ input, ...basis }, (i) => harcirah.calculateGundelik(i, context));
}

/**
 * Retirement compensation of a person on record; the same for every officer, so the record tells only who it is. Throws
 * NotFoundError, ValidationError. 375 s. KHK m.1/D.
 */
export async function emekliTazminatiOf(
  context: StatementsContext,
  sicilNo: string,
  raw: EmekliRaw,
): Promise<Outcome<harcirah.EmekliValue>> {
  const person = await requirePerson(context.db, sicilNo);
  const input = parseInput(harcirah.emekliInput, raw);
  const article = '375 s. KHK m.1/D';
  const facts = [{ label: 'Unvan', value: person.unvan, article, isFromRecord: true }];
  return onRecord({ input, facts, missing: [] }, (i) => harcirah.calculateEmekliTazminati(i, context));
}
