import type { ClientSession } from 'mongoose';
import { displayDate, type IsoDate, isIsoDate, terfi } from '../calculations/index.ts';
import { NotEligibleError } from '../errors/index.ts';
import { findKadro, findUnits, holdKadroIn } from '../institution/index.ts';
import {
  type Career,
  type Person,
  type PersonChange,
  personChangeSchema,
  updatePersonnelIn,
} from '../personnel/index.ts';
import type { CasesContext } from './cases-context.ts';
import type { StepDefinition } from './definition.ts';
import type { RegistryChange, RegistrySource } from './definition-effects.ts';
import type { Case } from './model.ts';

/**
 * Carries what a completed step changes over to the person's record, in the act's transaction. What the case did not
 * record changes nothing. A record step is refused before the day from which the change holds (NotEligibleError); another
 * kind of step leaves the record as it is then. A kadro that the change names is held by the person from then on and the
 * former one is vacant; ConflictError when somebody else holds it. Gives whether the record was changed.
 */
export async function changeRegistry(
  context: CasesContext,
  session: ClientSession,
  { row, step }: { row: Case; step: StepDefinition },
): Promise<boolean> {
  const { registry } = step;
  const { sicilNo } = row.subject;
  const on = registry ? row.state.data[registry.on] : undefined;
  if (!registry || sicilNo === null || typeof on !== 'string' || !isIsoDate(on)) return false;
  if (on > context.today) {
    if (step.kind !== 'record') return false;
    throw new NotEligibleError(
      `"${step.title}" adımı ${displayDate(on)} gününden önce tamamlanamaz: değişiklik o gün geçerli olur.`,
      '657 s.K. m.64',
      'Geçerlilik günü henüz gelmedi',
    );
  }
  const values = await valuesOf(context, row, registry.set);
  const posting = registry.beginPosting ? await valuesOf(context, row, registry.beginPosting) : null;
  if (Object.keys(values).length === 0 && !registry.endService && !registry.beginService && !posting) return false;
  const cause = row.caseNumber;
  await updatePersonnelIn(context, session, {
    sicilNo,
    cause,
    decide: (person) => decideChange(person, { registry, on, values, posting }),
  });
  const kadroNo = values.status === 'ayrildi' ? null : values.kadroNo;
  if (kadroNo !== undefined)
    await holdKadroIn(context, session, { sicilNo, kadroNo: kadroNo === null ? null : String(kadroNo), cause });
  return true;
}

type Values = Readonly<Record<string, string | number>>;

interface Change {
  readonly registry: RegistryChange;
  readonly on: IsoDate;
  readonly values: Values;
  readonly posting: Values | null;
}

function decideChange(person: Person, { registry, on, values, posting }: Change): PersonChange {
  const career = changedCareer(person.career, { registry, on, posting });
  return personChangeSchema.parse({ ...values, ...(career ? { career } : {}) });
}

/** The career with spells ended and begun; lists that have not been entered stay so. Null when nothing changes. */
function changedCareer(career: Career, { registry, on, posting }: Omit<Change, 'values'>): Career | null {
  const { endService, beginService } = registry;
  const changesService = career.service !== null && (endService !== null || beginService !== null);
  const addsPosting = career.postings !== null && typeof posting?.workplace === 'string';
  if (!changesService && !addsPosting) return null;
  const ended = (career.service ?? []).map((s) => (s.kind === endService && s.to === null ? { ...s, to: on } : s));
  const begins = beginService !== null && !ended.some((s) => s.kind === beginService && s.from === on);
  const begun = begins ? [...ended, { kind: beginService, from: on, to: null }] : ended;
  return {
    ...career,
    ...(changesService ? { service: begun } : {}),
    ...(addsPosting ? { postings: [...(career.postings ?? []), newPosting(on, posting)] } : {}),
  };
}

/** What the case doesn't tell of the posting stays untold (527) and is asked for by the calculations. */
function newPosting(on: IsoDate, { workplace, unvan, sinif, kadro }: Values): NonNullable<Career['postings']>[number] {
  const folded = String(sinif ?? '').replaceAll('İ', 'I');
  return {
    from: on,
    to: null,
    workplace: String(workplace),
    unvan: unvan === undefined ? null : String(unvan),
    sinif: terfi.SINIFS.find((s) => s === folded) ?? null,
    kadro: kadro === undefined ? null : String(kadro),
    priorityRegion: null,
    centralObligatory: null,
  };
}

async function valuesOf(
  context: CasesContext,
  row: Case,
  sources: Readonly<Partial<Record<string, RegistrySource>>>,
): Promise<Values> {
  const values: Record<string, string | number> = {};
  for (const [key, source] of Object.entries(sources)) {
    const value = source === undefined ? undefined : await readSource(context, row, source);
    if (value !== undefined) values[key] = value;
  }
  return values;
}

async function readSource(
  { db }: CasesContext,
  { state }: Case,
  source: RegistrySource,
): Promise<string | number | undefined> {
  const recorded = (key: string) => {
    const value = state.data[key];
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  };
  if (typeof source === 'string') return recorded(source);
  if ('value' in source) return source.value;
  if ('unitName' in source) {
    const code = recorded(source.unitName);
    return code === undefined ? undefined : (await findUnits(db, [String(code)]))[0]?.name;
  }
  const kadroNo = recorded(source.kadro);
  const kadro = kadroNo === undefined ? null : await findKadro(db, String(kadroNo));
  return kadro?.[source.take];
}
