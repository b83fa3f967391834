import { toTitleCase, toUpper, withSuffix } from '../turkish/index.ts';
import type { AddresseeFacts, DocumentFacts, RecipientFacts } from './facts.ts';
import { hasGap } from './gaps.ts';

/** The office whose olur is asked, from the approver's title: `Vali Yardımcısı` signs for the `Valilik Makamı`. */
export function makamOf(olur: DocumentFacts['olur']): string | undefined {
  if (!olur) return undefined;
  if (olur.makam !== undefined) return olur.makam;
  const unvan = olur.approver.delegator?.unvan ?? olur.approver.unvan;
  const office = unvan.replace(/ Yardımcısı$/u, '');
  return `${officeName(office)} Makamı`;
}

function officeName(unvan: string): string {
  const known: Readonly<Record<string, string>> = {
    Vali: 'Valilik',
    Kaymakam: 'Kaymakamlık',
    Defterdar: 'Defterdarlık',
    Bakan: 'Bakanlık',
    Müdür: 'Müdürlük',
    Başkan: 'Başkanlık',
  };
  if (known[unvan] !== undefined) return known[unvan];
  // `Personel Müdürü` gives `Personel Müdürlüğü`.
  return unvan.replace(/(Müdür|Başkan)[üı]$/u, (_all, stem: string) => (stem === 'Müdür' ? 'Müdürlüğü' : 'Başkanlığı'));
}

/** Lines of the muhatap, ready to be centred (Yönetmelik m.14; Kılavuz 11). */
export function addresseeLines(to: AddresseeFacts): string[] {
  return [...nameLines(to), ...to.address];
}

function nameLines(to: AddresseeFacts): string[] {
  if (to.kind === 'dagitim') return ['DAĞITIM YERLERİNE'];
  if (to.kind === 'kisi') return [`Sayın ${to.name}`];
  if (hasGap(to.name)) return [to.name];
  // The case is formed on the ordinary spelling and then put in capitals, so that softening and vowels come out right.
  const name = toUpper(withSuffix(to.name, 'dative', { kind: 'institution' }));
  return to.unit === undefined ? [name] : [name, `(${toTitleCase(to.unit)})`];
}

/** One line of the Dağıtım: initial capitals with dative, `(Ek konulmadı)` after it (m.19). */
export function recipientLine(recipient: RecipientFacts): string {
  const isPerson = recipient.name.startsWith('Sayın ') || hasGap(recipient.name);
  const name = isPerson ? recipient.name : withSuffix(recipient.name, 'dative', { kind: 'institution' });
  return recipient.note === undefined ? name : `${name} (${recipient.note})`;
}
