import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Finding, Severity } from './finding.ts';
import { examinePackage, type Inspection } from './inspect/examine.ts';
import { DEFAULT_LIMITS, type PackageLimits } from './limits.ts';

const LABELS: Readonly<Record<Severity, string>> = { KRITIK: 'kritik', ONEMLI: 'önemli', UYARI: 'uyarı' };
const ORDER: readonly Severity[] = ['KRITIK', 'ONEMLI', 'UYARI'];
const STAGES = { TASLAK: 'taslak (imzasız)', MUHUR_BEKLIYOR: 'mühür bekliyor', TAMAM: 'tamamlanmış' } as const;
const KINDS = { PAKET: 'e-Yazışma Paketi', SIFRELI: 'şifreli paket', GUNCELLEME: 'güncelleme paketi' } as const;

/**
 * `ozluk eyp inspect FILE`: writes the findings as a table, gravest first. Gives the exit code: 2 with a kritik finding
 * or an unreadable file, 1 with an önemli one, 0 otherwise.
 */
export async function runEypInspect(
  path: string,
  write: (text: string) => void,
  limits: PackageLimits = DEFAULT_LIMITS,
): Promise<number> {
  const bytes = await readLimited(path, limits);
  if (typeof bytes === 'string') {
    write(`${bytes}\n`);
    return 2;
  }
  const inspection = examinePackage(bytes, limits);
  write(renderInspection(basename(path), bytes.length, inspection));
  return exitCodeOf(inspection.findings);
}

async function readLimited(path: string, limits: PackageLimits): Promise<Buffer | string> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > limits.maxPackageBytes) return `${path} ${size} bayt; en çok ${limits.maxPackageBytes} bayt okunur.`;
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    return `${path} okunamadı: ${cause instanceof Error ? cause.message : String(cause)}. Dosya yolunu denetleyin.`;
  }
}

function exitCodeOf(findings: readonly Finding[]): number {
  if (findings.some((finding) => finding.severity === 'KRITIK')) return 2;
  return findings.some((finding) => finding.severity === 'ONEMLI') ? 1 : 0;
}

/** The table as text: a head line, one row a finding, the signature parts, a sum. */
export function renderInspection(name: string, size: number, inspection: Inspection): string {
  const kind = inspection.kind === null ? 'açılamayan dosya' : KINDS[inspection.kind];
  const version = inspection.version === null ? '' : `, ${inspection.version}.x`;
  const stage = inspection.stage === null ? '' : `, ${STAGES[inspection.stage]}`;
  const sorted = inspection.findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const rows = sorted.map(
    (one) => [LABELS[one.severity], one.code, one.rule ?? '', one.part ?? '', one.message] as const,
  );
  const signatures = inspection.signatures.map((one) => {
    const names = one.signers.map(
      (signer) => `${signer.name ?? 'adı okunamayan imzacı'}${signer.signedAt === null ? '' : ` ${signer.signedAt}`}`,
    );
    return `imza: ${one.part}: içerik ${one.contentMatches ? 'aynı' : 'farklı'}; ${names.join(', ') || 'imzacı yok'}; sertifika güveni denetlenmedi`;
  });
  const sums = ORDER.map(
    (severity) => `${sorted.filter((one) => one.severity === severity).length} ${LABELS[severity]}`,
  );
  return [
    `${name}: ${size} bayt, ${kind}${version}${stage}`,
    ...table(['derece', 'kod', 'kural', 'parça', 'açıklama'], rows),
    ...signatures,
    `Toplam: ${sums.join(', ')}.`,
    '',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.min(60, Math.max(...all.map((row) => (row[column] ?? '').length))));
  const last = head.length - 1;
  return all.map((row) =>
    row.map((cell, column) => (column === last ? cell : cell.padEnd(widths[column] ?? 0))).join('  '),
  );
}
