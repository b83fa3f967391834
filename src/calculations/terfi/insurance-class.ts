import type { IsoDate } from '../engine/index.ts';
import { addFinding, addMissing, type Derivation } from './derivation.ts';
import type { InsuranceFact, Sinif } from './facts.ts';
import { directWorkers, insuranceRules } from './periods.ts';

/** How a record counts in KHA: ¾, whole at once, whole in a cooperative, public work, or not at all. */
export type KhaShare = 'fraction' | 'whole' | 'cooperative' | 'publicWork' | 'none';

interface Subject {
  readonly fact: InsuranceFact;
  readonly record: string;
  readonly sinif: Sinif | null;
  /** First day of the officership that follows. */
  readonly start: IsoDate;
}

/** What counts in KHA by class, profession, sector and proof. 657 s.K. m.36/C-1, C-2, C-3, C-7; R13. */
export function classifyInsurance(derivation: Derivation, subject: Subject): KhaShare {
  const { fact, sinif } = subject;
  switch (fact.kind) {
    case 'VEKIL':
      return 'none';
    case 'SOZLESMELI_4924':
      return 'whole';
    case 'TARIM_KOOPERATIFI':
      return 'cooperative';
    case 'SERBEST_AVUKATLIK':
      return sinif === 'AH' ? provenBy(derivation, subject, fact.proof, 'VERGI_DAIRESI') : 'none';
    case 'SIGORTA':
      return classifyJob(derivation, subject, fact);
  }
}

function classifyJob(
  derivation: Derivation,
  subject: Subject,
  fact: Extract<InsuranceFact, { readonly kind: 'SIGORTA' }>,
): KhaShare {
  const { sinif, start, record } = subject;
  if (fact.sector === 'KAMU' && fact.passedDirectly && directWorkers.some((w) => w.from <= start && start <= w.to)) {
    return 'whole';
  }
  if (sinif !== 'TH' && sinif !== 'SH') return 'none';
  if (fact.inProfession === null) {
    addMissing(derivation, `${record}.inProfession`, 'Sigortalı iş meslekte mi geçti');
    return 'none';
  }
  if (!fact.inProfession) return 'none';
  if (fact.sector === null) {
    addMissing(derivation, `${record}.sector`, 'Sigortalı iş kamuda mı, özel sektörde mi');
    return 'none';
  }
  if (fact.sector === 'KAMU') return 'publicWork';
  return provenBy(derivation, subject, fact.proof, fact.scheme === 'SSK' ? 'ISVEREN' : 'VERGI_DAIRESI');
}

/** ¾ with the accepted proof of the title; papers of chambers and bar associations are not accepted. */
function provenBy(derivation: Derivation, { record }: Subject, proof: string | null, accepted: string): KhaShare {
  if (proof === accepted) return 'fraction';
  if (proof === null) {
    addMissing(derivation, `${record}.proof`, 'Çalışılan unvanı gösteren belge (işveren ya da vergi dairesi)');
    return 'none';
  }
  addFinding(derivation, () => ({
    code: 'PROOF_NOT_ACCEPTED',
    record,
    rule: 'R13.2',
    article: insuranceRules.article,
    message:
      'Unvan belgesi kabul edilen yerden değil (SSK için işveren, Bağ-Kur ve serbest avukatlık için vergi dairesi); süre KHA’da sayılmadı.',
  }));
  return 'none';
}
