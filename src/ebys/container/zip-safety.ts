import type { FindingList } from '../finding.ts';
import type { PackageLimits } from '../limits.ts';
import type { DirectoryEntry } from './zip-directory.ts';

const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const STORED = 0;
const DEFLATED = 8;
const UNIX_TYPE_MASK = 0o170000;
const UNIX_REGULAR = 0o100000;
const UNIX_LINK = 0o120000;
const DOS_DIRECTORY = 0x10;

/**
 * The name under which a part is compared: without leading slash, percent-decoded, lower case (OPC compares names
 * without case, ASCII only in practice). An undecodable name stays as it is.
 */
export function partKey(name: string): string {
  const plain = name.startsWith('/') ? name.slice(1) : name;
  return decodePercent(plain).normalize('NFC').toLowerCase();
}

function decodePercent(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A stray percent sign: the name is compared as written, which can only make two names differ.
    return name;
  }
}

/** Names every danger that the directory alone shows. True when inflating may go on. */
export function checkDirectory(
  entries: readonly DirectoryEntry[],
  limits: PackageLimits,
  findings: FindingList,
): boolean {
  const seen = new Set<string>();
  let total = 0;
  let safe = true;
  for (const entry of entries) {
    const part = printable(entry.name);
    const key = partKey(entry.name);
    if (seen.has(key)) findings.kritik('ZIP_YINELENEN_AD', `"${part}" adı pakette birden çok kez geçiyor.`, { part });
    seen.add(key);
    checkName(entry, limits, findings);
    checkFlags(entry, findings);
    checkAttributes(entry, findings);
    total += entry.size;
    if (!checkSize(entry, limits, findings)) safe = false;
  }
  if (total > limits.maxTotalBytes) {
    findings.kritik(
      'ZIP_BOMBA',
      `Paket açıldığında ${total} bayt tutuyor; en çok ${limits.maxTotalBytes} bayt açılır.`,
    );
    return false;
  }
  checkMakers(entries, findings);
  return safe;
}

/** A name cut and freed of control characters, fit for messages. */
export function printable(name: string): string {
  return name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?').slice(0, 120);
}

function checkName(entry: DirectoryEntry, limits: PackageLimits, findings: FindingList): void {
  const part = printable(entry.name);
  const decoded = decodePercent(entry.name);
  const segments = decoded.split(/[\\/]/);
  const tricky =
    entry.name === '' ||
    decoded.startsWith('/') ||
    decoded.includes('\\') ||
    /^[A-Za-z]:/.test(decoded) ||
    segments.some((segment) => segment === '..' || segment === '.') ||
    segments.slice(0, -1).includes('') ||
    segments.some((segment) => segment.endsWith('.'));
  if (tricky)
    findings.kritik('ZIP_YOL', `"${part}" giriş adı paketin dışını gösterebilir; böyle ad kabul edilmez.`, { part });
  if (/[\p{Cc}\p{Cf}\uFFFD]/u.test(decoded))
    findings.kritik('ZIP_AD', `"${part}" giriş adında görünmeyen ya da bozuk karakter var.`, { part });
  if (entry.rawName.length > limits.maxNameBytes)
    findings.kritik('ZIP_AD', `"${part}" giriş adı ${limits.maxNameBytes} bayttan uzun.`, { part });
  if (entry.name.endsWith('/'))
    findings.onemli('ZIP_KLASOR', `"${part}" bir klasör girişi; pakette yeri yoktur.`, { part });
}

function checkFlags(entry: DirectoryEntry, findings: FindingList): void {
  const part = printable(entry.name);
  if ((entry.flags & ENCRYPTED) !== 0)
    findings.kritik('ZIP_SIFRELI', `"${part}" zip parolasıyla şifrelenmiş; pakette şifreli giriş olmaz.`, { part });
  if (entry.method !== STORED && entry.method !== DEFLATED)
    findings.kritik('ZIP_YONTEM', `"${part}" bilinmeyen bir yöntemle (${entry.method}) sıkıştırılmış.`, { part });
  if (entry.startDisk !== 0) findings.kritik('ZIP_DIZIN', `"${part}" başka bir zip parçasını gösteriyor.`, { part });
}

function checkAttributes(entry: DirectoryEntry, findings: FindingList): void {
  const part = printable(entry.name);
  const type = (entry.externalAttributes >>> 16) & UNIX_TYPE_MASK;
  if (type === UNIX_LINK)
    findings.kritik('ZIP_BAGLANTI', `"${part}" bir dosya bağlantısı (symlink); kabul edilmez.`, { part });
  else if ((type !== 0 && type !== UNIX_REGULAR) || (entry.externalAttributes & DOS_DIRECTORY) !== 0)
    findings.onemli('ZIP_OZNITELIK', `"${part}" olağan bir dosya olarak işaretlenmemiş.`, { part });
  if (entry.internalAttributes > 1 || entry.extra.length > 0 || entry.comment.length > 0)
    findings.uyari('ZIP_EK_ALAN', `"${part}" girişinde ek alan, yorum ya da beklenmeyen öznitelik var.`, { part });
}

function checkSize(entry: DirectoryEntry, limits: PackageLimits, findings: FindingList): boolean {
  const part = printable(entry.name);
  const ratio = entry.size / Math.max(1, entry.compressedSize);
  if (entry.size > limits.maxPartBytes) {
    findings.kritik('ZIP_PARCA_BUYUK', `"${part}" ${entry.size} bayt; en çok ${limits.maxPartBytes} bayt açılır.`, {
      part,
    });
    return false;
  }
  if (entry.size > limits.ratioFromBytes && ratio > limits.maxRatio) {
    findings.kritik('ZIP_BOMBA', `"${part}" ${Math.round(ratio)} kat sıkıştırılmış (zip bombası); paket açılmadı.`, {
      part,
    });
    return false;
  }
  return true;
}

/** Entries written by another tool than the rest: legal, but how a part slipped in later shows. */
function checkMakers(entries: readonly DirectoryEntry[], findings: FindingList): void {
  const marks = new Set(
    entries.map((entry) => `${entry.madeBy}/${entry.externalAttributes}/${entry.internalAttributes}`),
  );
  if (marks.size > 1)
    findings.uyari('ZIP_KARISIK', 'Girişlerin üretici bilgileri birbirinden farklı: paket birden çok araçla yazılmış.');
}
