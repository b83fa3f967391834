import type { LetterModel } from './letter-model.ts';

export type Severity = 'error' | 'warning';

/** What is known about a letter outside its Word file, for the checks that compare the two. */
export interface LintFacts {
  /** A letter that is not signed yet: no registry number, no date. Default true. */
  readonly isDraft?: boolean;
  /** The formula that the ranks call for. */
  readonly closingFormula?: string;
  /** Üstveri that must equal the image (m.28/3). */
  readonly metadata?: {
    readonly konu?: string;
    readonly sayi?: string;
    readonly tarih?: string;
    readonly ilgiler?: readonly string[];
    readonly ekler?: readonly string[];
    readonly dagitim?: readonly string[];
  };
}

/** One thing that the regulation wants otherwise. */
export interface LintFinding {
  /** Check id of the list, such as `K2`. */
  readonly id: string;
  readonly severity: Severity;
  /** Turkish sentence: what is wrong and how it should be. */
  readonly message: string;
  /** Article of the Yönetmelik (2646) or section of the Kılavuz. */
  readonly article: string;
}

/** A rule: gives one sentence for each place where it is broken. */
export interface Check {
  readonly id: string;
  readonly article: string;
  readonly severity: Severity;
  /** Applies to minutes, forms and lists too. */
  readonly isForAll?: boolean;
  run(letter: LetterModel, facts: LintFacts): string[];
}

/** `[message]` when something is wrong, else nothing. */
export function unless(condition: boolean, message: string): string[] {
  return condition ? [] : [message];
}
