import {
  CONTENT_TYPES_NS,
  CORE_NS,
  CORE_RELATION,
  DC_NS,
  DCTERMS_NS,
  MIME_PACKAGE,
  RELATIONSHIPS_NS,
} from '../codes.ts';
import { element, optionalText, XML_HEAD } from '../container/xml-writer.ts';

/** One relationship of the package root. */
export interface Relationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** `_rels/.rels`: which part is what. Outside every digest. */
export function relationshipsXml(relations: readonly Relationship[]): string {
  const rows = relations.map((one) =>
    element('Relationship', '', { Type: one.type, Target: `/${one.target}`, Id: one.id }),
  );
  return XML_HEAD + element('Relationships', rows, { xmlns: RELATIONSHIPS_NS });
}

/** `[Content_Types].xml`: a default per extension; later ones of the same extension are dropped. */
export function contentTypesXml(types: readonly (readonly [extension: string, contentType: string])[]): string {
  const byExtension = new Map<string, string>();
  for (const [extension, contentType] of types) {
    const key = extension.toLowerCase();
    if (!byExtension.has(key)) byExtension.set(key, contentType);
  }
  const rows = [...byExtension].map(([extension, contentType]) =>
    element('Default', '', { Extension: extension, ContentType: contentType }),
  );
  return XML_HEAD + element('Types', rows, { xmlns: CONTENT_TYPES_NS });
}

/** What Core says; each value repeats Üstveri (K.68–K.73). */
export interface CoreProperties {
  readonly belgeId: string;
  readonly created: string;
  readonly creator: string;
  readonly konu: string;
  readonly revision: string;
}

/** The Core part, version 2.0. */
export function coreXml(core: CoreProperties): string {
  const children = [
    optionalText('dc:identifier', core.belgeId),
    optionalText('dcterms:created', core.created, { 'xsi:type': 'dcterms:W3CDTF' }),
    optionalText('dc:creator', core.creator),
    optionalText('dc:subject', core.konu),
    optionalText('category', 'RESMIYAZISMA'),
    optionalText('contentType', MIME_PACKAGE),
    optionalText('version', '2.0'),
    optionalText('revision', core.revision),
  ];
  const namespaces = {
    xmlns: CORE_NS,
    'xmlns:dc': DC_NS,
    'xmlns:dcterms': DCTERMS_NS,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  };
  return XML_HEAD + element('coreProperties', children, namespaces);
}

/** Relationship of the Core part. */
export function coreRelation(target: string): Relationship {
  return { id: 'IdCore', type: CORE_RELATION, target };
}
