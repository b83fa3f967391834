/** The 29 letters that number İlgi and items (Yönetmelik m.15). */
export const TURKISH_LETTERS: readonly string[] = [...'abcçdefgğhıijklmnoöprsştuüvyz'];

/** Letter of the n-th item, counted from 0. Throws RangeError after the 29th, for which the alphabet has no letter. */
export function itemLetter(index: number): string {
  const letter = TURKISH_LETTERS[index];
  if (letter === undefined) throw new RangeError(`item ${index + 1} has no letter: the Turkish alphabet has 29`);
  return letter;
}

const listFormat = new Intl.ListFormat('tr-TR');

/** `a, b ve c`, without a comma before `ve`. */
export function joinList(items: readonly string[]): string {
  return listFormat.format(items);
}
