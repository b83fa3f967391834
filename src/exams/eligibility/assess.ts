import { gorevdeYukselme, isoDate, type Outcome, type ParameterBook } from '../../calculations/index.ts';
import { parseInput, ValidationError } from '../../errors/index.ts';
import type { Person } from '../../personnel/index.ts';
import { NO_EXTRAS, type YukselmeQuestion, yukselmeOfPerson } from '../../statements/index.ts';
import type { Exam, ExamPost } from '../model.ts';
import type { StoredEligibility } from './model.ts';

type Assessment = Pick<StoredEligibility, 'state' | 'reasons'>;
type Extras = YukselmeQuestion['extras'];

/**
 * A candidate's record against the post (m.6, 7, 11; 68/B). The registry holds no certificates, licences or languages: who
 * fails only for want of such papers is `EKSIK_BILGI`, so the commission looks at them; who fails even with all of them is
 * `UYGUN_DEGIL`. Pure.
 */
export function assess(
  { exam, post, book }: { readonly exam: Exam; readonly post: ExamPost; readonly book: ParameterBook },
  person: Person | null,
): Assessment {
  if (person === null) {
    return unclear(['Kurumda personel kaydı yok; şartlar belgelerinden denetlenmeli (MEB Yön. m.6, 11/3).']);
  }
  const ask = (extras: Extras): Outcome<unknown> =>
    yukselmeOfPerson({ book }, person, { ...questionOf(exam, post), extras });
  try {
    const strict = ask(NO_EXTRAS);
    const generous = ask(allPapers(person, book, exam.applicationsEndOn));
    if (generous.kind === 'notEligible') return { state: 'UYGUN_DEGIL', reasons: generous.reason.split(' | ') };
    const reasons = [...reasonsOf(strict), ...degreeReason(post)];
    return reasons.length === 0 ? { state: 'UYGUN', reasons } : unclear(reasons);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return unclear(error.issues.map((i) => i.message));
  }
}

function unclear(reasons: readonly string[]): Assessment {
  return { state: 'EKSIK_BILGI', reasons };
}

function questionOf(exam: Exam, post: ExamPost): Omit<YukselmeQuestion, 'extras'> {
  const schema = gorevdeYukselme.personEligibilityInput.omit({ person: true });
  const { derece, ekGosterge, unvan: kadro } = post;
  const degree = derece === null ? { derece: 1, outside68b: true } : { derece };
  return parseInput(schema, { on: isoDate(exam.applicationsEndOn), kadro, ekGosterge, ...degree });
}

function degreeReason({ derece }: ExamPost): string[] {
  return derece === null ? ['Kadronun derecesi sınav kaydında yok; 68/B süresi denetlenmedi (657 s.K. m.68/B).'] : [];
}

/** Every paper that a kadro may ask for, and every diploma in its field. */
function allPapers(person: Person, book: ParameterBook, on: string): Extras {
  const { versions } = gorevdeYukselme.promotionTablesOf(book).promotion;
  const documents = versions.findLast((v) => v.from <= on)?.value?.documents ?? {};
  const fields = person.education.flatMap((e) => [e.field, e.title]).filter((f) => f !== null);
  return {
    ...NO_EXTRAS,
    kadroFields: fields,
    licenceBSince: isoDate(person.bornOn),
    documents: Object.keys(documents),
    programmingLanguages: 99,
    avukatlikRuhsati: true,
  };
}

function reasonsOf(outcome: Outcome<unknown>): string[] {
  if (outcome.kind === 'value') return [];
  if (outcome.kind === 'notEligible') return outcome.reason.split(' | ');
  return outcome.missing.map((m) => `Kayıtta eksik: ${m.label}.`);
}
