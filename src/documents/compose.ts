import { type MissingValue, MissingValuesError } from '../errors/index.ts';
import { formatDate, itemLetter, toTitleCase, toUpper } from '../turkish/index.ts';
import { addresseeLines, makamOf, recipientLine } from './addressing.ts';
import { type Closing, closingFormula, closingStem } from './closing.ts';
import type { DocumentContext } from './context.ts';
import type { AddresseeFacts, DocumentFacts, RecipientFacts } from './facts.ts';
import { composeForm } from './form.ts';
import { type DocumentKind, isLetter } from './kinds.ts';
import type { OfficeLevel } from './levels.ts';
import type { FoundValue } from './placeholder.ts';
import { createPrinter, type Printer } from './printer.ts';
import { olurBlock, signatureBlock } from './signatures.ts';
import { valueFinder } from './values.ts';

/** A letter's context and what it still lacks. With something missing it prints visible gaps and is a draft. */
export interface ComposedDocument {
  readonly context: DocumentContext;
  readonly missing: readonly MissingValue[];
}

interface Ilgi {
  readonly key?: string | undefined;
  readonly tarih?: string | undefined;
  readonly metin: string;
}

/**
 * Fills a kind's texts with the facts of one letter: the context that its template reads. Pure. Missing values become gaps
 * and are listed; throws UnknownPathError when the kind's own text is wrong.
 */
export function composeDocument(kind: DocumentKind, facts: DocumentFacts): ComposedDocument {
  const makam = makamOf(facts.olur);
  const ilgiler = sortIlgiler(
    facts.ilgiler ?? kind.ilgi.map((entry) => ({ ...entry, tarih: dayOf(facts, entry.tarih) })),
  );
  const names = new Map<string, FoundValue>([['makam', { value: makam, type: 'unit' }], ...ilgiNames(ilgiler)]);
  const printer = createPrinter(kind, valueFinder(kind, facts, names));
  const muhatap = isLetter(kind)
    ? addresseeOf(kind, facts, { printer, makam })
    : { kind: 'birim' as const, name: '', address: [] };
  const paragraphs = printer.printAll(kind.paragraphs, 'Metin, paragraf');
  const closing = closingOf(kind, facts, { muhatap, printer });
  const sentence = closing ? [`${closing.stem} ${closing.formula}`.trim()] : [];
  const hasTable = kind.table !== undefined || kind.rows.length > 0;
  const context: DocumentContext = {
    kind: { key: kind.key, title: kind.title },
    head: headLines(facts.sender.lines).map((line) => ({ line })),
    gizlilik: facts.gizlilik ?? kind.gizlilik ?? '',
    sureli: facts.sureli ?? kind.sureli ?? '',
    sayi: isLetter(kind) ? sayiOf(kind, facts, printer) : '',
    tarih: facts.tarih === undefined ? '' : formatDate(facts.tarih),
    konu: kind.konu === undefined ? '' : toTitleCase(printer.print(kind.konu, 'Konu')),
    muhatap: { kind: muhatap.kind, name: muhatap.name, unit: muhatap.unit ?? '', lines: muhatapLines(kind, muhatap) },
    ilgi: ilgiBlock(ilgiler, printer),
    paragraphs: (hasTable ? paragraphs : [...paragraphs, ...sentence]).map((text) => ({ text })),
    ending: (hasTable ? sentence : []).map((text) => ({ text })),
    closing: closing ?? { stem: '', formula: '', reason: '' },
    signature: signatureBlock(facts.signers),
    olur: olurBlock(facts.olur),
    ek: ekBlock(facts.ekler ?? printer.printAll(kind.ekler, 'Ek')),
    dagitim: dagitimBlock(distributionOf(kind, facts, printer)),
    contact: { lines: contactLines(facts.sender).map((line) => ({ line })) },
    bilgiIcin: informantLines(facts.bilgiIcin).map((line) => ({ line })),
    personnel: facts.personnel ?? {},
    data: facts.data,
    ...composeForm(kind, facts, printer),
  };
  reportSigners(kind, facts, printer);
  return { context, missing: printer.missing };
}

/** What a final letter of this kind still lacks, by Turkish label and place. */
export function missingValues(kind: DocumentKind, facts: DocumentFacts): readonly MissingValue[] {
  return composeDocument(kind, facts).missing;
}

/** As composeDocument, for a letter that is to be final: throws MissingValuesError when anything is missing. */
export function composeFinal(kind: DocumentKind, facts: DocumentFacts): ComposedDocument {
  const composed = composeDocument(kind, facts);
  if (composed.missing.length > 0) throw new MissingValuesError(composed.missing);
  return composed;
}

/** `T.C.`, the idare in capitals, then units with initial capitals (m.10/2). */
function headLines([idare = '', ...units]: readonly string[]): string[] {
  return ['T.C.', toUpper(idare), ...units.map(toTitleCase)];
}

/** `E-12345678-903.02-`; the registry number is never ours to invent and follows only when it is known (m.11). */
function sayiOf(kind: DocumentKind, facts: DocumentFacts, printer: Printer): string {
  const detsis =
    facts.sender.detsis ??
    printer.lack({ path: 'sender.detsis', label: 'Gönderen birimin DETSİS numarası', place: 'Sayı' });
  const code = kind.sdp?.code ?? printer.lack({ path: 'sdp', label: 'Standart dosya planı kodu', place: 'Sayı' });
  return `${facts.ortam}-${detsis}-${code}-${facts.kayitNo ?? ''}`;
}

function addresseeOf(
  kind: DocumentKind,
  facts: DocumentFacts,
  known: { printer: Printer; makam: string | undefined },
): AddresseeFacts {
  if (facts.muhatap) return facts.muhatap;
  const { printer } = known;
  const rule = kind.muhatap;
  const lack = (): string => printer.lack({ path: 'muhatap', label: 'Yazının muhatabı', place: 'Muhatap' });
  if (!rule) return { kind: 'birim', name: lack(), address: [] };
  const name =
    rule.kind === 'makam' && rule.name === '' ? (known.makam ?? lack()) : printer.print(rule.name, 'Muhatap');
  const unit = rule.unit === undefined ? undefined : printer.print(rule.unit, 'Muhatap');
  // A citizen's own address; whoever else is written to is given with the facts.
  const isSubject = rule.kind === 'kisi' && rule.isStaff !== true && rule.name.includes('personnel.adSoyad');
  const address = isSubject ? (facts.personnel?.address ?? []) : [];
  return { ...rule, name, address, ...(unit === undefined ? {} : { unit }) } as AddresseeFacts;
}

function muhatapLines(kind: DocumentKind, muhatap: AddresseeFacts): { line: string }[] {
  return isLetter(kind) ? addresseeLines(muhatap).map((line) => ({ line })) : [];
}

function closingOf(
  kind: DocumentKind,
  facts: DocumentFacts,
  { muhatap, printer }: { muhatap: AddresseeFacts; printer: Printer },
): (Closing & { stem: string }) | null {
  if (kind.closing === undefined || !isLetter(kind)) return null;
  const stem = printer.print(closingStem(kind.closing), 'Metin, son cümle');
  const recipients = distributionOf(kind, facts, printer);
  const all = [...(recipients?.geregi ?? []), ...(recipients?.bilgi ?? [])].map((item) => ({
    ...item,
    kind: 'kurum' as const,
  }));
  const closing = closingFormula(writerLevel(facts), muhatap, all);
  if (muhatap.kind !== 'kisi' || muhatap.isStaff === true) return { ...closing, stem };
  if (kind.closing === 'bilgi') return { ...closing, stem: '' };
  return {
    formula: 'rica ederim.',
    reason: 'Gerçek kişiden bir işlem isteniyor (m.16/12-e, sayılan ifadeler sınırlı değildir).',
    stem,
  };
}

function writerLevel(facts: DocumentFacts): OfficeLevel | undefined {
  const signer = facts.signers.at(-1);
  return signer?.delegator?.level ?? signer?.level ?? facts.sender.level;
}

function dayOf(facts: DocumentFacts, path: string | undefined): string | undefined {
  const value = path === undefined ? undefined : facts.data[path.replace(/^data\./u, '')];
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value) ? value : undefined;
}

/** Oldest first (m.15); those whose day is not known keep their place at the end. */
function sortIlgiler(ilgiler: readonly Ilgi[]): Ilgi[] {
  return ilgiler.toSorted((left, right) => (left.tarih ?? '9999').localeCompare(right.tarih ?? '9999'));
}

function ilgiNames(ilgiler: readonly Ilgi[]): [string, FoundValue][] {
  return ilgiler.flatMap(({ key }, index) => {
    if (key === undefined) return [];
    const letter = itemLetter(index);
    const isSingle = ilgiler.length === 1;
    const spoken = isSingle ? 'ilgi' : /[aeıioöuü]/u.test(letter) ? letter : `${letter}e`;
    return [[`ilgi.${key}`, { value: isSingle ? 'İlgi' : `İlgi (${letter})`, type: 'text', word: 'law', spoken }]];
  });
}

function ilgiBlock(ilgiler: readonly Ilgi[], printer: Printer): DocumentContext['ilgi'] {
  const texts = ilgiler.map(({ metin }, index) =>
    printer.print(metin, ilgiler.length === 1 ? 'İlgi' : `İlgi (${itemLetter(index)})`),
  );
  if (texts.length === 1) return { single: { text: texts[0] ?? '' }, many: null };
  if (texts.length === 0) return { single: null, many: null };
  const items = texts.map((text, index) => ({
    label: index === 0 ? 'İlgi' : '',
    colon: index === 0 ? ':' : '',
    letter: `${itemLetter(index)})`,
    text,
  }));
  return { single: null, many: { items } };
}

function ekBlock(ekler: readonly string[]): DocumentContext['ek'] {
  const [first] = ekler;
  if (first === undefined) return { single: null, many: null };
  if (ekler.length === 1) return { single: { text: first }, many: null };
  return { single: null, many: { items: ekler.map((text, index) => ({ text: `${index + 1}- ${text}` })) } };
}

interface Distribution {
  readonly geregi: readonly RecipientFacts[];
  readonly bilgi: readonly RecipientFacts[];
}

function distributionOf(kind: DocumentKind, facts: DocumentFacts, printer: Printer): Distribution | null {
  if (facts.dagitim) return facts.dagitim;
  if (!kind.dagitim) return null;
  const print = (recipients: readonly RecipientFacts[]): RecipientFacts[] =>
    recipients.map((recipient) => ({ ...recipient, name: printer.print(recipient.name, 'Dağıtım') }));
  return { geregi: print(kind.dagitim.geregi), bilgi: print(kind.dagitim.bilgi) };
}

function dagitimBlock(distribution: Distribution | null): DocumentContext['dagitim'] {
  if (!distribution) return { plain: null, columns: null, recipients: [] };
  const { geregi, bilgi } = distribution;
  const toLines = (list: readonly RecipientFacts[]) => list.map((recipient) => ({ line: recipientLine(recipient) }));
  const named = (list: readonly RecipientFacts[], tur: 'GRG' | 'BLG') =>
    list.map(({ name, note = '' }) => ({ name, tur, note }));
  const recipients = [...named(geregi, 'GRG'), ...named(bilgi, 'BLG')];
  if (bilgi.length === 0) return { plain: { items: toLines(geregi) }, columns: null, recipients };
  return { plain: null, columns: { geregi: toLines(geregi), bilgi: toLines(bilgi) }, recipients };
}

/** Address, telephone, e-mail, KEP for the footer (m.24). */
function contactLines(sender: DocumentFacts['sender']): string[] {
  const named = (label: string, value: string): string => (value === '' ? '' : `${label}: ${value}`);
  const join = (...parts: string[]): string => parts.filter((part) => part !== '').join(' ');
  return [
    sender.address,
    join(named('Telefon', sender.phone), named('Faks', sender.fax)),
    join(named('e-Posta', sender.email), named('İnternet adresi', sender.web)),
    named('KEP', sender.kep),
  ].filter((line) => line !== '');
}

function informantLines(person: DocumentFacts['bilgiIcin']): string[] {
  if (!person) return [];
  return [`Bilgi için: ${person.adSoyad}`, person.unvan, ...(person.phone === '' ? [] : [`Telefon: ${person.phone}`])];
}

function reportSigners(kind: DocumentKind, facts: DocumentFacts, printer: Printer): void {
  if (isLetter(kind) && facts.signers.length === 0) {
    const label = kind.layout === 'olur' ? 'Teklif eden birim yöneticisi' : 'İmza yetkilisi';
    printer.lack({ path: 'signers', label, place: 'İmza' });
  }
  if (kind.layout === 'olur' && !facts.olur)
    printer.lack({ path: 'olur.approver', label: 'Olur makamı', place: 'OLUR' });
}
