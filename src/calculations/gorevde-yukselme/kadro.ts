import { ValidationError } from '../../errors/index.ts';
import { foldName } from '../selection/index.ts';
import type { Kadro, KadroTable } from './tables.ts';

/**
 * The kadro that a name or id means, in any spelling ("şube müdürü", "sube_muduru"). Throws ValidationError for a title
 * that the regulation doesn't know.
 */
export function kadroByName(table: KadroTable, name: string, path = 'kadro'): Kadro {
  const found = findKadro(table, name);
  if (found) return found;
  throw ValidationError.of(
    path,
    `"${name}" bu yönetmelikteki kadrolardan biri değil; unvanı denetleyin.`,
    'MEB Yön. m.5',
  );
}

const INDEXES = new WeakMap<KadroTable, ReadonlyMap<string, Kadro>>();

/** The same, undefined for a title that the regulation doesn't know; the index of a table is built once. */
export function findKadro(table: KadroTable, name: string): Kadro | undefined {
  const known = INDEXES.get(table);
  if (known) return known.get(foldName(name));
  const index = new Map<string, Kadro>();
  for (const kadro of table.kadros) {
    for (const spelling of [kadro.id, kadro.title, ...(table.aliases[kadro.id] ?? [])]) {
      index.set(foldName(spelling), kadro);
    }
  }
  INDEXES.set(table, index);
  return index.get(foldName(name));
}

/** True for the kadros of m.5/1, which are reached by promotion; not for title-change kadros. */
export function isPromotionKadro(kadro: Kadro): kadro is Kadro & { bent: number; level: number } {
  return kadro.bent !== null && kadro.level !== null;
}

export type Standing = 'HIGHER' | 'SAME_LEVEL' | 'LOWER' | 'NOT_COMPARABLE';

/**
 * Where `a` stands beside `b`. In a group the bent decides (m.5, m.4/1-a); between groups the level of the table, which
 * puts şef below the uzman kadros and above the büro group. Title-change kadros are comparable with none.
 */
export function standing(a: Kadro, b: Kadro): Standing {
  if (a.id === b.id) return 'SAME_LEVEL';
  if (!isPromotionKadro(a) || !isPromotionKadro(b)) return 'NOT_COMPARABLE';
  const difference = a.group === b.group ? b.bent - a.bent : a.level - b.level;
  return difference > 0 ? 'HIGHER' : difference < 0 ? 'LOWER' : 'SAME_LEVEL';
}
