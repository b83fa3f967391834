import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { buildDraftPackage, type PackageInput, writeZip, type ZipPart } from '../../src/ebys/index.ts';

/** Figures of the package bench; memory in megabytes. */
export interface PackageBench {
  readonly packages: number;
  readonly packageBytes: number;
  readonly perSecond: number;
  /** Packages a second of the bare work: two digests and the zip of the same bytes, without checks or XML. */
  readonly limitPerSecond: number;
  readonly timesTheLimit: number;
  readonly heapGrowthMb: number;
  readonly rssGrowthMb: number;
  /** Growth of the process from half-way to the end: flat when about 0. */
  readonly secondHalfGrowthMb: number;
}

const LETTER_BYTES = 30 * 1024;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const MEGABYTE = 1024 * 1024;
const ROUNDS = 4;

/**
 * Builds `packages` drafts of a 30 KB letter with two ekler (a DOCX and a PDF of 20 KB), each with its own id, and
 * compares with the least that must be done to the same bytes: hash each digested part twice, zip all parts. The two
 * are measured in turns, so that a busy machine slows both; the memory is that of the whole run after a warm-up.
 */
export function benchPackages(packages = 10_000): PackageBench {
  const input = benchInput();
  const parts = partsLike(input);
  for (let index = 0; index < 300; index++) {
    buildDraftPackage(input);
    bareWork(parts);
  }
  const before = memory();
  const each = Math.ceil(packages / ROUNDS);
  let builtMs = 0;
  let bareMs = 0;
  let size = 0;
  let half = before;
  for (let round = 0; round < ROUNDS; round++) {
    if (round === ROUNDS / 2) half = memory();
    builtMs += timed(each, (index) => {
      size = buildDraftPackage({ ...input, belgeId: idOf(round * each + index) }).length;
    });
    bareMs += timed(Math.ceil(each / ROUNDS), () => bareWork(parts));
  }
  const after = memory();
  const perSecond = (each * ROUNDS * 1000) / builtMs;
  const limitPerSecond = (Math.ceil(each / ROUNDS) * ROUNDS * 1000) / bareMs;
  return {
    packages: each * ROUNDS,
    packageBytes: size,
    perSecond: Math.round(perSecond),
    limitPerSecond: Math.round(limitPerSecond),
    timesTheLimit: Math.round((limitPerSecond / perSecond) * 100) / 100,
    heapGrowthMb: Math.round((after.heapUsed - before.heapUsed) / MEGABYTE),
    rssGrowthMb: Math.round((after.rss - before.rss) / MEGABYTE),
    secondHalfGrowthMb: Math.round((after.rss - half.rss) / MEGABYTE),
  };
}

function timed(count: number, work: (index: number) => void): number {
  const start = performance.now();
  for (let index = 0; index < count; index++) work(index);
  return performance.now() - start;
}

function memory() {
  globalThis.gc?.();
  return process.memoryUsage();
}

/** The parts of a package of this input, with XML of the size that the real ones have. */
function partsLike(input: PackageInput): { digested: ZipPart[]; all: ZipPart[] } {
  const built = buildDraftPackage(input);
  const xml = Buffer.from(
    '<tipler:Ek><tipler:Id Value="3F2504E0-4F89-41D3-9A0C-0305E82C3301"/></tipler:Ek>'.repeat(20),
  );
  const files = (input.ekler ?? []).flatMap((ek) =>
    ek.kind === 'DED' ? [{ name: ek.dosyaAdi, bytes: ek.bytes }] : [],
  );
  const digested = [{ name: 'a.docx', bytes: input.ustYazi.bytes }, { name: 'ustveri.xml', bytes: xml }, ...files];
  const rest = ['ozet', 'core', 'rels', 'types'].map((name) => ({ name: `${name}.xml`, bytes: xml }));
  if (built.length < LETTER_BYTES) throw new Error('bench input is smaller than a letter');
  return { digested, all: [...digested, ...rest] };
}

function bareWork(parts: { digested: readonly ZipPart[]; all: readonly ZipPart[] }): number {
  let length = 0;
  for (const part of parts.digested)
    for (const algorithm of ['sha256', 'sha512'])
      length += createHash(algorithm).update(part.bytes).digest('base64').length;
  return length + writeZip(parts.all).length;
}

function idOf(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

function benchInput(): PackageInput {
  return {
    belgeId: idOf(0),
    konu: 'Kademe İlerlemesi (Ayşe YILMAZ)',
    gizlilik: 'YOK',
    ustYazi: { dosyaAdi: 'yazi.docx', mimeTuru: DOCX, bytes: wordLike(LETTER_BYTES) },
    dagitimlar: [{ muhatap: { kind: 'KURUM', detsisNo: '12345678', ad: 'Örnek Bakanlığı' } }],
    ekler: [
      {
        kind: 'DED',
        id: idOf(1),
        ad: 'Hizmet Cetveli',
        dosyaAdi: 'cetvel.docx',
        mimeTuru: DOCX,
        imzali: true,
        bytes: wordLike(20 * 1024),
      },
      {
        kind: 'DED',
        id: idOf(2),
        ad: 'Form',
        dosyaAdi: 'form.pdf',
        mimeTuru: 'application/pdf',
        imzali: true,
        bytes: pdfLike(20 * 1024),
      },
    ],
    olusturan: { kind: 'KURUM', detsisNo: '87654321', ad: 'Örnek Başkanlığı' },
    sdp: { kod: '903.05', ad: 'İzin İşleri' },
    dogrulamaAdresi: 'https://www.turkiye.gov.tr/belge-dogrulama',
    created: '2026-11-22T09:00:00Z',
  };
}

/** A zip of about `size` bytes, as a DOCX is. */
function wordLike(size: number): Buffer {
  return writeZip([{ name: 'word/document.xml', bytes: noise(size) }]);
}

function pdfLike(size: number): Buffer {
  const stream = deflateRawSync(noise(size));
  return Buffer.concat([Buffer.from('%PDF-1.4 pdfaid\n'), stream, Buffer.from('\n%%EOF\n')]);
}

function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = 1;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
