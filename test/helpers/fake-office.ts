import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the fake behaves: makes a PDF/A, fails, never ends, makes a PDF without the PDF/A mark, makes nothing. */
export type FakeMode = 'good' | 'fail' | 'hang' | 'plain' | 'nothing';

/** A program that stands in for LibreOffice: takes its arguments, and notes each run. */
export interface FakeOffice {
  readonly program: string;
  readonly folder: string;
  set(mode: FakeMode): void;
  /** Arguments of each run, in order; `overlap` stands where one began before another had ended. */
  runs(): string[];
  remove(): void;
}

const SCRIPT = `#!/bin/sh
here=$(dirname "$0")
mkdir "$here/lock" 2>/dev/null || echo overlap >> "$here/runs"
echo "$*" >> "$here/runs"
out=
while [ $# -gt 0 ]; do
  if [ "$1" = --outdir ]; then out="$2"; fi
  last="$1"
  shift
done
mode=$(cat "$here/mode")
mark='<pdfaid:part>1</pdfaid:part>'
if [ "$mode" = plain ]; then mark=; fi
if [ "$mode" = hang ]; then rmdir "$here/lock"; sleep 60; fi
if [ "$mode" = good ] || [ "$mode" = plain ]; then
  { printf '%%PDF-1.4\\n%s %s\\n' "$mark" "$$"; cksum < "$last"; printf '%%%%EOF\\n'; } > "$out/belge.pdf"
fi
rmdir "$here/lock"
if [ "$mode" = fail ]; then echo 'source file could not be loaded' >&2; exit 1; fi
`;

export function fakeOffice(): FakeOffice {
  const folder = mkdtempSync(join(tmpdir(), 'ozluk-office-'));
  const program = join(folder, 'soffice');
  const set = (mode: FakeMode) => writeFileSync(join(folder, 'mode'), mode);
  writeFileSync(program, SCRIPT);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'runs'), '');
  set('good');
  return {
    program,
    folder,
    set,
    runs: () => readFileSync(join(folder, 'runs'), 'utf8').split('\n').filter(Boolean),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
