import type { XmlElement } from '../container/xml-reader.ts';
import { readZip } from '../container/zip-reader.ts';
import { printable } from '../container/zip-safety.ts';
import { type Finding, type FindingList, findingList } from '../finding.ts';
import { DEFAULT_LIMITS, type PackageLimits } from '../limits.ts';
import { checkContentTypes } from './content-types.ts';
import { checkCore } from './core-checks.ts';
import { checkDigests } from './digest-checks.ts';
import { checkGrammar } from './grammar.ts';
import { checkLetter } from './letter-checks.ts';
import { type OpenedPackage, openPackage, targetsOf, xmlOf } from './opened.ts';
import type { RawUstveri } from './raw-types.ts';
import { readUstveri } from './raw-ustveri.ts';
import { checkSignatures, checkStage, type PackageStage, type SignaturePart } from './signature-checks.ts';
import { checkStructure, kindOf, type PackageKind } from './structure.ts';
import { checkNihaiUstveri, checkUstveri } from './ustveri-checks.ts';
import { checkFields } from './value-checks.ts';

/** Everything an inspection learned; `opened` is null when the zip itself was refused. */
export interface Inspection {
  readonly kind: PackageKind | null;
  readonly version: 1 | 2 | null;
  readonly stage: PackageStage | null;
  readonly ustveri: RawUstveri | null;
  readonly nihaiUstveri: XmlElement | null;
  readonly signatures: readonly SignaturePart[];
  readonly opened: OpenedPackage | null;
  readonly findings: readonly Finding[];
}

const REFUSED = { kind: null, version: null, stage: null, ustveri: null, nihaiUstveri: null, signatures: [] } as const;

/**
 * Inspects package bytes in the order of eyp §7: zip safety, kind, structure, XML, cross checks, digests, signatures,
 * the letter itself. Never throws, whatever the bytes are.
 */
export function examinePackage(bytes: Uint8Array, limits: PackageLimits = DEFAULT_LIMITS): Inspection {
  return examine(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits, false);
}

/** The findings alone. */
export function inspectPackage(bytes: Uint8Array, limits: PackageLimits = DEFAULT_LIMITS): readonly Finding[] {
  return examinePackage(bytes, limits).findings;
}

function examine(bytes: Buffer, limits: PackageLimits, inner: boolean): Inspection {
  const findings = findingList();
  const parts = readZip(bytes, limits, findings);
  if (parts === null) return { ...REFUSED, opened: null, findings: findings.all };
  const opened = openPackage(parts, limits, findings);
  const kind = kindOf(opened);
  if (kind !== 'PAKET') {
    examineOther(opened, kind, inner);
    return { ...REFUSED, kind, opened, findings: findings.all };
  }
  checkStructure(opened);
  return { kind, opened, ...examineParts(opened), findings: findings.all };
}

function examineParts(opened: OpenedPackage) {
  const root = componentXml(opened, 'ustveri');
  const version = root === null ? null : versionOf(root, opened.findings);
  const ustveri = root === null || version === null ? null : readUstveri(root);
  const effective = version ?? 2;
  checkContentTypes(opened, ustveri);
  const nihai = componentXml(opened, 'nihaiustveri');
  for (const component of ['ustveri', 'nihaiustveri', 'paketozeti', 'nihaiozet', 'parafozeti', 'belgehedef']) {
    const tree = component === 'ustveri' ? root : componentXml(opened, component);
    if (tree)
      checkGrammar(tree, effective, {
        part: targetsOf(opened, component)[0]?.target ?? component,
        findings: opened.findings,
      });
  }
  if (ustveri) checkUstveri(ustveri, effective, opened);
  if (nihai) checkNihaiUstveri(nihai, opened.findings);
  for (const [tree, part] of [
    [root, 'Ustveri/Ustveri.xml'],
    [nihai, 'NihaiUstveri/NihaiUstveri.xml'],
  ] as const)
    if (tree && effective === 2) checkFields(tree, { part, findings: opened.findings });
  checkCore(opened, ustveri, effective);
  checkDigests({ opened, version: effective, ustveri });
  const signatures = checkSignatures(opened);
  const stage = checkStage(opened, effective);
  if (ustveri) checkLetter(opened, ustveri, stage);
  for (const part of opened.parts.values())
    if (part.bytes?.length === 0)
      opened.findings.onemli('PARCA_BOS', `"${printable(part.name)}" parçası boş.`, { part: printable(part.name) });
  return { version, stage, ustveri, nihaiUstveri: nihai, signatures };
}

function componentXml(opened: OpenedPackage, component: string): XmlElement | null {
  const target = targetsOf(opened, component)[0]?.target;
  return target === undefined ? null : xmlOf(opened, target);
}

/** 2 or 1 by root name and namespace; null with a finding when the root is neither. */
function versionOf(root: XmlElement, findings: FindingList): 1 | 2 | null {
  if (root.name === 'UstVeri' && root.namespace.endsWith(':Ustveri-2')) return 2;
  if (root.name === 'Ustveri' && root.namespace.endsWith(':Ustveri-1')) {
    findings.uyari('SURUM_1', 'Paket eski 1.x sürümünde: yalnızca okunur, bu sürümde paket üretilmez.');
    return 1;
  }
  findings.kritik('SURUM', `Üstveri kökü <${printable(root.name)}> bilinen bir sürümün kökü değil.`, {
    part: 'Ustveri/Ustveri.xml',
  });
  return null;
}

/** An encrypted package stays closed; an update package holds the original, which is inspected in its place. */
function examineOther(opened: OpenedPackage, kind: PackageKind, inner: boolean): void {
  if (kind === 'SIFRELI') {
    opened.findings.uyari('SIFRELI', 'Şifreli paket (.eyps): içeriği alıcının anahtarı olmadan denetlenemez.');
    return;
  }
  const original = [...opened.parts.values()].find((part) => part.key.startsWith('orijinalpaket/'));
  if (inner) {
    opened.findings.kritik('GUNCELLEME_IC_ICE', 'Güncelleme paketi başka bir güncelleme paketi taşıyor.');
    return;
  }
  opened.findings.uyari('GUNCELLEME', 'Güncelleme paketi (.eypg): yalnızca içindeki asıl paket denetlendi.');
  if (!original?.bytes) opened.findings.kritik('GUNCELLEME_ASIL', 'Güncelleme paketinin asıl paketi okunamadı.');
  else
    for (const finding of examine(original.bytes, opened.limits, true).findings) copyFinding(opened.findings, finding);
}

function copyFinding(to: FindingList, finding: Finding): void {
  const place = {
    part: `OrijinalPaket!${finding.part ?? ''}`,
    ...(finding.rule === undefined ? {} : { rule: finding.rule }),
  };
  if (finding.severity === 'KRITIK') to.kritik(finding.code, finding.message, place);
  else if (finding.severity === 'ONEMLI') to.onemli(finding.code, finding.message, place);
  else to.uyari(finding.code, finding.message, place);
}
