/** One subcommand of the `ozluk` command line. */
export interface Command {
  readonly name: string;
  /** How it is called, after `npm run -s ozluk --`. */
  readonly usage: string;
  /** One Turkish line for the overview. */
  readonly summary: string;
  /** Gives the exit code. Expected failures are thrown as DomainError and printed as a sentence. */
  run(args: readonly string[]): Promise<number>;
}

export const print = (text = ''): void => void process.stdout.write(`${text}\n`);
export const printError = (text: string): void => void process.stderr.write(`${text}\n`);

/** Rows under a header as a plain text table. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((h, i) => Math.max(h.length, ...rows.map((r) => (r[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((c, i) => c.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((w) => '─'.repeat(w)).join('  '), ...rows.map(line)].join('\n');
}
