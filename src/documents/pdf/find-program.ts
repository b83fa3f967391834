import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const NAMES = ['soffice', 'libreoffice'];

/**
 * Path of LibreOffice. `auto` looks for `soffice` and `libreoffice` on the search path; anything else names the program
 * itself. Null when there is none.
 */
export function findOfficeProgram(setting: string, searchPath: string): string | null {
  if (setting !== 'auto') return isProgram(setting) ? setting : null;
  const folders = searchPath.split(delimiter).filter(isAbsolute);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Absent or not executable: either way no program to start.
    return false;
  }
}
