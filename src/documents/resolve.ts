import type { AddresseeEntry, DocumentKind, FieldDefinition, KindEntry, ParagraphEntry, SdpTopic } from './kinds.ts';
import { defaultLayout, isLetter } from './kinds.ts';
import { parseText } from './placeholder.ts';
import { KNOWN_VALUES } from './values.ts';

/** The dictionaries that the entries of all services share. */
export interface SharedTexts {
  readonly fields: ReadonlyMap<string, Omit<FieldDefinition, 'key'>>;
  readonly addressees: ReadonlyMap<string, AddresseeEntry>;
  readonly sdp: ReadonlyMap<string, SdpTopic>;
  readonly ilgi: ReadonlyMap<string, { readonly tarih?: string | undefined; readonly metin: string }>;
}

export interface ResolvedKind {
  readonly kind: DocumentKind;
  /** Turkish sentences on what is wrong with the entry. */
  readonly problems: readonly string[];
}

/** Looks up every name that an entry uses and declares the `data` fields of its texts. */
export function resolveKind(
  entry: KindEntry,
  shared: SharedTexts,
  place: Pick<DocumentKind, 'service' | 'source'>,
): ResolvedKind {
  const problems: string[] = [];
  const layout = entry.layout ?? defaultLayout(entry.type);
  const sdp = entry.sdp === undefined ? null : (shared.sdp.get(entry.sdp) ?? null);
  if (entry.sdp !== undefined && !sdp) problems.push(`"${entry.sdp}" konusu sdp.yaml içinde yok.`);
  const muhatap = typeof entry.muhatap === 'string' ? shared.addressees.get(entry.muhatap) : entry.muhatap;
  if (typeof entry.muhatap === 'string' && !muhatap)
    problems.push(`"${entry.muhatap}" muhatabı addressees.yaml içinde yok.`);
  const ilgi = entry.ilgi.flatMap((item) => {
    if (typeof item !== 'string') return [item];
    const known = shared.ilgi.get(item);
    if (!known) problems.push(`"${item}" ilgisi ilgi.yaml içinde yok.`);
    return known ? [{ key: item, ...known }] : [];
  });
  const base = { ...entry, ...place, layout, sdp, muhatap, ilgi, retention: entry.retention ?? sdp?.retention ?? null };
  const fields = declareFields(base, { shared, problems });
  const kind: DocumentKind = { ...base, fields };
  if (isLetter(kind)) problems.push(...lettersLack(kind));
  return { kind, problems };
}

function lettersLack(kind: DocumentKind): string[] {
  const parts = [
    ['konu', kind.konu],
    ['sdp', kind.sdp],
    ['closing', kind.closing],
    ['muhatap', kind.muhatap],
  ] as const;
  const missing = parts.filter(([, value]) => value === undefined || value === null).map(([name]) => name);
  return missing.length === 0 ? [] : [`yazıda bulunması gereken ${missing.join(', ')} yok.`];
}

type Unresolved = Omit<DocumentKind, 'fields'> & { readonly fields: readonly FieldDefinition[] };

/** Every text of a kind that may hold placeholders. */
export function textsOf(kind: Omit<DocumentKind, 'fields'>): string[] {
  const plain = (entries: readonly ParagraphEntry[]): string[] =>
    entries.flatMap((entry) => (typeof entry === 'string' ? [entry] : conditionTexts(entry)));
  return [
    kind.konu ?? '',
    kind.closing ?? '',
    kind.heading ?? '',
    kind.muhatap?.name ?? '',
    kind.muhatap?.unit ?? '',
    ...plain(kind.paragraphs),
    ...plain(kind.ekler),
    ...kind.ilgi.flatMap((item) => [item.metin, ...(item.tarih === undefined ? [] : [`{${item.tarih}}`])]),
    ...(kind.dagitim?.geregi ?? []).map((item) => item.name),
    ...(kind.dagitim?.bilgi ?? []).map((item) => item.name),
    ...kind.rows.map((row) => row.value),
    ...kind.sections.flatMap((section) => plain(section.paragraphs)),
  ].filter((text) => text !== '');
}

function conditionTexts(entry: Exclude<ParagraphEntry, string>): string[] {
  const asked = [entry.when, entry.unless].filter((path) => path !== undefined).map((path) => `{${path}?}`);
  return [entry.text, ...asked];
}

/** Fields in the order of their first use; one that is only ever used as `{x?}` or as a condition is not required. */
function declareFields(
  kind: Unresolved,
  { shared, problems }: { shared: SharedTexts; problems: string[] },
): FieldDefinition[] {
  const own = new Map(kind.fields.map((field) => [field.key, field]));
  const used = new Map<string, boolean>();
  const ilgiKeys = new Set(kind.ilgi.map((item) => item.key));
  const use = (path: string, isOptional: boolean): void => {
    const [root, key = ''] = path.split('.');
    if (root === 'data') used.set(key, (used.get(key) ?? true) && isOptional);
    else if (root === 'ilgi' && ilgiKeys.has(key)) return;
    else if (!(path in KNOWN_VALUES)) problems.push(`{${path}} bilinmiyor.`);
  };
  for (const text of textsOf(kind)) forPlaceholders(text, { use, problems });
  if (kind.table !== undefined) use(`data.${kind.table}`, false);
  for (const field of own.values()) {
    if (used.has(field.key)) continue;
    // A Word file of its own may read a field that no text mentions.
    if (kind.template === undefined) problems.push(`"${field.key}" alanı hiçbir metinde kullanılmıyor.`);
    used.set(field.key, !field.required);
  }
  return [...used].flatMap(([key, isOptional]) => {
    const definition = own.get(key) ?? shared.fields.get(key);
    if (!definition) problems.push(`"${key}" alanı fields.yaml içinde tanımlı değil.`);
    return definition ? [{ ...definition, key, required: definition.required && !isOptional }] : [];
  });
}

function forPlaceholders(
  text: string,
  { use, problems }: { use: (path: string, isOptional: boolean) => void; problems: string[] },
): void {
  try {
    for (const piece of parseText(text)) if (piece.kind === 'value') use(piece.path, piece.isOptional);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.push(error.message);
  }
}
