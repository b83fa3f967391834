/** Names that the e-Yazışma Paketi fixes: namespaces, relationship types, digest algorithms, code lists. */

/** XML namespace of a 2.x component, e.g. `schemaOf('Ustveri')`. */
export function schemaOf(component: string, version: 1 | 2 = 2): string {
  return `urn:dpt:eyazisma:schema:xsd:${component}-${version}`;
}

export const XML_TYPES_NS = schemaOf('Tipler');
export const RELATIONSHIPS_NS = 'http://schemas.openxmlformats.org/package/2006/relationships';
export const CONTENT_TYPES_NS = 'http://schemas.openxmlformats.org/package/2006/content-types';
export const CORE_NS = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties';
export const DC_NS = 'http://purl.org/dc/elements/1.1/';
export const DCTERMS_NS = 'http://purl.org/dc/terms/';
export const CORE_RELATION = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';

/** Relationship type of a package component. Readers compare these without case: producers differ. */
export function relationOf(component: string): string {
  return `http://eyazisma.dpt/iliskiler/${component}`;
}

/** `Reference/@Type` of a digest file: a part of this package, or a document elsewhere. */
export const REFERENCE_INTERNAL = 'http://eyazisma.dpt/bilesen#dahili';
export const REFERENCE_EXTERNAL = 'http://eyazisma.dpt/bilesen#harici';

export const DIGEST_URIS = {
  'SHA-256': 'http://www.w3.org/2001/04/xmlenc#sha256',
  'SHA-384': 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'SHA-512': 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const;

/** Digest algorithms by their XML URI, lower case, with node's name; the last two only in 1.x packages. */
export const DIGEST_BY_URI: Readonly<Record<string, string>> = {
  [DIGEST_URIS['SHA-256'].toLowerCase()]: 'sha256',
  [DIGEST_URIS['SHA-384'].toLowerCase()]: 'sha384',
  [DIGEST_URIS['SHA-512'].toLowerCase()]: 'sha512',
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmlenc#ripemd160': 'ripemd160',
};

export const MIME_PDF = 'application/pdf';
export const MIME_DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const MIME_PACKAGE = 'application/eyazisma';

/** A GUID as the Rehber writes it (8-4-4-4-12 hex digits); K.80 wants upper case. */
export const GUID = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/;
/** T.C. Devlet Teşkilatı Numarası. */
export const DETSIS = /^[1-9][0-9]{7}$/;
/** Standart Dosya Planı code. */
export const SDP = /^[0-9]{3}(\.[0-9]{2}){0,3}$/;
/** Full sayı of a registered letter (Yönetmelik m.11). */
export const SAYI = /^[EZO]-[1-9][0-9]{7}-[0-9]{3}(\.[0-9]{2}){0,3}-[0-9]+$/;

/** The 29 letters in order: the Etiket of the n-th ilgi (Yönetmelik m.15). */
export const ILGI_LETTERS = [...'abcçdefgğhıijklmnoöprsştuüvyz'];
