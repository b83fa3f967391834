import type { z } from 'zod';
import { harcirah, isIsoDate, type MissingInput, type Outcome, readExact } from '../calculations/index.ts';
import { parseInput } from '../errors/index.ts';
import type { Person } from '../personnel/index.ts';
import { kadroDereceOf, requirePerson, type StatementsContext } from './office.ts';
import { onRecord, type RecordFact } from './record.ts';

export type GeciciRaw = z.input<typeof harcirah.geciciInput>;
export type SurekliRaw = z.input<typeof harcirah.surekliInput>;
type BasisRaw = Pick<GeciciRaw, 'gundelik' | 'derece' | 'kadroDerece' | 'ekGosterge' | 'unvan'>;

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

interface Basis {
  readonly given: BasisRaw;
  readonly facts: readonly RecordFact[];
  readonly missing: readonly MissingInput[];
}

/** What the gündelik depends on. The registry holds no ek gösterge, so it is asked for where it can decide the gündelik. */
async function basisOf(
  context: StatementsContext,
  person: Person,
  { raw, on }: { raw: BasisRaw; on: string },
): Promise<Basis> {
  if (raw.gundelik !== undefined) return { given: {}, facts: [], missing: [] };
  const derece = raw.derece ?? person.derece ?? undefined;
  const kadroDerece = raw.kadroDerece ?? (await kadroDereceOf(context.db, person));
  const unvan = raw.unvan ?? person.unvan;
  const facts = [
    ...(derece === undefined ? [] : [fact('Aylık derecesi', String(derece), raw.derece === undefined)]),
    ...(kadroDerece === null ? [] : [fact('Kadro derecesi', String(kadroDerece), raw.kadroDerece == null)]),
    fact('Unvan', unvan, raw.unvan === undefined),
  ];
  const given = { ...(derece === undefined ? {} : { derece }), kadroDerece, unvan };
  const asks = raw.ekGosterge === undefined && isHighPost(context, on, [Number(derece), Number(kadroDerece ?? 15)]);
  const missing = asks ? [{ path: 'ekGosterge', label: 'Kadronun ek göstergesi (personel kaydında tutulmaz)' }] : [];
  return { given, facts, missing };
}

/** Degrees 1–4: the ek gösterge may lift the gündelik to a higher row of the H cetveli. */
function isHighPost({ book }: StatementsContext, on: string, dereces: readonly number[]): boolean {
  if (!isIsoDate(on)) return false;
  const limit = readExact(book, 'kadro-derece-siniri', on).value.toNumber();
  return dereces.some((d) => d <= limit);
}

function fact(label: string, value: string, isFromRecord: boolean): RecordFact {
  return { label, value, article: '6245 s.K. m.7', isFromRecord };
}

interface Family {
  readonly count: number | null;
  readonly facts: readonly RecordFact[];
  readonly missing: readonly MissingInput[];
}

/** The spouse, unless an officer with an own yolluk, and the children on record. 6245 s.K. m.3, 45. */
function familyOf({ family }: Person, given: unknown): Family {
  if (given !== undefined) return { count: null, facts: [], missing: [] };
  if (family === null)
    return { count: null, facts: [], missing: [{ path: 'familyMembers', label: 'Aile beyanı (eş ve çocuklar)' }] };
  const spouse = family.spouse !== null && family.spouse.employment !== 'memur' ? 1 : 0;
  const count = spouse + family.children.length;
  const value = `${count} kişi: eş ${spouse}, çocuk ${family.children.length}; bakmakla yükümlülük beyanla belgelenir`;
  return {
    count,
    facts: [{ label: 'Aile fertleri', value, article: '6245 s.K. m.3, 45', isFromRecord: true }],
    missing: [],
  };
}
