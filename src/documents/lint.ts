import { bodyChecks } from './lint/body-checks.ts';
import type { Check, LintFacts, LintFinding } from './lint/check.ts';
import { readDocx } from './lint/docx-model.ts';
import { headChecks } from './lint/head-checks.ts';
import { readLetter } from './lint/letter-model.ts';
import { pageChecks } from './lint/page-checks.ts';
import { signatureChecks } from './lint/signature-checks.ts';

export type { LintFacts, LintFinding, Severity } from './lint/check.ts';

const CHECKS: readonly Check[] = [...pageChecks, ...headChecks, ...bodyChecks, ...signatureChecks];

/** Ids of all checks, with the article each of them tests. */
export const LINT_CHECKS: readonly { readonly id: string; readonly article: string }[] = CHECKS.map(
  ({ id, article }) => ({ id, article }),
);

/**
 * Compares a Word file with the rules of the Resmî Yazışmalarda Uygulanacak Usul ve Esaslar Hakkında Yönetmelik (2646).
 * Minutes, forms and lists are only tested for page, font, marks and numbers. Throws RangeError when it is no Word file.
 */
export function lintDocx(bytes: Buffer, facts: LintFacts = {}): LintFinding[] {
  const letter = readLetter(readDocx(bytes));
  return CHECKS.filter((check) => letter.isLetter || check.isForAll === true).flatMap(
    ({ id, severity, article, run }) => run(letter, facts).map((message) => ({ id, severity, message, article })),
  );
}
