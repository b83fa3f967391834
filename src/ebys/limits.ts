/** What the reader of packages accepts at most. Every limit is a setting: `{ ...DEFAULT_LIMITS, maxEntries: 50 }`. */
export interface PackageLimits {
  /** Bytes of the package file. */
  readonly maxPackageBytes: number;
  /** Entries in the zip directory. */
  readonly maxEntries: number;
  /** Bytes of one part after inflating. */
  readonly maxPartBytes: number;
  /** Bytes of all parts after inflating. */
  readonly maxTotalBytes: number;
  /** Inflated size over compressed size of one part, judged only above `ratioFromBytes`. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
  /** Bytes, nesting depth and elements of one XML part. */
  readonly maxXmlBytes: number;
  readonly maxXmlDepth: number;
  readonly maxXmlElements: number;
  /** Bytes of one part name. */
  readonly maxNameBytes: number;
}

const MEGABYTE = 1024 * 1024;

/** Limits for a package of an ordinary letter with ekler. */
export const DEFAULT_LIMITS: PackageLimits = {
  maxPackageBytes: 256 * MEGABYTE,
  maxEntries: 1000,
  maxPartBytes: 256 * MEGABYTE,
  maxTotalBytes: 512 * MEGABYTE,
  maxRatio: 150,
  ratioFromBytes: MEGABYTE,
  maxXmlBytes: 8 * MEGABYTE,
  maxXmlDepth: 40,
  maxXmlElements: 100_000,
  maxNameBytes: 512,
};
