import { type IsoDate, isoDate } from '../calculations/index.ts';
import { DomainError } from '../errors/index.ts';
import { type Person, terfiOf } from '../personnel/index.ts';
import type { ProcessDefinition } from './definition.ts';
import type { CaseData } from './state.ts';

/**
 * What the law calculations of a process say of a person on a day, by field key, to fill forms beforehand; the officer
 * confirms it in the step. Empty where the process calculates nothing or the record doesn't tell enough.
 */
export function calculatedFacts(process: ProcessDefinition, person: Person, today: string): CaseData {
  const asOf = isoDate(today);
  return process.steps.some((s) => s.calculate?.kind === 'terfi') ? terfiFacts(person, asOf) : {};
}

/** The next step or degree of the kazanilmis hak ayligi. 657 s.K. m.64, 68. */
function terfiFacts(person: Person, asOf: IsoDate): CaseData {
  const next = nextOf(person, asOf);
  if (!next) return {};
  const { derece, kademe } = next.position;
  return { terfiTarihi: next.on, yukselecegiDerece: derece, yukselecegiKademe: kademe };
}

function nextOf(person: Person, asOf: IsoDate) {
  try {
    const outcome = terfiOf(person, { asOf });
    return outcome.kind === 'value' ? outcome.value.next.kha : null;
  } catch (error) {
    // A contradicting record is shown by the calculation itself; the case opens without its help.
    if (error instanceof DomainError) return null;
    throw error;
  }
}
