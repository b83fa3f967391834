import type { DocumentLibrary } from '../documents/index.ts';
import type { DocumentField } from './fields.ts';

/** The form fields of document kinds, from the library; a kind that has no texts asks for nothing. */
export function documentFieldsFor({ library }: { readonly library: DocumentLibrary }) {
  const kinds = new Map(library.kinds.flatMap((k) => [k.key, ...k.aliases].map((key) => [key, k] as const)));
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
