import { type DomainError, ValidationError } from '../errors/index.ts';
import { TokenError } from './auth.ts';

/** A JSON answer; never cached by anything between. */
export function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  CASE_STATE: 409,
  VALIDATION: 422,
  UNAVAILABLE: 503,
};

/** An expected failure as an HTTP answer, in the shape of GraphQL errors so that clients read one form everywhere. */
export function failure(error: DomainError): Response {
  const extensions = {
    code: error.code,
    ...(error instanceof TokenError ? { reason: error.reason } : {}),
    ...(error instanceof ValidationError ? { issues: error.issues } : {}),
  };
  return json(STATUS[error.code] ?? 400, { errors: [{ message: error.message, extensions }] });
}
