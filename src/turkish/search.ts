import { normalizeText, toLower } from './case.ts';

const collator = new Intl.Collator('tr-TR');

/** Order of two texts in the Turkish alphabet (c < ç, ı < i, o < ö …): negative, zero or positive. */
export function compareTurkish(left: string, right: string): number {
  return collator.compare(left, right);
}

/** A new list in the order of the Turkish alphabet. */
export function sortTurkish(texts: readonly string[]): string[] {
  return [...texts].sort(compareTurkish);
}

/** Key under which a name is found however it is typed: `ışık`, `IŞIK` and `isik` all give `isik`. */
export function foldForSearch(text: string): string {
  return stripMarks(toLower(text)).replace(/[’'`]/gu, '').replace(/\s+/gu, ' ').trim();
}

/** Every rotation of a folded text by its words, longest first, so that a prefix search finds any part of it. */
export function searchKeysOf(text: string): string[] {
  const words = foldForSearch(text).split(' ');
  return [...new Set(words.map((_, i) => words.slice(i).join(' ')))];
}

function stripMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').normalize('NFC');
}

/** File name in ASCII without blanks, extension kept: `Göreve Başlama (Işık).docx` gives `Goreve-Baslama-Isik.docx`. */
export function asciiFileName(name: string): string {
  const match = /\.[A-Za-z0-9]{1,8}$/u.exec(name);
  const extension = match?.[0] ?? '';
  const base = stripMarks(normalizeText(name.slice(0, name.length - extension.length)));
  const safe = base
    .replace(/[’'`]/gu, '')
    .replace(/[^A-Za-z0-9_-]+/gu, '-')
    .replace(/-{2,}/gu, '-');
  return `${safe.replace(/^-+|-+$/gu, '') || 'belge'}${extension}`;
}
