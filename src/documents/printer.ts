import { DomainError, type MissingValue } from '../errors/index.ts';
import { capitalize } from '../turkish/index.ts';
import { gap } from './gaps.ts';
import type { DocumentKind, ParagraphEntry } from './kinds.ts';
import { isMissing, parseText, printFound, type TextPiece } from './placeholder.ts';
import { labelOf, type ValueFinder } from './values.ts';

/** A text of a kind names a value that no letter of that kind can have. */
export class UnknownPathError extends DomainError {
  readonly code = 'UNKNOWN_PATH';
}

/** Prints the texts of a kind for one letter and collects what is missing on the way. */
export interface Printer {
  /** `place` says where the text stands, for the list of missing values. */
  print(text: string, place: string): string;
  /** Paragraphs whose condition holds, printed. `place` is numbered. */
  printAll(entries: readonly ParagraphEntry[], place: string): string[];
  /** Reports a value that no placeholder names; gives the gap to print in its place. */
  lack(value: MissingValue): string;
  readonly missing: readonly MissingValue[];
}

const parsed = new Map<string, readonly TextPiece[]>();

function piecesOf(text: string): readonly TextPiece[] {
  const known = parsed.get(text) ?? parseText(text);
  parsed.set(text, known);
  return known;
}

/** Printer over a kind and the values of one letter. Throws UnknownPathError for a path that the kind doesn't know. */
export function createPrinter(kind: Pick<DocumentKind, 'fields' | 'key'>, find: ValueFinder): Printer {
  const missing: MissingValue[] = [];
  const lack = (value: MissingValue): string => {
    if (!missing.some((known) => known.path === value.path && known.place === value.place)) missing.push(value);
    return gap(value.label);
  };
  const printPiece = (piece: TextPiece, place: string): string => {
    if (piece.kind === 'literal') return piece.text;
    const found = find(piece.path);
    if (!found) throw new UnknownPathError(`"${kind.key}" metnindeki {${piece.path}} bilinmiyor. Metni düzeltin.`);
    if (!isMissing(found.value)) return printFound(found, piece.filters);
    return piece.isOptional ? '' : lack({ path: piece.path, label: labelOf(kind, piece.path), place });
  };
  const print = (text: string, place: string): string =>
    tidy(
      piecesOf(text)
        .map((piece) => printPiece(piece, place))
        .join(''),
    );
  const holds = (entry: ParagraphEntry): boolean => {
    if (typeof entry === 'string') return true;
    if (entry.when === undefined) return entry.unless === undefined || isMissing(find(entry.unless)?.value);
    const value = find(entry.when)?.value;
    return entry.is === undefined ? !isMissing(value) && value !== false : String(value) === entry.is;
  };
  return {
    print,
    printAll: (entries, place) =>
      entries
        .filter(holds)
        .map((entry, index) =>
          capitalize(print(typeof entry === 'string' ? entry : entry.text, `${place} ${index + 1}`)),
        ),
    lack,
    missing,
  };
}

/** One space after words, none before punctuation: what an optional value leaves behind (m.16/3). */
function tidy(text: string): string {
  return text
    .replace(/ {2,}/gu, ' ')
    .replace(/ +([.,;:])/gu, '$1')
    .trim();
}
