import { createHash } from 'node:crypto';
import { writeZip } from '../../src/ebys/index.ts';
import { zipParts } from './zip-parts.ts';

const PAKET_OZETI = 'PaketOzeti/PaketOzeti.xml';
const DIGEST = /(<DigestMethod Algorithm="[^"]*#sha(\d+)"\s*\/?>(?:<\/DigestMethod>)?<DigestValue>)[^<]*/g;

/** A package as a producer would have made it who got its parts wrong: edited, and with digests that fit again. */
export function madeWith(source: Buffer, edit: (parts: Map<string, Buffer>) => void): Buffer {
  const parts = new Map(zipParts(source));
  edit(parts);
  const ozet = parts.get(PAKET_OZETI)?.toString('utf8');
  if (ozet !== undefined) parts.set(PAKET_OZETI, Buffer.from(rehashed(ozet, parts), 'utf8'));
  return writeZip([...parts].map(([name, bytes]) => ({ name, bytes })));
}

function rehashed(ozet: string, parts: ReadonlyMap<string, Buffer>): string {
  return ozet.replace(/<Reference URI="\/([^"]*)"[\s\S]*?<\/Reference>/g, (reference, name: string) => {
    const bytes = parts.get(name);
    if (!bytes) return reference;
    return reference.replace(DIGEST, (_, head: string, bits: string) => {
      const digest = createHash(`sha${bits}`).update(bytes).digest('base64');
      return `${head}${digest}`;
    });
  });
}

/** One text of a part replaced; throws when nothing changes. */
export function edited(source: Buffer, part: string, from: string | RegExp, to: string): Buffer {
  return madeWith(source, (parts) => {
    const before = parts.get(part)?.toString('utf8') ?? '';
    const after = before.replace(from, to);
    if (after === before) throw new Error(`edit of ${part} changed nothing: ${String(from)}`);
    parts.set(part, Buffer.from(after, 'utf8'));
  });
}
