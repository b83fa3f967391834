/**
 * Development command behind `npm run -s golden`: answers golden cases, one JSON object a line on standard input, through
 * the project's public functions. Adapters translate keys; they hold no rule.
 */
import { createInterface } from 'node:readline';
import { adapters } from './adapters.ts';

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === '') continue;
  const { id, kind, input } = JSON.parse(line) as { id: string; kind: string; input: Record<string, unknown> };
  const adapter = adapters[kind];
  if (!adapter) {
    process.stdout.write(`${JSON.stringify({ id, unsupported: true })}\n`);
    continue;
  }
  let answer: Record<string, unknown>;
  try {
    answer = { id, result: adapter(input) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
