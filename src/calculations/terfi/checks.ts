import { type Issue, ValidationError } from '../../errors/index.ts';
import { displayDate, type IsoDate } from '../engine/index.ts';
import type { ServiceFrame } from './derivation.ts';
import type { TerfiFacts } from './facts.ts';
import { articleOf, type RuleId } from './tables.ts';

/** Records that end before they begin. Throws ValidationError with all of them, each with its rule. */
export function checkSpans(facts: TerfiFacts): void {
  const issues: Issue[] = [];
  facts.service?.forEach((s, i) => {
    if (s.to !== null && s.to < s.from) issues.push(reversed(`service.${i}`, s.from, 'R13'));
  });
  facts.postings?.forEach((p, i) => {
    if (p.to !== null && p.to < p.from) issues.push(reversed(`postings.${i}`, p.from, 'R7'));
  });
  facts.discipline?.forEach((d, i) => {
    const isEarly = (day: IsoDate | null): boolean => day !== null && day < d.decidedOn;
    if (isEarly(d.notifiedOn) || isEarly(d.annulledOn)) issues.push(reversed(`discipline.${i}`, d.decidedOn, 'R8'));
  });
  if (issues.length > 0) throw new ValidationError(issues);
}

/** Records outside the service or across its beginning. Throws ValidationError with all of them, each with its rule. */
export function checkDates(facts: TerfiFacts, { entryOn }: ServiceFrame): void {
  const issues: Issue[] = [];
  facts.service?.forEach((s, i) => {
    if (s.kind !== 'SOZLESMELI_4B' || s.to <= entryOn) return;
    issues.push(
      issue(`service.${i}`, 'R5.4', `4/B kaydı memuriyetin başlangıcından (${displayDate(entryOn)}) sonra bitiyor.`),
    );
  });
  facts.discipline?.forEach((d, i) => {
    if (d.decidedOn < entryOn) issues.push(outside(`discipline.${i}`, d.decidedOn, 'R8'));
  });
  facts.borclanma.forEach((b, i) => {
    const day = b.effectiveOn ?? b.documentOn;
    if (day !== null && day < entryOn) issues.push(outside(`borclanma.${i}`, day, 'R9.3'));
  });
  if (issues.length > 0) throw new ValidationError(issues);
}

function issue(path: string, rule: RuleId, message: string): Issue {
  return { path, message, rule: `${rule} · ${articleOf(rule)}` };
}

function reversed(path: string, from: IsoDate, rule: RuleId): Issue {
  return issue(
    path,
    rule,
    `${displayDate(from)} tarihli kaydın tarihleri ters sırada; başlangıcı ve bitişi denetleyin.`,
  );
}

function outside(path: string, day: IsoDate, rule: RuleId): Issue {
  return issue(path, rule, `${displayDate(day)} tarihli kayıt göreve başlamadan önce; tarihi denetleyin.`);
}
