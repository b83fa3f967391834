import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = resolve(import.meta.dirname, '..', 'src');

/** Who may import whom. Every room may use the leaves; `graphql` only from graphql files. */
const LEAVES = ['errors', 'access', 'yaml', 'csv', 'zip'];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  access: ['errors'],
  yaml: [],
  csv: ['errors'],
  zip: [],
  turkish: [],
  calculations: [],
  database: ['access'],
  graphql: ['database', 'access'],
  institution: ['database', 'turkish'],
  personnel: ['institution', 'database', 'calculations', 'turkish'],
  documents: ['institution', 'database', 'turkish'],
  statements: ['personnel', 'institution', 'documents', 'calculations', 'turkish', 'database'],
  exams: ['statements', 'personnel', 'institution', 'documents', 'calculations', 'turkish', 'database'],
  cases: ['statements', 'personnel', 'institution', 'documents', 'calculations', 'turkish', 'database'],
  ebys: ['documents', 'cases', 'institution', 'database', 'turkish'],
  server: [
    'ebys',
    'cases',
    'exams',
    'statements',
    'personnel',
    'documents',
    'calculations',
    'institution',
    'database',
    'graphql',
    'turkish',
  ],
};

/** Files that speak GraphQL: the only ones outside server that may import the foundation. */
const speaksGraphql = (file: string): boolean => /(^|\/)graphql[^/]*\.ts$|\/graphql\//.test(file);

/** Pure by rule: no I/O at all. Loaders are the edge where files become data. */
const PURE = [
  /^calculations\//,
  /^turkish\//,
  /^cases\/(transition|validate|entitlement|deadlines)\.ts$/,
  /^cases\/acts\//,
  /^documents\/(render|compile|closing|gaps)\.ts$/,
  /^ebys\/package\//,
];
const IMPURE_EXCEPTIONS = [/load[^/]*\.ts$/, /(^|\/)graphql[^/]*\.ts$/];
const IO = /^(node:(fs|net|http|https|child_process|worker_threads|os)(\/.*)?|mongoose|mongodb|pino|yaml\/index\.ts)$/;

interface Import {
  readonly file: string;
  readonly target: string;
}

const imports: Import[] = sourceFiles(SRC).flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target]) => ({
    file: relative(SRC, path),
    target: target?.startsWith('.') ? relative(SRC, resolve(dirname(path), target)) : (target ?? ''),
  })),
);

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}

const roomOf = (file: string): string => file.split('/')[0] ?? '';
const ours = imports.filter((i) => MAY_IMPORT[roomOf(i.target)] !== undefined && i.target.includes('/'));

test('the imports were found', () => {
  expect(ours.length).toBeGreaterThan(100);
});

describe('rooms', () => {
  test('import only the rooms below them', () => {
    const broken = ours.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (from === to || LEAVES.includes(to)) return false;
      if (to === 'graphql') return from !== 'server' && !speaksGraphql(file);
      return !MAY_IMPORT[from]?.includes(to);
    });
    expect(broken).toEqual([]);
  });

  test('are entered by their door', () => {
    const broken = ours.filter(({ file, target }) => {
      if (roomOf(file) === roomOf(target)) return false;
      const isDoor = /^[^/]+\/index\.ts$/.test(target);
      const isGraphqlPart = speaksGraphql(target) && (speaksGraphql(file) || roomOf(file) === 'server');
      return !isDoor && !isGraphqlPart;
    });
    expect(broken).toEqual([]);
  });

  test('of the server are imported by nobody', () => {
    expect(ours.filter(({ file, target }) => roomOf(target) === 'server' && roomOf(file) !== 'server')).toEqual([]);
  });

  test('hold the embedded engine behind one importer', () => {
    const outside = imports.filter(
      ({ file, target }) => target.startsWith('database/embedded/') && !file.startsWith('database/embedded/'),
    );
    expect([...new Set(outside.map((i) => i.file))]).toEqual(['database/connect.ts']);
  });
});

test('pure files do no I/O', () => {
  const broken = imports.filter(
    ({ file, target }) =>
      PURE.some((p) => p.test(file)) && !IMPURE_EXCEPTIONS.some((p) => p.test(file)) && IO.test(target),
  );
  expect(broken).toEqual([]);
});

test('pure files read no clock, randomness or environment', () => {
  const broken = sourceFiles(SRC)
    .map((path) => relative(SRC, path))
    .filter((file) => PURE.some((p) => p.test(file)) && !IMPURE_EXCEPTIONS.some((p) => p.test(file)))
    .filter((file) =>
      /Date\.now\(|new Date\(\)|Math\.random\(|process\.env/.test(readFileSync(join(SRC, file), 'utf8')),
    );
  expect(broken).toEqual([]);
});
