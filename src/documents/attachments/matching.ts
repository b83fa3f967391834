import type { DocumentContext } from '../context.ts';
import type { Attachment } from './model.ts';

/** The letter's list of ekler as printed, without their numbers. */
export function ekTexts({ ek }: Pick<DocumentContext, 'ek'>): string[] {
  if (ek.single) return [ek.single.text];
  return (ek.many?.items ?? []).map(({ text }) => text.replace(/^\d+-\s*/, ''));
}

/**
 * Attachments by their place in a letter's list of ekler, 1 first. A newer draft may list them in another order: the text
 * counts, the old place decides between equal texts. Those whose ek the letter doesn't list any more are left out.
 */
export function matchAttachments(
  texts: readonly string[],
  files: readonly Attachment[],
): ReadonlyMap<number, Attachment> {
  const matched = new Map<number, Attachment>();
  const later: Attachment[] = [];
  for (const file of files) {
    if (texts[file.ekNo - 1] === file.ekAdi) matched.set(file.ekNo, file);
    else later.push(file);
  }
  for (const file of later) {
    const place = texts.findIndex((text, index) => text === file.ekAdi && !matched.has(index + 1)) + 1;
    if (place > 0) matched.set(place, file);
  }
  return matched;
}
