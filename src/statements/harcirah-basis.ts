import type { z } from 'zod';
import { type harcirah, isIsoDate, type MissingInput, readExact } from '../calculations/index.ts';
import type { Person } from '../personnel/index.ts';
import { kadroDereceOf, type StatementsContext } from './office.ts';
import type { RecordFact } from './record.ts';

export type BasisRaw = Partial<
  Pick<z.input<typeof harcirah.geciciInput>, 'gundelik' | 'derece' | 'kadroDerece' | 'ekGosterge' | 'unvan'>
>;

export interface Basis {
  readonly given: BasisRaw;
  readonly facts: readonly RecordFact[];
  readonly missing: readonly MissingInput[];
}

/** What the gündelik depends on. The registry holds no ek gösterge, so it is asked for where it can decide the gündelik. */
export async function basisOf(
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

/** A fact of m.7. */
export function fact(label: string, value: string, isFromRecord: boolean): RecordFact {
  return { label, value, article: '6245 s.K. m.7', isFromRecord };
}

export interface Family {
  readonly count: number | null;
  readonly facts: readonly RecordFact[];
  readonly missing: readonly MissingInput[];
}

/** The spouse, unless an officer with an own yolluk, and the children on record. 6245 s.K. m.3, 45. */
export function familyOf({ family }: Person, given: unknown): Family {
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
