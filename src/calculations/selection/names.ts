const FOLDS: Readonly<Record<string, string>> = {
  ç: 'c',
  ğ: 'g',
  ı: 'i',
  ö: 'o',
  ş: 's',
  ü: 'u',
  â: 'a',
  î: 'i',
  û: 'u',
};

const ASCII = /^[ -~]*$/;

/**
 * The comparison form of a Turkish name: lower case, ASCII, letters and digits only; "Şube Müdürü", "sube_muduru" and
 * "ŞUBE MÜDÜRÜ" give "subemuduru". For finding, never for display.
 */
export function foldName(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  const lower = text.normalize('NFC').replaceAll('I', 'ı').replaceAll('İ', 'i').toLowerCase();
  return lower.replace(/[çğıöşüâîû]/g, (letter) => FOLDS[letter] ?? letter).replace(/[^a-z0-9]/g, '');
}

const NATURAL = new Intl.Collator('tr', { numeric: true });

/** Orders ids for lists where the law leaves the order open: "2" before "10"; equal only for identical texts. */
export function compareIds(a: string, b: string): number {
  return NATURAL.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
