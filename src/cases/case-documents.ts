import type { DocumentLibrary } from '../documents/index.ts';
import type { DocumentField } from './fields.ts';

type KindsByName = ReadonlyMap<string, DocumentLibrary['kinds'][number]>;
const known = new WeakMap<DocumentLibrary, KindsByName>();

/** The kinds of a library under their keys and aliases; made once, since every act on a case asks for them. */
function kindsByName(library: DocumentLibrary): KindsByName {
  const made =
    known.get(library) ?? new Map(library.kinds.flatMap((k) => [k.key, ...k.aliases].map((key) => [key, k] as const)));
  known.set(library, made);
  return made;
}

/** The form fields of document kinds, from the library; a kind that has no texts asks for nothing. */
export function documentFieldsFor({ library }: { readonly library: DocumentLibrary }) {
  const kinds = kindsByName(library);
  return (key: string): DocumentField[] =>
    (kinds.get(key)?.fields ?? []).map(({ key: field, label, type, required, help, options, columns }) => ({
      key: field,
      label,
      type,
      required,
      help: help ?? null,
      options: options ?? [],
      columns: columns ?? [],
    }));
}
