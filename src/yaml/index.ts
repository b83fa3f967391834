/** The door of the YAML room: data files as plain values, quickly, with the lines that findings need. */
import { readFileSync } from 'node:fs';
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import { type Document, LineCounter, parseDocument } from 'yaml';

/** Keys and indexes from the root to a value. */
export type YamlPath = readonly (string | number)[];

/** A place where the text is no YAML. */
export interface YamlProblem {
  readonly line: number | null;
  readonly message: string;
}

/** A file's content: maps as objects, lists as arrays; days stay text. */
export interface YamlFile {
  readonly file: string;
  /** What could be read; incomplete where there are problems. */
  readonly value: unknown;
  /** Empty for a sound file. */
  readonly problems: readonly YamlProblem[];
  /** The line of the nearest value on the path that exists, so that a missing key points at its owner; null = none. */
  lineOf(path: YamlPath): number | null;
}

/** Reads a YAML 1.2 file. Bad content is listed in `problems`; throws only where the file can't be read. */
export function readYamlFile(file: string): YamlFile {
  const text = readFileSync(file, 'utf8');
  // A document with lines takes several times as long to make as the values alone, and a sound file needs no lines.
  let parsed: WithLines | undefined;
  const withLines = (): WithLines => {
    parsed ??= parseWithLines(text);
    return parsed;
  };
  const quick = loadQuickly(text);
  const problems = quick ? [] : withLines().problems;
  return {
    file,
    value: quick ? quick.value : withLines().document.toJS(),
    problems,
    lineOf: (path) => lineAt(withLines(), path),
  };
}

interface WithLines {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly problems: readonly YamlProblem[];
}

/** Null for what the quick parser refuses: the other one then tells what is wrong and where. */
function loadQuickly(text: string): { value: unknown } | null {
  try {
    return { value: load(text, { schema: CORE_SCHEMA }) };
  } catch (error) {
    if (error instanceof YAMLException) return null;
    throw error;
  }
}

function parseWithLines(text: string): WithLines {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems = document.errors.map((e) => ({ line: e.linePos?.[0].line ?? null, message: e.message }));
  return { document, lines, problems };
}

function lineAt({ document, lines }: WithLines, path: YamlPath): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}
