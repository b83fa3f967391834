import { deflateRawSync } from 'node:zlib';
import { writeZip } from '../../src/ebys/index.ts';
import { centralHeaders, zipParts } from './zip-parts.ts';

/** One damaged copy: what was done, the bytes, and the codes of which one must be found (none given: any grave one). */
export interface Damage {
  readonly name: string;
  readonly bytes: Buffer;
  readonly codes?: readonly string[];
}

/** Deterministic numbers from a seed, 0 ≤ n < below. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Copies with one byte changed at places spread over the whole file. */
export function byteFlips(source: Buffer, count: number, seed: number): Damage[] {
  const next = numbersFrom(seed);
  const maker = makerBytes(source);
  return Array.from({ length: count }, () => {
    const bytes = Buffer.from(source);
    const at = next(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    // Who wrote an entry and its attributes mean nothing to a reader: a warning is enough there.
    return { name: `byte ${at} flipped`, bytes, ...(maker.has(at) ? { codes: ['ZIP_KARISIK'] } : {}) };
  });
}

/** Copies cut at places spread over the file. */
export function truncations(source: Buffer, count: number, seed: number): Damage[] {
  const next = numbersFrom(seed);
  return Array.from({ length: count }, () => {
    const length = next(source.length);
    return { name: `cut to ${length} bytes`, bytes: source.subarray(0, length), codes: ['ZIP_SON'] };
  });
}

type Parts = Map<string, Buffer>;

function rebuilt(source: Buffer, change: (parts: Parts) => void): Buffer {
  const parts = zipParts(source);
  change(parts);
  return writeZip([...parts].map(([name, bytes]) => ({ name, bytes })));
}

/** One copy for each part that is taken away, the relationships left as they are. */
export function missingParts(source: Buffer): Damage[] {
  return [...zipParts(source).keys()].map((name) => ({
    name: `${name} missing`,
    bytes: rebuilt(source, (parts) => parts.delete(name)),
  }));
}

/**
 * Copies whose parts have one byte changed inside an otherwise sound zip: only the digests can tell. An unsigned ek is
 * covered by none, and the sample's mühür is three bytes that never were a signature.
 */
export function changedParts(source: Buffer): Damage[] {
  return [...zipParts(source).keys()]
    .filter((name) => !/^(ImzasizEkler|Muhur)\//.test(name))
    .map((name) => ({
      name: `${name} changed inside`,
      bytes: rebuilt(source, (parts) => {
        const bytes = Buffer.from(parts.get(name) ?? Buffer.alloc(0));
        const at = Math.floor(bytes.length / 2);
        bytes[at] = (bytes[at] ?? 0) ^ 0x15;
        parts.set(name, bytes);
      }),
    }));
}

function edited(source: Buffer, part: string, edit: (text: string) => string): Buffer {
  return rebuilt(source, (parts) => {
    const before = parts.get(part)?.toString('utf8') ?? '';
    const after = edit(before);
    if (after === before) throw new Error(`damage of ${part} changed nothing`);
    parts.set(part, Buffer.from(after, 'utf8'));
  });
}

/** Copies whose digest file has two digests exchanged, for each neighbouring pair of the same algorithm. */
export function swappedDigests(source: Buffer, part: string): Damage[] {
  const values = [...(zipParts(source).get(part)?.toString('utf8') ?? '').matchAll(/<DigestValue>([^<]+)</g)].map(
    (found) => found[1] ?? '',
  );
  return values.slice(0, -2).map((value, index) => ({
    name: `${part}: digest ${index} exchanged with ${index + 2}`,
    bytes: edited(source, part, (text) => {
      const other = values[index + 2] ?? '';
      return text.replace(value, '@').replace(other, value).replace('@', other);
    }),
    codes: ['OZET_FARKLI'],
  }));
}

/** Every XML part once with a DOCTYPE that defines an external entity. */
export function doctypes(source: Buffer): Damage[] {
  const xml = [...zipParts(source).keys()].filter((name) => /\.(xml|rels|psmdcp)$/.test(name));
  return xml.map((part) => ({
    name: `${part} with a DTD`,
    bytes: edited(source, part, (text) =>
      text.replace('?>', '?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ),
    codes: ['XML_DTD'],
  }));
}

function withEntry(source: Buffer, name: string, bytes: Buffer): Buffer {
  const parts = [...zipParts(source)].map(([key, value]) => ({ name: key, bytes: value }));
  return writeZip([...parts, { name, bytes }]);
}

/** Entries whose names leave the package, repeat another's, or hide something. */
export function nameTricks(source: Buffer): Damage[] {
  const tricks: [string, string][] = [
    ['../../etc/cron.d/x', 'ZIP_YOL'],
    ['/etc/passwd', 'ZIP_YOL'],
    ['Ekler\\..\\x.pdf', 'ZIP_YOL'],
    ['C:/x.pdf', 'ZIP_YOL'],
    ['Ekler/%2e%2e/x.pdf', 'ZIP_YOL'],
    ['Ekler/./x.pdf', 'ZIP_YOL'],
    ['Ekler/a\u0000.pdf', 'ZIP_AD'],
    ['Ekler/\u202Efdp.exe', 'ZIP_AD'],
    ['Ustveri/Ustveri.xml', 'ZIP_YINELENEN_AD'],
    ['USTVERI/ustveri.XML', 'ZIP_YINELENEN_AD'],
    ['Ustveri/%55stveri.xml', 'ZIP_YINELENEN_AD'],
    ['Gizli/veri.bin', 'PARCA_SAHIPSIZ'],
  ];
  return tricks.map(([name, code]) => ({
    name: `entry named ${JSON.stringify(name)}`,
    bytes: withEntry(source, name, Buffer.from('x')),
    codes: [code],
  }));
}

/** Bombs: a part of zeros, a size that lies low, a size that lies high, entries on top of each other. */
export function bombs(source: Buffer): Damage[] {
  const zeros = withEntry(source, 'Ekler/sifir.pdf', Buffer.alloc(40 * 1024 * 1024));
  const low = Buffer.from(zeros);
  const last = centralHeaders(low).at(-1) ?? 0;
  const local = low.readUInt32LE(last + 42);
  low.writeUInt32LE(100, last + 24);
  low.writeUInt32LE(100, local + 22);
  const high = Buffer.from(source);
  high.writeUInt32LE(0xfffffff0, (centralHeaders(high)[0] ?? 0) + 24);
  const overlap = Buffer.from(source);
  const [first, second] = centralHeaders(overlap);
  overlap.writeUInt32LE(overlap.readUInt32LE((first ?? 0) + 42), (second ?? 0) + 42);
  return [
    { name: '40 MB of zeros', bytes: zeros, codes: ['ZIP_BOMBA'] },
    { name: 'a part that inflates beyond its size', bytes: low, codes: ['ZIP_VERI'] },
    { name: 'a part that claims 4 GB', bytes: high, codes: ['ZIP_PARCA_BUYUK'] },
    { name: 'two entries on one place', bytes: overlap, codes: ['ZIP_CAKISMA', 'ZIP_YEREL'] },
    { name: '1200 entries', bytes: manyEntries(source), codes: ['ZIP_GIRIS_SAYISI'] },
  ];
}

function manyEntries(source: Buffer): Buffer {
  const parts = [...zipParts(source)].map(([name, bytes]) => ({ name, bytes }));
  const more = Array.from({ length: 1200 }, (_, index) => ({ name: `Ekler/${index}.txt`, bytes: Buffer.from('x') }));
  return writeZip([...parts, ...more]);
}

/** Lies of the container: flags, methods, data before, after and between the entries, second headers. */
export function containerLies(source: Buffer): Damage[] {
  const header = centralHeaders(source)[0] ?? 0;
  const at = (offset: number, value: number, width: 2 | 4) => {
    const bytes = Buffer.from(source);
    if (width === 2) bytes.writeUInt16LE(value, header + offset);
    else bytes.writeUInt32LE(value, header + offset);
    return bytes;
  };
  const renamed = Buffer.from(source);
  renamed.write('X', renamed.readUInt32LE(header + 42) + 30);
  return [
    { name: 'encrypted entry', bytes: at(8, 1, 2), codes: ['ZIP_SIFRELI'] },
    { name: 'unknown method', bytes: at(10, 12, 2), codes: ['ZIP_YONTEM'] },
    { name: 'symbolic link', bytes: at(38, 0o120777 * 65536, 4), codes: ['ZIP_BAGLANTI'] },
    { name: 'directory attribute', bytes: at(38, 0x10, 4), codes: ['ZIP_OZNITELIK'] },
    { name: 'another name in the local header', bytes: renamed, codes: ['ZIP_YEREL'] },
    { name: 'data behind the zip', bytes: Buffer.concat([source, Buffer.from('MZ')]), codes: ['ZIP_SON'] },
    { name: 'data before the zip', bytes: Buffer.concat([Buffer.from('MZ'), source]), codes: ['ZIP_DIZIN'] },
    { name: 'data hidden between entries and directory', bytes: withGap(source), codes: ['ZIP_BOSLUK'] },
    { name: 'a comment with a second zip', bytes: withComment(source), codes: ['ZIP_YORUM'] },
    { name: 'an empty file', bytes: Buffer.alloc(0), codes: ['ZIP_SON'] },
    { name: 'an empty zip', bytes: writeZip([]), codes: ['ILISKI_YOK'] },
    { name: 'deflate garbage behind a stream', bytes: withTrailingDeflate(source), codes: ['ZIP_VERI', 'ZIP_YEREL'] },
  ];
}

function withGap(source: Buffer): Buffer {
  const start = source.readUInt32LE(source.length - 6);
  const bytes = Buffer.concat([source.subarray(0, start), Buffer.from('gizli veri'), source.subarray(start)]);
  bytes.writeUInt32LE(start + 10, bytes.length - 6);
  return bytes;
}

function withComment(source: Buffer): Buffer {
  const bytes = Buffer.concat([source, Buffer.from('PKyorum')]);
  bytes.writeUInt16LE(7, source.length - 2);
  return bytes;
}

/** The first entry's data replaced by itself plus a second deflate stream, sizes adjusted on both sides. */
function withTrailingDeflate(source: Buffer): Buffer {
  const extra = deflateRawSync(Buffer.from('gizli'));
  const [first = 0, second = 0] = centralHeaders(source);
  const nextLocal = source.readUInt32LE(second + 42);
  const bytes = Buffer.concat([source.subarray(0, nextLocal), extra, source.subarray(nextLocal)]);
  const local = source.readUInt32LE(first + 42);
  const size = source.readUInt32LE(first + 20) + extra.length;
  bytes.writeUInt32LE(size, local + 18);
  const shifted = (offset: number) => offset + extra.length;
  bytes.writeUInt32LE(size, shifted(first) + 20);
  for (const header of centralHeaders(source).slice(1))
    bytes.writeUInt32LE(source.readUInt32LE(header + 42) + extra.length, shifted(header) + 42);
  bytes.writeUInt32LE(shifted(source.readUInt32LE(source.length - 6)), bytes.length - 6);
  return bytes;
}

/** A change in one XML part of an otherwise sound zip, with the code that names it. */
export function xmlEdits(
  source: Buffer,
  edits: readonly (readonly [part: string, from: string | RegExp, to: string, code: string])[],
): Damage[] {
  return edits.map(([part, from, to, code]) => ({
    name: `${part}: ${String(from)} → ${to}`,
    bytes: edited(source, part, (text) => text.replace(from, to)),
    codes: [code],
  }));
}

/** Offsets of the directory fields that mean nothing to a reader: who made an entry, its attributes. */
export function makerBytes(source: Buffer): ReadonlySet<number> {
  const fields = [4, 5, 36, 37, 38, 39, 40, 41];
  return new Set(centralHeaders(source).flatMap((header) => fields.map((field) => header + field)));
}
