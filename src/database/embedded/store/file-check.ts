/**
 * Looks at LMDB's data file before LMDB maps it: a foreign or cut-off file would otherwise be taken over, or end the
 * process with a bus error. Reads two pages of a healthy file; all tree pages only where the file is shorter than it says.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const MAGIC = 0xbeefc0de;
const HEADER = 24;
const META = {
  magic: 24,
  pageSize: 48,
  freeRoot: 88,
  mainRoot: 136,
  lastPage: 144,
  transaction: 152,
  bytes: 160,
} as const;
const BRANCH = 1;
const LEAF = 2;
const BIG_DATA = 1;
const NO_PAGE = 0xffffffffffffffffn;

interface Meta {
  readonly pageSize: number;
  readonly roots: readonly bigint[];
  readonly lastPage: bigint;
  readonly transaction: bigint;
}

/** What is wrong with the file, in Turkish; undefined when nothing is. */
export function dataFileProblem(path: string): string | undefined {
  const descriptor = openSync(path, 'r');
  try {
    const size = fstatSync(descriptor).size;
    const first = readMeta(descriptor, 0);
    if (!first) return `data.mdb: başlık tanınmıyor, ${size} bayt`;
    const second = readMeta(descriptor, first.pageSize);
    if (!second) return `data.mdb: ikinci başlık okunamıyor, ${size} bayt`;
    const meta = second.transaction > first.transaction ? second : first;
    if (size >= (Number(meta.lastPage) + 1) * meta.pageSize) return undefined;
    const isWhole = meta.roots.every((root) => isTreeWhole({ descriptor, size, pageSize: meta.pageSize }, root));
    return isWhole ? undefined : `data.mdb: dosyanın sonu eksik, ${size} bayt`;
  } finally {
    closeSync(descriptor);
  }
}

function readMeta(descriptor: number, at: number): Meta | undefined {
  const page = Buffer.alloc(META.bytes);
  if (readSync(descriptor, page, 0, page.length, at) < page.length) return undefined;
  if (page.readUInt32LE(META.magic) !== MAGIC) return undefined;
  return {
    pageSize: page.readUInt32LE(META.pageSize),
    roots: [page.readBigUInt64LE(META.freeRoot), page.readBigUInt64LE(META.mainRoot)],
    lastPage: page.readBigUInt64LE(META.lastPage),
    transaction: page.readBigUInt64LE(META.transaction),
  };
}

interface File {
  readonly descriptor: number;
  readonly size: number;
  readonly pageSize: number;
}

/** True when every page that can be reached from `root` lies inside the file. */
function isTreeWhole(file: File, root: bigint): boolean {
  if (root === NO_PAGE) return true;
  const page = Buffer.alloc(file.pageSize);
  const at = Number(root) * file.pageSize;
  if (at + file.pageSize > file.size || readSync(file.descriptor, page, 0, file.pageSize, at) < file.pageSize)
    return false;
  const flags = page.readUInt16LE(18);
  if ((flags & (BRANCH | LEAF)) === 0) return false;
  const count = (page.readUInt16LE(20) - HEADER) / 2;
  for (let index = 0; index < count; index++) {
    const node = page.readUInt16LE(HEADER + index * 2);
    if (!(flags & BRANCH ? isTreeWhole(file, childOf(page, node)) : isDataInside(file, page, node))) return false;
  }
  return true;
}

function childOf(page: Buffer, node: number): bigint {
  return BigInt(page.readUInt32LE(node)) | (BigInt(page.readUInt16LE(node + 4)) << 32n);
}

/** Values that don't fit into a leaf lie on pages of their own. */
function isDataInside(file: File, page: Buffer, node: number): boolean {
  if ((page.readUInt16LE(node + 4) & BIG_DATA) === 0) return true;
  const first = Number(page.readBigUInt64LE(node + 8 + page.readUInt16LE(node + 6)));
  return first * file.pageSize + HEADER + page.readUInt32LE(node) <= file.size;
}
