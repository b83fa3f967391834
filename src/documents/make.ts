import { createHash } from 'node:crypto';
import type { MissingValue } from '../errors/index.ts';
import { asciiFileName } from '../turkish/index.ts';
import { composeDocument, composeFinal } from './compose.ts';
import type { DocumentContext } from './context.ts';
import type { DocumentFacts } from './facts.ts';
import type { DocumentKind } from './kinds.ts';
import type { DocumentLibrary } from './library.ts';

/** A Word file with what it was made of. */
export interface MadeDocument {
  readonly kind: DocumentKind;
  readonly context: DocumentContext;
  readonly missing: readonly MissingValue[];
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly fileName: string;
  readonly template: { readonly name: string; readonly sha256: string };
  readonly textVersion: string;
}

/**
 * Makes the Word file of a kind. Pure over the library. A final letter with missing values throws MissingValuesError; a
 * draft shows them as highlighted gaps. Throws NotFoundError for an unknown kind, TemplateError for a bad template.
 */
export function makeDocument(
  library: DocumentLibrary,
  order: { kind: string; facts: DocumentFacts; isDraft: boolean },
): MadeDocument {
  const kind = library.kind(order.kind);
  const { context, missing } = order.isDraft ? composeDocument(kind, order.facts) : composeFinal(kind, order.facts);
  const template = library.templateOf(kind);
  const bytes = template.render(context);
  const { source: _where, ...texts } = kind;
  return {
    kind,
    context,
    missing,
    bytes,
    sha256: sha256(bytes),
    fileName: fileNameOf(kind, order.facts),
    template: { name: template.name, sha256: template.sha256 },
    textVersion: sha256(JSON.stringify(texts)),
  };
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Turkish name for people, e.g. `Naklen atama onayı - Ayşe YILMAZ.docx`. */
function fileNameOf(kind: DocumentKind, facts: DocumentFacts): string {
  const subject = facts.personnel ? ` - ${facts.personnel.adSoyad}` : '';
  return `${kind.title.replace(/[\\/:*?"<>|]/gu, '-')}${subject}.docx`;
}

/** The name without blanks and Turkish letters, as EYP packages and old clients want it. */
export function asciiNameOf(fileName: string): string {
  return asciiFileName(fileName);
}

/** The same value with the identity number masked everywhere it is printed: `10*******46`. */
export function maskIdentity<T>(value: T, tckn: string | undefined): T {
  if (tckn === undefined || tckn === '') return value;
  const masked = `${tckn.slice(0, 2)}${'*'.repeat(Math.max(tckn.length - 4, 0))}${tckn.slice(-2)}`;
  return JSON.parse(JSON.stringify(value).replaceAll(tckn, masked)) as T;
}
