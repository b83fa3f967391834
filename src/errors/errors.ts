/**
 * Expected failures: what a user can act on. Every room may throw these; the GraphQL side turns them into members of
 * a mutation's result union, the HTTP side into a status, the command line into a sentence. A leaf: imports nothing.
 */

/** Base of every expected failure. `message` is a Turkish sentence that says what happened and what to do next. */
export abstract class DomainError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** One refused field: `path` in dots (`input.birthOn`), `message` a Turkish sentence, `rule` the rule or article. */
export interface Issue {
  readonly path: string;
  readonly message: string;
  readonly rule?: string;
}

/** Input that breaks a rule; carries every broken field, not only the first. */
export class ValidationError extends DomainError {
  readonly code = 'VALIDATION';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], message?: string) {
    super(
      message ??
        (issues.length === 1 && issues[0]
          ? issues[0].message
          : `${issues.length} alan hatalı: ${issues.map((i) => `${i.path}: ${i.message}`).join('; ')}`),
    );
    this.issues = issues;
  }

  static of(path: string, message: string, rule?: string): ValidationError {
    return new ValidationError([rule === undefined ? { path, message } : { path, message, rule }]);
  }
}

/** The record that was named does not exist, or may not be seen by this account. */
export class NotFoundError extends DomainError {
  readonly code = 'NOT_FOUND';
}

/** Signed in, but not entitled. */
export class ForbiddenError extends DomainError {
  readonly code = 'FORBIDDEN';
}

/** A helper that this needs (the PDF converter) is not installed, busy or failed; the record itself is in order. */
export class UnavailableError extends DomainError {
  readonly code = 'UNAVAILABLE';
}

/** Someone else was faster: the record has another version than the one that was read. */
export class ConflictError extends DomainError {
  readonly code = 'CONFLICT';
  readonly currentVersion: number | null;

  constructor(message: string, currentVersion: number | null = null) {
    super(message);
    this.currentVersion = currentVersion;
  }
}

/** An act that the case's present state does not allow; `allowed` lists what it does allow. */
export class CaseStateError extends DomainError {
  readonly code = 'CASE_STATE';
  readonly state: string;
  readonly allowed: readonly string[];

  constructor(message: string, state: string, allowed: readonly string[]) {
    super(message);
    this.state = state;
    this.allowed = allowed;
  }
}

/** The law does not grant it; `article` is the provision that fails. */
export class NotEligibleError extends DomainError {
  readonly code = 'NOT_ELIGIBLE';
  readonly article: string;
  readonly reason: string;

  constructor(message: string, article: string, reason: string) {
    super(message);
    this.article = article;
    this.reason = reason;
  }
}

/** A legal figure was asked for a day on which the law sets none. */
export class ParameterNotInForceError extends DomainError {
  readonly code = 'PARAMETER_NOT_IN_FORCE';
  readonly parameter: string;
  readonly on: string;

  /** `why`: what the book says of the gap, where it says something. */
  constructor(parameter: string, on: string, why?: string) {
    super(
      `${on.split('-').reverse().join('.')} gününde yürürlükte olan bir "${parameter}" değeri yok${why ? ` (${why})` : ''}. Tarihi denetleyin ya da değeri parametre dosyasına ekleyin.`,
    );
    this.parameter = parameter;
    this.on = on;
  }
}

/** A template that cannot be used: an unknown tag, an unclosed loop. */
export class TemplateError extends DomainError {
  readonly code = 'TEMPLATE';
  readonly template: string;
  readonly tag: string;

  constructor(message: string, template: string, tag: string) {
    super(message);
    this.template = template;
    this.tag = tag;
  }
}

/** A letter that lacks values; each by its Turkish label and the place where it is printed. */
export class MissingValuesError extends DomainError {
  readonly code = 'MISSING_VALUES';
  readonly missing: readonly MissingValue[];

  constructor(missing: readonly MissingValue[]) {
    super(
      `Belge üretilemedi; eksik bilgiler: ${missing.map((m) => `${m.label} (${m.place})`).join(', ')}. Bilgileri tamamlayın ya da taslak isteyin.`,
    );
    this.missing = missing;
  }
}

export interface MissingValue {
  readonly path: string;
  readonly label: string;
  readonly place: string;
}

/** Makes a `switch` over a union complete at compile time. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
