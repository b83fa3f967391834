import type { StoredEntry } from '../../zip/index.ts';
import { type BundleContext, type BundledDocument, type BundleFilter, readBundle } from './select.ts';

/** The table of contents, last in the ZIP. */
export const CONTENTS_NAME = 'icindekiler.csv';
const COLUMNS = ['caseNumber', 'kind', 'version', 'status', 'sayi', 'fileName', 'sha256'];
const NO_CASE = 'İşe bağlı olmayanlar';

/**
 * The entries of a ZIP with the documents of the filter that the account may see: a folder a case, each file under its
 * Turkish name and with the day on which it was made, and last the table of contents.
 */
export async function* bundleEntries(
  context: BundleContext,
  filter: BundleFilter,
): AsyncGenerator<StoredEntry, void, undefined> {
  const nameOf = uniqueNames();
  // Excel in Turkish opens a table in columns when it has semicolons and a byte order mark.
  const lines = [Buffer.from(`\uFEFF${csvLine(COLUMNS)}`)];
  let day = '';
  for await (const { document, bytes } of readBundle(context, filter)) {
    const name = nameOf(`${pathPart(document.caseNumber ?? NO_CASE)}/${pathPart(document.fileName)}`);
    lines.push(Buffer.from(csvLine(cellsOf(document, name))));
    day = document.createdOn;
    yield { name, bytes, day };
  }
  yield { name: CONTENTS_NAME, bytes: Buffer.concat(lines), day };
}

function cellsOf({ caseNumber, kind, version, status, registration, sha256 }: BundledDocument, name: string): string[] {
  return [caseNumber ?? '', kind, String(version), status.toUpperCase(), registration?.sayi ?? '', name, sha256];
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')}\r\n`;
}

/** A name that every system takes as one part of a path. */
function pathPart(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '-')
    .replace(/^[. ]+|[. ]+$/gu, '');
  return safe === '' ? 'belge' : safe;
}

/** Gives each path once, also for systems that take capitals and small letters for the same: `Yazı.docx`, `Yazı (2).docx`. */
function uniqueNames(): (path: string) => string {
  const lastNumber = new Map<string, number>();
  const keyOf = (path: string): string => path.toUpperCase();
  return (path) => {
    let number = (lastNumber.get(keyOf(path)) ?? 0) + 1;
    while (number > 1 && lastNumber.has(keyOf(numbered(path, number)))) number += 1;
    const name = numbered(path, number);
    lastNumber.set(keyOf(name), 1);
    lastNumber.set(keyOf(path), number);
    return name;
  };
}

function numbered(path: string, number: number): string {
  return number === 1 ? path : path.replace(/(\.[^./]*)?$/u, ` (${number})$1`);
}
