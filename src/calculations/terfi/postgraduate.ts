import type { IsoDate } from '../engine/index.ts';
import { addFinding, addMissing, type Derivation, type ServiceFrame } from './derivation.ts';
import { lawyerTraining, postgraduateRules } from './education-table.ts';

interface Grant {
  readonly on: IsoDate;
  readonly kademe: number;
  readonly derece: number;
  readonly why: string;
  readonly record: string;
}

/** Steps and degrees of A/9 to A/11, oldest first: master once, doctorate after the master step two steps. m.36/A-9…11. */
function grantsOf(derivation: Derivation): Grant[] {
  const { facts } = derivation;
  const ordered = facts.postgraduate
    .map((fact, index) => ({ fact, index }))
    .sort((a, b) => (a.fact.effectiveOn < b.fact.effectiveOn ? -1 : 1));
  const master = facts.education?.find((e) => e.saysMaster);
  let isMasterUsed = master !== undefined;
  const grants: Grant[] = master
    ? [grant(master.effectiveOn ?? ('0001-01-01' as IsoDate), postgraduateRules.master, 'education')]
    : [];
  for (const { fact, index } of ordered) {
    const record = `postgraduate.${index}`;
    switch (fact.kind) {
      case 'YUKSEK_LISANS':
      case 'IHTISAS_SERTIFIKASI':
        if (!isMasterUsed) grants.push(grant(fact.effectiveOn, postgraduateRules.master, record));
        isMasterUsed = true;
        break;
      case 'TIPTA_UZMANLIK':
        grants.push(grant(fact.effectiveOn, postgraduateRules.specialist, record));
        break;
      case 'DOKTORA':
        if (fact.inOwnField === null) addMissing(derivation, `${record}.inOwnField`, 'Doktora kendi dalında mı');
        if (fact.inOwnField) {
          const rule = isMasterUsed ? postgraduateRules.doctorateAfterMaster : postgraduateRules.doctorate;
          grants.push(grant(fact.effectiveOn, rule, record));
        }
        break;
      case 'DOCENTLIK':
        if (fact.atUniversity === null)
          addMissing(derivation, `${record}.atUniversity`, 'Doçentlik üniversitede iken mi kazanıldı');
        else {
          const rule = fact.atUniversity
            ? postgraduateRules.docentlikAtUniversity
            : postgraduateRules.docentlikElsewhere;
          grants.push(grant(fact.effectiveOn, rule, record));
        }
        break;
      case 'OZEL_YARISMA_ATAMASI':
        grants.push(grant(fact.effectiveOn, postgraduateRules.specialExam, record));
        break;
    }
  }
  return grants;
}

function grant(
  on: IsoDate,
  rule: { readonly kademe?: number; readonly derece?: number; readonly article: string },
  record: string,
): Grant {
  const article = rule.article.slice(rule.article.indexOf('A-'));
  return {
    on,
    kademe: rule.kademe ?? 0,
    derece: rule.derece ?? 0,
    why: `36. md. ${article.replace('-', '/')}`,
    record,
  };
}

/** What was earned before the entry and belongs to the entry position. */
export function grantsBefore(derivation: Derivation, entryOn: IsoDate): { derece: number; kademe: number } {
  const before = grantsOf(derivation).filter((g) => g.on <= entryOn);
  return {
    derece: before.reduce((sum, g) => sum + g.derece, 0),
    kademe: before.reduce((sum, g) => sum + g.kademe, 0),
  };
}

/** A/9 to A/11 and the lawyer's training during the service, as events; those that a later 12/d drops are findings. */
export function derivePostgraduate(derivation: Derivation, frame: ServiceFrame): void {
  const { events, facts } = derivation;
  const later = grantsOf({ ...derivation, missing: [] }).filter((g) => g.on > frame.entryOn);
  for (const { on, kademe, derece, why } of later) {
    if (kademe > 0) events.push({ type: 'steps', on, count: kademe, why });
    if (derece > 0) events.push({ type: 'degree', on, count: derece, why });
  }
  const training = facts.lawyerTrainingOn;
  if (training !== null && training > frame.entryOn) {
    events.push({ type: 'steps', on: training, count: lawyerTraining.inService, why: '36. md. A/1' });
  }
}

/** Findings for grants that a later intibak would drop: the law gives back only what is earned apart from the diploma. */
export function findDroppedGrants(derivation: Derivation, intibakOn: IsoDate): void {
  for (const { on, record } of grantsOf({ ...derivation, missing: [] })) {
    if (on >= intibakOn) continue;
    addFinding(derivation, () => ({
      code: 'GRANT_DROPPED_BY_INTIBAK',
      record,
      rule: 'R12.4',
      article: '657 s.K. m.36/A-12-d',
      message:
        '36/A-1, A-9, A-10 ve A-11 ile verilen kademe ya da derece, sonraki 12/d intibakında yeniden eklenmedi; amaçlanan bu mu, denetleyin.',
    }));
  }
}
