import { ValidationError } from '../errors/index.ts';
import { partKey } from './container/zip-safety.ts';
import type { Finding } from './finding.ts';
import { examinePackage, type Inspection } from './inspect/examine.ts';
import { type OpenedPackage, partOf, targetsOf } from './inspect/opened.ts';
import type { RawTaraf, RawUstveri } from './inspect/raw-types.ts';
import { child, childrenOf, readPerson, textOf } from './inspect/raw-ustveri.ts';
import type { PackageStage, SignaturePart } from './inspect/signature-checks.ts';
import { DEFAULT_LIMITS, type PackageLimits } from './limits.ts';

/** A file of the package. */
export interface PackageFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Who signed, as the package's own NihaiÜstveri says. */
export interface PackageSigner {
  readonly imzalayan: RawTaraf;
  readonly yetkiDevreden?: RawTaraf | undefined;
  readonly vekaletVeren?: RawTaraf | undefined;
  readonly makam?: string | undefined;
  readonly tarih?: string | undefined;
}

/** A package read completely: Üstveri, üst yazı, the ekler it carries, sayı and date once it was signed. */
export interface ReadPackage {
  readonly version: 1 | 2;
  readonly stage: PackageStage;
  readonly ustveri: RawUstveri;
  readonly ustYazi: PackageFile;
  /** Files of the DED ekler by upper-case ek id; ekler that were left out have none. */
  readonly ekFiles: ReadonlyMap<string, PackageFile>;
  readonly sayi: string | null;
  readonly tarih: string | null;
  readonly signers: readonly PackageSigner[];
  readonly signatures: readonly SignaturePart[];
  readonly findings: readonly Finding[];
}

/**
 * Reads a 2.x package, or a 1.x one read-only. Throws ValidationError with the grave findings when there is no letter
 * to be had (unsafe zip, encrypted, no Üstveri, no üst yazı); every other finding comes with the result.
 */
export function readPackage(bytes: Uint8Array, limits: PackageLimits = DEFAULT_LIMITS): ReadPackage {
  const inspection = examinePackage(bytes, limits);
  const { opened, ustveri, version, stage } = inspection;
  const ustYazi = opened ? fileOf(opened, 'ustyazi') : null;
  if (!opened || !ustveri || !version || !stage || !ustYazi || isUnsafe(inspection)) throw refusal(inspection);
  return {
    version,
    stage,
    ustveri,
    ustYazi,
    ekFiles: ekFilesOf(opened, ustveri),
    sayi: (inspection.nihaiUstveri ? textOf(inspection.nihaiUstveri, 'BelgeNo') : ustveri.belgeNo) ?? null,
    tarih: (inspection.nihaiUstveri ? textOf(inspection.nihaiUstveri, 'Tarih') : ustveri.tarih) ?? null,
    signers: signersOf(inspection),
    signatures: inspection.signatures,
    findings: inspection.findings,
  };
}

/** Findings of the container and of XML safety: what such a package holds must not be used at all. */
function isUnsafe(inspection: Inspection): boolean {
  return inspection.findings.some(
    (finding) => finding.severity === 'KRITIK' && (finding.code.startsWith('ZIP') || finding.code === 'XML_DTD'),
  );
}

function refusal(inspection: Inspection): ValidationError {
  const grave = inspection.findings.filter((finding) => finding.severity === 'KRITIK');
  const issues = grave.map((finding) => ({
    path: finding.part ?? 'paket',
    message: finding.message,
    ...(finding.rule === undefined ? {} : { rule: finding.rule }),
  }));
  return issues.length > 0
    ? new ValidationError(issues)
    : ValidationError.of('paket', 'Paket okunamadı: şifreli ya da güncelleme paketi; asıl .eyp dosyasını verin.');
}

function fileOf(opened: OpenedPackage, component: string): PackageFile | null {
  const part = partOf(opened, component);
  return part?.bytes ? { name: part.name, bytes: part.bytes } : null;
}

function ekFilesOf(opened: OpenedPackage, ustveri: RawUstveri): Map<string, PackageFile> {
  const files = new Map<string, PackageFile>();
  const present = new Set([...targetsOf(opened, 'ek'), ...targetsOf(opened, 'imzasizek')].map((one) => one.target));
  for (const ek of ustveri.ekler) {
    const key = partKey(`${ek.imzali === false ? 'ImzasizEkler' : 'Ekler'}/${ek.dosyaAdi ?? ''}`);
    const part = opened.parts.get(key);
    if (ek.kind === 'DED' && present.has(key) && part?.bytes)
      files.set(ek.id.toUpperCase(), { name: part.name, bytes: part.bytes });
  }
  return files;
}

function signersOf(inspection: Inspection): PackageSigner[] {
  const root = inspection.nihaiUstveri;
  if (!root) return [];
  return childrenOf(child(root, 'BelgeImzalar'), 'Imza').flatMap((imza): PackageSigner[] => {
    const person = (name: string) => {
      const found = child(imza, name);
      return found && readPerson(found);
    };
    const imzalayan = person('Imzalayan');
    if (!imzalayan) return [];
    return [
      {
        imzalayan,
        yetkiDevreden: person('YetkiDevreden'),
        vekaletVeren: person('VekaletVeren'),
        makam: textOf(imza, 'Makam'),
        tarih: textOf(imza, 'Tarih'),
      },
    ];
  });
}
