import { CORE_RELATION, RELATIONSHIPS_NS } from '../codes.ts';
import { readXml, type XmlElement } from '../container/xml-reader.ts';
import type { ReadPart } from '../container/zip-reader.ts';
import { partKey, printable } from '../container/zip-safety.ts';
import type { FindingList } from '../finding.ts';
import type { PackageLimits } from '../limits.ts';

/** One relationship as read: `source` and `target` are part keys, '' is the package root. */
export interface ReadRelation {
  readonly source: string;
  readonly id: string;
  readonly component: string;
  readonly target: string;
  /** The target as it is written, for people. */
  readonly name: string;
}

/** A package whose zip is open: its parts by key, its relationships, and where findings go. */
export interface OpenedPackage {
  readonly parts: ReadonlyMap<string, ReadPart>;
  readonly relations: readonly ReadRelation[];
  readonly limits: PackageLimits;
  readonly findings: FindingList;
}

const COMPONENT_PREFIX = 'http://eyazisma.dpt/iliskiler/';

/** Parts and relationships of a zip that has been read. */
export function openPackage(read: readonly ReadPart[], limits: PackageLimits, findings: FindingList): OpenedPackage {
  const parts = new Map(read.map((part) => [part.key, part]));
  const relations = read
    .filter((part) => part.key.endsWith('.rels'))
    .flatMap((part) => readRelations(part, limits, findings));
  return { parts, relations, limits, findings };
}

/** The tree of an XML part, or null with a finding when the part is absent, damaged, has a DTD or is malformed. */
export function xmlOf(opened: OpenedPackage, key: string): XmlElement | null {
  const part = opened.parts.get(key);
  return part ? treeOf(part, opened.limits, opened.findings) : null;
}

/** Part keys that a component's relationships point to, whether the parts exist or not. */
export function targetsOf(opened: OpenedPackage, component: string): ReadRelation[] {
  return opened.relations.filter((relation) => relation.component === component);
}

/** The part of a component that may occur once; undefined when it has no relationship or no part. */
export function partOf(opened: OpenedPackage, component: string): ReadPart | undefined {
  const relation = targetsOf(opened, component)[0];
  return relation && opened.parts.get(relation.target);
}

function treeOf(part: ReadPart, limits: PackageLimits, findings: FindingList): XmlElement | null {
  if (part.bytes === null) return null;
  const reading = readXml(part.bytes, limits);
  if (reading.kind === 'TREE') return reading.root;
  const name = printable(part.name);
  if (reading.kind === 'DTD')
    findings.kritik('XML_DTD', `"${name}" bir DTD taşıyor (XXE tehlikesi); böyle dosya okunmaz.`, { part: name });
  else findings.kritik('XML_BOZUK', `"${name}" okunamadı: ${reading.problem}.`, { part: name });
  return null;
}

function readRelations(part: ReadPart, limits: PackageLimits, findings: FindingList): ReadRelation[] {
  const root = treeOf(part, limits, findings);
  if (root === null) return [];
  const name = printable(part.name);
  const found = /^(.*?)_rels\/(.*)\.rels$/.exec(part.key);
  if (root.name !== 'Relationships' || root.namespace !== RELATIONSHIPS_NS || !found) {
    findings.kritik('ILISKI_BOZUK', `"${name}" bir ilişki dosyası değil.`, { part: name });
    return [];
  }
  const folder = found[1] ?? '';
  const ids = root.children.map((one) => one.attributes.Id ?? '');
  if (new Set(ids).size !== ids.length || ids.includes(''))
    findings.onemli('ILISKI_KIMLIK', `"${name}" içindeki ilişki kimlikleri eksik ya da yineleniyor.`, { part: name });
  return root.children.flatMap((one): ReadRelation[] => {
    if (one.name !== 'Relationship' || (one.attributes.TargetMode ?? 'Internal') !== 'Internal') {
      findings.onemli('ILISKI_DIS', `"${name}" paketin dışını gösteren bir ilişki taşıyor.`, { part: name });
      return [];
    }
    return [
      {
        source: `${folder}${found[2] ?? ''}`,
        id: one.attributes.Id ?? '',
        component: componentOf(one.attributes.Type ?? ''),
        target: resolveTarget(folder, one.attributes.Target ?? ''),
        name: printable((one.attributes.Target ?? '').replace(/^\//, '')),
      },
    ];
  });
}

/** The last word of a relationship type, lower case: producers write `paketozeti` and `PaketOzeti`. */
function componentOf(type: string): string {
  if (type === CORE_RELATION) return 'core';
  return type.startsWith(COMPONENT_PREFIX) ? type.slice(COMPONENT_PREFIX.length).toLowerCase() : `?${type}`;
}

/** Absolute targets as they are; relative ones against the folder of the source part. */
function resolveTarget(folder: string, target: string): string {
  if (target.startsWith('/')) return partKey(target);
  const segments = folder.split('/').filter((one) => one !== '');
  for (const segment of target.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  return partKey(segments.join('/'));
}
